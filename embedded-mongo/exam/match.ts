/** Owns matching: whether what a server answered is what a test expects, with the operators that begin with `$$`. */
// The driver's own classes: a second copy of them would know none of its values.
import { Binary, Long, ObjectId } from 'mongodb'

/** Something is not as a test expects it. */
export class Mismatch extends Error {}

/** What the operators of an expectation may name. */
export type Named = { entity(id: string): unknown; lsid(id: string): unknown }

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array) &&
  !('_bsontype' in value)

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  const tag = (value as { _bsontype?: string } | null | undefined)?._bsontype
  return tag === 'Long' || tag === 'Int32' || tag === 'Double' ? Number(String(value)) : undefined
}

const bytesOf = (value: unknown): Buffer | undefined =>
  value instanceof Binary ? Buffer.from(value.value()) : value instanceof Uint8Array ? Buffer.from(value) : undefined

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'nothing'
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (v) => typeof v === 'string',
  object: isFields,
  array: Array.isArray,
  bool: (v) => typeof v === 'boolean',
  null: (v) => v === null,
  date: (v) => v instanceof Date,
  objectId: (v) => v instanceof ObjectId,
  binData: (v) => bytesOf(v) !== undefined,
  number: (v) => numberOf(v) !== undefined,
  int: (v) => Number.isInteger(numberOf(v)) && Math.abs(numberOf(v) ?? 0) <= 2 ** 31,
  // The driver gives small ones as plain numbers.
  long: (v) => v instanceof Long || typeof v === 'bigint' || Number.isInteger(numberOf(v)),
  double: (v) => numberOf(v) !== undefined,
}

function matchType(wanted: unknown, actual: unknown, path: string): void {
  const names = (Array.isArray(wanted) ? wanted : [wanted]) as string[]
  for (const name of names) if (!TYPES[name]) throw new Error(`the runner knows no type '${name}'`)
  if (!names.some((name) => TYPES[name]?.(actual))) throw new Mismatch(`${path} is no ${names.join(' or ')}: ${shown(actual)}`)
}

function matchOperator(name: string, operand: unknown, actual: unknown, named: Named, path: string, root: boolean): void {
  switch (name) {
    case '$$exists':
      if ((actual !== undefined) !== operand) throw new Mismatch(`${path} is ${operand === true ? 'missing' : `there: ${shown(actual)}`}`)
      return
    case '$$unsetOrMatches':
      if (actual !== undefined) match(operand, actual, named, path, root)
      return
    case '$$type':
      return matchType(operand, actual, path)
    case '$$matchesEntity':
      return match(named.entity(operand as string), actual, named, path, false)
    case '$$matchesHexBytes':
      if (bytesOf(actual)?.toString('hex') !== operand) throw new Mismatch(`${path} has other bytes than ${String(operand)}`)
      return
    case '$$sessionLsid':
      return match(named.lsid(operand as string), actual, named, path, false)
    case '$$lte':
      if (!((numberOf(actual) ?? NaN) <= (numberOf(operand) ?? NaN)))
        throw new Mismatch(`${path} is above ${shown(operand)}: ${shown(actual)}`)
      return
    default:
      throw new Error(`the runner does not know ${name}`)
  }
}

function isSame(expected: unknown, actual: unknown): boolean {
  const number = numberOf(expected)
  if (number !== undefined) return numberOf(actual) !== undefined && Object.is(number + 0, (numberOf(actual) ?? NaN) + 0)
  const bytes = bytesOf(expected)
  if (bytes) return bytesOf(actual)?.equals(bytes) === true
  if (expected instanceof ObjectId) return actual instanceof ObjectId && expected.equals(actual)
  if (expected instanceof Date) return actual instanceof Date && expected.getTime() === actual.getTime()
  if (expected !== null && typeof expected === 'object') return shown(expected) === shown(actual)
  return expected === actual
}

/**
 * Throws a Mismatch unless `actual` is as expected. Fields that are not expected are allowed at the root only (in a
 * list: in each of its documents); numbers are equal over their types; the order of fields does not matter.
 */
export function match(expected: unknown, actual: unknown, named: Named, path = 'the result', root = true): void {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) throw new Mismatch(`${path} is no array: ${shown(actual)}`)
    if (actual.length !== expected.length)
      throw new Mismatch(`${path} has ${actual.length} elements, not ${expected.length}: ${shown(actual)}`)
    expected.forEach((element, i) => match(element, actual[i], named, `${path}[${i}]`, root))
    return
  }
  if (!isFields(expected)) {
    if (!isSame(expected, actual)) throw new Mismatch(`${path} is ${shown(actual)}, not ${shown(expected)}`)
    return
  }
  const names = Object.keys(expected)
  const [first] = names
  if (first?.startsWith('$$') && names.length === 1) return matchOperator(first, expected[first], actual, named, path, root)
  if (!isFields(actual)) throw new Mismatch(`${path} is no document: ${shown(actual)}`)
  for (const name of names) {
    const wanted = expected[name]
    const have = Object.hasOwn(actual, name) ? actual[name] : undefined
    const optional = isFields(wanted) && (Object.hasOwn(wanted, '$$exists') || Object.hasOwn(wanted, '$$unsetOrMatches'))
    if (have === undefined && !optional) throw new Mismatch(`${path}.${name} is missing in ${shown(actual)}`)
    match(wanted, have, named, `${path}.${name}`, false)
  }
  if (root) return
  const extra = Object.keys(actual).find((name) => actual[name] !== undefined && !Object.hasOwn(expected, name))
  if (extra !== undefined) throw new Mismatch(`${path} has a field '${extra}' that is not expected: ${shown(actual)}`)
}
