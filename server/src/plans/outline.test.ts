import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOutline } from '@samplan/shared/outline'
import type { SectionId } from '@samplan/shared/ids'
import { standOf } from '@samplan/shared/undoOutline'
import type { ServerEvent } from '../bus.ts'
import { NoReply, type StoredPlan, type Stores, StoreUnavailable } from '../storage/ports.ts'
import { addSection } from './addSection.ts'
import { assignSection } from './assignSection.ts'
import { binSection } from './binSection.ts'
import { moveSection } from './moveSection.ts'
import { renameSection } from './renameSection.ts'
import { restoreSection } from './restoreSection.ts'
import { type RawDeed, undoOutline } from './undoOutline.ts'
import { planAt, sectionAt, step, writeParagraph } from './testPlans.ts'
import { done, makePlan, openTestWorld, type TestWorld } from './testWorld.ts'

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
}, 30_000)
afterAll(() => world.close())

const leader = () => world.actor('leader')
const stored = async (plan: StoredPlan): Promise<StoredPlan> => (await world.stores.plans.read(plan.id)) as StoredPlan
const titles = (plan: StoredPlan): readonly string[] => plan.outline.map(({ title, level }) => `${level} ${title}`)

async function planOf(...wanted: readonly string[]): Promise<StoredPlan> {
  let plan = await makePlan(world)
  for (const title of wanted) {
    const after = plan.outline.at(-1)?.id ?? null
    plan = done(
      await addSection(world.world, leader(), { plan: plan.id, title: title.slice(2), level: Number(title[0]), after, owner: null }),
    )
  }
  return plan
}

const idOf = (plan: StoredPlan, title: string): SectionId => plan.outline.find((entry) => entry.title === title)?.id as SectionId

