import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SectionId } from '@samplan/shared/ids'
import { createRooms, type RoomServer } from '../rooms/rooms.ts'
import { createClient, type TestClient, textOf, until } from '../rooms/testRig.ts'
import { NoReply, type StoredPlan, type Stores, StoreUnavailable } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { recoverPending } from './recoverPending.ts'
import { roomSurroundings } from './roomSurroundings.ts'
import { submitPlan } from './submitPlan.ts'
import { makePlan, openTestWorld, type TestWorld } from './testWorld.ts'

/** `dies before`, `dies after`: the process does nothing more, and the operation was not, or was, carried out. */
const troubles = ['fails', 'noReply', 'lost', 'dies before', 'dies after'] as const
type Trouble = (typeof troubles)[number]

/** A read that gets no reply has failed, and to die before it is to die after the operation before it. */
const onlyWrites = (kind: Trouble): boolean => kind === 'noReply' || kind === 'lost' || kind === 'dies before'
const writes = new Set([
  'plans.change',
  'versions.save',
  'sections.create',
  'sections.append',
  'sections.freeze',
  'goals.upsert',
  'goals.withdraw',
  'goals.remember',
])

type Process = {
  readonly world: World
  readonly rooms: RoomServer
  /** What was asked of the stores since `count` was set. */
  readonly operations: string[]
  /** The operation with this number gets into trouble. */
  trouble: { readonly at: number; readonly kind: Trouble } | null
  dead: boolean
  /** Resolves when what it asked of the stores before it died is done: the embedded database dies with it, and carries out nothing later. */
  readonly settled: () => Promise<unknown>
}

let base: TestWorld
beforeAll(async () => {
  base = await openTestWorld()
}, 30_000)
afterAll(() => base.close())

/** A server process of its own on the same stores. */
function startProcess(): Process {
  const never = new Promise<never>(() => undefined)
  const asked = new Set<Promise<unknown>>()
  const wrap = <Store extends object>(name: string, store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([operation, run]) => [
        operation,
        async (...args: unknown[]) => {
          if (own.dead) return never
          const number = own.operations.push(`${name}.${operation}`)
          const isTroubled = (kind: Trouble): boolean => own.trouble?.at === number && own.trouble.kind === kind
          if (isTroubled('dies before')) own.dead = true
          if (own.dead) return never
          if (isTroubled('fails')) throw new StoreUnavailable('test')
          if (isTroubled('lost')) throw new NoReply('test')
          const running: Promise<unknown> = run(...args)
          asked.add(running)
          const result = await running.finally(() => asked.delete(running))
          if (isTroubled('dies after')) own.dead = true
          if (own.dead) return never
          if (isTroubled('noReply')) throw new NoReply('test')
          return result
        },
      ]),
    ) as Store
  const { sections, plans, versions, goals, measurements } = base.stores
  const stores: Stores = {
    ...base.stores,
    sections: wrap('sections', sections),
    plans: wrap('plans', plans),
    versions: wrap('versions', versions),
    goals: wrap('goals', goals),
    measurements: wrap('measurements', measurements),
  }
  const events = { changed: () => undefined, presence: () => undefined }
  const options = { holdPollMs: 5, retryMs: 1, longestRetryMs: 5, lingerMs: 0 }
  const rooms = createRooms(
    roomSurroundings(stores, base.world.now, base.world.log, () => undefined),
    stores.sections,
    events,
    options,
  )
  const settled = (): Promise<unknown> => Promise.allSettled(asked)
  const own: Process = { world: { ...base.world, stores, rooms }, rooms, operations: [], trouble: null, dead: false, settled }
  return own
}

type Typing = { readonly client: TestClient; readonly section: SectionId }

const join = (process: Process, plan: StoredPlan, old?: readonly Typing[]): readonly Typing[] =>
  plan.outline.slice(0, 2).map(({ id }, index) => {
    const doc = old?.[index]?.client.doc
    return { section: id, client: createClient(process.rooms, { person: 'leader', section: id, epoch: plan.epoch, ...(doc && { doc }) }) }
  })
