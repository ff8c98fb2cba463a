import { describe, expect, it } from 'vitest'
import { groupGoals } from './groupGoals.ts'
import { mergeGoals } from './mergeGoals.ts'
import { linear, monthTicks, roundTicks } from './scale.ts'

describe('goals that the server pushes', () => {
  const list = [
    { id: 'a', order: 0, text: 'old' },
    { id: 'b', order: 1, text: 'old' },
  ]
  it('PJ-U1 a changed goal replaces the one with its id, at its place in the text', () => {
    expect(mergeGoals(list, [{ id: 'a', order: 2, text: 'new' }], []).map((goal) => `${goal.id} ${goal.text}`)).toEqual(['b old', 'a new'])
  })
  it('PJ-U1 a new goal comes in, a withdrawn one goes', () => {
    expect(mergeGoals(list, [{ id: 'c', order: 0.5, text: 'new' }], ['b']).map((goal) => goal.id)).toEqual(['a', 'c'])
  })
})

describe('the groups of the ledger', () => {
  const goals = [
    { id: '1', level: 'overall' as const, parent: null },
    { id: '1a', level: 'result' as const, parent: '1' },
    { id: '2', level: 'overall' as const, parent: null },
    { id: 'x', level: 'result' as const, parent: 'gone' },
  ]
  const results = goals.filter((goal) => goal.level === 'result')
  it('GB-U1 every result stands under its overall goal, the others by themselves', () => {
    expect(groupGoals(goals, results, false).map((group) => [group.overall?.id ?? null, group.rows.map((row) => row.id)])).toEqual([
      [null, ['x']],
      ['1', ['1a']],
      ['2', []],
    ])
  })
  it('GB-U1 a filter leaves out what has nothing to show', () => {
    expect(groupGoals(goals, results.slice(0, 1), true).map((group) => group.overall?.id)).toEqual(['1'])
  })
})

describe('the scale of a chart', () => {
  it('CH-1 the domain ends where the range ends', () => {
    const scale = linear([10, 20], [100, 0])
    expect([scale(10), scale(15), scale(20)]).toEqual([100, 50, 0])
    expect(linear([3, 3], [0, 10])(3)).toBe(5)
  })
  it('CH-2 ticks are round and enclose every value', () => {
    expect(roundTicks(12.4, 13.6, 5)).toEqual([12, 12.5, 13, 13.5, 14])
    expect(roundTicks(41, 540, 6)).toEqual([0, 100, 200, 300, 400, 500, 600])
    const level = roundTicks(7, 7, 5)
    expect(level[0]).toBeLessThanOrEqual(7)
    expect(level.at(-1)).toBeGreaterThan(7)
  })
  it('CH-3 months stand evenly and say the year where it changes', () => {
    expect(monthTicks('2025-12', '2026-12', 5).map((tick) => tick.label)).toEqual(['dec. 2025', 'marts 2026', 'juni', 'sept.', 'dec.'])
    expect(monthTicks('none', '2026', 5)).toEqual([])
    expect(monthTicks('1950', '2029', 6).map((tick) => tick.label)).toEqual(['dec. 1969', 'dec. 1989', 'dec. 2009', 'dec. 2029'])
  })
})
