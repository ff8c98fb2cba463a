import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addSection,
  binSection,
  changeLevel,
  isOutline,
  moveSection,
  type Outline,
  type OutlineAndBin,
  renameSection,
  restoreSection,
  sectionLimit,
  setInvited,
  setOwner,
  titleLimit,
  withSubSections,
} from './outline.ts'
import type { Level } from './plan.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { entry, id, outlineOf, unit } from './outlineSample.ts'

const show = (outline: Outline | Refusal): string =>
  'refused' in outline ? outline.refused : outline.map((each) => `${each.id}${each.level}`).join(' ')
const open = (outline: Outline): OutlineAndBin => ({ outline, bin: [] })

describe('adding', () => {
  test.each<[string, string, number, string | null, string]>([
    ['', 'x', 1, null, 'x1'],
    ['', 'x', 2, null, 'levelImpossible'],
    ['a1 b2', 'x', 1, null, 'x1 a1 b2'],
    ['a1 b2 c1', 'x', 1, 'a', 'a1 b2 x1 c1'],
    ['a1 b2 c1', 'x', 2, 'a', 'a1 x2 b2 c1'],
    ['a1 b2 c3 d2', 'x', 2, 'b', 'a1 b2 c3 x2 d2'],
    ['a1 b2 c3 d2', 'x', 1, 'c', 'a1 b2 c3 d2 x1'],
    ['a1 b1', 'x', 3, 'a', 'levelImpossible'],
    ['a1', 'x', 1, 'gone', 'sectionMoved'],
    ['a1', 'a', 1, 'a', 'invalid'],
  ])('OU-1 into "%s": %s at level %i behind %s gives "%s"', (before, name, level, after, now) => {
    expect(show(addSection(open(outlineOf(before)), entry(name, level), after === null ? null : id(after)))).toBe(now)
  })

  test('OU-2 a title is one line, not empty, not endless; a plan has not sections without end', () => {
    const add = (title: string, bin: OutlineAndBin['bin'] = []) => addSection({ outline: [], bin }, { ...entry('x', 1), title }, null)
    expect(add('  To \n linjer ')).toMatchObject([{ title: 'To linjer' }])
    expect(add(' ')).toEqual({ refused: 'invalid', field: 'title', rule: 'empty' })
    expect(add('x'.repeat(titleLimit + 1))).toEqual({ refused: 'invalid', field: 'title', rule: 'tooLong' })
    const full = Array.from({ length: sectionLimit }, (_, at) => ({ entry: entry(`s${at}-`, 1), after: null, binnedAt: '' }))
    expect(add('x', full)).toEqual({ refused: 'tooLarge', limit: sectionLimit })
  })
})

describe('renaming', () => {
  test('OU-3 against an older title is put before its author; the same new title twice is no quarrel', () => {
    const outline = outlineOf('a1 b1')
    const renamed = renameSection(outline, id('a'), 'a', ' Forord ')
    expect(renamed).toMatchObject([{ title: 'Forord' }, { title: 'b' }])
    expect(renameSection(renamed as Outline, id('a'), 'a', 'Indledning')).toEqual({ refused: 'titleChanged', now: 'Forord' })
    expect(renameSection(renamed as Outline, id('a'), 'a', 'Forord')).toMatchObject([{ title: 'Forord' }, { title: 'b' }])
    expect(renameSection(outline, id('gone'), 'a', 'b')).toEqual({ refused: 'notFound' })
    expect(renameSection(outline, id('a'), 'a', '')).toMatchObject({ refused: 'invalid' })
  })
})

