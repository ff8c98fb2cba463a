/** Filters, sorts and projections, with the answers that MongoDB's manual gives. */
import mongoose, { type Connection } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'

const { Double, Long, MinKey, MaxKey, Timestamp } = mongoose.mongo
const day = (n: number): Date => new Date(Date.UTC(2024, 0, n))

const DOCS = [
  {
    _id: 1,
    a: 1,
    s: 'alpha',
    d: day(1),
    list: [1, 5],
    sub: { x: 1, y: 2 },
    items: [
      { k: 'a', n: 1 },
      { k: 'b', n: 5 },
    ],
  },
  {
    _id: 2,
    a: 2,
    s: 'Beta',
    d: day(2),
    list: [2],
    sub: { y: 2, x: 1 },
    items: [
      { k: 'a', n: 5 },
      { k: 'b', n: 1 },
    ],
  },
  { _id: 3, a: new Double(2), s: 'gamma', list: [], sub: { x: null }, items: [] },
  { _id: 4, a: null, s: null, list: [[1, 2], 3] },
  { _id: 5, s: 'delta\nline', list: 'no list', sub: 7 },
  { _id: 6, a: [1, 9], s: ['alpha', 'zeta'], items: [{ k: 'c' }, 3, null] },
  { _id: 7, a: Long.fromNumber(7), flag: true, sub: [{ x: 1 }, { x: 4 }] },
  { _id: 8, a: '2', flag: false, list: [null] },
] as const

type Case = readonly [name: string, filter: object, ids: readonly number[]]

const CASES: readonly Case[] = [
  ['equality looks into arrays and over kinds of numbers', { a: 2 }, [2, 3]],
  ['equality with an element of an array', { a: 9 }, [6]],
  ['null is null or missing', { a: null }, [4, 5]],
  ['null inside an array', { list: null }, [6, 7, 8]],
  ['$eq null with $exists tells them apart', { a: { $eq: null, $exists: true } }, [4]],
  ['$exists', { flag: { $exists: true } }, [7, 8]],
  ['$ne is true for a missing field', { a: { $ne: 2 } }, [1, 4, 5, 6, 7, 8]],
  ['$gt stays within its type', { a: { $gt: 1 } }, [2, 3, 6, 7]],
  ['$gte and $lt on an array may be two elements', { a: { $gt: 2, $lt: 5 } }, [6]],
  ['$lte null', { a: { $lte: null } }, [4, 5]],
  ['$lt on strings', { s: { $lt: 'a' } }, [2]],
  ['$gte on dates', { d: { $gte: day(2) } }, [2]],
  ['$in', { a: { $in: [1, '2', null] } }, [1, 4, 5, 6, 8]],
  ['$in with a regular expression', { s: { $in: [/^al/, 'Beta'] } }, [1, 2, 6]],
  ['$nin', { a: { $nin: [1, 2, null] } }, [7, 8]],
  ['$in of nothing', { a: { $in: [] } }, []],
  ['an embedded document is equal field by field, in order', { sub: { x: 1, y: 2 } }, [1]],
  ['a dotted path', { 'sub.x': 1 }, [1, 2, 7]],
  ['a dotted path to null or missing', { 'sub.x': null }, [3, 4, 5, 6, 8]],
  ['a dotted path through an array', { 'items.n': 5 }, [1, 2]],
  ['an index in a path', { 'items.0.n': 5 }, [2]],
  ['an index of a plain array', { 'list.1': 5 }, [1]],
  ['a whole array', { list: [2] }, [2]],
  ['a nested array', { list: [1, 2] }, [4]],
  ['an empty array', { list: [] }, [3]],
  ['two conditions on a path may be two elements', { 'items.k': 'a', 'items.n': 5 }, [1, 2]],
  ['$elemMatch wants one element for all', { items: { $elemMatch: { k: 'a', n: 5 } } }, [2]],
  ['$elemMatch with operators', { list: { $elemMatch: { $gt: 1, $lt: 3 } } }, [2]],
  ['$all', { list: { $all: [5, 1] } }, [1]],
  ['$all with $elemMatch', { items: { $all: [{ $elemMatch: { k: 'a', n: 1 } }, { $elemMatch: { k: 'b', n: 5 } }] } }, [1]],
  ['$all of nothing', { list: { $all: [] } }, []],
  ['$size', { list: { $size: 2 } }, [1, 4]],
  ['$size 0', { list: { $size: 0 } }, [3]],
  ['$type by name', { a: { $type: 'double' } }, [3]],
  ['$type by number and alias', { a: { $type: ['string', 18] } }, [7, 8]],
  ['$type number', { a: { $type: 'number' } }, [1, 2, 3, 6, 7]],
  ['$type array', { list: { $type: 'array' } }, [1, 2, 3, 4, 8]],
  ['$type null is not missing', { a: { $type: 'null' } }, [4]],
  ['$mod', { a: { $mod: [3, 1] } }, [1, 6, 7]],
  ['a regular expression', { s: /^b/i }, [2]],
  ['$regex with $options', { s: { $regex: '^line$', $options: 'm' } }, [5]],
  ['$regex s', { s: { $regex: 'delta.line', $options: 's' } }, [5]],
  ['$not', { a: { $not: { $gt: 1 } } }, [1, 4, 5, 8]],
  ['$not with a regular expression', { s: { $not: /a/ } }, [4, 7, 8]],
  ['$and, $or, $nor', { $and: [{ $or: [{ a: 1 }, { a: 7 }] }, { $nor: [{ _id: 6 }] }] }, [1, 7]],
  ['a boolean is no number', { flag: 1 }, []],
  [
    '$expr compares fields',
    { $expr: { $gt: ['$a', { $size: { $ifNull: [{ $cond: [{ $isArray: '$list' }, '$list', []] }, []] } }] } },
    [2, 3, 6, 7, 8],
  ],
  ['$comment says nothing', { a: 7, $comment: 'why' }, [7]],
]

