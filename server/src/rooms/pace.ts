/** Owns when rooms send: once per turn of the event loop, with a gap that grows with the cost of sending and is nought while that is small. */

export interface Pace {
  /** Runs the turn of this room soon, once however often it is asked. */
  soon(room: Turning): void
  /** Ends it: turns asked for are not run. */
  stop(): void
}

export type Turning = { turn(): void }

/** A turn may cost this share of the time, about. */
const share = 0.5
const longestGapMs = 50
const freeMs = 1

export function createPace(): Pace {
  let waiting = new Set<Turning>()
  let scheduled: { readonly cancel: () => void } | null = null
  let costMs = 0

  const run = (): void => {
    scheduled = null
    const rooms = waiting
    waiting = new Set()
    const start = performance.now()
    for (const room of rooms) room.turn()
    costMs = costMs * 0.7 + (performance.now() - start) * 0.3
    if (waiting.size > 0) schedule()
  }

  const schedule = (): void => {
    if (scheduled) return
    if (costMs < freeMs) {
      const immediate = setImmediate(run)
      scheduled = { cancel: () => clearImmediate(immediate) }
      return
    }
    const timer = setTimeout(run, Math.min(longestGapMs, (costMs * (1 - share)) / share))
    scheduled = { cancel: () => clearTimeout(timer) }
  }

  return {
    soon(room) {
      waiting.add(room)
      schedule()
    },
    stop() {
      scheduled?.cancel()
      waiting.clear()
    },
  }
}
