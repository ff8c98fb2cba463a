import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOutline, moveSection } from '@samplan/shared/outline'
import type { SectionId, UnitId } from '@samplan/shared/ids'
import type { Level } from '@samplan/shared/plan'
import { isRefusal } from '@samplan/shared/refusal'
import type { SectionHeadFragment } from '../graphql/generated.ts'
import { newsBetween } from './outlineNews.ts'
import { gapsFor, isWhereItIs, levelIn, parentIn } from './outlinePlaces.ts'
import { shownRows } from './outlineRows.ts'

const owners = { j: 'job', s: 'social' } as const
/** "a1 b2s": section a on level 1, section b on level 2 of another owner. */
const sectionsOf = (text: string): readonly SectionHeadFragment[] =>
  text.split(' ').map((word) => {
    const owner = owners[word[2] === 's' ? 's' : 'j']
    const unit = { __typename: 'Administration' as const, id: owner, name: owner, shortName: owner, letter: owner, colour: owner }
    return { id: word[0] ?? '', title: word[0] ?? '', level: Number(word[1]), owner: unit, invited: [], mayDo: [] }
  })
const shown = (text: string, folded: string, owner: string | null = null) =>
  shownRows(sectionsOf(text), { isOpen: (id) => !folded.includes(id), owner })

describe('the rows of the outline', () => {
  test('OU-38 what is folded is not drawn, and each row knows its place', () => {
    const rows = shown('a1 b2 c3 d2 e1 f2', 'be')
    expect(rows.map(({ section }) => section.id).join('')).toBe('abde')
    expect(rows.map(({ place, siblings, below, open }) => [place, siblings, below, open])).toEqual([
      [1, 2, 3, true],
      [1, 2, 1, false],
      [2, 2, 0, null],
      [2, 2, 1, false],
    ])
  })

  test('OU-39 filtered by owner: the sections that it owns, and aside what stands above them', () => {
    const rows = shown('a1 b2s c3 d2 e1 f2 g1s', 'a', 'social')
    expect(rows.map(({ section, aside }) => `${section.id}${aside ? '-' : ''}`)).toEqual(['a-', 'b', 'g'])
    expect(rows.map(({ ownerShown }) => ownerShown)).toEqual([false, true, true])
    expect(shown('a1 b2', '', 'social')).toEqual([])
  })
})

describe('where a dragged section can go', () => {
  const gaps = (text: string, dragged: string, folded = '') =>
    gapsFor(sectionsOf(text), new Set(shown(text, folded).map(({ section }) => section.id)), dragged).map(
      ({ before, after, lowest, highest }) => `${after ?? '|'}<${before ?? '|'} ${lowest}-${highest}`,
    )
  test('OU-40 between any two rows, at the levels that fit there', () => {
    expect(gaps('a1 b2 c3 d1', 'd')).toEqual(['|<a 1-1', 'a<b 2-2', 'b<c 3-3', 'c<| 1-3'])
    expect(gaps('a1 b1 c2 d3', 'b')).toEqual(['|<a 1-1', 'a<| 1-1'])
    expect(gaps('a1 b2 c2 d3 e1', 'c')).toEqual(['|<a 1-1', 'a<b 2-2', 'b<e 1-2', 'e<| 1-2'])
    expect(gaps('a1', 'a')).toEqual(['|<| 1-1'])
  })
  test('OU-40 below a folded section it goes behind what is folded', () => {
    expect(gaps('a1 b2 c3 d1 e1', 'e', 'a')).toEqual(['|<a 1-1', 'c<d 1-2', 'd<| 1-2'])
  })
  test('OU-40 it says what it would stand under, and whether that is where it is', () => {
    const rows = sectionsOf('a1 b2 c1')
    const all = new Set('abc')
    const [first, , last] = gapsFor(rows, all, 'c')
    if (!first || !last) throw new Error('there are three gaps')
    expect([parentIn(rows, last, 1, 'c'), parentIn(rows, last, 2, 'c')?.id, parentIn(rows, last, 3, 'c')?.id]).toEqual([null, 'a', 'b'])
    expect([isWhereItIs(rows, last, 1, 'c'), isWhereItIs(rows, last, 2, 'c'), isWhereItIs(rows, first, 1, 'c')]).toEqual([
      true,
      false,
      false,
    ])
  })
  test('OU-41 whatever gap and level: the server carries it out exactly there, with its sub-sections and nobody else', () => {
    const anyLevels = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        anyLevels,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.nat(11)),
        (levels, what, where, wanted, folded) => {
          let above = 0
          const sections = sectionsOf(
            levels.map((level, at) => `${String.fromCharCode(97 + at)}${(above = Math.min(level, above + 1))}`).join(' '),
          )
          const outline = sections.map(({ id, level, title }) => ({
            id: id as SectionId,
            level: level as Level,
            title,
            owner: 'job' as UnitId,
            invited: [],
          }))
          const rows = shownRows(sections, { isOpen: (id) => !folded.includes(id.charCodeAt(0) - 97), owner: null })
          const dragged = rows[what % rows.length]
          if (!dragged) return
          const { section, below } = dragged
          const possible = gapsFor(sections, new Set(rows.map((row) => row.section.id)), section.id)
          const gap = possible[where % possible.length]
          if (!gap) return
          const level = levelIn(gap, wanted)
          const next = moveSection(outline, section.id as SectionId, gap.after as SectionId | null, level as Level)
          if (isRefusal(next)) throw new Error(`${gap.after} ${level}: ${next.refused}`)
          expect(isOutline(next)).toBe(true)
          const at = next.findIndex(({ id }) => id === section.id)
          expect([next[at - 1]?.id ?? null, next[at]?.level]).toEqual([gap.after, level])
          expect(next.slice(at + 1 + below)[0]?.id ?? null).toBe(gap.before)
          const parent = next.findLast((each, index) => index < at && each.level < level)
          expect(parentIn(sections, gap, level, section.id)?.id).toBe(parent?.id)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('what others did', () => {
  const news = (before: string, after: string) =>
    newsBetween(sectionsOf(before), sectionsOf(after)).map(({ section, kind }) => `${section} ${kind}`)
  test.each<[string, string, readonly string[]]>([
    ['a1 b1 c1', 'b1 c1 a1', ['a moved']],
    ['a1 b2 c1 d1', 'c1 a1 b2 d1', ['c moved']],
    ['a1 b2 c1', 'a1 c1 b2', ['b moved']],
    ['a1 b2 c1 d1 e1', 'c1 d1 e1 a1 b2', ['a moved']],
    ['a1 b2 c2', 'a1 b1 c2', ['b moved']],
    ['a1 b1 c2', 'a1 b2 c3', ['b moved']],
    ['a1 b1', 'a1 x1 y2 b1', ['x added']],
    ['a1 b2 c1', 'c1', ['a gone']],
    ['a1 b1', 'a1s b1', ['a owner']],
    ['a1 b1', 'a1 b1', []],
  ])('OU-42 from "%s" to "%s": %j', (before, after, said) => {
    expect(news(before, after)).toEqual(said)
  })
  test('OU-42 another title', () => {
    const [a, b] = sectionsOf('a1 b1')
    if (!a || !b) throw new Error('there are two')
    expect(newsBetween([a, b], [{ ...a, title: 'Ny' }, b])).toEqual([{ section: 'a', kind: 'renamed', title: 'Ny' }])
  })
})
