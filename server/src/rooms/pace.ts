/**
 * Owns when rooms send: what comes in one turn of the event loop goes out together, and a room with many in it rests between
 * two sendings. What comes after a rest goes at once; no room waits for another's rest.
 */

export interface Pace {
  /** Runs the turn of this room soon, once however often it is asked. */
  soon(room: Turning): void
  /** Ends it: turns asked for are not run. */
  stop(): void
}

export type Turning = {
  turn(): void
  /** Comes a turn of the event loop later, when what `turn` said has been written. */
  follow(): void
  /** How many are told of what happens in it. */
  readonly receivers: number
}

/** So few are told at once, always. */
const atOnce = 30
/** For each one more, the rest grows by this: with a hundred, it is what takes two thirds off the cost of all the writes. Milliseconds. */
const restMs = 0.5
const longestRestMs = 40

/** Between two sendings to so many. Milliseconds. */
export function restOf(receivers: number): number {
  return Math.min(longestRestMs, Math.max(0, receivers - atOnce) * restMs)
}

export function createPace(now: () => number = () => performance.now()): Pace {
  let next = new Set<Turning>()
  let immediate: NodeJS.Immediate | null = null
  let following = new Set<Turning>()
  let behind: NodeJS.Immediate | null = null
  const resting = new Map<Turning, NodeJS.Timeout>()
  /** When those turned that may have to rest. */
  const turned = new WeakMap<Turning, number>()
  let stopped = false

  const run = (): void => {
    immediate = null
    const rooms = next
    next = new Set()
    for (const room of rooms) turn(room)
  }

  const turn = (room: Turning): void => {
    if (room.receivers > atOnce) turned.set(room, now())
    room.turn()
    following.add(room)
    behind ??= setImmediate(follow)
  }

  const follow = (): void => {
    behind = null
    const rooms = following
    following = new Set()
    for (const room of rooms) room.follow()
  }

  const rested = (room: Turning): void => {
    resting.delete(room)
    turn(room)
  }

  return {
    soon(room) {
      if (stopped || resting.has(room)) return
      const rest = room.receivers > atOnce ? (turned.get(room) ?? -Infinity) + restOf(room.receivers) - now() : 0
      if (rest >= 1) return void resting.set(room, setTimeout(rested, rest, room))
      next.add(room)
      immediate ??= setImmediate(run)
    },
    stop() {
      stopped = true
      if (immediate) clearImmediate(immediate)
      if (behind) clearImmediate(behind)
      for (const timer of resting.values()) clearTimeout(timer)
      resting.clear()
    },
  }
}
