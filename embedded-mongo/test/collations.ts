/** Collations: texts compared as a language does, in every command that can carry one. */
import type { Connection } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'

const loose = { locale: 'en', strength: 2 }
const bare = { locale: 'en', strength: 1 }

const WORDS = [
  { _id: 1, w: 'ping', n: { t: 'ping' }, l: ['x', 'PONG'] },
  { _id: 2, w: 'pING', n: { t: 'PING' }, l: ['pong', 'X'] },
  { _id: 3, w: 'Pong', l: [] },
  { _id: 4, w: 'píng' },
  { _id: 5, w: 7 },
]

type Case = readonly [name: string, filter: object, collation: object, ids: readonly number[]]

const CASES: readonly Case[] = [
  ['equality without case', { w: 'PING' }, loose, [1, 2]],
  ['equality without case and accents', { w: 'PING' }, bare, [1, 2, 4]],
  ['equality with all', { w: 'ping' }, { locale: 'en', strength: 3 }, [1]],
  ['strength 1 with caseLevel knows case, not accents', { w: 'ping' }, { locale: 'en', strength: 1, caseLevel: true }, [1, 4]],
  ['the locale simple is the order of bytes', { w: { $gte: 'a' } }, { locale: 'simple' }, [1, 2, 4]],
  ['a range', { w: { $gt: 'PING' } }, loose, [3, 4]],
  ['$in', { w: { $in: ['PING', 'none'] } }, loose, [1, 2]],
  ['$nin', { w: { $nin: ['PING'] } }, loose, [3, 4, 5]],
  ['$ne', { w: { $ne: 'PING' } }, loose, [3, 4, 5]],
  ['$not', { w: { $not: { $eq: 'PING' } } }, loose, [3, 4, 5]],
  ['a text in a document', { n: { t: 'Ping' } }, loose, [1, 2]],
  ['the name of a field keeps its case', { n: { T: 'ping' } }, loose, []],
  ['an element of an array', { l: 'Pong' }, loose, [1, 2]],
  ['$all', { l: { $all: ['Pong', 'X'] } }, loose, [1, 2]],
  ['$elemMatch', { l: { $elemMatch: { $eq: 'pong' } } }, loose, [1, 2]],
  ['$expr', { $expr: { $eq: ['$w', 'PING'] } }, loose, [1, 2]],
  ['$expr with $in', { $expr: { $in: ['$w', ['PING']] } }, loose, [1, 2]],
  ['a regular expression knows no collation', { w: { $regex: '^ping' } }, loose, [1]],
]

