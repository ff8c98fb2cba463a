/**
 * Owns the making small of a Yjs update by its bytes: text that was typed one character after the other is written as one struct, as
 * Yjs writes it where it has a document. Both forms say the same.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Deletions, outlineOf, passStruct, structBits } from './updateOutline.ts'

/**
 * The update with neighbours joined: structs of text, of what was deleted and of what was collected, and ranges of deletions. Never longer
 * than `update`, which is given back where nothing is to be joined, or where it is not as Yjs writes it. Throws on a malformed one.
 */
export function compacted(update: Uint8Array): Uint8Array {
  const { blocks, deletions, orderly } = outlineOf(update)
  if (!orderly) return update
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, blocks.length)
  for (const { client, clock, count, from, to } of blocks) {
    const structs = encoding.createEncoder()
    const joined = writeStructs(structs, update.subarray(0, to), from, client, clock)
    encoding.writeVarUint(encoder, count - joined)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeBinaryEncoder(encoder, structs)
  }
  encoding.writeVarUint(encoder, deletions.length)
  for (const one of deletions) writeDeletions(encoder, update, one)
  return encoding.length(encoder) < update.length ? encoding.toUint8Array(encoder) : update
}

const { hasOrigin, hasRightOrigin, hasKey, kindBits } = structBits
const [collected, deleted, text] = [0, 1, 4] as const

type Id = { readonly client: number; readonly clock: number }

/** A struct that neighbours may be joined to. */
type Joinable = {
  readonly kind: typeof collected | typeof deleted | typeof text
  /** What it stood behind and before when it was written. */
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** Where the bytes begin that tell its length. */
  readonly lengthAt: number
  /** Clocks; of text, bytes. */
  readonly length: number
  /** Of text: where it ends. */
  readonly to: number
}

/** Structs that become one. */
type Run = { readonly first: Joinable; readonly all: Joinable[] }

/** Writes the structs that `bytes` hold behind `from`; gives how many have become part of the one before them. */
function writeStructs(encoder: encoding.Encoder, bytes: Uint8Array, from: number, client: number, firstClock: number): number {
  const decoder = decoding.createDecoder(bytes)
  decoder.pos = from
  const shape = { orderly: true, skips: false }
  let [joined, clock, written] = [0, firstClock, from]
  let run: Run | null = null
  const write = ({ first, all }: Run, upTo: number): void => {
    if (all.length === 1) return
    // All that stood before its length as it was, and then what it has become.
    encoding.writeUint8Array(encoder, bytes.subarray(written, first.lengthAt))
    encoding.writeVarUint(
      encoder,
      all.reduce((sum, { length }) => sum + length, 0),
    )
    if (first.kind === text) for (const { to, length } of all) encoding.writeUint8Array(encoder, bytes.subarray(to - length, to))
    written = upTo
    joined += all.length - 1
  }
  while (decoder.pos < bytes.length) {
    const at = decoder.pos
    const here = joinableAt(bytes, at)
    const clocks = passStruct(decoder, shape)
    if (here && run && goesOn(run.first, here, client, clock)) run.all.push(here)
    else {
      if (run) write(run, at)
      run = here && { first: here, all: [here] }
    }
    clock += clocks
  }
  if (run) write(run, bytes.length)
  encoding.writeUint8Array(encoder, bytes.subarray(written))
  return joined
}

/** Whether `here`, which begins at `clock`, says no more than that the one before it goes on. */
function goesOn(first: Joinable, here: Joinable, client: number, clock: number): boolean {
  if (first.kind !== here.kind) return false
  if (here.kind === collected) return true
  return here.origin?.client === client && here.origin.clock === clock - 1 && sameId(first.rightOrigin, here.rightOrigin)
}

const sameId = (one: Id | null, other: Id | null): boolean => one?.client === other?.client && one?.clock === other?.clock

/** Null where the struct at `at` stands alone: it is of another kind, or the value of a key. */
function joinableAt(bytes: Uint8Array, at: number): Joinable | null {
  const info = bytes[at] ?? 0
  const kind = info & kindBits
  if ((kind !== collected && kind !== deleted && kind !== text) || info & hasKey) return null
  const decoder = decoding.createDecoder(bytes)
  decoder.pos = at + 1
  let [origin, rightOrigin]: (Id | null)[] = [null, null]
  if (kind !== collected) {
    if (info & hasOrigin) origin = readId(decoder)
    if (info & hasRightOrigin) rightOrigin = readId(decoder)
    if (!(info & (hasOrigin | hasRightOrigin))) {
      // The type that it is in: by its name, or by its id.
      if (decoding.readVarUint(decoder) === 1) decoding.readVarUint8Array(decoder)
      else readId(decoder)
    }
  }
  const lengthAt = decoder.pos
  const length = decoding.readVarUint(decoder)
  return {
    kind,
    origin: origin ?? null,
    rightOrigin: rightOrigin ?? null,
    lengthAt,
    length,
    to: decoder.pos + (kind === text ? length : 0),
  }
}

function readId(decoder: decoding.Decoder): Id {
  return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

function writeDeletions(encoder: encoding.Encoder, update: Uint8Array, { client, count, from }: Deletions): void {
  const decoder = decoding.createDecoder(update)
  decoder.pos = from
  const ranges = Array.from({ length: count }, () => {
    const start = decoding.readVarUint(decoder)
    return { start, end: start + decoding.readVarUint(decoder) }
  }).sort((one, other) => one.start - other.start)
  const joined: { readonly start: number; end: number }[] = []
  for (const range of ranges) {
    const before = joined.at(-1)
    if (before && range.start <= before.end) before.end = Math.max(before.end, range.end)
    else joined.push(range)
  }
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, joined.length)
  for (const { start, end } of joined) {
    encoding.writeVarUint(encoder, start)
    encoding.writeVarUint(encoder, end - start)
  }
}
