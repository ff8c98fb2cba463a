/** Owns the far end of the shared socket in tests: a WebSocket that the test opens, speaks for and closes by hand. */
import * as encoding from 'lib0/encoding'
import { readFrames, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'

/** The far end of the one real socket: the test opens it, speaks and closes by hand. */
export class FarEnd {
  static all: FarEnd[] = []
  readyState = 0
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly messages: (readonly SocketFrame[])[] = []
  constructor() {
    FarEnd.all.push(this)
  }
  send(bytes: Uint8Array): void {
    this.messages.push(readFrames(bytes))
  }
  close(): void {
    this.readyState = 3
  }
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }
  say(...frames: SocketFrame[]): void {
    const encoder = encoding.createEncoder()
    for (const frame of frames) writeFrame(encoder, frame)
    this.onmessage?.({ data: encoding.toUint8Array(encoder).slice().buffer })
  }
  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code, reason: '' })
  }
}
