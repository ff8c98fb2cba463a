/** Owns the poll: how this process hears, from the database alone, of what other processes on it have done. */
import { setTimeout as after } from 'node:timers/promises'
import type { RoomLog } from '../rooms/contract.ts'

export type StoreWatch = {
  /** Looks at once, or once more behind the look that is under way. Resolves when a look that began after the call is over. Never rejects. */
  readonly look: () => Promise<void>
  /** Looks no more. */
  readonly close: () => Promise<void>
}

/** What looks at one kind of things. */
export type Look = () => Promise<unknown>

/** From the beginning of one look to that of the next at least, however often others wake this process. Milliseconds. */
const shortestGap = 100

/** Looks every `everyMs` milliseconds, beginning now. One that fails is asked again the next time, and keeps none of the others from looking. */
export function watchStore(looks: readonly Look[], everyMs: number, log: RoomLog): StoreWatch {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  let isFailing = false
  let closed = false
  let begunAt = -Infinity

  const lookOnce = async (): Promise<void> => {
    const results = await Promise.allSettled(looks.map((look) => look()))
    const failed = results.find((result) => result.status === 'rejected')
    // Once, not every second: the store says enough by itself.
    if (failed && !isFailing) log.warn({ err: failed.reason }, 'the store could not be polled; it is asked again')
    isFailing = failed !== undefined
  }

  const run = (): Promise<void> => {
    if (timer) clearTimeout(timer)
    begunAt = performance.now()
    running = lookOnce().finally(() => {
      running = null
      if (!closed) timer = setTimeout(() => void look(), everyMs).unref()
    })
    return running
  }

  const untilNext = (): number => begunAt + shortestGap - performance.now()
  const behind = async (under: Promise<void> | null): Promise<void> => {
    await under
    const wait = untilNext()
    if (wait > 0 && !closed) await after(wait)
  }

  const look = (): Promise<void> => {
    if (closed) return running ?? Promise.resolve()
    if (!running && !next && untilNext() <= 0) return run()
    next ??= behind(running).then(() => {
      next = null
      return closed ? undefined : run()
    })
    return next
  }

  void look()
  return {
    look,
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
