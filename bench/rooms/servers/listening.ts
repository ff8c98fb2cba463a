/** Owns how a server says where it listens. */
import type { Server } from 'node:http'

export function listening(server: Server): void {
  const address = server.address()
  if (address && typeof address === 'object') process.stdout.write(`http://localhost:${address.port}\n`)
}
