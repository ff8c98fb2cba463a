/** Owns the opening of channels: the handshake in its order, what waits until the section is loaded, and what changes when rights do. */
import type { PersonId, SectionId } from '@samplan/shared/ids'
import { parseId } from '@samplan/shared/ids'
import { type CloseCode, closeCodes, type Handshake, parseHandshake } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import type { SectionStore } from '../storage/ports.ts'
import { createChannel, type Link } from './channel.ts'
import { type Access, noMeter, type RoomsSurroundings } from './contract.ts'
import { Door, type Doors, type OpenChannel, type Opened, type RoomSession } from './door.ts'
import { createFarewells } from './farewell.ts'
import { Room } from './room.ts'
import { createUnderWay } from './underWay.ts'

export interface Openings {
  open(path: string, session: RoomSession | null, link: Link): OpenChannel
  accessChanged(person?: PersonId, sections?: readonly SectionId[]): void
  judgeAll(): Promise<void>
  sessionEnded(tokenHash: string): void
  closeAll(): void
}

/** Openings of one person that may be under way at once, also of channels that have been closed again meanwhile. */
const openingsPerPerson = 5_000
/** Channels of one person that may wait for their last word at once: more come back for it. */
const farewellsPerPerson = 600
/** Channels that are judged together where nothing is known to have changed: frames of others come in between. */
const judgedTogether = 500

/** `asked`: the section of which the client may have edits without an acknowledgement. */
type Refused = { readonly code: CloseCode; readonly asked: SectionId | null }

const refused = (code: CloseCode, asked: SectionId | null = null): Refused => ({ code, asked })

type Admitted = Extract<Access, { right: 'read' | 'write' }>

