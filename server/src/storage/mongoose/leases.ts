/** Owns the collection `leases`: which process does a work that only one may do, and until when. */
import { type Connection, Schema } from 'mongoose'
import type { LeaseStore } from '../ports.ts'
import { isDuplicate, written } from './failure.ts'
import { collectionOptions } from './model.ts'

type Row = { _id: string; holder: string; expiresAt: number }

export const leaseModel = 'Lease'

const schema = new Schema<Row>(
  { _id: { type: String, required: true }, holder: { type: String, required: true }, expiresAt: { type: Number, required: true } },
  { ...collectionOptions, collection: 'leases' },
)

export function createLeaseStore(connection: Connection): LeaseStore {
  const model = connection.model<Row>(leaseModel, schema)
  return {
    async take(name, holder, now, until) {
      const free = { _id: name, $or: [{ holder }, { expiresAt: { $lte: now } }] }
      try {
        // Held by another: nothing matches, and what would be inserted is there already.
        await written(() => model.updateOne(free, { $set: { holder, expiresAt: until } }, { upsert: true }).exec())
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },
    async drop(name, holder) {
      await written(() => model.deleteOne({ _id: name, holder }).exec())
    },
  }
}
