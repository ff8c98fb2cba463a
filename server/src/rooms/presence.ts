/**
 * Owns the awareness of one room. Who a client is comes from its session, never from its frames; a connection speaks for
 * one client id. The clocks are the room's own, so that a client that comes back is seen at once.
 */
import type { PersonId } from '@samplan/shared/ids'
import type { Channel } from './channel.ts'
import type { AwarenessElsewhere, RoomPerson } from './contract.ts'
import { type AwarenessEntry, encodeAwareness, encodeAwarenessEntry } from './frames.ts'

/** What the others are told, encoded once for all of them. */
type ToldEntry = { readonly client: number; readonly clock: number; readonly isGone: boolean; readonly bytes: Uint8Array }

type Present = { readonly channel: Channel; readonly told: ToldEntry }

export interface RoomPresence {
  take(channel: Channel, entries: readonly AwarenessEntry[]): void
  leave(channel: Channel): void
  /** All that are there, but the channel itself; null when nobody is. */
  others(channel: Channel): Uint8Array | null
  /** Sends what changed since the last time, to nobody its own. */
  send(channels: Iterable<Channel>): void
  /** The same array until somebody comes or goes. */
  people(): readonly RoomPerson[]
  /** What other processes say of clients there; whoever has a channel here is not believed elsewhere. */
  takeElsewhere(entries: readonly AwarenessElsewhere[]): void
  /** All that are here, for other processes. */
  told(): readonly AwarenessElsewhere[]
  /** Those elsewhere of whom nothing was heard for so long are gone; y-protocols renews its own every 15 s. Milliseconds. */
  forgetElsewhere(silentFor: number): void
}

/**
 * `moved` is called when something is to be sent; `now` in milliseconds keeps clocks rising over the room's unloading. `tellElsewhere` gets
 * what changed here, for other processes.
 */
export function createPresence(
  now: () => number,
  moved: () => void,
  tellElsewhere: ((entries: readonly AwarenessElsewhere[]) => void) | null = null,
): RoomPresence {
  const elsewhere = new Map<number, { readonly told: ToldEntry; readonly at: number }>()
  const present = new Map<number, Present>()
  /** Who spoke last for a client that has gone: an echo of it is not taken for a new one. */
  const gone = new Map<number, { readonly person: PersonId; readonly clock: number }>()
  let changed = new Map<number, { readonly told: ToldEntry; readonly channel: Channel | null }>()
  /** Null: somebody has come or gone. It is asked for in every turn. */
  let known: readonly RoomPerson[] | null = null

  const tell = (channel: Channel, client: number, json: string): ToldEntry => {
    const last = present.get(client)?.told.clock ?? gone.get(client)?.clock ?? elsewhere.get(client)?.told.clock ?? 0
    elsewhere.delete(client)
    const clock = Math.max(last + 1, now())
    const told = { client, clock, isGone: json === 'null', bytes: encodeAwarenessEntry(client, clock, json) }
    changed.set(client, { told, channel })
    moved()
    return told
  }

  const remove = (channel: Channel, client: number): void => {
    if (present.get(client)?.channel !== channel) return
    const { clock } = tell(channel, client, 'null')
    present.delete(client)
    known = null
    gone.delete(client)
    gone.set(client, { person: channel.person.id, clock })
    for (const oldest of gone.keys()) {
      if (gone.size <= 1000) break
      gone.delete(oldest)
    }
  }

  /** Whether the channel may speak for the client: its own, a new one, or one that the same person spoke for last (a connection lost and made anew). */
  const speaksFor = (channel: Channel, client: number): boolean => {
    if (channel.awareness !== null) return channel.awareness === client
    const last = present.get(client)?.channel.person.id ?? gone.get(client)?.person
    return last === undefined || last === channel.person.id
  }

  return {
    take(channel, entries) {
      for (const { client, state } of entries) {
        if (!speaksFor(channel, client)) continue
        if (state === null) {
          remove(channel, client)
          continue
        }
        const before = present.get(client)
        if (before && before.channel !== channel) before.channel.awareness = null
        channel.awareness = client
        if (before?.channel !== channel) known = null
        present.set(client, { channel, told: tell(channel, client, stateOf(channel, state)) })
      }
    },
    leave(channel) {
      if (channel.awareness !== null) remove(channel, channel.awareness)
    },
    others(channel) {
      const here = [...present.values()].filter((entry) => entry.channel !== channel)
      const told = [...here, ...elsewhere.values()].map((entry) => entry.told.bytes)
      return told.length > 0 ? encodeAwareness(told.length, told) : null
    },
    send(channels) {
      if (changed.size === 0) return
      const entries = [...changed.values()]
      changed = new Map()
      if (tellElsewhere) tellElsewhere(entries.filter((entry) => entry.channel !== null).map((entry) => entry.told))
      const count = entries.length
      const pieces = entries.map((entry) => entry.told.bytes)
      const all = encodeAwareness(count, pieces)
      const first = all.length - pieces.reduce((sum, { length }) => sum + length, 0)
      // Where in it a channel stands itself; it speaks for one client.
      const own = new Map<Channel | null, readonly [from: number, to: number]>()
      let at = first
      for (const { channel, told } of entries) own.set(channel, [at, (at += told.bytes.length)])
      for (const channel of channels) {
        const itself = own.get(channel)
        // Its own entry would come back from the client as news, again and again. Left out as bytes: hundreds may move in a turn.
        if (!itself) channel.link.send(all)
        else if (count > 1) channel.link.send(encodeAwareness(count - 1, [all.subarray(first, itself[0]), all.subarray(itself[1])]))
      }
    },
    takeElsewhere(entries) {
      for (const told of entries) {
        if (present.has(told.client)) continue
        if (told.isGone) elsewhere.delete(told.client)
        else elsewhere.set(told.client, { told, at: performance.now() })
        changed.set(told.client, { told, channel: null })
        moved()
      }
    },
    told: () => [...present.values()].map((entry) => entry.told),
    forgetElsewhere(silentFor) {
      for (const [client, { told, at }] of elsewhere) {
        if (performance.now() - at < silentFor) continue
        elsewhere.delete(client)
        const clock = told.clock + 1
        changed.set(client, { told: { client, clock, isGone: true, bytes: encodeAwarenessEntry(client, clock, 'null') }, channel: null })
        moved()
      }
    },
    people() {
      known ??= [...new Map([...present.values()].map(({ channel: { person } }) => [person.id, person])).values()]
      return known
    },
  }
}

/** The state as the others see it: a reader is there, but has no cursor. */
function stateOf({ person, right }: Channel, state: Readonly<Record<string, unknown>>): string {
  const user = { id: person.id, name: person.name, letter: person.letter, colour: person.colour }
  return JSON.stringify(right === 'write' ? { ...state, user } : { user })
}
