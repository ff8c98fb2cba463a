/**
 * Owns one WebSocket of the rooms from its opening to its end. Of a WebSocket the rooms need so little that a library's costs more memory
 * than all else that an idle connection keeps.
 */
import type { Duplex } from 'node:stream'
import { closeCodes, roomLimits } from '@samplan/shared/roomWire'
import type { RoomSession } from './door.ts'
import { type FrameListener, FrameReader } from './frameReader.ts'
import type { Outbox, Outboxes } from './socketOutbox.ts'

/** One WebSocket, as the two ways of serving it see it. */
export interface Wire {
  readonly session: RoomSession | null
  /** Bytes that wait to be sent. */
  backlog(): number
  send(message: Uint8Array): void
  close(code: number, reason: string): void
}

/** What a way of serving does with what comes. `drained`: what waited to be sent has left this process. */
export interface Serving {
  receive(message: Uint8Array): void
  beat(): void
  drained?: () => void
  gone(): void
}

/** A peer that does not answer a close is hung up on after this. Milliseconds. */
const closeMs = 2_000

/** What all sockets share. */
export type SharedBySockets = { readonly outboxes: Outboxes; readonly backlogBytes: number; readonly gone: (socket: RoomSocket) => void }

const pingFrame = Buffer.from([0x89, 0])
const [closeOp, pongOp] = [0x88, 0x8a] as const

/** One WebSocket. There are thousands, mostly idle: nothing is made for each that can be shared. */
export class RoomSocket implements Wire, Outbox, FrameListener {
  readonly socket: Duplex
  readonly session: RoomSession | null
  readonly #shared: SharedBySockets
  readonly #reader = new FrameReader()
  #isOpen = true
  serving: Serving | null = null
  alive = true
  waiting: Uint8Array[] = []
  bytes = 0

  constructor(shared: SharedBySockets, raw: Duplex, session: RoomSession | null) {
    this.#shared = shared
    this.socket = raw
    this.session = session
    const owned: Owned = Object.assign(raw, { [owner]: this })
    owned.on('data', onData)
    owned.on('end', onEnd)
    owned.on('error', ignore) // a close follows
    owned.on('close', onClose)
  }

  open(): boolean {
    return this.#isOpen
  }

  backlog(): number {
    return this.socket.writableLength + this.bytes
  }

  send(message: Uint8Array): void {
    if (!this.#isOpen) return
    if (this.backlog() > this.#shared.backlogBytes) return this.close(closeCodes.restart, 'too slow')
    this.#shared.outboxes.add(this, message)
  }

  /** Says why, and hangs up when the client has answered. */
  close(code: number, reason: string): void {
    if (!this.#isOpen) return
    this.#shared.outboxes.flush(this)
    this.#isOpen = false
    this.#write(closeOp, closeBody(code, reason))
    this.#hangUpSoon()
  }

  ping(bytes?: Buffer): void {
    if (!bytes) return void (this.#isOpen && this.socket.write(pingFrame))
    if (this.backlog() > this.#shared.backlogBytes) return this.close(closeCodes.restart, 'too slow')
    if (this.#isOpen) this.#write(pongOp, bytes)
  }

  pong(): void {
    this.alive = true
  }

  message(bytes: Buffer, isBinary: boolean): void {
    if (!this.#isOpen) return
    if (isBinary) this.serving?.receive(bytes)
    else this.close(closeCodes.malformed, 'not binary')
  }

  closing(code: number | null): void {
    if (this.#isOpen) {
      this.#isOpen = false
      this.#write(closeOp, code === null ? Buffer.alloc(0) : closeBody(code, ''))
    }
    this.#end()
  }

  broken(code: number): void {
    if (this.#isOpen) {
      this.#shared.outboxes.flush(this)
      this.#isOpen = false
      this.#write(closeOp, closeBody(code, ''))
    }
    this.#end()
  }

  receive(piece: Buffer): void {
    this.alive = true
    this.#reader.read(piece, roomLimits.messageBytes, this)
  }

  gone(): void {
    this.#isOpen = false
    this.#shared.gone(this)
    this.serving?.gone()
  }

  /** What still comes is not read as frames, but taken: else the client would see no code. */
  #end(): void {
    this.socket.end()
    this.#hangUpSoon()
  }

  #hangUpSoon(): void {
    // Who reads nothing does not see the code either.
    setTimeout(() => this.socket.destroy(), closeMs).unref()
  }

  /** A control frame. */
  #write(op: number, body: Uint8Array): void {
    if (this.socket.writable) this.socket.write(Buffer.concat([Buffer.from([op, body.length]), body]))
  }
}

const owner = Symbol('the socket of the rooms')
type Owned = Duplex & { readonly [owner]: RoomSocket }

function onData(this: Owned, piece: Buffer): void {
  this[owner].receive(piece)
}
function onEnd(this: Owned): void {
  this.end()
}
function onClose(this: Owned): void {
  this[owner].gone()
}
const ignore = (): void => undefined

function closeBody(code: number, reason: string): Buffer {
  const body = Buffer.alloc(2 + Buffer.byteLength(reason))
  body.writeUInt16BE(code)
  body.write(reason, 2)
  return body
}
