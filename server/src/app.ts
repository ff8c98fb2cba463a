/** Owns the composition of the server: stores, rooms, projection, GraphQL and HTTP around one world. */
import { nanoid } from 'nanoid'
import type { SectionId } from '@samplan/shared/ids'
import { type Bus, createBus } from './bus.ts'
import { demoPeople } from './demo/people.ts'
import { isSeeded, seedDemo } from './demo/seedDemo.ts'
import { type Projector, startProjector, usualPace } from './goals/projector.ts'
import { createGraphql } from './graphql/createGraphql.ts'
import { createHttp } from './http/createHttp.ts'
import type { Listening, ListenOptions } from './http/listen.ts'
import type { Demo } from './http/sessionRoutes.ts'
import type { TakeSocket } from './http/upgrade.ts'
import { createImports } from './import/imports.ts'
import type { ReadLimits } from './import/limits.ts'
import { createMetrics, type Metrics } from './observation/metrics.ts'
import { createObservation, listenForObservers, type ObservationListen } from './observation/observe.ts'
import { createKnownSessions, knowingNoSessions } from './people/knownSessions.ts'
import { readByHash } from './people/session.ts'
import { watchSessions } from './people/watchSessions.ts'
import { takeInRescued } from './rescue/takeInRescued.ts'
import type { RescueFiles } from './rescue/rescueFiles.ts'
import { createKnownFacts } from './plans/knownFacts.ts'
import { planPage } from './plans/planPage.ts'
import { recoverPending } from './plans/recoverPending.ts'
import { roomSurroundings } from './plans/roomSurroundings.ts'
import { planTouched } from './plans/tellPlan.ts'
import type { RoomEvents, RoomLog, Rooms, UnsavedText } from './rooms/contract.ts'
import { createRooms, type RoomServer } from './rooms/rooms.ts'
import { roomUpgrade } from './rooms/socket.ts'
import { oneAlone } from './several/oneAlone.ts'
import { createPresenceBoard, everybody } from './several/presenceBoard.ts'
import { createWakes } from './several/wakes.ts'
import { watchPeople } from './several/watchPeople.ts'
import { watchPlans } from './several/watchPlans.ts'
import { watchStore } from './several/watchStore.ts'
import type { Installation, Stores } from './storage/ports.ts'
import type { World } from './world.ts'

export type AppOptions = {
  readonly stores: Stores
  readonly installation: Installation
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly log: RoomLog
  readonly publicUrl: string | null
  /** Whether a demo can be reached from beyond this machine. */
  readonly demoIsOpen: boolean
  /** Folder of the built client. */
  readonly clientDir: string
  readonly development: boolean
  /** Health and figures: on a port of their own, and on the main one for whoever has the token. Null: not there. */
  readonly observers: { readonly listen: ObservationListen | null; readonly token: string | null }
  /** Where text goes that cannot be saved at the end, and comes from at the start; null: nowhere. */
  readonly rescue: RescueFiles | null
  /** Other processes may serve the same database: how often it is asked what they have done. Milliseconds; null: nobody else can be there. */
  readonly pollMs: number | null
  /** Where they wake each other before the next poll; null: nowhere. */
  readonly redisUrl: string | null
  /** What reading a file may take, where it is not the usual. */
  readonly readLimits?: Partial<ReadLimits>
}

export type App = {
  readonly world: World
  readonly listen: (options: ListenOptions) => Promise<Listening>
  /** The address that people use. */
  readonly address: () => string
  /** The port of health and figures; null without one. */
  readonly observedAt: () => number | null
  /** Ends within five seconds with everything saved; what could not be saved is in a rescue file. The stores stay open. */
  readonly close: () => Promise<void>
}

/** What a process that died has left to be projected, another finds within this. Milliseconds. */
const catchUpEvery = 60_000
/** How long a process that ends still answers what it was asked. Milliseconds. */
const answersWithin = 500
/** How long the rooms may take to save what they hold. Milliseconds. */
const grace = 3_500

