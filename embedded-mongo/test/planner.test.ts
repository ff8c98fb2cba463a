/** The same questions to a collection with indexes and to one without: the answers must not differ. */
import fc from 'fast-check'
import { Binary, Double, Long, MaxKey, MinKey, MongoClient, ObjectId, Timestamp, type CollationOptions } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedServer, type Server } from './server.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_260_801)
const RUNS = Number(process.env.FUZZ_RUNS ?? 60)

// Few values of few types, so that questions hit; long texts that differ only where an index has cut them.
const number = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>(-1, 0, 1, 1.5, 2, 3) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(new Double(1), Long.fromNumber(2), Long.fromString('9007199254740993'), 2 ** 53, -0) },
  fc.constantFrom<unknown>(NaN, Infinity, -Infinity),
)
const word = fc.constantFrom('', 'a', 'A', 'b', '\0', 'å', `${'x'.repeat(2_000)}a`, `${'x'.repeat(2_000)}b`, `${'x'.repeat(2_000)}c`)
const scalar = fc.oneof(
  { weight: 6, arbitrary: number },
  { weight: 3, arbitrary: word },
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom<unknown>(new Date(0), new Date(1), new Date(-1)),
  fc.constantFrom<unknown>(
    new ObjectId('000000000000000000000001'),
    new ObjectId('000000000000000000000002'),
    new Binary(Buffer.from([0])),
    new Binary(Buffer.from([0, 0])),
    new Timestamp({ t: 1, i: 1 }),
    new MinKey(),
    new MaxKey(),
    /a/,
  ),
)
const inner = fc.record({ x: scalar }, { requiredKeys: [] })
const field = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 3, size: 'max' }) },
  fc.constant([]),
  inner,
  fc.array(inner, { maxLength: 2 }),
  fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxLength: 2 }),
)
// Half of the worlds have no arrays: only there an index may give the order.
const doc = (arrays: boolean) =>
  fc.record({ a: arrays ? field : scalar, b: arrays ? field : fc.oneof(scalar, inner), c: scalar }, { requiredKeys: [] })

const path = fc.constantFrom('a', 'a', 'b', 'c', 'b.x')
const range = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    fc.record({ $gt: value }),
    fc.record({ $lte: value }),
    fc.record({ $gte: value, $lt: value }),
    fc.record({ $gt: value, $lte: value }),
  )
const condition = fc.oneof(
  { weight: 2, arbitrary: scalar },
  { weight: 2, arbitrary: range(number) },
  range(word),
  range(scalar),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $not: range(number) }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $elemMatch: range(number) }),
  fc.record({ $elemMatch: fc.record({ x: scalar }) }),
  fc.record({ $size: fc.constantFrom(0, 1, 2) }),
  fc.record({ $type: fc.constantFrom('null', 'number', 'array', 'object', 'string') }),
  fc.record({ $regex: fc.constantFrom('^a', 'b') }),
  fc.record({ $eq: fc.oneof(inner, fc.array(scalar, { maxLength: 2 })) }),
)
const clause = fc.tuple(path, condition).map(([name, value]) => ({ [name]: value }))
const filter = fc.oneof(
  clause,
  fc.tuple(clause, clause).map(([a, b]) => ({ ...a, ...b })),
  fc.tuple(clause, clause).map(($and) => ({ $and })),
  fc.tuple(clause, clause).map(($or) => ({ $or })),
  fc.tuple(clause, clause).map(([a, b]) => ({ $nor: [a], $and: [b] })),
  fc.constant({}),
)
const direction = fc.constantFrom(1, -1)
const keys = fc.uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 2, selector: ([name]) => name })
// Every order ends with _id, so that it is one; an index gives it only when it ends so too.
const sort = fc.tuple(fc.oneof(fc.constant([]), keys), direction).map(([fields, last]) => [...fields, ['_id', last] as const])
const index = fc.record({
  keys: fc
    .tuple(
      keys,
      fc.oneof(
        fc.constant([]),
        direction.map((last) => [['_id', last] as const]),
      ),
    )
    .map(([fields, last]) => [...fields, ...last]),
  sparse: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
})
const world = fc.boolean().chain((arrays) => fc.array(doc(arrays), { minLength: 10, maxLength: 25, size: 'max' }))
// What an index on texts cannot answer.
const collation = fc.constantFrom<CollationOptions | undefined>(undefined, undefined, undefined, { locale: 'da', strength: 1 })
const question = fc.record({ filter, sort, skip: fc.constantFrom(0, 0, 1), limit: fc.constantFrom(0, 0, 2), collation })
const change = fc.record({
  filter,
  update: fc.oneof(
    fc.tuple(path, scalar).map(([name, value]) => ({ $set: { [name]: value } })),
    fc.constantFrom('a', 'b').map((name) => ({ $unset: { [name]: '' } })),
    fc.constant(undefined),
  ),
})

