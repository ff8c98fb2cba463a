/** Owns the collections `sections` and `parts`: the sections' text, by the protocol of docs/ARCHITECTURE.md (the freeze). */
import mongoose, { type Connection, Schema, type mongo } from 'mongoose'
import type { PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import { type Append, type HeadMatch, NoReply, type SectionHead, type SectionMark, type SectionStore, StoreUnavailable } from '../ports.ts'
import { gatherMany } from '../gather.ts'
import { isDuplicate, read, written } from './failure.ts'
import { collectionOptions, recordOptions } from './model.ts'

const { MongoBulkWriteError } = mongoose.mongo

/** `schema` is a reserved name in mongoose. */
type HeadRow = {
  readonly _id: SectionId
  readonly plan: PlanId
  readonly schemaNumber: number
  readonly epoch: number
  readonly freeze: SubmissionId | null
  readonly base: readonly string[]
  readonly tail: readonly { readonly id: string; readonly update: mongo.Binary }[]
}
/** `createdAt` in milliseconds; parts of the first versions have none. */
type PartRow = { readonly _id: string; readonly section: SectionId; readonly update: mongo.Binary; readonly createdAt?: number }

type Freeze = { readonly section: SectionId; readonly match: HeadMatch; readonly epoch: number; readonly submission: SubmissionId }
type HeadFilter = ReturnType<typeof matching>

const headSchema = new Schema(
  {
    _id: { type: String, required: true },
    plan: { type: String, required: true },
    schemaNumber: { type: Number, required: true },
    epoch: { type: Number, required: true },
    freeze: { type: String, default: null },
    base: [String],
    tail: [new Schema({ id: { type: String, required: true }, update: { type: Buffer, required: true } }, recordOptions)],
  },
  { ...collectionOptions, collection: 'sections' },
)

const partSchema = new Schema(
  {
    _id: { type: String, required: true },
    section: { type: String, required: true },
    update: { type: Buffer, required: true },
    createdAt: Number,
  },
  { ...collectionOptions, collection: 'parts' },
)

export function createSectionStore(connection: Connection): SectionStore {
  const heads = connection.model('Section', headSchema)
  const parts = connection.model('Part', partSchema)

  /** One update of one document; true when it matched. */
  const change = async (filter: Record<string, unknown>, update: Record<string, unknown>): Promise<boolean> => {
    const { matchedCount } = await written(() => heads.updateOne(filter, update).exec())
    return matchedCount === 1
  }

  /** Updates in one command; what each did is looked up where the counts do not say it. */
  const changeEach = async (
    statements: readonly { readonly updateOne: { readonly filter: HeadFilter; readonly update: Record<string, unknown> } }[],
    look: () => Promise<readonly boolean[]>,
  ): Promise<readonly boolean[]> => {
    try {
      // Past mongoose's casting, which costs four times the rest: what is written is typed, and every key stroke comes by here.
      const { matchedCount } = await written(() => heads.collection.bulkWrite([...statements], { ordered: false }))
      if (matchedCount === statements.length) return statements.map(() => true)
    } catch (error) {
      const cause = error instanceof StoreUnavailable ? error.cause : null
      if (!(cause instanceof MongoBulkWriteError)) throw error
      // Some statements may have been carried out.
      if (statements.length === 1) throw error
    }
    return statements.length === 1 ? [false] : unclear(look)
  }

  /** Which of the entries are in their sections' tails. */
  const lookAtEach = async (appends: readonly Append[]): Promise<readonly boolean[]> => {
    const sections: readonly string[] = appends.map(({ section }) => section)
    const rows = await read(() =>
      heads
        .find({ _id: { $in: sections } }, { 'tail.id': 1 })
        .lean<Pick<HeadRow, '_id' | 'tail'>[]>()
        .exec(),
    )
    const present = new Set(rows.flatMap(({ tail }) => tail.map(({ id }) => id)))
    return appends.map(({ entry }) => present.has(entry.id))
  }

  const readHead = gatherMany(async (sections: readonly SectionId[]) => {
    const rows = await read(() =>
      heads
        .find({ _id: { $in: sections } })
        .lean<HeadRow[]>()
        .exec(),
    )
    return new Map(rows.map((row) => [row._id, headOf(row)]))
  })
  const readPart = gatherMany(async (wanted: readonly string[]) => {
    const rows = await read(() =>
      parts
        .find({ _id: { $in: wanted } })
        .lean<PartRow[]>()
        .exec(),
    )
    return new Map(rows.map((row) => [row._id, bytesOf(row.update)]))
  })

  /** The freezes of one moment go in one command: a submission sets them all. */
  const freezeOne = gatherMany(async (freezes: readonly Freeze[]) => {
    const statements = freezes.map(({ section, match, epoch, submission }) => ({
      updateOne: { filter: matching(section, match), update: { $set: { epoch, freeze: submission } } },
    }))
    const matched = await changeEach(statements, async () => {
      const now = await Promise.all(freezes.map(({ section }) => readHead(section)))
      return freezes.map(({ submission }, index) => now[index]?.freeze === submission)
    })
    return new Map(freezes.map((freeze, index) => [freeze, matched[index] ?? false]))
  })

  return {
    async create(section, { schema, tail, ...facts }) {
      try {
        await written(() =>
          heads.create([{ _id: section, schemaNumber: schema, ...facts, base: [...facts.base], tail: tail.map(entryOf) }]),
        )
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },

    read: readHead,

    async marks(sections) {
      if (sections.length === 0) return new Map()
      const rows = await read(() =>
        heads
          .find({ _id: { $in: sections } }, { epoch: 1, freeze: 1, schemaNumber: 1, base: 1, 'tail.id': 1 })
          .lean<HeadRow[]>()
          .exec(),
      )
      return new Map(rows.map((row) => [row._id, markOf(row)]))
    },

    async append(appends) {
      const statements = appends.map(({ section, match, epoch, entry }) => ({
        updateOne: { filter: matching(section, match), update: { $set: { epoch, freeze: null }, $push: { tail: entryOf(entry) } } },
      }))
      return changeEach(statements, () => lookAtEach(appends))
    },

    freeze: async (section, match, epoch, submission) => (await freezeOne({ section, match, epoch, submission })) ?? false,

    readPart,
    async insertPart(part, section, update) {
      await written(() => parts.create([{ _id: part, section, update: bufferOf(update), createdAt: Date.now() }]))
    },
    spill: (section, base, part, entries) =>
      change({ _id: section, base }, { $push: { base: part }, $pull: { tail: { id: { $in: entries } } } }),
    merge: (section, base, part) => change({ _id: section, base }, { $set: { base: [part] } }),
    async deleteParts(gone) {
      await written(() => parts.deleteMany({ _id: { $in: gone } }).exec())
    },

    async sweepParts(age) {
      const youngest = Date.now() - age
      const stored = await read(() => parts.find({}, { _id: 1, createdAt: 1 }).lean<Pick<PartRow, '_id' | 'createdAt'>[]>().exec())
      const naming = await read(() => heads.find({}, { base: 1 }).lean<Pick<HeadRow, 'base'>[]>().exec())
      const named = new Set(naming.flatMap(({ base }) => base))
      const orphans = stored.filter(({ _id, createdAt = 0 }) => createdAt <= youngest && !named.has(_id)).map(({ _id }) => _id)
      if (orphans.length > 0) await this.deleteParts(orphans)
      return orphans.length
    },
  }
}

function matching(section: SectionId, { epoch, freeze, schema }: HeadMatch) {
  return { _id: section, epoch, freeze, schemaNumber: schema }
}

function headOf({ plan, schemaNumber, epoch, freeze, base, tail }: HeadRow): SectionHead {
  return { plan, schema: schemaNumber, epoch, freeze, base, tail: tail.map(({ id, update }) => ({ id, update: bytesOf(update) })) }
}

function markOf({ schemaNumber, epoch, freeze, base, tail }: HeadRow): SectionMark {
  return { schema: schemaNumber, epoch, freeze, known: [...base, ...tail.map(({ id }) => id)] }
}

function entryOf({ id, update }: { readonly id: string; readonly update: Uint8Array }) {
  return { id, update: bufferOf(update) }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function bytesOf(binary: mongo.Binary): Uint8Array {
  return new Uint8Array(binary.buffer.subarray(0, binary.position))
}

/** A look that fails after a write leaves open what was written. */
async function unclear<Result>(look: () => Promise<Result>): Promise<Result> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new NoReply(error.message, { cause: error })
    throw error
  }
}