/** Repairs what a crash left, seeds a new demo, and composes the server; nothing listens yet. */
export async function createApp({
  stores,
  installation,
  clock,
  log,
  publicUrl,
  demoIsOpen,
  clientDir,
  development,
  observers,
  rescue,
  pollMs,
  redisUrl,
  readLimits,
}: AppOptions): Promise<App> {
  const bus = createBus((error) => log.error({ err: error }, 'a listener of the bus failed'))
  const late: { projector?: Projector } = {}
  const metrics = observers.listen || observers.token !== null ? createMetrics(() => rooms.figures(), clock) : null
  const observation = metrics && createObservation(metrics, () => stores.installation.read())
  const several = pollMs !== null
  // What others take from somebody is told here only by the poll: then the store is asked at every door.
  const facts = several ? null : createKnownFacts(bus, clock)
  const surroundings = {
    ...roomSurroundings(stores, clock, log, (plan) => planTouched({ rooms, bus }, plan), facts),
    ...(metrics && { meter: metrics.meter }),
  }
  const process = nanoid()
  const board = createPresenceBoard(stores.presence, process, (section) => tellPresence(stores, bus, log, section))
  const wakes = several && redisUrl !== null ? createWakes({ url: redisUrl, channel: `samplan:${installation.id}`, process, log }) : null
  const events: RoomEvents = {
    changed(section, entry) {
      late.projector?.touched(section, entry)
      wakes?.textMoved(section)
    },
    ...(wakes && { awareness: wakes.awareness, opened: wakes.opened }),
    presence(section, people) {
      board.note(section, people)
      tellPresence(stores, bus, log, section)
    },
  }
  const rooms: RoomServer = createRooms(surroundings, stores.sections, events, { several })
  const present: Rooms['present'] = (section) => everybody(rooms.present(section), board.elsewhere(section))
  const world: World = { stores, rooms: { ...rooms, present }, bus, now: clock, newId: () => nanoid(), log }
  const sessions = watchSessions(bus, clock)
  const stopTelling = tellRooms(bus, rooms)
  // Where others may be at work, a submission ends by its expiry alone.
  if (!several) await recoverPending(world)
  const alone = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
    several ? oneAlone(stores.leases, { name, holder: process, now: clock }, work) : work()
  if (installation.demo) await alone('demo', async () => ((await isSeeded(world)) ? undefined : seedDemo(world)))
  const projector = startProjector(world, several ? { ...usualPace, catchUpEvery } : usualPace)
  late.projector = projector
  const rescued = rescue && (await takeInRescued({ files: rescue, rooms, log }))

  const demo: Demo | null = installation.demo
    ? {
        people: demoPeople,
        open: demoIsOpen,
        reset: createReset(
          world,
          (work) => alone('demo', work),
          () => sessions.endAll(),
        ),
      }
    : null
  const address = (): string => http.address()
  const { municipality } = installation
  const imports = createImports(world, readLimits, several)
  const knownSessions = facts
    ? createKnownSessions(bus, clock, (tokenHash) => readByHash(world, tokenHash, (id) => facts.person(id, () => stores.people.person(id))))
    : knowingNoSessions((tokenHash) => readByHash(world, tokenHash))
  const graphql = await createGraphql(world, {
    municipality,
    demo: demo !== null,
    demoIsOpen,
    publicUrl: address,
    sessionNow: knownSessions.now,
    development,
  })
  const http = await createHttp({
    world,
    log,
    installation,
    demo,
    landing: demo !== null || development,
    publicUrl,
    pages: { folder: clientDir, pageOfPlan: (plan, actor) => planPage(world, plan, actor) },
    registerGraphql: graphql.register,
    imports: { world, imports },
    sockets: { graphql: counted('graphql', graphql.upgrade, metrics), rooms: counted('rooms', roomUpgrade(rooms, { log }), metrics) },
    observers: observation && observers.token !== null ? { observation, token: observers.token } : null,
    sessionUsed: sessions.add,
    knownSessions,
  })
  // Without looks it would only gather what it is told.
  const plans = several ? watchPlans(world) : null
  const looks = plans && [() => rooms.refresh(), plans.look, watchPeople(world, sessions), board.look]
  const watch = looks && several ? watchStore(looks, pollMs, log) : null
  await watch?.look()
  if (watch) wakes?.listen({ rooms, bus, look: () => void watch.look() })
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    observation?.closing()
    // A store that is away may keep a look waiting: what the rooms hold comes first.
    const watched = watch?.close()
    plans?.close()
    rescued?.close()
    // Whoever is sent away must not come back here, and what was asked of this process is answered by it.
    await http.drain(answersWithin)
    const saved = rooms.close(grace).then(({ unsaved }) => (unsaved.length > 0 ? keepUnsaved(unsaved, rescue, log) : undefined))
    await Promise.all([saved, graphql.close()])
    // Behind the rooms: what they wrote last, and who was in them, is for the others to hear.
    wakes?.close()
    await watched
    await imports.close()
    await projector.close()
    await http.close()
    sessions.close()
    stopTelling()
    if (several) await board.close().catch(() => undefined) // the others believe it for a while
    await ownPort?.close()
  }
  let ownPort: { readonly port: number; readonly close: () => Promise<void> } | null = null
  const listenAll = async (options: ListenOptions): Promise<Listening> => {
    if (observation && observers.listen) ownPort = await listenForObservers(observation, observers.listen)
    return http.listen(options)
  }
  return { world, listen: listenAll, address, observedAt: () => ownPort?.port ?? null, close: () => (closing ??= close()) }
}

