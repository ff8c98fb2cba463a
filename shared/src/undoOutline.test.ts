import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SectionId } from './ids.ts'
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
  setInvited,
  setOwner,
} from './outline.ts'
import type { Level } from './plan.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { type Deed, standOf, undoOutline } from './undoOutline.ts'
import { entry, id, outlineOf, unit } from './outlineSample.ts'

const show = (state: OutlineAndBin | Refusal): string =>
  'refused' in state
    ? `${state.refused} ${'what' in state ? state.what : ''}`
    : state.outline.map((each) => `${each.id}${each.level}`).join(' ')

type Did = Deed['deed']
/** One change of one section, as a use case would carry it out. */
type Act = { readonly deed: Did; readonly section: SectionId; readonly run: (state: OutlineAndBin) => OutlineAndBin | Refusal }
const keep = (state: OutlineAndBin, next: Outline | Refusal): OutlineAndBin | Refusal =>
  'refused' in next ? next : { ...state, outline: next }
const acts = {
  move: (section: SectionId, after: SectionId | null, level?: Level): Act => ({
    deed: 'move',
    section,
    run: (state) => keep(state, moveSection(state.outline, section, after, level)),
  }),
  level: (section: SectionId, level: Level): Act => ({
    deed: 'level',
    section,
    run: (state) => keep(state, changeLevel(state.outline, section, level)),
  }),
  rename: (section: SectionId, title: string): Act => ({
    deed: 'rename',
    section,
    run: (state) => keep(state, renameSection(state.outline, section, standOf(state.outline, section)?.title ?? '', title)),
  }),
  owner: (section: SectionId, owner: string, invited: readonly string[]): Act => ({
    deed: 'owner',
    section,
    run: (state) => {
      const owned = setOwner(state.outline, section, unit(owner))
      return keep(state, isRefusal(owned) ? owned : setInvited(owned, section, invited.map(unit)))
    },
  }),
  add: (section: SectionId, after: SectionId | null, level: Level): Act => ({
    deed: 'add',
    section,
    run: (state) => keep(state, addSection(state, entry(section, level), after)),
  }),
  bin: (section: SectionId): Act => ({ deed: 'bin', section, run: (state) => binSection(state, section, `bin ${section}`) }),
}
type Carried = { readonly after: OutlineAndBin; readonly deed: Deed }
function carry(before: OutlineAndBin, { deed, section, run }: Act): Carried | null {
  const after = run(before)
  if (isRefusal(after)) return null
  return { after, deed: { deed, section, was: standOf(before.outline, section), now: standOf(after.outline, section) } }
}
const undo = (state: OutlineAndBin, deed: Deed): OutlineAndBin | Refusal => undoOutline(state, deed, 'undone')

/** `mine` is carried out on the outline, then `theirs`, then mine is undone. */
function undoAfter(text: string, mine: Act, ...theirs: readonly Act[]): string {
  const carried = carry({ outline: outlineOf(text), bin: [] }, mine)
  if (!carried) throw new Error('cannot be done')
  const state = theirs.reduce((now, act) => {
    const next = act.run(now)
    if (isRefusal(next)) throw new Error(`theirs: ${next.refused}`)
    return next
  }, carried.after)
  return show(undo(state, carried.deed))
}

describe('undoing in an outline', () => {
  test('OU-30 a stand names parent, neighbours and sub-sections', () => {
    const outline = outlineOf('a1 b2 c3 d2 e1')
    expect(standOf(outline, id('d'))).toMatchObject({ parent: 'a', after: 'c', previous: 'b', next: null, level: 2, below: [] })
    expect(standOf(outline, id('a'))).toMatchObject({ parent: null, after: null, previous: null, next: 'e', below: ['b', 'c', 'd'] })
    expect(standOf(outline, id('c'))).toMatchObject({ parent: 'b', after: 'b', previous: null, next: null })
    expect(standOf(outline, id('x'))).toBe(null)
  })

  test.each<[string, string, Act, readonly Act[], string]>([
    ['a colleague moved it', 'a1 b1 c1 d1', acts.move(id('a'), id('b')), [acts.move(id('a'), id('d'))], 'changedSince place'],
    ['a colleague put one beside it', 'a1 b1 c1 d1', acts.move(id('a'), id('b')), [acts.move(id('d'), id('b'))], 'a1 b1 d1 c1'],
    ['a colleague moved it elsewhere', 'a1 b1 c1 d1', acts.move(id('a'), id('d')), [acts.level(id('a'), 2)], 'changedSince place'],
    ['where it stood has become deep', 'a1 b2 c2 d1', acts.move(id('c'), null), [acts.move(id('b'), id('d'))], 'changedSince place'],
    ['it got a sub-section: it comes along', 'a1 b1 c1', acts.move(id('a'), id('b')), [acts.add(id('x'), id('a'), 2)], 'a1 x2 b1 c1'],
    ['what it took as a sub-section stays', 'a1 b2 c2', acts.level(id('b'), 1), [], 'a1 b2 c2'],
    ['it got a sub-section since', 'a1 b1', acts.level(id('b'), 2), [acts.add(id('x'), id('b'), 3)], 'changedSince place'],
    ['it would get another parent', 'a1 b2 c2', acts.level(id('b'), 1), [acts.add(id('x'), id('a'), 1)], 'changedSince place'],
    ['the title is changed again', 'a1', acts.rename(id('a'), 'To'), [acts.rename(id('a'), 'Tre')], 'changedSince title'],
    ['the owner is changed again', 'a1', acts.owner(id('a'), 'social', []), [acts.owner(id('a'), 'social', ['job'])], 'changedSince owner'],
    ['what was added is renamed', 'a1', acts.add(id('x'), id('a'), 1), [acts.rename(id('x'), 'Ny')], 'changedSince title'],
    ['what was added has one below', 'a1', acts.add(id('x'), id('a'), 1), [acts.add(id('y'), id('x'), 2)], 'changedSince place'],
    ['it is in the bin', 'a1 b1', acts.rename(id('a'), 'To'), [acts.bin(id('a'))], 'changedSince section'],
    [
      'it is out of the bin',
      'a1 b1',
      acts.bin(id('a')),
      [{ ...acts.bin(id('a')), run: (now) => restoreSection(now, id('a')) }],
      'changedSince section',
    ],
  ])('OU-31 %s', (_case, before, mine, theirs, now) => {
    expect(undoAfter(before, mine, ...theirs)).toBe(now)
  })

  test('OU-31 a deed that is none is refused', () => {
    const state = { outline: outlineOf('a1'), bin: [] }
    const now = standOf(state.outline, id('a'))
    expect(show(undo(state, { deed: 'move', section: id('a'), was: null, now }))).toBe('changedSince section')
    expect(show(undo(state, { deed: 'move', section: id('a'), was: now, now: null }))).toBe('changedSince section')
    expect(show(undo(state, { deed: 'bin', section: id('a'), was: now, now: null }))).toBe('changedSince section')
  })
})

