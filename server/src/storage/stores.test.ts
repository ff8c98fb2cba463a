import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Goal, Measurement } from '@samplan/shared/goal'
import type { GoalId, IndicatorId, PersonId, PlanId, SectionId, SubmissionId, UnitId } from '@samplan/shared/ids'
import type { Administration, Body, Person } from '@samplan/shared/people'
import { openStores } from './openStores.ts'
import type { StoredPlan, Stores } from './ports.ts'
import { openTestDatabase, type TestDatabase } from './testDatabase.ts'

const [plan, other] = ['plan-a' as PlanId, 'plan-b' as PlanId]
const section = (name: string): SectionId => name as SectionId
const [jobcenter, byraad] = ['jobcenter' as UnitId, 'byraad' as UnitId]

const draft = (id: PlanId, sections: readonly string[]): StoredPlan => ({
  id,
  title: 'Beskæftigelsesplan',
  period: '2027',
  owner: jobcenter,
  route: [byraad],
  state: { at: 'draft' },
  revision: 0,
  epoch: 1_800_000_000_000,
  outline: sections.map((name) => ({ id: section(name), level: 1, title: name, owner: jobcenter, invited: [] })),
  outlineVersion: 0,
  bin: [],
  steps: [],
  pending: null,
  createdAt: '2026-11-21T09:00:00.000Z',
})

const goal = (id: string, order: number, owner: PlanId = plan): Goal => ({
  id: id as GoalId,
  plan: owner,
  section: section('s1'),
  code: String(order + 1),
  order,
  level: 'overall',
  category: null,
  responsible: null,
  parent: null,
  statement: '',
  indicators: [
    {
      id: 'i1' as IndicatorId,
      targetKind: 'share',
      indicator: null,
      operator: 'atMost',
      target: '11',
      offset: null,
      better: null,
      unit: '%',
      reference: null,
      exclusions: null,
      baseline: null,
      baselineDate: null,
      deadline: '2027-12',
      source: null,
    },
  ],
})

