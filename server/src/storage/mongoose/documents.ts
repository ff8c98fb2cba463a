/** Owns the raw documents of the database, past the models: nothing is checked, cast or given a default. */
import mongoose, { type mongo } from 'mongoose'
import type { DocumentFilter, DocumentStore, DocumentText, StoredDocument } from '../documents.ts'
import { connect } from './connect.ts'
import { isDuplicate, read, written } from './failure.ts'

const { EJSON } = mongoose.mongo.BSON

export const documentText: DocumentText = {
  toText: (document) => EJSON.stringify(document),
  fromText(text) {
    const document: unknown = EJSON.parse(text)
    if (typeof document !== 'object' || document === null || !('_id' in document) || typeof document._id !== 'string')
      throw new Error('no document')
    return document as StoredDocument
  },
  bytesOf(value) {
    if (!(value instanceof mongoose.mongo.Binary)) throw new Error('no bytes')
    return new Uint8Array(value.buffer.subarray(0, value.position))
  },
}

/** Opens the database named in `uri` as it is: nothing is made in it. Throws when no server answers. */
export async function openDocuments(uri: string): Promise<DocumentStore> {
  const connection = await connect(uri)
  const { db } = connection
  if (!db) throw new Error('a connection that is open has no database')
  const of = (collection: string): mongo.Collection<{ _id: string }> => db.collection(collection, { readConcern: { level: 'majority' } })
  const find = async (collection: string, filter: DocumentFilter = {}): Promise<readonly StoredDocument[]> =>
    (await read(() => of(collection).find(filter).toArray())) as readonly StoredDocument[]

  return {
    async collections() {
      return (await read(() => db.listCollections({}, { nameOnly: true }).toArray())).map(({ name }) => name)
    },
    count: (collection) => read(() => of(collection).countDocuments({})),
    async ids(collection, filter = {}) {
      const rows = await read(() =>
        of(collection)
          .find(filter, { projection: { _id: 1 } })
          .toArray(),
      )
      return rows.map(({ _id }) => _id)
    },
    find,
    async insert(collection, documents) {
      if (documents.length === 0) return true
      try {
        await written(() => of(collection).insertMany([...documents]))
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },
    async set(collection, id, fields) {
      await written(() => of(collection).updateOne({ _id: id }, { $set: fields }))
    },
    close: () => connection.close(),
  }
}
