/** Owns the collection `plans`: state, revision, epoch, outline, steps and pending of a plan in one document. */
import { type Connection, Schema } from 'mongoose'
import type { PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import type { PlanChange, PlanMatch, PlanStore, StoredPlan } from '../ports.ts'
import { gather, gatherMany } from '../gather.ts'
import { read, written } from './failure.ts'
import { collectionOptions, recordOptions, text } from './model.ts'

type SectionsRow = {
  readonly _id: PlanId
  readonly outline: readonly { readonly id: SectionId }[]
  readonly bin: readonly { readonly entry: { readonly id: SectionId } }[]
}
/** `goalsMoved` is absent until the first change of a goal or a figure that was noted. */
type Row = Omit<StoredPlan, 'id'> & { readonly _id: string; readonly goalsMoved?: number }
type MarkRow = Pick<Row, '_id' | 'revision' | 'epoch' | 'outlineVersion' | 'goalsMoved'> & {
  readonly pending: { readonly submission: SubmissionId } | null
}

const state = new Schema({ at: { type: String, required: true }, body: Number, version: String }, recordOptions)

const entry = {
  id: { type: String, required: true },
  level: { type: Number, required: true, enum: [1, 2, 3] },
  title: text,
  owner: { type: String, required: true },
  invited: [String],
}

const step = new Schema(
  {
    seq: { type: Number, required: true },
    action: { type: String, required: true },
    from: { type: state, required: true },
    to: { type: state, required: true },
    actor: { type: String, required: true },
    actorName: text,
    role: { type: String, required: true },
    at: { type: String, required: true },
    reason: { type: String, default: null },
    version: { type: String, default: null },
    previous: { type: String, default: null },
    hash: { type: String, required: true },
  },
  recordOptions,
)

const schema = new Schema(
  {
    _id: { type: String, required: true },
    title: text,
    period: text,
    owner: { type: String, required: true },
    route: [String],
    state: { type: state, required: true },
    revision: { type: Number, required: true },
    epoch: { type: Number, required: true },
    outline: [new Schema(entry, recordOptions)],
    outlineVersion: { type: Number, required: true },
    bin: [
      new Schema(
        {
          entry: { type: new Schema(entry, recordOptions), required: true },
          after: { type: String, default: null },
          binnedAt: { type: String, required: true },
        },
        recordOptions,
      ),
    ],
    steps: [step],
    pending: {
      type: new Schema(
        {
          submission: { type: String, required: true },
          person: { type: String, required: true },
          expiresAt: { type: Number, required: true },
        },
        recordOptions,
      ),
      default: null,
    },
    createdAt: { type: String, required: true },
    goalsMoved: Number,
  },
  { ...collectionOptions, collection: 'plans' },
)
schema.index({ 'outline.id': 1 })
schema.index({ 'bin.entry.id': 1 })

function planOf({ _id, goalsMoved: _goalsMoved, ...facts }: Row): StoredPlan {
  return { id: _id as PlanId, ...facts }
}

function filterOf(plan: PlanId, { at, revision, pending, outlineVersion }: PlanMatch) {
  return {
    _id: plan,
    ...(at !== undefined && { 'state.at': at }),
    ...(revision !== undefined && { revision }),
    ...(pending === null && { pending: null }),
    ...(typeof pending === 'string' && { 'pending.submission': pending }),
    ...(outlineVersion !== undefined && { outlineVersion }),
  }
}

function updateOf({ pushStep, ...fields }: PlanChange): Record<string, unknown> {
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return {
    ...(Object.keys(set).length > 0 && { $set: set }),
    ...(pushStep && { $push: { steps: pushStep } }),
    ...((fields.outline || fields.bin) && { $inc: { outlineVersion: 1 } }),
  }
}

export function createPlanStore(connection: Connection): PlanStore {
  const model = connection.model('Plan', schema)

  /** Every section of the plans that match, with its plan. */
  const plansHolding = async (filter: Record<string, unknown>): Promise<ReadonlyMap<SectionId, PlanId>> => {
    const rows = await read(() => model.find(filter, { 'outline.id': 1, 'bin.entry.id': 1 }).lean<SectionsRow[]>().exec())
    return new Map(
      rows.flatMap(({ _id, outline, bin }) => [...outline, ...bin.map(({ entry: binned }) => binned)].map(({ id }) => [id, _id])),
    )
  }

  return {
    async create({ id, ...facts }) {
      await written(() => new model({ _id: id, ...facts }).save())
    },
    read: gather(async (plan: PlanId) => {
      const row = await read(() => model.findById(plan).lean<Row>().exec())
      return row ? planOf(row) : null
    }),
    planOfSection: gatherMany(async (sections: readonly SectionId[]) => {
      const inOutline = await plansHolding({ 'outline.id': { $in: sections } })
      const others = sections.filter((section) => !inOutline.has(section))
      if (others.length === 0) return inOutline
      // Outline and bin in one look: a section that is deleted or restored meanwhile is in one of them. The embedded database reads every
      // plan for an $or, so it is asked for the few others alone.
      const anywhere = await plansHolding({ $or: [{ 'outline.id': { $in: others } }, { 'bin.entry.id': { $in: others } }] })
      return new Map([...inOutline, ...anywhere])
    }),
    async list() {
      const rows = await read(() => model.find({}).sort({ createdAt: -1, _id: 1 }).lean<Row[]>().exec())
      return rows.map(planOf)
    },
    async marks() {
      const fields = { revision: 1, epoch: 1, outlineVersion: 1, goalsMoved: 1, 'pending.submission': 1 }
      const rows = await read(() => model.find({}, fields).lean<MarkRow[]>().exec())
      return rows.map(({ _id, pending, goalsMoved = 0, ...facts }) => ({
        ...facts,
        id: _id as PlanId,
        pending: pending?.submission ?? null,
        goalsMoved,
      }))
    },
    async noteGoals(plan) {
      const options = { returnDocument: 'after', projection: { goalsMoved: 1 } } as const
      const row = await written(() =>
        model
          .findOneAndUpdate({ _id: plan }, { $inc: { goalsMoved: 1 } }, options)
          .lean<MarkRow>()
          .exec(),
      )
      return row?.goalsMoved ?? null
    },
    async change(plan, match, change) {
      const update = updateOf(change)
      const row = await written(() =>
        model.findOneAndUpdate(filterOf(plan, match), update, { returnDocument: 'after', runValidators: true }).lean<Row>().exec(),
      )
      return row ? planOf(row) : null
    },
    async remove(plan) {
      await written(() => model.deleteOne({ _id: plan }).exec())
    },
  }
}
