/** Owns what is measured: how each server is started, pinned to its core, and spoken to; with which version. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Target } from './member.ts'
import { type Prepared, prepare } from './ours.ts'

/** `…Kept`: a peer with the persistence it has. */
export const subjects = ['ours', 'oursInMemory', 'yWebsocket', 'hocuspocus', 'relay', 'yWebsocketKept', 'hocuspocusKept'] as const
export type Subject = (typeof subjects)[number]

export const titles: Readonly<Record<Subject, string>> = {
  ours: 'ours, as shipped',
  oursInMemory: 'ours, without disk',
  yWebsocket: '@y/websocket-server',
  hocuspocus: 'Hocuspocus',
  relay: 'idle relay',
  yWebsocketKept: '@y/websocket-server + LevelDB',
  hocuspocusKept: 'Hocuspocus + SQLite',
}

export const [serverCore, generatorCore] = [0, 1] as const

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const isOurs = (subject: Subject): boolean => subject === 'ours' || subject === 'oursInMemory'

const mains: Readonly<Record<Subject, string>> = {
  ours: here('../../server/src/main.ts'),
  oursInMemory: here('servers/oursInMemory.ts'),
  yWebsocket: here('servers/yWebsocket.ts'),
  yWebsocketKept: here('servers/yWebsocket.ts'),
  hocuspocus: here('servers/hocuspocus.ts'),
  hocuspocusKept: here('servers/hocuspocus.ts'),
  relay: here('servers/relay.ts'),
}

/** As `npm start` sets it; everybody gets it. */
const compiled = here('../../node_modules/.cache/compiled')

export type Running = {
  readonly subject: Subject
  readonly pid: number
  readonly target: Target
  /** The product's address, or a peer's. */
  readonly address: string
  /** With `inspected`: where Node's inspector listens. */
  readonly inspector: string | null
  /** Asks it to end, waits, and starts it again on what it has kept. */
  readonly restart: () => Promise<Running>
  readonly stop: () => Promise<void>
}

export type StartOptions = {
  readonly inspected?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Another start file, for the self-test. */
  readonly main?: string
}

/** The folder that each start of ours is a copy of, with the sections and people in it. */
export type Stock = { readonly folder: string; readonly prepared: Prepared; readonly remove: () => Promise<void> }

export async function makeStock(sections: number, people: number): Promise<Stock> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-bench-'))
  const child = await start('ours', folder, {})
  const prepared = await prepare(child.address, sections, people)
  await ended(child.process, 'SIGTERM')
  return { folder, prepared, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Starts a server on a folder of its own. `sections`: how many will be used, where a server does not say it itself. */
export async function startSubject(subject: Subject, stock: Stock, sections: number, options: StartOptions = {}): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-bench-'))
  if (isOurs(subject)) await cp(stock.folder, folder, { recursive: true })
  return run(subject, folder, stock, sections, options)
}

async function run(subject: Subject, folder: string, stock: Stock, sections: number, options: StartOptions): Promise<Running> {
  const child = await start(subject, folder, options)
  const port = Number(new URL(child.address).port)
  const dialect = subject.startsWith('hocuspocus') ? ('named' as const) : ('plain' as const)
  const known = isOurs(subject)
    ? { sections: stock.prepared.sections.slice(0, sections), people: stock.prepared.people }
    : { sections: Array.from({ length: sections }, (_, index) => (dialect === 'named' ? '/' : `/section-${index}`)), people: [] }
  if (known.sections.length < sections) throw new Error(`the installation has ${known.sections.length} sections, ${sections} are needed`)
  return {
    subject,
    pid: child.process.pid ?? 0,
    target: { dialect, port, keepsText: subject !== 'relay', ...known },
    address: child.address,
    inspector: child.inspector,
    async restart() {
      await ended(child.process, 'SIGTERM', patienceToSaveMs)
      return run(subject, folder, stock, sections, options)
    },
    async stop() {
      await ended(child.process, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Started = { readonly process: ChildProcess; readonly address: string; readonly inspector: string | null }

async function start(subject: Subject, folder: string, { env, inspected, main = mains[subject] }: StartOptions): Promise<Started> {
  const { MONGODB_URI: _ours, YPERSISTENCE: _theirs, ...inherited } = process.env
  const kept =
    subject === 'yWebsocketKept'
      ? { YPERSISTENCE: join(folder, 'level') }
      : subject === 'hocuspocusKept'
        ? { BENCH_DATABASE: join(folder, 'documents.sqlite') }
        : {}
  const flags = inspected ? ['--inspect=127.0.0.1:0'] : []
  const child = spawn('taskset', ['-c', String(serverCore), process.execPath, ...flags, main], {
    env: { NODE_COMPILE_CACHE: compiled, ...inherited, DATA_DIR: folder, PORT: '0', ...kept, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const found = /http:\/\/localhost:\d+/.exec(printed)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`${subject} ended with ${code} before it listened:\n${printed}`)))
  })
  return { process: child, address, inspector: /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed)?.[0] ?? null }
}

/** What a server still has to write when it is asked to end: LevelDB is minutes behind fast writers. */
const patienceToSaveMs = 240_000
const patienceMs = 20_000

async function ended(child: ChildProcess, signal: NodeJS.Signals, within = patienceMs): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const hard = setTimeout(() => child.kill('SIGKILL'), within)
  await exit
  clearTimeout(hard)
}

/** Exact versions of what is measured, for the head of the table. */
export async function versions(): Promise<string> {
  const require = createRequire(import.meta.url)
  const versionOf = async (name: string): Promise<string> => {
    for (const folder of require.resolve.paths(name) ?? []) {
      const text = await readFile(join(folder, name, 'package.json'), 'utf8').catch(() => null)
      if (text) return `${name} ${(JSON.parse(text) as { version: string }).version}`
    }
    return `${name} not installed`
  }
  const names = ['@y/websocket-server', '@hocuspocus/server', '@hocuspocus/extension-database', 'yjs', 'ws']
  return (await Promise.all(names.map(versionOf))).join(', ')
}
