/** Sorting documents by the order of BSON types. */
import type { Doc } from './bson.ts'
import { badValue, located, unsupported } from './commandError.ts'
import { EMPTY_ARRAY, reach } from './path.ts'
import { show } from './show.ts'
import { compare, isDoc, isNumber, toNumber } from './value.ts'

/** Fields with their direction, in the order of their weight. */
export type SortKeys = readonly (readonly [field: string, direction: 1 | -1])[]

/** A sort as written in a command. Throws for anything but 1 and -1. */
export function sortKeys(sort: Doc | undefined): SortKeys {
  const fields = Object.entries(sort ?? {})
  if (fields.length > 1 && Object.hasOwn(sort ?? {}, '$natural')) throw badValue('$natural sort cannot be combined with other fields')
  return fields.map(([field, direction]) => {
    if (isDoc(direction) && Object.hasOwn(direction, '$meta')) throw unsupported('A sort by $meta')
    if (field.startsWith('$') && field !== '$natural') throw located(16410, `FieldPath field names may not start with '$': ${field}`)
    const n = isNumber(direction) ? toNumber(direction) : NaN
    if (n !== 1 && n !== -1) throw located(15974, `Illegal key in $sort specification: ${field}: ${show(direction)}`)
    return [field, n] as const
  })
}

const order = (a: unknown, b: unknown): number => {
  if (a === EMPTY_ARRAY || b === EMPTY_ARRAY) return a === b ? 0 : a === EMPTY_ARRAY ? below(b) : -below(a)
  return compare(a, b)
}
const below = (other: unknown): number =>
  other !== null && typeof other === 'object' && '_bsontype' in other && other._bsontype === 'MinKey' ? 1 : -1

/** The value that a document sorts by: an array's least element when ascending, its greatest when descending. */
function sortValue(doc: unknown, parts: readonly string[], direction: number): unknown {
  let best: unknown
  let first = true
  for (const value of reach(doc, parts, true)) {
    for (const element of Array.isArray(value) ? (value.length > 0 ? value : [EMPTY_ARRAY]) : [value]) {
      if (first || order(element, best) * direction < 0) best = element
      first = false
    }
  }
  return best
}

/** The items in the order of the documents that they stand for; what is equal keeps its order. */
export function sortDocs<T>(items: readonly T[], sort: Doc | undefined, docOf: (item: T) => Doc): T[] {
  const keys = sortKeys(sort).map(([field, direction]) => ({ parts: field.split('.'), direction }))
  return items
    .map((item) => ({ item, values: keys.map((key) => sortValue(docOf(item), key.parts, key.direction)) }))
    .sort((a, b) => {
      for (let i = 0; i < keys.length; i++) {
        const result = order(a.values[i], b.values[i]) * (keys[i]?.direction ?? 1)
        if (result !== 0) return result
      }
      return 0
    })
    .map(({ item }) => item)
}
