/** Owns a shared socket for tests: what y-websocket takes for its own WebSocket is a channel of one real one. */
import * as encoding from 'lib0/encoding'
import { emptyAwareness, readFrames, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'
import { WebSocket } from 'ws'

export type VirtualSockets = {
  /** For `WebSocketPolyfill`. */
  readonly Channel: new (address: string) => { send(message: Uint8Array): void; close(): void }
  readonly real: WebSocket
  /** How many messages have come, and how many frames were in them. */
  readonly came: { messages: number; frames: number; beats: number }
  /** Sends frames as they are. */
  readonly write: (...frames: readonly SocketFrame[]) => void
}

export function openVirtualSockets(address: string): VirtualSockets {
  const real = new WebSocket(address)
  real.binaryType = 'arraybuffer'
  const came = { messages: 0, frames: 0, beats: 0 }
  const channels = new Map<number, Channel>()
  let last = 0

  const write = (...frames: readonly SocketFrame[]): void => {
    const encoder = encoding.createEncoder()
    for (const frame of frames) writeFrame(encoder, frame)
    if (real.readyState === real.OPEN) real.send(encoding.toUint8Array(encoder))
  }

  class Channel {
    readonly OPEN = 1
    readyState = 0
    binaryType = ''
    onopen: (() => void) | null = null
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: (() => void) | null = null
    readonly number: number
    readonly path: string
    constructor(address: string) {
      const { pathname, search } = new URL(address)
      this.path = pathname + search
      this.number = ++last
      channels.set(this.number, this)
      if (real.readyState === real.OPEN) queueMicrotask(() => this.open())
    }
    open(): void {
      this.readyState = 1
      write({ kind: 'open', channel: this.number, path: this.path })
      this.onopen?.()
    }
    send(payload: Uint8Array): void {
      if (this.readyState === 1) write({ kind: 'data', channel: this.number, payload })
    }
    close(): void {
      if (this.readyState === 1) write({ kind: 'close', channel: this.number, code: 1000, reason: '' })
      this.ended(1000, '')
    }
    ended(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      channels.delete(this.number)
      this.onclose?.({ code, reason })
    }
  }

  real.on('open', () => {
    for (const channel of [...channels.values()]) channel.open()
  })
  real.on('message', (message: ArrayBuffer) => {
    came.messages++
    for (const frame of readFrames(new Uint8Array(message))) {
      came.frames++
      if (frame.kind === 'data') channels.get(frame.channel)?.onmessage?.({ data: frame.payload.slice().buffer as ArrayBuffer })
      else if (frame.kind === 'close') channels.get(frame.channel)?.ended(frame.code, frame.reason)
      else if (frame.kind === 'beat') {
        came.beats++
        for (const channel of channels.values()) channel.onmessage?.({ data: emptyAwareness.slice().buffer })
      }
    }
  })
  real.on('close', (code) => {
    for (const channel of [...channels.values()]) channel.ended(code, '')
  })
  return { Channel, real, came, write }
}
