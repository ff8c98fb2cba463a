/** Owns the collection `versions`: the canonical bytes of what was submitted, written once under their hash. */
import { type Connection, type mongo, Schema } from 'mongoose'
import type { PlanId } from '@samplan/shared/ids'
import type { StoredVersion, VersionStore } from '../ports.ts'
import { isDuplicate, read, written } from './failure.ts'
import { collectionOptions, text } from './model.ts'

type Row = Omit<StoredVersion, 'hash' | 'bytes'> & { readonly _id: string; readonly bytes: mongo.Binary }

const schema = new Schema(
  {
    _id: { type: String, required: true },
    plan: { type: String, required: true },
    revision: { type: Number, required: true },
    submittedAt: { type: String, required: true },
    submittedBy: text,
    bytes: { type: Buffer, required: true },
  },
  { ...collectionOptions, collection: 'versions' },
)
schema.index({ plan: 1, revision: -1 })

function headOf({ _id, plan, revision, submittedAt, submittedBy }: Omit<Row, 'bytes'>): Omit<StoredVersion, 'bytes'> {
  return { hash: _id, plan: plan as PlanId, revision, submittedAt, submittedBy }
}

export function createVersionStore(connection: Connection): VersionStore {
  const model = connection.model('Version', schema)
  return {
    async save({ hash, bytes, ...facts }) {
      try {
        await written(() => model.create([{ _id: hash, ...facts, bytes: Buffer.from(bytes) }]))
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
    },
    async read(plan, hash) {
      const row = await read(() => model.findOne({ _id: hash, plan }).lean<Row>().exec())
      return row ? { ...headOf(row), bytes: new Uint8Array(row.bytes.buffer.subarray(0, row.bytes.position)) } : null
    },
    async list(plan) {
      const rows = await read(() => model.find({ plan }, { bytes: 0 }).sort({ revision: -1 }).lean<Omit<Row, 'bytes'>[]>().exec())
      return rows.map(headOf)
    },
  }
}
