/**
 * Owns the generator's end of a WebSocket: frames are read in place from what the kernel gives, many in one turn, so that the
 * generator is not what is measured. Frames that go out are masked beforehand, as a client must.
 */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export type RawSocket = {
  /** A frame of `frameOf`. */
  readonly send: (frame: Uint8Array) => void
  /** Bytes that wait to leave this process. */
  readonly waiting: () => number
  /** Hangs up without a word. */
  readonly drop: () => void
}

export type RawListener = {
  /** One message, of bytes or UTF-8; a view that is valid during the call only. */
  readonly message: (bytes: Buffer) => void
  /** `code` is the server's, or 1006 where there is none. */
  readonly closed: (code: number) => void
}

const [opContinue, opText, opBinary, opClose, opPing, opPong] = [0, 1, 2, 8, 9, 10] as const

/** The bytes of one masked frame, made once. */
export function frameOf(payload: Uint8Array, op: number = opBinary): Buffer {
  const { length } = payload
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.allocUnsafe(6 + extra + length)
  frame[0] = 128 | op
  frame[1] = 128 | (extra === 0 ? length : extra === 2 ? 126 : 127)
  if (extra === 2) frame.writeUInt16BE(length, 2)
  if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
  const mask = randomBytes(4)
  mask.copy(frame, 2 + extra)
  for (let at = 0; at < length; at++) frame[6 + extra + at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0)
  return frame
}

/** As `frameOf`, of a text. */
export const textFrameOf = (text: string): Buffer => frameOf(Buffer.from(text), opText)

/** The same from every client: what it proves, that the server has understood, is not looked at. */
const key = randomBytes(16).toString('base64')
/** Bytes. */
const keptAsCopy = 4096
const endOfHead = '\r\n\r\n'

/**
 * Opens a WebSocket on this machine. Rejects when it is not let in. The request is written by hand: with Node's own client, two hundred
 * openings at once took the generator longer than the quickest server.
 */
export function openRaw(port: number, path: string, headers: Readonly<Record<string, string>>, listener: RawListener): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let head = ''
    const broken = (error: Error): void => reject(error)
    const gone = (): void => reject(new Error(`${path}: hung up on`))
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1')
      const end = head.indexOf(endOfHead)
      if (end === -1) return
      for (const [name, heard] of [['error', broken] as const, ['close', gone] as const, ['data', read] as const]) socket.off(name, heard)
      if (head.startsWith('HTTP/1.1 101 '))
        return resolve(serve(socket, Buffer.from(head.slice(end + endOfHead.length), 'latin1'), listener))
      socket.destroy()
      reject(new Error(`${path}: ${head.slice(0, head.indexOf('\r\n'))}`))
    }
    socket.on('error', broken)
    socket.on('close', gone)
    socket.on('data', read)
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n${lines.join('')}\r\n`,
    )
  })
}

function serve(socket: Socket, head: Buffer, listener: RawListener): RawSocket {
  let code = 1006
  /** What has come of a frame that is not whole yet; `wanted`: how long it will be, 0 where its head does not say yet. */
  let pieces: Buffer[] = []
  let [held, wanted] = [0, 0]
  let parts: Buffer[] = []

  const frame = (op: number, final: boolean, body: Buffer): void => {
    if (op === opPing) return void socket.write(frameOf(body, opPong))
    if (op === opClose) {
      if (body.length >= 2) code = body.readUInt16BE(0)
      return void socket.end(frameOf(body.subarray(0, 2), opClose))
    }
    if (op !== opBinary && op !== opText && op !== opContinue) return
    if (final && parts.length === 0) return listener.message(body)
    parts.push(Buffer.from(body))
    if (!final) return
    const whole = Buffer.concat(parts)
    parts = []
    listener.message(whole)
  }

  const read = (chunk: Buffer): void => {
    // A long message comes in many pieces: they are put together once, when it is there.
    if (pieces.length > 0) {
      pieces.push(chunk)
      held += chunk.length
      if (held < wanted) return
    }
    const bytes: Buffer = pieces.length > 0 ? Buffer.concat(pieces, held) : chunk
    pieces = []
    held = wanted = 0
    let at = 0
    for (;;) {
      if (bytes.length - at < 2) break
      const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
      let length = second & 127
      let start = at + 2
      if (length === 126) {
        if (bytes.length < start + 2) break
        length = bytes.readUInt16BE(start)
        start += 2
      } else if (length === 127) {
        if (bytes.length < start + 8) break
        length = Number(bytes.readBigUInt64BE(start))
        start += 8
      }
      if (bytes.length < start + length) {
        wanted = start + length - at
        break
      }
      frame(first & 15, first > 127, bytes.subarray(start, start + length))
      at = start + length
    }
    if (at === bytes.length) return
    // Of a few bytes a copy, so that they do not keep the whole chunk.
    const rest = bytes.subarray(at)
    pieces = [rest.length < keptAsCopy ? Buffer.from(rest) : rest]
    held = rest.length
  }

  socket.on('error', () => undefined)
  // Later: who opens it has it in hand by then, and nothing flows meanwhile.
  socket.pause()
  setImmediate(() => {
    if (head.length > 0) read(head)
    socket.on('data', read)
    socket.resume()
  })
  socket.once('close', () => listener.closed(code))
  return { send: (bytes) => void socket.write(bytes), waiting: () => socket.writableLength, drop: () => socket.destroy() }
}
