/** Owns the collection `measurements`: figures that people entered, on (plan, goal, indicator). */
import { type Connection, Schema } from 'mongoose'
import type { Measurement } from '@samplan/shared/goal'
import type { PlanId } from '@samplan/shared/ids'
import { gather } from '../gather.ts'
import type { MeasurementStore } from '../ports.ts'
import { read, written } from './failure.ts'
import { collectionOptions, text } from './model.ts'

type Row = Omit<Measurement, 'id'> & { readonly _id: string }

const schema = new Schema(
  {
    _id: { type: String, required: true },
    plan: { type: String, required: true },
    goal: { type: String, required: true },
    indicator: { type: String, required: true },
    value: { type: String, required: true },
    period: { type: String, required: true },
    source: text,
    note: { type: String, default: null },
    by: text,
    at: { type: String, required: true },
  },
  { ...collectionOptions, collection: 'measurements' },
)
schema.index({ plan: 1, goal: 1, indicator: 1 })

const measurementOf = ({ _id, ...rest }: Row): Measurement => ({ id: _id, ...rest })

export function createMeasurementStore(connection: Connection): MeasurementStore {
  const model = connection.model('Measurement', schema)
  const find = async (filter: Readonly<Partial<Pick<Measurement, 'plan' | 'goal' | 'indicator'>>>): Promise<readonly Measurement[]> => {
    const rows = await read(() => model.find(filter).sort({ at: 1, _id: 1 }).lean<Row[]>().exec())
    return rows.map(measurementOf)
  }
  const ofPlan = gather((plan: PlanId) => find({ plan }))
  return {
    async add({ id, ...rest }) {
      await written(() => model.create([{ _id: id, ...rest }]))
    },
    async remove(plan, id) {
      const row = await written(() => model.findOneAndDelete({ _id: id, plan }).lean<Row>().exec())
      return row ? measurementOf(row) : null
    },
    list: (plan, goal, indicator) =>
      goal || indicator ? find({ plan, ...(goal && { goal }), ...(indicator && { indicator }) }) : ofPlan(plan),
  }
}
