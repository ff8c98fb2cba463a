/** Owns the poll: how this process hears, from the database alone, of what other processes on it have done. */
import type { RoomLog } from '../rooms/contract.ts'

export type StoreWatch = {
  /** Looks at once, or once more behind the look that is under way. Resolves when a look that began after the call is over. Never rejects. */
  readonly look: () => Promise<void>
  /** Looks no more. */
  readonly close: () => Promise<void>
}

/** What looks at one kind of things. */
export type Look = () => Promise<unknown>

/** Looks every `everyMs` milliseconds, beginning now. One that fails is asked again the next time, and keeps none of the others from looking. */
export function watchStore(looks: readonly Look[], everyMs: number, log: RoomLog): StoreWatch {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  let isFailing = false
  let closed = false

  const lookOnce = async (): Promise<void> => {
    const results = await Promise.allSettled(looks.map((look) => look()))
    const failed = results.find((result) => result.status === 'rejected')
    // Once, not every second: the store says enough by itself.
    if (failed && !isFailing) log.warn({ err: failed.reason }, 'the store could not be polled; it is asked again')
    isFailing = failed !== undefined
  }

  const run = (): Promise<void> => {
    if (timer) clearTimeout(timer)
    running = lookOnce().finally(() => {
      running = null
      if (!closed) timer = setTimeout(() => void look(), everyMs).unref()
    })
    return running
  }

  const look = (): Promise<void> => {
    if (closed) return running ?? Promise.resolve()
    if (!running) return run()
    next ??= running.then(() => {
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
