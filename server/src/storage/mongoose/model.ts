/** Owns what all models have in common: strict to the point of throwing, keys of our own, indexes made explicitly at the opening. */
import type { Connection, SchemaOptions } from 'mongoose'

/** Options of a collection's schema. A field that the schema does not name is an error, never dropped. */
export const collectionOptions = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  id: false,
} as const satisfies SchemaOptions

/** Options of a record inside a document: no `_id` of its own, and `id` is a field like any other. */
export const recordOptions = { _id: false, id: false, strict: 'throw', minimize: false } as const satisfies SchemaOptions

/** A string that must be there, empty or not: mongoose takes an empty one for missing. */
export const text = {
  type: String,
  default: undefined,
  validate: { validator: (value: unknown) => typeof value === 'string', message: 'is missing' },
} as const

/** Creates the collections and the indexes of every model on the connection. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const name of connection.modelNames()) {
    const model = connection.model(name)
    await model.createCollection()
    await model.createIndexes()
  }
}
