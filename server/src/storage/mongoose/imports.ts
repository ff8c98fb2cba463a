/** Owns the collection `imports`: texts on their way in, with source and draft as packed bytes in the one document. */
import { type Connection, type mongo, Schema } from 'mongoose'
import type { ImportId, PersonId } from '@samplan/shared/ids'
import type { ImportHead, ImportStore, ImportTexts } from '../ports.ts'
import { read, written } from './failure.ts'
import { collectionOptions } from './model.ts'

type HeadRow = Omit<ImportHead, 'id' | 'person'> & { readonly _id: string; readonly person: string }
type Row = HeadRow & { readonly source: mongo.Binary | null; readonly draft: mongo.Binary | null }

/** What mongoose is told of a row: its ids are strings like any other. */
type StoredRow = Omit<HeadRow, 'failure'> & { readonly failure: unknown; readonly source: Buffer | null; readonly draft: Buffer | null }

const schema = new Schema<StoredRow>(
  {
    _id: { type: String, required: true },
    person: { type: String, required: true },
    name: { type: String, default: null },
    at: { type: String, required: true },
    expiresAt: { type: Number, required: true },
    state: { type: String, required: true, enum: ['reading', 'ready', 'failed'] },
    failure: { type: Schema.Types.Mixed, default: null },
    revision: { type: Number, required: true },
    source: { type: Buffer, default: null },
    draft: { type: Buffer, default: null },
  },
  { ...collectionOptions, collection: 'imports' },
)
schema.index({ person: 1, at: -1 })
schema.index({ expiresAt: 1 })

const withoutTexts = { source: 0, draft: 0 } as const

function headOf({ _id, person, name, at, expiresAt, state, failure, revision }: HeadRow): ImportHead {
  return { id: _id as ImportId, person: person as PersonId, name, at, expiresAt, state, failure, revision }
}

function textsOf({ source, draft }: Row): ImportTexts | null {
  return source && draft ? { source: bytesOf(source), draft: bytesOf(draft) } : null
}

const bytesOf = (binary: mongo.Binary): Uint8Array => new Uint8Array(binary.buffer.subarray(0, binary.position))

export function createImportStore(connection: Connection): ImportStore {
  const model = connection.model<StoredRow>('Import', schema)
  return {
    async create({ id, ...facts }) {
      await written(() => model.create([{ _id: id, ...facts }]))
    },
    async read(person, id) {
      const row = await read(() => model.findOne({ _id: id, person }, withoutTexts).lean<HeadRow>().exec())
      return row ? headOf(row) : null
    },
    async readWhole(person, id) {
      const row = await read(() => model.findOne({ _id: id, person }).lean<Row>().exec())
      return row ? { ...headOf(row), texts: textsOf(row) } : null
    },
    async list(person) {
      const rows = await read(() => model.find({ person }, withoutTexts).sort({ at: -1 }).lean<HeadRow[]>().exec())
      return rows.map(headOf)
    },
    async finish(id, { source, draft }) {
      const set = { state: 'ready', source: Buffer.from(source), draft: Buffer.from(draft) }
      const { matchedCount } = await written(() => model.updateOne({ _id: id, state: 'reading' }, { $set: set }).exec())
      return matchedCount === 1
    },
    async fail(id, failure) {
      const change = { $set: { state: 'failed', failure } }
      const { matchedCount } = await written(() => model.updateOne({ _id: id, state: 'reading' }, change).exec())
      return matchedCount === 1
    },
    async saveDraft(person, id, revision, draft) {
      const match = { _id: id, person, state: 'ready', revision } as const
      const change = { $set: { draft: Buffer.from(draft) }, $inc: { revision: 1 } }
      const { matchedCount } = await written(() => model.updateOne(match, change).exec())
      return matchedCount === 1
    },
    async remove(person, id) {
      await written(() => model.deleteOne({ _id: id, person }).exec())
    },
    async sweep(now) {
      const { deletedCount } = await written(() => model.deleteMany({ expiresAt: { $lte: now } }).exec())
      return deletedCount
    },
  }
}
