/** Owns one channel from its opening to its end: what waits while it is judged, what goes to the room, and the one way in which it closes. */
import type { PersonId } from '@samplan/shared/ids'
import { type CloseCode, closeCodes, roomLimits } from '@samplan/shared/roomWire'
import type { Channel, Link } from './channel.ts'
import type { RoomMeter } from './contract.ts'
import type { Farewell } from './farewell.ts'
import { type ClientFrame, parseClientFrame } from './frames.ts'
import type { Room } from './room.ts'
import type { EverybodysUnderWay } from './underWay.ts'

/** Who has opened the socket, as the cookie says. */
export type RoomSession = { readonly person: PersonId; readonly tokenHash: string }

/** The end of a channel that the socket holds. */
export interface OpenChannel {
  /** A whole y-websocket message of the client. */
  receive(message: Uint8Array): void
  /** The client has gone. */
  leave(): void
}

/** What may wait while a section is loaded or a right is judged, in bytes and messages. */
const waitingBytes = 8 * 1024 * 1024
const waitingMessages = 1000
/** The same of all channels of one person together. */
const waitingBytesPerPerson = 32 * 1024 * 1024

export type Opened = { readonly room: Room; readonly channel: Channel }

/** What all doors share. */
export type Doors = {
  /** Those that are not closed. */
  readonly all: Set<Door>
  readonly underWay: EverybodysUnderWay
  readonly meter: RoomMeter
}

/** The client's end and the room's: the room closes a channel through its door, so that the door knows. There are thousands: nothing is made for each that can be shared. */
export class Door implements OpenChannel, Link {
  readonly session: RoomSession | null
  readonly #doors: Doors
  readonly #link: Link
  opened: Opened | null = null
  /** The last word to a client that is refused. */
  farewell: Farewell | null = null
  /** How many judgements of its right are under way. */
  judging = 0
  closed = false
  /** Null while messages go straight to the room. */
  #waiting: Uint8Array[] | null = null
  #waitingBytes = 0

  constructor(doors: Doors, session: RoomSession | null, link: Link) {
    this.#doors = doors
    this.session = session
    this.#link = link
    doors.all.add(this)
  }

  send(message: Uint8Array): void {
    if (!this.closed) this.#link.send(message)
  }

  close(code: CloseCode, reason: string): void {
    if (this.closed) return
    if (code === closeCodes.malformed) this.#doors.meter.refused('malformed')
    if (code === closeCodes.tooLarge) this.#doors.meter.refused('tooLarge')
    this.leave()
    this.#link.close(code, reason)
  }

  leave(): void {
    if (this.closed) return
    this.closed = true
    this.#nothingWaits()
    this.#doors.all.delete(this)
    this.opened?.room.leave(this.opened.channel)
  }

  receive(message: Uint8Array): void {
    if (this.closed) return
    if (message.length > roomLimits.frameBytes) return this.close(closeCodes.tooLarge, 'frame too large')
    if (!this.#waiting) return this.#take(message)
    const { underWay } = this.#doors
    this.#waitingBytes += message.length
    underWay.change(this.session?.person, { bytes: message.length })
    const all = underWay.of(this.session?.person).bytes
    if (this.#waitingBytes > waitingBytes || this.#waiting.length >= waitingMessages || all > waitingBytesPerPerson)
      return this.close(closeCodes.restart, 'too much waits for the section')
    if (this.farewell) this.farewell.receive(new Uint8Array(message))
    else this.#waiting.push(new Uint8Array(message))
  }

  /** What comes from now on waits: nothing is taken in by a right that is not known, or may be gone. */
  hold(): void {
    this.#waiting ??= []
  }

  /** What waits goes to the room, and all that comes after it. */
  letThrough(): void {
    for (const message of this.#nothingWaits()) this.#take(message)
  }

  get waiting(): readonly Uint8Array[] {
    return this.#waiting ?? []
  }

  /** Gives what has waited. */
  #nothingWaits(): readonly Uint8Array[] {
    const waited = this.waiting
    this.#waiting = null
    if (this.#waitingBytes > 0) this.#doors.underWay.change(this.session?.person, { bytes: -this.#waitingBytes })
    this.#waitingBytes = 0
    return waited
  }

  #take(message: Uint8Array): void {
    if (!this.opened || this.closed) return
    const frame = parsed(message)
    if (frame) this.opened.room.receive(this.opened.channel, frame)
    else this.close(closeCodes.malformed, 'malformed frame')
  }
}

function parsed(message: Uint8Array): ClientFrame | null {
  try {
    return parseClientFrame(message)
  } catch {
    return null
  }
}
