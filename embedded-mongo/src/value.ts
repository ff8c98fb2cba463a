/** BSON values: their type order, comparison, equality and the four kinds of numbers. */
import { Double, Long, type Binary, type BSONRegExp, type ObjectId, type Timestamp } from 'bson'
import type { Doc } from './bson.ts'
import { compareNames, compareTexts, currentCollation } from './collation.ts'

const tag = (value: object): string | undefined => (value as { _bsontype?: string })._bsontype

/** True for an embedded document: not for arrays, dates or BSON's other objects. */
export const isDoc = (value: unknown): value is Doc =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && tag(value) === undefined

/** MongoDB's order of types; also the first byte of an index key. */
export const RANK = {
  minKey: 1,
  empty: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  maxKey: 127,
} as const

const TAG_RANK: Readonly<Record<string, number>> = {
  MinKey: RANK.minKey,
  Long: RANK.number,
  Double: RANK.number,
  Int32: RANK.number,
  Binary: RANK.binary,
  ObjectId: RANK.objectId,
  Timestamp: RANK.timestamp,
  BSONRegExp: RANK.regex,
  MaxKey: RANK.maxKey,
}

/** The place of a value's type in the order; a missing value ranks as null. */
export function rank(value: unknown): number {
  if (value === undefined || value === null) return RANK.null
  switch (typeof value) {
    case 'number':
      return RANK.number
    case 'string':
      return RANK.string
    case 'boolean':
      return RANK.bool
    case 'object':
      break
    default:
      throw new Error(`no BSON value: ${typeof value}`)
  }
  if (Array.isArray(value)) return RANK.array
  if (value instanceof Date) return RANK.date
  const name = tag(value)
  if (name === undefined) return RANK.object
  const found = TAG_RANK[name]
  if (found === undefined) throw new Error(`no rank for ${name}`)
  return found
}

const TYPE_CODES: Readonly<Record<string, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  '-1': 'minKey',
  127: 'maxKey',
}
const TYPE_NAMES = new Set([...Object.values(TYPE_CODES), 'number'])

/** The type that `$type` names by word or number, or undefined. */
export const typeOf = (alias: unknown): string | undefined =>
  typeof alias === 'string'
    ? TYPE_NAMES.has(alias)
      ? alias
      : undefined
    : isNumber(alias)
      ? TYPE_CODES[String(toNumber(alias))]
      : undefined

/** MongoDB's word for a value's type. */
export function typeName(value: unknown): string {
  switch (rank(value)) {
    case RANK.minKey:
      return 'minKey'
    case RANK.null:
      return value === null ? 'null' : 'missing'
    case RANK.number:
      return numberKind(value)
    case RANK.string:
      return 'string'
    case RANK.object:
      return 'object'
    case RANK.array:
      return 'array'
    case RANK.binary:
      return 'binData'
    case RANK.objectId:
      return 'objectId'
    case RANK.bool:
      return 'bool'
    case RANK.date:
      return 'date'
    case RANK.timestamp:
      return 'timestamp'
    case RANK.regex:
      return 'regex'
    default:
      return 'maxKey'
  }
}

// ---- numbers

export type NumberKind = 'int' | 'long' | 'double'

const isInt32 = (n: number): boolean => Number.isInteger(n) && n >= -2147483648 && n <= 2147483647 && !Object.is(n, -0)

export const isNumber = (value: unknown): boolean => value !== undefined && value !== null && rank(value) === RANK.number

/** The kind in which a number is stored. */
export const numberKind = (value: unknown): NumberKind =>
  typeof value === 'number' ? (isInt32(value) ? 'int' : 'double') : tag(value as object) === 'Long' ? 'long' : 'double'

/** A number as JavaScript's; a 64 bit integer may lose its last digits. */
export const toNumber = (value: unknown): number => (typeof value === 'number' ? value : Number(String(value)))

const toBigInt = (value: unknown): bigint => BigInt(String(value))

/** A finite number without what is behind its point, in full. */
export const toInteger = (value: unknown): bigint => (numberKind(value) === 'long' ? toBigInt(value) : BigInt(Math.trunc(toNumber(value))))

