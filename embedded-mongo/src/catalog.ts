/** What collections and indexes there are, in memory and on disk. */
import { decode, encode, type Doc } from './bson.ts'
import { after, type Store } from './store.ts'
import { isDoc, own, toNumber } from './value.ts'
import type { KeyPattern } from './indexKeys.ts'

/** An index. `multikey` and `exact` say what its entries were found to be; they only ever change once. */
export type Index = {
  readonly id: number
  readonly name: string
  readonly key: KeyPattern
  readonly unique: boolean
  readonly sparse: boolean
  /** An entry came from an array: the order of the entries is not the order of the documents. */
  readonly multikey: boolean
  /** No value had to be cut: the order of the entries is the order of the values. */
  readonly exact: boolean
}

/** A collection; its first index is the one on `_id`. */
export type Collection = { readonly id: number; readonly ns: string; readonly indexes: readonly Index[] }

const COUNTER = Buffer.from([0, 1])
const CATALOG = 1
const DOCUMENTS = 2
const ENTRIES = 3

/** Records are counted from here: the first of their eight bytes is never 0, which in an index key would look like an escape. */
const FIRST_RECORD = 1n << 56n

function numbered(kind: number, id: number): Buffer {
  const key = Buffer.alloc(5)
  key.writeUInt8(kind, 0)
  key.writeUInt32BE(id, 1)
  return key
}

/** The prefix of all documents of a collection. */
export const documentsOf = (collection: Collection): Buffer => numbered(DOCUMENTS, collection.id)

/** The prefix of all entries of an index. */
export const entriesPrefix = (index: Index): Buffer => numbered(ENTRIES, index.id)

const catalogKey = (ns: string): Buffer => Buffer.concat([Buffer.from([CATALOG]), Buffer.from(ns)])

function parseIndex(stored: Doc): Index {
  const key = stored.key as Doc
  const pattern: Record<string, 1 | -1> = {}
  for (const field of Object.keys(key)) pattern[field] = toNumber(key[field]) < 0 ? -1 : 1
  return {
    id: stored.id as number,
    name: stored.name as string,
    key: pattern,
    unique: stored.unique === true,
    sparse: stored.sparse === true,
    multikey: stored.multikey === true,
    exact: stored.exact === true,
  }
}

/** The catalog of one store. Its changes belong into jobs of the store. */
export class Catalog {
  readonly #store: Store
  #collections = new Map<string, Collection>()
  #lastRecords = new Map<number, bigint>()

  constructor(store: Store) {
    this.#store = store
    this.reload()
  }

  /** Believes only what is on disk: at the start and when a commit was taken back. */
  reload(): void {
    this.#collections = new Map()
    this.#lastRecords = new Map()
    for (const { value } of this.#store.range(Buffer.from([CATALOG]), Buffer.from([CATALOG + 1]))) {
      const stored = decode(value)
      const ns = stored.ns as string
      this.#collections.set(ns, { id: stored.id as number, ns, indexes: (stored.indexes as Doc[]).map(parseIndex) })
    }
  }

  find(ns: string): Collection | undefined {
    return this.#collections.get(ns)
  }

  /** The collections of a database, by name; of all without one. */
  list(database?: string): readonly Collection[] {
    const all = [...this.#collections.values()]
    return (database === undefined ? all : all.filter((c) => c.ns.startsWith(`${database}.`))).sort((a, b) => (a.ns < b.ns ? -1 : 1))
  }

  /** The collection, made if there is none. */
  ensure(ns: string): Collection {
    const found = this.#collections.get(ns)
    if (found) return found
    const idIndex: Index = { id: this.#nextId(), name: '_id_', key: { _id: 1 }, unique: true, sparse: false, multikey: false, exact: true }
    return this.#save({ id: this.#nextId(), ns, indexes: [idIndex] })
  }

  addIndex(collection: Collection, index: Omit<Index, 'id' | 'multikey' | 'exact'>): { collection: Collection; index: Index } {
    const added: Index = { ...index, id: this.#nextId(), multikey: false, exact: true }
    return { collection: this.#save({ ...collection, indexes: [...collection.indexes, added] }), index: added }
  }

  /** Removes an index with its entries. */
  dropIndex(collection: Collection, index: Index): Collection {
    this.#clear(entriesPrefix(index))
    return this.#save({ ...collection, indexes: collection.indexes.filter((other) => other !== index) })
  }

  /** Notes what an index was found to hold. */
  mark(ns: string, id: number, found: { readonly multikey: boolean; readonly exact: boolean }): void {
    const collection = this.#collections.get(ns)
    const index = collection?.indexes.find((other) => other.id === id)
    if (!collection || !index || ((index.multikey || !found.multikey) && (!index.exact || found.exact))) return
    const marked = { ...index, multikey: index.multikey || found.multikey, exact: index.exact && found.exact }
    this.#save({ ...collection, indexes: collection.indexes.map((other) => (other === index ? marked : other)) })
  }

  /** Removes a collection with all that it holds; in memory at once, since a write may already wait behind it. */
  drop(collection: Collection): void {
    for (const index of collection.indexes) this.#clear(entriesPrefix(index))
    this.#clear(documentsOf(collection))
    this.#store.remove(catalogKey(collection.ns))
    this.#collections.delete(collection.ns)
    this.#lastRecords.delete(collection.id)
  }

  /** The key of a new document: behind all others, so that the order of the keys is that of insertion. */
  nextRecord(collection: Collection): Buffer {
    const prefix = documentsOf(collection)
    let last = this.#lastRecords.get(collection.id)
    if (last === undefined) {
      last = FIRST_RECORD
      for (const { key } of this.#store.range(prefix, after(prefix), true)) {
        last = key.readBigUInt64BE(prefix.length)
        break
      }
    }
    this.#lastRecords.set(collection.id, last + 1n)
    const key = Buffer.alloc(prefix.length + 8)
    prefix.copy(key)
    key.writeBigUInt64BE(last + 1n, prefix.length)
    return key
  }

  #save(collection: Collection): Collection {
    this.#store.put(catalogKey(collection.ns), encode({ ...collection }))
    this.#collections.set(collection.ns, collection)
    return collection
  }

  /** A number that no collection or index had before, so that nothing dropped can come back under a new name. */
  #nextId(): number {
    const stored = this.#store.get(COUNTER)
    const id = (stored ? stored.readUInt32BE(0) : 0) + 1
    const value = Buffer.alloc(4)
    value.writeUInt32BE(id)
    this.#store.put(COUNTER, value)
    return id
  }

  #clear(prefix: Buffer): void {
    for (const { key } of [...this.#store.range(prefix, after(prefix))]) this.#store.remove(key)
  }
}

/** An index as `listIndexes` shows it. */
export const describeIndex = (index: Index): Doc => ({
  v: 2,
  key: index.key,
  name: index.name,
  ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
  ...(index.sparse ? { sparse: true } : {}),
})

/** A key pattern as the command wrote it, or undefined where a direction is no number. */
export function keyPatternOf(value: unknown): KeyPattern | undefined {
  if (!isDoc(value)) return undefined
  const pattern: Record<string, 1 | -1> = {}
  for (const field of Object.keys(value)) {
    const n = toNumber(own(value, field))
    if (Number.isNaN(n) || n === 0) return undefined
    pattern[field] = n < 0 ? -1 : 1
  }
  return pattern
}

/** True where both name the same fields in the same order and direction. */
export const sameKey = (a: KeyPattern, b: KeyPattern): boolean => JSON.stringify(a) === JSON.stringify(b)