describe('laws of undoing', () => {
  const names = 'abcdefghij'.split('')
  const anyOutline = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: names.length }).map((levels): Outline => {
    let before = 0
    return levels.map((level, at) => entry(names[at] ?? '', (before = Math.min(level, before + 1))))
  })
  const anyName = fc.constantFrom(...names).map(id)
  const anyLevel = fc.constantFrom<Level>(1, 2, 3)
  const anyUnit = fc.constantFrom('job', 'social', 'kultur')
  const anyMove = fc.tuple(anyName, fc.option(anyName), fc.option(anyLevel, { nil: undefined })).map((args) => acts.move(...args))
  const anyAct = fc.oneof(
    anyMove,
    fc.tuple(anyName, anyLevel).map((args) => acts.level(...args)),
    fc.tuple(anyName, fc.constantFrom('Et', 'To')).map((args) => acts.rename(...args)),
    fc.tuple(anyName, anyUnit, fc.array(anyUnit, { maxLength: 2 })).map((args) => acts.owner(...args)),
    fc.tuple(fc.constantFrom('x', 'y').map(id), fc.option(anyName), anyLevel).map((args) => acts.add(...args)),
    anyName.map((section) => acts.bin(section)),
  )

  /** Two changes of the same fact of the same section. */
  const anyPair = anyName.chain((section) => {
    const one = [
      fc.tuple(fc.option(anyName), fc.option(anyLevel, { nil: undefined })).map(([after, level]) => acts.move(section, after, level)),
      anyLevel.map((level) => acts.level(section, level)),
      fc.constantFrom('Et', 'To').map((title) => acts.rename(section, title)),
      fc.tuple(anyUnit, fc.array(anyUnit, { maxLength: 1 })).map((args) => acts.owner(section, ...args)),
    ]
    return fc.oneof(...one.map((act) => fc.tuple(act, act)))
  })

  test('OU-32 undoing at once gives back the outline as it was', () => {
    fc.assert(
      fc.property(anyOutline, anyAct, (outline, act) => {
        const carried = carry({ outline, bin: [] }, act)
        if (!carried) return
        const undone = undo(carried.after, carried.deed)
        expect(isRefusal(undone) ? undone : undone.outline).toEqual(outline)
      }),
      { numRuns: 2000 },
    )
  })

  test('OU-33 the same fact changed by somebody else since is never undone', () => {
    fc.assert(
      fc.property(anyOutline, anyPair, (outline, [mine, theirs]) => {
        const carried = carry({ outline, bin: [] }, mine)
        if (!carried) return
        const theirsDone = carry(carried.after, theirs)
        if (!theirsDone) return
        const changed = JSON.stringify(theirsDone.deed.was) !== JSON.stringify(theirsDone.deed.now)
        if (changed) expect(undo(theirsDone.after, carried.deed)).toMatchObject({ refused: 'changedSince' })
      }),
      { numRuns: 2000 },
    )
  })

  test('OU-34 whatever others did since: what they did to other sections stays, and the outline is one', () => {
    fc.assert(
      fc.property(anyOutline, anyAct, fc.array(anyAct, { maxLength: 4 }), (outline, mine, theirs) => {
        const carried = carry({ outline, bin: [] }, mine)
        if (!carried) return
        const since = theirs.reduce((now, act) => carry(now, act)?.after ?? now, carried.after)
        const undone = undo(since, carried.deed)
        if (isRefusal(undone)) return
        expect(isOutline(undone.outline)).toBe(true)
        const ids = ({ outline: some, bin }: OutlineAndBin) => [...some, ...bin.map((one) => one.entry)].map((one) => one.id).toSorted()
        expect(ids(undone)).toEqual(ids(since))
        const own = new Set([mine.section, ...(standOf(undone.outline, mine.section)?.below ?? [])])
        const others = (some: Outline) => some.filter((one) => !own.has(one.id)).map(({ level, ...facts }) => facts)
        if (mine.deed !== 'bin') expect(others(undone.outline)).toEqual(others(since.outline))
      }),
      { numRuns: 2000 },
    )
  })
})
