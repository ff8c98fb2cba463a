/**
 * Owns the peer Hocuspocus with its defaults. BENCH_DATABASE names a SQLite file: what its own SQLite extension does, on Node's SQLite, since
 * that extension's needs a download or a compiler.
 */
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const { BENCH_DATABASE } = process.env
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions: BENCH_DATABASE ? [stored(BENCH_DATABASE)] : [],
})
await server.listen()
process.stdout.write(`http://localhost:${server.address.port}\n`)

function stored(file: string): Database {
  const database = new DatabaseSync(file)
  database.exec('CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)')
  const read = database.prepare('SELECT data FROM documents WHERE name = ?')
  const write = database.prepare('INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data')
  return new Database({
    async fetch({ documentName }) {
      const row = read.get(documentName)
      return row?.['data'] instanceof Uint8Array ? row['data'] : null
    },
    async store({ documentName, state }) {
      write.run(documentName, state)
    },
  })
}
