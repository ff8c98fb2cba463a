/** Owns what a room has taken in and not yet written, in order. */
import type { Channel } from './channel.ts'

/** How the server's own edit ended. */
export type Outcome = 'onDisk' | 'ended'

/**
 * `held`: neither sent on nor in the document. `sentOn`: on its way to the others, not yet in the document. `applied`: in the
 * document, ready to be written. Without `update` there is nothing to write; it is acknowledged in its turn.
 */
export type Queued = {
  /** Null: the server's own. */
  readonly channel: Channel | null
  /** Which of the channel's write frames it is, from 1. */
  readonly count: number
  readonly step2: boolean
  readonly settle: ((outcome: Outcome) => void) | null
  /** What the author sent: whether it is in the text is judged by this, since what it repeats may be unwritten, too. */
  readonly sent: Uint8Array | null
  /** When it came, in milliseconds. */
  readonly at: number
  /** What of it is to be written. */
  update: Uint8Array | null
  stage: 'held' | 'sentOn' | 'applied'
}

export class WriteQueue {
  #items: Queued[] = []
  #bytes = 0
  /** Before it, nothing is held. */
  #released = 0
  /** Before it, all is applied. */
  #applied = 0

  get length(): number {
    return this.#items.length
  }

  get bytes(): number {
    return this.#bytes
  }

  get hasContent(): boolean {
    return this.#items.some((item) => item.update !== null)
  }

  [Symbol.iterator](): Iterator<Queued> {
    return this.#items[Symbol.iterator]()
  }

  /** When the oldest came that has something to be written. */
  get since(): number | null {
    return this.#items.find(({ update }) => update !== null)?.at ?? null
  }

  push(item: Queued): void {
    this.#items.push(item)
    this.#bytes += item.sent?.length ?? 0
  }

  /** The items that are held, in order: all there are behind those that were sent on. */
  held(): readonly Queued[] {
    while (this.#released < this.#items.length && this.#items[this.#released]?.stage !== 'held') this.#released++
    return this.#items.slice(this.#released).filter(({ stage }) => stage === 'held')
  }

  /** The items that were sent on and are not yet applied, in order: they stand before all that is held. */
  sentOn(): readonly Queued[] {
    while (this.#items[this.#applied]?.stage === 'applied') this.#applied++
    const found: Queued[] = []
    for (let at = this.#applied; at < this.#items.length; at++) {
      const item = this.#items[at]
      if (!item || item.stage === 'held') break
      if (item.stage === 'sentOn') found.push(item)
    }
    return found
  }

  /** The items at the front that are ready to be written, at least one if there is any, up to about `bytes`. */
  ready(bytes: number): readonly Queued[] {
    let sum = 0
    const batch: Queued[] = []
    for (const item of this.#items) {
      sum += item.update?.length ?? 0
      if (item.stage !== 'applied' || (batch.length > 0 && sum > bytes)) break
      batch.push(item)
    }
    return batch
  }

  remove(gone: readonly Queued[]): void {
    const set = new Set(gone)
    this.#items = this.#items.filter((item) => !set.has(item))
    this.#released = 0
    this.#applied = 0
    for (const item of gone) this.#bytes -= item.sent?.length ?? 0
  }

  /** All of it; the queue is empty after it. */
  drain(): readonly Queued[] {
    const all = this.#items
    this.#items = []
    this.#bytes = 0
    this.#released = 0
    this.#applied = 0
    return all
  }
}
