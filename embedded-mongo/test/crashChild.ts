/** A process that writes until it is killed; says on stdout what was acknowledged. Arguments: folder, round. */
import { writeSync } from 'node:fs'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../src/index.ts'

const [folder, round] = process.argv.slice(2) as [string, string]
const server = await startEmbedded(folder)
const client = await new MongoClient(server.uri).connect()
const db = client.db('crash')
const say = (line: string): void => void writeSync(1, `${line}\n`)

await db.collection('rows').createIndex({ round: 1, n: 1 }, { unique: true })
await db.collection('rows').createIndex({ tags: 1 })
say('ready')

async function forever(step: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; ; i++) await step(i)
}

void forever(async (i) => {
  await db
    .collection('rows')
    .insertMany(Array.from({ length: 5 }, (_, k) => ({ round, n: i * 5 + k, tags: [`t${k}`, `r${round}`], body: Buffer.alloc(300, k) })))
  say(`rows ${i * 5 + 5}`)
})
for (const counter of ['a', 'b']) {
  void forever(async () => {
    const doc = await db
      .collection<{ _id: string; n: number }>('counters')
      .findOneAndUpdate({ _id: counter }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    say(`counter-${counter} ${doc?.n}`)
  })
}
void forever(async (i) => {
  // Many sections in one command, as the rooms do it.
  const result = await db.collection<{ _id: string; tail: string[] }>('sections').bulkWrite(
    Array.from({ length: 8 }, (_, k) => ({
      updateOne: { filter: { _id: `s${k}` }, update: { $push: { tail: `${round}-${i}` } }, upsert: true },
    })),
  )
  if (result.matchedCount + result.upsertedCount === 8) say(`appends ${i + 1}`)
})
