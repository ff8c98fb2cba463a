import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Goal, indicatorAttributeNames } from './goal.ts'
import { diffGoals } from './goalDiff.ts'

const goal = (id: string, change: Partial<Record<keyof Goal, unknown>> = {}): Goal =>
  ({
    id,
    plan: 'p',
    section: 's',
    code: '1',
    order: 0,
    level: 'result',
    category: null,
    responsible: null,
    parent: null,
    statement: '',
    indicators: [],
    ...change,
  }) as unknown as Goal // plain ids

const anyGoals = fc
  .uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), statement: fc.constantFrom('x', 'y'), order: fc.nat(2) }), {
    selector: ({ id }) => id,
  })
  .map((found) => found.map(({ id, ...rest }) => goal(id, rest)))

test('PJ-1 what is written makes the stored goals those of the documents, and then nothing is left to write', () => {
  fc.assert(
    fc.property(anyGoals, anyGoals, (stored, now) => {
      const { upsert, withdraw } = diffGoals(stored, now)
      const after = new Map(stored.filter(({ id }) => !withdraw.includes(id)).map((each) => [each.id, each]))
      for (const each of upsert) after.set(each.id, each)
      expect([...after.values()].toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(now.toSorted((a, b) => a.id.localeCompare(b.id)))
      expect(diffGoals([...after.values()], now)).toEqual({ upsert: [], withdraw: [] })
    }),
  )
})

test('PJ-2 every fact of a goal and of its indicators is seen', () => {
  const indicator = Object.fromEntries(indicatorAttributeNames.map((name) => [name, 'x']))
  const before = goal('a', { indicators: [indicator] })
  for (const name of ['plan', 'section', 'code', 'order', 'level', 'category', 'responsible', 'parent', 'statement'] as const) {
    expect([name, diffGoals([before], [{ ...before, [name]: 'other' }]).upsert.length]).toEqual([name, 1])
  }
  for (const name of indicatorAttributeNames) {
    expect([name, diffGoals([before], [goal('a', { indicators: [{ ...indicator, [name]: null }] })]).upsert.length]).toEqual([name, 1])
  }
})

test('PJ-3 the order of fields and what the store adds is no change', () => {
  const stored = { withdrawnAt: null, ...Object.fromEntries(Object.entries(goal('a')).toReversed()) } as unknown as Goal // the same goal out of a store
  expect(diffGoals([stored], [goal('a')])).toEqual({ upsert: [], withdraw: [] })
})
