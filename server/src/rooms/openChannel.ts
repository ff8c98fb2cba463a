/** Owns the opening of channels: the handshake in its order, what waits until the section is loaded, and what changes when rights do. */
import type { PersonId, SectionId } from '@samplan/shared/ids'
import { parseId } from '@samplan/shared/ids'
import { type CloseCode, closeCodes, type Handshake, parseHandshake, roomLimits } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import type { SectionStore } from '../storage/ports.ts'
import type { Channel, Link } from './channel.ts'
import type { RoomsSurroundings } from './contract.ts'
import { createFarewells, type Farewell } from './farewell.ts'
import { type ClientFrame, parseClientFrame } from './frames.ts'
import { Room } from './room.ts'

/** Who has opened the socket, as the cookie says. */
export type RoomSession = { readonly person: PersonId; readonly tokenHash: string }

/** The end of a channel that the socket holds. */
export interface OpenChannel {
  /** A whole y-websocket message of the client. */
  receive(message: Uint8Array): void
  /** The client has gone. */
  leave(): void
}

export interface Openings {
  open(path: string, session: RoomSession | null, link: Link): OpenChannel
  accessChanged(person?: PersonId, sections?: readonly SectionId[]): void
  judgeAll(): Promise<void>
  sessionEnded(tokenHash: string): void
  closeAll(): void
}

/** What may wait while a section is loaded or a right is judged, in bytes and messages. */
const waitingBytes = 8 * 1024 * 1024
const waitingMessages = 1000
/** The same of all channels of one person together. */
const waitingBytesPerPerson = 32 * 1024 * 1024
/** Openings of one person that may be under way at once, also of channels that have been closed again meanwhile. */
const openingsPerPerson = 5_000
/** Channels of one person that may wait for their last word at once: more come back for it. */
const farewellsPerPerson = 600
/** Channels that are judged together where nothing is known to have changed: frames of others come in between. */
const judgedTogether = 500

/** `asked`: the section of which the client may have edits without an acknowledgement. */
type Refused = { readonly code: CloseCode; readonly asked: SectionId | null }

const refused = (code: CloseCode, asked: SectionId | null = null): Refused => ({ code, asked })

type UnderWay = { readonly openings: number; readonly farewells: number; readonly bytes: number }
const nothingUnderWay: UnderWay = { openings: 0, farewells: 0, bytes: 0 }

type Opened = { readonly room: Room; readonly channel: Channel }

/** One channel from its opening to its end. `waiting` is null while messages go straight to the room. */
type Door = {
  readonly path: string
  readonly session: RoomSession | null
  readonly link: Link
  opened: Opened | null
  waiting: Uint8Array[] | null
  waitingBytes: number
  /** The last word to a client that is refused. */
  farewell: Farewell | null
  /** How many judgements of its right are under way. */
  judging: number
  closed: boolean
}

