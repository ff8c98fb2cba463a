/** Indexes: createIndexes, listIndexes, dropIndexes. */
import type { Doc } from '../bson.ts'
import { describeIndex, keyPatternOf, sameKey, type Collection, type Index } from '../catalog.ts'
import { CommandError, unsupported } from '../commandError.ts'
import { select } from '../select.ts'
import { show } from '../show.ts'
import { isNumber, toNumber } from '../value.ts'
import { collectionOf, command } from './command.ts'
import { anything, collectionName, count, doc, docs, flag, parse, required, text, type Field } from './fields.ts'

/** Version 2 is the only one that MongoDB still makes. */
const indexVersion: Field<number> = (value, path) => {
  const version = count(value, path)
  if (version !== 2) throw unsupported(`an index of version ${version}`)
  return version
}

const INDEX = { key: doc, name: text, unique: flag, sparse: flag, background: flag, v: indexVersion }
/** Options of an index that are honoured; `background` says nothing any more. */
export const INDEX_OPTIONS = Object.keys(INDEX)
/** Options of an index that are refused by name. */
export const REFUSED_INDEX_OPTIONS = [
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
  'hidden',
  'weights',
  'default_language',
  'wildcardProjection',
  'storageEngine',
  'prepareUnique',
]

type Wanted = Omit<Index, 'id' | 'multikey' | 'exact'>

const cannot = (message: string): CommandError => new CommandError(67, 'CannotCreateIndex', message)

function parseIndex(spec: Doc): Wanted {
  const fields = parse(spec, 'createIndexes.indexes', INDEX, REFUSED_INDEX_OPTIONS)
  const source = required(fields.key, 'createIndexes.indexes.key')
  const name = required(fields.name, 'createIndexes.indexes.name')
  if (Object.keys(source).length === 0) throw cannot('Index keys cannot be an empty object')
  for (const field of Object.keys(source)) {
    const direction = source[field]
    if (typeof direction === 'string') throw cannot(`an index of type '${direction}' is not supported by the embedded store`)
    if (!isNumber(direction) || toNumber(direction) === 0)
      throw cannot(`Values in v:2 index key pattern must be a number other than 0: ${show(source)}`)
    if (field === '' || field.split('.').includes('') || field.startsWith('$')) throw cannot(`'${field}' is not a valid field of an index`)
    if (field.includes('$**')) throw cannot('a wildcard index is not supported by the embedded store')
    if (field.split('.').some((part) => /^\d+$/.test(part)))
      throw cannot(`an index on a numbered element ('${field}') is not supported by the embedded store`)
  }
  return { key: keyPatternOf(source) as Wanted['key'], name, unique: fields.unique ?? false, sparse: fields.sparse ?? false }
}

const alike = (a: Wanted, b: Wanted): boolean => sameKey(a.key, b.key) && a.unique === b.unique && a.sparse === b.sparse

/** True when the index is to be made, false when it is there already. Throws when another is in its way. */
function isNew(collection: Collection, wanted: Wanted): boolean {
  if (sameKey(wanted.key, { _id: 1 })) return false
  const named = collection.indexes.find((index) => index.name === wanted.name)
  if (named) {
    if (alike(named, wanted)) return false
    throw new CommandError(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index, but is another: ${wanted.name}`,
    )
  }
  const same = collection.indexes.find((index) => sameKey(index.key, wanted.key))
  if (same) throw new CommandError(85, 'IndexOptionsConflict', `Index already exists with a different name: ${same.name}`)
  return true
}

const createIndexes = command('createIndexes', { createIndexes: collectionName, indexes: docs }, ['commitQuorum'], (call) => {
  const ns = `${call.db}.${required(call.fields.createIndexes, 'createIndexes.createIndexes')}`
  const wanted = required(call.fields.indexes, 'createIndexes.indexes').map(parseIndex)
  return call.store.write(() => {
    const createdCollectionAutomatically = call.catalog.find(ns) === undefined
    const before = call.catalog.ensure(ns).indexes.length
    for (const index of wanted) {
      const collection = call.catalog.ensure(ns)
      if (!isNew(collection, index)) continue
      call.documents.build(collection, index, select(call.store, collection, { filter: {}, test: () => true, deadline: call.deadline }))
    }
    const after = call.catalog.ensure(ns).indexes.length
    return {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically,
      ...(before === after ? { note: 'all indexes already exist' } : {}),
    }
  })
})

const listIndexes = command('listIndexes', { listIndexes: collectionName, cursor: doc }, [], (call) => {
  const name = required(call.fields.listIndexes, 'listIndexes.listIndexes')
  const collection = collectionOf(call, name)
  if (!collection) throw new CommandError(26, 'NamespaceNotFound', `ns does not exist: ${call.db}.${name}`)
  const { batchSize } = parse(call.fields.cursor ?? {}, 'listIndexes.cursor', { batchSize: count }, [])
  return call.cursors.first(collection.ns, collection.indexes.map(describeIndex), batchSize, false)
})

function named(collection: Collection, what: unknown): readonly Index[] {
  if (what === '*') return collection.indexes.slice(1)
  if (Array.isArray(what)) return what.flatMap((one) => named(collection, one))
  const pattern = keyPatternOf(what)
  const found = collection.indexes.find((index) =>
    typeof what === 'string' ? index.name === what : pattern !== undefined && sameKey(index.key, pattern),
  )
  if (!found)
    throw new CommandError(
      27,
      'IndexNotFound',
      typeof what === 'string' ? `index not found with name [${what}]` : `can't find index with key: ${show(what)}`,
    )
  if (found.name === '_id_') throw new CommandError(72, 'InvalidOptions', 'cannot drop _id index')
  return [found]
}

const dropIndexes = command('dropIndexes', { dropIndexes: collectionName, index: anything }, [], (call) => {
  const ns = `${call.db}.${required(call.fields.dropIndexes, 'dropIndexes.dropIndexes')}`
  return call.store.write(() => {
    let collection = call.catalog.find(ns)
    if (!collection) throw new CommandError(26, 'NamespaceNotFound', `ns not found ${ns}`)
    const nIndexesWas = collection.indexes.length
    for (const index of named(collection, required(call.fields.index, 'dropIndexes.index')))
      collection = call.catalog.dropIndex(collection, index)
    return { nIndexesWas }
  })
})

export const indexCommands = [createIndexes, listIndexes, dropIndexes]
