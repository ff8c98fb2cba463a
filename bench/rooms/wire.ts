/** Owns the bytes between the generator and a server: y-websocket's messages, and Hocuspocus' envelope around them. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** How a server is spoken to: y-websocket's messages as they are, or with the document's name before each. */
export type Dialect = 'plain' | 'named'

export const [syncStep1, syncStep2, syncUpdate] = [0, 1, 2] as const
const [sync, awareness, auth, acknowledgement] = [0, 1, 2, 100] as const
/** Hocuspocus answers a sync step 1 that it did not ask for under a type of its own. */
const syncReply = 4

export type Heard =
  | { readonly kind: 'step1'; readonly body: Uint8Array }
  | { readonly kind: 'step2'; readonly body: Uint8Array }
  | { readonly kind: 'update'; readonly body: Uint8Array }
  | { readonly kind: 'awareness'; readonly bytes: number }
  | { readonly kind: 'ack'; readonly upTo: number }
  | { readonly kind: 'other' }

function message(dialect: Dialect, name: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  if (dialect === 'named') encoding.writeVarString(encoder, name)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

export function encodeSync(dialect: Dialect, name: string, type: number, body: Uint8Array): Uint8Array {
  return message(dialect, name, (encoder) => {
    encoding.writeVarUint(encoder, sync)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, body)
  })
}

/** A cursor move as y-prosemirror tells it. `clock` rises with each. */
export function encodeCursor(dialect: Dialect, name: string, client: number, clock: number, state: object): Uint8Array {
  const entry = encoding.createEncoder()
  encoding.writeVarUint(entry, 1)
  encoding.writeVarUint(entry, client)
  encoding.writeVarUint(entry, clock)
  encoding.writeVarString(entry, JSON.stringify(state))
  return message(dialect, name, (encoder) => {
    encoding.writeVarUint(encoder, awareness)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(entry))
  })
}

/** What a Hocuspocus client says first; any token is let in where no hook asks. */
export function encodeToken(name: string): Uint8Array {
  return message('named', name, (encoder) => {
    encoding.writeVarUint(encoder, auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, 'bench')
  })
}

/** Reads one message; bodies are views of it. */
export function hear(dialect: Dialect, bytes: Uint8Array): Heard {
  const decoder = decoding.createDecoder(bytes)
  if (dialect === 'named') decoding.readVarUint8Array(decoder)
  const type = decoding.readVarUint(decoder)
  if (type === awareness) return { kind: 'awareness', bytes: bytes.length }
  if (type === acknowledgement && dialect === 'plain') return { kind: 'ack', upTo: decoding.readVarUint(decoder) }
  if (type !== sync && !(dialect === 'named' && type === syncReply)) return { kind: 'other' }
  const inner = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  if (inner === syncStep1) return { kind: 'step1', body }
  return { kind: inner === syncStep2 ? 'step2' : 'update', body }
}

/** An update without anything in it: the answer to a sync step 1 of somebody who has nothing. */
export const emptyUpdate = new Uint8Array([0, 0])
/** The state vector of an empty document. */
export const emptyVector = new Uint8Array([0])
