/** Owns the collections `goals` and `goalSeen`: the projection of the sections' goals, keyed by (plan, goal id). */
import { type Connection, Schema } from 'mongoose'
import { type Goal, type Indicator, indicatorAttributeNames } from '@samplan/shared/goal'
import type { GoalId, PlanId, SectionId } from '@samplan/shared/ids'
import { gather } from '../gather.ts'
import type { GoalStore } from '../ports.ts'
import { read, written } from './failure.ts'
import { collectionOptions, recordOptions, text } from './model.ts'

type Row = Omit<Goal, 'id'> & { readonly _id: string; readonly goal: GoalId; readonly withdrawn: boolean }
type SeenRow = { readonly _id: string; readonly plan: string; readonly entry: string }

const facts = Object.fromEntries(indicatorAttributeNames.map((name) => [name, { type: String, default: null }]))

const goals = new Schema(
  {
    _id: { type: String, required: true },
    plan: { type: String, required: true },
    goal: { type: String, required: true },
    section: { type: String, required: true },
    withdrawn: { type: Boolean, required: true },
    code: text,
    order: { type: Number, required: true },
    level: { type: String, required: true },
    category: { type: String, default: null },
    responsible: { type: String, default: null },
    parent: { type: String, default: null },
    statement: text,
    indicators: [new Schema({ ...facts, id: { type: String, required: true } }, recordOptions)],
  },
  { ...collectionOptions, collection: 'goals' },
)
goals.index({ plan: 1, goal: 1 }, { unique: true })
goals.index({ plan: 1, withdrawn: 1, order: 1 })

const seenSections = new Schema<SeenRow>(
  { _id: { type: String, required: true }, plan: { type: String, required: true }, entry: { type: String, required: true } },
  { ...collectionOptions, collection: 'goalSeen' },
)
seenSections.index({ plan: 1 })

/** Ids have no colon, so two pairs never meet in one key. */
const keyOf = (plan: PlanId, goal: GoalId): string => `${plan}:${goal}`

function goalOf({ _id: _key, withdrawn: _living, goal, ...rest }: Row): Goal {
  return { id: goal, ...rest }
}

function rowOf({ id, ...rest }: Goal): Row {
  const indicators = rest.indicators.map((indicator): Indicator => ({ ...indicator }))
  return { _id: keyOf(rest.plan, id), goal: id, withdrawn: false, ...rest, indicators }
}

export function createGoalStore(connection: Connection): GoalStore {
  const model = connection.model('Goal', goals)
  const seenModel = connection.model<SeenRow>('GoalSeen', seenSections)
  return {
    list: gather(async (plan: PlanId) => {
      const rows = await read(() => model.find({ plan, withdrawn: false }).sort({ order: 1 }).lean<Row[]>().exec())
      return rows.map(goalOf)
    }),
    async read(plan, goal) {
      const row = await read(() =>
        model
          .findOne({ _id: keyOf(plan, goal), withdrawn: false })
          .lean<Row>()
          .exec(),
      )
      return row ? goalOf(row) : null
    },
    async homes(plan) {
      const rows = await read(() => model.find({ plan }, { goal: 1, section: 1 }).lean<Pick<Row, 'goal' | 'section'>[]>().exec())
      return new Map(rows.map(({ goal, section }) => [goal, section]))
    },
    async upsert(plan, changed) {
      if (changed.length === 0) return
      const operations = changed.map((goal) => ({
        replaceOne: { filter: { _id: keyOf(plan, goal.id) }, replacement: rowOf(goal), upsert: true },
      }))
      await written(() => model.bulkWrite(operations as Parameters<typeof model.bulkWrite>[0]))
    },
    async withdraw(plan, ids) {
      if (ids.length === 0) return
      await written(() => model.updateMany({ _id: { $in: ids.map((id) => keyOf(plan, id)) } }, { $set: { withdrawn: true } }).exec())
    },
    async clear(plan) {
      await written(() => seenModel.deleteMany({ plan }).exec())
      await written(() => model.deleteMany({ plan }).exec())
    },
    async seen(plan) {
      const rows = await read(() => seenModel.find({ plan }).lean<SeenRow[]>().exec())
      return new Map(rows.map(({ _id, entry }) => [_id as SectionId, entry]))
    },
    async remember(plan, seen) {
      if (seen.size === 0) return
      const operations = [...seen].map(([section, entry]) => ({
        updateOne: { filter: { _id: section }, update: { $set: { plan, entry } }, upsert: true },
      }))
      await written(() => seenModel.bulkWrite(operations))
    },
  }
}
