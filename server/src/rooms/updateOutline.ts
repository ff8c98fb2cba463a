/**
 * Owns what a Yjs update (version 1) tells without its content being built: whose structs and deletions it holds, where they
 * stand in its bytes, and whether it is whole.
 */
import * as decoding from 'lib0/decoding'
import { isUtf8 } from 'node:buffer'

/** The structs of one client: `count` of them with the clocks from `clock` to before `end`, in the bytes `from` to before `to`. */
export type Block = {
  readonly client: number
  readonly clock: number
  readonly end: number
  readonly count: number
  readonly from: number
  readonly to: number
}

/** The deletions in the structs of one client: `count` ranges, in the bytes `from` to before `to`. */
export type Deletions = { readonly client: number; readonly count: number; readonly from: number; readonly to: number }

export type UpdateOutline = {
  readonly blocks: readonly Block[]
  readonly deletions: readonly Deletions[]
  /** Where the bytes of the structs end, and those of the deletions begin. */
  readonly structsEnd: number
  /**
   * Each client has one block, the higher ones first, and each struct has a length, as Yjs writes them: others it merges wrongly,
   * and of several blocks of a client it applies the last.
   */
  readonly orderly: boolean
  /** Some clocks are left out: their text is missing. */
  readonly skips: boolean
}

/** Deeper lists and objects than this may overflow the stack of whoever reads them. */
const deepest = 100

/**
 * Throws where the update is cut short, holds what Yjs does not know, or goes on behind its end: exactly where Yjs's own reading
 * throws, and on values that are nested without measure.
 */
export function outlineOf(update: Uint8Array): UpdateOutline {
  const decoder = decoding.createDecoder(update)
  const blocks: Block[] = []
  const shape: Shape = { orderly: true, skips: false }
  let last = Infinity
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const count = decoding.readVarUint(decoder)
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const from = decoder.pos
    let end = clock
    for (let index = 0; index < count; index++) {
      const length = passStruct(decoder, shape)
      if (length === 0) shape.orderly = false
      end += length
    }
    if (client >= last || end > Number.MAX_SAFE_INTEGER) shape.orderly = false
    last = client
    if (count > 0) blocks.push({ client, clock, end, count, from, to: decoder.pos })
  }
  const structsEnd = decoder.pos
  const deletions: Deletions[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder)
    const count = decoding.readVarUint(decoder)
    const from = decoder.pos
    for (let index = 0; index < count; index++) passId(decoder)
    if (count > 0) deletions.push({ client, count, from, to: decoder.pos })
  }
  if (decoding.hasContent(decoder)) throw new Error('bytes behind the end of the update')
  return { blocks, deletions, structsEnd, ...shape }
}

/** What is noted of structs on the way. */
export type Shape = { orderly: boolean; skips: boolean }

const skip = 10
/** What the first byte of a struct says: what follows it, and in the rest its kind. */
export const structBits = { hasOrigin: 0x80, hasRightOrigin: 0x40, hasKey: 0x20, kindBits: 0x1f } as const
const { hasOrigin, hasRightOrigin, hasKey, kindBits } = structBits

/** Goes to the end of the struct that begins where the decoder stands, and gives its length in clocks. Throws where it is malformed. */
export function passStruct(decoder: decoding.Decoder, shape: Shape): number {
  const info = decoding.readUint8(decoder)
  if (info === skip) {
    shape.skips = true
    return decoding.readVarUint(decoder)
  }
  const kind = info & kindBits
  if (kind === 0) return decoding.readVarUint(decoder)
  if (info & hasOrigin) passId(decoder)
  if (info & hasRightOrigin) passId(decoder)
  if (!(info & (hasOrigin | hasRightOrigin))) {
    if (decoding.readVarUint(decoder) === 1) passString(decoder)
    else passId(decoder)
    if (info & hasKey) passString(decoder)
  }
  return passContent(decoder, kind)
}

