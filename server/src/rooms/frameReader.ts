/**
 * Owns the reading of a client's WebSocket frames (RFC 6455, the server's end, without extensions) from the pieces in which they arrive.
 * What is left open between two pieces is all that a socket keeps.
 */

/** Codes of RFC 6455 for what is no WebSocket, and for what is too long. */
export const [protocolError, tooLong] = [1002, 1009] as const

/** What the frames say, in their order; bytes are a view that is valid during the call. After `broken` and `closing` nothing more is told. */
export interface FrameListener {
  /** A whole message, its fragments joined. */
  message(bytes: Buffer, isBinary: boolean): void
  ping(bytes: Buffer): void
  pong(): void
  /** The client closes; the code is null where it gives none. */
  closing(code: number | null): void
  broken(code: typeof protocolError | typeof tooLong): void
}

const [opContinue, opText, opBinary, opClose, opPing, opPong] = [0, 1, 2, 8, 9, 10] as const

/** No client that means well sends more: Chrome cuts at 64 KiB and more, and a message has its bound. */
const mostFragments = 4096

type Head = { readonly op: number; readonly isFinal: boolean; readonly at: number; readonly length: number }

export class FrameReader {
  /** What has come of a frame that is not whole: the first `#held` bytes. */
  #begun: Buffer | null = null
  #held = 0
  /** So many bytes are needed before it is worth looking again. */
  #needed = 0
  /** The fragments of a message that goes on. */
  #fragments: Buffer[] | null = null
  #isBinary = false
  #over = false

  /** The bytes are taken over: they are unmasked in place. */
  read(piece: Buffer, messageBytes: number, listener: FrameListener): void {
    if (this.#over) return
    const bytes = this.#joinedWith(piece)
    if (!bytes) return
    let at = 0
    while (!this.#over && bytes.length - at >= 2) {
      const head = this.#headAt(bytes, at, messageBytes)
      if (typeof head === 'number') {
        this.#over = true
        return listener.broken(head)
      }
      const end = head ? head.at + head.length : at + mostOfHead
      if (!head || end > bytes.length) {
        this.#needed = head ? end - at : 0
        break
      }
      const body = bytes.subarray(head.at, end)
      unmask(body, bytes, head.at - 4)
      at = end
      this.#take(head, body, messageBytes, listener)
    }
    if (this.#over || at === bytes.length) return
    // A copy, so that a few bytes do not keep a whole piece.
    this.#begun = Buffer.from(bytes.subarray(at))
    this.#held = this.#begun.length
  }

  /** All that can be looked at; null while a long frame is under way. What is kept grows with what has come, not with what was announced. */
  #joinedWith(piece: Buffer): Buffer | null {
    if (!this.#begun) return piece
    const held = this.#held + piece.length
    if (held > this.#begun.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(held, Math.min(this.#needed, 2 * this.#begun.length)))
      this.#begun.copy(longer, 0, 0, this.#held)
      this.#begun = longer
    }
    piece.copy(this.#begun, this.#held)
    this.#held = held
    if (held < this.#needed) return null
    const bytes = this.#begun.subarray(0, held)
    this.#begun = null
    this.#held = this.#needed = 0
    return bytes
  }

  /** Null: the head is not whole. A number: what is wrong with it. */
  #headAt(bytes: Buffer, at: number, messageBytes: number): Head | typeof protocolError | typeof tooLong | null {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
    const [op, isFinal, short] = [first & 15, first > 127, second & 127]
    // Bits that an extension would use, and a frame of a client without a mask.
    if ((first & 0x70) !== 0 || second < 128) return protocolError
    if (op >= opClose ? op > opPong || !isFinal || short > 125 : op > opBinary) return protocolError
    if (op < opClose && (op === opContinue) !== (this.#fragments !== null)) return protocolError
    const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8
    if (bytes.length - at < 6 + lengthBytes) return null
    const length = lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    const before = op === opContinue ? sizeOf(this.#fragments) : 0
    if (before + length > messageBytes) return tooLong
    return { op, isFinal, at: at + 6 + lengthBytes, length }
  }

  #take({ op, isFinal }: Head, body: Buffer, messageBytes: number, listener: FrameListener): void {
    switch (op) {
      case opPing:
        return listener.ping(body)
      case opPong:
        return listener.pong()
      case opClose: {
        this.#over = true
        if (body.length === 1) return listener.broken(protocolError)
        return listener.closing(body.length === 0 ? null : body.readUInt16BE(0))
      }
      case opText:
      case opBinary:
        if (isFinal) return listener.message(body, op === opBinary)
        this.#isBinary = op === opBinary
        this.#fragments = [Buffer.from(body)]
        return
      default:
        return this.#takeNext(body, isFinal, listener)
    }
  }

  #takeNext(body: Buffer, isFinal: boolean, listener: FrameListener): void {
    const fragments = this.#fragments ?? []
    fragments.push(Buffer.from(body))
    if (isFinal) {
      this.#fragments = null
      return listener.message(Buffer.concat(fragments), this.#isBinary)
    }
    if (fragments.length < mostFragments) return
    this.#over = true
    listener.broken(tooLong)
  }
}

const mostOfHead = 14

function sizeOf(fragments: readonly Buffer[] | null): number {
  let size = 0
  for (const { length } of fragments ?? []) size += length
  return size
}

function unmask(body: Buffer, bytes: Buffer, maskAt: number): void {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[maskAt], bytes[maskAt + 1], bytes[maskAt + 2], bytes[maskAt + 3]]
  const { length } = body
  let at = 0
  for (; at + 3 < length; at += 4) {
    body[at] = (body[at] as number) ^ a
    body[at + 1] = (body[at + 1] as number) ^ b
    body[at + 2] = (body[at + 2] as number) ^ c
    body[at + 3] = (body[at + 3] as number) ^ d
  }
  if (at < length) body[at] = (body[at] as number) ^ a
  if (at + 1 < length) body[at + 1] = (body[at + 1] as number) ^ b
  if (at + 2 < length) body[at + 2] = (body[at + 2] as number) ^ c
}
