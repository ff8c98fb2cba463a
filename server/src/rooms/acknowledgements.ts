/**
 * Owns what the authors in a room are to be told of what is on disk. Where the process has little time it goes with what else is said
 * in a turn: of its own it is a write for each author and flush.
 */
import { acknowledge, type Channel } from './channel.ts'
import type { Queued } from './queue.ts'

export interface Acknowledgements {
  /** These are on disk. */
  add(written: readonly Queued[]): void
  /** Tells those of them that are among `channels`. */
  send(channels: ReadonlySet<Channel>): void
}

export function createAcknowledgements(): Acknowledgements {
  const counts = new Map<Channel, number>()
  return {
    add(written) {
      for (const { channel, count } of written) {
        if (!channel) continue
        channel.asked = null
        counts.set(channel, count)
      }
    },
    send(channels) {
      for (const [channel, count] of counts) if (channels.has(channel)) acknowledge(channel, count)
      counts.clear()
    },
  }
}
