import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import { planAt, type Stage, sectionAt, stages, writeParagraph } from '../plans/testPlans.ts'
import { everybody, openTestWorld, type TestWorld, type Who } from '../plans/testWorld.ts'
import type { StoredPlan } from '../storage/ports.ts'

/**
 * What each person may do, written down on its own. Text: R the live draft, V a version, - nothing. Then per section: W write, M measure.
 * Then the plan: O outline, S submit, X withdraw, DD decide both ways, A reopen. In rooms: per section w, r or - (refused).
 */
const expected: Readonly<Record<Stage, Readonly<Record<Who, string>>>> = {
  'new draft': {
    leader: 'R WM WM OS ww',
    staff: 'R WM . . wr',
    socialLeader: 'R . WM . rw',
    social: 'R . WM . rw',
    sundhed: 'R . W . rw',
    kultur: '- . . . --',
    secretary: '- . . . --',
    member: '- . . . --',
    finalSecretary: '- . . . --',
    finalMember: '- . . . --',
    administrator: '- . . . --',
  },
  'before udvalg': {
    leader: 'V M M X --',
    staff: 'V M . . --',
    socialLeader: 'V . M . --',
    social: 'V . M . --',
    sundhed: 'V . . . --',
    kultur: '- . . . --',
    secretary: 'V . . DD --',
    member: 'V . . . --',
    finalSecretary: '- . . . --',
    finalMember: '- . . . --',
    administrator: '- . . . --',
  },
  'before byraad': {
    leader: 'V M M X --',
    staff: 'V M . . --',
    socialLeader: 'V . M . --',
    social: 'V . M . --',
    sundhed: 'V . . . --',
    kultur: '- . . . --',
    secretary: 'V . . . --',
    member: 'V . . . --',
    finalSecretary: 'V . . DD --',
    finalMember: 'V . . . --',
    administrator: '- . . . --',
  },
  'draft again': {
    leader: 'R WM WM OS ww',
    staff: 'R WM . . wr',
    socialLeader: 'R . WM . rw',
    social: 'R . WM . rw',
    sundhed: 'R . W . rw',
    kultur: '- . . . --',
    secretary: 'V . . . --',
    member: 'V . . . --',
    finalSecretary: '- . . . --',
    finalMember: '- . . . --',
    administrator: '- . . . --',
  },
  adopted: {
    leader: 'V M M A --',
    staff: 'V M . . --',
    socialLeader: 'V . M . --',
    social: 'V . M . --',
    sundhed: 'V . . . --',
    kultur: '- . . . --',
    secretary: 'V . . . --',
    member: 'V . . . --',
    finalSecretary: 'V . . . --',
    finalMember: 'V . . . --',
    administrator: '- . . . --',
  },
}

let world: TestWorld
const plans = new Map<Stage, StoredPlan>()

beforeAll(async () => {
  world = await openTestWorld()
  for (const stage of Object.keys(stages) as Stage[]) {
    const plan = await planAt(world, stage)
    // In the live draft only: a version does not have it.
    if (stage === 'new draft' || stage === 'draft again') await writeParagraph(world, sectionAt(plan, 0), 'Kun i kladden')
    plans.set(stage, plan)
  }
}, 60_000)
afterAll(() => world.close())

const planOf = (stage: Stage): StoredPlan => plans.get(stage) as StoredPlan

/** Whether an operation was carried out; refused in any other way than by rights or state is a failure of the test. */
async function carriedOut(who: Who, query: string, variables: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { data, errors, text } = await world.ask(who, query, variables)
  if (!errors) return true
  expect(['NOT_FOUND', 'NOT_ALLOWED', 'WRONG_STATE'], text).toContain(errors[0]?.extensions?.code)
  expect(data === null || Object.values(data).every((value) => value === null)).toBe(true)
  return false
}

