/** Collections and databases: create, drop, dropDatabase, listCollections, listDatabases. */
import { CommandError } from '../commandError.ts'
import type { Doc } from '../bson.ts'
import { compileFilter } from '../match.ts'
import { command } from './command.ts'
import { collectionName, count, doc, flag, onlyFalse, parse, required } from './fields.ts'

const REFUSED_OPTIONS = [
  'collation',
  'validator',
  'validationLevel',
  'validationAction',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'viewOn',
  'pipeline',
  'autoIndexId',
  'storageEngine',
  'indexOptionDefaults',
  'encryptedFields',
]

const create = command('create', { create: collectionName, capped: onlyFalse }, REFUSED_OPTIONS, (call) => {
  const ns = `${call.db}.${required(call.fields.create, 'create.create')}`
  return call.store.write(() => {
    if (call.catalog.find(ns)) throw new CommandError(48, 'NamespaceExists', `Collection ${ns} already exists.`)
    call.catalog.ensure(ns)
    return {}
  })
})

const drop = command('drop', { drop: collectionName }, [], (call) => {
  const ns = `${call.db}.${required(call.fields.drop, 'drop.drop')}`
  return call.store.write((): Doc => {
    const collection = call.catalog.find(ns)
    if (!collection) return {}
    call.catalog.drop(collection)
    return { nIndexesWas: collection.indexes.length, ns }
  })
})

const dropDatabase = command('dropDatabase', { dropDatabase: count }, [], (call) =>
  call.store.write((): Doc => {
    for (const collection of call.catalog.list(call.db)) call.catalog.drop(collection)
    return { dropped: call.db }
  }),
)

const listCollections = command(
  'listCollections',
  { listCollections: count, filter: doc, nameOnly: flag, cursor: doc, authorizedCollections: flag },
  [],
  (call) => {
    const test = compileFilter(call.fields.filter ?? {})
    const { batchSize } = parse(call.fields.cursor ?? {}, 'listCollections.cursor', { batchSize: count }, [])
    const all = call.catalog.list(call.db).map((collection): Doc => ({
      name: collection.ns.slice(call.db.length + 1),
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }))
    const found = all.filter(test).map((entry): Doc => (call.fields.nameOnly ? { name: entry.name, type: entry.type } : entry))
    return call.cursors.first(`${call.db}.$cmd.listCollections`, found, batchSize, false)
  },
)

const listDatabases = command(
  'listDatabases',
  { listDatabases: count, filter: doc, nameOnly: flag, authorizedDatabases: flag },
  [],
  (call) => {
    const test = compileFilter(call.fields.filter ?? {})
    const names = [...new Set(call.catalog.list().map((collection) => collection.ns.slice(0, collection.ns.indexOf('.'))))]
    const databases = names.map((name): Doc => (call.fields.nameOnly ? { name } : { name, sizeOnDisk: 0, empty: false })).filter(test)
    return { databases, totalSize: 0 }
  },
)

export const collectionCommands = [create, drop, dropDatabase, listCollections, listDatabases]
