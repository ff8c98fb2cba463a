/** Owns a running product for a journey: the real process on a folder and a port of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))

export type Product = {
  /** http://localhost:PORT; the same with 127.0.0.1 is another browser session. */
  readonly address: string
  readonly folder: string
  readonly pid: number
  /** All that it has printed since it was started last. */
  printed(): string
  kill(): Promise<void>
  /** Starts again on the same folder and port, after a kill or stop. */
  restart(): Promise<void>
  /** Asks it to end, as Ctrl+C does, and waits. */
  stop(): Promise<number | null>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

async function startProcess(
  folder: string,
  port: number,
  env: Readonly<Record<string, string>>,
  within: readonly string[],
): Promise<{ child: ChildProcess; port: number; printed: () => string }> {
  const { MONGODB_URI: _ours, ...inherited } = process.env
  const [command = process.execPath, ...words] = within
  const child = spawn(command, within.length > 0 ? [...words, process.execPath, main] : [main], {
    env: { ...inherited, DATA_DIR: folder, PORT: String(port), DEMO: '1', LOG: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const found = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const match = /https?:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(printed)
      if (match?.[1]) resolve(Number(match[1]))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`the product ended with ${code} before it listened:\n${printed}`)))
  })
  return { child, port: found, printed: () => printed }
}

export type Beginning = {
  /** A folder in which the product has run: that one is copied, so that no demo need be made. */
  readonly model?: string
  /** What to run it in, e.g. on a disk of its own. */
  readonly around?: (folder: string) => readonly string[]
}

/** Starts the product with its demo municipality, unless `env` says otherwise. */
export async function startProduct(
  env: Readonly<Record<string, string>> = {},
  { model, around = () => [] }: Beginning = {},
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-e2e-'))
  if (model) await cp(model, folder, { recursive: true })
  const within = around(folder)
  let running = await startProcess(folder, 0, env, within)
  const { port } = running
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    const { child } = running
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exit = once(child, 'exit')
    child.kill(signal)
    const [code] = (await exit) as [number | null]
    return code
  }
  return {
    address: `http://localhost:${port}`,
    folder,
    get pid() {
      return running.child.pid ?? 0
    },
    printed: () => running.printed(),
    kill: async () => void (await ended('SIGKILL')),
    restart: async () => {
      running = await startProcess(folder, port, env, within)
    },
    stop: () => ended('SIGINT'),
    close: async () => {
      await ended('SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
