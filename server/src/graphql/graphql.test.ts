import { getIntrospectionQuery } from 'graphql'
import type { Client, FormattedExecutionResult } from 'graphql-ws'
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SectionId } from '@samplan/shared/ids'
import { messageAwareness } from '@samplan/shared/roomWire'
import { endSession } from '../people/session.ts'
import { savePerson } from '../people/savePerson.ts'
import { assignSection } from '../plans/assignSection.ts'
import { renameSection } from '../plans/renameSection.ts'
import { planAt, sectionAt, step, writeGoalBlock } from '../plans/testPlans.ts'
import { done, makePlan, openTestWorld, type TestWorld, type Who } from '../plans/testWorld.ts'
import { type StoredPlan, StoreUnavailable } from '../storage/ports.ts'
import { defaultLimits } from './limits.ts'

let world: TestWorld
/** What the store answers when it is asked for measurements; null: as it is. */
let measurementsFail: (() => never) | null = null

beforeAll(async () => {
  world = await openTestWorld({
    wrap: (stores) => ({
      ...stores,
      measurements: { ...stores.measurements, list: async (...args) => measurementsFail?.() ?? stores.measurements.list(...args) },
    }),
  })
}, 30_000)
afterAll(() => world.close())

const clients: Client[] = []
afterEach(async () => {
  measurementsFail = null
  for (const client of clients.splice(0)) await client.dispose()
})

function link(who: Who | null, onClosed?: (code: number) => void): Client {
  const client = world.link(who, onClosed)
  clients.push(client)
  return client
}

type Answer = FormattedExecutionResult<Record<string, any>> // any shape: tests say what they expect
type Stream = { readonly next: () => Promise<Answer | 'end'>; readonly end: () => void; readonly open: Promise<void> }

/** The values of a subscription, as they come. `open` resolves when the server follows: its presence subscription answers at once. */
function subscribe(client: Client, query: string, variables: Record<string, unknown> = {}): Stream {
  const values = client.iterate<Record<string, any>>({ query, variables })
  const next = async (): Promise<Answer | 'end'> => {
    const { done: ended, value } = await values.next()
    return ended ? 'end' : (value as Answer)
  }
  // A query behind it on the same socket is answered after the server took the subscription in.
  const open = (async () => {
    for await (const _ of client.iterate({ query: '{ __typename }' })) return
  })()
  return { next, end: () => void values.return?.(undefined), open }
}

/** One operation over the socket: its result, or the errors with which it was refused. */
async function askSocket(who: Who, query: string, variables: Record<string, unknown> = {}): Promise<{ readonly data: unknown; readonly codes: readonly unknown[]; readonly text: string }> {
  const client = link(who)
  try {
    for await (const result of client.iterate({ query, variables })) {
      return { data: result.data ?? null, codes: (result.errors ?? []).map((error) => error.extensions?.['code']), text: JSON.stringify(result) }
    }
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors
    return { data: null, codes: errors.map((error: { extensions?: { code?: unknown } }) => error.extensions?.code), text: JSON.stringify(errors) }
  }
  throw new Error('no answer')
}

/** What a y-websocket client says of itself when it is somewhere. */
function awarenessOf(client: number): Uint8Array {
  const entries = encoding.createEncoder()
  for (const number of [1, client, 1]) encoding.writeVarUint(entries, number)
  encoding.writeVarString(entries, '{"cursor":null}')
  const message = encoding.createEncoder()
  encoding.writeVarUint(message, messageAwareness)
  encoding.writeVarUint8Array(message, encoding.toUint8Array(entries))
  return encoding.toUint8Array(message)
}

const moved = 'subscription ($id: ID!) { planMoved(plan: $id) { revision pending state { at } mayDo sections { title } } }'

