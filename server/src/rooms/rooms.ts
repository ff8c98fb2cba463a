/** Owns which rooms there are in this process: one for each open section, opened once, kept while anything in it is unsaved. */
import { randomUUID } from 'node:crypto'
import type * as Y from 'yjs'
import type { SectionId } from '@samplan/shared/ids'
import { type CloseCode, closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import type { SectionStore } from '../storage/ports.ts'
import { createAppender } from './appender.ts'
import type { Link } from './channel.ts'
import { type AwarenessElsewhere, noMeter, type RoomEvents, type Rooms, type RoomsSurroundings } from './contract.ts'
import { createFirstContent, freezeSection, type Opening } from './freezeSection.ts'
import type { OpenChannel, RoomSession } from './door.ts'
import { applyAll, docOf, type Loaded, loadSection, mayHold } from './loadSection.ts'
import { createOpenings } from './openChannel.ts'
import { createPace } from './pace.ts'
import { takeIn } from './rescue.ts'
import { Room, type RoomBounds, type RoomDeps } from './room.ts'
import type { WriterOptions } from './roomWriter.ts'
import { createTurns } from './turns.ts'

export type RoomsOptions = WriterOptions &
  RoomBounds & {
    /** A room that nobody is in stays open this long: a page that is loaded again finds it. Milliseconds. */
    readonly lingerMs: number
    /** How long the server's own edit waits for a store that fails before it answers. Milliseconds. */
    readonly transactMs: number
    readonly newId: () => string
    /** Other processes write in the same sections: the server's own edits look first. */
    readonly several: boolean
  }

/** A caret elsewhere of which nothing is heard for so long is gone with its process. Milliseconds. */
const silentElsewhereMs = 40_000

export const defaultRoomsOptions: RoomsOptions = {
  flushBytes: 2 * 1024 * 1024,
  holdPollMs: 250,
  retryMs: 100,
  longestRetryMs: 5_000,
  queueBytes: 8 * 1024 * 1024,
  sectionBytes: 12 * 1024 * 1024,
  lingerMs: 2_000,
  transactMs: 8_000,
  newId: randomUUID,
  several: false,
}

/** What those who serve the rooms may do with them, beyond what everybody may ask. */
export interface RoomServer extends Rooms {
  /** Opens a channel by the path of its handshake. Nothing is answered before the section is loaded; a refusal is a close code on the link. */
  open(path: string, session: RoomSession | null, link: Link): OpenChannel
  /** Asks the store in one read whether others have written in these sections (all that are loaded), and takes in what they have. */
  refresh(sections?: readonly SectionId[]): Promise<void>
  /** Awareness of clients at other processes, for those who are in the section here. */
  takeAwareness(section: SectionId, entries: readonly AwarenessElsewhere[]): void
  /** Those that are loaded here. */
  sections(): readonly SectionId[]
  /** The awareness of all who are in the section here. */
  awareness(section: SectionId): readonly AwarenessElsewhere[]
  /** For the sockets themselves, which outlive their channels. Returns what ends the listening. */
  listen(listener: SocketsListener): () => void
}

export type SocketsListener = { readonly sessionEnded: (tokenHash: string) => void; readonly closed: () => void }

type Refused = { readonly code: CloseCode }

export function createRooms(
  surroundings: RoomsSurroundings,
  store: SectionStore,
  events: RoomEvents,
  options: Partial<RoomsOptions> = {},
): RoomServer {
  const settings = { ...defaultRoomsOptions, ...options }
  const pace = createPace()
  const turns = createTurns()
  const rooms = new Map<SectionId, Promise<Room | Refused>>()
  const loaded = new Map<SectionId, Room>()
  const lingering = new Map<Room, NodeJS.Timeout>()
  const listeners = new Set<SocketsListener>()
  let closed = false
  const meter = surroundings.meter ?? noMeter

  const opening: Opening = { store, gate: surroundings.gate, firstContent: surroundings.firstContent, newId: settings.newId }
  const deps: RoomDeps = {
    store,
    appender: createAppender(store),
    gate: surroundings.gate,
    newId: settings.newId,
    log: surroundings.log,
    meter,
    options: settings,
    events,
    pace,
    bounds: settings,
    now: surroundings.now,
    idle: (room) => rest(room),
  }

  const forget = (room: Room): void => {
    clearTimeout(lingering.get(room))
    lingering.delete(room)
    if (loaded.get(room.section) !== room) return
    loaded.delete(room.section)
    rooms.delete(room.section)
  }

  const rest = (room: Room): void => {
    if (room.life.at === 'over') return forget(room)
    if (lingering.has(room)) return
    const timer = setTimeout(() => {
      lingering.delete(room)
      // Asked again: somebody may have come, or typed, meanwhile.
      if (room.idle) room.end(closeCodes.restart)
    }, settings.lingerMs)
    timer.unref()
    lingering.set(room, timer)
  }

  /** Reads the section, then the plan; a section without a document gets its first content. */
  const load = async (section: SectionId): Promise<Room | Refused> => {
    for (;;) {
      const view = await loadSection(store, section)
      const gate = await surroundings.gate(section)
      if (!gate) return { code: closeCodes.notFound }
      if (!gate.open) return { code: closeCodes.frozen }
      if (!view) {
        await createFirstContent(opening, section, gate)
        continue
      }
      if (view.head.schema > sectionSchema) return { code: closeCodes.restart }
      if (view.head.epoch > gate.epoch) continue
      const room = new Room(deps, section, view, gate)
      loaded.set(section, room)
      events.opened?.(section)
      return room
    }
  }

  const roomOf = (section: SectionId): Promise<Room | Refused> => {
    const known = rooms.get(section)
    if (known) return known
    const room = load(section).then(
      (result) => {
        if (!(result instanceof Room)) rooms.delete(section)
        else if (closed) result.end(closeCodes.restart)
        else if (result.idle) rest(result)
        return result
      },
      (error: unknown) => {
        rooms.delete(section)
        throw error
      },
    )
    rooms.set(section, room)
    return room
  }

  const storedDoc = async (view: Loaded | null, section: SectionId): Promise<Y.Doc> =>
    docOf(view ? view.updates : [await surroundings.firstContent(section)])

  /** What others write in its section or plan, a room hears too late to say who may come in. */
  const liveRoom = (section: SectionId): Room | null => {
    const room = settings.several ? undefined : loaded.get(section)
    return room?.life.at === 'live' ? room : null
  }

  const openings = createOpenings(surroundings, store, roomOf, liveRoom, () => closed)

  return {
    open: openings.open,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async readStored(section, element) {
      const view = await loadSection(store, section)
      if (view && !mayHold(view.updates, element)) return null
      await turns.next()
      return storedDoc(view, section)
    },
    async read(section) {
      const view = await loadSection(store, section)
      const doc = await storedDoc(view, section)
      const inMemory = loaded.get(section)?.snapshot()
      if (view && inMemory) applyAll(doc, [inMemory])
      return doc
    },

    async transact(section, edit) {
      const late = after(settings.transactMs)
      try {
        for (;;) {
          const room = await roomOf(section)
          if (!(room instanceof Room)) return room.code === closeCodes.notFound ? { refused: 'notFound' } : await refusalOf(section)
          const looked = settings.several ? room.reconsider() : Promise.resolve()
          const outcome = await Promise.race([looked.then(() => room.transact(edit)), late.promise])
          if (outcome === 'late') return { refused: 'storeUnavailable' }
          switch (outcome.did) {
            case 'wrote':
              return outcome.result
            case 'refused':
              return outcome.refusal
            case 'ended':
              return await refusalOf(section)
            case 'not':
              // The room is about to end: then there is a new one, or a refusal.
              await room.settle()
              await new Promise((resolve) => setTimeout(resolve, 10))
          }
        }
      } finally {
        late.cancel()
      }
    },

    async freeze(section, submission) {
      const doc = await freezeSection(opening, section, submission).catch((error: unknown) => {
        meter.froze('failed')
        throw error
      })
      meter.froze(doc === 'lost' ? 'lost' : 'frozen')
      void loaded.get(section)?.reconsider()
      return doc === 'lost' ? doc : { section, doc }
    },

    async refresh(sections = [...loaded.keys()]) {
      const open = sections.filter((section) => loaded.has(section))
      if (open.length === 0) return
      const marks = await store.marks(open)
      for (const section of open) loaded.get(section)?.presence.forgetElsewhere(silentElsewhereMs)
      for (const section of open) {
        const mark = marks.get(section)
        const room = loaded.get(section)
        // The room tries until it can: nobody waits for it here.
        if (room && (!mark || room.isBehind(mark))) void room.reconsider()
      }
    },

    takeAwareness: (section, entries) => loaded.get(section)?.presence.takeElsewhere(entries),
    sections: () => [...loaded.keys()],
    awareness: (section) => loaded.get(section)?.presence.told() ?? [],

    planChanged(sections) {
      for (const section of sections) void loaded.get(section)?.reconsider()
    },
    accessChanged: (person, sections) => openings.accessChanged(person, sections),
    judgeAll: () => openings.judgeAll(),
    sessionEnded(tokenHash) {
      openings.sessionEnded(tokenHash)
      for (const listener of listeners) listener.sessionEnded(tokenHash)
    },
    takeIn: (unsaved) => takeIn({ store, roomOf, patienceMs: settings.transactMs }, unsaved),
    figures() {
      const all = [...loaded.values()]
      const times = all.flatMap(({ unsavedSince }) => unsavedSince ?? [])
      return {
        rooms: all.length,
        channels: all.reduce((sum, room) => sum + room.channels, 0),
        held: all.filter(({ life }) => life.at === 'holding').length,
        nearlyFull: all.filter(({ full }) => full > 0).length,
        unsavedSince: times.length > 0 ? Math.min(...times) : null,
      }
    },
    present: (section) => loaded.get(section)?.people ?? [],

    async close(graceMs) {
      closed = true
      const signal = AbortSignal.timeout(graceMs)
      const open = [...loaded.values()]
      await Promise.all(open.map((room) => room.saved(signal)))
      const unsaved = open.filter((room) => room.unsaved).map((room) => room.unsavedText())
      openings.closeAll()
      for (const room of loaded.values()) room.end(closeCodes.restart)
      for (const listener of listeners) listener.closed()
      pace.stop()
      return { unsaved }
    },
  }

  async function refusalOf(
    section: SectionId,
  ): Promise<{ refused: 'notFound' } | { refused: 'wrongState'; state: 'draft' | 'body' | 'adopted' } | { refused: 'busy' }> {
    const gate = await surroundings.gate(section)
    if (!gate) return { refused: 'notFound' }
    return gate.open ? { refused: 'busy' } : { refused: 'wrongState', state: gate.at }
  }
}

function after(ms: number): { readonly promise: Promise<'late'>; readonly cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => resolve('late'), ms)
  return { promise, cancel: () => clearTimeout(timer) }
}

export type { OpenChannel, RoomSession }
