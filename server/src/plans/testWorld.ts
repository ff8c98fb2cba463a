/** Owns the world of a test: real stores, rooms, projection and GraphQL around people of every relation; nothing is mocked. */
import Fastify from 'fastify'
import { type Client, createClient } from 'graphql-ws'
import { nanoid } from 'nanoid'
import { parseId, type PersonId, type SectionId, type UnitId } from '@samplan/shared/ids'
import type { Actor, Person, Role, Unit } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { createBus } from '../bus.ts'
import { type Projector, startProjector } from '../goals/projector.ts'
import { createGraphql, type GraphqlOptions } from '../graphql/createGraphql.ts'
import { readCookies } from '../http/signedIn.ts'
import { actorOf, openSession, readByHash } from '../people/session.ts'
import type { RoomLog } from '../rooms/contract.ts'
import { createRooms, type RoomServer } from '../rooms/rooms.ts'
import { openStores } from '../storage/openStores.ts'
import type { StoredPlan, Stores } from '../storage/ports.ts'
import { openTestDatabase } from '../storage/testDatabase.ts'
import type { World } from '../world.ts'
import { addSection } from './addSection.ts'
import { assignSection } from './assignSection.ts'
import { createPlan } from './createPlan.ts'
import { roomSurroundings } from './roomSurroundings.ts'
import { planTouched } from './tellPlan.ts'

const unit = (id: string): UnitId => parseId<UnitId>(id) ?? bug(id)

export const units: readonly Unit[] = [
  { kind: 'administration', id: unit('job'), name: 'Jobcenter', letter: 'J', colour: 'plum' },
  { kind: 'administration', id: unit('social'), name: 'Social', letter: 'S', colour: 'teal' },
  { kind: 'administration', id: unit('sundhed'), name: 'Sundhed', letter: 'U', colour: 'olive' },
  { kind: 'administration', id: unit('kultur'), name: 'Kultur', letter: 'K', colour: 'sienna' },
  { kind: 'body', id: unit('udvalg'), name: 'Udvalget', shortName: 'Udvalg', final: false },
  { kind: 'body', id: unit('byraad'), name: 'Byrådet', shortName: 'Byråd', final: true },
]

/** Who takes part in tests. The plan is owned by "job"; its second section belongs to "social", with "sundhed" invited. */
const cast = {
  leader: ['job', 'leader'],
  staff: ['job', 'staff'],
  socialLeader: ['social', 'leader'],
  social: ['social', 'staff'],
  sundhed: ['sundhed', 'staff'],
  kultur: ['kultur', 'leader'],
  secretary: ['udvalg', 'secretary'],
  member: ['udvalg', 'member'],
  finalSecretary: ['byraad', 'secretary'],
  finalMember: ['byraad', 'member'],
  administrator: [null, 'administrator'],
} as const satisfies Readonly<Record<string, readonly [string | null, Role]>>
export type Who = keyof typeof cast
export const everybody = Object.keys(cast) as readonly Who[]

/** Answers have any shape: tests say what they expect of them. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyShape = Readonly<Record<string, any>>

export type GraphqlAnswer = {
  readonly status: number
  readonly data: AnyShape | null
  readonly errors:
    | readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly refusal?: Refusal } }[]
    | null
  readonly text: string
}

export type TestWorld = {
  readonly world: World
  /** The database itself. */
  readonly uri: string
  readonly stores: Stores
  readonly projector: Projector
  /** The door that sockets take. */
  readonly rooms: RoomServer
  /** The right of this person in the section's room. */
  readonly access: (who: Who, section: SectionId) => Promise<'read' | 'write' | 'none'>
  readonly actor: (who: Who) => Actor
  /** Moves the clock forward. Milliseconds. */
  readonly wait: (ms: number) => void
  /** One operation over HTTP, with the cookie of this person's session; null: without one. */
  readonly ask: (who: Who | null, query: string, variables?: Readonly<Record<string, unknown>>) => Promise<GraphqlAnswer>
  /** A graphql-ws client of this person. */
  readonly link: (who: Who | null, onClosed?: (code: number) => void) => Client
  readonly sessionOf: (who: Who) => Promise<{ readonly cookie: string; readonly tokenHash: string }>
  readonly url: string
  readonly logged: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens everything on port 0 and in a temporary folder. */
