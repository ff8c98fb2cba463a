/** Killed under load, again and again: what was acknowledged is there, and every index is whole. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MongoClient } from 'mongodb'
import { afterAll, describe, expect, it } from 'vitest'
import { startEmbedded } from '../src/index.ts'
import { temporaryFolder } from './server.ts'

/** CI asks for 50. */
const KILLS = Number(process.env.KILLS ?? 5)

/** Runs the writer, kills it in the middle of its work, and gives the last thing that it had acknowledged of each kind. */
function killedUnderLoad(folder: string, round: number, afterLines: number): Promise<ReadonlyMap<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--no-warnings', fileURLToPath(new URL('./crashChild.ts', import.meta.url)), folder, String(round)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        // Many starts of the same code: compiled once.
        env: { ...process.env, NODE_COMPILE_CACHE: `${folder}-cache` },
      },
    )
    let rest = ''
    let errors = ''
    let lines = 0
    const acknowledged = new Map<string, number>()
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk)
    })
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + String(chunk)).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) {
        const [kind, n] = line.split(' ')
        if (kind && n) acknowledged.set(kind, Number(n))
        if (++lines === afterLines) child.kill('SIGKILL')
      }
    })
    child.on('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve(acknowledged) : reject(new Error(`the writer ended by itself (${code}): ${errors}`)),
    )
  })
}

describe('kill -9 under load', () => {
  const folder = temporaryFolder()
  afterAll(() => {
    for (const path of [folder, `${folder}-cache`]) rmSync(path, { recursive: true, force: true })
  })

  it(
    `CR-1 ${KILLS} kills lose nothing that was acknowledged and break no index`,
    async () => {
      const rounds: ReadonlyMap<string, number>[] = []
      for (let round = 0; round < KILLS; round++) {
        rounds.push(await killedUnderLoad(folder, round, 40 + 23 * (round % 9)))
        const server = await startEmbedded(folder)
        const client = await new MongoClient(server.uri).connect()
        const db = client.db('crash')
        // All rounds at the end; on the way the one that was just killed.
        for (const [before, acknowledged] of rounds.entries()) {
          if (before !== round && round !== KILLS - 1) continue
          // Counted through the index, and without it.
          const rows = await db
            .collection('rows')
            .find({ round: String(before) })
            .sort({ n: 1 })
            .toArray()
          expect(rows.map((row) => row.n)).toEqual(rows.map((_, i) => i))
          expect(rows.length).toBeGreaterThanOrEqual(acknowledged.get('rows') ?? 0)
          expect(await db.collection('rows').countDocuments({ round: { $regex: `^${before}$` } })).toBe(rows.length)
          expect(await db.collection('rows').countDocuments({ tags: `r${before}` })).toBe(rows.length)
          const sections = await db.collection<{ _id: string; tail: string[] }>('sections').find().toArray()
          for (const section of sections) {
            const mine = section.tail.filter((entry) => entry.startsWith(`${before}-`))
            expect(mine).toEqual(mine.map((_, i) => `${before}-${i}`))
            expect(mine.length).toBeGreaterThanOrEqual(acknowledged.get('appends') ?? 0)
          }
        }
        for (const counter of ['a', 'b']) {
          const stored = await db.collection<{ _id: string; n: number }>('counters').findOne({ _id: counter })
          expect(stored?.n ?? 0).toBeGreaterThanOrEqual(rounds[round]?.get(`counter-${counter}`) ?? 0)
        }
        await client.close()
        await server.close()
      }
      expect(rounds.reduce((sum, round) => sum + (round.get('rows') ?? 0), 0)).toBeGreaterThan(0)
    },
    60_000 + KILLS * 20_000,
  )
})
