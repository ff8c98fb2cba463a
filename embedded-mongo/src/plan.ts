/** Which part of which index can hold the documents of a filter, and whether it has them in order. */
import type { Doc } from './bson.ts'
import { currentCollation } from './collation.ts'
import { entriesPrefix, type Collection, type Index } from './catalog.ts'
import { fieldPart } from './indexKeys.ts'
import { isOperators } from './match.ts'
import type { SortKeys } from './sort.ts'
import { after } from './store.ts'
import { isNumber, RANK, rank, toNumber } from './value.ts'

export type Span = { readonly start: Buffer; readonly end: Buffer }

/** Spans of one index to read in turn; `sorted` says that they give the order asked for. */
export type Plan = { readonly index: Index; readonly spans: readonly Span[]; readonly reverse: boolean; readonly sorted: boolean }

/** What a filter demands of every document, field by field; the rest is left to the filter itself. */
type Demands = {
  readonly equal: Map<string, unknown>
  readonly oneOf: Map<string, readonly unknown[]>
  readonly least: Map<string, unknown>
  readonly most: Map<string, unknown>
}

const SCALARS: ReadonlySet<number> = new Set([
  RANK.null,
  RANK.number,
  RANK.string,
  RANK.binary,
  RANK.objectId,
  RANK.bool,
  RANK.date,
  RANK.timestamp,
])
const isScalar = (value: unknown): boolean => SCALARS.has(rank(value))
const RANGED: ReadonlySet<number> = new Set([RANK.number, RANK.string, RANK.objectId, RANK.date])
const isRanged = (value: unknown): boolean => RANGED.has(rank(value)) && !(isNumber(value) && Number.isNaN(toNumber(value)))

function demandsOf(filter: Doc): Demands {
  const demands: Demands = { equal: new Map(), oneOf: new Map(), least: new Map(), most: new Map() }
  const walk = (part: Doc): void => {
    for (const name of Object.keys(part)) {
      const operand = part[name]
      if (name === '$and') for (const branch of operand as Doc[]) walk(branch)
      else if (name.startsWith('$')) continue
      else if (!isOperators(operand)) {
        if (isScalar(operand)) demands.equal.set(name, operand)
      } else for (const operator of Object.keys(operand)) note(demands, name, operator, operand[operator])
    }
  }
  walk(filter)
  return demands
}

function note(demands: Demands, name: string, operator: string, operand: unknown): void {
  if (operator === '$eq' && isScalar(operand)) demands.equal.set(name, operand)
  else if (operator === '$in' && Array.isArray(operand) && operand.every(isScalar)) demands.oneOf.set(name, operand)
  else if ((operator === '$gt' || operator === '$gte') && isRanged(operand)) demands.least.set(name, operand)
  else if ((operator === '$lt' || operator === '$lte') && isRanged(operand)) demands.most.set(name, operand)
}

/** Whether an index gives the order once its first `fixed` fields have one value each; and from which end. */
function orderOf(index: Index, fixed: number, sort: SortKeys): 'forward' | 'backward' | undefined {
  if (sort.length === 0 || index.multikey || !index.exact) return undefined
  const fields = Object.keys(index.key)
  // Only of this index it is known that the field is no array, and so has but the one value that is asked for.
  const free = sort.filter(([field]) => !fields.slice(0, fixed).includes(field))
  let found: 'forward' | 'backward' | undefined = free.length === 0 ? 'forward' : undefined
  for (const [i, [field, direction]] of free.entries()) {
    if (fields[fixed + i] !== field) return undefined
    const way = index.key[field] === direction ? 'forward' : 'backward'
    if (found !== undefined && found !== way) return undefined
    found = way
  }
  return found
}

const prefixed = (prefix: Buffer, part: Buffer): Span => {
  const start = Buffer.concat([prefix, part])
  return { start, end: after(start) }
}

/** The span of a range on one field, within the type of its bounds. */
function rangeSpan(index: Index, field: string, prefix: Buffer, least: unknown, most: unknown): Span | undefined {
  const bound = (value: unknown): Buffer | undefined => {
    const part = fieldPart(index.key, field, value)
    return part.exact ? part.bytes : undefined
  }
  const type = rank(least ?? most)
  if (least !== undefined && most !== undefined && rank(most) !== type) return undefined
  const descending = index.key[field] === -1
  const whole = (rankByte: number): Buffer => Buffer.concat([prefix, Buffer.from([descending ? ~rankByte & 0xff : rankByte])])
  const [low, high] = descending ? [most, least] : [least, most]
  const lowBytes = low === undefined ? undefined : bound(low)
  const highBytes = high === undefined ? undefined : bound(high)
  if ((low !== undefined && !lowBytes) || (high !== undefined && !highBytes)) return undefined
  return {
    start: lowBytes ? Buffer.concat([prefix, lowBytes]) : whole(type),
    end: highBytes ? after(Buffer.concat([prefix, highBytes])) : after(whole(type)),
  }
}

type Candidate = Plan & { readonly score: number }

function candidate(index: Index, demands: Demands, sort: SortKeys): Candidate | undefined {
  if (index.sparse) return undefined // it leaves documents out
  const fields = Object.keys(index.key)
  let fixed = 0
  let prefix = entriesPrefix(index)
  while (fixed < fields.length && demands.equal.has(fields[fixed] as string)) {
    const field = fields[fixed] as string
    prefix = Buffer.concat([prefix, fieldPart(index.key, field, demands.equal.get(field)).bytes])
    fixed++
  }
  const order = orderOf(index, fixed, sort)
  const base = { index, reverse: order === 'backward', sorted: order !== undefined, score: fixed * 4 + (order ? 1 : 0) }
  const next = fields[fixed]
  if (next !== undefined) {
    const [least, most] = [demands.least.get(next), demands.most.get(next)]
    // In an array one element may satisfy one bound and another the other.
    const both = least !== undefined && most !== undefined && index.multikey
    const span = least === undefined && most === undefined ? undefined : rangeSpan(index, next, prefix, least, both ? undefined : most)
    if (span) return { ...base, spans: [span], score: base.score + 2 }
    const values = demands.oneOf.get(next)
    if (values && !order)
      return { ...base, spans: values.map((value) => prefixed(prefix, fieldPart(index.key, next, value).bytes)), score: base.score + 2 }
  }
  if (base.score === 0) return undefined
  return { ...base, spans: [{ start: prefix, end: after(prefix) }] }
}

/** The best index for a filter and an order, or undefined when all documents are to be read. */
export function planQuery(collection: Collection, filter: Doc, sort: SortKeys): Plan | undefined {
  if (currentCollation()) return undefined // indexes hold texts in the order of their bytes
  const demands = demandsOf(filter)
  const candidates = collection.indexes.map((index) => candidate(index, demands, sort)).filter((plan) => plan !== undefined)
  return candidates.reduce<Candidate | undefined>((best, plan) => (best === undefined || plan.score > best.score ? plan : best), undefined)
}
