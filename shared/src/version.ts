/** Owns the version: what was decided on, as one canonical text with its hash. Old formats are read for ever and never rewritten. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import type { Goal, Measurement } from './goal.ts'
import type { PlanId, SectionId, UnitId } from './ids.ts'
import type { Level, OutlineEntry, Step } from './plan.ts'
import type { Content } from './section/content.ts'

export const versionFormat = 1

/** A unit as it was called then. */
export type NamedUnit = { readonly id: UnitId; readonly name: string }

export type VersionSection = {
  readonly id: SectionId
  readonly level: Level
  readonly title: string
  readonly owner: UnitId
  readonly content: Content
}

/** Everything that a reader of the version needs, at any later time; what was in the bin is not part of it. */
export type Version = {
  readonly format: 1
  readonly plan: {
    readonly id: PlanId
    readonly title: string
    readonly period: string
    readonly owner: UnitId
    readonly route: readonly UnitId[]
  }
  /** The administrations and bodies that the version names. */
  readonly units: readonly NamedUnit[]
  /** The revision that the submission leads to. */
  readonly revision: number
  /** The day of submission in Europe/Copenhagen, "2027-03-31": the day with which its goals are judged. */
  readonly submittedOn: string
  readonly outline: readonly OutlineEntry[]
  /** In outline order. */
  readonly sections: readonly VersionSection[]
  readonly goals: readonly Goal[]
  readonly measurements: readonly Measurement[]
}

/** The version's one text: RFC 8785, all strings well-formed and in NFC. The same facts give the same text, in whatever order they come. */
export function versionText(version: Version): string {
  return canonicalText(version)
}

/** The SHA-256 of the text's UTF-8, in hex. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** A stored version as a record. Throws on a format of a newer program and on a text that is none: both are bugs, not refusals. */
export function readVersion(text: string): Version {
  const parsed: unknown = JSON.parse(text)
  const format = typeof parsed === 'object' && parsed !== null && 'format' in parsed ? parsed.format : undefined
  if (format !== versionFormat) throw new Error(`version of format ${String(format)} cannot be read`)
  return parsed as Version
}

/** The hash of a step over all its other fields, the hash of the step before among them. */
export function stepHash(step: Omit<Step, 'hash'>): string {
  const { seq, action, from, to, actor, actorName, role, at, reason, version, previous } = step
  return hashText(canonicalText({ seq, action, from, to, actor, actorName, role, at, reason, version, previous }))
}

/** The place of the first step that does not follow from the ones before it (changed, missing or out of order), or null. */
export function brokenStep(steps: readonly Step[]): number | null {
  const first = steps[0]?.seq ?? 0
  const broken = steps.findIndex(
    (step, at) => step.seq !== first + at || step.previous !== (steps[at - 1]?.hash ?? null) || step.hash !== stepHash(step),
  )
  return broken < 0 ? null : broken
}

function canonicalText(value: unknown): string {
  const text = canonicalize(normalised(value))
  if (text === undefined) throw new Error('nothing to write down')
  return text
}

/** The value with every string, keys too, well-formed and in NFC: what looks the same has the same bytes. */
function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().normalize('NFC')
  if (Array.isArray(value)) return value.map(normalised)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [normalised(key), normalised(inner)]))
}