async function textSeen(who: Who, plan: StoredPlan): Promise<string> {
  const { data } = await world.ask(who, 'query ($id: ID!) { plan(id: $id) { sections { blocks } } goals(plan: $id) { total } }', {
    id: plan.id,
  })
  const one = await world.ask(who, 'query ($id: ID!) { plan(id: $id) { sections { blocks } } }', { id: plan.id })
  const sections: readonly { blocks: string[] }[] | undefined = one.data?.plan?.sections
  if (!sections) {
    expect(data, 'goals of a plan that one may not see').toBe(null)
    return '-'
  }
  const html = sections.flatMap(({ blocks }) => blocks).join('')
  expect(html).toContain('Tekst 0')
  return html.includes('Kun i kladden') ? 'R' : 'V'
}

const changeGoal =
  'mutation ($plan: ID!, $goal: ID!) { changeGoal(plan: $plan, goal: $goal, change: { changes: [{ name: "responsible", value: "X" }] }) { id } }'
const measure = 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id } }'
const rename = 'mutation ($plan: ID!, $section: ID!) { renameSection(plan: $plan, section: $section, from: "Mål", to: "Mål") { id } }'
const submit = 'mutation ($plan: ID!, $revision: Int!) { submitPlan(plan: $plan, revision: $revision) { id } }'
const stepBy = (name: string) =>
  `mutation ($plan: ID!, $revision: Int!) { ${name}(plan: $plan, revision: $revision, reason: "fordi") { id } }`

/** Steps change the plan: whoever may take one takes it on a plan of its own. */
async function mayStep(who: Who, stage: Stage, allowed: boolean, query: string): Promise<boolean> {
  const plan = allowed ? await planAt(world, stage) : planOf(stage)
  return carriedOut(who, query, { plan: plan.id, revision: plan.revision })
}

/** How the rooms receive this person: w or r by the right that the channel gets, - when it is closed with a final code. */
async function roomSeen(who: Who, plan: StoredPlan, at: number): Promise<string> {
  const section = sectionAt(plan, at)
  const { tokenHash } = await world.sessionOf(who)
  const { promise, resolve } = Promise.withResolvers<'open' | number>()
  const path = `/room/${section}?schema=${sectionSchema}&epoch=${plan.epoch}&person=${who}&acks=1`
  const asked = Promise.withResolvers<void>()
  const channel = world.rooms.open(
    path,
    { person: world.actor(who).person, tokenHash },
    {
      send([type, kind]) {
        if (type === 0 && kind === 0) asked.resolve()
        if (type === 0 && kind === 1) resolve('open')
      },
      close: (code) => resolve(code),
    },
  )
  // The SyncStep1 of an empty document: a reader is answered like a writer. Who is asked for what the text lacks has nothing.
  channel.receive(new Uint8Array([0, 0, 1, 0]))
  void asked.promise.then(() => channel.receive(new Uint8Array([0, 1, 2, 0, 0])))
  const answer = await promise
  channel.leave()
  if (answer === 'open') return (await world.access(who, section)) === 'write' ? 'w' : 'r'
  expect([closeCodes.notFound, closeCodes.frozen]).toContain(answer)
  return '-'
}

describe.each(Object.keys(stages) as Stage[])('a plan at "%s"', (stage) => {
  test.each(everybody)('RI-11 %s may in GraphQL and in the rooms exactly what is written down here', async (who) => {
    const plan = planOf(stage)
    const [text = '', ...rest] = expected[stage][who].split(' ')
    const wholePlan = rest[2] ?? ''
    const section = async (at: number): Promise<string> => {
      const writes = await carriedOut(who, changeGoal, { plan: plan.id, goal: `g${at + 1}` })
      const input = { plan: plan.id, goal: `g${at + 1}`, indicator: `g${at + 1}-i`, value: '12,4', period: '2026-09', source: 'Test' }
      const measures = await carriedOut(who, measure, { input })
      return `${writes ? 'W' : ''}${measures ? 'M' : ''}` || '.'
    }
    const acts = [
      ['O', () => carriedOut(who, rename, { plan: plan.id, section: sectionAt(plan, 1) })],
      ['S', () => mayStep(who, stage, wholePlan.includes('S'), submit)],
      ['X', () => mayStep(who, stage, wholePlan.includes('X'), stepBy('withdrawPlan'))],
      ['D', () => mayStep(who, stage, wholePlan.includes('D'), stepBy('sendBack'))],
      ['D', () => mayStep(who, stage, wholePlan.includes('D'), stepBy('sendOnward'))],
      ['A', () => mayStep(who, stage, wholePlan.includes('A'), stepBy('reopenPlan'))],
    ] as const
    const found = [await textSeen(who, plan), await section(0), await section(1)]
    let whole = ''
    for (const [letter, act] of acts) if (await act()) whole += letter
    const rooms = (await roomSeen(who, plan, 0)) + (await roomSeen(who, plan, 1))
    expect([...found, whole || '.', rooms].join(' ')).toBe([text, ...rest].join(' '))
  })
})

