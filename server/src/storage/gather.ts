/** Owns how reads that are asked for in the same moment become one: a page opens a hundred sections at once. */

/** More keys than this go in several reads. */
const mostKeys = 200

/**
 * The calls of one turn of the event loop become one read of all their keys, which begins after the last of them: what each gets is as
 * fresh as if it had been read alone. Nothing is kept. A failed read fails all of its calls.
 */
export function gatherMany<Key, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | null> {
  let waiting = new Map<Key, PromiseWithResolvers<Value | null>>()

  const flush = (): void => {
    const taken = [...waiting]
    waiting = new Map()
    for (let from = 0; from < taken.length; from += mostKeys) void run(taken.slice(from, from + mostKeys))
  }

  const run = async (calls: readonly (readonly [Key, PromiseWithResolvers<Value | null>])[]): Promise<void> => {
    try {
      const found = await load(calls.map(([key]) => key))
      for (const [key, { resolve }] of calls) resolve(found.get(key) ?? null)
    } catch (error) {
      for (const [, { reject }] of calls) reject(error)
    }
  }

  return (key) => {
    if (waiting.size === 0) setImmediate(flush)
    const call = waiting.get(key) ?? Promise.withResolvers<Value | null>()
    waiting.set(key, call)
    return call.promise
  }
}

/** The same for reads of one key each: calls with the same key share one read. */
export function gather<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const waiting = new Map<Key, Promise<Value>>()
  return (key) => {
    const shared = waiting.get(key)
    if (shared) return shared
    const later = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      waiting.delete(key)
      return read(key)
    })
    waiting.set(key, later)
    return later
  }
}
