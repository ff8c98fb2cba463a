/** Models as the product uses them: unique keys, versions, bytes, limits, reopening. */
import mongoose, { Schema, type Connection } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from './server.ts'

const person = new Schema({ email: { type: String, required: true }, name: String }, { timestamps: true })
person.index({ email: 1 }, { unique: true })

const plan = new Schema(
  {
    slug: String,
    title: String,
    state: { type: String, default: 'draft' },
    revision: { type: Number, default: 0 },
    tags: [String],
    steps: [{ seq: Number, to: String }],
  },
  { timestamps: true, optimisticConcurrency: true },
)
plan.index({ slug: 1 }, { unique: true })
plan.index({ state: 1, updatedAt: -1 })

const goal = new Schema({ plan: Schema.Types.ObjectId, goalId: String, title: String })
goal.index({ plan: 1, goalId: 1 }, { unique: true })

const section = new Schema(
  {
    _id: String,
    epoch: Number,
    freeze: { type: String, default: null },
    base: [String],
    tail: [{ _id: false, id: String, update: Buffer }],
  },
  { versionKey: false },
)

const models = (connection: Connection) => ({
  Person: connection.model('Person', person),
  Plan: connection.model('Plan', plan),
  Goal: connection.model('Goal', goal),
  Section: connection.model('Section', section),
})

const duplicate = { code: 11000 }
const bytesOf = (value: unknown): Buffer => Buffer.from((value as { buffer: Uint8Array }).buffer ?? value)

