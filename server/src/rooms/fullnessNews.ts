/** Owns what the writers in a room have been told of how full their section is, and that they are told when it has changed. */
import type { Fullness } from './fullness.ts'

export class FullnessNews {
  readonly fullness: Fullness
  readonly #stored: () => number | null
  readonly #tell: (percent: number, before: number) => void
  #percent = 0
  #timer: NodeJS.Timeout | null = null

  /** `stored`: bytes on disk and on the way there; null while nothing can be said. */
  constructor(fullness: Fullness, stored: () => number | null, tell: (percent: number, before: number) => void) {
    this.fullness = fullness
    this.#stored = stored
    this.#tell = tell
  }

  /** What the writers have been told, in percent; 0: nothing. */
  get percent(): number {
    return this.#percent
  }

  look(): void {
    const stored = this.#stored()
    if (stored === null) return
    const percent = this.fullness.percent(stored)
    const staleMs = this.fullness.staleMs(stored)
    // Nothing else may come: who has made room must hear of it.
    if (staleMs > 0) this.#timer ??= setTimeout(() => this.#again(), staleMs)
    if (percent === this.#percent) return
    const before = this.#percent
    this.#percent = percent
    this.#tell(percent, before)
  }

  #again(): void {
    this.#timer = null
    this.look()
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}
