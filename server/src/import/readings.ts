/** Owns the readings under way: how many at once, whose turn it is, how far they are, and where their answers go. */
import type { ImportId, PersonId } from '@samplan/shared/ids'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { RoomLog } from '../rooms/contract.ts'
import type { ImportStore } from '../storage/ports.ts'
import { type ReadLimits, readingsAtOnce, readingsInAll, readingsOfPerson } from './limits.ts'
import type { Progress, ReadOrder } from './readBytes.ts'
import { readTexts } from './readSource.ts'

export type Admitted = { readonly begin: (order: ReadOrder) => void; readonly cancel: () => void }

export type Readings = {
  /** A place in the queue, or a refusal when there are too many. */
  readonly admit: (person: PersonId, id: ImportId) => Admitted | Refusal
  /** Those that wait or are read, as they are now. */
  readonly active: () => ReadonlySet<ImportId>
  /** Null before the first page is read, and where no pages are counted. */
  readonly progress: (id: ImportId) => Progress | null
  readonly cancel: (id: ImportId) => void
  /** Cancels all; resolves when their threads have ended. */
  readonly close: () => Promise<void>
}

type Reading = { readonly person: PersonId; readonly abort: AbortController; progress: Progress | null }

export function createReadings(store: ImportStore, log: RoomLog, limits: Partial<ReadLimits>): Readings {
  const readings = new Map<ImportId, Reading>()
  const waiting: { readonly id: ImportId; readonly reading: Reading; readonly order: ReadOrder }[] = []
  const running = new Set<Promise<void>>()

  const next = (): void => {
    while (running.size < readingsAtOnce) {
      const first = waiting.shift()
      if (!first) return
      const run = read(first.id, first.reading, first.order).finally(() => {
        readings.delete(first.id)
        running.delete(run)
        next()
      })
      running.add(run)
    }
  }

  const read = async (id: ImportId, reading: Reading, { bytes, name, as }: ReadOrder): Promise<void> => {
    const { signal } = reading.abort
    const onProgress = (progress: Progress): void => {
      reading.progress = progress
    }
    try {
      const texts = await readTexts(bytes, name, { as, limits, signal, onProgress }).catch((error: unknown): Refusal => {
        // A bug in a reader is this file's misfortune, not the server's.
        if (!signal.aborted) log.error({ err: error, import: id }, 'a file could not be read')
        return { refused: 'importUnreadable' }
      })
      if (signal.aborted) return
      await (isRefusal(texts) ? store.fail(id, texts) : store.finish(id, texts))
    } catch (error) {
      log.error({ err: error, import: id }, 'what was read could not be stored')
    }
  }

  const cancel = (id: ImportId): void => {
    const reading = readings.get(id)
    reading?.abort.abort()
    const at = waiting.findIndex((one) => one.id === id)
    if (at >= 0) waiting.splice(at, 1)
    readings.delete(id)
  }

  return {
    admit(person, id) {
      const own = [...readings.values()].filter((reading) => reading.person === person).length
      if (own >= readingsOfPerson || readings.size >= readingsInAll) return { refused: 'busy' }
      const reading: Reading = { person, abort: new AbortController(), progress: null }
      readings.set(id, reading)
      return {
        begin(order) {
          if (reading.abort.signal.aborted) return
          waiting.push({ id, reading, order })
          next()
        },
        cancel: () => cancel(id),
      }
    },
    active: () => new Set(readings.keys()),
    progress: (id) => readings.get(id)?.progress ?? null,
    cancel,
    async close() {
      for (const id of readings.keys()) cancel(id)
      await Promise.all(running)
    },
  }
}