/** Counts the sockets of a kind while they are open. */
function counted(kind: 'rooms' | 'graphql', take: TakeSocket, metrics: Metrics | null): TakeSocket {
  if (!metrics) return take
  return (request, socket, head, session) => {
    socket.once('close', metrics.socketOpened(kind))
    take(request, socket, head, session)
  }
}

/** A store that stayed away to the end: what waits for it goes into a file, and its authors' browsers hold it too. */
async function keepUnsaved(unsaved: readonly UnsavedText[], rescue: RescueFiles | null, log: RoomLog): Promise<void> {
  const sections = unsaved.map(({ section }) => section)
  try {
    const file = await rescue?.write(unsaved)
    if (file) log.error({ sections, file, folder: rescue?.folder }, 'the text of these sections could not be saved: it is in a rescue file')
    else log.error({ sections }, 'the text of these sections could not be saved')
  } catch (error) {
    log.error({ sections, err: error }, 'the text of these sections could not be saved, nor a rescue file written')
  }
}

/** What the rooms must hear of people; of plans the use cases tell them. */
function tellRooms(bus: Bus, rooms: Rooms): () => void {
  return bus.subscribe((event) => {
    if (event.kind === 'peopleChanged') rooms.accessChanged(event.person ?? undefined)
    if (event.kind === 'sessionEnded') rooms.sessionEnded(event.tokenHash)
  })
}

function tellPresence(stores: Stores, bus: Bus, log: RoomLog, section: SectionId): void {
  stores.plans.planOfSection(section).then(
    (plan) => plan && bus.publish({ kind: 'presenceChanged', plan }),
    (error: unknown) => log.warn({ err: error, section }, 'presence could not be told'),
  )
}

/** One reset at a time; whoever asks meanwhile waits for the same one. Every socket closes: the sessions behind them are gone. */
function createReset(world: World, alone: (work: () => Promise<void>) => Promise<void>, endSessions: () => void): () => Promise<void> {
  let running: Promise<void> | null = null
  const reset = (): Promise<void> =>
    alone(async () => {
      await world.stores.wipe()
      endSessions()
      await seedDemo(world)
      world.bus.publish({ kind: 'peopleChanged', person: null })
    })
  return () => {
    running ??= reset().finally(() => {
      running = null
    })
    return running
  }
}
