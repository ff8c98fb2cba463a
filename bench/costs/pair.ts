/** Owns two server processes on one embedded database that is a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Running, startSubject, type Stock } from '../rooms/subjects.ts'

const serve = fileURLToPath(new URL('../../embedded-mongo/src/serve.ts', import.meta.url))

export type Pair = {
  /** Process of the database. */ readonly database: number
  readonly first: Running
  readonly second: Running
  readonly close: () => Promise<void>
}

export async function openPair(stock: Stock, sections: number): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-bench-'))
  await cp(join(stock.folder, 'db'), join(folder, 'db'), { recursive: true })
  const child = spawn(process.execPath, [serve, join(folder, 'db')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const uri = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /^MONGODB_URI=(.+)\n/m.exec(printed)?.[1]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error(`the database has ended:\n${printed}`)))
  })
  const options = { env: { MONGODB_URI: uri, DEMO: '1' } }
  const first = await startSubject('ours', stock, sections, options)
  const second = await startSubject('ours', stock, sections, options)
  return {
    database: child.pid ?? 0,
    first,
    second,
    async close() {
      await Promise.all([first.stop(), second.stop()])
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
