/** Owns the port under all the others: a database as documents in collections, whatever they mean. Backup and restore stand on it alone. */

/** As it lies in the database; bytes are the driver's. */
export type StoredDocument = Readonly<Record<string, unknown>> & { readonly _id: string }
export type DocumentFilter = Readonly<Record<string, string | { readonly $in: readonly string[] }>>

/** Throws StoreUnavailable where the ports do. */
export interface DocumentStore {
  /** The names of all collections. */
  collections(): Promise<readonly string[]>
  count(collection: string): Promise<number>
  ids(collection: string, filter?: DocumentFilter): Promise<readonly string[]>
  /** What a majority has on disk; all of it in memory. */
  find(collection: string, filter?: DocumentFilter): Promise<readonly StoredDocument[]>
  /** False when one of the ids is there already; the others may be written. */
  insert(collection: string, documents: readonly StoredDocument[]): Promise<boolean>
  set(collection: string, id: string, fields: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

/** Documents as text, and back. */
export type DocumentText = {
  /** One line of JSON; bytes and all kinds of values survive. */
  readonly toText: (document: StoredDocument) => string
  /** Throws on what is no document with an id. */
  readonly fromText: (text: string) => StoredDocument
  /** The bytes of a value that was stored as such. */
  readonly bytesOf: (value: unknown) => Uint8Array
}
