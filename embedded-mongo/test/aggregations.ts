/** Stages, accumulators and expressions, with the answers that MongoDB's manual gives. */
import mongoose, { type Connection } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'
import { EXPRESSION_OPERATORS } from '../src/expressionOperators.ts'
import { ACCUMULATORS } from '../src/group.ts'
import { STAGES } from '../src/pipeline.ts'

const id = new mongoose.Types.ObjectId('0123456789abcdef01234567')
const noon = new Date('2024-03-31T12:30:45.678Z')

const GOALS = [
  { _id: 1, plan: 'p', kind: 'A', n: 3, tags: ['x', 'y'], at: noon },
  { _id: 2, plan: 'p', kind: 'B', n: 5, tags: [] },
  { _id: 3, plan: 'q', kind: 'A', n: 1, tags: ['x'] },
  { _id: 4, plan: 'r', kind: 'A', tags: null },
]

const PIPELINES: readonly (readonly [name: string, stages: readonly object[], expected: readonly object[]])[] = [
  [
    '$match, $sort, $skip, $limit, $project',
    [{ $match: { kind: 'A' } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { n: 1 } }],
    [{ _id: 3, n: 1 }],
  ],
  [
    '$group with $sum, $avg, $min, $max, $count',
    [
      { $group: { _id: '$plan', sum: { $sum: '$n' }, avg: { $avg: '$n' }, min: { $min: '$n' }, max: { $max: '$n' }, c: { $count: {} } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 'p', sum: 8, avg: 4, min: 3, max: 5, c: 2 },
      { _id: 'q', sum: 1, avg: 1, min: 1, max: 1, c: 1 },
      { _id: 'r', sum: 0, avg: null, min: null, max: null, c: 1 },
    ],
  ],
  [
    '$group with $push, $addToSet, $first, $last, $mergeObjects',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: null,
          ids: { $push: '$_id' },
          kinds: { $addToSet: '$kind' },
          first: { $first: '$n' },
          last: { $last: '$n' },
          all: { $mergeObjects: { k: '$kind', n: '$n' } },
        },
      },
    ],
    [{ _id: null, ids: [1, 2, 3, 4], kinds: ['A', 'B'], first: 3, last: null, all: { k: 'A', n: 1 } }],
  ],
  [
    '$group by a document',
    [{ $group: { _id: { p: '$plan', k: '$kind' }, c: { $sum: 1 } } }, { $match: { '_id.k': 'B' } }],
    [{ _id: { p: 'p', k: 'B' }, c: 1 }],
  ],
  [
    '$unwind drops what is empty, null or missing',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'x' },
    ],
  ],
  [
    '$unwind may keep them and count',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $match: { _id: { $in: [2, 3, 4] } } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 2, i: null },
      { _id: 3, tags: 'x', i: 0 },
      { _id: 4, tags: null, i: null },
    ],
  ],
  [
    '$lookup by field',
    [
      { $match: { _id: { $in: [1, 4] } } },
      { $lookup: { from: 'agg_plans', localField: 'plan', foreignField: 'slug', as: 'found' } },
      { $project: { 'found.title': 1 } },
    ],
    [
      { _id: 1, found: [{ title: 'P' }] },
      { _id: 4, found: [] },
    ],
  ],
  [
    '$lookup with a pipeline',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'agg_plans',
          let: { s: '$plan' },
          pipeline: [{ $match: { $expr: { $eq: ['$slug', '$$s'] } } }, { $project: { _id: 0, title: 1 } }],
          as: 'found',
        },
      },
      { $project: { found: 1 } },
    ],
    [{ _id: 1, found: [{ title: 'P' }] }],
  ],
  [
    '$facet',
    [{ $facet: { total: [{ $count: 'n' }], top: [{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }] } }],
    [{ total: [{ n: 4 }], top: [{ _id: 2, n: 5 }] }],
  ],
  [
    '$set, $addFields and $unset',
    [
      { $match: { _id: 2 } },
      { $set: { n: { $add: ['$n', 1] }, 'o.x': '$kind' } },
      { $addFields: { m: '$n' } },
      { $unset: ['tags', 'plan'] },
    ],
    [{ _id: 2, kind: 'B', n: 6, o: { x: 'B' }, m: 6 }],
  ],
  [
    '$replaceRoot and $replaceWith',
    [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { a: { b: '$n' } } } }, { $replaceWith: '$a' }],
    [{ b: 3 }],
  ],
  [
    '$sortByCount',
    [{ $sortByCount: '$kind' }],
    [
      { _id: 'A', count: 3 },
      { _id: 'B', count: 1 },
    ],
  ],
  ['$count of nothing is nothing', [{ $match: { n: 99 } }, { $count: 'n' }], []],
]