describe('the stores', () => {
  let database: TestDatabase
  let stores: Stores

  beforeAll(async () => {
    database = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
    stores = await openStores(database.uri)
  })
  afterAll(async () => {
    await stores.close()
    await database.close()
  })

  it('DB-1 a plan comes back as it was created, without fields that nobody wrote', async () => {
    await stores.plans.create(draft(plan, ['s1', 's2']))
    expect(await stores.plans.read(plan)).toEqual(draft(plan, ['s1', 's2']))
    expect(await stores.plans.read(other)).toBeNull()
    await expect(stores.plans.create(draft(plan, []))).rejects.toThrow()
  })

  it('DB-2 of two changes that match the same revision one wins', async () => {
    await stores.plans.create(draft('race' as PlanId, ['r1']))
    const changes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => {
        const pending = { submission: name as SubmissionId, person: 'p' as PersonId, expiresAt: 5 }
        return stores.plans.change('race' as PlanId, { at: 'draft', revision: 0, pending: null }, { pending })
      }),
    )
    expect(changes.filter((changed) => changed !== null)).toHaveLength(1)
    const won = changes.find((changed) => changed !== null)?.pending?.submission ?? null
    expect((await stores.plans.read('race' as PlanId))?.pending?.submission).toBe(won)
    expect(await stores.plans.change('race' as PlanId, { pending: 'other' as SubmissionId }, { pending: null })).toBeNull()
    expect((await stores.plans.change('race' as PlanId, { pending: won }, { pending: null }))?.pending).toBeNull()
  })

  it('DB-3 a step is pushed with the state in the same operation, and only an outline raises its version', async () => {
    const id = 'stepped' as PlanId
    await stores.plans.create(draft(id, ['t1', 't2']))
    const to = { at: 'body', body: 0, version: 'abc' } as const
    const step = {
      seq: 1,
      action: 'submit',
      from: { at: 'draft' },
      to,
      actor: 'p' as PersonId,
      actorName: 'P',
      role: 'leader',
      at: '2026-11-21T09:00:00.000Z',
      reason: null,
      version: 'abc',
      previous: null,
      hash: 'h',
    } as const
    const moved = await stores.plans.change(id, { revision: 0 }, { state: to, revision: 1, pushStep: step })
    expect(moved).toEqual({ ...draft(id, ['t1', 't2']), state: to, revision: 1, steps: [step] })
    const [first, second] = draft(id, ['t1', 't2']).outline
    const bin = [{ entry: second as NonNullable<typeof second>, after: section('t1'), binnedAt: '2026-11-21T09:00:00.000Z' }]
    const binned = await stores.plans.change(id, { outlineVersion: 0 }, { outline: first ? [first] : [], bin })
    expect([binned?.outlineVersion, binned?.outline, binned?.bin]).toEqual([1, [first], bin])
    expect(await stores.plans.change(id, { outlineVersion: 0 }, { outline: [] })).toBeNull()
    expect([await stores.plans.planOfSection(section('t1')), await stores.plans.planOfSection(section('t2'))]).toEqual([id, id])
    expect(await stores.plans.planOfSection(section('t3'))).toBeNull()
  })

  it('DB-4 the bytes of a version are kept one for one, under their plan only, and written once', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
    const version = { hash: 'h1', plan, revision: 1, submittedAt: '2026-11-21T09:00:00.000Z', submittedBy: 'Karen', bytes }
    await Promise.all([stores.versions.save(version), stores.versions.save(version)])
    await stores.versions.save({ ...version, bytes: new Uint8Array([1]) })
    expect(await stores.versions.read(plan, 'h1')).toEqual(version)
    expect(await stores.versions.read(other, 'h1')).toBeNull()
    const { bytes: _, ...head } = version
    expect(await stores.versions.list(plan)).toEqual([{ ...head, size: bytes.byteLength }])
  })

  it('DB-5 goals are keyed by plan and id, a withdrawn one keeps its home and comes back', async () => {
    await stores.goals.upsert(plan, [goal('g1', 1), goal('g2', 0)])
    await stores.goals.upsert(other, [goal('g1', 0, other)])
    expect((await stores.goals.list(plan)).map(({ id }) => id)).toEqual(['g2', 'g1'])
    expect(await stores.goals.read(plan, 'g1' as GoalId)).toEqual(goal('g1', 1))
    await stores.goals.withdraw(plan, ['g1' as GoalId])
    expect(await stores.goals.read(plan, 'g1' as GoalId)).toBeNull()
    expect([...(await stores.goals.homes(plan))].sort()).toEqual([
      ['g1', 's1'],
      ['g2', 's1'],
    ])
    expect(await stores.goals.read(other, 'g1' as GoalId)).toEqual(goal('g1', 0, other))
    await stores.goals.upsert(plan, [goal('g1', 2)])
    expect(await stores.goals.list(plan)).toEqual([goal('g2', 0), goal('g1', 2)])
    await stores.goals.remember(
      plan,
      new Map([
        [section('s1'), 'e1'],
        [section('s2'), 'e1'],
      ]),
    )
    await stores.goals.remember(plan, new Map([[section('s2'), 'e2']]))
    expect([...(await stores.goals.seen(plan))].sort()).toEqual([
      ['s1', 'e1'],
      ['s2', 'e2'],
    ])
    await stores.goals.clear(plan)
    expect([(await stores.goals.list(plan)).length, (await stores.goals.seen(plan)).size, (await stores.goals.list(other)).length]).toEqual(
      [0, 0, 1],
    )
  })

  it('DB-6 measurements are listed by plan, goal and indicator, and removed within their plan only', async () => {
    const figure = (id: string, of: PlanId): Measurement => ({
      id,
      plan: of,
      goal: 'g1' as GoalId,
      indicator: 'i1' as IndicatorId,
      value: '12.4',
      period: '2026-09',
      source: 'Jobindsats.dk',
      note: null,
      by: 'p',
      at: '2026-11-21T09:00:00.000Z',
    })
    await stores.measurements.add(figure('m1', plan))
    await stores.measurements.add(figure('m2', other))
    expect(await stores.measurements.list(plan, 'g1' as GoalId, 'i1' as IndicatorId)).toEqual([figure('m1', plan)])
    expect(await stores.measurements.list(plan, 'g2' as GoalId)).toEqual([])
    expect(await stores.measurements.remove(plan, 'm2')).toBeNull()
    expect(await stores.measurements.remove(other, 'm2')).toEqual(figure('m2', other))
    expect(await stores.measurements.list(other)).toEqual([])
  })

  it('DB-7 of units and people a name, a letter and an e-mail stand once, however they are written', async () => {
    const administration = (id: string, name: string, letter: string): Administration => ({
      kind: 'administration',
      id: id as UnitId,
      name,
      letter,
      colour: 'plum',
    })
    const body: Body = { kind: 'body', id: byraad, name: 'Byrådet', shortName: 'Byråd', final: true }
    const second: Body = { ...body, id: 'udvalg' as UnitId, name: 'Udvalget', final: false }
    expect(await stores.people.saveUnit(administration('u1', 'Jobcenter', 'J'))).toBe(true)
    expect(await stores.people.saveUnit(administration('u1', 'Jobcenter Øst', 'JØ'))).toBe(true)
    expect(await stores.people.saveUnit(administration('u2', 'JOBCENTER ØST', 'S'))).toBe(false)
    expect(await stores.people.saveUnit(administration('u2', 'Social', 'jø'))).toBe(false)
    expect([await stores.people.saveUnit(body), await stores.people.saveUnit(second)]).toEqual([true, true])
    expect(await stores.people.units()).toEqual([administration('u1', 'Jobcenter Øst', 'JØ'), body, second])

    const person = (id: string, email: string): Person => ({
      id: id as PersonId,
      name: 'Åse',
      email,
      title: '',
      active: true,
      memberships: [{ unit: null, role: 'administrator' }],
    })
    const raced = await Promise.all([stores.people.savePerson(person('p1', 'a@x.dk')), stores.people.savePerson(person('p2', 'A@x.dk'))])
    expect([...raced].sort()).toEqual([false, true])
    await stores.people.setMemberships((raced[0] ? 'p1' : 'p2') as PersonId, [])
    expect((await stores.people.people()).map(({ memberships }) => memberships)).toEqual([[]])
  })

  it('DB-8 a one-time link is taken by one of many', async () => {
    await stores.sessions.createLink({ tokenHash: 'link', person: 'p1' as PersonId, expiresAt: 9 })
    const taken = await Promise.all(Array.from({ length: 5 }, () => stores.sessions.takeLink('link')))
    expect(taken.filter((link) => link !== null)).toEqual([{ tokenHash: 'link', person: 'p1', expiresAt: 9 }])
  })

  it('DB-9 sessions end one by one or all of a person', async () => {
    const session = (tokenHash: string) => ({ tokenHash, person: 'p1' as PersonId, createdAt: 1, expiresAt: 9 })
    for (const name of ['a', 'b', 'c']) await stores.sessions.create(session(name))
    expect(await stores.sessions.read('a')).toEqual(session('a'))
    await stores.sessions.end('a')
    expect([await stores.sessions.read('a'), await stores.sessions.read('b')]).toEqual([null, session('b')])
    await stores.sessions.endAllOf('p1' as PersonId)
    expect(await stores.sessions.read('c')).toBeNull()
  })

  it('DB-10 there is one installation, and wiping leaves nothing but it', async () => {
    const installation = { id: 'i1', demo: true, municipality: 'Fjordby Kommune', dataVersion: 1, createdAt: '2026-11-21T09:00:00.000Z' }
    expect(await stores.installation.read()).toBeNull()
    expect(await Promise.all([stores.installation.create(installation), stores.installation.create(installation)])).toContain(false)
    await stores.installation.setDataVersion(2)
    await stores.wipe()
    expect(await stores.installation.read()).toEqual({ ...installation, dataVersion: 2 })
    expect([
      await stores.plans.list(),
      await stores.people.people(),
      await stores.people.units(),
      await stores.measurements.list(plan),
    ]).toEqual([[], [], [], []])
  })
})
