/** Open cursors: what remains to be sent, in memory, for ten minutes after the last use. */
import { calculateObjectSize, Long } from 'bson'
import { MAX_DOCUMENT_BYTES, type Doc } from './bson.ts'
import { CommandError } from './commandError.ts'

const IDLE_MS = 10 * 60_000
const FIRST_BATCH = 101

type Open = { readonly ns: string; readonly rest: Doc[]; usedAt: number }

/** Takes documents off the front: at most `n`, and no more than one reply may hold. */
function take(docs: Doc[], n: number): Doc[] {
  let bytes = 0
  let taken = 0
  while (taken < docs.length && taken < n) {
    bytes += calculateObjectSize(docs[taken] as Doc)
    if (taken > 0 && bytes > MAX_DOCUMENT_BYTES) break
    taken++
  }
  return docs.splice(0, taken)
}

/** The cursors of one server. */
export class Cursors {
  readonly #open = new Map<string, Open>()
  #last = 0

  /** The first batch as `find` and `aggregate` answer it; a cursor is kept for the rest. */
  first(ns: string, docs: readonly Doc[], batchSize: number | undefined, single: boolean): Doc {
    this.#closeIdle()
    const rest = [...docs]
    const firstBatch = take(rest, single ? batchSize || Infinity : (batchSize ?? FIRST_BATCH))
    if (rest.length === 0 || single) return { cursor: { firstBatch, id: Long.ZERO, ns } }
    const id = String(++this.#last)
    this.#open.set(id, { ns, rest, usedAt: Date.now() })
    return { cursor: { firstBatch, id: Long.fromString(id), ns } }
  }

  next(id: Long, ns: string, batchSize: number | undefined): Doc {
    const key = id.toString()
    const open = this.#open.get(key)
    if (!open) throw new CommandError(43, 'CursorNotFound', `cursor id ${key} not found`)
    if (open.ns !== ns)
      throw new CommandError(
        13,
        'Unauthorized',
        `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${open.ns}`,
      )
    open.usedAt = Date.now()
    const nextBatch = take(open.rest, batchSize || Infinity)
    const done = open.rest.length === 0
    if (done) this.#open.delete(key)
    return { cursor: { nextBatch, id: done ? Long.ZERO : id, ns } }
  }

  /** True when there was such a cursor. */
  kill(id: Long): boolean {
    return this.#open.delete(id.toString())
  }

  #closeIdle(): void {
    const before = Date.now() - IDLE_MS
    for (const [id, open] of this.#open) if (open.usedAt < before) this.#open.delete(id)
  }
}