/** a + b or a * b in the wider of the two kinds; undefined when 64 bits do not hold the result. */
export function arithmetic(a: unknown, b: unknown, times: boolean): unknown {
  const kinds = [numberKind(a), numberKind(b)]
  if (kinds.includes('double')) {
    const n = times ? toNumber(a) * toNumber(b) : toNumber(a) + toNumber(b)
    return isInt32(n) ? new Double(n) : n
  }
  const n = times ? toBigInt(a) * toBigInt(b) : toBigInt(a) + toBigInt(b)
  if (n > 9223372036854775807n || n < -9223372036854775808n) return undefined
  return kinds.includes('long') || !isInt32(Number(n)) ? Long.fromBigInt(n) : Number(n)
}

const sign = <T extends number | string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

function compareNumbers(a: unknown, b: unknown): number {
  const x = toNumber(a)
  const y = toNumber(b)
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
  if (x !== y) return sign(x, y)
  // Only integers beyond 2^53 can differ and still look the same.
  return Number.isFinite(x) && Math.abs(x) > Number.MAX_SAFE_INTEGER ? sign(toInteger(a), toInteger(b)) : 0
}

/** What an expression counts as true. */
export const truthy = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && !(isNumber(value) && toNumber(value) === 0)

// ---- order

function compareDocs(a: Doc, b: Doc): number {
  const x = Object.entries(a)
  const y = Object.entries(b)
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [nameX, valueX] = x[i] as [string, unknown]
    const [nameY, valueY] = y[i] as [string, unknown]
    const order = rank(valueX) - rank(valueY) || compareNames(nameX, nameY) || compare(valueX, valueY)
    if (order !== 0) return order
  }
  return x.length - y.length
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compare(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** MongoDB's order of any two values, under the collation that holds; missing equals null. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  const ra = rank(a)
  const rb = rank(b)
  if (ra !== rb) return ra - rb
  switch (ra) {
    case RANK.number:
      return compareNumbers(a, b)
    case RANK.string:
      return compareTexts(a as string, b as string)
    case RANK.object:
      return compareDocs(a as Doc, b as Doc)
    case RANK.array:
      return compareArrays(a as unknown[], b as unknown[])
    case RANK.binary: {
      const [x, y] = [a as Binary, b as Binary]
      return (
        x.position - y.position ||
        x.sub_type - y.sub_type ||
        Buffer.compare(x.buffer.subarray(0, x.position), y.buffer.subarray(0, y.position))
      )
    }
    case RANK.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case RANK.bool:
      return Number(a) - Number(b)
    case RANK.date:
      return sign((a as Date).getTime(), (b as Date).getTime())
    case RANK.timestamp:
      return sign((a as Timestamp).toBigInt(), (b as Timestamp).toBigInt())
    case RANK.regex: {
      const [x, y] = [a as BSONRegExp, b as BSONRegExp]
      return compareNames(x.pattern, y.pattern) || compareNames(x.options, y.options)
    }
    default:
      return 0
  }
}

export const equal = (a: unknown, b: unknown): boolean => compare(a, b) === 0

/** A value in which every text stands for all that are equal to it under the collation that holds; names stay. */
export function folded(value: unknown): unknown {
  const collation = currentCollation()
  if (!collation) return value
  if (typeof value === 'string') return collation.representative(value)
  if (Array.isArray(value)) return value.map(folded)
  if (!isDoc(value)) return value
  const copy: Doc = {}
  for (const name of Object.keys(value)) assign(copy, name, folded(value[name]))
  return copy
}

// ---- documents as containers

/** Assigns a field; also one that is named `__proto__`. */
export function assign(target: Doc | unknown[], name: string | number, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else (target as Doc)[name] = value
}

/** A document's own field, or undefined. */
export const own = (doc: Doc, name: string): unknown => (Object.hasOwn(doc, name) ? doc[name] : undefined)

/** A copy whose documents and arrays are new; the other values are never changed in place and are shared. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T
  if (!isDoc(value)) return value
  const copy: Doc = {}
  for (const name of Object.keys(value)) assign(copy, name, clone(value[name]))
  return copy as T
}
