/** Owns a database in a test that can be cut off: the embedded server behind a port of its own, which goes dead and comes back. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { openTestDatabase } from './storage/testDatabase.ts'

export type CutStore = {
  /** For MONGODB_URI. */
  readonly uri: string
  /** From here on nobody gets an answer, neither on open connections nor on new ones. */
  readonly cut: () => void
  readonly restore: () => void
  readonly close: () => Promise<void>
}

export async function openCutStore(): Promise<CutStore> {
  const database = await openTestDatabase(null)
  const path = decodeURIComponent(new URL(database.uri).hostname)
  const open = new Set<Socket>()
  let isCut = false
  const server: Server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(path)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const uri = new URL(database.uri)
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}${uri.pathname}${uri.search}`,
    cut() {
      isCut = true
      for (const socket of open) socket.destroy()
    },
    restore() {
      isCut = false
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
    },
  }
}
