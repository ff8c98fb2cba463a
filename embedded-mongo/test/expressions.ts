/** Expressions at their edges: null and missing, halves, lists of one, kinds of numbers, time zones. */
import mongoose, { type Connection } from 'mongoose'
import { beforeAll, describe, expect, it } from 'vitest'

const { Double } = mongoose.mongo
const at = new Date('2024-03-15T12:30:45.123Z')
const DOC = { _id: 1, n: 3, neg: -7, whole: new Double(2), nan: NaN, nul: null, empty: '', s: 'Æble', list: [3, 1, 2], o: { x: 1 }, at }

type Case = readonly [expression: unknown, expected: unknown]

const zoned = (text: string, timezone: string) => ({ date: new Date(text), timezone })

const ANSWERS: readonly Case[] = [
  [{ $cond: ['$nan', 1, 2] }, 1],
  [{ $cond: ['$empty', 1, 2] }, 1],
  [{ $cond: ['$missing', 1, 2] }, 2],
  [{ $not: ['$empty'] }, false],
  [{ $not: ['$missing'] }, true],
  [{ $and: ['$empty', '$nan', '$list'] }, true],
  [{ $or: [0, '$nul', '$missing'] }, false],
  [{ $round: 2.5 }, 2],
  [{ $round: [3.5] }, 4],
  [{ $round: [-2.5, 0] }, -2],
  [{ $round: [2.345, 2] }, 2.35],
  [{ $round: [0.125, 2] }, 0.12],
  [{ $round: [1.005, 2] }, 1],
  [{ $round: [1250, -2] }, 1200],
  [{ $round: [-1350, -2] }, -1400],
  [{ $round: '$missing' }, null],
  [{ $mod: ['$neg', 3] }, -1],
  [{ $mod: ['$missing', 3] }, null],
  [{ $toLower: '$s' }, 'Æble'],
  [{ $toUpper: 'æb' }, 'æB'],
  [{ $substrCP: ['$s', 0, 2] }, 'Æb'],
  [{ $substrCP: ['$nul', 0, 2] }, ''],
  [{ $substrCP: [123, 0, 2] }, '12'],
  [{ $split: ['a-b', '-'] }, ['a', 'b']],
  [{ $split: ['$nul', '-'] }, null],
  [{ $size: ['$list'] }, 3],
  [{ $first: ['$list'] }, 3],
  [{ $abs: ['$neg'] }, 7],
  [{ $type: '$whole' }, 'double'],
  [{ $type: '$n' }, 'int'],
  [{ $type: '$missing' }, 'missing'],
  [{ $eq: [{ $type: '$whole' }, 'double'] }, true],
  [{ $mergeObjects: ['$o', '$nul', '$missing', { y: 2 }] }, { x: 1, y: 2 }],
  [{ $switch: { branches: [{ case: '$nan', then: 1 }], default: 2 } }, 1],
  [{ $eq: ['$missing', null] }, false],
  [{ $gt: [null, '$missing'] }, true],
  ['$list.x', []],
  [{ $year: '$missing' }, null],
  [{ $dayOfMonth: ['$at'] }, 15],
  [{ $dayOfMonth: zoned('2024-03-31T23:30:00Z', 'Europe/Copenhagen') }, 1],
  [{ $month: zoned('2024-12-31T23:30:00Z', '+01') }, 1],
  [{ $year: zoned('2024-01-01T03:00:00Z', '-0330') }, 2023],
  [{ $dateToString: { date: '$at' } }, '2024-03-15T12:30:45.123Z'],
  [{ $dateToString: { date: '$at', format: '%d.%m.%Y %H:%M:%S.%L %j %u %w %%' } }, '15.03.2024 12:30:45.123 075 5 6 %'],
  [{ $dateToString: { date: '$at', format: '%H:%M %z', timezone: 'Europe/Copenhagen' } }, '13:30 +0100'],
  [{ $dateToString: { date: '$missing', onNull: 'none' } }, 'none'],
  [{ $dateToString: { date: '$nul' } }, null],
]

const ERRORS: readonly (readonly [expression: unknown, code: number])[] = [
  [{ $mod: [1, 0] }, 16610],
  [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
  [{ $size: '$missing' }, 17124],
  [{ $split: ['abc', ''] }, 40087],
  [{ $substrCP: ['abc', -1, 2] }, 34451],
  [{ $mergeObjects: ['$n'] }, 40400],
  [{ $year: '$s' }, 16006],
  [{ $cond: [true, 1] }, 16020],
  [{ $dateToString: { date: '$at', format: '%q' } }, 18536],
  [{ $year: { date: '$at', timezone: 'Fjordby' } }, 40485],
]

export function expressionSuite(connection: () => Connection): void {
  describe('expressions at their edges', () => {
    const ask = async (expression: unknown): Promise<unknown> => {
      const [answer] = await connection()
        .collection('edges')
        .aggregate([{ $project: { _id: 0, v: expression } }])
        .toArray()
      return answer?.v
    }
    beforeAll(async () => {
      await connection()
        .collection('edges')
        .insertOne(DOC as never)
    })

    it.each(ANSWERS.map(([expression, expected]) => [JSON.stringify(expression), expression, expected] as const))(
      'EM-10 %s',
      async (_name, expression, expected) => {
        expect(await ask(expression)).toEqual(expected)
      },
    )
    it.each(ERRORS.map(([expression, code]) => [JSON.stringify(expression), expression, code] as const))(
      'EM-10 %s is an error',
      async (_name, expression, code) => {
        await expect(ask(expression)).rejects.toMatchObject({ code })
      },
    )
  })
}
