/** Owns the one document that says what this installation is. */
import { type Connection, Schema } from 'mongoose'
import type { Installation, InstallationStore } from '../ports.ts'
import { isDuplicate, read, written } from './failure.ts'
import { collectionOptions } from './model.ts'

type Row = Omit<Installation, 'id'> & { readonly _id: 'installation'; readonly installation: string }

export const installationModel = 'Installation'

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    installation: { type: String, required: true },
    demo: { type: Boolean, required: true },
    municipality: { type: String, required: true },
    dataVersion: { type: Number, required: true },
    createdAt: { type: String, required: true },
  },
  { ...collectionOptions, collection: 'installation' },
)

export function createInstallationStore(connection: Connection): InstallationStore {
  const model = connection.model<Row>(installationModel, schema)
  return {
    async read() {
      const row = await read(() => model.findById('installation').lean().exec())
      if (!row) return null
      const { installation, demo, municipality, dataVersion, createdAt } = row
      return { id: installation, demo, municipality, dataVersion, createdAt }
    },
    async create({ id, ...facts }) {
      try {
        await written(() => model.create([{ _id: 'installation', installation: id, ...facts }]))
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },
    async setDataVersion(dataVersion) {
      await written(() => model.updateOne({ _id: 'installation' }, { $set: { dataVersion } }).exec())
    },
  }
}
