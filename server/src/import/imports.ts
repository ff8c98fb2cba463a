/** Owns texts on their way in: their readings under way, their corrections, and how long they are kept for their person. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import { type ImportId, parseId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { mayCreatePlans } from '@samplan/shared/rights'
import type { ImportHead, ImportTexts } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { importLasts, importsOfPerson, packedBytes, type ReadLimits } from './limits.ts'
import { pack } from './packed.ts'
import type { Coming, Progress } from './readBytes.ts'
import { createReadings } from './readings.ts'

export type ComingText = { readonly bytes: Uint8Array; readonly name: string | null; readonly as: Coming }

export type ImportView = ImportHead & { readonly progress: Progress | null; readonly texts: ImportTexts | null }

/** Every question is a person's own: what is another's is not there. */
export type Imports = {
  /** Its reading begins at once, or when it is its turn. */
  readonly start: (actor: Actor, text: ComingText) => Promise<ImportId | Refusal>
  readonly list: (actor: Actor) => Promise<readonly ImportHead[] | Refusal>
  readonly read: (actor: Actor, id: string) => Promise<ImportView | Refusal>
  /** Replaces the draft of this revision; the new revision, or what stands against it. */
  readonly save: (actor: Actor, id: string, draft: ImportDraft, revision: number) => Promise<number | Refusal>
  /** Cancels a reading, forgets the rest. Nothing happens where nothing is. */
  readonly forget: (actor: Actor, id: string) => Promise<null | Refusal>
  /** Cancels what is being read. */
  readonly close: () => Promise<void>
}

/** From its start to its end, with its turn waited for. */
const readingLasts = 6 * 60_000
const sweepEvery = 24 * 60 * 60 * 1000
const interrupted: Refusal = { refused: 'importInterrupted' }
const notAllowed: Refusal = { refused: 'notAllowed', act: 'createPlan' }

/** Sweeps what has expired, now and daily. `several`: other processes may be reading, too. */
export function createImports(
  { stores, now, newId, log }: Pick<World, 'stores' | 'now' | 'newId' | 'log'>,
  limits: Partial<ReadLimits> = {},
  several = false,
): Imports {
  const store = stores.imports
  const readings = createReadings(store, log, limits)
  const sweep = (): void =>
    void store.sweep(now()).catch((error: unknown) => log.warn({ err: error }, 'expired imports could not be swept'))
  const daily = setInterval(sweep, sweepEvery).unref()
  sweep()

  /** What this process does not read, nobody reads, unless there are others: then for as long as a reading may wait and take. */
  const isRead = ({ at }: ImportHead): boolean => several && now() - Date.parse(at) < readingLasts
  const current = (head: ImportHead, active: boolean): ImportHead =>
    head.state === 'reading' && !active && !isRead(head) ? { ...head, state: 'failed', failure: interrupted } : head
  const isKept = ({ expiresAt }: ImportHead): boolean => expiresAt > now()

  return {
    async start(actor, { bytes, name, as }) {
      if (!mayCreatePlans(actor)) return notAllowed
      const id = newId() as ImportId
      // Counted before anything is waited for: of many at once only so many get in.
      const reading = readings.admit(actor.person, id)
      if (isRefusal(reading)) return reading
      try {
        if ((await store.list(actor.person)).filter(isKept).length >= importsOfPerson) {
          reading.cancel()
          return { refused: 'importTooMany', limit: importsOfPerson }
        }
        const at = now()
        const facts = { at: new Date(at).toISOString(), expiresAt: at + importLasts, state: 'reading', failure: null, revision: 0 } as const
        await store.create({ id, person: actor.person, name, ...facts })
      } catch (error) {
        reading.cancel()
        throw error
      }
      reading.begin({ bytes, name, as })
      return id
    },
    async list(actor) {
      if (!mayCreatePlans(actor)) return notAllowed
      const active = readings.active()
      const heads = await store.list(actor.person)
      return heads.filter(isKept).map((head) => current(head, active.has(head.id)))
    },
    async read(actor, text) {
      if (!mayCreatePlans(actor)) return notAllowed
      const id = parseId<ImportId>(text)
      // Before the store is read: a reading that ends meanwhile has been stored before it leaves.
      const active = id !== null && readings.active().has(id)
      const found = id && (await store.readWhole(actor.person, id))
      if (!found || !isKept(found)) return { refused: 'notFound' }
      return { ...current(found, active), texts: found.texts, progress: readings.progress(found.id) }
    },
    async save(actor, text, draft, revision) {
      if (!mayCreatePlans(actor)) return notAllowed
      const id = parseId<ImportId>(text)
      if (!id) return { refused: 'notFound' }
      const packed = await pack(draft)
      if (packed.byteLength > packedBytes) return { refused: 'importTooLarge', limit: packedBytes, of: 'bytes' }
      if (await store.saveDraft(actor.person, id, revision, packed)) return revision + 1
      const head = await store.read(actor.person, id)
      if (!head || !isKept(head) || head.state !== 'ready') return { refused: 'notFound' }
      return { refused: 'importChanged', revision: head.revision }
    },
    async forget(actor, text) {
      if (!mayCreatePlans(actor)) return notAllowed
      const id = parseId<ImportId>(text)
      if (!id || !(await store.read(actor.person, id))) return null
      await store.remove(actor.person, id)
      readings.cancel(id)
      return null
    },
    async close() {
      clearInterval(daily)
      await readings.close()
    },
  }
}
