/**
 * Owns the writing of WebSocket messages: what is said to one socket in a turn of the event loop leaves in one write, and what is
 * said to many is framed once for all of them. The framing is that of RFC 6455 for a server without extensions: nothing is masked.
 */
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

export function createOutboxes(): Outboxes {
  let touched: Outbox[] = []
  /** What was framed in this flush, by the last of its messages: a socket's own differ in the last. */
  const framed = new Map<Uint8Array, Framed[]>()

  const frameOf = (messages: readonly Uint8Array[]): Buffer => {
    const last = messages.at(-1) as Uint8Array // nobody is touched without a message
    const kinds = framed.get(last)
    const known = kinds?.find((kind) => kind.messages.length === messages.length && kind.messages.every((one, at) => one === messages[at]))
    if (known) return known.bytes
    const bytes = framesOf(messages)
    if (!kinds) framed.set(last, [{ messages, bytes }])
    else if (kinds.length < kindsKept) kinds.push({ messages, bytes })
    return bytes
  }

  const write = (outbox: Outbox): void => {
    const messages = outbox.waiting
    if (messages.length === 0) return
    outbox.waiting = []
    outbox.bytes = 0
    if (!outbox.open() || !outbox.socket.writable) return
    if (messages.some(isLong)) writeLong(outbox.socket, messages)
    else outbox.socket.write(frameOf(messages))
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

/** Each message as one frame, one behind the other. */
function framesOf(messages: readonly Uint8Array[]): Buffer {
  let size = 0
  for (const { length } of messages) size += headBytes(length) + length
  const frames = Buffer.allocUnsafe(size)
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