test('RI-12 whoever may not see a plan gets the answer for one that does not exist', async () => {
  const plan = planOf('new draft')
  const query = 'query ($id: ID!) { plan(id: $id) { id } }'
  const unseen = await world.ask('kultur', query, { id: plan.id })
  const unknown = await world.ask('kultur', query, { id: 'no-such-plan' })
  expect(unseen.text).toBe(unknown.text)
  const [step, nowhere] = await Promise.all([plan.id, 'no-such-plan'].map((id) => world.ask('kultur', submit, { plan: id, revision: 0 })))
  expect(step?.text).toBe(nowhere?.text)
  expect(step?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('RI-13 without a session there is no answer at all', async () => {
  for (const query of [
    '{ me { id } }',
    '{ plans { nodes { id } } }',
    '{ __typename }',
    'mutation { reopenPlan(plan: "p", revision: 1, reason: "x") { id } }',
  ]) {
    const { status, data, errors } = await world.ask(null, query)
    expect([status, data, errors?.[0]?.extensions?.code]).toEqual([401, null, 'NOT_SIGNED_IN'])
  }
})

const person = '{ name: "Ny", email: "ny@example.dk", title: "", active: true, memberships: [] }'
const peopleOperations = {
  people: '{ people { nodes { id email } } }',
  savePerson: `mutation { savePerson(input: ${person}) { id } }`,
  saveAdministration: 'mutation { saveAdministration(id: "kultur", input: { name: "Kultur", letter: "K", colour: "sienna" }) { id } }',
  saveBody: 'mutation { saveBody(id: "udvalg", input: { name: "Udvalget", shortName: "Udvalg", final: false }) { id } }',
  createSignInLink: 'mutation { createSignInLink(person: "staff") { expiresAt } }',
}

test.each(Object.entries(peopleOperations))('RI-14 only the administrator may ask for %s', async (_name, query) => {
  for (const who of everybody) {
    const { errors } = await world.ask(who, query)
    expect([who, errors?.[0]?.extensions?.code ?? 'done']).toEqual([who, who === 'administrator' ? 'done' : 'NOT_ALLOWED'])
  }
})

test('RI-15 a new plan is made by the administrator and by the leader of its owner', async () => {
  const query = (owner: string) =>
    `mutation { createPlan(input: { title: "Ny", period: "2028", owner: "${owner}", route: ["udvalg", "byraad"] }) { mayDo } }`
  for (const who of everybody) {
    const { errors } = await world.ask(who, query('job'))
    expect([who, errors?.[0]?.extensions?.code ?? 'done']).toEqual([
      who,
      who === 'administrator' || who === 'leader' ? 'done' : 'NOT_ALLOWED',
    ])
  }
  expect((await world.ask('leader', query('kultur'))).errors?.[0]?.extensions?.code).toBe('NOT_ALLOWED')
})

test('RI-16 an e-mail is seen by the administrator and by its owner', async () => {
  expect((await world.ask('staff', '{ me { email } }')).data?.me.email).toBe('staff@example.dk')
  const { data } = await world.ask('administrator', '{ people { nodes { id email } } }')
  expect(data?.people.nodes.find(({ id }: { id: string }) => id === 'staff').email).toBe('staff@example.dk')
})