export function modelSuite(database: () => Database): void {
  describe('models', () => {
    let m: ReturnType<typeof models>
    beforeAll(async () => {
      m = models(database().connection())
      for (const model of Object.values(m)) await model.createIndexes()
    })

    it('EM-1 of 20 who insert the same unique key one wins', async () => {
      const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => m.Person.create({ email: 'a@x.dk', name: String(i) })))
      expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
      for (const t of tries)
        if (t.status === 'rejected')
          expect(t.reason).toMatchObject({ ...duplicate, keyPattern: { email: 1 }, keyValue: { email: 'a@x.dk' } })
      expect(await m.Person.countDocuments({ email: 'a@x.dk' })).toBe(1)
    })

    it('EM-1 of 20 who insert the same compound key one wins, and its neighbours are free', async () => {
      const id = new mongoose.Types.ObjectId()
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => m.Goal.create({ plan: id, goalId: 'g1' })))
      expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
      await m.Goal.create({ plan: id, goalId: 'g2' })
      await m.Goal.create({ plan: new mongoose.Types.ObjectId(), goalId: 'g1' })
      expect(await m.Goal.countDocuments({ plan: id })).toBe(2)
    })

    it('EM-1 of 20 who upsert the same _id one inserts', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, () => m.Section.updateOne({ _id: 'up' }, { $setOnInsert: { epoch: 1 } }, { upsert: true })),
      )
      expect(results.filter((r) => r.status === 'fulfilled' && r.value.upsertedCount === 1)).toHaveLength(1)
      expect(await m.Section.countDocuments({ _id: 'up' })).toBe(1)
    })

    it('EM-1 an update into a taken key changes nothing; null and missing are one key; a freed key is free', async () => {
      const [one, two] = await m.Person.create([{ email: 'one@x.dk' }, { email: 'two@x.dk' }])
      await expect(m.Person.updateOne({ _id: two?._id }, { email: 'one@x.dk', name: 'changed' })).rejects.toMatchObject(duplicate)
      expect((await m.Person.findById(two?._id))?.name).toBeUndefined()
      await m.Person.deleteOne({ _id: one?._id })
      await m.Person.updateOne({ _id: two?._id }, { email: 'one@x.dk' })
      const raw = database().connection().collection('nulls')
      await raw.createIndex({ k: 1 }, { unique: true })
      await raw.insertOne({ other: 1 })
      await expect(raw.insertOne({ k: null })).rejects.toMatchObject(duplicate)
    })

    it('EM-1 a sparse unique index lets many lack the field; an array takes a key per element', async () => {
      const raw = database().connection().collection('sparse')
      await raw.createIndex({ k: 1 }, { unique: true, sparse: true })
      await raw.insertMany([{ _id: 1 as never }, { _id: 2 as never }, { _id: 3 as never, k: ['a', 'b', 'a'] }])
      await expect(raw.insertOne({ k: 'b' })).rejects.toMatchObject(duplicate)
      expect(await raw.countDocuments({ k: { $exists: false } })).toBe(2)
      expect((await raw.find({ k: null }).toArray()).map((d) => d._id)).toEqual([1, 2])
    })

    it('EM-1 a unique index over doubled keys is not built, and nothing is left of it', async () => {
      const raw = database().connection().collection('doubled')
      await raw.insertMany([{ k: 'x' }, { k: 'x' }])
      await expect(raw.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject(duplicate)
      expect((await raw.indexes()).map((index) => index.name)).toEqual(['_id_'])
      await raw.insertOne({ k: 'x' })
    })

    it('EM-2 two who save the same version: one wins, the other gets a VersionError', async () => {
      await m.Plan.create({ slug: 'p', title: 'P' })
      const [a, b] = await Promise.all([m.Plan.findOne({ slug: 'p' }), m.Plan.findOne({ slug: 'p' })])
      a?.set('title', 'A')
      b?.set('title', 'B')
      await a?.save()
      await expect(b?.save()).rejects.toBeInstanceOf(mongoose.Error.VersionError)
      expect((await m.Plan.findOne({ slug: 'p' }))?.title).toBe('A')
    })

    it('EM-2 of 20 who compare and set the same revision one wins', async () => {
      const doc = await m.Plan.create({ slug: 'cas' })
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          m.Plan.findOneAndUpdate(
            { _id: doc._id, state: 'draft', revision: 0 },
            { $set: { state: 'udvalg' }, $inc: { revision: 1 }, $push: { steps: { seq: i, to: 'udvalg' } } },
            { returnDocument: 'after' },
          ),
        ),
      )
      expect(results.filter((r) => r !== null)).toHaveLength(1)
      expect((await m.Plan.findById(doc._id))?.steps).toHaveLength(1)
    })

    it('EM-2 counters and appends of many at once are all there', async () => {
      const doc = await m.Plan.create({ slug: 'count' })
      await Promise.all(
        Array.from({ length: 100 }, (_, i) => m.Plan.updateOne({ _id: doc._id }, { $inc: { revision: 1 }, $push: { tags: String(i) } })),
      )
      const after = await m.Plan.findById(doc._id)
      expect(after?.revision).toBe(100)
      expect(new Set(after?.tags).size).toBe(100)
    })

    it('EM-2 one command appends to many sections and says how many matched', async () => {
      await m.Section.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: `s${i}`, epoch: i === 7 ? 2 : 1 })))
      const result = await m.Section.bulkWrite(
        Array.from({ length: 20 }, (_, i) => ({
          updateOne: {
            filter: { _id: `s${i}`, epoch: 1, freeze: null },
            update: { $push: { tail: { id: `e${i}`, update: Buffer.from([i, 255]) } }, $set: { freeze: null } },
          },
        })),
      )
      expect(result.matchedCount).toBe(19)
      expect((await m.Section.findById('s7').lean())?.tail).toEqual([])
      expect(bytesOf((await m.Section.findById('s3').lean())?.tail[0]?.update)).toEqual(Buffer.from([3, 255]))
    })

    it('EM-3 bytes come back as they went in, and only equal bytes are equal', async () => {
      const raw = database().connection().collection('bytes')
      const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
      await raw.insertMany([
        { _id: 1 as never, b: all },
        { _id: 2 as never, b: Buffer.from([0xff]) },
        { _id: 3 as never, b: Buffer.from([0xfe]) },
        { _id: 4 as never, b: Buffer.alloc(0) },
      ])
      expect(bytesOf((await raw.findOne({ _id: 1 as never }))?.b)).toEqual(all)
      expect((await raw.find({ b: Buffer.from([0xff]) }).toArray()).map((d) => d._id)).toEqual([2])
      const changed = await raw.updateOne({ _id: 2 as never }, { $set: { b: Buffer.from([0xfd]) } })
      expect(changed.modifiedCount).toBe(1)
      expect(bytesOf((await raw.findOne({ _id: 2 as never }))?.b)).toEqual(Buffer.from([0xfd]))
      expect(await raw.aggregate([{ $match: { _id: { $gt: 1 } } }, { $group: { _id: '$b' } }]).toArray()).toHaveLength(3)
    })

    it('EM-3 a document may have 16 MB and no byte more', async () => {
      // Only lengths are compared: a test runner that prints such values is busy for a minute.
      const sections = database().connection().collection<{ _id: string; b: Buffer }>('sections')
      await sections.insertOne({ _id: 'big', b: Buffer.alloc(15 * 1024 * 1024, 0xfe) })
      const length = async (): Promise<number> => bytesOf((await sections.findOne({ _id: 'big' }))?.b).length
      expect(await length()).toBe(15 * 1024 * 1024)
      const refused = (attempt: Promise<unknown>): Promise<boolean> =>
        attempt.then(
          () => false,
          () => true,
        )
      expect(await refused(sections.updateOne({ _id: 'big' }, { $set: { c: Buffer.alloc(2 * 1024 * 1024) } }))).toBe(true)
      expect(await refused(sections.insertOne({ _id: 'bigger', b: Buffer.alloc(17 * 1024 * 1024) }))).toBe(true)
      expect(await length()).toBe(15 * 1024 * 1024)
      expect(await sections.countDocuments({ $or: [{ _id: 'bigger' }, { c: { $exists: true } }] })).toBe(0)
      await m.Section.deleteOne({ _id: 'big' })
    })

    it('EM-3 numbers keep their kind: int, long, double', async () => {
      const raw = database().connection().collection('numbers')
      const { Long, Double } = mongoose.mongo
      await raw.insertOne({ _id: 1 as never, int: 5, long: Long.fromString('9007199254740993'), whole: new Double(2), half: 0.5 })
      await raw.updateOne({ _id: 1 as never }, { $set: { touched: true } })
      for (const [field, type] of [
        ['int', 'int'],
        ['long', 'long'],
        ['whole', 'double'],
        ['half', 'double'],
      ] as const) {
        expect(await raw.countDocuments({ [field]: { $type: type } })).toBe(1)
      }
      const back = await raw.findOne({ _id: 1 as never }, { promoteValues: false })
      expect(String(back?.long)).toBe('9007199254740993')
      await raw.updateOne({ _id: 1 as never }, { $inc: { int: 2147483647, long: 1, whole: 1 } })
      expect(
        await raw.countDocuments({ int: { $type: 'long' }, whole: { $type: 'double' }, long: Long.fromString('9007199254740994') }),
      ).toBe(1)
    })

    it('EM-8 an insert that races a drop is there, or its collection is gone: never acknowledged and out of sight', async () => {
      const connection = database().connection()
      for (let round = 0; round < 20; round++) {
        const raw = connection.collection(`race${round}`)
        await raw.insertOne({ _id: 0 as never })
        const dropped = raw.drop()
        const inserted = raw.insertOne({ _id: 1 as never })
        await Promise.all([dropped, inserted])
        const later = await raw.insertOne({ _id: 2 as never })
        expect(later.acknowledged).toBe(true)
        const ids = (await raw.find().toArray()).map((d) => d._id as unknown as number) // raw documents are typed with ObjectIds
        expect(ids.includes(2)).toBe(true)
        expect([[1, 2], [2]]).toContainEqual(ids)
        await raw.insertOne({ _id: 3 as never })
        expect(await raw.countDocuments({ _id: { $gte: 2 } as never })).toBe(2)
      }
    })

    it('EM-8 everything is there after reopening, indexes too', async () => {
      const before = { people: await m.Person.countDocuments(), plans: await m.Plan.countDocuments(), goals: await m.Goal.countDocuments() }
      await database().reopen()
      m = models(database().connection())
      expect({
        people: await m.Person.countDocuments(),
        plans: await m.Plan.countDocuments(),
        goals: await m.Goal.countDocuments(),
      }).toEqual(before)
      await expect(m.Person.create({ email: 'a@x.dk' })).rejects.toMatchObject(duplicate)
      expect((await m.Plan.listIndexes()).map((index) => index.name)).toEqual(['_id_', 'slug_1', 'state_1_updatedAt_-1'])
      await m.Plan.syncIndexes()
    })

    it('EM-4 cursors give all, in batches; populate follows references', async () => {
      const raw = database().connection().collection('many')
      await raw.insertMany(Array.from({ length: 1_000 }, (_, i) => ({ i })))
      let n = 0
      for await (const doc of raw.find().sort({ i: 1 }).batchSize(101)) expect(doc.i).toBe(n++)
      expect(n).toBe(1_000)
      const cursor = raw.find().batchSize(10)
      await cursor.next()
      await cursor.close()
      expect(await raw.estimatedDocumentCount()).toBe(1_000)
    })

    it('EM-4 GridFS stores and gives back', async () => {
      const bucket = new mongoose.mongo.GridFSBucket(database().connection().db as never)
      const bytes = Buffer.alloc(600_000, 0xab)
      const upload = bucket.openUploadStream('file')
      await new Promise((resolve, reject) => upload.on('finish', resolve).on('error', reject).end(bytes))
      const chunks: Buffer[] = []
      for await (const chunk of bucket.openDownloadStream(upload.id)) chunks.push(chunk as Buffer)
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    })
  })
}
