import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { PersonId, PlanId, SectionId, SubmissionId, UnitId } from '@samplan/shared/ids'
import type { Unit } from '@samplan/shared/people'
import { createBus, type Origin, type ServerEvent } from '../bus.ts'
import type { Rooms } from '../rooms/contract.ts'
import { openStores } from '../storage/openStores.ts'
import type { PlanMark, StoredPlan, Stores } from '../storage/ports.ts'
import { openTestDatabase, type TestDatabase } from '../storage/testDatabase.ts'
import type { World } from '../world.ts'
import { watchPlans } from './watchPlans.ts'
import { watchStore } from './watchStore.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const [job, social] = ['job' as UnitId, 'social' as UnitId]
const [first, second, third] = ['s1' as SectionId, 's2' as SectionId, 's3' as SectionId]

const draft = (id: string, sections: readonly SectionId[]): StoredPlan => ({
  id: id as PlanId,
  title: 'Plan',
  period: '2027',
  owner: job,
  route: ['byraad' as UnitId],
  state: { at: 'draft' },
  revision: 0,
  epoch: 1,
  outline: sections.map((section) => ({ id: section, level: 1, title: section, owner: job, invited: [] })),
  outlineVersion: 0,
  bin: [],
  steps: [],
  pending: null,
  createdAt: '2026-11-21T09:00:00.000Z',
})

let database: TestDatabase
let stores: Stores
beforeAll(async () => {
  database = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
  stores = await openStores(database.uri)
  const administration = (id: UnitId): Unit => ({ kind: 'administration', id, name: id, letter: 'J', colour: 'plum' })
  for (const id of [job, social]) await stores.people.saveUnit(administration(id))
  const memberships = [{ unit: social, role: 'staff' as const }]
  await stores.people.savePerson({ id: 'sofie' as PersonId, name: 'Sofie', email: 's@example.dk', title: '', active: true, memberships })
})
afterAll(async () => {
  await stores?.close()
  await database?.close()
})

/** What this process hears while the test does to the stores what another one does. */
async function watching(plan: StoredPlan, plans: Partial<Stores['plans']> = {}) {
  await stores.plans.create(plan)
  onTestFinished(() => stores.plans.remove(plan.id))
  const bus = createBus((error) => {
    throw error
  })
  const heard: { readonly event: ServerEvent; readonly origin: Origin }[] = []
  bus.subscribe((event, origin) => void heard.push({ event, origin }))
  const judged: (readonly SectionId[] | undefined)[] = []
  const rooms = {
    planChanged: () => undefined,
    accessChanged: (_: unknown, sections?: readonly SectionId[]) => void judged.push(sections),
  } as unknown as Rooms // a look asks nothing else of them
  const world: World = {
    stores: { ...stores, plans: { ...stores.plans, ...plans } },
    rooms,
    bus,
    now: Date.now,
    newId: () => 'id',
    log: silent,
  }
  const watch = watchPlans(world)
  onTestFinished(watch.close)
  await watch.look()
  return {
    bus,
    judged,
    /** What a look tells. */
    async look(): Promise<readonly ServerEvent['kind'][]> {
      heard.length = 0
      judged.length = 0
      await watch.look()
      expect(heard.filter(({ origin }) => origin === 'here')).toEqual([])
      return heard.map(({ event }) => event.kind)
    },
  }
}

it('SP-17 another process’s change of goals is told, whatever this one has told itself, and its own is not told again', async () => {
  const plan = draft('goals', [first])
  const { id } = plan
  const { bus, look } = await watching(plan)
  const told = (mark: number | null): void => bus.publish({ kind: 'goalsChanged', plan: id, changed: [], withdrawn: [], mark })
  // Another one's; its own; its own and another's, whichever came first.
  await stores.plans.noteGoals(id)
  expect(await look()).toEqual(['goalsChanged'])
  told(await stores.plans.noteGoals(id))
  expect(await look()).toEqual([])
  await stores.plans.noteGoals(id)
  told(await stores.plans.noteGoals(id))
  expect(await look()).toEqual(['goalsChanged'])
  // A look between the writing and the telling has seen it already: that telling hides nobody's.
  const own = await stores.plans.noteGoals(id)
  await look()
  told(own)
  await stores.plans.noteGoals(id)
  expect(await look()).toEqual(['goalsChanged'])
  // Two of its own, one of which could not be noted.
  told(null)
  told(await stores.plans.noteGoals(id))
  expect(await look()).toEqual([])
})

