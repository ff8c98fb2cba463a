import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, judgeGoal, latestFigure } from './evaluation.ts'
import { type Goal, type Indicator, indicatorAttributeNames, type Measurement, targetKinds } from './goal.ts'
import { reasonSentence } from './verdictWords.ts'
import { worstFirst } from './verdict.ts'

const blank = Object.fromEntries(indicatorAttributeNames.map((name) => [name, null])) as unknown as Indicator // all blank; the id comes below
const indicator = (attributes: Partial<Record<keyof Indicator, string>>): Indicator => ({ ...blank, ...attributes }) as Indicator
const figure = (value: string, period: string, at = '2026-01-01T00:00:00.000Z') => ({ value, period, at })
const share = indicator({
  targetKind: 'share',
  operator: 'atMost',
  target: '11',
  unit: '%',
  baseline: '13',
  baselineDate: '2025-12',
  deadline: '2027-12',
})

describe('the first half: is the target fulfilled', () => {
  test.each<[operator: string, value: string, fulfilled: string]>([
    ['atLeast', '84.9', 'no'],
    ['atLeast', '85', 'border'],
    ['atLeast', '85.0', 'border'],
    ['atLeast', '85.1', 'yes'],
    ['atMost', '85.1', 'no'],
    ['atMost', '85', 'border'],
    ['atMost', '84.9', 'yes'],
    ['above', '85', 'no'],
    ['above', '85.1', 'yes'],
    ['below', '85', 'no'],
    ['below', '84.9', 'yes'],
    ['equal', '85.00', 'yes'],
    ['equal', '85.01', 'no'],
  ])('EV-1 %s 85 at %s is %s', (operator, value, fulfilled) => {
    expect(judge(indicator({ targetKind: 'count', operator, target: '85' }), [figure(value, '2027')], '2027-06-01', '2027').fulfilled).toBe(
      fulfilled,
    )
  })

  // Frederikssund 2024's own figures, all older than the plan; only the kinds that are judged.
  test.each<[code: string, kind: string, operator: string, target: string, value: string, date: string, fulfilled: string, word: string]>([
    ['2c', 'share', 'atLeast', '85', '89', '2023-01', 'yes', 'metNow'],
    ['6a', 'share', 'atLeast', '85', '83.0', '2023', 'no', 'notYet'],
    ['6b', 'share', 'atLeast', '20', '17.7', '2023', 'no', 'notYet'],
  ])('EV-2 Frederikssund %s: %s %s %s, at %s in %s, is fulfilled: %s', (_, targetKind, operator, target, value, date, fulfilled, word) => {
    const verdict = judge(
      indicator({ targetKind, operator, target, unit: '%', deadline: '2024' }),
      [figure(value, date)],
      '2024-01-15',
      '2024',
    )
    expect(verdict).toMatchObject({ fulfilled, word, startingPoint: true, afterDeadline: false })
  })

  test('EV-2 Frederikssund 1a, 1b, 2a, 2b, 3a, 4a, 4b and 5a are of kinds that are not judged yet', () => {
    for (const targetKind of ['survey', 'national', 'nationalMargin', 'gap']) {
      expect(
        judge(indicator({ targetKind, operator: 'atLeast', target: '1' }), [figure('1', '2023-08')], '2024-01-15', '2024'),
      ).toMatchObject({ word: 'unknown', fulfilled: 'unknown', reason: { why: 'kindNotYet', kind: targetKind } })
    }
  })
})