describe('the outline', () => {
  test('OU-21 a new plan has one empty section and the route that was chosen; exactly the last body is final', async () => {
    const make = (route: string) =>
      world.ask(
        'administrator',
        `mutation { createPlan(input: { title: "Ny", period: "2027-2028", owner: "kultur", route: ${route} }) { id } }`,
      )
    const code = async (route: string) => (await make(route)).errors?.[0]?.extensions?.refusal
    expect(await code('["udvalg"]')).toEqual({ refused: 'invalid', field: 'route', rule: 'notFinal' })
    expect(await code('["byraad", "udvalg"]')).toEqual({ refused: 'invalid', field: 'route', rule: 'notFinal' })
    expect(await code('[]')).toEqual({ refused: 'invalid', field: 'route', rule: 'empty' })
    expect(await code('["kultur"]')).toEqual({ refused: 'invalid', field: 'route', rule: 'unknown' })
    const { data } = await make('["byraad"]')
    const plan = (await world.stores.plans.read(data?.createPlan.id)) as StoredPlan
    expect([plan.owner, plan.route, plan.outline.length, plan.period]).toEqual(['kultur', ['byraad'], 1, '2027-2028'])
    const seen = await world.ask('kultur', 'query ($id: ID!) { plan(id: $id) { sections { blocks } } }', { id: plan.id })
    expect(seen.data?.plan.sections[0].blocks.length).toBe(1)
  })

  test('OU-22 many who move at once lose no section, and each move is carried out on the newest outline', async () => {
    const plan = await planOf('1 A', '2 A1', '2 A2', '1 B', '2 B1', '1 C')
    const ids = plan.outline.map(({ id }) => id)
    const moves = ids.flatMap((section, at) =>
      [ids[(at + 3) % ids.length] ?? null, null].map((after) => ({ plan: plan.id, section, after })),
    )
    const results = await Promise.all(moves.map((move) => moveSection(world.world, leader(), move)))
    const now = await stored(plan)
    expect(now.outline.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(isOutline(now.outline)).toBe(true)
    for (const result of results) if ('refused' in result) expect(result.refused).toBe('sectionMoved')
    const carriedOut = results.filter((result) => !('refused' in result)).length
    expect([now.outlineVersion - plan.outlineVersion, now.revision]).toEqual([carriedOut, plan.revision])
  })

  test('OU-23 sections that are added, renamed and deleted at once all arrive', async () => {
    const plan = await planOf('1 A', '1 B')
    const add = (title: string) => addSection(world.world, leader(), { plan: plan.id, title, level: 1, after: null, owner: null })
    const rename = renameSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'A'), from: 'A', to: 'Anders' })
    for (const result of await Promise.all([
      add('X'),
      add('Y'),
      rename,
      binSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'B') }),
      add('Z'),
    ]))
      done(result)
    const now = await stored(plan)
    expect(titles(now).toSorted()).toEqual(['1 Anders', '1 Indledning', '1 Mål', '1 X', '1 Y', '1 Z'])
    expect(now.bin.map(({ entry }) => entry.title)).toEqual(['B'])
  })

  test('OU-24 a title changed against an older one is put before its author', async () => {
    const plan = await planOf('1 A')
    const rename = (to: string) =>
      world.ask(
        'leader',
        'mutation ($plan: ID!, $section: ID!, $to: String!) { renameSection(plan: $plan, section: $section, from: "A", to: $to) { id } }',
        { plan: plan.id, section: idOf(plan, 'A'), to },
      )
    expect((await rename('Første')).errors).toBe(null)
    const { errors } = await rename('Anden')
    expect(errors?.[0]?.extensions).toEqual({ code: 'TITLE_CHANGED', refusal: { refused: 'titleChanged', now: 'Første' } })
  })

  test('OU-25 what is deleted keeps its text, is shown in the bin, and comes back where it was with its sub-sections', async () => {
    const plan = await planOf('1 A', '2 A1', '1 B')
    await writeParagraph(world, idOf(plan, 'A1'), 'Bliver')
    const binned = done(await binSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'A') }))
    expect(titles(binned)).toEqual(['1 Indledning', '1 Mål', '1 B'])
    const { data } = await world.ask('leader', 'query ($id: ID!) { plan(id: $id) { bin { title level } } }', { id: plan.id })
    expect(data?.plan.bin).toEqual([
      { title: 'A', level: 1 },
      { title: 'A1', level: 2 },
    ])
    expect((await world.ask('staff', 'query ($id: ID!) { plan(id: $id) { bin { title } } }', { id: plan.id })).data?.plan.bin).toEqual([])
    expect(await world.access('leader', idOf(plan, 'A1'))).toBe('none')
    const restored = done(await restoreSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'A') }))
    expect(titles(restored)).toEqual(titles(plan))
    expect(await world.access('leader', idOf(plan, 'A1'))).toBe('write')
    const seen = await world.ask('leader', 'query ($id: ID!) { plan(id: $id) { sections { title blocks } } }', { id: plan.id })
    expect(JSON.stringify(seen.data)).toContain('Bliver')
  })

  test('OU-26 a submitted plan has its bin frozen with it: nothing in it is restored before it is a draft again', async () => {
    const plan = await planAt(world, 'new draft')
    const section = sectionAt(plan, 1)
    const binned = done(await binSection(world.world, leader(), { plan: plan.id, section }))
    const submitted = await step(world, binned, 'submit')
    expect(await restoreSection(world.world, leader(), { plan: plan.id, section })).toEqual({ refused: 'wrongState', state: 'body' })
    expect((await world.stores.sections.read(section))?.freeze).not.toBe(null)
    const { data } = await world.ask(
      'member',
      'query ($id: ID!) { plan(id: $id) { sections { title } bin { title } } goals(plan: $id) { total } }',
      { id: plan.id },
    )
    expect([data?.plan, data?.goals.total]).toEqual([{ sections: [{ title: 'Indledning' }], bin: [] }, 1])
    await step(world, submitted, 'withdraw')
    done(await restoreSection(world.world, leader(), { plan: plan.id, section }))
  })

  test('OU-27 a new owner and an invitation change who may write, at once', async () => {
    const plan = await makePlan(world)
    const section = sectionAt(plan, 0)
    expect([await world.access('kultur', section), await world.access('social', section)]).toEqual(['none', 'read'])
    done(await assignSection(world.world, leader(), { plan: plan.id, section, owner: 'kultur', invited: ['social', 'kultur'] }))
    expect([await world.access('kultur', section), await world.access('social', section), await world.access('staff', section)]).toEqual([
      'write',
      'write',
      'read',
    ])
    const unknown = await assignSection(world.world, leader(), { plan: plan.id, section, owner: 'udvalg', invited: [] })
    expect(unknown).toEqual({ refused: 'invalid', field: 'owner', rule: 'unknown' })
  })

  test('OU-27 whoever lost a right hears of it, whatever the store answers', async () => {
    const plan = await makePlan(world)
    const input = { plan: plan.id, section: sectionAt(plan, 0), owner: 'kultur', invited: [] }
    const heardOf = async (stores: Partial<Stores>, owner: string): Promise<readonly ServerEvent[]> => {
      const heard: ServerEvent[] = []
      const stop = world.world.bus.subscribe((event) => heard.push(event))
      const failing = { ...world.world, stores: { ...world.stores, ...stores } }
      await assignSection(failing, leader(), { ...input, owner }).catch(() => null)
      stop()
      return heard
    }
    const { people, plans } = world.stores
    const noPeople = { ...people, people: () => Promise.reject(new StoreUnavailable('test')) }
    const noReply = { ...plans, change: () => Promise.reject(new NoReply('test')) }
    const everybody = { kind: 'peopleChanged', person: null }
    expect(await heardOf({ people: noPeople }, 'kultur')).toContainEqual(everybody)
    expect((await stored(plan)).outline[0]?.owner).toBe('kultur')
    expect(await heardOf({ plans: noReply }, 'job')).toContainEqual(everybody)
  })

  test('OU-28 a level that is impossible is refused', async () => {
    const plan = await makePlan(world)
    const deeper = (by: number) =>
      world.ask(
        'leader',
        'mutation ($plan: ID!, $section: ID!, $by: Int!) { changeSectionLevel(plan: $plan, section: $section, by: $by) { sections { level } } }',
        { plan: plan.id, section: sectionAt(plan, 1), by },
      )
    expect((await deeper(-1)).errors?.[0]?.extensions?.code).toBe('LEVEL_IMPOSSIBLE')
    expect((await deeper(1)).data?.changeSectionLevel.sections.map(({ level }: { level: number }) => level)).toEqual([1, 2])
    expect((await deeper(1)).errors?.[0]?.extensions?.code).toBe('LEVEL_IMPOSSIBLE')
    expect((await deeper(7)).errors?.[0]?.extensions?.refusal).toEqual({ refused: 'invalid', field: 'by', rule: 'range' })
  })

  test('OU-35 a section goes to a place at a level in one step', async () => {
    const plan = await planOf('1 A', '2 A1', '1 B')
    const move = (after: string, level: number) =>
      moveSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'B'), after: idOf(plan, after), level })
    expect(titles(done(await move('A', 2)))).toEqual(['1 Indledning', '1 Mål', '1 A', '2 B', '2 A1'])
    expect(titles(done(await move('A1', 3)))).toEqual(['1 Indledning', '1 Mål', '1 A', '2 A1', '3 B'])
    expect([await move('A', 3), await move('A', 4)]).toEqual([{ refused: 'levelImpossible' }, { refused: 'levelImpossible' }])
  })

  const undo = (plan: StoredPlan, deed: RawDeed, actor = leader()) => undoOutline(world.world, actor, { plan: plan.id, deed })
  const deedOf = (deed: RawDeed['deed'], title: string, before: StoredPlan, after: StoredPlan): RawDeed => {
    const section = idOf(before, title) ?? idOf(after, title)
    return { deed, section, was: standOf(before.outline, section), now: standOf(after.outline, section) }
  }

  test('OU-36 what one did last is undone, through GraphQL as well; what somebody changed since is not', async () => {
    const plan = await planOf('1 A', '2 A1', '1 B')
    const moved = done(await moveSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'A'), after: idOf(plan, 'B') }))
    const deed = deedOf('move', 'A', plan, moved)
    const { data } = await world.ask(
      'leader',
      'mutation ($plan: ID!, $deed: OutlineDeedInput!) { undoOutline(plan: $plan, deed: $deed) { sections { title } } }',
      { plan: plan.id, deed },
    )
    expect(data?.undoOutline.sections.map(({ title }: { title: string }) => title)).toEqual(plan.outline.map(({ title }) => title))
    expect(await undo(plan, deed)).toEqual({ refused: 'changedSince', what: 'place' })
    expect(await undo(plan, deed, world.actor('staff'))).toMatchObject({ refused: 'notAllowed' })
    const unknown = { ...deed, was: deed.was ? { ...deed.was, owner: 'udvalg' } : null }
    expect(await undo(plan, unknown)).toEqual({ refused: 'invalid', field: 'owner', rule: 'unknown' })
    const binned = done(await binSection(world.world, leader(), { plan: plan.id, section: idOf(plan, 'A') }))
    expect(titles(done(await undo(plan, deedOf('bin', 'A', plan, binned))))).toEqual(titles(plan))
  })

  test('OU-37 a section that was added is taken back only while nobody has written in it', async () => {
    const plan = await planOf('1 A')
    const add = async (title: string) =>
      done(await addSection(world.world, leader(), { plan: plan.id, title, level: 1, after: idOf(plan, 'A'), owner: null }))
    const before = await stored(plan)
    const added = await add('Ny')
    const undone = done(await undo(plan, deedOf('add', 'Ny', before, added)))
    expect([titles(undone), undone.bin.map(({ entry }) => entry.title)]).toEqual([titles(before), ['Ny']])
    const again = await add('Nyere')
    await writeParagraph(world, idOf(again, 'Nyere'), 'Bliver')
    expect(await undo(plan, deedOf('add', 'Nyere', undone, again))).toEqual({ refused: 'changedSince', what: 'text' })
    expect(titles(await stored(plan))).toEqual(titles(again))
  })
})