describe('subscriptions', () => {
  test('GQ-1 every step of a plan is pushed to whoever follows it, with its revision', async () => {
    const plan = await planAt(world, 'new draft')
    const streams = (['staff', 'leader'] as const).map((who) => subscribe(link(who), moved, { id: plan.id }))
    for (const stream of streams) await stream.open
    const submitted = await step(world, plan, 'submit')
    for (const stream of streams) {
      let last = await stream.next()
      // The beginning of the submission is pushed too, if there was time to.
      while (last !== 'end' && last.data?.['planMoved'].revision === 0) last = await stream.next()
      expect(last).toMatchObject({ data: { planMoved: { revision: 1, pending: false, state: { at: 'body' } } } })
    }
    const next = streams.map((stream) => stream.next())
    await step(world, submitted, 'sendBack')
    for (const value of await Promise.all(next)) expect(value).toMatchObject({ data: { planMoved: { revision: 2, state: { at: 'draft' } } } })
    for (const stream of streams) stream.end()
  })

  test('GQ-2 a client that was away asks again and misses nothing', async () => {
    const plan = await planAt(world, 'new draft')
    const first = subscribe(link('staff'), moved, { id: plan.id })
    await first.open
    first.end()
    let now = await step(world, plan, 'submit')
    now = await step(world, now, 'sendBack')
    now = await step(world, now, 'submit')
    const second = subscribe(link('staff'), moved, { id: plan.id })
    await second.open
    const { data } = await world.ask('staff', 'query ($id: ID!) { plan(id: $id) { revision steps { seq action } } }', { id: plan.id })
    expect(data?.plan).toEqual({ revision: 3, steps: [{ seq: 1, action: 'submit' }, { seq: 2, action: 'sendBack' }, { seq: 3, action: 'submit' }] })
    const next = second.next()
    await step(world, now, 'onward')
    expect(await next).toMatchObject({ data: { planMoved: { revision: 4 } } })
    second.end()
  })

  test('GQ-3 outline, goals and new plans are pushed', async () => {
    const plan = await makePlan(world)
    const client = link('leader')
    const outline = subscribe(client, 'subscription ($id: ID!) { outlineChanged(plan: $id) { outlineVersion sections { title } } }', { id: plan.id })
    const goals = subscribe(client, 'subscription ($id: ID!) { goalsChanged(plan: $id) { plan changed { id statement verdict { word } indicators { measurements { value } } } withdrawn } }', { id: plan.id })
    const plans = subscribe(client, 'subscription { plansChanged { title } }')
    await Promise.all([outline.open, goals.open, plans.open])
    done(await renameSection(world.world, world.actor('leader'), { plan: plan.id, section: sectionAt(plan, 0), from: 'Indledning', to: 'Forord' }))
    expect(await outline.next()).toMatchObject({ data: { outlineChanged: { outlineVersion: plan.outlineVersion + 1, sections: [{ title: 'Forord' }, { title: 'Mål' }] } } })
    expect(await plans.next()).toMatchObject({ data: { plansChanged: { title: 'Plan' } } })
    await writeGoalBlock(world, sectionAt(plan, 0), 'pushed', 'Sendt ud')
    expect(await goals.next()).toMatchObject({ data: { goalsChanged: { plan: plan.id, changed: [{ id: 'pushed', statement: 'Sendt ud' }], withdrawn: [] } } })
    await world.ask('leader', 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id } }', {
      input: { plan: plan.id, goal: 'pushed', indicator: 'pushed-i', value: '9', period: '2026-09', source: 'Test' },
    })
    expect(await goals.next()).toMatchObject({ data: { goalsChanged: { changed: [{ verdict: { word: 'metNow' }, indicators: [{ measurements: [{ value: '9' }] }] }] } } })
    for (const stream of [outline, goals, plans]) stream.end()
  })

  test('GQ-4 who is in a section is told at once and when it changes, to readers of the draft only', async () => {
    const plan = await makePlan(world)
    const stream = subscribe(link('leader'), 'subscription ($id: ID!) { presenceChanged(plan: $id) { section people { id letter } } }', { id: plan.id })
    expect(await stream.next()).toEqual({ data: { presenceChanged: [] } })
    const { tokenHash } = await world.sessionOf('social')
    const section: SectionId = sectionAt(plan, 1)
    const channel = world.rooms.open(`/room/${section}?schema=1&epoch=${plan.epoch}&person=social`, { person: world.actor('social').person, tokenHash }, { send: () => undefined, close: () => undefined })
    channel.receive(awarenessOf(77))
    expect(await stream.next()).toEqual({ data: { presenceChanged: [{ section, people: [{ id: 'social', letter: 'S' }] }] } })
    channel.leave()
    let last = await stream.next()
    while (last !== 'end' && last.data?.['presenceChanged'].length > 0) last = await stream.next()
    expect(last).toEqual({ data: { presenceChanged: [] } })
    stream.end()
  })

  test('GQ-5 a subscription to a plan that one may not see is refused like one to a plan that does not exist', async () => {
    const plan = await makePlan(world)
    const refused = async (id: string) => (await askSocket('kultur', moved, { id })).text
    expect(await refused(plan.id)).toBe(await refused('no-such-plan'))
    expect(await refused(plan.id)).toContain('NOT_FOUND')
  })

  test('GQ-6 it ends with NOT_FOUND when the right to see the plan goes, and nothing more is pushed', async () => {
    const plan = await planAt(world, 'new draft')
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const stream = subscribe(link('social', resolve), moved, { id: plan.id })
    await stream.open
    const next = stream.next().catch((error: unknown) => error)
    done(await assignSection(world.world, world.actor('leader'), { plan: plan.id, section: sectionAt(plan, 1), owner: 'job', invited: [] }))
    expect(await closed).toBe(4503)
    expect(await next).not.toMatchObject({ data: {} })
    const again = await askSocket('social', moved, { id: plan.id })
    expect(again.codes).toEqual(['NOT_FOUND'])
  })

  test('GQ-7 changed memberships close the sockets of that person, and the new socket tells the new rights first', async () => {
    const plan = await makePlan(world)
    const codes: number[] = []
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const mine = subscribe(link('kultur', resolve), 'subscription { meChanged { memberships { role } } }')
    const others = subscribe(link('leader', (code) => codes.push(code)), moved, { id: plan.id })
    expect(await mine.next()).toEqual({ data: { meChanged: { memberships: [{ role: 'leader' }] } } })
    await others.open
    const next = mine.next().catch(() => 'closed')
    const input = { name: 'Person kultur', email: 'kultur@example.dk', title: '', active: true, memberships: [{ unit: 'kultur', role: 'staff' as const }] }
    done(await savePerson(world.world, world.actor('administrator'), { id: world.actor('kultur').person, input }))
    expect([await closed, await next]).toEqual([4503, 'closed'])
    const again = subscribe(link('kultur'), 'subscription { meChanged { memberships { role } } }')
    expect(await again.next()).toEqual({ data: { meChanged: { memberships: [{ role: 'staff' }] } } })
    expect(codes).toEqual([])
    again.end()
  })

  test('GQ-8 a session that ends closes its sockets, and a socket without a session gets nothing', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const stream = subscribe(link('finalMember', resolve), 'subscription { plansChanged { id } }')
    await stream.open
    const next = stream.next().catch(() => 'closed')
    await endSession(world.world, (await world.sessionOf('finalMember')).tokenHash)
    expect([await closed, await next]).toEqual([4401, 'closed'])

    const refused = Promise.withResolvers<number>()
    const nobody = subscribe(link(null, refused.resolve), 'subscription { plansChanged { id } }')
    await nobody.open.catch(() => undefined)
    expect(await refused.promise).toBe(4401)
  })

  test('GQ-9 a subscription that waits can be ended', async () => {
    const plan = await makePlan(world)
    const client = link('leader')
    const stream = subscribe(client, moved, { id: plan.id })
    await stream.open
    const waiting = stream.next()
    stream.end()
    expect(await waiting).toBe('end')
    // And nothing is left of it: the socket goes on.
    expect((await askSocket('leader', '{ me { id } }')).data).toEqual({ me: { id: 'leader' } })
  })
})

