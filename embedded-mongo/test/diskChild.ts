/** Fills a store until a write is refused; says what was acknowledged, what the refusal was, and whether reading goes on. */
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../src/index.ts'

const [folder] = process.argv.slice(2) as [string]
const server = await startEmbedded(folder)
const client = await new MongoClient(server.uri).connect()
const rows = client.db('disk').collection<{ _id: number; body: Buffer }>('rows')
let acknowledged = 0
let code: unknown
while (code === undefined) {
  await rows.insertOne({ _id: acknowledged, body: Buffer.alloc(20_000, 1) }).then(
    () => {
      acknowledged++
    },
    (error: { code?: unknown; message?: string }) => {
      code = error.code ?? error.message
    },
  )
}
const readable = await rows.countDocuments()
process.stdout.write(`${JSON.stringify({ acknowledged, code, readable })}\n`)
await client.close()
await server.close()