export function querySuite(connection: () => Connection): void {
  describe('queries', () => {
    const collection = (name: string) => connection().collection<{ _id: number } & Record<string, unknown>>(name)
    beforeAll(async () => {
      for (const name of ['plain', 'indexed']) await collection(name).insertMany(DOCS.map((doc) => ({ ...doc })) as never)
      for (const field of ['a', 's', 'list', 'sub.x', 'items.n', 'd', 'flag']) await collection('indexed').createIndex({ [field]: 1 })
    })

    for (const name of ['plain', 'indexed']) {
      it.each(CASES)(`EM-4 ${name}: %s`, async (_name, filter, ids) => {
        expect((await collection(name).find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id)).toEqual(ids)
        expect(await collection(name).countDocuments(filter)).toBe(ids.length)
      })
    }

    it('EM-5 sorts across all types in their order', async () => {
      const values = [
        new MinKey(),
        null,
        -1.5,
        0,
        Long.fromString('9007199254740993'),
        new Double(1e300),
        '',
        'a',
        'a\u0000b',
        'b',
        'å',
        '\u{1F600}',
        { a: 1 },
        { b: 0 },
        Buffer.from([1]),
        Buffer.from([0, 0]),
        new mongoose.Types.ObjectId('000000000000000000000001'),
        false,
        true,
        new Date(-1),
        new Date(1),
        new Timestamp({ t: 1, i: 1 }),
        /a/,
        new MaxKey(),
      ]
      for (const [name, index] of [
        ['sorted', undefined],
        ['sortedUp', { v: 1 }],
        ['sortedDown', { v: -1 }],
      ] as const) {
        const raw = collection(name)
        if (index) await raw.createIndex(index)
        const order = values.map((v, i) => ({ _id: i, v })).sort((a, b) => ((a._id * 7919) % 31) - ((b._id * 7919) % 31))
        await raw.insertMany(order as never)
        expect((await raw.find().sort({ v: 1 }).toArray()).map((doc) => doc._id)).toEqual(values.map((_, i) => i))
        expect((await raw.find().sort({ v: -1 }).toArray()).map((doc) => doc._id)).toEqual(values.map((_, i) => i).reverse())
      }
    })

    it('EM-5 an array sorts by its least element upwards, its greatest downwards; null and missing are equal, [] is less', async () => {
      const raw = collection('arrays')
      await raw.insertMany([{ _id: 1, v: [5, 2] }, { _id: 2, v: 3 }, { _id: 3, v: [] }, { _id: 4 }, { _id: 5, v: [1, 9] }] as never)
      // Without an index, then with two that would give another order if they were trusted with arrays.
      for (const index of [undefined, { v: 1, _id: 1 }, { v: -1, _id: 1 }] as const) {
        if (index) await raw.createIndex(index)
        expect((await raw.find().sort({ v: 1, _id: 1 }).toArray()).map((d) => d._id)).toEqual([3, 4, 5, 1, 2])
        expect((await raw.find().sort({ v: -1, _id: 1 }).toArray()).map((d) => d._id)).toEqual([5, 1, 2, 4, 3])
        // The element by which a document sorts need not be one that the filter asks for.
        const found = raw.find({ v: { $gte: 2 } } as never).sort({ v: 1, _id: 1 })
        expect((await found.toArray()).map((d) => d._id)).toEqual([5, 1, 2])
      }
    })

    it('EM-5 several keys, skip and limit, with an index that fits and one that does not', async () => {
      const raw = collection('pages')
      await raw.insertMany(Array.from({ length: 30 }, (_, i) => ({ _id: i, g: i % 3, n: 29 - i })) as never)
      const page = async () =>
        (
          await raw
            .find({ g: { $gte: 1 } })
            .sort({ g: -1, n: 1 })
            .skip(8)
            .limit(4)
            .toArray()
        ).map((d) => d._id)
      const without = await page()
      expect(without).toEqual([5, 2, 28, 25])
      await raw.createIndex({ g: 1, n: 1 })
      expect(await page()).toEqual(without)
      await raw.createIndex({ g: 1, n: -1 })
      expect(await page()).toEqual(without)
      expect((await raw.find({ g: 1 }).sort({ n: -1 }).limit(2).toArray()).map((d) => d._id)).toEqual([1, 4])
    })

    it('EM-5 without a sort documents come in the order of their insertion', async () => {
      const raw = collection('natural')
      await raw.insertMany([{ _id: 3 }, { _id: 1 }, { _id: 2 }])
      await raw.updateOne({ _id: 3 }, { $set: { x: 1 } })
      expect((await raw.find().toArray()).map((d) => d._id)).toEqual([3, 1, 2])
    })

    const PROJECTIONS: readonly (readonly [name: string, projection: object, expected: object])[] = [
      ['inclusion keeps _id', { a: 1 }, { _id: 1, a: 1 }],
      ['inclusion without _id', { _id: 0, s: 1 }, { s: 'alpha' }],
      ['exclusion', { list: 0, sub: 0, items: 0, d: 0 }, { _id: 1, a: 1, s: 'alpha' }],
      ['a dotted path', { 'sub.x': 1 }, { _id: 1, sub: { x: 1 } }],
      ['a nested document as a path', { sub: { y: 1 } }, { _id: 1, sub: { y: 2 } }],
      ['a path through an array', { 'items.k': 1 }, { _id: 1, items: [{ k: 'a' }, { k: 'b' }] }],
      [
        'exclusion through an array',
        { _id: 1, 'items.n': 0, list: 0, sub: 0, d: 0 },
        { _id: 1, a: 1, s: 'alpha', items: [{ k: 'a' }, { k: 'b' }] },
      ],
      ['$slice keeps the other fields', { list: { $slice: 1 }, sub: 0, items: 0, d: 0 }, { _id: 1, a: 1, s: 'alpha', list: [1] }],
      ['$slice from the end, with inclusion', { a: 1, list: { $slice: -1 } }, { _id: 1, a: 1, list: [5] }],
      ['$slice with skip', { a: 1, list: { $slice: [1, 1] } }, { _id: 1, a: 1, list: [5] }],
      ['$elemMatch', { items: { $elemMatch: { n: { $gt: 1 } } } }, { _id: 1, items: [{ k: 'b', n: 5 }] }],
      ['an expression', { _id: 0, sum: { $add: ['$a', 1] }, name: '$s' }, { sum: 2, name: 'alpha' }],
    ]
    it.each(PROJECTIONS)('EM-4 projection: %s', async (_name, projection, expected) => {
      expect(await collection('plain').findOne({ _id: 1 }, { projection })).toEqual(expected)
    })
    it('EM-4 projection: the positional operator gives the element that matched', async () => {
      expect(await collection('plain').findOne({ _id: 1, 'items.n': 5 }, { projection: { 'items.$': 1 } })).toEqual({
        _id: 1,
        items: [{ k: 'b', n: 5 }],
      })
    })

    it('EM-4 distinct looks into arrays and knows equal numbers', async () => {
      expect(await collection('plain').distinct('a')).toEqual([1, 2, null, 9, 7, '2'])
      expect(await collection('plain').distinct('items.k', { _id: { $lt: 3 } })).toEqual(['a', 'b'])
    })

    it('EM-4 a hint must name an index; one that is there changes no answer', async () => {
      expect(await collection('indexed').find({ a: 7 }).hint('a_1').toArray()).toHaveLength(1)
      await expect(collection('indexed').find({ a: 7 }).hint('none').toArray()).rejects.toMatchObject({ code: 2 })
    })
  })
}
