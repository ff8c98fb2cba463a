/** What the embedded server refuses: loudly, also where there is nothing to read. */
import { MongoClient, type Db } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedServer, type Server } from './server.ts'

const FIELDS: readonly (readonly [name: string, command: Record<string, unknown>, code: number])[] = [
  ['an unknown command', { fly: 1 }, 59],
  ['explain', { explain: { find: 'c' } }, 59],
  ['mapReduce', { mapReduce: 'c' }, 59],
  ['an unknown field of find', { find: 'c', fly: 1 }, 40415],
  ['an unknown field of insert', { insert: 'c', documents: [{}], fly: 1 }, 40415],
  ['an unknown field of an update statement', { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, fly: 1 }] }, 40415],
  ['sort in an update, a field of 8.0', { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, sort: { a: 1 } }] }, 40415],
  ['an unknown field of a delete statement', { delete: 'c', deletes: [{ q: {}, limit: 0, fly: 1 }] }, 40415],
  ['an unknown field of an index', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', fly: 1 }] }, 40415],
  ['an unknown field of aggregate', { aggregate: 'c', pipeline: [], cursor: {}, fly: 1 }, 40415],
  ['a wrong type of filter', { find: 'c', filter: 'x' }, 14],
  ['a negative limit', { find: 'c', limit: -1 }, 51024],
  ['a collation of no language', { find: 'c', collation: { locale: 'xx_XX' } }, 115],
  ['a collation without a locale', { find: 'c', collation: { strength: 1 } }, 40414],
  ['a collation of strength 4', { count: 'c', collation: { locale: 'da', strength: 4 } }, 115],
  ['a collation that skips punctuation', { distinct: 'c', key: 'a', collation: { locale: 'da', alternate: 'shifted' } }, 115],
  ['a collation from the end', { find: 'c', collation: { locale: 'fr', backwards: true } }, 115],
  ['a collation with an unknown field', { find: 'c', collation: { locale: 'da', fly: 1 } }, 40415],
  ['a collation of an index', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'da' } }] }, 115],
  ['a collation of a collection', { create: 'c', collation: { locale: 'da' } }, 115],
  ['another version of the stable API', { find: 'c', apiVersion: '2' }, 322],
  ['a strict API of no version', { find: 'c', apiStrict: true }, 322],
  ['a command outside the stable API', { distinct: 'c', key: 'a', apiVersion: '1', apiStrict: true }, 323],
  [
    'a field outside the stable API',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', sparse: true }], apiVersion: '1', apiStrict: true },
    323,
  ],
  ['a tailable cursor', { find: 'c', tailable: true }, 115],
  ['bounds of an index', { find: 'c', min: { a: 1 } }, 115],
  [
    'a collation of an update that cannot be had',
    { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, collation: { locale: 'da', strength: 5 } }] },
    115,
  ],
  ['a TTL index', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', expireAfterSeconds: 1 }] }, 115],
  ['a partial index', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', partialFilterExpression: {} }] }, 115],
  ['a text index', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67],
  ['a wildcard index', { createIndexes: 'c', indexes: [{ key: { 'a.$**': 1 }, name: 'a' }] }, 67],
  ['an index on an element', { createIndexes: 'c', indexes: [{ key: { 'a.0': 1 }, name: 'a' }] }, 67],
  ['a capped collection', { create: 'c', capped: true, size: 100 }, 115],
  ['a validator', { create: 'c', validator: {} }, 115],
  ['a view', { create: 'c', viewOn: 'd', pipeline: [] }, 115],
  ['a transaction', { insert: 'c', documents: [{}], txnNumber: 1, startTransaction: true, autocommit: false }, 20],
  ['a snapshot', { find: 'c', readConcern: { level: 'snapshot' } }, 246],
  ['a read after a cluster time', { find: 'c', readConcern: { afterClusterTime: 1 } }, 115],
  ['more copies than there are', { insert: 'c', documents: [{}], writeConcern: { w: 2 } }, 2],
  ['aggregate on a database', { aggregate: 1, pipeline: [], cursor: {} }, 115],
  ['an aggregate without a cursor', { aggregate: 'c', pipeline: [] }, 40414],
  ['explain of an aggregate', { aggregate: 'c', pipeline: [], cursor: {}, explain: true }, 115],
]

const FILTERS: readonly (readonly [name: string, filter: object, code: number])[] = [
  ['an unknown operator', { a: { $fly: 1 } }, 2],
  ['an unknown operator at the top', { $fly: 1 }, 2],
  ['an unknown operator deep inside', { $or: [{ a: 1 }, { b: { $elemMatch: { $and: [{ c: { $fly: 1 } }] } } }] }, 2],
  ['$where', { $where: 'true' }, 115],
  ['$text', { $text: { $search: 'x' } }, 115],
  ['$jsonSchema', { $jsonSchema: {} }, 115],
  ['$near', { a: { $near: [0, 0] } }, 115],
  ['$bitsAllSet', { a: { $bitsAllSet: 1 } }, 115],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['$and of nothing', { $and: [] }, 2],
  ['$mod by 0', { a: { $mod: [0, 1] } }, 2],
  ['$not of a value', { a: { $not: 1 } }, 2],
  ['a wrong regular expression', { a: { $regex: '(' } }, 51091],
  ['an option of regular expressions', { a: { $regex: 'a', $options: 'x' } }, 115],
  ['$type of no type', { a: { $type: 'plan' } }, 2],
  ['an unknown expression', { $expr: { $fly: 1 } }, 168],
  ['the type of what is computed', { $expr: { $eq: [{ $type: { $add: ['$a', 1] } }, 'int'] } }, 115],
  ['an element of an array in an expression', { $expr: { $eq: ['$a.0', 1] } }, 115],
  ['an unknown variable', { $expr: { $eq: ['$$fly', 1] } }, 17276],
  ['a function', { $expr: { $function: { body: '', args: [], lang: 'js' } } }, 168],
]

const STAGES: readonly (readonly [name: string, stages: readonly object[], code: number])[] = [
  ['an unknown stage', [{ $fly: 1 }], 40324],
  ['$out', [{ $out: 'd' }], 115],
  ['$merge', [{ $merge: 'd' }], 115],
  ['$changeStream', [{ $changeStream: {} }], 40573],
  ['a stage of two', [{ $match: {}, $limit: 1 }], 40323],
  ['an unknown stage in $facet', [{ $facet: { a: [{ $fly: 1 }] } }], 40324],
  ['$facet in $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
  ['an unknown stage in $lookup', [{ $lookup: { from: 'd', as: 'x', pipeline: [{ $fly: 1 }] } }], 40324],
  ['an unknown argument of $lookup', [{ $lookup: { from: 'd', as: 'x', localField: 'a', foreignField: 'b', fly: 1 } }], 9],
  ['an unknown accumulator', [{ $group: { _id: null, x: { $fly: 1 } } }], 15952],
  ['$accumulator', [{ $group: { _id: null, x: { $accumulator: {} } } }], 15952],
  ['a group without _id', [{ $group: { x: { $sum: 1 } } }], 15955],
  ['an unknown expression', [{ $project: { x: { $fly: 1 } } }], 168],
  ['an unknown expression behind a condition', [{ $set: { x: { $cond: [false, { $fly: 1 }, 1] } } }], 168],
  ['in and out in one projection', [{ $project: { a: 1, b: 0 } }], 31254],
  ['a limit of 0', [{ $limit: 0 }], 15958],
  ['a sort by text score', [{ $sort: { a: { $meta: 'textScore' } } }], 115],
  ['an unknown option of $unwind', [{ $unwind: { path: '$a', fly: 1 } }], 28811],
]

const UPDATES: readonly (readonly [name: string, update: object, code: number])[] = [
  ['an unknown operator', { $fly: { a: 1 } }, 9],
  ['an operator beside fields', { $set: { a: 1 }, b: 1 }, 9],
  ['$bit', { $bit: { a: { or: 1 } } }, 115],
  ['$currentDate of a timestamp', { $currentDate: { a: { $type: 'timestamp' } } }, 115],
  ['an unknown clause of $push', { $push: { a: { $each: [], $fly: 1 } } }, 2],
  ['an unknown condition in $pull', { $pull: { a: { $fly: 1 } } }, 2],
]

describe('refusals', () => {
  let server: Server
  let client: MongoClient
  let db: Db
  beforeAll(async () => {
    server = await embeddedServer()
    client = await new MongoClient(server.uri()).connect()
    db = client.db('refusals')
  })
  afterAll(async () => {
    await client.close()
    await server.close()
  })

  it.each(FIELDS)('RF-1 %s', async (_name, command, code) => {
    await expect(db.command({ ...command })).rejects.toMatchObject({ code })
    expect(await db.listCollections().toArray()).toEqual([])
  })
  it.each(FILTERS)('RF-2 a filter with %s, on a collection that is not there', async (_name, filter, code) => {
    await expect(db.collection('none').find(filter).toArray()).rejects.toMatchObject({ code })
    await expect(db.collection('none').deleteMany(filter)).rejects.toMatchObject({ code })
    await expect(db.collection('none').updateOne(filter, { $set: { a: 1 } })).rejects.toMatchObject({ code })
    await expect(
      db
        .collection('none')
        .aggregate([{ $match: filter }])
        .toArray(),
    ).rejects.toMatchObject({ code })
  })
  it.each(STAGES)('RF-3 a pipeline with %s, on a collection that is not there', async (_name, stages, code) => {
    await expect(
      db
        .collection('none')
        .aggregate([...stages])
        .toArray(),
    ).rejects.toMatchObject({ code })
  })
  it.each(UPDATES)('RF-4 an update with %s, when nothing matches', async (_name, update, code) => {
    await expect(
      db.command({ update: 'none', updates: [{ q: { _id: 1 }, u: update }] }).then((reply) => {
        throw reply.writeErrors?.[0] ?? new Error('accepted')
      }),
    ).rejects.toMatchObject({ code })
  })
  it('RF-4 a stage of an update that no update may have', async () => {
    await expect(db.collection('none').updateOne({}, [{ $match: {} }])).rejects.toMatchObject({ code: 72 })
  })
  it('RF-5 a value of a type that is refused', async () => {
    const { Decimal128, Code } = await import('mongodb')
    await expect(db.collection('none').insertOne({ v: Decimal128.fromString('1.5') })).rejects.toMatchObject({ code: 115 })
    await expect(db.collection('none').insertOne({ v: new Code('1') })).rejects.toMatchObject({ code: 115 })
  })
  it('RF-6 change streams and transactions', async () => {
    const stream = db.collection('none').watch()
    await expect(stream.next()).rejects.toMatchObject({ code: 40573 })
    await stream.close()
    const session = client.startSession()
    await expect(session.withTransaction(() => db.collection('none').insertOne({ a: 1 }, { session }))).rejects.toThrow()
    await session.endSession()
    expect(await db.collection('none').countDocuments()).toBe(0)
  })
  it('RF-7 it says what it is: a standalone of version 7.0', async () => {
    expect(await db.command({ buildInfo: 1 })).toMatchObject({ version: '7.0.0' })
    const hello = await db.command({ hello: 1 })
    expect(hello).toMatchObject({ maxWireVersion: 21, isWritablePrimary: true })
    expect(hello).not.toHaveProperty('setName')
    expect(await db.collection('w').insertOne({ a: 1 }, { writeConcern: { w: 'majority', j: true } })).toMatchObject({ acknowledged: true })
    expect(await db.collection('w').find({}, { readConcern: 'majority' }).toArray()).toHaveLength(1)
    await db.collection('w').drop()
  })
})
