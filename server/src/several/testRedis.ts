/** Owns the Redis of a test, where one is installed: killed and started again on its port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TestRedis = {
  readonly url: string
  readonly start: () => Promise<void>
  /** Kills it; what it knew is forgotten. */
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Says on the output that the test did not run where there is none. */
export function hasRedis(test: string): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true
  process.stdout.write(`Without redis-server on the PATH ${test} did not run\n`)
  return false
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** One that is running. `words` are more of its command line. */
export async function openRedis(words: readonly string[] = []): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-redis-'))
  const port = await freePort()
  let running: ChildProcess | null = null
  const start = async (): Promise<void> => {
    const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running = child
    let printed = ''
    for await (const chunk of child.stdout) {
      printed += String(chunk)
      if (printed.includes('Ready to accept connections')) return
    }
    throw new Error(printed)
  }
  const stop = async (): Promise<void> => {
    if (!running) return
    const ended = once(running, 'exit')
    running.kill('SIGKILL')
    running = null
    await ended
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
