/** Updates, with the answers that MongoDB's manual gives. */
import mongoose, { type Connection } from 'mongoose'
import { describe, expect, it } from 'vitest'

type Loose = { _id: number; n?: number; [name: string]: unknown }

type More = { readonly filter?: object; readonly arrayFilters?: object[] }
type Case = readonly [name: string, before: object, update: object, after: object, more?: More]

const CASES: readonly Case[] = [
  ['$set makes the documents on the way', { a: 1 }, { $set: { 'b.c': 2, a: 3 } }, { a: 3, b: { c: 2 } }],
  ['$set in an array fills with null', { l: [1] }, { $set: { 'l.3': 4 } }, { l: [1, null, null, 4] }],
  ['$set adds new fields by name', {}, { $set: { z: 1, b: 2, a: 3 } }, { a: 3, b: 2, z: 1 }],
  ['$unset removes; in an array it leaves null', { a: 1, b: 2, l: [1, 2] }, { $unset: { a: '', 'l.0': '' } }, { b: 2, l: [null, 2] }],
  ['$inc and $mul, also of missing fields', { a: 2 }, { $inc: { a: 3, n: 1 }, $mul: { m: 4 } }, { a: 5, m: 0, n: 1 }],
  [
    '$min and $max by the order of types',
    { a: 5, b: 5, c: 5 },
    { $min: { a: 3, c: 'x' }, $max: { b: 'x', d: 1 } },
    { a: 3, b: 'x', c: 5, d: 1 },
  ],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c', none: 'x' } }, { b: 2, c: 1 }],
  ['$push one', { l: [1] }, { $push: { l: [2] } }, { l: [1, [2]] }],
  ['$push makes the array', {}, { $push: { l: 1 } }, { l: [1] }],
  ['$push $each $position', { l: [1, 4] }, { $push: { l: { $each: [2, 3], $position: 1 } } }, { l: [1, 2, 3, 4] }],
  ['$push $each $sort $slice', { l: [3, 1] }, { $push: { l: { $each: [2], $sort: 1, $slice: 2 } } }, { l: [1, 2] }],
  [
    '$push $sort by a field, $slice from the end',
    { l: [{ n: 2 }] },
    { $push: { l: { $each: [{ n: 3 }, { n: 1 }], $sort: { n: 1 }, $slice: -2 } } },
    { l: [{ n: 2 }, { n: 3 }] },
  ],
  ['$addToSet', { l: [1, { a: 1 }] }, { $addToSet: { l: { $each: [1, { a: 1 }, 2] } } }, { l: [1, { a: 1 }, 2] }],
  ['$pull by value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull by condition', { l: [1, 5, 9] }, { $pull: { l: { $gt: 4 } } }, { l: [1] }],
  ['$pull by fields', { l: [{ k: 'a', n: 1 }, { k: 'b' }] }, { $pull: { l: { k: 'a' } } }, { l: [{ k: 'b' }] }],
  ['$pull by $in', { l: ['a', 'b', 'c'] }, { $pull: { l: { $in: ['a', 'c'] } } }, { l: ['b'] }],
  ['$pullAll', { l: [1, 2, 3, 2] }, { $pullAll: { l: [2, 3] } }, { l: [1] }],
  ['$pop from both ends', { l: [1, 2], m: [1, 2] }, { $pop: { l: 1, m: -1 } }, { l: [1], m: [2] }],
  [
    'the positional operator',
    { l: [{ k: 'a' }, { k: 'b' }] },
    { $set: { 'l.$.n': 1 } },
    { l: [{ k: 'a' }, { k: 'b', n: 1 }] },
    { filter: { 'l.k': 'b' } },
  ],
  [
    'the positional operator twice',
    { l: [{ k: 'a' }, { k: 'b' }] },
    { $set: { 'l.$.k': 'c', 'l.$.n': 1 } },
    { l: [{ k: 'a' }, { k: 'c', n: 1 }] },
    { filter: { 'l.k': 'b' } },
  ],
  ['all elements', { l: [{ n: 1 }, { n: 2 }] }, { $inc: { 'l.$[].n': 10 } }, { l: [{ n: 11 }, { n: 12 }] }],
  [
    'filtered elements, two levels',
    {
      l: [
        { k: 'a', m: [1, 2] },
        { k: 'b', m: [1] },
      ],
    },
    { $set: { 'l.$[x].m.$[y]': 9 } },
    {
      l: [
        { k: 'a', m: [9, 2] },
        { k: 'b', m: [1] },
      ],
    },
    { arrayFilters: [{ 'x.k': 'a' }, { y: 1 }] },
  ],
  ['a field named __proto__', { a: 1 }, { $set: { 'b.c': 1 } }, { a: 1, b: { c: 1 } }],
]