describe('moving', () => {
  test.each<[string, string, string | null, string]>([
    ['a1 b1 c1', 'c', null, 'c1 a1 b1'],
    ['a1 b2 c1 d2', 'a', 'c', 'c1 d2 a1 b2'],
    ['a1 b2 c1 d2', 'c', null, 'c1 d2 a1 b2'],
    ['a1 b2 c3 d2', 'd', 'a', 'a1 d2 b2 c3'],
    ['a1 b2 c3 d1', 'b', 'd', 'a1 d1 b2 c3'],
    ['a1 b2 c3 d1', 'b', null, 'b1 c2 a1 d1'],
    ['a1 b2 c3 d1', 'c', 'd', 'a1 b2 d1 c2'],
    ['a1 b2', 'a', 'b', 'sectionMoved'],
    ['a1 b2', 'a', 'a', 'sectionMoved'],
    ['a1', 'a', 'gone', 'sectionMoved'],
    ['a1', 'gone', 'a', 'notFound'],
  ])('OU-4 in "%s": %s behind %s gives "%s"', (before, what, after, now) => {
    expect(show(moveSection(outlineOf(before), id(what), after === null ? null : id(after)))).toBe(now)
  })

  test('OU-4 with another level', () => {
    expect(show(moveSection(outlineOf('a1 b1 c2'), id('b'), id('a'), 2))).toBe('a1 b2 c3')
    expect(show(moveSection(outlineOf('a1 b1 c2'), id('b'), id('a'), 3))).toBe('levelImpossible')
    expect(show(moveSection(outlineOf('a1 b2 c3'), id('b'), null, 2))).toBe('levelImpossible')
  })
})

describe('levels', () => {
  test.each<[string, string, number, string]>([
    ['a1 b1 c2', 'b', 2, 'a1 b2 c3'],
    ['a1 b2 c3', 'b', 1, 'a1 b1 c2'],
    ['a1 b2 c2', 'b', 1, 'a1 b1 c2'],
    ['a1 b2 c3 d3', 'c', 1, 'levelImpossible'],
    ['a1 b1 c2 d3', 'b', 2, 'levelImpossible'],
    ['a1', 'a', 2, 'levelImpossible'],
    ['a1 b1', 'b', 3, 'levelImpossible'],
    ['a1', 'gone', 1, 'notFound'],
  ])('OU-5 in "%s": %s to level %i gives "%s"', (before, what, level, now) => {
    expect(show(changeLevel(outlineOf(before), id(what), level as Level))).toBe(now)
  })
})

describe('the bin', () => {
  const bin = (state: OutlineAndBin, name: string, at = name): OutlineAndBin => binSection(state, id(name), at) as OutlineAndBin
  const restore = (state: OutlineAndBin, name: string): OutlineAndBin => restoreSection(state, id(name)) as OutlineAndBin

  test('OU-6 takes a section with its sub-sections and gives them back where they stood', () => {
    const before = open(outlineOf('a1 b2 c3 d2 e1'))
    const binned = bin(before, 'b')
    expect([show(binned.outline), binned.bin.map(({ entry: each, after }) => [each.id, after])]).toEqual([
      'a1 d2 e1',
      [
        ['b', 'a'],
        ['c', 'b'],
      ],
    ])
    expect(restore(binned, 'b')).toEqual(before)
    expect(show(restore(bin(before, 'a'), 'a').outline)).toBe('a1 b2 c3 d2 e1')
  })

  test('OU-6 a section whose neighbour is in the bin too goes where that one stood, or to the end', () => {
    const both = bin(bin(open(outlineOf('a1 b1 c1 d1')), 'c'), 'b')
    expect(show(restore(both, 'c').outline)).toBe('a1 c1 d1')
    expect(show(restore(restore(both, 'c'), 'b').outline)).toBe('a1 b1 c1 d1')
    const gone = { outline: outlineOf('d1 e2'), bin: [{ entry: entry('x', 1), after: id('never'), binnedAt: '' }] }
    expect(show(restore(gone, 'x').outline)).toBe('d1 e2 x1')
  })

  test('OU-6 a sub-section can be restored alone, and levels follow', () => {
    const binned = bin(open(outlineOf('a1 b2 c3 d1')), 'a', 'then')
    const alone = restore(binned, 'b')
    expect([show(alone.outline), alone.bin.length]).toEqual(['b1 c2 d1', 1])
    const last = restore(binned, 'c')
    expect(show(last.outline)).toBe('c1 d1')
    expect(show(restore(last, 'a').outline)).toBe('a1 b2 c1 d1')
    expect(restoreSection(binned, id('d'))).toEqual({ refused: 'notFound' })
    expect(binSection(binned, id('a'), '')).toEqual({ refused: 'notFound' })
  })
})