const aliases = `{ ${Array.from({ length: defaultLimits.aliases + 1 }, (_, at) => `a${at}: id`).join(' ')} }`
const tooMuch: Readonly<Record<string, string>> = {
  aliases: `{ me ${aliases} }`,
  roots: `{ ${'me { id } '.repeat(defaultLimits.rootFields + 1)} }`,
  tokens: `{ me { ${'id '.repeat(defaultLimits.tokens)} } }`,
  page: '{ plans(first: 501) { nodes { id } } }',
  introspection: getIntrospectionQuery(),
}

describe('limits', () => {
  test.each(Object.entries(tooMuch))('GQ-10 too much of %s is refused on both paths', async (name, query) => {
    const http = await world.ask('leader', query)
    const socket = await askSocket('leader', query)
    const code = name === 'tokens' ? 'GRAPHQL_PARSE_FAILED' : name === 'introspection' ? 'GRAPHQL_VALIDATION_FAILED' : 'LIMIT_EXCEEDED'
    expect([http.data, http.errors?.[0]?.extensions?.code]).toEqual([null, code])
    expect([socket.data, socket.codes[0]]).toEqual([null, code])
  })

  test('GQ-11 depth and cost are limited on both paths', async () => {
    const tight = await openTestWorld({ limits: { depth: 3, cost: 300, operationsPerSocket: 2, bytes: 4096 } })
    try {
      const deep = '{ plans { nodes { owner { id } } } }'
      const costly = '{ plans(first: 100) { nodes { id title period } } }'
      const hidden = 'query ($n: Int) { plans(first: $n) { nodes { id } } }'
      const inFragments = '{ plans(first: 50) { nodes { ...A } } } fragment A on Plan { ...B ...B } fragment B on Plan { id title period ...C } fragment C on Plan { id title period }'
      for (const query of [deep, costly, hidden, inFragments]) {
        expect([query, (await tight.ask('leader', query)).errors?.[0]?.extensions?.code]).toEqual([query, 'LIMIT_EXCEEDED'])
        const client = tight.link('leader')
        await expect(client.iterate({ query }).next()).rejects.toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }])
        await client.dispose()
      }
      expect((await tight.ask('leader', '{ plans(first: 50) { nodes { id } } }')).errors).toBe(null)

      // Size: of a request, and of a message.
      const large = `{ me { id } } #${'x'.repeat(5000)}`
      expect((await tight.ask('leader', large)).status).toBe(413)
      const { promise: closed, resolve } = Promise.withResolvers<number>()
      const client = tight.link('leader', resolve)
      await client.iterate({ query: large }).next().catch(() => undefined)
      expect(await closed).toBe(1009)

      // Operations that wait on one socket.
      const crowd = tight.link('leader')
      const waiting = Array.from({ length: 3 }, () => crowd.iterate({ query: 'subscription { plansChanged { id } }' }))
      await expect(Promise.race(waiting.map((one) => one.next()))).rejects.toMatchObject([{ extensions: { code: 'TOO_LARGE' } }])
      await crowd.dispose()
    } finally {
      await tight.close()
    }
  }, 20_000)

  test('GQ-12 batches are refused', async () => {
    const { cookie } = await world.sessionOf('leader')
    const body = JSON.stringify([{ query: '{ me { id } }' }, { query: '{ me { id } }' }])
    const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('leader')
  })

  test('GQ-13 there is a landing page and introspection in a demo and in development only', async () => {
    const html = { headers: { accept: 'text/html' } }
    expect((await fetch(`${world.url}/graphql`, html)).status).toBe(404)
    const open = await openTestWorld({ development: true })
    try {
      const page = await fetch(`${open.url}/graphql`, html)
      expect([page.status, page.headers.get('content-type')?.startsWith('text/html')]).toEqual([200, true])
      expect((await open.ask('leader', getIntrospectionQuery())).data?.__schema).toBeTruthy()
      const client = open.link('leader')
      expect((await client.iterate({ query: getIntrospectionQuery() }).next()).value).toHaveProperty('data.__schema')
      await client.dispose()
    } finally {
      await open.close()
    }
  }, 20_000)
})

