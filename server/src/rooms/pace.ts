/**
 * Owns when rooms send: what comes in one turn of the event loop goes out together, and a room with many in it rests between
 * two sendings, the longer the less time the process has. What comes after a rest goes at once; no room waits for another's rest.
 */
import { performance as nodePerformance } from 'node:perf_hooks'

export interface Pace {
  /** Runs the turn of this room soon, once however often it is asked. */
  soon(room: Turning): void
  /** Whether the process has time: what need not wait for a turn is then said at once. */
  readonly hasTime: boolean
  /** As `soon` for what can wait a moment: where the process has little time it goes with what comes next, at the latest after `longestWaitMs`. */
  unhurried(room: Turning): void
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

/** So few are told at once, always: where the loop is full, its long turns gather by themselves. */
const atOnce = 30
/** For each one more, the rest grows by this, from where the loop has time to where it has little. Milliseconds. */
const [restMs, busyRestMs] = [0.25, 0.5] as const
const [hasTime, isBusy] = [0.3, 0.7] as const
const longestRestMs = 40
/** The store and the garbage collector may need the other half of a core. */
const littleTime = 0.5
export const longestWaitMs = 50

/** Between two sendings to so many; `busy`: the share of its time in which the process had something to do, 0 to 1. Milliseconds. */
export function restOf(receivers: number, busy: number): number {
  const each = between(restMs, busyRestMs, (busy - hasTime) / (isBusy - hasTime))
  return Math.min(longestRestMs, Math.max(0, receivers - atOnce) * each)
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, share))
}

/** Over so long it is looked how busy the loop was. Milliseconds. */
const lookedAtMs = 100

/** How long the event loop has worked and waited in all. Milliseconds. */
export type LoopTimes = { readonly active: number; readonly idle: number }

// The bench compiles this beside a browser's types, whose own `performance` knows no event loop.
const loopTimes = (): LoopTimes => nodePerformance.eventLoopUtilization()

/** How busy the event loop was lately, 0 to 1. */
export function createBusyness(now: () => number = () => performance.now(), times: () => LoopTimes = loopTimes): () => number {
  let busy = 0
  let at = now()
  let before = times()
  return () => {
    if (now() - at < lookedAtMs) return busy
    at = now()
    const { active, idle } = times()
    const [worked, waited] = [active - before.active, idle - before.idle]
    before = { active, idle }
    // Half of what it was: one long turn is no load.
    if (worked + waited > 0) busy = (busy + worked / (worked + waited)) / 2
    return busy
  }
}

export function createPace(now: () => number = () => performance.now(), busy: () => number = createBusyness(now)): Pace {
  let next = new Set<Turning>()
  let immediate: NodeJS.Immediate | null = null
  let following = new Set<Turning>()
  let behind: NodeJS.Immediate | null = null
  const resting = new Map<Turning, NodeJS.Timeout>()
  const waiting = new Map<Turning, NodeJS.Timeout>()
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
    if (waiting.size > 0) {
      clearTimeout(waiting.get(room))
      waiting.delete(room)
    }
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

  const soon = (room: Turning): void => {
    if (stopped || resting.has(room)) return
    const left = room.receivers > atOnce ? (turned.get(room) ?? -Infinity) + restOf(room.receivers, busy()) - now() : 0
    if (left >= 1) return void resting.set(room, setTimeout(rested, left, room))
    next.add(room)
    immediate ??= setImmediate(run)
  }

  return {
    soon,
    get hasTime() {
      return busy() < littleTime
    },
    unhurried(room) {
      if (this.hasTime) return soon(room)
      if (stopped || resting.has(room) || next.has(room) || waiting.has(room)) return
      waiting.set(room, setTimeout(soon, longestWaitMs, room))
    },
    stop() {
      stopped = true
      if (immediate) clearImmediate(immediate)
      if (behind) clearImmediate(behind)
      for (const timer of [...resting.values(), ...waiting.values()]) clearTimeout(timer)
      resting.clear()
      waiting.clear()
    },
  }
}