const clientsOf = (typing: readonly Typing[]): TestClient[] => typing.map(({ client }) => client)
const allAcknowledged = (typing: readonly Typing[]): boolean =>
  typing.every(({ client }) => client.sent > 0 && client.acked === client.sent)

async function storedText(section: SectionId): Promise<string> {
  return textOf(await base.rooms.read(section))
}

/** One submission in which the operation with this number gets into trouble, while two people type. Gives the operations there were. */
async function submitWith(at: number, kind: Trouble): Promise<{ readonly operations: readonly string[]; readonly state: string }> {
  const plan = await makePlan(base)
  const first = startProcess()
  let typing = join(first, plan)
  await until(() => allAcknowledged(typing), ...clientsOf(typing))
  for (const { client } of typing) client.type('før ')
  await until(() => allAcknowledged(typing), ...clientsOf(typing))

  first.operations.length = 0
  first.trouble = { at, kind }
  const result = submitPlan(first.world, base.actor('leader'), { plan: plan.id, revision: plan.revision }).catch(() => null)
  for (const { client } of typing) client.type('under ')
  let ended = false
  void result.then(() => {
    ended = true
    // What comes after the submission is no trouble of it.
    first.trouble = null
  })
  await until(() => ended || first.dead, ...clientsOf(typing))
  for (const { client } of typing) client.type('efter ')
  const operations = [...first.operations]

  let serving = first
  if (first.dead) {
    const old = typing
    for (const { client } of old) client.drop()
    await first.settled()
    serving = startProcess()
    await recoverPending(serving.world)
    typing = join(serving, plan, old)
  }
  const now = (await base.stores.plans.read(plan.id)) as StoredPlan
  expect(now.pending, operations[at - 1]).toBeNull()
  const texts = (): Promise<string[]> => Promise.all(typing.map(({ section }) => storedText(section)))
  if (now.state.at === 'draft') {
    expect([now.revision, now.steps.length]).toEqual([plan.revision, 0])
    // Everything that was typed meanwhile arrives.
    await until(() => allAcknowledged(typing), ...clientsOf(typing))
    expect(await texts()).toEqual(typing.map(() => 'før under efter '))
  } else {
    await until(() => typing.every(({ client }) => client.close.code !== null), ...clientsOf(typing))
    for (const { client } of typing) client.read()
    expect(typing.map(({ client }) => client.close.code)).toEqual(typing.map(() => 4423))
    const version = await base.stores.versions.read(plan.id, now.steps[0]?.version ?? '')
    const bytes = new TextDecoder().decode(version?.bytes)
    for (const [index, text] of (await texts()).entries()) {
      expect(['før ', 'før under ']).toContain(text)
      expect(bytes.includes('"før "')).toBe(true)
      // What was acknowledged is in the text; what is in the text is in the version.
      const { client } = typing[index] as Typing
      if (!first.dead) expect(client.acked).toBe(text === 'før ' ? 2 : 3)
    }
    expect(bytes.split('"under "').length - 1).toBe((await texts()).filter((text) => text.includes('under')).length)
  }
  for (const { client } of typing) client.drop()
  await serving.rooms.close(500)
  return { operations, state: now.state.at }
}

describe('a submission in which something goes wrong', () => {
  it.each(troubles)(
    'FZ-8 at any operation (%s) leaves a draft in which everything typed arrives, or a frozen plan',
    { timeout: 120_000 },
    async (kind) => {
      const states: string[] = []
      for (let at = 1; ; at++) {
        const { operations, state } = await submitWith(at, kind)
        states.push(state)
        if (operations.length < at) break
        while (onlyWrites(kind) && at < operations.length && !writes.has(operations[at] ?? '')) at++
      }
      expect(states.at(-1)).toBe('body')
      expect(states.length).toBeGreaterThan(onlyWrites(kind) ? 5 : 15)
    },
  )
})
