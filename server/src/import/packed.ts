/** Owns the form in which source and draft are stored: JSON, gzipped. */
import { promisify } from 'node:util'
import { gunzip, gzip, gzipSync } from 'node:zlib'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Blocks its thread: for the reading thread. */
export function packNow(value: object): Uint8Array {
  return gzipSync(JSON.stringify(value))
}

export function pack(value: object): Promise<Uint8Array> {
  return zip(JSON.stringify(value))
}

/** The JSON as text: an answer carries it on unread. */
export async function unpackText(packed: Uint8Array): Promise<string> {
  return (await unzip(packed)).toString('utf8')
}