export function collationSuite(connection: () => Connection): void {
  describe('collations', () => {
    const raw = (name: string) => connection().collection<{ _id: number } & Record<string, unknown>>(name)
    beforeAll(async () => {
      for (const name of ['words', 'words_indexed']) await raw(name).insertMany(WORDS as never)
      await raw('words_indexed').createIndex({ w: 1 })
      await raw('words_indexed').createIndex({ l: -1 })
    })

    it.each(CASES)('EM-9 %s, with and without an index', async (_name, filter, collation, ids) => {
      for (const name of ['words', 'words_indexed']) {
        const found = await raw(name)
          .find(filter, { collation: collation as never })
          .toArray()
        expect(found.map((doc) => doc._id).toSorted()).toEqual(ids)
        expect(await raw(name).countDocuments(filter, { collation: collation as never })).toBe(ids.length)
      }
    })

    it('EM-9 sorts as the language does', async () => {
      const sorted = async (words: readonly string[], collation: object): Promise<unknown[]> => {
        await raw('sorted').deleteMany({})
        await raw('sorted').insertMany(words.map((w, i) => ({ _id: i, w })) as never)
        const found = await raw('sorted')
          .find({}, { collation: collation as never })
          .sort({ w: 1 })
          .toArray()
        return found.map((doc) => doc.w)
      }
      await raw('sorted').createIndex({ w: 1 })
      expect(await sorted(['zebra', 'ål', 'æble', 'øre', 'Aarhus', 'b', 'a'], { locale: 'da' })).toEqual([
        'a',
        'b',
        'zebra',
        'æble',
        'øre',
        'ål',
        'Aarhus',
      ])
      expect(await sorted(['afsnit 10', 'afsnit 9', 'afsnit 1'], { locale: 'da', numericOrdering: true })).toEqual([
        'afsnit 1',
        'afsnit 9',
        'afsnit 10',
      ])
      expect(await sorted(['a', 'A'], { locale: 'en', caseFirst: 'upper' })).toEqual(['A', 'a'])
      expect(await sorted(['A', 'a'], { locale: 'en', caseFirst: 'lower' })).toEqual(['a', 'A'])
      expect(await sorted(['b', 'B', 'a'], loose)).toEqual(['a', 'b', 'B'])
    })

    it('EM-9 distinct, groups and joins take equal texts as one', async () => {
      expect(await raw('words').distinct('w', {}, { collation: loose })).toEqual(expect.objectContaining({ length: 4 }))
      const pipeline = async (...stages: object[]) => raw('words').aggregate(stages, { collation: loose }).toArray()
      expect(await pipeline({ $group: { _id: '$w', n: { $sum: 1 } } }, { $match: { n: 2 } })).toEqual([{ _id: 'ping', n: 2 }])
      expect(await pipeline({ $group: { _id: null, all: { $addToSet: '$n.t' }, max: { $max: '$n.t' } } })).toEqual([
        { _id: null, all: ['ping'], max: 'ping' },
      ])
      const [joined] = await pipeline(
        { $match: { _id: 1 } },
        { $lookup: { from: 'words', localField: 'w', foreignField: 'n.t', as: 'same' } },
      )
      expect(joined?.same).toHaveLength(2)
    })

    it('EM-9 updates and deletes', async () => {
      const changed = raw('changed')
      await changed.insertMany(WORDS as never)
      expect(await changed.updateMany({ w: 'PING' }, { $addToSet: { l: 'PonG' } as never }, { collation: loose })).toMatchObject({
        matchedCount: 2,
        modifiedCount: 0,
      })
      expect(await changed.updateOne({ l: 'X' }, { $set: { 'l.$': 'found' } }, { collation: loose })).toMatchObject({ modifiedCount: 1 })
      await changed.updateOne({ _id: 1 }, { $set: { 'l.$[e]': 'filtered' } }, { arrayFilters: [{ e: 'pong' }], collation: loose })
      expect(await changed.findOne({ _id: 1 })).toMatchObject({ l: ['found', 'filtered'] })
      await changed.updateOne({ _id: 2 }, { $pull: { l: 'PONG' } as never, $min: { w: 'PING' } }, { collation: loose })
      expect(await changed.findOne({ _id: 2 })).toMatchObject({ l: ['X'], w: 'pING' })
      expect(await changed.findOneAndUpdate({ w: 'PONG' }, { $set: { w: 'done' } }, { collation: loose })).toMatchObject({ _id: 3 })
      expect(await changed.deleteMany({ w: 'Ping' }, { collation: loose })).toMatchObject({ deletedCount: 2 })
      expect(await changed.deleteMany({ w: 'Ping' })).toMatchObject({ deletedCount: 0 })
    })

    it('EM-9 keys stay what they are: a unique index and an _id know no collation of a command', async () => {
      const keys = connection().collection<{ _id: string; k: string }>('keys')
      await keys.createIndex({ k: 1 }, { unique: true })
      await keys.insertMany([
        { _id: 'a', k: 'x' },
        { _id: 'b', k: 'y' },
      ])
      await keys.updateOne({ _id: 'B' }, { $set: { k: 'X' } }, { collation: loose })
      expect(await keys.findOne({ _id: 'b' })).toEqual({ _id: 'b', k: 'X' })
      await expect(keys.updateOne({ _id: 'A' }, { $set: { _id: 'A' } as never }, { collation: loose })).rejects.toMatchObject({ code: 66 })
      expect(await keys.find({ k: 'x' }).toArray()).toHaveLength(1)
    })
  })
}
