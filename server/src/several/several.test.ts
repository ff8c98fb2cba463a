import { setImmediate } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId, PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import { fragmentName } from '@samplan/shared/section/content'
import { elementOf } from '@samplan/shared/section/seed'
import { projectPlan } from '../goals/projectPlan.ts'
import { recoverPending } from '../plans/recoverPending.ts'
import { submissionLasts } from '../plans/submitPlan.ts'
import type { GoalStore } from '../storage/ports.ts'
import { openTestDatabase, type TestDatabase } from '../storage/testDatabase.ts'
import { startTestApp, type TestApp } from '../testApp.ts'
import { ask, type Visitor } from '../testProcess.ts'
import { oneAlone } from './oneAlone.ts'
import { roam, type Roamer } from './testRoamer.ts'
import { type Followed, followAt, makePlan, planFields, signIn, type SitePlan, submitPlan, visitAs } from './testSite.ts'

const person = 'karen-vestergaard'

describe('two processes on one database', { timeout: 120_000 }, () => {
  let database: TestDatabase
  let here: TestApp
  let there: TestApp
  let karen: Visitor
  /** The same person at the other process. */
  let elsewhere: Visitor
  const typing: Roamer[] = []
  const following: Pick<Followed<unknown>, 'end'>[] = []

  beforeAll(async () => {
    database = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
    const start = (): Promise<TestApp> => startTestApp({ demo: true, on: database })
    const apps = await Promise.all([start(), start()])
    here = apps[0]
    there = apps[1]
    karen = await signIn(here.address, person)
    elsewhere = visitAs(there.address, karen)
  }, 180_000)
  afterEach(async () => {
    for (const roamer of typing.splice(0)) roamer.close()
    for (const followed of following.splice(0)) await followed.end()
  })
  afterAll(async () => {
    await here?.close()
    await there?.close()
    await database?.close()
  })
  const firstOf = ({ sections }: SitePlan): SectionId => sections[0]?.id as SectionId
  const sit = async ({ address }: TestApp, plan: SitePlan, who = person, { cookie }: Pick<Visitor, 'cookie'> = karen): Promise<Roamer> => {
    const roamer = await roam({ address: () => address, cookie: cookie(), person: who, section: firstOf(plan), epoch: plan.epoch })
    typing.push(roamer)
    return roamer
  }
  const follow = <Value>({ address }: TestApp, visitor: Visitor, query: string, variables = {}): Followed<Value> => {
    const followed = followAt<Value>(address, visitor, query, variables)
    following.push(followed)
    return followed
  }

  it('SP-2 of two starts on an empty database one seeds the demo, and both serve it', async () => {
    const titles = '{ plans { nodes { id title } } }'
    type Titles = { readonly plans: { readonly nodes: readonly { readonly title: string }[] } }
    const [seen, again] = [await ask<Titles>(karen, titles), await ask<Titles>(elsewhere, titles)]
    expect(again).toEqual(seen)
    expect(new Set(seen.plans.nodes.map(({ title }) => title)).size).toBe(seen.plans.nodes.length)
  })

  it('SP-3 what is typed at one process comes to the other by the poll', async () => {
    const plan = await makePlan(karen, 'Tekst')
    const [one, other] = [await sit(here, plan), await sit(there, plan)]
    one.write('Herfra.')
    await other.until(() => other.text().includes('Herfra.'))
    other.write('Derfra.')
    await one.until(() => one.text().includes('Derfra.'))
    expect(one.text()).toBe(other.text())
  })

  it("SP-4 the server's own edit sees what another process has stored, before the next poll", async () => {
    const plan = await makePlan(karen, 'Rettet af serveren')
    const [one] = [await sit(here, plan), await sit(there, plan)]
    for (let round = 0; round < 5; round++) {
      one.write(`Runde ${round}.`)
      await one.until(() => one.acknowledged().length === round + 1)
      const text = await there.app.world.rooms.transact(firstOf(plan), (doc) => doc.getXmlFragment(fragmentName).toString())
      expect(text).toContain(`Runde ${round}.`)
    }
  })

  it('SP-5 subscribers of every process are told of plans, outlines, goals and figures', async () => {
    const all = follow<{ readonly plansChanged: { readonly title: string } }>(there, elsewhere, 'subscription { plansChanged { title } }')
    type Plans = { readonly plans: { readonly nodes: readonly { readonly id: string; readonly title: string }[] } }
    const { plans } = await ask<Plans>(karen, '{ plans { nodes { id title } } }')
    const demo = plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')
    type Goals = {
      readonly goals: { readonly nodes: readonly { readonly id: string; readonly indicators: readonly { readonly id: string }[] }[] }
    }
    const query = 'query ($plan: ID!) { goals(plan: $plan) { nodes { id indicators { id } } } }'
    const goal = (await ask<Goals>(karen, query, { plan: demo?.id })).goals.nodes.find(({ indicators }) => indicators.length > 0)
    type Changed = {
      readonly goalsChanged: {
        readonly changed: readonly {
          readonly id: string
          readonly statement: string
          readonly indicators: readonly { readonly measurements: readonly { readonly value: string }[] }[]
        }[]
      }
    }
    const goals = follow<Changed>(
      there,
      elsewhere,
      'subscription ($id: ID!) { goalsChanged(plan: $id) { changed { id statement indicators { measurements { value } } } } }',
      { id: demo?.id },
    )
    await goals.until(() => true)

    const plan = await makePlan(karen, 'Fortalt')
    await all.until(({ plansChanged }) => plansChanged.title === 'Fortalt')
    const outline = follow<{ readonly outlineChanged: SitePlan }>(
      there,
      elsewhere,
      `subscription ($id: ID!) { outlineChanged(plan: $id) { ${planFields} } }`,
      { id: plan.id },
    )
    await outline.until(() => true)
    const [section] = plan.sections
    const rename =
      'mutation ($plan: ID!, $section: ID!, $from: String!) { renameSection(plan: $plan, section: $section, from: $from, to: "Nyt navn") { id } }'
    await ask(karen, rename, { plan: plan.id, section: section?.id, from: section?.title })
    await outline.until(({ outlineChanged }) => outlineChanged.sections[0]?.title === 'Nyt navn')

    const change = 'mutation ($plan: ID!, $goal: ID!) { changeGoal(plan: $plan, goal: $goal, change: { statement: "Ændret her" }) { id } }'
    await ask(karen, change, { plan: demo?.id, goal: goal?.id })
    const changed = ({ goalsChanged }: Changed) => goalsChanged.changed.find(({ id }) => id === goal?.id)
    await goals.until((value) => changed(value)?.statement === 'Ændret her')
    const figure = { plan: demo?.id, goal: goal?.id, indicator: goal?.indicators[0]?.id, value: '123.5', period: '2026-09', source: 'Test' }
    await ask(karen, 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id } }', { input: figure })
    await goals.until((value) => JSON.stringify(changed(value)).includes('123.5'))
  })

  it('SP-6 who is in a section is told at every process, each person once, until they leave', async () => {
    const plan = await makePlan(karen, 'Til stede')
    const mads = await signIn(here.address, 'mads-thorup')
    type Present = { readonly presenceChanged: readonly { readonly people: readonly { readonly id: string }[] }[] }
    const query = 'subscription ($id: ID!) { presenceChanged(plan: $id) { section people { id } } }'
    const presence = follow<Present>(there, elsewhere, query, { id: plan.id })
    const people = ({ presenceChanged }: Present): string =>
      presenceChanged
        .flatMap((one) => one.people.map(({ id }) => id))
        .toSorted()
        .join()
    const writer = await sit(here, plan, 'mads-thorup', mads)
    await presence.until((value) => people(value) === 'mads-thorup')
    await Promise.all([sit(there, plan), sit(here, plan)])
    await presence.until((value) => people(value) === 'karen-vestergaard,mads-thorup')
    writer.close()
    await presence.until((value) => people(value) === 'karen-vestergaard')
  })

  it('SP-7 who signs out, or loses a right, at one process loses the sockets at all of them', async () => {
    const plan = await makePlan(karen, 'Rettigheder')
    const pia = await signIn(here.address, 'pia-munkesoe')
    const mads = await signIn(there.address, 'mads-thorup')
    const typist = await sit(there, plan, 'mads-thorup', mads)
    const told = follow<unknown>(there, mads, 'subscription { meChanged { name } }')
    await told.until(() => true)
    const input = { name: 'Mads Thorup', email: 'mads.thorup@fjordby.example', title: 'Konsulent', active: true, memberships: [] }
    await ask(pia, 'mutation ($input: PersonInput!) { savePerson(id: "mads-thorup", input: $input) { id } }', { input })
    expect(await told.closed).toBe(closeCodes.accessChanged)
    // It came back, and the handshake decided.
    expect([await typist.refused, typist.closes[0]]).toEqual([closeCodes.notFound, closeCodes.accessChanged])

    // By an invitation that is taken back.
    const sofie = await signIn(there.address, 'sofie-lykke')
    const invite =
      'mutation ($plan: ID!, $section: ID!, $invited: [ID!]!) { assignSection(plan: $plan, section: $section, owner: "jobcenter", invited: $invited) { id } }'
    const section = firstOf(plan)
    await ask(karen, invite, { plan: plan.id, section, invited: ['social-og-sundhed'] })
    const guest = await sit(there, plan, 'sofie-lykke', sofie)
    await ask(karen, invite, { plan: plan.id, section, invited: [] })
    expect([await guest.refused, guest.closes[0]]).toEqual([closeCodes.notFound, closeCodes.accessChanged])

    const mine = follow<unknown>(there, sofie, 'subscription { meChanged { name } }')
    await mine.until(() => true)
    await visitAs(here.address, sofie).post('/api/sign-out', {})
    expect(await mine.closed).toBe(closeCodes.noSession)
  })

  it("SP-8 a start leaves another's submission alone; its expiry ends it", async () => {
    const plan = await makePlan(karen, 'Undervejs')
    const { stores } = here
    const pending = { submission: 'undervejs' as SubmissionId, person: person as PersonId, expiresAt: Date.now() + submissionLasts }
    await stores.plans.change(plan.id as PlanId, { pending: null }, { pending })
    const third = await startTestApp({ demo: true, on: database })
    try {
      expect((await stores.plans.read(plan.id as PlanId))?.pending).toEqual(pending)
      await expect(submitPlan(elsewhere, plan)).rejects.toThrow('SUBMISSION_PENDING')
      third.wait(submissionLasts + 1)
      const submitted = await submitPlan(visitAs(third.address, karen), plan)
      expect(submitted.state.at).toBe('body')
    } finally {
      await third.close()
    }
    // Where nobody else can be, a start ends it at once.
    expect(await recoverPending(here.app.world)).toBe(0)
  })

  it('SP-9 of two submitters at two processes one wins', async () => {
    const plan = await makePlan(karen, 'To indsendere')
    const results = await Promise.allSettled([submitPlan(karen, plan), submitPlan(elsewhere, plan)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const stored = await here.stores.plans.read(plan.id as PlanId)
    expect([stored?.revision, stored?.steps.length, stored?.pending]).toEqual([1, 1, null])
  })

  it('SP-10 of two projections of one plan, whoever wrote last has looked whether its text still stands', async () => {
    const made = await makePlan(karen, 'To projektioner')
    const [plan, section] = [made.id as PlanId, firstOf(made)]
    const { world } = here.app
    const goal = (statement: string) => ({
      type: 'goal',
      attrs: { id: 'maal', level: 'result' },
      content: [{ type: 'goalStatement', content: [{ type: 'text' as const, text: statement }] }],
    })
    const write = (statement: string): Promise<unknown> =>
      world.rooms.transact(section, (doc) => {
        const fragment = doc.getXmlFragment(fragmentName)
        fragment.delete(0, fragment.length)
        fragment.push([elementOf(goal(statement))])
      })
    await write('gammel')
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const goals: GoalStore = {
      ...there.stores.goals,
      async upsert(id, changed) {
        begun.resolve()
        await go.promise
        await there.stores.goals.upsert(id, changed)
      },
    }
    const slow = projectPlan({ ...there.app.world, stores: { ...there.stores, goals } }, plan)
    await begun.promise
    await write('ny')
    await projectPlan(world, plan)
    expect((await here.stores.goals.list(plan)).map(({ statement }) => statement)).toEqual(['ny'])
    go.resolve()
    await slow
    expect((await here.stores.goals.list(plan)).map(({ statement }) => statement)).toEqual(['ny'])
  })

  it('SP-11 what only one may do is done by one at a time, and by the next when that one has died in it', async () => {
    const { leases } = here.stores
    let now = 1_000_000
    const order: string[] = []
    const work = (holder: string): Promise<void> =>
      oneAlone(leases, { name: 'once', holder, now: () => now }, async () => {
        order.push(`${holder} begins`)
        await setImmediate()
        order.push(`${holder} ends`)
      })
    await Promise.all(['a', 'b', 'c'].map(work))
    const holders = order.filter((_, at) => at % 2 === 0).map((line) => line.split(' ')[0])
    expect(order).toEqual(holders.flatMap((holder) => [`${holder} begins`, `${holder} ends`]))
    expect(holders.toSorted()).toEqual(['a', 'b', 'c'])
    // One that died holds it for a while only.
    expect(await leases.take('once', 'dead', now, now + 30_000)).toBe(true)
    expect(await leases.take('once', 'next', now + 29_999, now + 60_000)).toBe(false)
    now += 30_000
    await work('next')
    expect(order.at(-1)).toBe('next ends')
  })
})