describe('the second half: before or after the deadline', () => {
  test.each<[value: string, period: string, today: string, word: string]>([
    ['11', '2027-12', '2028-01-10', 'met'],
    ['10.9', '2028-01', '2028-02-10', 'met'],
    ['11.1', '2027-12', '2028-01-10', 'notMet'],
    ['11.1', '2027', '2028-01-10', 'notMet'],
    ['11', '2027-11', '2027-12-01', 'metNow'],
    ['11.9', '2026-12', '2027-01-10', 'onTrack'],
    ['12', '2026-12', '2027-01-10', 'onTrack'],
    ['12.1', '2026-12', '2027-01-10', 'behind'],
    ['13', '2025-12', '2026-01-10', 'notYet'],
    ['12.1', '2025-06', '2026-01-10', 'notYet'],
    ['12.1', '2026-12', '2029-01-10', 'behind'],
  ])('EV-3 highest 11 by Dec 2027 from 13 in Dec 2025: %s in %s is %s', (value, period, today, word) => {
    expect(judge(share, [figure(value, period)], today, '2026-2027').word).toBe(word)
  })

  test('EV-4 without a path what is not fulfilled is "not yet"', () => {
    for (const without of [
      { baseline: null },
      { baselineDate: null },
      { deadline: null },
      { baseline: '?' },
      { baselineDate: '2028' },
      { baseline: '11' },
      { baseline: '10' },
    ]) {
      expect(judge({ ...share, ...without }, [figure('12.9', '2026-12')], '2027-01-10', '2026-2027').word).toBe('notYet')
    }
  })

  test('EV-5 the path is straight by days', () => {
    const climb = indicator({
      targetKind: 'count',
      operator: 'atLeast',
      target: '365',
      baseline: '0',
      baselineDate: '2026',
      deadline: '2027',
    })
    const on = (day: string, value: string): string => judge(climb, [figure(value, day)], '2027-12-30', '2027').word
    expect([on('2027-01-31', '31'), on('2027-01-31', '30'), on('2027-07-01', '182'), on('2027-07-01', '181')]).toEqual([
      'onTrack',
      'behind',
      'onTrack',
      'behind',
    ])
  })

  test('EV-6 a figure on the path keeps up for any path, and one past the target is fulfilled', () => {
    const cents = fc.integer({ min: 0, max: 100_000 }).map((number) => (number / 100).toFixed(2))
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 2, max: 12 }), (from, to, month) => {
        fc.pre(Number(from) !== Number(to))
        const operator = Number(to) > Number(from) ? 'atLeast' : 'atMost'
        const definition = indicator({
          targetKind: 'share',
          operator,
          target: to,
          baseline: from,
          baselineDate: '2027-01',
          deadline: '2027-12',
        })
        const at = (value: string) => judge(definition, [figure(value, `2027-${String(month).padStart(2, '0')}`)], '2028-01-01', '2027')
        expect(['met', 'metNow']).toContain(at(to).word)
        expect(['behind', 'notMet']).toContain(at(from).word)
      }),
    )
  })
})

describe('what cannot be judged', () => {
  test('EV-7 every kind but share and count says so', () => {
    for (const kind of [...targetKinds, 'of another time']) {
      const { word, reason } = judge(
        indicator({ targetKind: kind, operator: 'atLeast', target: '1' }),
        [figure('2', '2027')],
        '2027-06-01',
        '2027',
      )
      expect([kind, word, reason.why]).toEqual(
        kind === 'share' || kind === 'count' ? [kind, 'metNow', 'compared'] : [kind, 'unknown', 'kindNotYet'],
      )
    }
  })

  test('EV-8 what is missing or unreadable is named', () => {
    const reasons = [
      { targetKind: null },
      { operator: null },
      { operator: 'rankTopN' },
      { target: null },
      { target: 'mange' },
      { deadline: 'snart' },
    ].map((change) => judge({ ...share, ...change }, [figure('1', '2027')], '2027-06-01', '2027').reason)
    expect(reasons).toEqual([
      { why: 'missing', attribute: 'targetKind' },
      { why: 'missing', attribute: 'operator' },
      { why: 'unreadable', attribute: 'operator', text: 'rankTopN' },
      { why: 'missing', attribute: 'target' },
      { why: 'unreadable', attribute: 'target', text: 'mange' },
      { why: 'unreadable', attribute: 'deadline', text: 'snart' },
    ])
    expect(judge(share, [], '2027-06-01', '2027').reason).toEqual({ why: 'noFigure' })
  })

  test('EV-9 the latest period counts, then the latest entry; what has not begun is no figure', () => {
    const entries = [
      figure('1', '2026-11', '2026-12-01'),
      figure('2', '2026-12', '2026-12-01'),
      figure('3', '2026-12', '2026-12-02'),
      figure('4', '2027-02', '2026-12-03'),
      figure('mange', '2027-01'),
    ]
    expect(latestFigure(entries, '2027-01-15')).toEqual({ value: '3', period: '2026-12' })
    expect(latestFigure(entries, '2027-02-01')).toEqual({ value: '4', period: '2027-02' })
    expect(latestFigure(entries, '2026-01-01')).toBeNull()
  })
})

