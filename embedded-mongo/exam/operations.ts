/** Owns what the operations of a test do with the driver: one function for each name. */
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Collection, Db, Document, GridFSBucket } from 'mongodb'
import type { Entities } from './entities.ts'
import type { Operation } from './format.ts'

/** A failpoint was asked of a server that has none. */
export class NeedsFailpoint extends Error {
  /** The server's code. */
  readonly code: number

  constructor(error: Error & { readonly code?: unknown }) {
    super(error.message)
    this.code = Number(error.code)
  }
}

type On<T> = Readonly<Record<string, (target: T, named: Document, options: Document) => unknown>>

const COLLECTION: On<Collection> = {
  aggregate: (c, { pipeline: stages }, o) => c.aggregate(stages, o).toArray(),
  bulkWrite: (c, { requests }, o) => c.bulkWrite(requests, o),
  count: (c, { filter }, o) => c.count(filter, o),
  countDocuments: (c, { filter }, o) => c.countDocuments(filter, o),
  createIndex: (c, { keys, name }, o) => c.createIndex(keys, name === undefined ? o : { ...o, name: name as string }),
  deleteMany: (c, { filter }, o) => c.deleteMany(filter, o),
  deleteOne: (c, { filter }, o) => c.deleteOne(filter, o),
  distinct: (c, { fieldName, filter }, o) => c.distinct(fieldName, filter, o),
  dropIndex: (c, { name }, o) => c.dropIndex(name, o),
  estimatedDocumentCount: (c, _, o) => c.estimatedDocumentCount(o),
  find: (c, { filter }, o) => c.find(filter, o).toArray(),
  findOne: (c, { filter }, o) => c.findOne(filter, o),
  findOneAndDelete: (c, { filter }, o) => c.findOneAndDelete(filter, o),
  findOneAndReplace: (c, { filter, replacement }, o) => c.findOneAndReplace(filter, replacement, o),
  findOneAndUpdate: (c, { filter, update }, o) => c.findOneAndUpdate(filter, update, o),
  insertMany: (c, { documents }, o) => c.insertMany(documents, o),
  insertOne: (c, { document }, o) => c.insertOne(document, o),
  listIndexes: (c, _, o) => c.listIndexes(o).toArray(),
  replaceOne: (c, { filter, replacement }, o) => c.replaceOne(filter, replacement, o),
  updateMany: (c, { filter, update }, o) => c.updateMany(filter, update, o),
  updateOne: (c, { filter, update }, o) => c.updateOne(filter, update, o),
}

const DATABASE: On<Db> = {
  aggregate: (d, { pipeline: stages }, o) => d.aggregate(stages, o).toArray(),
  createCollection: (d, { collection }, o) => d.createCollection(collection, o).then(() => undefined),
  dropCollection: (d, { collection }, o) => d.dropCollection(collection, o),
  listCollections: (d, { filter }, o) => d.listCollections(filter, o).toArray(),
  modifyCollection: (d, { collection }, o) => d.command({ collMod: collection, ...o }),
  runCommand: (d, { command }, o) => d.command(command, o),
}

const BUCKET: On<GridFSBucket> = {
  delete: (b, { id }) => b.delete(id),
  download: (b, { id }, o) => buffer(b.openDownloadStream(id, o)),
  downloadByName: (b, { filename }, o) => buffer(b.openDownloadStreamByName(filename, o)),
  drop: (b) => b.drop(),
  rename: (b, { id, newFilename }) => b.rename(id, newFilename),
  upload: async (b, { filename, source }, o) => {
    const stream = b.openUploadStream(filename, o)
    await pipeline(Readable.from([Buffer.from((source as Document).$$hexBytes as string, 'hex')]), stream)
    return stream.id
  },
}

/** Parameters that a driver's method takes by their place; all others are its options. */
const PLACED = new Set(
  'pipeline requests filter keys fieldName name replacement update documents document collection command commandName id filename newFilename source'.split(
    ' ',
  ),
)

function call<T>(table: On<T>, target: T, { name, arguments: given = {} }: Operation, entities: Entities): unknown {
  const run = table[name]
  if (!run) throw new Error(`the runner knows no operation '${name}'`)
  const named: Document = {}
  const options: Document = {}
  for (const [key, value] of Object.entries(given)) (PLACED.has(key) ? named : options)[key] = value
  if (typeof options.session === 'string') options.session = entities.get(options.session, 'session').session
  if (typeof options.returnDocument === 'string') options.returnDocument = options.returnDocument.toLowerCase()
  return run(target, named, options)
}

async function special({ name, arguments: given = {} }: Operation, entities: Entities): Promise<unknown> {
  if (name !== 'failPoint') throw new Error(`the runner knows no special operation '${name}'`)
  const admin = entities.get(given.client as string, 'client').client.db('admin')
  return admin.command(given.failPoint as Document).catch((error: Error) => {
    throw new NeedsFailpoint(error)
  })
}

/** Does an operation; gives what the driver gives. */
export async function perform(operation: Operation, entities: Entities): Promise<unknown> {
  if (operation.object === 'testRunner') return special(operation, entities)
  const target = entities.find(operation.object)
  switch (target?.kind) {
    case 'collection':
      return call(COLLECTION, target.collection, operation, entities)
    case 'database':
      return call(DATABASE, target.database, operation, entities)
    case 'bucket':
      return call(BUCKET, target.bucket, operation, entities)
    default:
      throw new Error(`the runner has no operation '${operation.name}' on '${operation.object}'`)
  }
}