const EXPRESSIONS: Readonly<Record<string, readonly (readonly [expression: unknown, expected: unknown])[]>> = {
  $eq: [
    [{ $eq: ['$n', 3] }, true],
    [{ $eq: ['$id', id] }, true],
    [
      {
        $eq: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      false,
    ],
    [{ $eq: ['$none', null] }, false],
  ],
  $ne: [[{ $ne: ['$n', 3] }, false]],
  $gt: [
    [{ $gt: ['$n', 2] }, true],
    [{ $gt: ['x', 5] }, true],
  ],
  $gte: [[{ $gte: ['$n', 3] }, true]],
  $lt: [[{ $lt: ['$none', null] }, true]],
  $lte: [[{ $lte: ['$at', noon] }, true]],
  $cmp: [
    [{ $cmp: [1, 2] }, -1],
    [
      {
        $cmp: [
          [1, 2],
          [2, 1],
        ],
      },
      -1,
    ],
  ],
  $and: [
    [{ $and: [1, '$n'] }, true],
    [{ $and: [] }, true],
    [{ $and: [true, 0] }, false],
  ],
  $or: [
    [{ $or: [0, null] }, false],
    [{ $or: [false, 'x'] }, true],
  ],
  $not: [[{ $not: ['$none'] }, true]],
  $cond: [
    [{ $cond: [{ $gt: ['$n', 1] }, 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: false, then: 1, else: 2 } }, 2],
  ],
  $ifNull: [[{ $ifNull: ['$none', '$null', 7] }, 7]],
  $switch: [
    [
      {
        $switch: {
          branches: [
            { case: { $eq: ['$n', 1] }, then: 'a' },
            { case: true, then: 'b' },
          ],
          default: 'c',
        },
      },
      'b',
    ],
  ],
  $literal: [[{ $literal: '$n' }, '$n']],
  $let: [[{ $let: { vars: { x: 2 }, in: { $multiply: ['$$x', '$n'] } } }, 6]],
  $add: [
    [{ $add: ['$n', 1, 0.5] }, 4.5],
    [{ $add: ['$at', 1000] }, new Date(noon.getTime() + 1000)],
    [{ $add: ['$n', null] }, null],
  ],
  $subtract: [
    [{ $subtract: [10, '$n'] }, 7],
    [{ $subtract: ['$at', new Date(noon.getTime() - 5)] }, 5],
  ],
  $multiply: [[{ $multiply: [2, '$n'] }, 6]],
  $divide: [[{ $divide: [7, 2] }, 3.5]],
  $mod: [[{ $mod: [7, '$n'] }, 1]],
  $abs: [[{ $abs: -4 }, 4]],
  $ceil: [[{ $ceil: 1.2 }, 2]],
  $floor: [[{ $floor: 1.8 }, 1]],
  $round: [
    [{ $round: [2.345, 1] }, 2.3],
    [{ $round: [2.5, 0] }, 2],
  ],
  $min: [
    [{ $min: ['$n', 1, null] }, 1],
    [{ $min: '$list' }, 1],
  ],
  $max: [
    [{ $max: ['$n', 9] }, 9],
    [{ $max: '$list' }, 4],
  ],
  $sum: [
    [{ $sum: '$list' }, 7],
    [{ $sum: ['$n', 1] }, 4],
  ],
  $avg: [[{ $avg: ['$n', 5] }, 4]],
  $concat: [
    [{ $concat: ['a', '$s'] }, 'aÆble'],
    [{ $concat: ['a', null] }, null],
  ],
  $toLower: [
    [{ $toLower: 'ABC' }, 'abc'],
    [{ $toLower: null }, ''],
  ],
  $toUpper: [[{ $toUpper: 'abc' }, 'ABC']],
  $toString: [
    [{ $toString: '$n' }, '3'],
    [{ $toString: '$id' }, String(id)],
  ],
  $substrCP: [[{ $substrCP: ['$s', 1, 2] }, 'bl']],
  $strLenCP: [[{ $strLenCP: '$s' }, 4]],
  $split: [[{ $split: ['a-b', '-'] }, ['a', 'b']]],
  $trim: [[{ $trim: { input: '  x ' } }, 'x']],
  $in: [
    [{ $in: [4, '$list'] }, true],
    [{ $in: ['x', '$list'] }, false],
  ],
  $size: [[{ $size: '$list' }, 3]],
  $map: [[{ $map: { input: '$list', as: 'e', in: { $add: ['$$e', 1] } } }, [2, 3, 5]]],
  $filter: [[{ $filter: { input: '$list', as: 'e', cond: { $gt: ['$$e', 1] } } }, [2, 4]]],
  $reduce: [[{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 7]],
  $arrayElemAt: [[{ $arrayElemAt: ['$list', -1] }, 4]],
  $first: [[{ $first: '$list' }, 1]],
  $last: [[{ $last: '$list' }, 4]],
  $slice: [
    [{ $slice: ['$list', 1, 2] }, [2, 4]],
    [{ $slice: ['$list', -1] }, [4]],
  ],
  $concatArrays: [[{ $concatArrays: ['$list', [9]] }, [1, 2, 4, 9]]],
  $isArray: [
    [{ $isArray: '$list' }, true],
    [{ $isArray: ['$n'] }, false],
  ],
  $indexOfArray: [[{ $indexOfArray: ['$list', 4] }, 2]],
  $range: [[{ $range: [0, 3] }, [0, 1, 2]]],
  $arrayToObject: [[{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }]],
  $objectToArray: [[{ $objectToArray: '$o' }, [{ k: 'x', v: 1 }]]],
  $mergeObjects: [[{ $mergeObjects: ['$o', { y: 2 }] }, { x: 1, y: 2 }]],
  $getField: [
    [{ $getField: 'n' }, 3],
    [{ $getField: { field: 'x', input: '$o' } }, 1],
  ],
  $setField: [[{ $setField: { field: 'y', input: '$o', value: 2 } }, { x: 1, y: 2 }]],
  $type: [
    [{ $type: '$n' }, 'int'],
    [{ $type: '$none' }, 'missing'],
    [{ $type: '$id' }, 'objectId'],
  ],
  $year: [[{ $year: '$at' }, 2024]],
  $month: [[{ $month: '$at' }, 3]],
  $dayOfMonth: [
    [{ $dayOfMonth: '$at' }, 31],
    [{ $dayOfMonth: { date: new Date('2024-03-31T23:30:00Z'), timezone: 'Europe/Copenhagen' } }, 1],
  ],
  $dateToString: [[{ $dateToString: { date: '$at', format: '%Y-%m-%d' } }, '2024-03-31']],
  $rand: [[{ $and: [{ $gte: [{ $rand: {} }, 0] }, { $lt: [{ $rand: {} }, 1] }] }, true]],
  $toObjectId: [
    [{ $toObjectId: String(id) }, id],
    [{ $toObjectId: null }, null],
  ],
}

export function aggregationSuite(connection: () => Connection): void {
  describe('aggregations', () => {
    const raw = (name: string) => connection().collection(name)
    beforeAll(async () => {
      await raw('agg').insertMany(GOALS as never)
      await raw('agg_plans').insertMany([
        { _id: 1, slug: 'p', title: 'P' },
        { _id: 2, slug: 'q', title: 'Q' },
      ] as never)
      await raw('agg_one').insertOne({ n: 3, s: 'Æble', list: [1, 2, 4], o: { x: 1 }, at: noon, id, null: null })
    })

    it.each(PIPELINES)('EM-7 %s', async (_name, stages, expected) => {
      expect(
        await raw('agg')
          .aggregate(stages as object[])
          .toArray(),
      ).toEqual(expected)
    })

    it.each(Object.entries(EXPRESSIONS))('EM-7 %s', async (_name, cases) => {
      for (const [expression, expected] of cases) {
        const [answer] = await raw('agg_one')
          .aggregate([{ $project: { _id: 0, v: expression } }])
          .toArray()
        expect(answer).toEqual({ v: expected })
      }
    })

    it('EM-7 a value that is missing stays missing', async () => {
      expect(
        await raw('agg_one')
          .aggregate([{ $project: { _id: 0, v: '$none', w: { a: '$none', b: '$n' } } }])
          .toArray(),
      ).toEqual([{ w: { b: 3 } }])
    })

    it('EM-7 every stage, accumulator and expression that is allowed has its test', () => {
      const text = JSON.stringify(PIPELINES)
      expect([...STAGES, ...ACCUMULATORS].filter((name) => !text.includes(`"${name}"`))).toEqual([])
      expect(EXPRESSION_OPERATORS.filter((name) => !Object.hasOwn(EXPRESSIONS, name))).toEqual([])
    })

    it('EM-7 a leading $match uses an index and gives the same', async () => {
      await raw('agg').createIndex({ kind: 1, n: 1 })
      expect(
        await raw('agg')
          .aggregate([{ $match: { kind: 'A', n: { $gte: 1 } } }, { $sort: { n: 1 } }, { $project: { n: 1 } }])
          .toArray(),
      ).toEqual([
        { _id: 3, n: 1 },
        { _id: 1, n: 3 },
      ])
    })
  })
}
