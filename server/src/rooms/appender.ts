/**
 * Owns the writing of many rooms at once: what rooms ask for in one turn of the event loop goes to the store in one command, and
 * between two commands the store rests by how long the last one took, so that what comes meanwhile goes in one. Rooms that have waited
 * for that get ready a few in a turn: of hundreds together, keys would wait for the last one.
 */
import type { Append, SectionStore } from '../storage/ports.ts'

export interface Appender {
  /** Null: a command may go now. Else resolves when one may, and is to be asked again; a room gathers until then. */
  turn(): Promise<void> | null
  /** As `SectionStore.append` for one: true when it matched and is on disk; throws NoReply or StoreUnavailable. */
  append(append: Append): Promise<boolean>
}

/** While these are under way, others gather: a store that is slow gets larger commands instead of more. */
const commandsInFlight = 2
const commandBytes = 8 * 1024 * 1024
const commandAppends = 500
/** Of the time, writing takes at most one part in so many: an embedded store shares the core with the rooms. */
const restFactor = 20
/** Whoever types is not told later by more than this, where few rooms write. Milliseconds. */
const longestRestMs = 30
/** Where many write, each has little in a command, and an entry costs the same whatever is in it. Milliseconds for each, and in all. */
const [restMsPerAppend, longestRestOfManyMs] = [1, 200]
/** All that wait have got ready after about so many turns of the event loop. */
const turnsToGetReady = 50

type Asked = { readonly append: Append; readonly resolve: (matched: boolean) => void; readonly reject: (error: unknown) => void }

const wake = (rooms: readonly (() => void)[]): void => rooms.forEach((resolve) => resolve())

export function createAppender(store: SectionStore): Appender {
  let waiting: Asked[] = []
  let inFlight = 0
  let scheduled = false
  let restsUntil = -Infinity
  let resting: (() => void)[] = []
  let timer: NodeJS.Timeout | null = null
  let gettingReady = false

  const nextCommand = (): Asked[] => {
    let bytes = 0
    let count = 0
    for (const { append } of waiting) {
      bytes += append.entry.update.length
      if (count > 0 && (bytes > commandBytes || count === commandAppends)) break
      count++
    }
    const command = waiting.slice(0, count)
    waiting = waiting.slice(count)
    return command
  }

  const send = async (command: readonly Asked[]): Promise<void> => {
    inFlight++
    const began = performance.now()
    // One that hangs does not keep the rooms from a second.
    rest(began + longestRestMs)
    try {
      const matched = await store.append(command.map(({ append }) => append))
      command.forEach(({ resolve }, index) => resolve(matched[index] ?? false))
    } catch (error) {
      for (const { reject } of command) reject(error)
    }
    inFlight--
    const now = performance.now()
    const longest = Math.min(longestRestOfManyMs, Math.max(longestRestMs, command.length * restMsPerAppend))
    rest(now + Math.min(longest, (now - began) * restFactor))
    run()
  }

  const run = (): void => {
    if (gettingReady) return
    while (waiting.length > 0 && inFlight < commandsInFlight) void send(nextCommand())
  }

  const rest = (until: number): void => {
    restsUntil = until
    if (resting.length > 0) wakeInTime()
  }

  const wakeInTime = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const left = restsUntil - performance.now()
    if (left >= 1) {
      timer = setTimeout(wakeInTime, left)
      return
    }
    const all = resting
    resting = []
    if (gettingReady) return wake(all)
    gettingReady = true
    getReady(all, Math.ceil(all.length / turnsToGetReady))
  }

  const getReady = (rooms: readonly (() => void)[], inEachTurn: number): void => {
    wake(rooms.slice(0, inEachTurn))
    const left = rooms.slice(inEachTurn)
    setImmediate(() => {
      if (left.length > 0) return getReady(left, inEachTurn)
      gettingReady = false
      run()
    })
  }

  return {
    turn() {
      const isFirst = resting.length === 0
      if (isFirst && restsUntil - performance.now() < 1) return null
      const { promise, resolve } = Promise.withResolvers<void>()
      resting.push(resolve)
      if (isFirst) wakeInTime()
      return promise
    },
    append: (append) =>
      new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject })
        if (scheduled) return
        scheduled = true
        setImmediate(() => {
          scheduled = false
          run()
        })
      }),
  }
}
