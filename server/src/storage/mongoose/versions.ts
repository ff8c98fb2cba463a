/** Owns the collection `versions`: the canonical bytes of what was submitted, written once under their hash. */
import { type Connection, type mongo, Schema } from 'mongoose'
import type { PlanId } from '@samplan/shared/ids'
import { gather } from '../gather.ts'
import type { StoredHead, StoredVersion, VersionStore } from '../ports.ts'
import { isDuplicate, read, written } from './failure.ts'
import { collectionOptions, text } from './model.ts'

type HeadRow = Omit<StoredHead, 'hash'> & { readonly _id: string }
type Row = HeadRow & { readonly bytes: mongo.Binary }

const schema = new Schema(
  {
    _id: { type: String, required: true },
    plan: { type: String, required: true },
    revision: { type: Number, required: true },
    submittedAt: { type: String, required: true },
    submittedBy: text,
    size: { type: Number, required: true },
    bytes: { type: Buffer, required: true },
  },
  { ...collectionOptions, collection: 'versions' },
)
schema.index({ plan: 1, revision: -1 })

function headOf({ _id, plan, revision, submittedAt, submittedBy, size }: HeadRow): StoredHead {
  return { hash: _id, plan, revision, submittedAt, submittedBy, size }
}

function versionOf({ bytes, ...facts }: Row): StoredVersion {
  const { size: _size, ...head } = headOf(facts)
  return { ...head, bytes: new Uint8Array(bytes.buffer.subarray(0, bytes.position)) }
}

export function createVersionStore(connection: Connection): VersionStore {
  const model = connection.model('Version', schema)
  return {
    async save({ hash, bytes, ...facts }) {
      try {
        await written(() => model.create([{ _id: hash, ...facts, size: bytes.byteLength, bytes: Buffer.from(bytes) }]))
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
    },
    async read(plan, hash) {
      const row = await read(() => model.findOne({ _id: hash, plan }).lean<Row>().exec())
      return row ? versionOf(row) : null
    },
    list: gather(async (plan: PlanId) => {
      const rows = await read(() => model.find({ plan }, { bytes: 0 }).sort({ revision: -1 }).lean<HeadRow[]>().exec())
      return rows.map(headOf)
    }),
  }
}
