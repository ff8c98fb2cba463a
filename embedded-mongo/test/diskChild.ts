/**
 * Arguments: a folder, and `fill` or `count`. Fills a store until a write is refused and says what was acknowledged, what the
 * refusal was, and whether reading goes on; or says what is there, by a scan and by an index, and whether a write works again.
 */
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../src/index.ts'

const [folder, order] = process.argv.slice(2) as [string, string]
const server = await startEmbedded(folder)
const client = await new MongoClient(server.uri).connect()
const rows = client.db('disk').collection<{ _id: number; n: number; body: Buffer }>('rows')
const insert = (n: number) => rows.insertOne({ _id: n, n, body: Buffer.alloc(20_000, 1) })
const readable = async () => ({
  readable: await rows.countDocuments(),
  indexed: await rows.countDocuments({ n: { $gte: 0 } }, { hint: 'n_1' }),
})

async function fill(): Promise<object> {
  await rows.createIndex({ n: 1 })
  let acknowledged = 0
  for (;;) {
    try {
      await insert(acknowledged)
      acknowledged++
    } catch (error) {
      const { code, message } = error as { code?: unknown; message?: string }
      return { acknowledged, code: code ?? message, ...(await readable()) }
    }
  }
}

async function count(): Promise<object> {
  const found = await readable()
  return { ...found, wrote: (await insert(found.readable)).acknowledged }
}

process.stdout.write(`${JSON.stringify(order === 'fill' ? await fill() : await count())}\n`)
await client.close()
await server.close()
