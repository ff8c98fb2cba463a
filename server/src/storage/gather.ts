/** Owns how reads that are asked for in the same moment become one: a page opens a hundred sections at once, and behind a network's fall everybody comes back. */

/** More keys than this go in several reads. */
const mostKeys = 200
/** While these are under way, calls gather: a store that is slow gets larger reads instead of more. Of one that hangs nobody waits for the first. */
const readsUnderWay = 2

/**
 * The calls of one turn of the event loop, and those that come while others are being read, become one read of all their keys, which
 * begins after the last of them: what each gets is as fresh as if it had been read alone. Nothing is kept. A failed read fails all of its calls.
 */
export function gatherMany<Key, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | null> {
  const waiting = new Map<Key, PromiseWithResolvers<Value | null>>()
  let underWay = 0

  const begin = (): void => {
    while (waiting.size > 0 && underWay < readsUnderWay) void run()
  }

  const run = async (): Promise<void> => {
    const calls = [...waiting].slice(0, mostKeys)
    for (const [key] of calls) waiting.delete(key)
    underWay++
    try {
      const found = await load(calls.map(([key]) => key))
      for (const [key, { resolve }] of calls) resolve(found.get(key) ?? null)
    } catch (error) {
      for (const [, { reject }] of calls) reject(error)
    }
    underWay--
    begin()
  }

  return (key) => {
    if (waiting.size === 0) setImmediate(begin)
    const call = waiting.get(key) ?? Promise.withResolvers<Value | null>()
    waiting.set(key, call)
    return call.promise
  }
}

/** The same for reads of one key each: calls with the same key share one read. */
export function gather<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const all = new Map<Key, { underWay: number; waiting: PromiseWithResolvers<Value> | null }>()

  const begin = async (key: Key): Promise<void> => {
    const reads = all.get(key)
    if (!reads?.waiting || reads.underWay === readsUnderWay) return
    const { resolve, reject } = reads.waiting
    reads.waiting = null
    reads.underWay++
    await read(key).then(resolve, reject)
    reads.underWay--
    if (reads.waiting) void begin(key)
    else if (reads.underWay === 0) all.delete(key)
  }

  return (key) => {
    const reads = all.get(key) ?? { underWay: 0, waiting: null }
    all.set(key, reads)
    if (!reads.waiting) {
      reads.waiting = Promise.withResolvers()
      setImmediate(() => void begin(key))
    }
    return reads.waiting.promise
  }
}