describe('a goal with several indicators', () => {
  const count = (id: string, target: string) => indicator({ targetKind: 'count', operator: 'atLeast', target, deadline: '2026', id })
  const goal = { id: 'g', indicators: [count('a', '1'), count('b', '5')] } as unknown as Pick<Goal, 'id' | 'indicators'> // plain ids
  const entered = (of: string, indicatorId: string, value: string): Measurement =>
    ({
      ...figure(value, '2026'),
      id: value,
      plan: 'p',
      goal: of,
      indicator: indicatorId,
      source: '',
      note: null,
      by: 'x',
    }) as unknown as Measurement // plain ids

  test('EV-10 has the worst verdict of theirs, and figures of other goals are not taken', () => {
    const figures = [entered('g', 'a', '2'), entered('g', 'b', '2'), entered('other', 'b', '9')]
    const { verdict, indicators } = judgeGoal(goal, figures, '2027-01-15', '2026')
    expect(indicators.map(({ id, verdict: { word }, latest }) => [id, word, latest?.value])).toEqual([
      ['a', 'met', '2'],
      ['b', 'notMet', '2'],
    ])
    expect(verdict.word).toBe('notMet')
    expect(judgeGoal(goal, figures.slice(0, 1), '2027-01-15', '2026').verdict.word).toBe('unknown')
    expect(judgeGoal({ ...goal, indicators: [] }, figures, '2027-01-15', '2026').verdict.reason).toEqual({ why: 'noIndicator' })
    expect(worstFirst).toEqual(['notMet', 'behind', 'unknown', 'notYet', 'onTrack', 'metNow', 'met'])
  })
})

describe('the reason as a sentence', () => {
  test.each<[value: string, period: string, today: string, sentence: string]>([
    [
      '12.4',
      '2026-09',
      '2026-11-21',
      '12,4\u00a0% mod højst 11\u00a0%: 1,4\u00a0procentpoint fra målet, 13\u00a0måneder før fristen. På en lige vej fra udgangspunktet ville tallet være 12,3\u00a0%.',
    ],
    ['11', '2027-10', '2027-12-01', '11\u00a0% mod højst 11\u00a0%: præcis på grænsen, mindre end en måned før fristen.'],
    ['10.5', '2027-12', '2028-01-15', '10,5\u00a0% mod højst 11\u00a0%: 0,5\u00a0procentpoint bedre end målet.'],
    [
      '12',
      '2027-10',
      '2028-01-15',
      '12\u00a0% mod højst 11\u00a0%: 1\u00a0procentpoint fra målet. På en lige vej fra udgangspunktet ville tallet være 11,2\u00a0%. Fristen er gået, og der er ikke kommet et nyere tal.',
    ],
    [
      '13',
      '2025-12',
      '2026-11-15',
      '13\u00a0% mod højst 11\u00a0%: 2\u00a0procentpoint fra målet, 13\u00a0måneder før fristen. Tallet er fra dec. 2025, før planens periode.',
    ],
  ])('EV-11 %s in %s, on %s', (value, period, today, sentence) => {
    expect(reasonSentence(judge(share, [figure(value, period)], today, '2026-2027').reason)).toBe(sentence)
  })

  test('EV-11 what cannot be judged says why', () => {
    expect(
      [{ targetKind: 'national' }, { target: null }, { operator: null }, { targetKind: null }, { deadline: 'snart' }]
        .map((change) => reasonSentence(judge({ ...share, ...change }, [], '2027-01-01', '2027').reason))
        .concat(reasonSentence({ why: 'noFigure' })),
    ).toEqual([
      'Denne slags mål kan ikke bedømmes endnu.',
      'Målet har ikke noget måltal endnu.',
      'Det er ikke valgt, om tallet skal være mindst eller højst måltallet.',
      'Det er ikke valgt, hvilken slags mål det er.',
      'Feltet frist kan ikke læses: »snart«.',
      'Der er ingen måling endnu.',
    ])
  })
})
