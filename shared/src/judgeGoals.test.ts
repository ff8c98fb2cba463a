import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PlanId, SectionId } from './ids.ts'
import { judgeGoals, type SectionGoals } from './judgeGoals.ts'
import { type Content, type ElementNode, fragmentName } from './section/content.ts'
import { goalsInText } from './section/goals.ts'
import { readContent } from './section/read.ts'
import { everyNode } from './section/sample.ts'
import { elementOf, seedUpdate } from './section/seed.ts'
import { writeAttributes } from './section/write.ts'

const plan = 'p1' as PlanId
const goal = (id: string | null, level = 'result', extra: Record<string, string> = {}, ...indicators: (string | null)[]): ElementNode => ({
  type: 'goal',
  attrs: { ...(id !== null && { id }), level, ...extra },
  content: [
    { type: 'goalStatement', content: [{ type: 'text', text: `Målet ${id}` }] },
    ...indicators.map((indicator): ElementNode => ({
      type: 'goalIndicator',
      attrs: { ...(indicator !== null && { id: indicator }), target: '1' },
    })),
  ],
})

function docOf(content: Content, client?: number): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content, client))
  return doc
}
const goalsOf = (doc: Y.Doc) => goalsInText(readContent(doc.getXmlFragment(fragmentName)))
const sections = (...contents: readonly Content[]): readonly SectionGoals[] =>
  contents.map((content, at) => ({ section: `s${at + 1}` as SectionId, goals: goalsOf(docOf(content)) }))
const nowhere = new Map<string, SectionId>()

describe('goals in the text', () => {
  test('GB-5 attributes are read flat, blanks are absent, statements are one line', () => {
    const [first, second] = goalsOf(docOf(everyNode))
    expect(first).toMatchObject({
      attributes: { id: 'maal-4', level: 'overall', category: 'fokusomraade', responsible: null, parentId: null },
      statement: 'Flere i job',
      indicators: [],
    })
    expect(second).toMatchObject({
      statement: 'Ledigheden skal falde til højst 11 %',
      indicators: [{ attributes: { id: 'ledige', target: '11', offset: null } }, { attributes: { id: 'tom', target: null } }],
    })
    expect(second?.element).toMatch(/^1:\d+$/)
  })

  test('GB-6 attributes that nobody knows survive', () => {
    const [found] = goalsOf(docOf([goal('a', 'result', { pejlemaerke: '3', responsible: ' ' }, 'i')]))
    expect(found).toMatchObject({ unknown: { pejlemaerke: '3' }, attributes: { responsible: null } })
  })

  test('GB-7 a goal is found wherever it stands', () => {
    const content: Content = [
      { type: 'blockquote', content: [goal('a')] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }, goal('b')] }] },
    ]
    expect(goalsOf(docOf(content)).map((found) => found.attributes.id)).toEqual(['a', 'b'])
  })
})