export function createOpenings(
  surroundings: RoomsSurroundings,
  store: SectionStore,
  roomOf: (section: SectionId) => Promise<Room | { readonly code: CloseCode }>,
  isClosed: () => boolean,
): Openings {
  const doors = new Set<Door>()
  const farewells = createFarewells(store)
  /** Rises when rights may have changed: what was judged before is judged again. */
  let accessVersion = 0

  /** What each person has under way: openings, last words, and bytes that wait. Nobody is listed who has nothing. */
  const underWay = new Map<PersonId, UnderWay>()
  const ofPerson = ({ session }: Door): UnderWay => (session && underWay.get(session.person)) ?? nothingUnderWay
  const change = ({ session }: Door, by: Partial<UnderWay>): void => {
    if (!session) return
    const { openings, farewells: words, bytes } = underWay.get(session.person) ?? nothingUnderWay
    const has = { openings: openings + (by.openings ?? 0), farewells: words + (by.farewells ?? 0), bytes: bytes + (by.bytes ?? 0) }
    if (has.openings === 0 && has.farewells === 0 && has.bytes === 0) underWay.delete(session.person)
    else underWay.set(session.person, has)
  }
  const waitsOf = (door: Door, bytes: number): void => {
    if (bytes !== 0) change(door, { bytes })
  }

  const close = (door: Door, code: CloseCode, reason: string): void => {
    if (door.closed) return
    if (code === closeCodes.malformed) surroundings.meter?.refused('malformed')
    if (code === closeCodes.tooLarge) surroundings.meter?.refused('tooLarge')
    leave(door)
    door.link.close(code, reason)
  }

  const leave = (door: Door): void => {
    door.closed = true
    door.waiting = null
    waitsOf(door, -door.waitingBytes)
    door.waitingBytes = 0
    doors.delete(door)
    door.opened?.room.leave(door.opened.channel)
  }

  const take = (door: Door, message: Uint8Array): void => {
    if (!door.opened || door.closed) return
    const frame = parsed(message)
    if (frame) door.opened.room.receive(door.opened.channel, frame)
    else close(door, closeCodes.malformed, 'malformed frame')
  }

  const receive = (door: Door, message: Uint8Array): void => {
    if (door.closed) return
    if (message.length > roomLimits.frameBytes) return close(door, closeCodes.tooLarge, 'frame too large')
    if (!door.waiting) return take(door, message)
    door.waitingBytes += message.length
    waitsOf(door, message.length)
    if (door.waitingBytes > waitingBytes || door.waiting.length >= waitingMessages || ofPerson(door).bytes > waitingBytesPerPerson)
      return close(door, closeCodes.restart, 'too much waits for the section')
    if (door.farewell) door.farewell.receive(new Uint8Array(message))
    else door.waiting.push(new Uint8Array(message))
  }

  const letThrough = (door: Door): void => {
    const waiting = door.waiting ?? []
    door.waiting = null
    waitsOf(door, -door.waitingBytes)
    door.waitingBytes = 0
    for (const message of waiting) take(door, message)
  }

  /** The checks of the handshake, in their order; a close code, or the channel in its room. */
  const admit = async (door: Door): Promise<Opened | Refused> => {
    const handshake = parseHandshake(door.path)
    const section = parseId<'section'>(handshake?.section) as SectionId | null
    if (!handshake || !section) return refused(closeCodes.malformed)
    const { session } = door
    if (!session || session.person !== handshake.person) return refused(closeCodes.noSession)
    for (;;) {
      if (isClosed() || door.closed) return refused(closeCodes.restart)
      const version = accessVersion
      const gate = await surroundings.gate(section)
      if (!gate) return refused(closeCodes.notFound)
      const { person, right } = await surroundings.access(session.person, section)
      if (right === 'none') return refused(closeCodes.notFound)
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
      const channel: Channel = {
        section,
        person,
        right,
        tokenHash: session.tokenHash,
        acks: handshake.acks,
        link: linkOf(door),
        received: 0,
        early: [],
        earlyBytes: 0,
        asked: null,
        awareness: null,
      }
      if (door.closed) return refused(closeCodes.restart)
      if (room.join(channel)) {
        // In the same step: who hears of changed rights finds every channel that was let in by the old ones.
        door.opened = { room, channel }
        return door.opened
      }
      await room.settle()
      await shortWhile()
    }
  }

  const refuse = (door: Door, { code, asked }: Refused): void => {
    if (!asked || door.closed || code < 4400 || code >= 4500) return close(door, code, 'refused')
    if (ofPerson(door).farewells >= farewellsPerPerson) return close(door, closeCodes.restart, 'too many last words at once')
    change(door, { farewells: 1 })
    door.farewell = farewells.say(asked, door.waiting ?? [], linkOf(door).send)
    const done = (): void => close(door, code, 'refused')
    door.farewell.done
      // What cannot be looked up is not refused for good: the client comes back.
      .then(done, () => close(door, closeCodes.restart, 'the section could not be read'))
      // Also of one that has gone: the section is read for it all the same.
      .finally(() => change(door, { farewells: -1 }))
  }

  /** The room closes a channel through its door, so that the door knows. */
  const linkOf = (door: Door): Link => ({
    send: (message) => {
      if (!door.closed) door.link.send(message)
    },
    close: (code, reason) => close(door, code, reason),
  })

  const judgeAgain = async (
    door: Door,
    right: (person: PersonId, section: SectionId) => Promise<'read' | 'write' | 'none'>,
  ): Promise<void> => {
    const { opened, session } = door
    if (!opened || !session || door.closed) return
    // Nothing is taken in by a right that may be gone.
    door.waiting ??= []
    door.judging++
    try {
      if ((await right(session.person, opened.channel.section)) !== opened.channel.right)
        return close(door, closeCodes.accessChanged, 'access changed')
    } catch (error) {
      surroundings.log.warn({ error: String(error) }, 'a right could not be judged')
      return close(door, closeCodes.restart, 'the right could not be judged')
    } finally {
      door.judging--
    }
    if (door.judging === 0) letThrough(door)
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
      const door: Door = { path, session, link, opened: null, waiting: [], waitingBytes: 0, farewell: null, judging: 0, closed: false }
      doors.add(door)
      const handle = { receive: (message: Uint8Array) => receive(door, message), leave: () => (door.closed ? undefined : leave(door)) }
      if (ofPerson(door).openings >= openingsPerPerson) {
        // Behind the return: who opens it must know it before it hears of its end.
        queueMicrotask(() => close(door, closeCodes.restart, 'too many openings at once'))
        return handle
      }
      change(door, { openings: 1 })
      admit(door)
        .finally(() => change(door, { openings: -1 }))
        .then(
          (result) => {
            if ('code' in result) return refuse(door, result)
            if (door.closed) return result.room.leave(result.channel)
            if (door.judging === 0) letThrough(door)
          },
          (error: unknown) => {
            surroundings.log.warn({ error: String(error) }, 'a section could not be opened')
            close(door, closeCodes.restart, 'the section could not be opened')
          },
        )
      return handle
    },

    accessChanged(person, sections) {
      accessVersion++
      const within = sections && new Set(sections)
      const rightOf = rightsOnce()
      for (const door of [...doors]) {
        if (!door.opened || (person && door.session?.person !== person)) continue
        if (!within || within.has(door.opened.channel.section)) void judgeAgain(door, rightOf)
      }
    },
    async judgeAll() {
      accessVersion++
      const all = [...doors]
      for (let from = 0; from < all.length; from += judgedTogether) {
        const rightOf = rightsOnce()
        await Promise.all(all.slice(from, from + judgedTogether).map((door) => judgeAgain(door, rightOf)))
      }
    },
    sessionEnded(tokenHash) {
      for (const door of [...doors])
        if (door.session?.tokenHash === tokenHash) close(door, closeCodes.accessChanged, 'the session has ended')
    },
    closeAll() {
      for (const door of [...doors]) close(door, closeCodes.restart, 'the server stops')
    },
  }
}

function parsed(message: Uint8Array): ClientFrame | null {
  try {
    return parseClientFrame(message)
  } catch {
    return null
  }
}

/** Two documents that are written one after the other are seen apart for a moment. */
function shortWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

/** A client newer than this server comes back: another process may serve it. */
function schemaCode({ schema }: Handshake): CloseCode {
  return schema < sectionSchema ? closeCodes.olderSchema : closeCodes.restart
}
