/**
 * Owns the wire of the rooms: y-websocket's messages with one of ours (the acknowledgement), the frames of the shared
 * socket, the parameters of the handshake and the close codes. Pure encode and decode.
 *
 * Paths: `/rooms` is the shared socket of a tab (one WebSocket, a channel per section); `/room/<sectionId>?<params>` is a
 * plain y-websocket room. Params on both: `schema`, `epoch`, `person` (compared with the session's, never trusted), and
 * `acks=1` for clients that understand the acknowledgement.
 *
 * y-websocket message: varuint type, then its body. 0 sync (y-protocols), 1 awareness, 3 query awareness,
 * 100 acknowledgement (server to client): varuint n = this channel's write frames (SyncStep2 and Update, in the order sent)
 * up to the n-th are all on disk. 101 store state (server to client, only with `acks`): varuint 0 = the server cannot store
 * at the moment ("Kan ikke gemme"), 1 = it can again; until the first one it can. 102 in the text (both directions, only with
 * `acks`): a client that connects with unacknowledged edits of an earlier connection may send them first, varuint n and n
 * varbytes (Yjs updates); a server that refuses it for good (4409, 4410, 4423) answers before the close with varuint n and n
 * varuints, 1 = this edit is in the stored text after all, so it was not refused. One that lets it in does not answer.
 * 103 fullness (server to writers, only with `acks`): varuint percent of what a section may hold, from 80 on; from 100 on only
 * deletions are taken in, other edits close with 4413. 0 = there is room again.
 *
 * Shared socket: one WebSocket message is any number of frames: varuint channel, varbytes payload. Channel 0 is control:
 * varuint kind, then OPEN (channel, "/room/<id>?params"), CLOSE (channel, code, reason; both directions) or BEAT (server).
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const messageSync = 0
export const messageAwareness = 1
export const messageQueryAwareness = 3
export const messageAck = 100
export const messageStoreState = 101
export const messageInText = 102
export const messageFullness = 103

/** 44xx is final for the client; the others mean: come back, the handshake decides. */
export const closeCodes = {
  malformed: 4400,
  noSession: 4401,
  notFound: 4404,
  otherEpoch: 4409,
  olderSchema: 4410,
  tooLarge: 4413,
  frozen: 4423,
  accessChanged: 4503,
  restart: 1012,
} as const
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]

/** Bounds, in bytes and counts. A larger frame closes its channel with 4413. */
export const roomLimits = {
  frameBytes: 4 * 1024 * 1024,
  messageBytes: 16 * 1024 * 1024,
  channelsPerSocket: 600,
  framesPerMessage: 20_000,
  socketsPerPerson: 40,
  socketsInAll: 4000,
  /** A socket with more than this waiting to be sent is closed with 1012: it comes back and reads anew. */
  backlogBytes: 32 * 1024 * 1024,
} as const

export const roomsPath = '/rooms'
export const plainRoomPath = '/room/'

export type Handshake = {
  readonly section: string
  readonly schema: number
  readonly epoch: number
  readonly person: string
  readonly acks: boolean
}

/** The handshake in "/room/<sectionId>?schema=&epoch=&person=&acks=", or null where something is missing or no number. */
export function parseHandshake(path: string): Handshake | null {
  if (!path.startsWith(plainRoomPath)) return null
  const question = path.indexOf('?')
  // Not decoded: an id needs no escaping, and a malformed escape would throw.
  const section = path.slice(plainRoomPath.length, question === -1 ? undefined : question)
  const params = new URLSearchParams(question === -1 ? '' : path.slice(question + 1))
  const whole = (name: string): number | null => {
    const text = params.get(name)
    return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null
  }
  const [schema, epoch, person] = [whole('schema'), whole('epoch'), params.get('person')]
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(section) || schema === null || epoch === null || !person) return null
  return { section, schema, epoch, person, acks: params.get('acks') === '1' }
}

export function encodeAck(count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageAck)
  encoding.writeVarUint(encoder, count)
  return encoding.toUint8Array(encoder)
}

/** Only for clients with `acks`: whether the server can store what it is sent. */
export function encodeStoreState(canStore: boolean): Uint8Array {
  return new Uint8Array([messageStoreState, canStore ? 1 : 0])
}

/** Only for clients with `acks` that write: how full the section is, in percent. */
export function encodeFullness(percent: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageFullness)
  encoding.writeVarUint(encoder, percent)
  return encoding.toUint8Array(encoder)
}

/** The question of a client with edits of an earlier connection. */
export function encodeInTextQuestion(updates: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageInText)
  encoding.writeVarUint(encoder, updates.length)
  for (const update of updates) encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** The answer, in the order of the question. */
export function encodeInTextAnswer(inText: readonly boolean[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageInText)
  encoding.writeVarUint(encoder, inText.length)
  for (const is of inText) encoding.writeVarUint(encoder, is ? 1 : 0)
  return encoding.toUint8Array(encoder)
}

/** Reads the answer behind its message type. Throws on a malformed one. */
export function readInTextAnswer(decoder: decoding.Decoder): readonly boolean[] {
  return Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarUint(decoder) === 1)
}

/** What an idle provider is fed at each beat: an awareness update about nobody, so that its watchdog sees life. */
export const emptyAwareness = new Uint8Array([1, 1, 0])

export type ControlFrame =
  | { readonly kind: 'open'; readonly channel: number; readonly path: string }
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'beat' }

export type SocketFrame = { readonly kind: 'data'; readonly channel: number; readonly payload: Uint8Array } | ControlFrame

const controlKinds = ['open', 'close', 'beat'] as const

/** Appends one frame to a message under construction. */
export function writeFrame(encoder: encoding.Encoder, frame: SocketFrame): void {
  if (frame.kind === 'data') {
    encoding.writeVarUint(encoder, frame.channel)
    encoding.writeVarUint8Array(encoder, frame.payload)
    return
  }
  const control = encoding.createEncoder()
  encoding.writeVarUint(control, controlKinds.indexOf(frame.kind))
  if (frame.kind === 'open') {
    encoding.writeVarUint(control, frame.channel)
    encoding.writeVarString(control, frame.path)
  } else if (frame.kind === 'close') {
    encoding.writeVarUint(control, frame.channel)
    encoding.writeVarUint(control, frame.code)
    encoding.writeVarString(control, frame.reason)
  }
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(control))
}

/** The frames of one message, in order. Throws on a malformed one: the socket's only edge, which closes it with 4400. */
export function readFrames(message: Uint8Array): readonly SocketFrame[] {
  const decoder = decoding.createDecoder(message)
  const frames: SocketFrame[] = []
  while (decoding.hasContent(decoder)) {
    if (frames.length === roomLimits.framesPerMessage) throw new Error('too many frames in one message')
    const channel = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    frames.push(channel === 0 ? readControl(payload) : { kind: 'data', channel, payload })
  }
  return frames
}

function readControl(payload: Uint8Array): ControlFrame {
  const decoder = decoding.createDecoder(payload)
  const kind = controlKinds[decoding.readVarUint(decoder)]
  switch (kind) {
    case 'open':
      return { kind, channel: decoding.readVarUint(decoder), path: decoding.readVarString(decoder) }
    case 'close':
      return { kind, channel: decoding.readVarUint(decoder), code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) }
    case 'beat':
      return { kind }
    default:
      throw new Error('unknown control frame')
  }
}
