/** Index keys: bytes that sort as MongoDB sorts the values they stand for. */
import { createHash } from 'node:crypto'
import type { Binary, BSONRegExp, Long, ObjectId, Timestamp } from 'bson'
import type { Doc } from './bson.ts'
import { CommandError } from './commandError.ts'
import { EMPTY_ARRAY, indexed, at } from './path.ts'
import { folded, isDoc, numberKind, RANK, rank, toNumber } from './value.ts'

/** LMDB's longest key is 1,978 bytes; this much of it may be values. */
const MAX_VALUE_BYTES = 1_800
/** Ends what was cut: above the end of any text, so that a cut key still sorts right against every uncut one. */
const CUT = 0xff

/** A value's part of a key; `exact` is false where it tells values apart, but does not sort all of them. */
export type Part = { readonly bytes: Buffer; readonly exact: boolean }

const byte = (...values: number[]): Buffer => Buffer.from(values)

function ordered64(write: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(8)
  write(buffer)
  return buffer
}

/** A double as eight bytes that sort like it. */
function doubleBytes(n: number): Buffer {
  const buffer = ordered64((b) => b.writeDoubleBE(n === 0 ? 0 : n))
  if ((buffer[0] as number) & 0x80) for (let i = 0; i < 8; i++) buffer[i] = ~(buffer[i] as number) & 0xff
  else buffer[0] = (buffer[0] as number) | 0x80
  return buffer
}

function numberBytes(value: unknown): Buffer {
  const n = toNumber(value)
  if (Number.isNaN(n)) return byte(0)
  // A 64 bit integer is its nearest double, then what lies between the two (at most 512).
  const rest = numberKind(value) === 'long' ? Number((value as Long).toBigInt() - BigInt(n)) : 0
  const tail = Buffer.alloc(2)
  tail.writeUInt16BE(rest + 0x8000)
  return Buffer.concat([byte(1), doubleBytes(n), tail])
}

/** Bytes without an end of their own: a zero is escaped, a zero ends. */
function terminated(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return Buffer.concat([bytes, byte(0)])
  const escaped: number[] = []
  for (const b of bytes) {
    if (b === 0) escaped.push(0, CUT)
    else escaped.push(b)
  }
  escaped.push(0)
  return Buffer.from(escaped)
}

/** The whole key of one value, not cut. */
function whole(value: unknown): Buffer {
  if (value === EMPTY_ARRAY) return byte(RANK.empty)
  const type = rank(value)
  switch (type) {
    case RANK.number:
      return Buffer.concat([byte(type), numberBytes(value)])
    case RANK.string:
      return Buffer.concat([byte(type), terminated(Buffer.from(value as string))])
    case RANK.object: {
      const parts = [byte(type)]
      // MongoDB compares type, name, value, field by field.
      for (const [name, field] of Object.entries(value as Doc)) parts.push(byte(rank(field)), terminated(Buffer.from(name)), whole(field))
      return Buffer.concat([...parts, byte(0)])
    }
    case RANK.array:
      return Buffer.concat([byte(type), ...(value as unknown[]).map(whole), byte(0)])
    case RANK.binary: {
      const binary = value as Binary
      const head = Buffer.alloc(6)
      head.writeUInt8(type, 0)
      head.writeUInt32BE(binary.position, 1)
      head.writeUInt8(binary.sub_type, 5)
      return Buffer.concat([head, binary.buffer.subarray(0, binary.position)])
    }
    case RANK.objectId:
      return Buffer.concat([byte(type), (value as ObjectId).id])
    case RANK.bool:
      return byte(type, value === true ? 1 : 0)
    case RANK.date:
      return Buffer.concat([byte(type), doubleBytes((value as Date).getTime())])
    case RANK.timestamp:
      return Buffer.concat([byte(type), ordered64((b) => b.writeBigUInt64BE((value as Timestamp).toBigInt()))])
    case RANK.regex: {
      const regex = value as BSONRegExp
      return Buffer.concat([byte(type), terminated(Buffer.from(regex.pattern)), terminated(Buffer.from(regex.options))])
    }
    default:
      return byte(type)
  }
}

