/** Owns that work on the same thing goes one after the other: two projections of one plan must not write over each other. */

const queues = new WeakMap<object, Map<string, Promise<unknown>>>()

/** Runs `work` behind everything of the same owner and key that was asked for before it. */
export async function oneAtATime<Result>(owner: object, key: string, work: () => Promise<Result>): Promise<Result> {
  const queue = queues.get(owner) ?? new Map<string, Promise<unknown>>()
  queues.set(owner, queue)
  const before = queue.get(key)
  const result = before ? before.then(work, work) : work()
  queue.set(key, result)
  try {
    return await result
  } finally {
    if (queue.get(key) === result) queue.delete(key)
  }
}
