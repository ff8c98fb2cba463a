/** Reading: the documents of a collection that a filter accepts, in order. */
import { decode, type Doc } from './bson.ts'
import { documentsOf, keyPatternOf, sameKey, type Collection, type Index } from './catalog.ts'
import { badValue, CommandError } from './commandError.ts'
import { recordOf, type Stored } from './documents.ts'
import { entriesOf } from './indexKeys.ts'
import type { Filter } from './match.ts'
import { planQuery, type Plan } from './plan.ts'
import { sortDocs, sortKeys } from './sort.ts'
import { after, type Store } from './store.ts'
import { isDoc } from './value.ts'

export type Selection = {
  readonly filter: Doc
  readonly test: Filter
  readonly sort?: Doc | undefined
  readonly skip?: number | undefined
  /** 0 and undefined mean all. */
  readonly limit?: number | undefined
  readonly hint?: unknown
  /** When the command has to give up, in ms since 1970. */
  readonly deadline: number
}

function* scan(store: Store, collection: Collection): Generator<Stored> {
  const prefix = documentsOf(collection)
  for (const { key, value } of store.range(prefix, after(prefix))) yield { key, bytes: value, doc: decode(value) }
}

function* viaIndex(store: Store, collection: Collection, plan: Plan): Generator<Stored> {
  const seen = new Set<string>()
  const once = plan.spans.length === 1 && !plan.index.multikey
  for (const span of plan.spans) {
    for (const entry of store.range(span.start, span.end, plan.reverse)) {
      const key = recordOf(collection, entry.key)
      if (!once) {
        const name = key.toString('latin1')
        if (seen.has(name)) continue
        seen.add(name)
      }
      const bytes = store.get(key)
      if (!bytes) throw new Error(`an entry of index ${plan.index.name} of ${collection.ns} names a document that is not there`)
      yield { key, bytes, doc: decode(bytes) }
    }
  }
}

/** The index that a hint names; `undefined` for none and for the natural order. Throws when there is no such index. */
function hinted(collection: Collection, hint: unknown): Index | undefined {
  if (hint === undefined || hint === null || (isDoc(hint) && Object.keys(hint).length === 0)) return undefined
  if (isDoc(hint) && Object.hasOwn(hint, '$natural')) return undefined
  const pattern = keyPatternOf(hint)
  const found = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.name === hint : pattern !== undefined && sameKey(index.key, pattern),
  )
  if (!found)
    throw badValue('error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index')
  return found
}

/** The accepted documents in order. The filter has been checked already, by compiling it. */
export function select(store: Store, collection: Collection | undefined, selection: Selection): Stored[] {
  const keys = sortKeys(selection.sort)
  if (!collection) return []
  const hint = hinted(collection, selection.hint)
  const natural = keys.length === 1 && keys[0]?.[0] === '$natural'
  const plan = natural ? undefined : planQuery(collection, selection.filter, keys)
  const inOrder = keys.length === 0 || natural || (plan?.sorted ?? false)
  const skip = selection.skip ?? 0
  const limit = Math.abs(selection.limit ?? 0) || Infinity
  const enough = inOrder && !(natural && keys[0]?.[1] === -1) ? skip + limit : Infinity

  const found: Stored[] = []
  let read = 0
  for (const stored of plan ? viaIndex(store, collection, plan) : scan(store, collection)) {
    if (++read % 64 === 0 && Date.now() > selection.deadline)
      throw new CommandError(50, 'MaxTimeMSExpired', 'operation exceeded time limit')
    if (!selection.test(stored.doc)) continue
    // A sparse index leaves documents out, and whoever names it wants them left out.
    if (hint?.sparse && entriesOf(hint.key, true, stored.doc).entries.length === 0) continue
    found.push(stored)
    if (found.length >= enough) break
  }
  if (natural && keys[0]?.[1] === -1) found.reverse()
  const ordered = inOrder ? found : sortDocs(found, selection.sort, (stored) => stored.doc)
  return ordered.slice(skip, skip + limit)
}
