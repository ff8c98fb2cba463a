/** Owns the rooms behind a real server in a test, and the unmodified y-websocket client that speaks with them. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SectionId } from '@samplan/shared/ids'
import { messageAck, messageStoreState } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import * as decoding from 'lib0/decoding'
import { afterEach, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { RoomServer } from './rooms.ts'
import { roomUpgrade, type SocketOptions } from './socket.ts'
import { createRig, personId, type Rig, section } from './testRig.ts'

export type Served = { readonly rig: Rig; readonly address: string; readonly port: number }

/** The rooms behind a real server; the person is the one that the address says. */
export async function serve(options: Parameters<typeof createRig>[0] = {}, socketOptions: Partial<SocketOptions> = {}): Promise<Served> {
  const rig = createRig(options)
  return { rig, ...(await serveRooms(rig.rooms, socketOptions)) }
}

/** The same for another process on a rig. */
export async function serveRooms(rooms: RoomServer, socketOptions: Partial<SocketOptions> = {}): Promise<Omit<Served, 'rig'>> {
  const server: Server = createServer()
  const upgrade = roomUpgrade(rooms, socketOptions)
  server.on('upgrade', (request, socket, head) => {
    const person = new URL(request.url ?? '', 'ws://x').searchParams.get('person')
    upgrade(request, socket, head, person ? { person: { id: personId(person) }, tokenHash: `token of ${person}` } : null)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  onTestFinished(async () => {
    await rooms.close(500)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { port, address: `ws://127.0.0.1:${port}` }
}

export type Provided = { readonly doc: Y.Doc; readonly provider: WebsocketProvider; acked: number; canStore: boolean }

/** The unmodified provider. */
export function provide(
  address: string,
  options: { person?: string; epoch?: number; acks?: boolean; section?: SectionId; socket?: unknown; doc?: Y.Doc } = {},
): Provided {
  const doc = options.doc ?? new Y.Doc()
  const { person = 'per', epoch = 1, acks = false } = options
  const provider = new WebsocketProvider(`${address}/room`, options.section ?? section, doc, {
    WebSocketPolyfill: (options.socket ?? WebSocket) as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 50,
    params: { schema: String(sectionSchema), epoch: String(epoch), person, ...(acks && { acks: '1' }) },
  })
  // Many of them live in one process here, and each would listen for its end.
  process.off('exit', provider._exitHandler)
  const provided: Provided = { doc, provider, acked: 0, canStore: true }
  if (acks) {
    provider.messageHandlers[messageAck] = (_, decoder) => {
      provided.acked = decoding.readVarUint(decoder)
    }
    provider.messageHandlers[messageStoreState] = (_, decoder) => {
      provided.canStore = decoding.readVarUint(decoder) === 1
    }
  }
  closers.push(() => provider.destroy())
  return provided
}

/** Called after each test. */
export const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A paragraph at the end. */
export const type = (doc: Y.Doc, text: string): void => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  doc.getXmlFragment(fragmentName).push([paragraph])
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${holds.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

export const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', (code) => resolve(code)))
