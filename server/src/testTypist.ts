/** Owns a person who types in a section of a running process in a test: the unmodified y-websocket client, with what the server has acknowledged. */
import { messageAck, messageStoreState, messageSync } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export type Typist = {
  /** A paragraph of its own; on its way when this returns. */
  readonly write: (words: string) => void
  /** The section as this client has it, without its marks. */
  readonly text: () => string
  /** What the server has said is on disk, in its order. */
  readonly acknowledged: () => readonly string[]
  /** Resolves when the server has acknowledged so many. */
  readonly untilAcknowledged: (count: number) => Promise<void>
  /** Whether the server says that it can store; resolves when it says so. */
  readonly untilStores: (can: boolean) => Promise<void>
  /** Called at every acknowledgement. */
  readonly onAcknowledged: (listener: () => void) => void
  readonly close: () => void
}

export type Seat = {
  readonly address: string
  readonly cookie: string
  readonly person: string
  readonly section: string
  readonly epoch: number
}

/** Resolves when the section is in step with the server. One connection: what it loses is not sent again. */
export async function sitDown({ address, cookie, person, section, epoch }: Seat): Promise<Typist> {
  let frames = 0
  let count = 0
  let stores = true
  const sent: { readonly words: string; readonly frame: number }[] = []
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  class CountedSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin: address } })
      this.on('close', () => provider.disconnect())
    }
    override send(bytes: Uint8Array): void {
      // SyncStep2 and Update are the frames that write.
      if (bytes[0] === messageSync && bytes[1] !== 0) frames++
      super.send(bytes)
    }
  }
  const doc = new Y.Doc()
  const provider: WebsocketProvider = new WebsocketProvider(`${address.replace('http', 'ws')}/room`, section, doc, {
    WebSocketPolyfill: CountedSocket as unknown as typeof globalThis.WebSocket, // ws has the same calls, not the same type
    disableBc: true,
    params: { schema: String(sectionSchema), epoch: String(epoch), person, acks: '1' },
  })
  process.off('exit', provider._exitHandler)
  provider.messageHandlers[messageAck] = (_, decoder) => {
    count = decoding.readVarUint(decoder)
    tell()
  }
  provider.messageHandlers[messageStoreState] = (_, decoder) => {
    stores = decoding.readVarUint(decoder) === 1
    tell()
  }
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const acknowledged = (): readonly string[] => sent.filter(({ frame }) => frame <= count).map(({ words }) => words)
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  return {
    write(words) {
      const before = frames
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(words)])
      doc.getXmlFragment(fragmentName).push([paragraph])
      if (frames > before) sent.push({ words, frame: frames })
    },
    text: () =>
      doc
        .getXmlFragment(fragmentName)
        .toString()
        .replaceAll(/<[^>]*>/g, ''),
    acknowledged,
    untilAcknowledged: (wanted) => until(() => acknowledged().length >= wanted),
    untilStores: (can) => until(() => stores === can),
    onAcknowledged: (listener) => void listeners.add(listener),
    close() {
      listeners.clear()
      provider.destroy()
      doc.destroy()
    },
  }
}