/** In the order of Yjs's numbers for them. */
function passContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return decoding.readVarUint(decoder)
    case 2: // JSON, as Yjs wrote it long ago
      return passJsons(decoder)
    case 3: // binary
      passBytes(decoder, decoding.readVarUint(decoder))
      return 1
    case 4:
      return passString(decoder)
    case 5: // embed
      passJson(decoder)
      return 1
    case 6: // format
      passString(decoder)
      passJson(decoder)
      return 1
    case 7:
      passType(decoder)
      return 1
    case 8:
      return passAnys(decoder)
    case 9:
      passDoc(decoder)
      return 1
    default:
      throw new Error('unknown content')
  }
}

function passJsons(decoder: decoding.Decoder): number {
  const count = decoding.readVarUint(decoder)
  for (let index = 0; index < count; index++) parseJson(decoding.readVarString(decoder), true)
  return count
}

function passAnys(decoder: decoding.Decoder): number {
  const count = decoding.readVarUint(decoder)
  for (let index = 0; index < count; index++) passAny(decoder, 0)
  return count
}

/** Elements and hooks have a name. */
function passType(decoder: decoding.Decoder): void {
  const type = decoding.readVarUint(decoder)
  if (type > 6) throw new Error('unknown type')
  if (type === 3 || type === 5) passString(decoder)
}

function passDoc(decoder: decoding.Decoder): void {
  passString(decoder)
  if (decoding.peekUint8(decoder) >= 126) throw new Error('a document without options')
  passAny(decoder, 0)
}

function passId(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
}

function passBytes(decoder: decoding.Decoder, count: number): void {
  if (decoder.pos + count > decoder.arr.length) throw new Error('cut short')
  decoder.pos += count
}

/** Gives the length in UTF-16 units, which are what the clocks of text count. */
function passString(decoder: decoding.Decoder): number {
  const bytes = decoding.readVarUint(decoder)
  const { arr, pos } = decoder
  passBytes(decoder, bytes)
  let units = bytes
  let ascii = true
  for (let at = pos; at < decoder.pos; at++) {
    const byte = arr[at] as number // it is inside
    if (byte < 0x80) continue
    ascii = false
    // A continuation adds nothing; four bytes are a pair.
    if (byte < 0xc0) units--
    else if (byte >= 0xf0) units++
  }
  if (!ascii && !isUtf8(arr.subarray(pos, decoder.pos))) throw new Error('text that is no UTF-8')
  return units
}

function passJson(decoder: decoding.Decoder): void {
  parseJson(decoding.readVarString(decoder), false)
}

function parseJson(text: string, orUndefined: boolean): void {
  if (orUndefined && text === 'undefined') return
  if (text.length > deepest && (text.match(/[[{]/g)?.length ?? 0) > deepest && depthOf(JSON.parse(text)) > deepest)
    throw new Error('nested too deep')
  JSON.parse(text)
}

function depthOf(value: unknown): number {
  let depth = 0
  let level: unknown[] = [value]
  while (level.length > 0 && depth <= deepest) {
    depth++
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return depth
}

/** A value in the encoding of lib0. */
function passAny(decoder: decoding.Decoder, depth: number): void {
  if (depth > deepest) throw new Error('nested too deep')
  switch (decoding.readUint8(decoder)) {
    case 127: // undefined, null, false, true
    case 126:
    case 121:
    case 120:
      return
    case 125:
      decoding.readVarInt(decoder)
      return
    case 124:
      return passBytes(decoder, 4)
    case 123:
    case 122:
      return passBytes(decoder, 8)
    case 119:
      passString(decoder)
      return
    case 118: {
      const count = decoding.readVarUint(decoder)
      for (let index = 0; index < count; index++) {
        passString(decoder)
        passAny(decoder, depth + 1)
      }
      return
    }
    case 117: {
      const count = decoding.readVarUint(decoder)
      for (let index = 0; index < count; index++) passAny(decoder, depth + 1)
      return
    }
    case 116:
      return passBytes(decoder, decoding.readVarUint(decoder))
    default:
      throw new Error('unknown value')
  }
}