describe('errors', () => {
  test('GQ-14 a bug is logged once and leaves the server as INTERNAL, without a stack, on both paths', async () => {
    const plan = await makePlan(world)
    measurementsFail = () => {
      throw new Error('secret detail')
    }
    const query = 'query ($id: ID!) { goals(plan: $id) { total } }'
    const before = world.logged.length
    const http = await world.ask('leader', query, { id: plan.id })
    expect(world.logged.slice(before).filter((line) => line.includes('secret detail')).length).toBe(1)
    const socket = await askSocket('leader', query, { id: plan.id })
    for (const text of [http.text, socket.text]) {
      expect(text).toContain('"INTERNAL"')
      expect(text).not.toMatch(/secret|stack|at .*\.ts/)
    }
  })

  test('GQ-15 a store that does not answer is told as such', async () => {
    const plan: StoredPlan = await makePlan(world)
    measurementsFail = () => {
      throw new StoreUnavailable('down')
    }
    const { errors } = await world.ask('leader', 'query ($id: ID!) { goals(plan: $id) { total } }', { id: plan.id })
    expect(errors?.[0]?.extensions).toEqual({ code: 'STORE_UNAVAILABLE', refusal: { refused: 'storeUnavailable' } })
  })

  test('GQ-16 a refusal comes with its code and its facts', async () => {
    const plan = await planAt(world, 'before udvalg')
    const { errors } = await world.ask('leader', 'mutation ($plan: ID!) { submitPlan(plan: $plan, revision: 0) { id } }', { plan: plan.id })
    expect(errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
      ['ALREADY_MOVED', { code: 'ALREADY_MOVED', refusal: { refused: 'alreadyMoved', state: 'body', revision: 1 } }],
    ])
  })

  test('GQ-17 lists come in pages', async () => {
    const first = await world.ask('administrator', '{ people(first: 3) { nodes { name } next } }')
    expect(first.data?.people.nodes.length).toBe(3)
    const names: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await world.ask('administrator', 'query ($after: String) { people(first: 4, after: $after) { nodes { name } next } }', { after })
      names.push(...data?.people.nodes.map(({ name }: { name: string }) => name))
      after = data?.people.next
      more = after !== null
    }
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'da')))
    expect(new Set(names).size).toBe((await world.stores.people.people()).length)
  })
})