/** `liveRoom`: the section's room where it is open here and knows its plan, so that the store need not be asked; else null. */
export function createOpenings(
  surroundings: RoomsSurroundings,
  store: SectionStore,
  roomOf: (section: SectionId) => Promise<Room | { readonly code: CloseCode }>,
  liveRoom: (section: SectionId) => Room | null,
  isClosed: () => boolean,
): Openings {
  const underWay = createUnderWay()
  const doors: Doors = { all: new Set(), underWay, meter: surroundings.meter ?? noMeter }
  const farewells = createFarewells(store)
  /** Rises when rights may have changed: what was judged before is judged again. */
  let accessVersion = 0

  /** The room's channel for a door. In the same step: who hears of changed rights finds every channel that was let in by the old ones. */
  const join = (door: Door, room: Room, { acks }: Handshake, access: Admitted): Opened | null => {
    const channel = createChannel(room.section, access, acks, door)
    if (!room.join(channel)) return null
    door.opened = { room, channel }
    return door.opened
  }

  /** Lets in at once whoever is known, into a room that is known; false: the store must be asked. */
  const admitKnown = (door: Door, path: string): boolean => {
    const { session } = door
    const asks = surroundings.knownAccess && session && !isClosed() ? askedBy(path) : null
    if (!session || !asks) return false
    const { handshake, section } = asks
    if (session.person !== handshake.person || handshake.schema !== sectionSchema) return false
    const room = liveRoom(section)
    if (!room || room.epoch !== handshake.epoch) return false
    const access = surroundings.knownAccess?.(session.person, section)
    return access ? access.right !== 'none' && join(door, room, handshake, access) !== null : false
  }

  /** The checks of the handshake, in their order; a close code, or the channel in its room. */
  const admit = async (door: Door, path: string): Promise<Opened | Refused> => {
    const { session } = door
    const asks = askedBy(path)
    if (!asks) return refused(closeCodes.malformed)
    const { handshake, section } = asks
    if (!session || session.person !== handshake.person) return refused(closeCodes.noSession)
    for (;;) {
      if (isClosed() || door.closed) return refused(closeCodes.restart)
      const version = accessVersion
      const gate = await surroundings.gate(section)
      if (!gate) return refused(closeCodes.notFound)
      const access = await surroundings.access(session.person, section)
      if (access.right === 'none') return refused(closeCodes.notFound)
      // Also who may only read now: they may have written before.
      const asked = handshake.acks ? section : null
      if (handshake.epoch !== gate.epoch) return refused(closeCodes.otherEpoch, asked)
      if (handshake.schema !== sectionSchema) return refused(schemaCode(handshake), asked)
      if (!gate.open) return refused(closeCodes.frozen, asked)
      const room = await roomOf(section)
      if (!(room instanceof Room)) return refused(room.code, asked)
      if (version !== accessVersion) continue
      if (room.epoch !== gate.epoch) {
        // A room of an older epoch that has not heard of the end; or the plan has moved since it was read.
        if (room.epoch < gate.epoch) await room.reconsider()
        await shortWhile()
        continue
      }
      if (door.closed) return refused(closeCodes.restart)
      const opened = join(door, room, handshake, access)
      if (opened) return opened
      await room.settle()
      await shortWhile()
    }
  }

  const refuse = (door: Door, { code, asked }: Refused): void => {
    if (!asked || door.closed || code < 4400 || code >= 4500) return door.close(code, 'refused')
    const person = door.session?.person
    if (underWay.of(person).farewells >= farewellsPerPerson) return door.close(closeCodes.restart, 'too many last words at once')
    underWay.change(person, { farewells: 1 })
    door.farewell = farewells.say(asked, door.waiting, (message) => door.send(message))
    const done = (): void => door.close(code, 'refused')
    door.farewell.done
      // What cannot be looked up is not refused for good: the client comes back.
      .then(done, () => door.close(closeCodes.restart, 'the section could not be read'))
      // Also of one that has gone: the section is read for it all the same.
      .finally(() => underWay.change(person, { farewells: -1 }))
  }

  const askTheStore = (door: Door, path: string): void => {
    const person = door.session?.person
    if (underWay.of(person).openings >= openingsPerPerson) {
      // Behind the return: who opens it must know it before it hears of its end.
      queueMicrotask(() => door.close(closeCodes.restart, 'too many openings at once'))
      return
    }
    underWay.change(person, { openings: 1 })
    admit(door, path)
      .finally(() => underWay.change(person, { openings: -1 }))
      .then(
        (result) => {
          if ('code' in result) return refuse(door, result)
          if (door.closed) return result.room.leave(result.channel)
          if (door.judging === 0) door.letThrough()
        },
        (error: unknown) => {
          surroundings.log.warn({ error: String(error) }, 'a section could not be opened')
          door.close(closeCodes.restart, 'the section could not be opened')
        },
      )
  }

  const judgeAgain = async (
    door: Door,
    right: (person: PersonId, section: SectionId) => Promise<'read' | 'write' | 'none'>,
  ): Promise<void> => {
    const { opened, session } = door
    if (!opened || !session || door.closed) return
    door.hold()
    door.judging++
    try {
      if ((await right(session.person, opened.channel.section)) !== opened.channel.right)
        return door.close(closeCodes.accessChanged, 'access changed')
    } catch (error) {
      surroundings.log.warn({ error: String(error) }, 'a right could not be judged')
      return door.close(closeCodes.restart, 'the right could not be judged')
    } finally {
      door.judging--
    }
    if (door.judging === 0) door.letThrough()
  }

  /** Reads the right of a person in a section once, however many channels ask. */
  const rightsOnce = (): ((who: PersonId, section: SectionId) => Promise<'read' | 'write' | 'none'>) => {
    const judged = new Map<string, Promise<'read' | 'write' | 'none'>>()
    return (who, section) => {
      const key = `${who} ${section}`
      const known = judged.get(key) ?? surroundings.access(who, section).then(({ right }) => right)
      judged.set(key, known)
      return known
    }
  }

  return {
    open(path, session, link) {
      const door = new Door(doors, session, link)
      if (admitKnown(door, path)) return door
      door.hold()
      askTheStore(door, path)
      return door
    },

    accessChanged(person, sections) {
      accessVersion++
      const within = sections && new Set(sections)
      const rightOf = rightsOnce()
      for (const door of [...doors.all]) {
        if (!door.opened || (person && door.session?.person !== person)) continue
        if (!within || within.has(door.opened.channel.section)) void judgeAgain(door, rightOf)
      }
    },
    async judgeAll() {
      accessVersion++
      const all = [...doors.all]
      for (let from = 0; from < all.length; from += judgedTogether) {
        const rightOf = rightsOnce()
        await Promise.all(all.slice(from, from + judgedTogether).map((door) => judgeAgain(door, rightOf)))
      }
    },
    sessionEnded(tokenHash) {
      for (const door of [...doors.all])
        if (door.session?.tokenHash === tokenHash) door.close(closeCodes.accessChanged, 'the session has ended')
    },
    closeAll() {
      for (const door of [...doors.all]) door.close(closeCodes.restart, 'the server stops')
    },
  }
}

/** What a path asks for; null where it is no handshake. */
function askedBy(path: string): { readonly handshake: Handshake; readonly section: SectionId } | null {
  const handshake = parseHandshake(path)
  const section = parseId<SectionId>(handshake?.section)
  return handshake && section && { handshake, section }
}

/** Two documents that are written one after the other are seen apart for a moment. */
function shortWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

/** A client newer than this server comes back: another process may serve it. */
function schemaCode({ schema }: Handshake): CloseCode {
  return schema < sectionSchema ? closeCodes.olderSchema : closeCodes.restart
}
