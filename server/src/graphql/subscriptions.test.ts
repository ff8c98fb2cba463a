import type { Client } from 'graphql-ws'
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
import { askSocket, subscribe } from './testSocket.ts'

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
})
afterAll(() => world.close())

const clients: Client[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose()
})

function link(who: Who | null, onClosed?: (code: number) => void): Client {
  const client = world.link(who, onClosed)
  clients.push(client)
  return client
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
    for (const stream of streams) expect(await stream.next()).toMatchObject({ data: { planMoved: { revision: 0 } } })
    const submitted = await step(world, plan, 'submit')
    for (const stream of streams) {
      let last = await stream.next()
      // The beginning of the submission is pushed too, if there was time to.
      while (last !== 'end' && last.data?.['planMoved'].revision === 0) last = await stream.next()
      expect(last).toMatchObject({ data: { planMoved: { revision: 1, pending: false, state: { at: 'body' } } } })
    }
    const next = streams.map((stream) => stream.next())
    await step(world, submitted, 'sendBack')
    for (const value of await Promise.all(next))
      expect(value).toMatchObject({ data: { planMoved: { revision: 2, state: { at: 'draft' } } } })
    for (const stream of streams) stream.end()
  })

  test('GQ-2 a client that was away asks again and misses nothing', async () => {
    const plan = await planAt(world, 'new draft')
    const first = subscribe(link('staff'), moved, { id: plan.id })
    expect(await first.next()).toMatchObject({ data: { planMoved: { revision: 0 } } })
    first.end()
    let now = await step(world, plan, 'submit')
    now = await step(world, now, 'sendBack')
    now = await step(world, now, 'submit')
    const second = subscribe(link('staff'), moved, { id: plan.id })
    // The state comes with the subscription: there is no gap between asking and following.
    expect(await second.next()).toMatchObject({ data: { planMoved: { revision: 3 } } })
    const { data } = await world.ask('staff', 'query ($id: ID!) { plan(id: $id) { revision steps { seq action } } }', { id: plan.id })
    expect(data?.plan.steps.map(({ seq, action }: { seq: number; action: string }) => `${seq} ${action}`)).toEqual([
      '1 submit',
      '2 sendBack',
      '3 submit',
    ])
    const next = second.next()
    await step(world, now, 'onward')
    expect(await next).toMatchObject({ data: { planMoved: { revision: 4 } } })
    second.end()
  })

  test('GQ-3 outline, goals and new plans are pushed', async () => {
    const plan = await makePlan(world)
    const client = link('leader')
    const plans = subscribe(client, 'subscription { plansChanged { title } }')
    const outline = subscribe(client, 'subscription ($id: ID!) { outlineChanged(plan: $id) { outlineVersion sections { title } } }', {
      id: plan.id,
    })
    const goals = subscribe(
      client,
      'subscription ($id: ID!) { goalsChanged(plan: $id) { plan changed { id statement verdict { word } indicators { measurements { value } } } withdrawn } }',
      { id: plan.id },
    )
    expect(await outline.next()).toMatchObject({ data: { outlineChanged: { outlineVersion: plan.outlineVersion } } })
    expect(await goals.next()).toEqual({ data: { goalsChanged: { plan: plan.id, changed: [], withdrawn: [] } } })
    done(
      await renameSection(world.world, world.actor('leader'), {
        plan: plan.id,
        section: sectionAt(plan, 0),
        from: 'Indledning',
        to: 'Forord',
      }),
    )
    expect(await outline.next()).toMatchObject({
      data: { outlineChanged: { outlineVersion: plan.outlineVersion + 1, sections: [{ title: 'Forord' }, { title: 'Mål' }] } },
    })
    expect(await plans.next()).toMatchObject({ data: { plansChanged: { title: 'Plan' } } })
    await writeGoalBlock(world, sectionAt(plan, 0), 'pushed', 'Sendt ud')
    expect(await goals.next()).toMatchObject({
      data: { goalsChanged: { plan: plan.id, changed: [{ id: 'pushed', statement: 'Sendt ud' }], withdrawn: [] } },
    })
    await world.ask('leader', 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id } }', {
      input: { plan: plan.id, goal: 'pushed', indicator: 'pushed-i', value: '9', period: '2026-09', source: 'Test' },
    })
    expect(await goals.next()).toMatchObject({
      data: { goalsChanged: { changed: [{ verdict: { word: 'metNow' }, indicators: [{ measurements: [{ value: '9' }] }] }] } },
    })
    for (const stream of [outline, goals, plans]) stream.end()
  })

  test('GQ-4 who is in a section is told at once and when it changes, to readers of the draft only', async () => {
    const plan = await makePlan(world)
    const stream = subscribe(link('leader'), 'subscription ($id: ID!) { presenceChanged(plan: $id) { section people { id letter } } }', {
      id: plan.id,
    })
    expect(await stream.next()).toEqual({ data: { presenceChanged: [] } })
    const { tokenHash } = await world.sessionOf('social')
    const section: SectionId = sectionAt(plan, 1)
    const channel = world.rooms.open(
      `/room/${section}?schema=1&epoch=${plan.epoch}&person=social`,
      { person: world.actor('social').person, tokenHash },
      { send: () => undefined, close: () => undefined },
    )
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
    const refused = async (id: string) => (await askSocket(world, 'kultur', moved, { id })).text
    expect(await refused(plan.id)).toBe(await refused('no-such-plan'))
    expect(await refused(plan.id)).toContain('NOT_FOUND')
  })

  test('GQ-6 it ends with NOT_FOUND when the right to see the plan goes, and nothing more is pushed', async () => {
    const plan = await planAt(world, 'new draft')
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const stream = subscribe(link('social', resolve), moved, { id: plan.id })
    expect(await stream.next()).toMatchObject({ data: { planMoved: { revision: 0 } } })
    const next = stream.next().catch((error: unknown) => error)
    done(await assignSection(world.world, world.actor('leader'), { plan: plan.id, section: sectionAt(plan, 1), owner: 'job', invited: [] }))
    expect(await closed).toBe(4503)
    expect(await next).not.toMatchObject({ data: {} })
    const again = await askSocket(world, 'social', moved, { id: plan.id })
    expect(again.codes).toEqual(['NOT_FOUND'])
  })

  test('GQ-7 changed memberships close the sockets of that person, and the new socket tells the new rights first', async () => {
    const plan = await makePlan(world)
    const codes: number[] = []
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const mine = subscribe(link('kultur', resolve), 'subscription { meChanged { memberships { role } } }')
    const others = subscribe(
      link('leader', (code) => codes.push(code)),
      moved,
      { id: plan.id },
    )
    expect(await mine.next()).toEqual({ data: { meChanged: { memberships: [{ role: 'leader' }] } } })
    expect(await others.next()).toMatchObject({ data: { planMoved: { revision: 0 } } })
    const next = mine.next().catch(() => 'closed')
    const input = {
      name: 'Person kultur',
      email: 'kultur@example.dk',
      title: '',
      active: true,
      memberships: [{ unit: 'kultur', role: 'staff' as const }],
    }
    done(await savePerson(world.world, world.actor('administrator'), { id: world.actor('kultur').person, input }))
    expect([await closed, await next]).toEqual([4503, 'closed'])
    const again = subscribe(link('kultur'), 'subscription { meChanged { memberships { role } } }')
    expect(await again.next()).toEqual({ data: { meChanged: { memberships: [{ role: 'staff' }] } } })
    expect(codes).toEqual([])
    again.end()
  })

  test('GQ-8 a session that ends closes its sockets, and a socket without a session gets nothing', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    const stream = subscribe(link('finalMember', resolve), 'subscription { meChanged { id } }')
    expect(await stream.next()).toEqual({ data: { meChanged: { id: 'finalMember' } } })
    const next = stream.next().catch(() => 'closed')
    await endSession(world.world, (await world.sessionOf('finalMember')).tokenHash)
    expect([await closed, await next]).toEqual([4401, 'closed'])

    const refused = Promise.withResolvers<number>()
    const nobody = subscribe(link(null, refused.resolve), 'subscription { plansChanged { id } }')
    nobody.next().catch(() => undefined)
    expect(await refused.promise).toBe(4401)
  })

  test('GQ-9 a subscription that waits can be ended', async () => {
    const plan = await makePlan(world)
    const client = link('leader')
    const stream = subscribe(client, moved, { id: plan.id })
    expect(await stream.next()).toMatchObject({ data: { planMoved: { revision: 0 } } })
    const waiting = stream.next()
    stream.end()
    expect(await waiting).toBe('end')
    // And nothing is left of it: the socket goes on.
    expect((await askSocket(world, 'leader', '{ me { id } }')).data).toEqual({ me: { id: 'leader' } })
  })
})
