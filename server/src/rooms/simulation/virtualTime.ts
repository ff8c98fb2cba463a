/**
 * Owns the time of a simulated world: timers and turns of the event loop are run one by one in an order that depends on the
 * seed alone, and waiting costs nothing. What runs in it must reach the clock and the event loop by the globals.
 */
import type { Random } from './random.ts'

type Timer = { readonly at: number; readonly order: number; readonly run: () => void }

/** A world that has run so many callbacks goes round in circles. */
const mostCallbacks = 300_000

export type VirtualTime = {
  /** Milliseconds since the world began. */
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

/**
 * Runs `act` with the globals of the clock and the event loop exchanged, and puts them back. Throws what a callback throws,
 * and when nothing is left to wait for though `act` is not done. Only one at a time; real IO never ends in it.
 */
export async function inVirtualTime<Result>(random: Random, act: (time: VirtualTime) => Promise<Result>): Promise<Result> {
  const soon = globalThis.setImmediate
  const settled = (): Promise<void> => new Promise((resolve) => soon(resolve))
  const timers = new Map<object, Timer>()
  let immediates = new Map<object, () => void>()
  let now = 0
  let order = 0
  let callbacks = 0

  const handle = (): object => {
    const one = { ref: () => one, unref: () => one, hasRef: () => true }
    return one
  }
  const later = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): object => {
    const one = handle()
    timers.set(one, { at: now + Math.max(1, ms), order: order++, run: () => run(...args) })
    return one
  }
  const exchanged = {
    setTimeout: later,
    clearTimeout: (one: object) => void timers.delete(one),
    // Only what goes on for ever asks for these; in so short a world it never comes.
    setInterval: handle,
    clearInterval: () => undefined,
    setImmediate(run: (...args: unknown[]) => void, ...args: unknown[]) {
      const one = handle()
      immediates.set(one, () => run(...args))
      return one
    },
    clearImmediate: (one: object) => void immediates.delete(one),
  }
  const before = Object.fromEntries(Object.keys(exchanged).map((name) => [name, (globalThis as Record<string, unknown>)[name]]))
  const { now: dateNow } = Date
  const { timeout } = AbortSignal

  const run = async (callback: () => void): Promise<void> => {
    if (++callbacks > mostCallbacks) throw new Error('the world never comes to rest')
    callback()
    await settled()
  }
  const turn = async (): Promise<void> => {
    if (immediates.size === 0) {
      const next = Math.min(...[...timers.values()].map(({ at }) => at))
      if (next === Infinity) throw new Error('everybody waits, and nothing will come')
      now = Math.max(now, next)
    } else if (random.chance(0.3)) now += 1
    const due = [...timers].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at || a.order - b.order)
    for (const [one, timer] of due) if (timers.delete(one)) await run(timer.run)
    const current = immediates
    immediates = new Map()
    for (const [one, callback] of current) if (current.delete(one)) await run(callback)
  }

  Object.assign(globalThis, exchanged)
  Date.now = () => 1_700_000_000_000 + now
  // Work costs time: mostly next to nothing, sometimes much.
  Object.defineProperty(performance, 'now', { configurable: true, value: () => (now += random.chance(0.02) ? 3 : 0) })
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    later(() => controller.abort(), ms)
    return controller.signal
  }
  try {
    let over = false
    const result = act({ now: () => now, wait: (ms) => new Promise((resolve) => void later(() => resolve(), ms)) }).finally(() => {
      over = true
    })
    // Waited for below; a callback may throw before it fails.
    result.catch(() => undefined)
    await settled()
    while (!over) await turn()
    return await result
  } finally {
    Object.assign(globalThis, before)
    Date.now = dateNow
    Reflect.deleteProperty(performance, 'now')
    AbortSignal.timeout = timeout
  }
}