describe('the planner', () => {
  let server: Server
  let client: MongoClient
  beforeAll(async () => {
    server = await embeddedServer()
    client = await new MongoClient(server.uri()).connect()
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })

  it(
    `IX-5 indexed and unindexed answers are equal (seed ${SEED}, ${RUNS} worlds)`,
    async () => {
      const db = client.db('fuzz')
      const [plain, indexed] = [db.collection<{ _id: number }>('plain'), db.collection<{ _id: number }>('indexed')]
      const outcome = async (attempt: Promise<unknown>): Promise<unknown> =>
        attempt.then(
          (value) => value,
          (error: { code?: number }) => `error ${error.code}`,
        )
      await fc.assert(
        fc.asyncProperty(
          world,
          fc.array(index, { minLength: 2, maxLength: 3 }),
          fc.array(change, { maxLength: 2 }),
          fc.array(question, { minLength: 20, maxLength: 30, size: 'max' }),
          async (docs, indexes, changes, questions) => {
            await db.dropDatabase()
            for (const wanted of indexes) await outcome(indexed.createIndex(wanted.keys as never, { sparse: wanted.sparse }))
            // Two arrays in one index are refused: those documents go into neither.
            await outcome(
              indexed.insertMany(
                docs.map((source, i) => ({ _id: i, ...source })),
                { ordered: false },
              ),
            )
            const accepted = await indexed.find().toArray()
            if (accepted.length > 0) await plain.insertMany(accepted)
            for (const { filter: q, update } of changes) {
              // A filter that is refused changes nothing on either side.
              const hit = await outcome(
                plain
                  .find(q as never)
                  .sort({ _id: 1 })
                  .toArray(),
              )
              if (!Array.isArray(hit)) continue
              if (!update) {
                await indexed.deleteMany(q as never)
                await plain.deleteMany(q as never)
                continue
              }
              for (const { _id } of hit as { _id: number }[]) {
                if (typeof (await outcome(indexed.updateOne({ _id }, update as never))) !== 'string')
                  await plain.updateOne({ _id }, update as never)
              }
            }
            const ask = (collection: typeof plain) =>
              Promise.all(
                questions.map(async ({ filter: q, sort: by, skip, limit, collation: asked }, i) => {
                  const options = asked ? { collation: asked } : {}
                  const found = await outcome(
                    collection
                      .find(q as never, options)
                      .sort(by as never)
                      .skip(skip)
                      .limit(limit)
                      .toArray(),
                  )
                  if (i % 4 > 0) return found
                  const stages = [{ $match: q }, { $sort: Object.fromEntries(by) }]
                  return [
                    found,
                    await outcome(collection.countDocuments(q as never, options)),
                    await outcome(collection.aggregate(stages, options).toArray()),
                  ]
                }),
              )
            expect(await ask(indexed)).toEqual(await ask(plain))
          },
        ),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      )
    },
    60_000 + RUNS * 1_000,
  )
})
