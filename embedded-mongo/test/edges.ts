/** Filters, sorts, updates, projections and unique indexes at their edges, each alone with its documents: arrays, null, kinds of numbers. */
import mongoose, { type Connection } from 'mongoose'
import { beforeEach, describe, expect, it } from 'vitest'

const { Binary, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } = mongoose.mongo

/** Stands for an error of that code. */
const fails = (code: number) => ({ code, fails: true })

/** One that no double can hold. */
const ODD = Long.fromString('9007199254740993')

type Documents = readonly Record<string, unknown>[]

/** Documents (their ids are their places), a filter, the ids that it finds. */
const FILTERS: readonly (readonly [Documents, object, readonly number[]])[] = [
  [[{ a: -5 }, { a: 5 }, { a: 4.9 }, { a: NaN }, { a: Infinity }], { a: { $mod: [5, 0] } }, [0, 1]],
  [[{ a: -5 }, { a: 5 }, { a: 4.9 }], { a: { $mod: [4, -1] } }, [0]],
  [[{ a: [] }, { a: [[]] }, { a: null }, {}, { a: [null] }, { a: [1] }], { a: [] }, [0, 1]],
  [[{ a: [] }, { a: [[]] }, { a: null }, {}, { a: [null] }, { a: [1] }], { a: null }, [2, 3, 4]],
  [[{ a: [] }, { a: [[]] }, { a: null }, {}, { a: [null] }], { a: { $ne: null } }, [0, 1]],
  [[{ a: [] }, { a: [1, 2] }, { a: 3 }, {}], { a: { $size: 0 } }, [0]],
  [[{ a: [1, 2] }, { a: [[1, 2]] }, { a: [2, 1] }], { a: [1, 2] }, [0, 1]],
  [[{ a: [1, 2] }, { a: [[1, 2]] }, { a: [2, 1] }], { a: { $in: [[1, 2]] } }, [0, 1]],
  [[{ a: [1, 2] }, { a: [1, 3] }], { a: { $gt: [1, 2] } }, [1]],
  [[{ a: { b: 1 } }, { a: { b: 2 } }, { a: { c: 0 } }], { a: { $gt: { b: 1 } } }, [1, 2]],
  [[{ a: { b: [{ c: 1 }, { c: 2 }] } }, { a: [{ b: { c: 2 } }] }, { a: [{ b: [{ c: 2 }] }] }], { 'a.b.c': 2 }, [0, 1, 2]],
  [[{ a: [[{ b: 1 }]] }], { 'a.b': 1 }, []],
  [[{ a: [[{ b: 1 }]] }], { 'a.0.b': 1 }, [0]],
  [[{ a: [{ b: 1 }, { b: 2 }] }], { 'a.1.b': 2 }, [0]],
  [[{ a: [{ b: 1 }, { c: 2 }] }, { a: [{ b: 1 }] }, { a: [1] }, { a: [] }, { a: 4 }], { 'a.b': null }, [0, 4]],
  [[{ a: [{ b: 1 }, { c: 2 }] }, { a: [{ c: 1 }] }, { a: [] }, {}], { 'a.b': { $exists: false } }, [1, 2, 3]],
  [[{ a: [{ b: 1 }, { c: 2 }] }, { a: [{ c: 1 }] }, { a: [] }, {}], { 'a.b': { $ne: 1 } }, [1, 2, 3]],
  [[{ a: [1, 5] }, { a: 3 }, { a: [3] }], { a: { $gt: 2, $lt: 4 } }, [0, 1, 2]],
  [[{ a: [1, 5] }, { a: 3 }, { a: [3] }], { a: { $elemMatch: { $gt: 2, $lt: 4 } } }, [2]],
  [[{ a: [1, 5] }, { a: 6 }], { a: { $not: { $gt: 5 } } }, [0]],
  [[{ a: [1, 2, 3] }, { a: [1] }, { a: 1 }], { a: { $all: [1] } }, [0, 1, 2]],
  [[{ a: [[1, 2], 3] }, { a: [1, 2] }], { a: { $all: [[1, 2]] } }, [0, 1]],
  [[{ a: NaN }, { a: 1 }, { a: null }], { a: NaN }, [0]],
  [[{ a: NaN }, { a: 1 }, { a: -Infinity }], { a: { $lt: 5 } }, [1, 2]],
  [[{ a: NaN }, { a: 1 }], { a: { $lte: NaN } }, [0]],
  [[{ a: NaN }, { a: 1 }], { a: { $gt: NaN } }, []],
  [[{ a: true }, { a: 1 }, { a: '1' }], { a: 1 }, [1]],
  [[{ a: true }, { a: false }], { a: { $gt: false } }, [0]],
  [[{ a: new Date(5) }, { a: 5 }, { a: new Timestamp({ t: 0, i: 5 }) }], { a: { $gte: new Date(0) } }, [0]],
  [[{ a: 1 }, { a: 'x' }, {}, { a: null }], { a: { $gte: new MinKey() } }, [0, 1, 2, 3]],
  [[{ a: 1 }, { a: new MaxKey() }], { a: { $lt: new MaxKey() } }, [0]],
  [[{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }], { a: { b: 1, c: 2 } }, [0]],
  [[{ a: { b: 1.0 } }, { a: { b: Long.fromNumber(1) } }], { a: { b: 1 } }, [0, 1]],
  [[{ a: 1 }, {}], { a: { $exists: true, $ne: null } }, [0]],
  [[{ a: 1 }, { a: '1' }, { a: [1, 'x'] }, { a: [] }], { a: { $type: ['string', 'array'] } }, [1, 2, 3]],
  [[{ a: 1, b: 2 }, { a: 1 }], { $nor: [{ b: 2 }] }, [1]],
  [
    [
      {
        a: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
    ],
    { a: { $elemMatch: { x: 1, y: 2 } } },
    [],
  ],
  [
    [
      {
        a: [
          { x: 1, y: 1 },
          { x: 2, y: 2 },
        ],
      },
    ],
    { 'a.x': 1, 'a.y': 2 },
    [0],
  ],
  [[{ a: ['x', 'y'] }, { a: 'x' }], { a: { $nin: ['x'] } }, []],
  [[{ a: ['x', 'y'] }, { a: 'z' }, {}], { a: { $nin: ['x', null] } }, [1]],
  [[{ a: /x/ }, { a: 'x' }], { a: /x/ }, [0, 1]],
  [[{ a: { $ref: 'c', $id: 1 } }], { 'a.$id': 1 }, [0]],
  [[{ a: ODD }, { a: 9007199254740992 }, { a: 9007199254740994 }], { a: ODD }, [0]],
  [[{ a: ODD }, { a: 9007199254740992 }], { a: { $gt: 9007199254740992 } }, [0]],
  [[{ a: ODD }, { a: 4 }], { a: { $mod: [2, 1] } }, [0]],
]

/** Documents (their ids are their places), a sort, the ids in order; what is equal keeps its place. */
const SORTS: readonly (readonly [Documents, object, readonly number[]])[] = [
  [
    [
      { a: 1 },
      { a: 'x' },
      { a: null },
      {},
      { a: { b: 1 } },
      { a: [0] },
      { a: true },
      { a: new Date(0) },
      { a: new MinKey() },
      { a: new MaxKey() },
      { a: new Binary(Buffer.from([1])) },
      { a: new ObjectId() },
      { a: /x/ },
      { a: [] },
      { a: new Timestamp({ t: 1, i: 1 }) },
      { a: NaN },
    ],
    { a: 1 },
    [8, 13, 2, 3, 15, 5, 0, 1, 4, 10, 11, 6, 7, 14, 12, 9],
  ],
  [[{ a: [1, 9] }, { a: 5 }, { a: [] }, { a: null }], { a: 1 }, [2, 3, 0, 1]],
  [[{ a: [1, 9] }, { a: 5 }, { a: [] }, { a: null }], { a: -1 }, [0, 1, 3, 2]],
  [[{ a: [{ b: 3 }, { b: 1 }] }, { a: { b: 2 } }, { a: [] }, { a: 5 }], { 'a.b': 1 }, [2, 3, 0, 1]],
  [[{ a: [[5]] }, { a: [4] }, { a: 6 }], { a: 1 }, [1, 2, 0]],
  [[{ a: [{ x: 2 }] }, { a: [{ x: 1 }] }, { a: [] }], { 'a.0.x': 1 }, [2, 1, 0]],
  [[{ a: [{ x: 2 }] }, { a: [{ x: 1 }] }], { 'a.0': 1 }, [1, 0]],
  [[{ a: { b: 1, c: 1 } }, { a: { b: 1 } }, { a: { a: 2 } }, { a: { b: 'x' } }], { a: 1 }, [2, 1, 0, 3]],
  [[{ a: 'a' }, { a: 'B' }, { a: 'b' }, { a: '' }, { a: 'é' }, { a: '😀' }, { a: '\uffff' }], { a: 1 }, [3, 1, 0, 2, 4, 6, 5]],
]

/** A document before (or none), a filter, an update, the document after it, options. Ids are left out. */
const UPDATES: readonly (readonly [object | null, object, object, object, object?])[] = [
  [null, { a: 1, b: { $gt: 2 } }, { $set: { c: 3 } }, { a: 1, c: 3 }, { upsert: true }],
  [null, { a: { $all: [1] } }, { $set: { c: 3 } }, { a: 1, c: 3 }, { upsert: true }],
  [null, { a: { $all: [1, 2] } }, { $set: { c: 3 } }, fails(54), { upsert: true }],
  [null, { a: 1, 'a.b': 2 }, { $set: { c: 3 } }, fails(54), { upsert: true }],
  [null, { 'a.b': 1, 'a.c': 2 }, { $set: { d: 3 } }, { a: { b: 1, c: 2 }, d: 3 }, { upsert: true }],
  [null, { $or: [{ a: 1 }, { b: 2 }] }, { $set: { c: 3 } }, { c: 3 }, { upsert: true }],
  [null, { a: 1 }, { $inc: { a: 2 } }, { a: 3 }, { upsert: true }],
  [null, { a: 1 }, { $set: { a: 2 }, $setOnInsert: { b: 1 } }, { a: 2, b: 1 }, { upsert: true }],
  [null, { a: 1 }, { $unset: { a: 1 } }, {}, { upsert: true }],
  [null, { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }, { upsert: true }],
  [null, { a: /x/ }, { $set: { b: 1 } }, { b: 1 }, { upsert: true }],
  [null, { a: { $not: { $eq: 1 } } }, { $set: { b: 1 } }, { b: 1 }, { upsert: true }],
  [null, { a: { $ne: 1 } }, { $set: { b: 1 } }, { b: 1 }, { upsert: true }],
  [null, { a: { $elemMatch: { x: 1 } } }, { $set: { b: 1 } }, { b: 1 }, { upsert: true }],
  [null, { a: null }, { $set: { b: 1 } }, { a: null, b: 1 }, { upsert: true }],
  [null, { 'a.0.b': 1 }, { $set: { c: 1 } }, { a: { '0': { b: 1 } }, c: 1 }, { upsert: true }],
  [null, { a: 5 }, { $push: { arr: { $each: [3, 1, 2], $sort: 1, $slice: 2 } } }, { a: 5, arr: [1, 2] }, { upsert: true }],
  [{ a: [1, 2, 3] }, { a: 2 }, { $set: { 'a.$': 9 } }, { a: [1, 9, 3] }],
  [{ a: [1, 2, 3] }, { a: { $gte: 2 } }, { $inc: { 'a.$': 10 } }, { a: [1, 12, 3] }],
  [
    {
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 2 },
      ],
    },
    { 'a.x': 2 },
    { $set: { 'a.$.y': 9 } },
    {
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 9 },
      ],
    },
  ],
  [
    {
      a: [
        { x: 1, y: 2 },
        { x: 1, y: 3 },
      ],
    },
    { a: { $elemMatch: { x: 1, y: 3 } } },
    { $set: { 'a.$.z': 1 } },
    {
      a: [
        { x: 1, y: 2 },
        { x: 1, y: 3, z: 1 },
      ],
    },
  ],
  [{ a: [1, 2] }, { _id: 1 }, { $set: { 'a.$': 9 } }, fails(2)],
  [{ a: [{ b: [1, 2] }, { b: [3] }] }, { _id: 1 }, { $inc: { 'a.$[].b.$[]': 1 } }, { a: [{ b: [2, 3] }, { b: [4] }] }],
  [
    { a: [{ g: 1 }, { g: 5 }] },
    { _id: 1 },
    { $set: { 'a.$[e].h': 1 } },
    { a: [{ g: 1 }, { g: 5, h: 1 }] },
    { arrayFilters: [{ 'e.g': { $gt: 2 } }] },
  ],
  [{ a: 1 }, { _id: 1 }, { $set: { 'a.b': 1 } }, fails(28)],
  [{ a: null }, { _id: 1 }, { $set: { 'a.b': 1 } }, fails(28)],
  [{ a: [1] }, { _id: 1 }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  [{ a: [1] }, { _id: 1 }, { $set: { 'a.x': 4 } }, fails(28)],
  [{ a: [1, 2, 3] }, { _id: 1 }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  [{ a: { b: 1 } }, { _id: 1 }, { $unset: { 'a.b': '' } }, { a: {} }],
  [{ a: 1 }, { _id: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  [{ a: [{ x: 1 }] }, { _id: 1 }, { $rename: { 'a.0.x': 'y' } }, fails(2)],
  [{ a: 1, b: [1] }, { _id: 1 }, { $rename: { a: 'b.0' } }, fails(2)],
  [{ a: 1, b: 2 }, { _id: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  [{ b: 2 }, { _id: 1 }, { $rename: { a: 'b' } }, { b: 2 }],
  [{ a: 'x' }, { _id: 1 }, { $inc: { a: 1 } }, fails(14)],
  [{ a: null }, { _id: 1 }, { $inc: { a: 1 } }, fails(14)],
  [{}, { _id: 1 }, { $inc: { 'a.b': 1 } }, { a: { b: 1 } }],
  [{}, { _id: 1 }, { $mul: { a: 5 } }, { a: 0 }],
  [{ a: 2147483647 }, { _id: 1 }, { $inc: { a: 1 } }, { a: 2147483648 }],
  [{ a: Long.MAX_VALUE }, { _id: 1 }, { $inc: { a: 1 } }, fails(2)],
  [{ a: 5 }, { _id: 1 }, { $min: { a: 'x' } }, { a: 5 }],
  [{ a: 5 }, { _id: 1 }, { $max: { a: 'x' } }, { a: 'x' }],
  [{ a: 5 }, { _id: 1 }, { $min: { a: null } }, { a: null }],
  [{}, { _id: 1 }, { $max: { a: 3 } }, { a: 3 }],
  [{ a: [3, 1] }, { _id: 1 }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
  [{ a: [1, 2] }, { _id: 1 }, { $push: { a: { $each: [8, 9], $position: 1 } } }, { a: [1, 8, 9, 2] }],
  [{ a: [1, 2] }, { _id: 1 }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
  [{ a: [1, 2] }, { _id: 1 }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  [{ a: [1, 2] }, { _id: 1 }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
  [{ a: [{ x: 2 }, { x: 1 }] }, { _id: 1 }, { $push: { a: { $each: [], $sort: { x: 1 } } } }, { a: [{ x: 1 }, { x: 2 }] }],
  [{ a: [{ x: 2 }, 5, 'a', null] }, { _id: 1 }, { $push: { a: { $each: [], $sort: 1 } } }, { a: [null, 5, 'a', { x: 2 }] }],
  [{ a: [5, { x: 1 }] }, { _id: 1 }, { $push: { a: { $each: [], $sort: { x: 1 } } } }, { a: [5, { x: 1 }] }],
  [{ a: 1 }, { _id: 1 }, { $push: { a: 2 } }, fails(2)],
  [{ a: [1] }, { _id: 1 }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
  [{ a: [1, { x: 1 }] }, { _id: 1 }, { $addToSet: { a: { x: 1 } } }, { a: [1, { x: 1 }] }],
  [{ a: [1] }, { _id: 1 }, { $addToSet: { a: new Double(1) } }, { a: [1] }],
  [
    { a: [{ x: 1, y: 2 }] },
    { _id: 1 },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  [{ a: [1] }, { _id: 1 }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, { a: [1, 2, 3] }],
  [{ a: [1, 2, 3, 2] }, { _id: 1 }, { $pull: { a: 2 } }, { a: [1, 3] }],
  [{ a: [1, 5, 8] }, { _id: 1 }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [{ a: [{ x: 1, y: 2 }, { x: 2 }] }, { _id: 1 }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [{ a: [{ x: [1, 2] }, { x: [3] }] }, { _id: 1 }, { $pull: { a: { x: 2 } } }, { a: [{ x: [3] }] }],
  [
    {
      a: [
        {
          r: [
            { q: 1, a: 4 },
            { q: 2, a: 6 },
          ],
        },
        {
          r: [
            { q: 1, a: 8 },
            { q: 2, a: 9 },
          ],
        },
      ],
    },
    { _id: 1 },
    { $pull: { a: { r: { $elemMatch: { q: 2, a: { $gte: 8 } } } } } },
    {
      a: [
        {
          r: [
            { q: 1, a: 4 },
            { q: 2, a: 6 },
          ],
        },
      ],
    },
  ],
  [{ a: [[1], [2]] }, { _id: 1 }, { $pull: { a: [1] } }, { a: [[2]] }],
  [{ a: [null, 1, {}] }, { _id: 1 }, { $pull: { a: null } }, { a: [1, {}] }],
  [{ a: ['ab', 'b'] }, { _id: 1 }, { $pull: { a: /^a/ } }, { a: ['b'] }],
  [{ a: ['ab', 'b'] }, { _id: 1 }, { $pull: { a: { $in: [/^a/, 'b'] } } }, { a: [] }],
  [{ a: [1, [1, 2]] }, { _id: 1 }, { $pull: { a: 1 } }, { a: [[1, 2]] }],
  [{ a: [1, 2, 1] }, { _id: 1 }, { $pullAll: { a: [1] } }, { a: [2] }],
  [{ a: [1, 2] }, { _id: 1 }, { $pop: { a: -1 } }, { a: [2] }],
  [{ a: 5 }, { _id: 1 }, { $pop: { a: 1 } }, fails(14)],
  [{ a: 1, b: 1 }, { _id: 1 }, { $set: { a: 2, 'a.b': 3 } }, fails(40)],
  [{ a: 1 }, { _id: 1 }, { $set: { _id: 2 } }, fails(66)],
  [{ a: 1 }, { _id: 1 }, { $set: { b: { $a: 1 } } }, { a: 1, b: { $a: 1 } }],
  [{ a: 1, z: 1 }, { _id: 1 }, { $set: { y: 1, b: 1, '10': 1, '9': 1 } }, { a: 1, z: 1, 9: 1, 10: 1, b: 1, y: 1 }],
]

/** The key of a unique index, its options, documents to insert in turn, and what each of them gets: 1, or an error. */
const UNIQUE: readonly (readonly [object, object, Documents, readonly number[]])[] = [
  [{ a: 1 }, {}, [{}, {}], [1, 11000]],
  [{ a: 1 }, {}, [{}, { a: null }], [1, 11000]],
  [{ a: 1 }, { sparse: true }, [{}, {}, { a: null }, { a: null }], [1, 1, 1, 11000]],
  [{ a: 1 }, {}, [{ a: [1, 2] }, { a: 2 }, { a: [3, 3] }, { a: [4, 1] }], [1, 11000, 1, 11000]],
  [{ a: 1 }, {}, [{ a: 1 }, { a: new Double(1) }, { a: Long.fromNumber(1) }, { a: '1' }, { a: true }], [1, 11000, 11000, 1, 1]],
  [{ a: 1 }, {}, [{ a: [] }, { a: null }, { a: [] }, { a: [[]] }], [1, 1, 11000, 1]],
  [{ a: 1, b: 1 }, {}, [{ a: 1 }, { a: 1, b: null }, { a: 1, b: 2 }, { a: 1, b: 2 }], [1, 11000, 1, 11000]],
  [
    { a: 1, b: 1 },
    {},
    [
      { a: [1, 2], b: 1 },
      { a: 2, b: 1 },
      { a: 3, b: [1] },
      { a: [1], b: [1] },
    ],
    [1, 11000, 1, 171],
  ],
  [{ 'a.b': 1 }, {}, [{ a: [{ b: 1 }, { b: 1 }] }, { a: { b: 1 } }, { a: [] }, { a: [{}] }], [1, 11000, 1, 11000]],
  [{ a: 1, b: 1 }, { sparse: true }, [{ b: 1 }, { b: 1 }, {}, {}], [1, 11000, 1, 1]],
  [{ a: 1 }, {}, [{ a: NaN }, { a: NaN }, { a: 0 }, { a: -0 }], [1, 11000, 1, 11000]],
  [{ a: 1 }, {}, [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1.0, y: 2 } }], [1, 1, 11000]],
]

/** A document, a projection, what it shows, a filter. */
const PROJECTIONS: readonly (readonly [object, object, object, object?])[] = [
  [{ a: [{ b: 1, c: 2 }, 5, [{ b: 3, c: 4 }]] }, { 'a.b': 1 }, { _id: 1, a: [{ b: 1 }, [{ b: 3 }]] }],
  [{ a: [{ b: 1, c: 2 }, 5] }, { 'a.b': 0 }, { _id: 1, a: [{ c: 2 }, 5] }],
  [{ a: 5, b: 1 }, { 'a.x': 1 }, { _id: 1 }],
  [{ a: 1, b: 2 }, { _id: 0 }, { a: 1, b: 2 }],
  [{ a: 1, b: 2 }, { _id: 1 }, { _id: 1 }],
  [{ a: 1, b: 2 }, { a: 1, b: 0 }, fails(31254)],
  [
    { z: 1, a: 2 },
    { a: 1, z: 1 },
    { _id: 1, z: 1, a: 2 },
  ],
  [{ a: [1, 2, 3, 4] }, { a: { $slice: [-3, 2] } }, { _id: 1, a: [2, 3] }],
  [{ a: [{ x: 1 }, { x: 2 }] }, { 'a.$': 1 }, { _id: 1, a: [{ x: 2 }] }, { 'a.x': 2 }],
  [{ a: 1 }, { b: '$a' }, { _id: 1, b: 1 }],
  [{ a: 1 }, { a: 'x' }, { _id: 1, a: 'x' }],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, { _id: 1, a: { b: 1 } }],
  [{ a: 1 }, { a: 0, _id: 1 }, { _id: 1 }],
]

const titled = <T extends readonly unknown[]>(cases: readonly T[]) =>
  cases.map((one) => [one.map((part) => (part === undefined ? '' : JSON.stringify(part))).join(' '), one] as const)

export function edgeSuite(connection: () => Connection): void {
  describe('edges', () => {
    const raw = () => connection().collection<{ _id: number } & Record<string, unknown>>('edge')
    const outcome = async (attempt: () => Promise<unknown>): Promise<unknown> =>
      attempt().catch((error: { code?: number }) => fails(error.code ?? 0))
    const put = (docs: Documents) => raw().insertMany(docs.map((doc, i) => ({ _id: i, ...doc })))
    const idsOf = (docs: readonly { readonly _id: number }[]): readonly number[] => docs.map((doc) => doc._id)
    beforeEach(() => raw().drop())

    it.each(titled(FILTERS))('EM-11 filter %s', async (_title, [docs, filter, ids]) => {
      await put(docs)
      expect(idsOf(await raw().find(filter).toArray())).toEqual(ids)
    })

    it.each(titled(SORTS))('EM-11 sort %s', async (_title, [docs, sort, ids]) => {
      await put(docs)
      const all = raw()
        .find()
        .sort({ ...sort, _id: 1 } as never)
      expect(idsOf(await all.toArray())).toEqual(ids)
    })

    it.each(titled(UPDATES))('EM-11 update %s', async (_title, [before, filter, update, after, options]) => {
      if (before) await raw().insertOne({ _id: 1, ...before })
      const result = await outcome(async () => {
        await raw().updateOne(filter, update, options)
        const { _id, ...rest } = (await raw().findOne()) ?? { _id: 0 }
        return rest
      })
      expect(result).toEqual(after)
    })

    it.each(titled(UNIQUE))('EM-11 unique %s', async (_title, [key, options, docs, expected]) => {
      await raw().createIndex(key as never, { unique: true, ...options })
      const found: unknown[] = []
      for (const doc of docs) {
        const result = await outcome(() => raw().insertOne(doc as never))
        found.push((result as { code?: number }).code ?? 1)
      }
      expect(found).toEqual(expected)
    })

    it.each(titled(PROJECTIONS))('EM-11 projection %s', async (_title, [doc, projection, shown, filter]) => {
      await raw().insertOne({ _id: 1, ...doc })
      expect(await outcome(() => raw().findOne(filter ?? {}, { projection }))).toEqual(shown)
    })
  })
}