describe('the goals of a plan', () => {
  const codes = (...contents: readonly Content[]): readonly string[] =>
    judgeGoals(plan, sections(...contents), nowhere).goals.map((found) => found.code)

  test('GB-8 codes follow from position', () => {
    expect(codes([goal('a', 'overall'), goal('b'), goal('c')], [goal('d')], [goal('e', 'overall'), goal('f')])).toEqual([
      '1',
      '1a',
      '1b',
      '1c',
      '2',
      '2a',
    ])
    expect(codes([goal('a'), goal('b')], [goal('c', 'overall'), goal('d')])).toEqual(['a', 'b', '1', '1a'])
  })

  test('GB-8 after z comes aa', () => {
    expect(codes([goal('top', 'overall'), ...Array.from({ length: 54 }, (_, at) => goal(`g${at}`))]).slice(26)).toEqual([
      '1z',
      ...'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => `1a${letter}`),
      '1ba',
      '1bb',
    ])
  })

  test('GB-9 parentId wins over the nearest overall goal above, unless it names none', () => {
    const { goals } = judgeGoals(
      plan,
      sections(
        [goal('a', 'overall'), goal('x', 'result', { parentId: 'b' })],
        [goal('b', 'overall'), goal('y', 'result', { parentId: 'gone' }), goal('z', 'result', { parentId: 'y' })],
      ),
      nowhere,
    )
    expect(goals.map(({ id, code, parent }) => [id, code, parent])).toEqual([
      ['a', '1', null],
      ['x', '2a', 'b'],
      ['b', '2', null],
      ['y', '2b', 'b'],
      ['z', '2c', 'b'],
    ])
  })

  test('GB-10 of two goals with one id the first in the outline keeps it, the other and its indicators get new ones', () => {
    const { goals, renames } = judgeGoals(plan, sections([goal('a', 'result', {}, 'i')], [goal('a', 'result', {}, 'i')]), nowhere)
    expect(goals[0]).toMatchObject({ id: 'a', section: 's1', indicators: [{ id: 'i' }] })
    expect(goals[1]?.id).toMatch(/^g[0-9a-f]{20}$/)
    expect(goals[1]?.indicators[0]?.id).toMatch(/^i[0-9a-f]{20}$/)
    expect(renames.map(({ section, from, to }) => [section, from, to])).toEqual([
      ['s2', 'a', goals[1]?.id],
      ['s2', 'i', goals[1]?.indicators[0]?.id],
    ])
  })

  test('GB-10 the home that the projection knows keeps the id', () => {
    const twice = sections([goal('a')], [goal('a')])
    expect(judgeGoals(plan, twice, new Map([['a', 's2' as SectionId]])).goals[1]).toMatchObject({ id: 'a', section: 's2' })
    expect(judgeGoals(plan, twice, new Map([['a', 's9' as SectionId]])).goals[0]).toMatchObject({ id: 'a', section: 's1' })
  })

  test('GB-11 a goal that moved alone takes its id along', () => {
    const { goals, renames } = judgeGoals(plan, sections([], [goal('a', 'result', {}, 'i')]), new Map([['a', 's1' as SectionId]]))
    expect(goals).toMatchObject([{ id: 'a', section: 's2', indicators: [{ id: 'i' }] }])
    expect(renames).toEqual([])
  })

  test('GB-12 missing and malformed ids are replaced', () => {
    const { goals, renames } = judgeGoals(
      plan,
      sections([goal(null, 'result', {}, null, 'i', 'i'), goal('a b', 'result', {}, '../x'), goal('x'.repeat(65))]),
      nowhere,
    )
    expect(renames).toHaveLength(7)
    expect(new Set(goals.map(({ id }) => id)).size).toBe(3)
  })

  test('GB-13 an indicator copied within its goal gets a new id, one copied into another goal keeps it', () => {
    const { goals } = judgeGoals(plan, sections([goal('a', 'result', {}, 'i', 'i'), goal('b', 'result', {}, 'i')]), nowhere)
    expect(goals[0]?.indicators.map(({ id }) => id === ('i' as string))).toEqual([true, false])
    expect(goals[1]?.indicators[0]?.id).toBe('i')
  })

  test('GB-14 an id that foresees the new one does not take it', () => {
    const guess = judgeGoals(plan, sections([goal('a')], [goal('a')]), nowhere).goals[1]?.id ?? ''
    const { goals } = judgeGoals(plan, sections([goal('a'), goal(guess)], [goal('a')]), nowhere)
    expect(new Set(goals.map(({ id }) => id)).size).toBe(3)
    expect(goals[1]?.id).toBe(guess)
  })

  test('GB-21 two people who move the same goal at once leave two goals, judged the same by everybody', () => {
    const content: Content = [goal('a', 'result', {}, 'i'), { type: 'paragraph' }, { type: 'blockquote' }]
    const [one, other] = [docOf(content), docOf(content)]
    for (const [doc, to] of [
      [one, 1],
      [other, 2],
    ] as const) {
      const fragment = doc.getXmlFragment(fragmentName)
      doc.transact(() => {
        fragment.delete(0, 1)
        fragment.insert(to, [elementOf(goal('a', 'result', {}, 'i'))])
      })
    }
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
    const [judged, same] = [one, other].map((doc) => judgeGoals(plan, [{ section: 's1' as SectionId, goals: goalsOf(doc) }], nowhere))
    expect(judged).toEqual(same)
    expect(judged?.goals.map(({ id }) => id === ('a' as string))).toEqual([true, false])
    expect(judged?.renames).toHaveLength(2)
  })

  test('GB-15 ids are unique, every goal is there once, and after the renames are written nothing is left to rename', () => {
    const anyGoal = fc.record({
      id: fc.option(fc.constantFrom('a', 'b', 'c', 'not an id')),
      level: fc.constantFrom('overall', 'result', 'odd'),
      indicators: fc.array(fc.option(fc.constantFrom('i', 'j')), { maxLength: 3 }),
    })
    const anyPlan = fc.array(fc.array(anyGoal, { maxLength: 4 }), { minLength: 1, maxLength: 4 })
    const anyKnown = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('s1', 's2', 's3'))
    fc.assert(
      fc.property(anyPlan, anyKnown, (contents, homes) => {
        const known = new Map(Object.entries(homes) as [string, SectionId][])
        const docs = contents.map((goals) => docOf(goals.map(({ id, level, indicators }) => goal(id, level, {}, ...indicators))))
        const read = () => docs.map((doc, at) => ({ section: `s${at + 1}` as SectionId, goals: goalsOf(doc) }))
        const first = judgeGoals(plan, read(), known)
        expect(first.goals).toHaveLength(contents.flat().length)
        expect(new Set(first.goals.map(({ id }) => id)).size).toBe(first.goals.length)
        for (const { indicators } of first.goals) expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length)
        for (const { section, element, to } of first.renames) {
          const doc = docs[Number(section.slice(1)) - 1]
          expect(doc && writeAttributes(doc.getXmlFragment(fragmentName), element, { id: to })).toBe(true)
        }
        const second = judgeGoals(plan, read(), new Map(first.goals.map(({ id, section }) => [id, section])))
        expect(second.renames).toEqual([])
        expect(second.goals).toEqual(first.goals)
      }),
      { numRuns: 60 },
    )
  })
})
