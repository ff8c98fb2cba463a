/** Owns how a subscription follows the bus: a plain async iterator, because `return()` on a waiting async generator hangs. */
import type { Bus, ServerEvent } from '../bus.ts'

export type Following<Value> = AsyncIterableIterator<Value>

/**
 * Yields what `push` makes of the events that `merge` lets in. `merge` gets what still waits (null: nothing) and the event, and returns
 * what waits from then on, so that a slow reader gets one newest value and never a queue without end. `push` returns null where there
 * is nothing to say, and may put back what it leaves for the next time, before it waits for anything; what it throws ends the
 * subscription with that error. `first` waits from the start.
 */
export function follow<Waiting, Value>(
  bus: Bus,
  merge: (waiting: Waiting | null, event: ServerEvent) => Waiting | null,
  push: (waiting: Waiting, putBack: (rest: Waiting) => void) => Promise<Value | null>,
  first: Waiting | null = null,
): Following<Value> {
  let waiting = first
  let ended = false
  let wake: (() => void) | null = null
  const unsubscribe = bus.subscribe((event) => {
    waiting = merge(waiting, event)
    if (waiting !== null) wake?.()
  })
  const end = (): void => {
    ended = true
    unsubscribe()
    wake?.()
  }
  const something = async (): Promise<void> => {
    if (waiting !== null || ended) return
    await new Promise<void>((resolve) => {
      wake = resolve
    })
    wake = null
  }
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined }
  return {
    async next() {
      for (;;) {
        await something()
        if (ended || waiting === null) return done
        const taken = waiting
        waiting = null
        try {
          const value = await push(taken, (rest) => {
            waiting = rest
          })
          // It ended while this one was made: nobody may get it any more.
          if (ended) return done
          if (value !== null) return { done: false, value }
        } catch (error) {
          if (ended) return done
          end()
          throw error
        }
      }
    },
    async return() {
      end()
      return done
    },
    async throw(error) {
      end()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