export async function openTestWorld(
  options: Partial<GraphqlOptions> & { readonly wrap?: (stores: Stores) => Stores } = {},
): Promise<TestWorld> {
  const database = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
  const opened = await openStores(database.uri)
  const stores = options.wrap?.(opened) ?? opened
  for (const one of units) await opened.people.saveUnit(one)
  const people = new Map(everybody.map((who): [Who, Person] => [who, personOf(who)]))
  for (const person of people.values()) await opened.people.savePerson(person)

  let offset = 0
  const now = (): number => Date.now() + offset
  const logged: string[] = []
  const write = (facts: object, text: string): void => void logged.push(`${text} ${'err' in facts ? String(facts.err) : ''}`)
  const log: RoomLog = { info: () => undefined, warn: write, error: write }
  const bus = createBus((error) => write({ err: error }, 'a listener failed'))
  const late: { projector?: Projector } = {}
  const surroundings = roomSurroundings(stores, now, log, (plan) => planTouched({ rooms, bus }, plan))
  const rooms: RoomServer = createRooms(surroundings, stores.sections, {
    changed: (section, entry) => late.projector?.touched(section, entry),
    presence: (section) => void stores.plans.planOfSection(section).then((plan) => plan && bus.publish({ kind: 'presenceChanged', plan })),
  })
  const stopTelling = bus.subscribe((event) => {
    if (event.kind === 'peopleChanged') rooms.accessChanged(event.person ?? undefined)
    if (event.kind === 'sessionEnded') rooms.sessionEnded(event.tokenHash)
  })
  const world: World = { stores, rooms, bus, now, newId: () => nanoid(), log }
  const projector = startProjector(world, { quiet: 20, atTheLatest: 60, retry: 50 })
  late.projector = projector

  const graphql = await createGraphql(world, {
    municipality: 'Fjordby',
    demo: false,
    demoIsOpen: false,
    publicUrl: () => 'http://localhost',
    sessionNow: (tokenHash) => readByHash(world, tokenHash),
    development: false,
    ...options,
  })
  const fastify = Fastify()
  const cookies = await readCookies(fastify, world, 'test', false)
  await graphql.register(fastify)
  fastify.server.on(
    'upgrade',
    (request, socket, head) =>
      void readByHash(world, cookies.tokenHashOf(request) ?? '').then((session) => graphql.upgrade(request, socket, head, session)),
  )
  const url = await fastify.listen({ port: 0, host: '127.0.0.1' })

  const sessions = new Map<Who, Promise<{ cookie: string; tokenHash: string }>>()
  const sessionOf = (who: Who) => {
    const known =
      sessions.get(who) ??
      openSession(world, people.get(who) ?? bug(who)).then(({ token, session }) => ({
        cookie: `samplan_test=${token}`,
        tokenHash: session.tokenHash,
      }))
    sessions.set(who, known)
    return known
  }

  return {
    world,
    uri: database.uri,
    stores,
    projector,
    rooms,
    access: async (who, section) => (await surroundings.access((people.get(who) ?? bug(who)).id, section)).right,
    actor: (who) => actorOf(people.get(who) ?? bug(who)),
    wait(ms) {
      offset += ms
    },
    async ask(who, query, variables = {}) {
      const cookie = who === null ? {} : { cookie: (await sessionOf(who)).cookie }
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...cookie },
        body: JSON.stringify({ query, variables }),
      })
      const text = await response.text()
      const body = text.startsWith('{') ? (JSON.parse(text) as Pick<GraphqlAnswer, 'data' | 'errors'>) : { data: null, errors: null }
      return { status: response.status, data: body.data ?? null, errors: body.errors ?? null, text }
    },
    link(who, onClosed) {
      const cookie = who === null ? Promise.resolve('') : sessionOf(who).then((session) => session.cookie)
      let header = ''
      class Signed extends WebSocket {
        constructor(address: string | URL, protocols?: string | string[]) {
          // Node's WebSocket takes headers beside the protocols; the DOM's types do not know them.
          super(address, { protocols, headers: header ? { cookie: header } : {} } as unknown as string[])
        }
      }
      return createClient({
        url: async () => {
          header = await cookie
          return `${url.replace('http', 'ws')}/graphql`
        },
        webSocketImpl: Signed,
        retryAttempts: 0,
        lazy: true,
        ...(onClosed && { on: { closed: (event) => onClosed((event as CloseEvent).code) } }),
      })
    },
    sessionOf,
    url,
    logged,
    async close() {
      await graphql.close()
      await fastify.close()
      await rooms.close(2000)
      await projector.close()
      stopTelling()
      await opened.close()
      await database.close()
    },
  }
}

function personOf(who: Who): Person {
  const [of, role] = cast[who]
  return {
    id: who as string as PersonId,
    name: `Person ${who}`,
    email: `${who}@example.dk`,
    title: '',
    active: true,
    memberships: [{ unit: of === null ? null : unit(of), role }],
  }
}

/** What a use case gives; a refusal fails the test. */
export function done<Value>(result: Value | Refusal): Value {
  if (isRefusal(result)) throw new Error(`refused: ${JSON.stringify(result)}`)
  return result
}

/** A plan of "job" with two sections: its own, and one of "social" with "sundhed" invited. */
export async function makePlan({ world, actor }: TestWorld, title = 'Plan'): Promise<StoredPlan> {
  const leader = actor('leader')
  const plan = done(await createPlan(world, leader, { title, period: '2027', owner: 'job', route: ['udvalg', 'byraad'] }))
  const first = plan.outline[0]?.id ?? bug('no section')
  const added = done(await addSection(world, leader, { plan: plan.id, title: 'Mål', level: 1, after: first, owner: 'social' }))
  const second = added.outline[1]?.id ?? bug('no section')
  return done(await assignSection(world, leader, { plan: plan.id, section: second, owner: 'social', invited: ['sundhed'] }))
}

function bug(text: string): never {
  throw new Error(`unknown in tests: ${text}`)
}
