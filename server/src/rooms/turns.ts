/** Owns the taking of turns by long pieces of work: each gets a turn of the event loop to itself, so that keys are sent on in between. */

export interface Turns {
  /** Resolves when it is one's turn, in the order of asking. */
  next(): Promise<void>
}

export function createTurns(): Turns {
  const waiting: (() => void)[] = []
  const run = (): void => {
    waiting.shift()?.()
    if (waiting.length > 0) setImmediate(run)
  }
  return {
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 1) setImmediate(run)
      }),
  }
}
