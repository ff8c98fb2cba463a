/** Owns the connection to the database: how it writes, how long it waits, what it does when the tests are done with it. */
import mongoose, { type Connection } from 'mongoose'

/** How often a server that does not answer is asked at the opening: a machine that has just started is slow. */
const attempts = 4

/** Opens a connection of its own. Every write is acknowledged by a majority and in the journal. Throws when no server answers. */
export async function connect(uri: string): Promise<Connection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connectOnce(uri)
    } catch (error) {
      if (attempt === attempts || !(error instanceof mongoose.Error.MongooseServerSelectionError)) throw error
    }
  }
}

async function connectOnce(uri: string): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    appName: 'samplan',
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true },
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    // Kept open: the first to come after a start does not wait for a handshake as well.
    minPoolSize: 4,
    maxPoolSize: 20,
  })
  try {
    return await connection.asPromise()
  } catch (error) {
    await connection.close(true)
    throw error
  }
}

/** Empties every collection but those of the models named. */
export async function emptyAllBut(connection: Connection, kept: readonly string[]): Promise<void> {
  for (const name of connection.modelNames()) {
    if (!kept.includes(name)) await connection.model(name).deleteMany({}).exec()
  }
}

/** Drops the database that the URI names: for tests, in databases that they made. */
export async function dropDatabase(uri: string): Promise<void> {
  const connection = await connect(uri)
  await connection.dropDatabase()
  await connection.close()
}