/** The part of a key that stands for a value, at most `limit` bytes. */
export function part(value: unknown, limit = MAX_VALUE_BYTES): Part {
  const bytes = whole(value)
  if (bytes.length <= limit) return { bytes, exact: true }
  const digest = createHash('sha256').update(bytes).digest().subarray(0, 20)
  return { bytes: Buffer.concat([bytes.subarray(0, limit - 21), byte(CUT), digest]), exact: false }
}

/** A text that is the same for values that are equal under the collation that holds, and only for those. */
export const identity = (value: unknown): string => whole(folded(value)).toString('latin1')

const inverted = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes)
  for (let i = 0; i < copy.length; i++) copy[i] = ~(copy[i] as number) & 0xff
  return copy
}

/** An index's fields with their direction, 1 or -1. */
export type KeyPattern = Readonly<Record<string, 1 | -1>>

/** A value's part in a field of an index. Descending fields have their bits turned round. */
export function fieldPart(pattern: KeyPattern, field: string, value: unknown): Part {
  const found = part(value, Math.floor(MAX_VALUE_BYTES / Object.keys(pattern).length))
  return pattern[field] === -1 ? { bytes: inverted(found.bytes), exact: found.exact } : found
}

/** One entry of an index: its bytes, and the values that it was made of. */
export type Entry = { readonly bytes: Buffer; readonly values: readonly unknown[] }

/** Everything that an index holds for a document. */
export type Entries = { readonly entries: readonly Entry[]; readonly multikey: boolean; readonly exact: boolean }

/** The entries of a document in an index; error 171 when two fields are arrays beside each other. */
export function entriesOf(pattern: KeyPattern, sparse: boolean, doc: Doc): Entries {
  const fields = Object.keys(pattern)
  const found = fields.map((field) => indexed(doc, field))
  const arrays = new Set(found.flatMap((f) => (f.array === undefined ? [] : [f.array])))
  if (arrays.size > 1) throw new CommandError(171, 'CannotIndexParallelArrays', `cannot index parallel arrays [${[...arrays].join('] [')}]`)
  const [array] = arrays
  if (sparse && found.every((f) => f.values.every((v) => v === undefined))) return { entries: [], multikey: false, exact: true }

  const shared = array !== undefined && found.filter((f, i) => f.array !== undefined && fields[i] !== array).length > 1
  // Several fields of one array give one entry per element, not every combination.
  const rows = shared
    ? (at(doc, array.split('.')) as unknown[]).map((element) =>
        fields.map((field, i) => (found[i]?.array === undefined ? (found[i]?.values ?? []) : elementValues(element, field, array))),
      )
    : [found.map((f) => f.values)]

  let exact = true
  const entries = new Map<string, Entry>()
  const build = (row: readonly (readonly unknown[])[], i: number, bytes: readonly Buffer[], values: readonly unknown[]): void => {
    const field = fields[i]
    if (field === undefined) {
      const key = Buffer.concat(bytes)
      entries.set(key.toString('latin1'), { bytes: key, values })
      return
    }
    for (const value of row[i] ?? []) {
      const piece = fieldPart(pattern, field, value)
      exact &&= piece.exact
      build(row, i + 1, [...bytes, piece.bytes], [...values, value === EMPTY_ARRAY ? [] : value])
    }
  }
  for (const row of rows.length > 0 ? rows : [found.map((f) => f.values)]) build(row, 0, [], [])
  return { entries: [...entries.values()], multikey: array !== undefined, exact }
}

const elementValues = (element: unknown, field: string, array: string): readonly unknown[] =>
  isDoc(element) ? indexed(element, field.slice(array.length + 1)).values : [undefined]
