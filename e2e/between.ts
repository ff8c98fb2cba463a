/** Owns a hand on the page's shared socket: frames of the rooms are seen, held back or rewritten between a browser and the server. */
import * as encoding from 'lib0/encoding'
import type { Page } from 'playwright-core'
import { parseClientFrame } from '@samplan/server/rooms/frames'
import { parseHandshake, readFrames, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'

export type Between = {
  /** Keeps all further messages of the page, as a slow network does. */
  hold(): void
  /** Lets the kept messages go, in order, and every later one. */
  release(): void
  /** Tells the page's room of this section what only a server says. */
  say(section: string, payload: Uint8Array): void
  /** What is held never comes in: the room of this section is closed to the page with this code. */
  refuse(section: string, code: number): void
  /** Resolves when the page has written an edit that is held. */
  readonly heldEdit: () => Promise<void>
  /** Resolves with the code when the server closes a channel for good. */
  readonly closedWith: Promise<number>
  /** What happened in its order: "edit released", "closed 4423". */
  readonly story: readonly string[]
}

const bytesOf = (message: string | Buffer): Uint8Array =>
  typeof message === 'string' ? new TextEncoder().encode(message) : new Uint8Array(message)

function isEdit(payload: Uint8Array): boolean {
  const frame = parseClientFrame(payload)
  return frame.kind === 'write' && !frame.empty
}

/** Stands between from the next load on. `rewrite` changes what the page sends. */
export async function standBetween(page: Page, rewrite: (frame: SocketFrame) => SocketFrame = (frame) => frame): Promise<Between> {
  const story: string[] = []
  let held: Uint8Array[] | null = null
  let send: ((message: Uint8Array) => void) | null = null
  let tellPage: (frame: SocketFrame) => void = () => undefined
  /** The last channel of the page to each section. */
  const channels = new Map<string, number>()
  const channelTo = (section: string): number => channels.get(section) ?? missing(section)
  let tellHeld: () => void = () => undefined
  let tellClosed: (code: number) => void = () => undefined
  const closedWith = new Promise<number>((resolve) => {
    tellClosed = resolve
  })
  const hasEdit = (message: Uint8Array): boolean => readFrames(message).some((frame) => frame.kind === 'data' && isEdit(frame.payload))

  await page.routeWebSocket(/\/rooms$/, (socket) => {
    const server = socket.connectToServer()
    send = (message) => server.send(Buffer.from(message))
    tellPage = (frame) => {
      const out = encoding.createEncoder()
      writeFrame(out, frame)
      socket.send(Buffer.from(encoding.toUint8Array(out)))
    }
    socket.onMessage((message) => {
      const out = encoding.createEncoder()
      for (const frame of readFrames(bytesOf(message))) {
        if (frame.kind === 'open') {
          const wanted = parseHandshake(frame.path)
          if (wanted) channels.set(wanted.section, frame.channel)
        }
        writeFrame(out, rewrite(frame))
      }
      const bytes = encoding.toUint8Array(out)
      if (!held) return send?.(bytes)
      held.push(bytes)
      if (hasEdit(bytes)) tellHeld()
    })
    server.onMessage((message) => {
      for (const frame of readFrames(bytesOf(message))) {
        if (frame.kind !== 'close') continue
        story.push(`closed ${frame.code}`)
        if (frame.code >= 4400 && frame.code < 4500) tellClosed(frame.code)
      }
      socket.send(message)
    })
  })

  return {
    story,
    closedWith,
    hold: () => {
      held = []
    },
    release: () => {
      const kept = held ?? []
      held = null
      for (const message of kept) {
        if (hasEdit(message)) story.push('edit released')
        send?.(message)
      }
    },
    say: (section, payload) => tellPage({ kind: 'data', channel: channelTo(section), payload }),
    refuse: (section, code) => {
      held = null
      tellPage({ kind: 'close', channel: channelTo(section), code, reason: '' })
    },
    heldEdit: () =>
      new Promise((resolve) => {
        tellHeld = resolve
        if (held?.some(hasEdit)) resolve()
      }),
  }
}

function missing(section: string): never {
  throw new Error(`the page has asked for no room of ${section}`)
}
