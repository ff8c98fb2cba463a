/** Messages of MongoDB's wire protocol, as bytes and as documents: OP_MSG, and OP_QUERY for the first handshake. */
import { decode, encode, type Doc } from './bson.ts'
import { CommandError } from './commandError.ts'
import { assign } from './value.ts'

/** The longest message, in bytes, that is read. */
export const MAX_MESSAGE_BYTES = 48_000_000
export const HEADER_BYTES = 16

const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013

const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2
const EXHAUST_ALLOWED = 1 << 16
const KNOWN_FLAGS = CHECKSUM_PRESENT | MORE_TO_COME | EXHAUST_ALLOWED

/** A request: `read` gives its command (and throws a CommandError for bytes that are none), `reply` the bytes of an answer. */
export type Request = { read(): Doc; readonly expectsReply: boolean; reply(answer: Doc): Buffer }

function frame(opCode: number, responseTo: number, ...parts: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeInt32LE(HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0), 0)
  header.writeInt32LE(responseTo, 8)
  header.writeInt32LE(opCode, 12)
  return Buffer.concat([header, ...parts])
}

const malformed = (what: string): CommandError => new CommandError(17, 'ProtocolError', `malformed message: ${what}`)

/** The documents that lie behind each other in some bytes. */
function sequence(bytes: Buffer): Doc[] {
  const found: Doc[] = []
  for (let at = 0; at < bytes.length;) {
    const size = at + 4 <= bytes.length ? bytes.readInt32LE(at) : 0
    if (size < 5 || at + size > bytes.length) throw malformed('a document does not fit into its section')
    found.push(decode(bytes.subarray(at, at + size)))
    at += size
  }
  return found
}

function readMessage(body: Buffer, flags: number): Doc {
  if ((flags & 0xffff & ~KNOWN_FLAGS) !== 0) throw malformed(`unknown flags ${flags}`)
  const end = body.length - (flags & CHECKSUM_PRESENT ? 4 : 0)
  let command: Doc | undefined
  const lists: (readonly [string, Doc[]])[] = []
  for (let at = 4; at < end;) {
    const kind = body[at++]
    const size = at + 4 <= end ? body.readInt32LE(at) : 0
    if (size < 5 || at + size > end) throw malformed('a section is longer than the message')
    const section = body.subarray(at, at + size)
    if (kind === 0 && !command) command = decode(section)
    else if (kind === 1) {
      const zero = section.indexOf(0, 4)
      if (zero < 0) throw malformed('a section without a name')
      lists.push([section.toString('utf8', 4, zero), sequence(section.subarray(zero + 1))])
    } else throw malformed(`a section of kind ${kind}`)
    at += size
  }
  if (!command) throw malformed('no command')
  for (const [name, documents] of lists) assign(command, name, documents)
  return command
}

/** What a message asks; undefined for an operation that no driver of today sends. */
export function parseRequest(message: Buffer): Request | undefined {
  const id = message.readInt32LE(4)
  const body = message.subarray(HEADER_BYTES)
  switch (message.readInt32LE(12)) {
    case OP_MSG: {
      const flags = body.length >= 4 ? body.readUInt32LE(0) : 0
      return {
        read: () => readMessage(body, flags),
        expectsReply: (flags & MORE_TO_COME) === 0,
        reply: (answer) => frame(OP_MSG, id, Buffer.from([0, 0, 0, 0, 0]), encode(answer)),
      }
    }
    case OP_QUERY: {
      const head = Buffer.alloc(20)
      head.writeInt32LE(8, 0)
      head.writeInt32LE(1, 16)
      return { read: () => readQuery(body), expectsReply: true, reply: (answer) => frame(OP_REPLY, id, head, encode(answer)) }
    }
    default:
      return undefined
  }
}

/** Only the first hello comes this way. */
function readQuery(body: Buffer): Doc {
  const zero = body.indexOf(0, 4)
  if (zero < 0 || zero + 9 > body.length) throw malformed('a query without a name')
  const command = decode(body.subarray(zero + 9))
  const [name] = Object.keys(command)
  if (name !== 'hello' && name?.toLowerCase() !== 'ismaster')
    throw new CommandError(352, 'UnsupportedOpQueryCommand', `Unsupported OP_QUERY command: ${name}`)
  return { ...command, $db: 'admin' }
}
