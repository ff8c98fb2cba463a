/** Owns what a room is about to send to its channels: a turn's updates go out as one message, made once for all. */
import type { Channel } from './channel.ts'
import { encodeUpdate } from './frames.ts'
import { joined } from './spliceUpdates.ts'

export interface FanOut {
  /** `from`: its author, who has it already. */
  add(update: Uint8Array, from: Channel | null): void
  send(channels: Iterable<Channel>): void
  clear(): void
}

/** `moved` is called when something waits to be sent. */
export function createFanOut(moved: () => void): FanOut {
  let waiting: { readonly update: Uint8Array; readonly from: Channel | null }[] = []
  return {
    add(update, from) {
      waiting.push({ update, from })
      moved()
    },
    send(channels) {
      if (waiting.length === 0) return
      const authors = new Set(waiting.map(({ from }) => from))
      const [author] = authors
      const only = authors.size === 1 ? author : null
      const message = encodeUpdate(joined(waiting.map(({ update }) => update)))
      waiting = []
      // With several authors each gets its own back, which changes nothing there: one message for all is cheaper than one for each.
      for (const channel of channels) if (channel !== only) channel.link.send(message)
    },
    clear() {
      waiting = []
    },
  }
}
