/** What the suite runs against: a server that can be reached, and perhaps opened again. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { startEmbedded, type Embedded } from '../src/index.ts'

export type Server = {
  uri(): string
  /** Ends and starts the server where that is in our hands; what was acknowledged must be there afterwards. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'embedded-mongo-'))

/** An embedded server on a folder of its own. */
export async function embeddedServer(): Promise<Server> {
  const folder = temporaryFolder()
  let running: Embedded = await startEmbedded(folder)
  return {
    uri: () => running.uri,
    reopen: async () => {
      await running.close()
      running = await startEmbedded(folder)
    },
    close: async () => {
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A server that somebody else runs. */
export const foreignServer = (uri: string): Server => ({ uri: () => uri, reopen: async () => {}, close: async () => {} })

export type Database = { connection(): Connection; reopen(): Promise<void>; drop(): Promise<void> }

/** A database with a random name, never the one in the URI. */
export async function randomDatabase(server: Server): Promise<Database> {
  const dbName = `samplan_test_${randomBytes(6).toString('hex')}`
  const open = (): Promise<Connection> =>
    mongoose.createConnection(server.uri(), { dbName, autoIndex: false, serverSelectionTimeoutMS: 5_000 }).asPromise()
  let connection = await open()
  return {
    connection: () => connection,
    reopen: async () => {
      await connection.close()
      await server.reopen()
      connection = await open()
    },
    drop: async () => {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}
