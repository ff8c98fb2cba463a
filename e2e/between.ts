/** Owns a hand on the page's shared socket: frames of the rooms are seen, held back or rewritten between a browser and the server. */
import * as encoding from 'lib0/encoding'
import type { Page } from 'playwright-core'
import { parseClientFrame } from '@samplan/server/rooms/frames'
import { readFrames, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'

export type Between = {
  /** Keeps all further messages of the page, as a slow network does. */
  hold(): void
  /** Lets the kept messages go, in order, and every later one. */
  release(): void
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
  let tellHeld: () => void = () => undefined
  let tellClosed: (code: number) => void = () => undefined
  const closedWith = new Promise<number>((resolve) => {
    tellClosed = resolve
  })
  const hasEdit = (message: Uint8Array): boolean => readFrames(message).some((frame) => frame.kind === 'data' && isEdit(frame.payload))

  await page.routeWebSocket(/\/rooms$/, (socket) => {
    const server = socket.connectToServer()
    send = (message) => server.send(Buffer.from(message))
    socket.onMessage((message) => {
      const out = encoding.createEncoder()
      for (const frame of readFrames(bytesOf(message))) writeFrame(out, rewrite(frame))
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
    heldEdit: () =>
      new Promise((resolve) => {
        tellHeld = resolve
        if (held?.some(hasEdit)) resolve()
      }),
  }
}
