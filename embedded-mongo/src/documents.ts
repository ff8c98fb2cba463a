/** Writing one document with all its index entries: everything is checked before the first byte is written. */
import type { BSONRegExp } from 'bson'
import { encode, MAX_DOCUMENT_BYTES, type Doc } from './bson.ts'
import { documentsOf, entriesPrefix, type Catalog, type Collection, type Index } from './catalog.ts'
import { badValue, CommandError, located } from './commandError.ts'
import { entriesOf, type Entries, type Entry } from './indexKeys.ts'
import { show } from './show.ts'
import { after, type Store } from './store.ts'
import { assign, isDoc } from './value.ts'

/** A stored document with the key under which it lies and its bytes. */
export type Stored = { readonly key: Buffer; readonly bytes: Buffer; readonly doc: Doc }

const PRESENT = Buffer.from([1])
/** A record's own number: the last eight bytes of its key and of each of its index entries. */
const RECORD_BYTES = 8

/** The key of the document that an index entry belongs to. */
export const recordOf = (collection: Collection, entry: Buffer): Buffer =>
  Buffer.concat([documentsOf(collection), entry.subarray(entry.length - RECORD_BYTES)])

function checkSize(bytes: Buffer, updated: boolean): void {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return
  if (updated) throw located(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`)
  throw badValue(`object to insert too large. size in bytes: ${bytes.length}, max size: ${MAX_DOCUMENT_BYTES}`)
}

function duplicate(collection: Collection, index: Index, entry: Entry): CommandError {
  const keyValue: Doc = {}
  Object.keys(index.key).forEach((field, i) => assign(keyValue, field, entry.values[i] ?? null))
  return new CommandError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: ${show(keyValue)}`,
    {
      keyPattern: index.key,
      keyValue,
    },
  )
}

/** Refuses an `_id` that MongoDB refuses. */
export function checkId(id: unknown): void {
  const type = Array.isArray(id) ? 'array' : (id as BSONRegExp | null | undefined)?._bsontype === 'BSONRegExp' ? 'regex' : undefined
  if (type) throw new CommandError(53, 'InvalidIdField', `The '_id' value cannot be of type ${type}`)
  if (!isDoc(id)) return
  for (const name of Object.keys(id)) {
    if (name.startsWith('$'))
      throw new CommandError(
        52,
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
      )
  }
}

/** The documents of a store's collections. All its methods belong into jobs of the store. */
export class Documents {
  readonly #store: Store
  readonly #catalog: Catalog

  constructor(store: Store, catalog: Catalog) {
    this.#store = store
    this.#catalog = catalog
  }

  /** Stores a new document. Throws 11000 when a unique index holds its key already. */
  insert(collection: Collection, doc: Doc): void {
    checkId(doc._id)
    const bytes = encode(doc)
    checkSize(bytes, false)
    const entries = collection.indexes.map((index) => entriesOf(index.key, index.sparse, doc))
    collection.indexes.forEach((index, i) => this.#checkUnique(collection, index, entries[i] as Entries))
    const key = this.#catalog.nextRecord(collection)
    this.#store.put(key, bytes)
    collection.indexes.forEach((index, i) => this.#add(collection, index, entries[i] as Entries, key))
  }

  /** Puts `doc` in the place of a stored document; says whether that changed a byte. */
  replace(collection: Collection, old: Stored, doc: Doc): boolean {
    const bytes = encode(doc)
    if (bytes.equals(old.bytes)) return false
    checkSize(bytes, true)
    const changes = collection.indexes.slice(1).map((index) => {
      const before = entriesOf(index.key, index.sparse, old.doc)
      const now = entriesOf(index.key, index.sparse, doc)
      const had = new Set(before.entries.map((entry) => entry.bytes.toString('latin1')))
      const has = new Set(now.entries.map((entry) => entry.bytes.toString('latin1')))
      const added = { ...now, entries: now.entries.filter((entry) => !had.has(entry.bytes.toString('latin1'))) }
      const gone = before.entries.filter((entry) => !has.has(entry.bytes.toString('latin1')))
      this.#checkUnique(collection, index, added)
      return { index, added, gone }
    })
    for (const { index, added, gone } of changes) {
      for (const entry of gone) this.#store.remove(this.#entryKey(index, entry, old.key))
      this.#add(collection, index, added, old.key)
    }
    this.#store.put(old.key, bytes)
    return true
  }

  remove(collection: Collection, old: Stored): void {
    for (const index of collection.indexes) {
      for (const entry of entriesOf(index.key, index.sparse, old.doc).entries) this.#store.remove(this.#entryKey(index, entry, old.key))
    }
    this.#store.remove(old.key)
  }

  /** Fills a new index. Throws 11000, with nothing written, when two documents share a key of a unique one. */
  build(collection: Collection, index: Omit<Index, 'id' | 'multikey' | 'exact'>, all: readonly Stored[]): void {
    const found = all.map((stored) => entriesOf(index.key, index.sparse, stored.doc))
    if (index.unique) {
      const taken = new Set<string>()
      for (const entry of found.flatMap((f) => f.entries)) {
        const name = entry.bytes.toString('latin1')
        if (taken.has(name)) throw duplicate(collection, { ...index, id: 0, multikey: false, exact: true }, entry)
        taken.add(name)
      }
    }
    const made = this.#catalog.addIndex(collection, index)
    all.forEach((stored, i) => this.#add(made.collection, made.index, found[i] as Entries, stored.key))
  }

  #checkUnique(collection: Collection, index: Index, entries: Entries): void {
    if (!index.unique) return
    const prefix = entriesPrefix(index)
    for (const entry of entries.entries) {
      const start = Buffer.concat([prefix, entry.bytes])
      for (const { key } of this.#store.range(start, after(start))) {
        if (key.length === start.length + RECORD_BYTES) throw duplicate(collection, index, entry)
      }
    }
  }

  #add(collection: Collection, index: Index, entries: Entries, record: Buffer): void {
    this.#catalog.mark(collection.ns, index.id, entries)
    for (const entry of entries.entries) this.#store.put(this.#entryKey(index, entry, record), PRESENT)
  }

  #entryKey(index: Index, entry: Entry, record: Buffer): Buffer {
    return Buffer.concat([entriesPrefix(index), entry.bytes, record.subarray(record.length - RECORD_BYTES)])
  }
}
