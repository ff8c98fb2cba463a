import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GoalAttributes, type IndicatorAttributes, indicatorAttributeNames, targetKinds } from './goal.ts'
import { fieldsOf, goalProblems, indicatorProblems, operatorsOf } from './goalFields.ts'
import { dayNumber, firstDayOf, lastDayOf, parseDate, parseDecimal, printDate, printDecimal, readDate, readDecimal } from './goalValues.ts'

const anyDecimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 8 }))
  .map(([negative, whole, digits]) => {
    const fraction = digits.replace(/0+$/, '')
    const text = `${whole}${fraction ? `.${fraction}` : ''}`
    return text === '0' || !negative ? text : `-${text}`
  })
const anyDate = fc
  .tuple(fc.integer({ min: 1900, max: 2999 }), fc.option(fc.integer({ min: 1, max: 12 })), fc.option(fc.integer({ min: 1, max: 28 })))
  .map(([year, month, day]) =>
    [String(year), ...(month === null ? [] : [month, ...(day === null ? [] : [day])]).map((part) => String(part).padStart(2, '0'))].join(
      '-',
    ),
  )

describe('decimals', () => {
  test('GB-16 what is printed is read back as the same decimal', () => {
    fc.assert(
      fc.property(anyDecimal, (decimal) => {
        expect(parseDecimal(printDecimal(decimal))).toBe(decimal)
      }),
    )
  })

  test.each<[string, string | null]>([
    ['1.234,5', '1234.5'],
    ['12,4 %', '12.4'],
    ['12,40\u00a0%', '12.4'],
    ['85', '85'],
    ['1.234.567', '1234567'],
    ['1.7', '1.7'],
    ['2.700', '2700'],
    ['\u22123,5', '-3.5'],
    ['+3', '3'],
    ['-0', '0'],
    ['0,0', '0'],
    ['007', '7'],
    ['20 pct.', '20'],
    ['1 procentpoint', '1'],
    ['1 000', '1000'],
    ['', null],
    ['-', null],
    ['..', null],
    ['mange', null],
    ['1,2,3', null],
    ['1.23.456', null],
    ['12,', null],
    [',5', null],
    ['1e9', null],
    ['9'.repeat(31), null],
    ['Infinity', null],
  ])('GB-16 "%s" is %j', (written, stored) => {
    expect(parseDecimal(written)).toBe(stored)
  })

  test('GB-16 numbers are printed as Danes write them, and what is none is left as it is', () => {
    expect(['12.4', '1234567.5', '-1', '0', 'mange', ''].map(printDecimal)).toEqual(['12,4', '1.234.567,5', '\u22121', '0', 'mange', ''])
    expect(readDecimal('2.7')?.minus('1.7').toFixed()).toBe('1')
    expect(readDecimal('1,7')).toBeNull()
  })
})

describe('dates', () => {
  test('GB-17 what is printed is read back with the same precision', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseDate(printDate(date))).toBe(date)
      }),
    )
  })

  test.each<[string, string | null]>([
    ['december 2027', '2027-12'],
    ['dec. 2027', '2027-12'],
    ['Dec 2027', '2027-12'],
    ['sept. 2026', '2026-09'],
    ['2027', '2027'],
    ['31. december 2027', '2027-12-31'],
    ['31 dec. 2027', '2027-12-31'],
    ['31.12.2027', '2027-12-31'],
    ['31/12 2027', '2027-12-31'],
    ['1-2-2027', '2027-02-01'],
    ['12/2027', '2027-12'],
    ['2027-12', '2027-12'],
    ['2027-12-31', '2027-12-31'],
    ['29. februar 2028', '2028-02-29'],
    ['29. februar 2027', null],
    ['31. juni 2027', null],
    ['2027-13', null],
    ['december', null],
    ['snart', null],
    ['', null],
    ['ma 2027', null],
    ['maj 27', null],
  ])('GB-17 "%s" is %j', (written, stored) => {
    expect(parseDate(written)).toBe(stored)
  })

  test('GB-17 dates are printed short, and what is none is left as it is', () => {
    expect(['2027', '2027-12', '2027-05-01', 'snart'].map(printDate)).toEqual(['2027', 'dec. 2027', '1. maj 2027', 'snart'])
  })

  test('GB-18 a date lasts to the end of its period', () => {
    expect(['2027', '2027-02', '2028-02', '2027-04', '2027-12-05', 'x', null].map(lastDayOf)).toEqual([
      '2027-12-31',
      '2027-02-28',
      '2028-02-29',
      '2027-04-30',
      '2027-12-05',
      null,
      null,
    ])
    expect(['2027', '2027-02', '2027-12-05', null].map(firstDayOf)).toEqual(['2027-01-01', '2027-02-01', '2027-12-05', null])
  })

  test('GB-18 days are counted as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 380_000 }), (days) => {
        const day = new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
        expect(dayNumber(day)).toBe(days)
        expect(readDate(day)).not.toBeNull()
      }),
    )
    expect(dayNumber('2027')).toBeNull()
  })
})

describe('fields', () => {
  const blank = Object.fromEntries(indicatorAttributeNames.map((name) => [name, null])) as unknown as IndicatorAttributes // all blank, id is not looked at

  test('GB-19 every kind asks for its name first and its source last, for nothing twice, and has an operator', () => {
    for (const kind of [...targetKinds, null, 'of another time']) {
      const fields = fieldsOf(kind)
      expect(fields.slice(0, 2)).toEqual(['targetKind', 'indicator'])
      expect(fields.at(-1)).toBe('source')
      expect(new Set(fields).size).toBe(fields.length)
      expect(operatorsOf(kind).length).toBeGreaterThan(0)
    }
    expect(fieldsOf('share')).toEqual([
      'targetKind',
      'indicator',
      'operator',
      'target',
      'unit',
      'baseline',
      'baselineDate',
      'deadline',
      'exclusions',
      'source',
    ])
    expect(fieldsOf('rankTopN')).not.toContain('operator')
  })

  test('GB-20 a bad value is named, a missing one is not', () => {
    expect(indicatorProblems(blank)).toEqual([])
    expect(
      indicatorProblems({
        ...blank,
        targetKind: 'share',
        operator: 'rankTopN',
        target: 'mange',
        baseline: '1.0',
        baselineDate: '2027-12',
        deadline: '2027',
        better: 'op',
      }).map(({ attribute, problem }) => [attribute, problem]),
    ).toEqual([
      ['operator', 'notOfKind'],
      ['better', 'unknownWord'],
      ['target', 'noDecimal'],
      ['deadline', 'beforeBaseline'],
    ])
    expect(
      indicatorProblems({ ...blank, targetKind: 'x', operator: 'y', deadline: 'snart' }).map(({ attribute, problem }) => [
        attribute,
        problem,
      ]),
    ).toEqual([
      ['targetKind', 'unknownWord'],
      ['operator', 'unknownWord'],
      ['deadline', 'noDate'],
    ])
    const goal: GoalAttributes = { id: 'a', level: 'result', category: null, responsible: null, parentId: null }
    expect([goalProblems(goal), goalProblems({ ...goal, level: 'half' })]).toEqual([
      [],
      [{ attribute: 'level', problem: 'unknownWord', text: 'half' }],
    ])
  })
})
