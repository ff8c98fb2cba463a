/** Owns which tests a server admits: its version, its topology and what else `runOnRequirements` may ask. */
import type { Db } from 'mongodb'
import type { ExamFile, ExamTest, Requirement } from './format.ts'

/** What a server says it is. */
export type ServerKind = { readonly version: string; readonly topology: string }

export async function kindOf(admin: Db): Promise<ServerKind> {
  const { version } = await admin.command({ buildInfo: 1 })
  const hello = await admin.command({ hello: 1 })
  const topology = hello.setName !== undefined ? 'replicaset' : hello.msg === 'isdbgrid' ? 'sharded' : 'single'
  return { version: String(version), topology }
}

const compareVersions = (a: string, b: string): number => {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]]
  for (let i = 0; i < 3; i++) {
    const order = (x[i] ?? 0) - (y[i] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

/** What of a requirement the server does not fit, or undefined. */
function lacking(requirement: Requirement, kind: ServerKind): string | undefined {
  const { minServerVersion: least, maxServerVersion: most, topologies } = requirement
  if (least !== undefined && compareVersions(kind.version, least) < 0) return `a server from ${least} on`
  if (most !== undefined && compareVersions(kind.version, most) > 0) return `a server up to ${most}`
  if (topologies && !topologies.includes(kind.topology)) return topologies.join(' or ')
  if (requirement.auth === true) return 'authentication'
  if (requirement.csfle === true) return 'client-side encryption'
  if (requirement.serverless === 'require') return 'a serverless instance'
  if (requirement.serverParameters) return 'server parameters'
  return undefined
}

/** Why a test is not for this server, or undefined. */
export function skipped(file: ExamFile, test: ExamTest, kind: ServerKind): string | undefined {
  if (test.skipReason !== undefined) return `its file says: ${test.skipReason}`
  for (const requirements of [file.runOnRequirements, test.runOnRequirements]) {
    const lacks = (requirements ?? []).map((requirement) => lacking(requirement, kind))
    if (lacks.length > 0 && !lacks.includes(undefined)) return `needs ${[...new Set(lacks)].join(', or ')}`
  }
  return undefined
}
