/**
 * Owns the world of a simulation: one plan with several sections and the rights in it, one store that fails, and the server
 * processes on them, which die and are stopped.
 */
import type { PersonId, PlanId, SectionId } from '@samplan/shared/ids'
import { seedUpdate } from '@samplan/shared/section/seed'
import { createMemorySections } from '../../storage/memory/sections.ts'
import { type SectionStore, StoreUnavailable } from '../../storage/ports.ts'
import type { RoomsSurroundings } from '../contract.ts'
import type { createRooms as createRealRooms, RoomServer } from '../rooms.ts'
import { createFaultyStore, type Fault, personId, roomPerson, type TestPlan } from '../testRig.ts'
import type { merge as realMerge, spill as realSpill } from '../tidySection.ts'
import type { Random } from './random.ts'
import { type Check, createTruth, type Truth } from './truth.ts'
import type { VirtualTime } from './virtualTime.ts'

export const sectionsOfPlan = ['afsnit-a', 'afsnit-b', 'afsnit-c'] as readonly string[] as readonly SectionId[]

/** The rooms under test, and what stands between them and the store: a planted fault changes one of these. */
export type Subject = {
  readonly createRooms: typeof createRealRooms
  readonly spill: typeof realSpill
  readonly merge: typeof realMerge
  /** One process's way to the store and to the plan. */
  readonly store?: (store: SectionStore) => SectionStore
  readonly surroundings?: (surroundings: RoomsSurroundings) => RoomsSurroundings
}

export type Process = {
  readonly name: string
  readonly rooms: RoomServer
  readonly store: SectionStore
  readonly newId: () => string
  /** It does nothing more, and hears nothing. */
  readonly die: () => void
}

export type Right = 'read' | 'write' | 'none'

export type World = {
  readonly subject: Subject
  readonly plan: TestPlan
  readonly rights: Map<string, Right>
  readonly truth: Truth
  /** Those that take people in. */
  readonly processes: Process[]
  /** These, and those that are being stopped. */
  readonly running: Set<Process>
  readonly random: Random
  readonly time: VirtualTime
  readonly check: Check
  /** What went wrong, each with its rule. */
  readonly wrong: string[]
  readonly happened: Record<string, number>
  /** All that happened, in order. */
  readonly trace: string[]
  readonly note: (what: string, of?: string) => void
  /** `faults`: the share of the store's operations that go wrong. `away`: all fail. While somebody wants calm (a count), none does. */
  readonly weather: { readonly faults: number; away: boolean; calm: number }
  /** Rescued texts that are neither in nor refused yet. */
  readonly rescues: { open: number }
  readonly aWhile: () => Promise<void>
  readonly start: () => Process
  /** Ids of Yjs clients, never the same twice. */
  readonly newClient: () => number
}

const quick = { holdPollMs: 5, retryMs: 1, longestRetryMs: 5, lingerMs: 0, transactMs: 50 }

export function createWorld(subject: Subject, random: Random, time: VirtualTime): World {
  const plan: TestPlan = { at: 'draft', epoch: 1, pending: null }
  const rights = new Map<string, Right>()
  const wrong: string[] = []
  const trace: string[] = []
  const happened: Record<string, number> = {}
  const weather = { faults: random.pick([0, 0.01, 0.03, 0.06, 0.06, 0.2]), away: false, calm: 0 }
  const check: Check = (holds, rule) => {
    if (holds) return
    const said = rule()
    wrong.push(said)
    trace.push(`WRONG ${said}`)
  }
  const truth = createTruth(createMemorySections(), plan, check)
  const store = createFaultyStore(truth.store)

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const turns = async (most: number): Promise<void> => {
    for (let left = 1 + random.below(most); left > 0; left--) await turn()
  }
  const aWhile = (): Promise<void> => turns(4)
  const faults: readonly (() => Fault)[] = [
    () => 'fails',
    () => 'noReply',
    () => 'lost',
    () => aWhile(),
    () => aWhile(),
    () => ({ late: aWhile() }),
  ]
  store.fault = () => {
    if (weather.calm > 0) return null
    if (weather.away) return 'fails'
    return random.chance(weather.faults) ? random.pick(faults)() : null
  }

  const note = (what: string, of = ''): void => {
    happened[what] = (happened[what] ?? 0) + 1
    trace.push(`${time.now()} ${of} ${what}`)
  }

  const running = new Set<Process>()
  let seeds = 0
  let clients = 10_000
  let started = 0
  const newClient = (): number => ++clients

  const start = (): Process => {
    const name = `P${++started}`
    let dead = false
    let ids = 0
    const never = new Promise<never>(() => undefined)
    /** The way there and back takes its time; a process that has died does not go it. */
    const travel = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      await turns(2)
      if (dead) return never
      try {
        return await act()
      } finally {
        if (random.chance(0.5)) await turn()
        if (dead) await never
      }
    }
    const reach: SectionStore = Object.fromEntries(
      Object.entries(store).flatMap(([operation, run]) =>
        typeof run === 'function' && operation !== 'fault'
          ? [[operation, (...args: never[]) => travel(() => (run as (...given: never[]) => Promise<unknown>)(...args))]]
          : [],
      ),
    ) as unknown as SectionStore // every operation of the store is in it
    const failing = (): void => {
      if (weather.calm === 0 && (weather.away || random.chance(weather.faults / 4))) throw new StoreUnavailable('told to fail')
    }
    const surroundings: RoomsSurroundings = {
      gate: () =>
        travel(async () => {
          failing()
          const { at, epoch, pending } = plan
          if (random.chance(0.3)) await aWhile()
          return { plan: 'plan-1' as PlanId, at, open: at === 'draft', epoch, pending, pendingExpiresAt: null }
        }),
      access: (person: PersonId) =>
        travel(async () => {
          failing()
          return { person: roomPerson(person), right: rights.get(person) ?? 'write' }
        }),
      firstContent: (section) =>
        travel(async () => {
          const own = ++seeds
          return seedUpdate([{ type: 'paragraph', content: [{ type: 'text', text: `first ${own} of ${section}` }] }], 1000 + own)
        }),
      now: () => time.now(),
      log: {
        warn: () => undefined,
        info: () => undefined,
        error: (facts, text) => check(false, () => `${name} logs an error: ${text} ${JSON.stringify(facts, plainly)}`),
      },
    }
    const newId = (): string => `${name}-${++ids}`
    const own = subject.store?.(reach) ?? reach
    const process: Process = {
      name,
      store: own,
      newId,
      rooms: subject.createRooms(
        subject.surroundings?.(surroundings) ?? surroundings,
        own,
        { changed: () => undefined, presence: () => undefined },
        { ...quick, newId },
      ),
      die: () => {
        dead = true
        running.delete(process)
      },
    }
    running.add(process)
    return process
  }

  return {
    subject,
    plan,
    rights,
    truth,
    processes: [start(), start()],
    running,
    random,
    time,
    check,
    wrong,
    happened,
    trace,
    note,
    weather,
    rescues: { open: 0 },
    aWhile,
    start,
    newClient,
  }
}

const plainly = (_: string, value: unknown): unknown => (value instanceof Error ? (value.stack ?? value.message) : value)

/** Everybody's right, told to every process in the same moment. */
export function changeRight(world: World, person: string, right: Right): void {
  world.rights.set(person, right)
  for (const { rooms } of world.running) rooms.accessChanged(personId(person))
}
