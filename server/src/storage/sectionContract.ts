/** Owns the suite that every store of sections must pass. */
import type { PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HeadMatch, SectionHead, SectionStore } from './ports.ts'

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)
const freezeOf = (id: string): SubmissionId => id as SubmissionId
const fresh: HeadMatch = { epoch: 1, freeze: null, schema: 1 }
const head: SectionHead = { ...fresh, plan: 'plan-1' as PlanId, base: [], tail: [{ id: 'first', update: bytes(0, 255, 10) }] }

let sections = 0

/** Registers the tests; `open` gives a store of its own and what closes it. */
export function sectionContract(open: () => Promise<{ readonly store: SectionStore; readonly close: () => Promise<void> }>): void {
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened?.close())

  const newSection = async (made: Partial<SectionHead> = {}): Promise<SectionId> => {
    const section = `section-${sections++}` as SectionId
    expect(await opened.store.create(section, { ...head, ...made })).toBe(true)
    return section
  }
  const entry = (id: string, ...values: number[]) => ({ id, update: bytes(...values) })

  it('SC-1 a section is created once, and read byte for byte', async () => {
    const { store } = opened
    const section = await newSection()
    expect(await store.create(section, { ...head, epoch: 9 })).toBe(false)
    expect(await store.read(section)).toEqual(head)
    expect(await store.read('nobody' as SectionId)).toBeNull()
  })

  it('SC-1 of many who create one section, one wins', async () => {
    const section = `section-${sections++}` as SectionId
    const won = await Promise.all([1, 2, 3, 4, 5].map((epoch) => opened.store.create(section, { ...head, epoch })))
    expect(won.filter((one) => one)).toHaveLength(1)
    expect((await opened.store.read(section))?.epoch).toBe(won.indexOf(true) + 1)
  })

  it('SC-9 the mark of a section names all that its text is made of, and what a write matches', async () => {
    const { store } = opened
    const [a, b] = [await newSection({ base: ['p', 'q'] }), await newSection()]
    expect(await store.freeze(b, fresh, 4, freezeOf('sub'))).toBe(true)
    const marks = await store.marks([a, 'nobody' as SectionId, b])
    expect([...marks.keys()].toSorted()).toEqual([a, b].toSorted())
    expect(marks.get(a)).toEqual({ ...fresh, known: ['p', 'q', 'first'] })
    expect(marks.get(b)).toEqual({ ...fresh, epoch: 4, freeze: 'sub', known: ['first'] })
    expect(await store.marks([])).toEqual(new Map())
  })

  it('SC-2 an append that matches pushes its entry, sets the epoch and clears the freeze', async () => {
    const { store } = opened
    const section = await newSection({ freeze: freezeOf('old') })
    const match = { ...fresh, freeze: freezeOf('old') }
    expect(await store.append([{ section, match, epoch: 2, entry: entry('second', 1, 2) }])).toEqual([true])
    expect(await store.read(section)).toEqual({ ...head, epoch: 2, freeze: null, tail: [...head.tail, entry('second', 1, 2)] })
  })

  it.each([
    ['epoch', { epoch: 2 }],
    ['freeze', { freeze: freezeOf('other') }],
    ['schema', { schema: 2 }],
  ])('SC-2 an append or freeze that was judged by another %s changes nothing', async (_, differs) => {
    const { store } = opened
    const section = await newSection()
    const match = { ...fresh, ...differs }
    expect(await store.append([{ section, match, epoch: 3, entry: entry('second', 1) }])).toEqual([false])
    expect(await store.freeze(section, match, 3, freezeOf('sub'))).toBe(false)
    expect(await store.read(section)).toEqual(head)
  })

  it('SC-3 of the appends of many sections each one is told whether it is in', async () => {
    const { store } = opened
    const [a, b, c] = [await newSection(), await newSection({ freeze: freezeOf('sub') }), await newSection()]
    const appends = [a, b, c].map((section, index) => ({ section, match: fresh, epoch: 1, entry: entry(`e${index} of ${section}`, index) }))
    expect(await store.append(appends)).toEqual([true, false, true])
    expect((await store.read(a))?.tail).toHaveLength(2)
    expect((await store.read(b))?.tail).toHaveLength(1)
    expect((await store.read(c))?.tail.at(-1)).toEqual(appends[2]?.entry)
    expect(await store.append([a, c].map((section) => ({ section, match: fresh, epoch: 1, entry: entry(`f of ${section}`, 7) })))).toEqual([
      true,
      true,
    ])
  })

  it('SC-4 a freeze is set where it matches, and another append does not match it any more', async () => {
    const { store } = opened
    const section = await newSection()
    expect(await store.freeze(section, fresh, 4, freezeOf('sub'))).toBe(true)
    expect(await store.read(section)).toEqual({ ...head, epoch: 4, freeze: 'sub' })
    expect(await store.append([{ section, match: fresh, epoch: 4, entry: entry('late', 1) }])).toEqual([false])
  })

  it('SC-4 of many freezes at once each one matches its own section, and is told whether it is set', async () => {
    const { store } = opened
    const [a, b, c] = [await newSection(), await newSection({ freeze: freezeOf('other') }), await newSection()]
    const freeze = (section: SectionId): Promise<boolean> => store.freeze(section, fresh, 4, freezeOf('sub'))
    expect(await Promise.all([a, b, c].map(freeze))).toEqual([true, false, true])
    const heads = await Promise.all([a, b, c].map((section) => store.read(section)))
    expect(heads.map((one) => [one?.epoch, one?.freeze])).toEqual([
      [4, 'sub'],
      [1, 'other'],
      [4, 'sub'],
    ])
  })

  it('SC-5 a spill moves exactly the entries named, where the base is exactly the one read', async () => {
    const { store } = opened
    const section = await newSection()
    await store.append([{ section, match: fresh, epoch: 1, entry: entry('second', 2) }])
    await store.append([{ section, match: fresh, epoch: 1, entry: entry('third', 3) }])
    const [part, next] = [`part a of ${section}`, `part b of ${section}`]
    await store.insertPart(part, section, bytes(9, 8, 0))
    expect(await store.readPart(part)).toEqual(bytes(9, 8, 0))
    expect(await store.spill(section, ['other'], part, ['first'])).toBe(false)
    expect(await store.spill(section, [], part, ['first', 'second'])).toBe(true)
    expect(await store.read(section)).toEqual({ ...head, base: [part], tail: [entry('third', 3)] })
    expect(await store.spill(section, [], next, ['third'])).toBe(false)
    expect(await store.spill(section, [part], next, ['third', 'gone'])).toBe(true)
    expect(await store.read(section)).toEqual({ ...head, base: [part, next], tail: [] })
  })

  it('SC-6 a merge puts one part in the place of exactly those read', async () => {
    const { store } = opened
    const section = await newSection({ base: ['a', 'b'], tail: [entry('t', 1)] })
    expect(await store.merge(section, ['a'], 'c')).toBe(false)
    expect(await store.merge(section, ['b', 'a'], 'c')).toBe(false)
    expect(await store.merge(section, ['a', 'b'], 'c')).toBe(true)
    expect(await store.read(section)).toEqual({ ...head, base: ['c'], tail: [entry('t', 1)] })
  })

  it('SC-7 deleted parts are gone, and the sweep deletes only what no section names', async () => {
    const { store } = opened
    const section = await newSection()
    const [kept, deleted, orphan] = ['kept', 'deleted', 'orphan'].map((name) => `${name} of ${section}`) as [string, string, string]
    for (const part of [kept, deleted, orphan]) await store.insertPart(part, section, bytes(1))
    await store.spill(section, [], kept, [])
    await store.deleteParts([deleted])
    expect(await store.readPart(deleted)).toBeNull()
    expect(await store.sweepParts(60_000)).toBe(0)
    expect(await store.readPart(orphan)).toEqual(bytes(1))
    expect(await store.sweepParts(0)).toBeGreaterThan(0)
    expect(await store.readPart(orphan)).toBeNull()
    expect(await store.readPart(kept)).toEqual(bytes(1))
  })

  it('SC-8 an update of a megabyte is kept byte for byte', async () => {
    const { store } = opened
    const section = await newSection()
    const update = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 31) & 255)
    await store.append([{ section, match: fresh, epoch: 1, entry: { id: 'large', update } }])
    expect(Buffer.compare((await store.read(section))?.tail[1]?.update ?? bytes(), update)).toBe(0)
  })
}
