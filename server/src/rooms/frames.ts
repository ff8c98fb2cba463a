/** Owns the reading and writing of y-websocket's messages on the server: each is parsed to its end before anything is done with it. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageAwareness, messageInText, messageQueryAwareness, messageSync } from '@samplan/shared/roomWire'
import * as Y from 'yjs'
import { outlineOf } from './updateOutline.ts'

const [syncStep1, syncStep2, syncUpdate] = [0, 1, 2]

/** One client's entry as it was sent; `state` is null when the client says that it is gone. */
export type AwarenessEntry = { readonly client: number; readonly state: Readonly<Record<string, unknown>> | null }

export type ClientFrame =
  | { readonly kind: 'syncStep1'; readonly stateVector: Uint8Array }
  /** `empty`: the update holds neither structs nor deletions. */
  | { readonly kind: 'write'; readonly update: Uint8Array; readonly step2: boolean; readonly empty: boolean }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'queryAwareness' }
  /** Edits of an earlier connection: are they in the text? Only asked at a door that stays closed. */
  | { readonly kind: 'inText'; readonly updates: readonly Uint8Array[] }

/** A state of awareness larger than this is malformed: it holds a cursor and a name. */
const awarenessStateBytes = 4096
const awarenessEntries = 1000
const askedAtOnce = 50_000
/** Of one question: the client asks about no more. */
const askedBytes = 2_000_000

/** The frame in a client's message. Throws on whatever is malformed, unknown, or has something behind its end. */
export function parseClientFrame(message: Uint8Array): ClientFrame {
  const decoder = decoding.createDecoder(message)
  const frame = readFrame(decoder)
  if (decoding.hasContent(decoder)) throw new Error('bytes behind the end of the frame')
  return frame
}

function readFrame(decoder: decoding.Decoder): ClientFrame {
  switch (decoding.readVarUint(decoder)) {
    case messageSync:
      return readSync(decoder)
    case messageAwareness:
      return { kind: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) }
    case messageQueryAwareness:
      return { kind: 'queryAwareness' }
    case messageInText:
      return { kind: 'inText', updates: readQuestion(decoder) }
    default:
      throw new Error('unknown message type')
  }
}

function readQuestion(decoder: decoding.Decoder): readonly Uint8Array[] {
  const count = decoding.readVarUint(decoder)
  if (count > askedAtOnce) throw new Error('too many edits in one question')
  const updates: Uint8Array[] = []
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const update = decoding.readVarUint8Array(decoder)
    bytes += update.length
    if (bytes > askedBytes) throw new Error('too large a question')
    updates.push(update.slice())
  }
  return updates
}

function readSync(decoder: decoding.Decoder): ClientFrame {
  const type = decoding.readVarUint(decoder)
  // A copy: the message's buffer is the socket's, and the update outlives it.
  const body = decoding.readVarUint8Array(decoder).slice()
  if (type === syncStep1) {
    Y.decodeStateVector(body)
    return { kind: 'syncStep1', stateVector: body }
  }
  if (type !== syncStep2 && type !== syncUpdate) throw new Error('unknown sync message')
  return { kind: 'write', update: body, step2: type === syncStep2, empty: isEmptyUpdate(body) }
}

/** Throws where an update is cut short or goes on behind its end, and where it is not as Yjs writes it: merged with others, it would lose text. */
function isEmptyUpdate(update: Uint8Array): boolean {
  const { blocks, deletions, orderly } = outlineOf(update)
  if (!orderly) throw new Error('structs that are out of order')
  return blocks.length === 0 && deletions.length === 0
}

function readAwareness(update: Uint8Array): readonly AwarenessEntry[] {
  const decoder = decoding.createDecoder(update)
  const count = decoding.readVarUint(decoder)
  if (count > awarenessEntries) throw new Error('too many awareness entries')
  const entries: AwarenessEntry[] = []
  for (let index = 0; index < count; index++) {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder) // the client's clock; the room keeps one of its own
    const text = decoding.readVarString(decoder)
    if (text.length > awarenessStateBytes) throw new Error('awareness state too large')
    const state: unknown = JSON.parse(text)
    if (typeof state !== 'object' || Array.isArray(state)) throw new Error('awareness state is no object')
    entries.push({ client, state: state as AwarenessEntry['state'] })
  }
  if (decoding.hasContent(decoder)) throw new Error('bytes behind the end of the awareness')
  return entries
}

function encodeSync(type: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

export const encodeSyncStep1 = (stateVector: Uint8Array): Uint8Array => encodeSync(syncStep1, stateVector)
export const encodeSyncStep2 = (update: Uint8Array): Uint8Array => encodeSync(syncStep2, update)
export const encodeUpdate = (update: Uint8Array): Uint8Array => encodeSync(syncUpdate, update)

/** What the room tells about a client: `json` is "null" when it has gone. */
export function encodeAwarenessEntry(client: number, clock: number, json: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarString(encoder, json)
  return encoding.toUint8Array(encoder)
}

/** What a client is told of others: `pieces` are the bytes of so many entries, one behind the other. */
export function encodeAwareness(count: number, pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0)
  const entries = encoding.encode((encoder) => encoding.writeVarUint(encoder, count))
  const head = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageAwareness)
    encoding.writeVarUint(encoder, entries.length + bytes)
    encoding.writeUint8Array(encoder, entries)
  })
  const message = new Uint8Array(head.length + bytes)
  message.set(head)
  let at = head.length
  for (const piece of pieces) {
    message.set(piece, at)
    at += piece.length
  }
  return message
}
