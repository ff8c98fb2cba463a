/** Owns the collection `presence`: one document for each process, with who is in its rooms. */
import { type Connection, Schema } from 'mongoose'
import type { PresenceStore, ProcessPresence } from '../ports.ts'
import { read, written } from './failure.ts'
import { collectionOptions, recordOptions, text } from './model.ts'

type Row = Omit<ProcessPresence, 'process'> & { readonly _id: string }

const person = new Schema(
  { id: { type: String, required: true }, name: text, letter: { type: String, default: null }, colour: { type: String, default: null } },
  recordOptions,
)

const schema = new Schema(
  {
    _id: { type: String, required: true },
    beat: { type: Number, required: true },
    sections: [new Schema({ section: { type: String, required: true }, people: [person] }, recordOptions)],
  },
  { ...collectionOptions, collection: 'presence' },
)

export function createPresenceStore(connection: Connection): PresenceStore {
  const model = connection.model('Presence', schema)
  return {
    async say({ process, beat, sections }) {
      await written(() => model.updateOne({ _id: process }, { $set: { beat, sections } }, { upsert: true }).exec())
    },
    async hear() {
      const rows = await read(() => model.find({}).lean<Row[]>().exec())
      return rows.map(({ _id, beat, sections }) => ({ process: _id, beat, sections }))
    },
    async forget(processes) {
      if (processes.length > 0) await written(() => model.deleteMany({ _id: { $in: processes } }).exec())
    },
  }
}
