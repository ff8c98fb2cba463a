/**
 * Owns what clients write before their sync step 2 has come: what it was made in may come only with that, and until then it would be
 * text that nobody can see.
 */
import type { Channel } from './channel.ts'

export class EarlyWrites {
  #bytes = 0

  /** Of all channels together: one person may have many. */
  get bytes(): number {
    return this.#bytes
  }

  add(channel: Channel, update: Uint8Array): void {
    channel.early?.push(update)
    channel.earlyBytes += update.length
    this.#bytes += update.length
  }

  /** What the channel has written early; from now on nothing of it is. */
  end(channel: Channel): readonly Uint8Array[] {
    const early = channel.early ?? []
    channel.early = null
    this.#bytes -= channel.earlyBytes
    channel.earlyBytes = 0
    return early
  }
}
