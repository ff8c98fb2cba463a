/**
 * Owns how full a section is, compacted: when its writers are warned, and when no more text is taken in. What is stored is a bound
 * from above and costs nothing; near the limit the text itself is measured, now and then.
 */
import { outlineOf } from './updateOutline.ts'

/** From this share of the limit on, writers are told, in percent. */
export const warnedFrom = 80
/** Measured anew after it has changed by this share of the limit, or when so many times the cost of the last measuring have passed. */
const driftShare = 0.01
const restShare = 20
/** A measuring that costs less rests shorter: nobody waits long to hear that there is room again. */
const cheapMs = 20
const cheapRestShare = 5

export class Fullness {
  readonly #limit: number
  readonly #measure: () => number
  readonly #now: () => number
  #measured: { readonly stored: number; readonly compacted: number; readonly nextAt: number } | null = null

  /** `limit` and `measure` in bytes: the compacted text. `now` in milliseconds. */
  constructor(limit: number, measure: () => number, now: () => number) {
    this.#limit = limit
    this.#measure = measure
    this.#now = now
  }

  /** Percent of what a section may hold, 0 below where it matters. `stored`: bytes on disk and on the way there. */
  percent(stored: number): number {
    const percent = Math.floor((this.#compacted(stored) / this.#limit) * 100)
    return percent < warnedFrom ? 0 : percent
  }

  /** Whether the update may come in. Where nothing more goes in, deletions still do: they make room, and nothing is refused by an old measuring. */
  takes(stored: number, update: Uint8Array): boolean {
    if (this.#compacted(stored) + update.length <= this.#limit || outlineOf(update).blocks.length === 0) return true
    return this.#compacted(stored, true) + update.length <= this.#limit
  }

  /** How long until `percent` is measured anew, in milliseconds; 0: it is true as it stands. */
  staleMs(stored: number): number {
    const known = this.#measured
    if (known === null || stored === known.stored || stored <= (this.#limit * warnedFrom) / 100) return 0
    return Math.max(1, known.nextAt - this.#now())
  }

  #compacted(stored: number, isExact = false): number {
    if (stored <= (this.#limit * warnedFrom) / 100) return stored
    const known = this.#measured
    const drift = known === null ? Infinity : Math.abs(stored - known.stored)
    const isTrue = known !== null && (drift === 0 || (!isExact && drift <= this.#limit * driftShare && this.#now() < known.nextAt))
    if (isTrue) return Math.max(0, known.compacted + stored - known.stored)
    const from = this.#now()
    const compacted = this.#measure()
    const to = this.#now()
    this.#measured = { stored, compacted, nextAt: to + (to - from) * (to - from < cheapMs ? cheapRestShare : restShare) }
    return compacted
  }
}
