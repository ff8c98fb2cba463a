/** The array places of an update's paths: `a.$`, `a.$[]` and `a.$[x]`. */
import type { Doc } from './bson.ts'
import { badValue, failedToParse } from './commandError.ts'
import { compileCondition, compileFilter, isOperators, type Filter } from './match.ts'
import { at } from './path.ts'
import { isDoc } from './value.ts'

/** The tests that `arrayFilters` names, and which of them the update has used. */
export type ArrayFilters = {
  readonly tests: ReadonlyMap<string, Filter>
  /** Notes the filters that a path names; throws when there is none of that name. */
  use(parts: readonly string[], path: string): void
  /** Throws when a filter was not used. */
  allUsed(): void
}

const isPlace = (part: string): boolean => part === '$' || part.startsWith('$[')
const nameOf = (part: string): string => part.slice(2, -1)

function identifiers(filter: Doc, found = new Set<string>()): ReadonlySet<string> {
  for (const name of Object.keys(filter)) {
    const operand = filter[name]
    if (!name.startsWith('$')) found.add(name.split('.')[0] as string)
    else if (Array.isArray(operand)) for (const branch of operand) if (isDoc(branch)) identifiers(branch, found)
  }
  return found
}

/** The array filters of a command as tests of `{ name: element }`. */
export function arrayFilterTests(filters: readonly Doc[]): ArrayFilters {
  const tests = new Map<string, Filter>()
  const used = new Set<string>()
  for (const filter of filters) {
    const names = [...identifiers(filter)]
    const [name] = names
    if (name === undefined) throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    if (names.length > 1)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${names.join("' and '")}'`,
      )
    if (tests.has(name)) throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    tests.set(name, compileFilter(filter))
  }
  return {
    tests,
    use: (parts, path) => {
      for (const part of parts) {
        if (!part.startsWith('$[') || part === '$[]') continue
        const name = nameOf(part)
        if (!tests.has(name)) throw badValue(`No array filter found for identifier '${name}' in path '${path}'`)
        used.add(name)
      }
    },
    allUsed: () => {
      for (const name of tests.keys())
        if (!used.has(name)) throw failedToParse(`The array filter for identifier '${name}' was not used in the update`)
    },
  }
}

/** The first element of the array at `path` that the filter's condition on it accepts, or -1. */
export function matchedElement(filter: Doc, array: readonly unknown[], path: string): number {
  let best = -1
  const visit = (part: Doc): void => {
    for (const name of Object.keys(part)) {
      const operand = part[name]
      if (name === '$and' || name === '$or') for (const branch of operand as Doc[]) visit(branch)
      if (name !== path && !name.startsWith(`${path}.`)) continue
      const rest = name.slice(path.length + 1)
      if (/^\d+(\.|$)/.test(rest)) continue
      const i = array.findIndex(elementTest(rest, operand))
      if (i >= 0) best = i
    }
  }
  visit(filter)
  return best
}

function elementTest(rest: string, operand: unknown): (element: unknown) => boolean {
  if (rest !== '') {
    const test = compileFilter({ [rest]: operand })
    return (element) => isDoc(element) && test(element)
  }
  if (isOperators(operand) && Object.hasOwn(operand, '$elemMatch')) {
    const test = compileFilter({ v: operand })
    return (element) => test({ v: [element] })
  }
  return compileCondition(operand)
}

/** The concrete paths that a path means in a document. */
export function expandPath(doc: Doc, path: readonly string[], filter: Doc, filters: ArrayFilters): readonly (readonly string[])[] {
  const i = path.findIndex(isPlace)
  if (i < 0) return [path]
  const place = path[i] as string
  const before = path.slice(0, i)
  const array = at(doc, before)
  const places = place === '$' ? [positional(array, before.join('.'), filter)] : filtered(array, before.join('.'), place, filters)
  return places.flatMap((n) => expandPath(doc, [...before, String(n), ...path.slice(i + 1)], filter, filters))
}

function positional(array: unknown, path: string, filter: Doc): number {
  const found = Array.isArray(array) ? matchedElement(filter, array, path) : -1
  if (found < 0) throw badValue('The positional operator did not find the match needed from the query.')
  return found
}

function filtered(array: unknown, path: string, place: string, filters: ArrayFilters): readonly number[] {
  if (!Array.isArray(array)) throw badValue(`The path '${path}' must exist in the document in order to apply array updates.`)
  const name = nameOf(place)
  const test = name === '' ? () => true : (filters.tests.get(name) as Filter)
  return array.flatMap((element, n) => (test({ [name]: element }) ? [n] : []))
}