describe('owners and invitations', () => {
  test('OU-7 an owner is not invited, and nobody twice', () => {
    const invited = setInvited(outlineOf('a1'), id('a'), ['social', 'job', 'social'].map(unit)) as Outline
    expect(invited[0]).toMatchObject({ owner: 'job', invited: ['social'] })
    expect(setOwner(invited, id('a'), unit('social'))).toMatchObject([{ owner: 'social', invited: [] }])
    expect([setOwner(invited, id('x'), unit('job')), setInvited(invited, id('x'), [])]).toEqual([
      { refused: 'notFound' },
      { refused: 'notFound' },
    ])
  })
})

describe('laws', () => {
  const names = 'abcdefghij'.split('')
  const anyOutline = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: names.length }).map((levels): Outline => {
    let before = 0
    return levels.map((level, at) => entry(names[at] ?? '', (before = Math.min(level, before + 1))))
  })
  const anyName = fc.constantFrom(...names).map(id)
  const anyPlace = fc.option(anyName)
  const anyLevel = fc.constantFrom<Level>(1, 2, 3)
  type Op = (state: OutlineAndBin) => OutlineAndBin | Refusal
  const keep = (state: OutlineAndBin, next: Outline | Refusal): OutlineAndBin | Refusal =>
    'refused' in next ? next : { ...state, outline: next }
  const anyOp: fc.Arbitrary<Op> = fc.oneof(
    fc.tuple(anyName, anyPlace, fc.option(anyLevel, { nil: undefined })).map(
      ([what, after, level]): Op =>
        (state) =>
          keep(state, moveSection(state.outline, what, after, level)),
    ),
    fc.tuple(anyName, anyLevel).map(
      ([what, level]): Op =>
        (state) =>
          keep(state, changeLevel(state.outline, what, level)),
    ),
    anyName.map(
      (what): Op =>
        (state) =>
          binSection(state, what, 'now'),
    ),
    anyName.map(
      (what): Op =>
        (state) =>
          restoreSection(state, what),
    ),
  )
  const sections = ({ outline, bin }: OutlineAndBin) => [...outline, ...bin.map((binned) => binned.entry)].map((each) => each.id).toSorted()

  test('OU-8 whatever is done in whatever order: no section is lost or doubled, and the levels are right', () => {
    fc.assert(
      fc.property(anyOutline, fc.array(anyOp, { maxLength: 12 }), (outline, ops) => {
        let state = open(outline)
        for (const op of ops) {
          const next = op(state)
          if (!isRefusal(next)) state = next
          expect(isOutline(state.outline)).toBe(true)
          expect(sections(state)).toEqual(sections(open(outline)))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('OU-9 sub-sections travel along in their order, and nobody else changes section', () => {
    fc.assert(
      fc.property(anyOutline, anyName, anyPlace, (outline, what, after) => {
        const moved = moveSection(outline, what, after)
        if (isRefusal(moved)) return
        const block = withSubSections(outline, what).map((each) => each.id)
        expect(
          withSubSections(moved, what)
            .map((each) => each.id)
            .slice(0, block.length),
        ).toEqual(block)
        expect(withSubSections(moved, what)).toHaveLength(block.length)
        expect(moved.filter((each) => !block.includes(each.id))).toEqual(outline.filter((each) => !block.includes(each.id)))
      }),
      { numRuns: 500 },
    )
  })

  test('OU-10 what goes to the bin and comes back at once is as it was', () => {
    fc.assert(
      fc.property(anyOutline, anyName, (outline, what) => {
        const binned = binSection(open(outline), what, 'now')
        if (!isRefusal(binned)) expect(restoreSection(binned, what)).toEqual(open(outline))
      }),
      { numRuns: 300 },
    )
  })
})