export function updateSuite(connection: () => Connection): void {
  describe('updates', () => {
    const raw = () => connection().collection<Loose>('updates')

    it.each(CASES)('EM-6 %s', async (...row) => {
      const [, before, update, after, more] = row as unknown as Case // vitest widens the rows to a union
      await raw().deleteMany({})
      await raw().insertOne({ _id: 1, ...before } as never)
      const result = await raw().updateOne(
        { _id: 1, ...more?.filter },
        update as never,
        more?.arrayFilters ? { arrayFilters: more.arrayFilters } : {},
      )
      const stored = await raw().findOne({ _id: 1 })
      expect(stored).toEqual({ _id: 1, ...after })
      // The order of fields is part of the document.
      expect(JSON.stringify(stored)).toBe(JSON.stringify({ _id: 1, ...after }))
      expect(result.modifiedCount).toBe(JSON.stringify(before) === JSON.stringify(after) ? 0 : 1)
    })

    type Refused = readonly [name: string, update: object, code: number, more?: More]
    const REFUSED: readonly Refused[] = [
      ['$inc of a string', { $inc: { s: 1 } }, 14],
      ['$inc by a string', { $inc: { n: 'x' } }, 14],
      ['$push on a number', { $push: { n: 1 } }, 2],
      ['$pop on a number', { $pop: { n: 1 } }, 14],
      ['$pull on a number', { $pull: { n: 1 } }, 2],
      ['a path through a number', { $set: { 'n.x': 1 } }, 28],
      ['two operators on one path', { $set: { n: 1 }, $inc: { n: 1 } }, 40],
      ['a path and one below it', { $set: { o: {}, 'o.x': 1 } }, 40],
      ['another _id', { $set: { _id: 2 } }, 66],
      ['an empty part of a path', { $set: { 'a..b': 1 } }, 56],
      ['an array filter that is not there', { $set: { 'l.$[x]': 1 } }, 2],
      ['an array filter that is not used', { $set: { n: 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
      ['the positional operator without a match', { $set: { 'l.$': 1 } }, 2],
      ['elements of what is no array', { $set: { 'n.$[]': 1 } }, 2],
    ]
    it.each(REFUSED)('EM-6 refused, and nothing changed: %s', async (...row) => {
      const [, update, code, more] = row as unknown as Refused // vitest widens the rows to a union
      await raw().deleteMany({})
      const before = { _id: 1, n: 1, s: 'x', o: {}, l: [1] }
      await raw().insertOne({ ...before })
      await expect(
        raw().updateOne({ _id: 1, ...more?.filter }, update as never, more?.arrayFilters ? { arrayFilters: more.arrayFilters } : {}),
      ).rejects.toMatchObject({ code })
      expect(await raw().findOne({ _id: 1 })).toEqual(before)
    })

    it('EM-6 an upsert takes equalities from its filter, and $setOnInsert only then', async () => {
      await raw().deleteMany({})
      const first = await raw().updateOne(
        { _id: 5, 'a.b': 1, c: { $gt: 3 }, $and: [{ d: { $eq: 4 } }] },
        { $set: { e: 1 }, $setOnInsert: { f: 2 } },
        { upsert: true },
      )
      expect(first).toMatchObject({ upsertedCount: 1, upsertedId: 5, matchedCount: 0 })
      expect(await raw().findOne({ _id: 5 })).toEqual({ _id: 5, a: { b: 1 }, d: 4, e: 1, f: 2 })
      await raw().updateOne({ _id: 5 }, { $setOnInsert: { f: 3 }, $inc: { e: 1 } } as never, { upsert: true })
      expect(await raw().findOne({ _id: 5 })).toMatchObject({ e: 2, f: 2 })
    })

    it('EM-6 updateMany counts what matched and what changed', async () => {
      await raw().deleteMany({})
      await raw().insertMany([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
        { _id: 3, n: 1 },
      ])
      expect(await raw().updateMany({ n: { $lte: 2 } }, { $set: { n: 1 } })).toMatchObject({ matchedCount: 3, modifiedCount: 1 })
    })

    it('EM-6 replaceOne keeps _id; findOneAndReplace and findOneAndDelete give what was', async () => {
      await raw().deleteMany({})
      await raw().insertOne({ _id: 1, a: 1 })
      await raw().replaceOne({ _id: 1 }, { b: 2 } as never)
      expect(await raw().findOneAndReplace({ b: 2 }, { c: 3 } as never)).toEqual({ _id: 1, b: 2 })
      await expect(raw().replaceOne({ _id: 1 }, { _id: 2 } as never)).rejects.toMatchObject({ code: 66 })
      expect(await raw().findOneAndDelete({ c: 3 })).toEqual({ _id: 1, c: 3 })
      expect(await raw().findOneAndDelete({ c: 3 })).toBeNull()
    })

    it('EM-6 findOneAndUpdate with sort, projection, before and after', async () => {
      await raw().deleteMany({})
      await raw().insertMany([
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ])
      expect(await raw().findOneAndUpdate({}, { $inc: { n: 10 } } as never, { sort: { n: -1 }, projection: { _id: 0 } })).toEqual({ n: 2 })
      expect(await raw().findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } } as never, { returnDocument: 'after' })).toEqual({ _id: 2, n: 13 })
      expect(await raw().findOneAndUpdate({ _id: 9 }, { $inc: { n: 1 } } as never, { upsert: true, returnDocument: 'after' })).toEqual({
        _id: 9,
        n: 1,
      })
    })

    it('EM-6 a pipeline computes from the document as it is', async () => {
      await raw().deleteMany({})
      await raw().insertOne({ _id: 1, a: 2, b: { c: 1 }, big: mongoose.mongo.Long.fromString('9007199254740993'), old: true } as never)
      await raw().updateOne({ _id: 1 }, [
        { $set: { sum: { $add: ['$a', '$b.c'] }, 'b.d': '$a' } },
        { $unset: 'old' },
        { $set: { a: '$sum' } },
      ])
      const stored = await raw().findOne({ _id: 1 }, { promoteValues: false })
      expect(String(stored?.big)).toBe('9007199254740993')
      expect(await raw().findOne({ _id: 1 }, { projection: { big: 0 } })).toEqual({ _id: 1, a: 3, b: { c: 1, d: 2 }, sum: 3 })
      await expect(raw().updateOne({ _id: 1 }, [{ $set: { _id: 2 } }])).rejects.toMatchObject({ code: 66 })
    })

    it('EM-6 a bulk write that is ordered stops at its error, one that is not goes on', async () => {
      await raw().deleteMany({})
      const statements = [
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 2 } } },
      ] as never
      await expect(raw().bulkWrite(statements)).rejects.toMatchObject({ code: 11000, insertedCount: 1 })
      await expect(
        raw().bulkWrite([{ insertOne: { document: { _id: 1 } } }, { insertOne: { document: { _id: 2 } } }] as never, { ordered: false }),
      ).rejects.toMatchObject({ code: 11000, insertedCount: 1 })
      expect((await raw().find().toArray()).map((d) => d._id)).toEqual([1, 2])
    })
  })
}
