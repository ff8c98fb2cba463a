/** Owns a person in a test who types in a section and comes back to another process when theirs is gone: the unmodified y-websocket client. */
import { messageAck, messageSync } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export type Roamer = {
  /** A paragraph of its own. */
  readonly write: (words: string) => void
  /** What a server has said is on disk. */
  readonly acknowledged: () => readonly string[]
  /** What was never acknowledged. */
  readonly unacknowledged: () => readonly string[]
  readonly text: () => string
  /** Names at the carets of the others. */
  readonly carets: () => readonly string[]
  /** Resolves when this holds; asked at every acknowledgement and every change of text or carets. */
  readonly until: (holds: () => boolean) => Promise<void>
  readonly onAcknowledged: (listener: () => void) => void
  /** With the code from which no client comes back by itself. */
  readonly refused: Promise<number>
  /** Codes of all closes from which it has come back, or tried to. */
  readonly closes: readonly number[]
  readonly close: () => void
}

export type RoamerSeat = {
  /** Where to connect to now; asked at every connection. */
  readonly address: () => string
  readonly cookie: string
  readonly person: string
  readonly section: string
  readonly epoch: number
}

type Written = { readonly words: string; frame: number; isAcknowledged: boolean }

/** Resolves when the section is in step with a server. */
export async function roam({ address, cookie, person, section, epoch }: RoamerSeat): Promise<Roamer> {
  const written: Written[] = []
  const listeners = new Set<() => void>()
  const closes: number[] = []
  const { promise: refused, resolve: refuse } = Promise.withResolvers<number>()
  let frames = 0
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  class RoamingSocket extends WebSocket {
    constructor(url: string) {
      const [at, { pathname, search }] = [address(), new URL(url)]
      super(`${at.replace('http', 'ws')}${pathname}${search}`, { headers: { cookie, origin: at } })
      frames = 0
      for (const one of written) one.frame = Infinity
      this.on('close', (code) => {
        closes.push(code)
        if (code < 4400 || code >= 4500) return
        provider.disconnect()
        refuse(code)
      })
    }
    override send(bytes: Uint8Array): void {
      if (bytes[0] === messageSync && bytes[1] !== 0) frames++
      // A sync step 2 has all that was written before it.
      if (bytes[0] === messageSync && bytes[1] === 1) for (const one of written) if (!one.isAcknowledged) one.frame = frames
      super.send(bytes)
    }
  }
  const doc = new Y.Doc()
  const provider: WebsocketProvider = new WebsocketProvider('ws://anywhere/room', section, doc, {
    WebSocketPolyfill: RoamingSocket as unknown as typeof globalThis.WebSocket, // ws has the same calls, not the same type
    disableBc: true,
    maxBackoffTime: 100,
    params: { schema: String(sectionSchema), epoch: String(epoch), person, acks: '1' },
  })
  process.off('exit', provider._exitHandler)
  provider.messageHandlers[messageAck] = (_, decoder) => {
    const count = decoding.readVarUint(decoder)
    for (const one of written) if (one.frame <= count) one.isAcknowledged = true
    tell()
  }
  doc.on('update', tell)
  provider.awareness.on('change', tell)
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  const wordsOf = (isAcknowledged: boolean): readonly string[] =>
    written.filter((one) => one.isAcknowledged === isAcknowledged).map(({ words }) => words)
  return {
    write(words) {
      const before = frames
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(words)])
      doc.getXmlFragment(fragmentName).push([paragraph])
      // Without a connection its time comes with the next sync step 2.
      written.push({ words, frame: frames > before ? frames : Infinity, isAcknowledged: false })
    },
    acknowledged: () => wordsOf(true),
    unacknowledged: () => wordsOf(false),
    text: () => doc.getXmlFragment(fragmentName).toString(),
    carets: () =>
      [...provider.awareness.getStates()].flatMap(([client, { user }]) =>
        client === doc.clientID || !user ? [] : [String((user as { readonly name: unknown }).name)],
      ),
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds()) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      }),
    onAcknowledged(listener) {
      let known = 0
      listeners.add(() => {
        const count = wordsOf(true).length
        if (count === known) return
        known = count
        listener()
      })
    },
    refused,
    closes,
    close() {
      listeners.clear()
      provider.destroy()
      doc.destroy()
    },
  }
}

/** Each writes on as soon as its last words are acknowledged, "[2.7]" being the third one's eighth. Returns what ends that, and waits until all of it is. */
export function keepTyping(roamers: readonly Roamer[]): () => Promise<void> {
  let isDone = false
  for (const [at, roamer] of roamers.entries()) {
    let words = 0
    const next = (): void => {
      if (!isDone) roamer.write(`[${at}.${words++}]`)
    }
    roamer.onAcknowledged(next)
    next()
  }
  return async () => {
    isDone = true
    await Promise.all(roamers.map((roamer) => roamer.until(() => roamer.unacknowledged().length === 0)))
  }
}

/** Resolves when the server has taken more than what was on its way. */
export function moreAcknowledged(roamer: Roamer): Promise<void> {
  const known = roamer.acknowledged().length
  return roamer.until(() => roamer.acknowledged().length > known + 1)
}
