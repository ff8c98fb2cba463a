/** Owns the real process in a test: main.ts on a folder of the test, with what it printed and how it ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
/** Where npm start keeps it too: compiling all that a start reads takes longer than the rest of it. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly printed: string }

export type TestProcess = {
  /** Resolves with the address once it listens; rejects with what was printed when it ends before. */
  readonly listening: Promise<string>
  readonly ended: Promise<Ended>
  readonly printed: () => string
  readonly pid: number
  /** What the person at its terminal types. */
  readonly press: (keys: string) => void
  readonly kill: (signal: NodeJS.Signals) => Promise<Ended>
}

export type Surroundings = {
  /** A command that runs the rest of its words in its own place, e.g. on a disk of its own. */
  readonly within?: readonly string[]
  /** Another user of the machine; only where the test runs as root. */
  readonly uid?: number
  /** Runs this instead of main.ts. */
  readonly script?: string
  /** Runs this instead of all. */
  readonly command?: readonly string[]
}

/** Settings of the machine never reach it. PORT=0 unless `settings` say otherwise. */
export function startProcess(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
  { within = [], uid, script = main, command: whole }: Surroundings = {},
): TestProcess {
  const { PATH = '', HOME = '', TMPDIR = '/tmp', NODE_COMPILE_CACHE = compiled } = process.env
  const [command = '', ...rest] = whole ?? [...within, process.execPath, script, ...words]
  const child: ChildProcess = spawn(command, rest, {
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, DATA_DIR: folder, PORT: '0', ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid }),
  })
  let printed = ''
  const ended = once(child, 'close').then(([code, signal]): Ended => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    printed,
  }))
  const listening = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString()
      const found = /"address":"(http[^"]+)"|^ {2}(http:\/\/localhost:\d+)/m.exec(printed)
      const address = found?.[1] ?? found?.[2]
      if (address) resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    void ended.then(({ code }) => reject(new Error(`ended with ${code}:\n${printed}`)))
  })
  listening.catch(() => undefined)
  return {
    listening,
    ended,
    printed: () => printed,
    pid: child.pid ?? 0,
    press: (keys) => void child.stdin?.write(keys),
    kill(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** A browser's session: its cookie, and the Origin that its page has. */
export type Visitor = {
  readonly get: (path: string) => Promise<Response>
  readonly post: (path: string, body: unknown) => Promise<Response>
  readonly cookie: () => string
}

/** Somebody who opens `address`; cookies are kept. */
export function visit(address: string): Visitor {
  let cookie = ''
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...(init.headers as Record<string, string>), ...(cookie && { cookie }), origin: address }
    const response = await fetch(`${address}${path}`, { ...init, headers })
    for (const set of response.headers.getSetCookie()) cookie = set.split(';', 1)[0] ?? ''
    return response
  }
  return {
    get: (path) => send(path, {}),
    post: (path, body) => send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    cookie: () => cookie,
  }
}

/** What GraphQL answers to the visitor. */
export async function ask<Answer>(visitor: Visitor, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const response = await visitor.post('/graphql', { query, variables })
  const { data, errors } = (await response.json()) as { readonly data?: Answer; readonly errors?: readonly object[] }
  if (errors || !data) throw new Error(JSON.stringify(errors))
  return data
}