it('SP-17 its own change of goals that a look is too old for is known at the next one', async () => {
  const plan = draft('old', [first])
  let old: readonly PlanMark[] | null = null
  const { bus, look } = await watching(plan, { marks: async () => old ?? stores.plans.marks() })
  old = await stores.plans.marks()
  const mark = await stores.plans.noteGoals(plan.id)
  bus.publish({ kind: 'goalsChanged', plan: plan.id, changed: [], withdrawn: [], mark })
  expect(await look()).toEqual([])
  old = null
  expect(await look()).toEqual([])
})

it('SP-18 another process’s change of an outline has those judged whom it concerns; of several changes, all who are in the plan', async () => {
  const plan = draft('outline', [first, second, third])
  const { id, outline } = plan
  const { look, judged } = await watching(plan)
  const [one, two, three] = outline
  if (!one || !two || !three) throw new Error('no outline')
  const change = (changed: StoredPlan['outline']): Promise<unknown> => stores.plans.change(id, {}, { outline: changed })
  await change([two, one, three])
  expect(await look()).toEqual(['outlineChanged'])
  expect(judged).toEqual([])
  await change([two, one])
  expect(await look()).toEqual(['outlineChanged'])
  expect(judged).toEqual([[third]])
  // Only the one whose rights are others.
  await change([{ ...two, invited: [social] }, one])
  expect(await look()).toEqual(['outlineChanged', 'peopleChanged'])
  expect(judged).toEqual([])
  // Invited and sent away again between two looks: nobody can say who has come in meanwhile.
  await change([
    { ...two, invited: [social] },
    { ...one, invited: [social] },
  ])
  await change([{ ...two, invited: [social] }, one])
  expect(await look()).toEqual(['outlineChanged'])
  expect(judged.map((sections) => new Set(sections))).toEqual([new Set([first, second])])
})

it('SP-18 what another process changes while a look is under way is told at this look or the next, whatever the look knew of itself', async () => {
  const plan = draft('between', [first, second])
  const { id, outline } = plan
  const [one, two] = outline
  if (!one || !two) throw new Error('no outline')
  let meanwhile = async (): Promise<unknown> => undefined
  const { bus, look } = await watching(plan, {
    async marks() {
      const marks = await stores.plans.marks()
      await meanwhile()
      return marks
    },
  })
  const own = await stores.plans.change(id, {}, { outline: [two, one] })
  bus.publish({ kind: 'outlineChanged', plan: id, outlineVersion: own?.outlineVersion ?? 0 })
  meanwhile = () => stores.plans.change(id, {}, { outline: [two, { ...one, invited: [social] }] })
  const heard = [...(await look())]
  meanwhile = async () => undefined
  expect([...heard, ...(await look())]).toEqual(['outlineChanged', 'peopleChanged'])
})

it('SP-18 a step, a submission and a new plan of another process are told; what this one has told itself is not', async () => {
  const plan = draft('steps', [first])
  const { bus, look } = await watching(plan)
  const pending = { submission: 'one' as SubmissionId, person: 'sofie' as PersonId, expiresAt: 1 }
  await stores.plans.change(plan.id, {}, { pending })
  expect(await look()).toEqual(['planMoved'])
  await stores.plans.change(plan.id, {}, { pending: null, revision: 1 })
  bus.publish({ kind: 'planMoved', plan: plan.id, revision: 1 })
  expect(await look()).toEqual([])
  const made = draft('made', [second])
  await stores.plans.create(made)
  expect(await look()).toEqual(['planCreated'])
  await stores.plans.remove(made.id)
  expect(await look()).toEqual(['planMoved'])
})

it('SP-19 however often it is woken, the looks of a process keep their distance, and none is forgotten', async () => {
  const begun: number[] = []
  const watch = watchStore([async () => void begun.push(performance.now())], 60_000, silent)
  onTestFinished(watch.close)
  for (let round = 0; round < 3; round++) {
    const before = begun.length
    await Promise.all(Array.from({ length: 20 }, () => watch.look()))
    expect(begun.length).toBeGreaterThan(before)
  }
  // Timers may be a millisecond early.
  for (const [at, time] of begun.entries()) expect(time - (begun[at - 1] ?? -Infinity)).toBeGreaterThan(97)
})
