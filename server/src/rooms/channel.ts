/** Owns what a room knows of one client: who it is, what it may, how it is reached, and how many of its writes have come. */
import type { SectionId } from '@samplan/shared/ids'
import { type CloseCode, encodeAck, encodeFullness, encodeStoreState } from '@samplan/shared/roomWire'
import type { RoomPerson } from './contract.ts'

/** The way to one client: a plain socket, or one channel of a shared one. Neither function throws; after `close` nothing is sent. */
export type Link = {
  readonly send: (message: Uint8Array) => void
  readonly close: (code: CloseCode, reason: string) => void
}

/** One client in one room. The right is that of the opening: when it changes, the channel is closed. */
export type Channel = {
  readonly section: SectionId
  readonly person: RoomPerson
  readonly right: 'read' | 'write'
  readonly acks: boolean
  readonly link: Link
  /** How many write frames have come. */
  received: number
  /** Updates that came before its first sync step 2; null from then on. */
  early: Uint8Array[] | null
  /** Their bytes. */
  earlyBytes: number
  /** Edits of an earlier connection that it has asked about, until its sync step 2, which has them all, is on disk. */
  asked: { readonly updates: readonly Uint8Array[]; readonly bytes: number } | null
  /** The one awareness client it speaks for, once it has said which. */
  awareness: number | null
}

/** A channel of which nothing has come yet. */
export function createChannel(
  section: SectionId,
  { person, right }: Pick<Channel, 'person' | 'right'>,
  acks: boolean,
  link: Link,
): Channel {
  return { section, person, right, acks, link, received: 0, early: [], earlyBytes: 0, asked: null, awareness: null }
}

/** Tells that the channel's write frames up to `count` are on disk, if the client understands it. */
export function acknowledge(channel: Channel, count: number): void {
  channel.asked = null
  if (channel.acks) channel.link.send(encodeAck(count))
}

export function tellStoreState(channel: Channel, canStore: boolean): void {
  if (channel.acks) channel.link.send(encodeStoreState(canStore))
}

/** How full the section is, in percent; 0: it is no longer worth a word. */
export function tellFullness(channel: Channel, percent: number): void {
  if (channel.acks) channel.link.send(encodeFullness(percent))
}
