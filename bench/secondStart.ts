/** Owns the figure: a second `npm start` on the same folder until the product answers. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './samples.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

async function startOnce(folder: string): Promise<number> {
  const from = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
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
    child.once('exit', () => reject(new Error(printed)))
  })
  await fetch(`${address}/api/session`)
  const took = performance.now() - from
  const ended = once(child, 'exit')
  // The group: npm passes no signal on to what it runs.
  if (child.pid) process.kill(-child.pid, 'SIGINT')
  await ended
  return took
}

export async function secondStart(count: number): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-bench-'))
  try {
    await startOnce(folder)
    const samples: number[] = []
    for (let at = 0; at < count; at++) samples.push(await startOnce(folder))
    return { name: 'second start', path: '`npm start` on a folder with the demo until the first answer', samples }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
