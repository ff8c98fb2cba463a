/** Where the server of a folder listens, for itself and for other processes of its user. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A Unix socket's address holds 104 bytes on macOS, 108 on Linux. */
const LONGEST_SOCKET_PATH = 100

/** In the folder: where the socket lies when it cannot lie there. */
const noteIn = (folder: string): string => join(folder, 'mongo.sock.at')

/** `folder/mongo.sock`, or a socket in a private temporary folder when that path is too long for one; a note in the folder says where. */
export function socketFor(folder: string): string {
  const inside = join(folder, 'mongo.sock')
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH) return inside
  return join(mkdtempSync(join(tmpdir(), 'samplan-')), 'mongo.sock')
}

/** To be called by whoever owns the folder. */
export function noteSocket(folder: string, socket: string): void {
  if (dirname(socket) === folder) rmSync(noteIn(folder), { force: true })
  else writeFileSync(noteIn(folder), socket, { mode: 0o600 })
}

/** The socket that the owner of the folder has named; whether anybody listens there is another question. */
export function namedSocket(folder: string): string {
  try {
    return readFileSync(noteIn(folder), 'utf8')
  } catch {
    return join(folder, 'mongo.sock')
  }
}

/** Whether someone listens there. */
export function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy()
      resolve(true)
    }).on('error', () => resolve(false))
  })
}

/** For `mongoose.connect` and `MongoClient`. */
export const uriOf = (socket: string, database: string): string =>
  `mongodb://${encodeURIComponent(socket)}/${database}?directConnection=true`
