/**
 * Owns the writing of WebSocket messages: what is said to one socket in a turn of the event loop leaves in one write, and what is
 * said to many is framed once for all of them. The framing is that of RFC 6455 for a server without extensions: nothing is masked.
 */
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** The messages to one socket that have not been written yet. */
export type Outbox = {
  readonly socket: Duplex
  /** False from the close on: what comes then is not sent. */
  readonly open: () => boolean
  waiting: Uint8Array[]
  bytes: number
}

export interface Outboxes {
  /** Sends it with all that this socket is sent in this turn. */
  add(outbox: Outbox, message: Uint8Array): void
  /** Writes at once what waits for this socket: its close is next. */
  flush(outbox: Outbox): void
}

const binaryMessage = 0x82

/** From so many bytes on a message is not copied: a whole text goes to a hundred people as it stands in memory. */
const longBytes = 32 * 1024
const isLong = ({ length }: Uint8Array): boolean => length >= longBytes

type Framed = { readonly messages: readonly Uint8Array[]; readonly bytes: Buffer }

/** Sockets with the same messages are few kinds: the authors in a turn, and all others. */
const kindsKept = 4
/** What only one socket gets is framed in here, where it fits: hundreds of buffers in a turn would keep the garbage collector busy. */
const scratchBytes = 64 * 1024

export function createOutboxes(): Outboxes {
  let touched: Outbox[] = []
  /** What was framed in this flush, by the last of its messages: a socket's own differ in the last. */
  const framed = new Map<Uint8Array, Framed[]>()

  let scratch = Buffer.allocUnsafeSlow(scratchBytes)

  /** Null: others get something else, and it is not worth keeping. */
  const sharedFrames = (messages: readonly Uint8Array[]): Buffer | null => {
    const last = messages.at(-1) as Uint8Array // nobody is touched without a message
    const kinds = framed.get(last) ?? []
    const known = kinds.find((kind) => kind.messages.length === messages.length && kind.messages.every((one, at) => one === messages[at]))
    if (known) return known.bytes
    if (kinds.length === kindsKept) return null
    const bytes = framesOf(messages)
    framed.set(last, [...kinds, { messages, bytes }])
    return bytes
  }

  const writeOwn = (socket: Duplex, messages: readonly Uint8Array[]): void => {
    const fits = framesLength(messages) <= scratchBytes && socket instanceof Socket && socket.writableLength === 0
    socket.write(framesOf(messages, fits ? scratch : null))
    // A network socket has given to the kernel what does not wait in it; else the bytes are its own until they leave.
    if (fits && socket.writableLength > 0) scratch = Buffer.allocUnsafeSlow(scratchBytes)
  }

  const write = (outbox: Outbox): void => {
    const messages = outbox.waiting
    if (messages.length === 0) return
    outbox.waiting = []
    outbox.bytes = 0
    if (!outbox.open() || !outbox.socket.writable) return
    if (messages.some(isLong)) return writeLong(outbox.socket, messages)
    const shared = sharedFrames(messages)
    if (shared) outbox.socket.write(shared)
    else writeOwn(outbox.socket, messages)
  }

  const writeAll = (): void => {
    const outboxes = touched
    touched = []
    for (const outbox of outboxes) write(outbox)
    framed.clear()
  }

  return {
    add(outbox, message) {
      if (touched.length === 0) queueMicrotask(writeAll)
      if (outbox.waiting.length === 0) touched.push(outbox)
      outbox.waiting.push(message)
      outbox.bytes += message.length
    },
    flush: write,
  }
}

/** Each message as one frame, in one write to the kernel; the long ones from where they are. */
function writeLong(socket: Duplex, messages: readonly Uint8Array[]): void {
  let short: Uint8Array[] = []
  const writeShort = (): void => {
    if (short.length > 0) socket.write(framesOf(short))
    short = []
  }
  socket.cork()
  for (const message of messages) {
    if (!isLong(message)) {
      short.push(message)
      continue
    }
    writeShort()
    const head = Buffer.allocUnsafe(headBytes(message.length))
    writeHead(head, 0, message.length)
    socket.write(head)
    socket.write(message)
  }
  writeShort()
  socket.uncork()
}

function framesLength(messages: readonly Uint8Array[]): number {
  let size = 0
  for (const { length } of messages) size += headBytes(length) + length
  return size
}

/** Each message as one frame, one behind the other; in a buffer of their own, or at the beginning of one that has room for them. */
function framesOf(messages: readonly Uint8Array[], within: Buffer | null = null): Buffer {
  const length = framesLength(messages)
  const frames = within?.subarray(0, length) ?? Buffer.allocUnsafe(length)
  let at = 0
  for (const message of messages) {
    at = writeHead(frames, at, message.length)
    frames.set(message, at)
    at += message.length
  }
  return frames
}

const [shortest, longer] = [126, 0x1_0000]

function headBytes(length: number): number {
  if (length < shortest) return 2
  return length < longer ? 4 : 10
}

function writeHead(frames: Buffer, at: number, length: number): number {
  frames[at] = binaryMessage
  if (length < shortest) {
    frames[at + 1] = length
    return at + 2
  }
  if (length < longer) {
    frames[at + 1] = 126
    return frames.writeUInt16BE(length, at + 2)
  }
  frames[at + 1] = 127
  return frames.writeUIntBE(length, frames.writeUInt16BE(0, at + 2), 6)
}
