/** Owns the reading of a section from its store: the head, then each part that is not known yet; if one is gone, once more from the head. */
import type { SectionId } from '@samplan/shared/ids'
import * as Y from 'yjs'
import { type SectionHead, type SectionStore, StoreUnavailable } from '../storage/ports.ts'

/** `updates` are those of the parts and entries that were not known, in order; `sizes` has the bytes of each by its id. */
export type Loaded = { readonly head: SectionHead; readonly updates: readonly Uint8Array[]; readonly sizes: ReadonlyMap<string, number> }

const nothingKnown: ReadonlyMap<string, number> = new Map()

/** A part that is gone was merged meanwhile; one that stays gone is lost, and no reading brings it back. */
const reloads = 20

/**
 * The section as it is on disk, or null when it has no document. `known` has the parts and entries that the caller already holds. Throws
 * StoreUnavailable when a part is missing for good.
 */
export async function loadSection(
  store: SectionStore,
  section: SectionId,
  known: ReadonlyMap<string, number> = nothingKnown,
): Promise<Loaded | null> {
  for (let tries = 0; tries < reloads; tries++) {
    const head = await store.read(section)
    if (!head) return null
    const parts = await Promise.all(
      head.base.map(async (id) => {
        if (known.has(id)) return { id, update: null }
        const update = await store.readPart(id)
        return update && { id, update }
      }),
    )
    const present = parts.filter((part) => part !== null)
    if (present.length < parts.length) continue // merged meanwhile: the head names others by now
    const entries = head.tail.map((entry) => (known.has(entry.id) ? { id: entry.id, update: null } : entry))
    const all = [...present, ...entries]
    return {
      head,
      updates: all.flatMap(({ update }) => update ?? []),
      sizes: new Map(all.map(({ id, update }) => [id, update?.length ?? known.get(id) ?? 0])),
    }
  }
  throw new StoreUnavailable(`a part of section ${section} is missing`)
}

/** False: no element of this name is in what these updates make. Where one may be, its name need not be a name, or the element is gone again. */
export function mayHold(updates: readonly Uint8Array[], element: string): boolean {
  // As Yjs writes a name: its length in front.
  const name = Buffer.from(`${String.fromCharCode(element.length)}${element}`)
  return updates.some((update) => Buffer.from(update.buffer, update.byteOffset, update.byteLength).includes(name))
}

/** Applies the updates in one transaction: merging many would be quadratic. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown = null): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update, origin)
  }, origin)
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  applyAll(doc, updates)
  return doc
}

/** Whether the document has all that the update says: applying it changes nothing and leaves nothing waiting. Changes `doc` when not. */
export function contains(doc: Y.Doc, update: Uint8Array): boolean {
  let changed = false
  const note = (): void => {
    changed = true
  }
  doc.on('update', note)
  try {
    Y.applyUpdate(doc, update)
  } catch {
    changed = true
  } finally {
    doc.off('update', note)
  }
  return !changed && !waits(doc)
}

/** Of each update whether the stored text has it. */
export function eachContained(stored: readonly Uint8Array[], updates: readonly Uint8Array[]): readonly boolean[] {
  const isStored = lookUpIn(stored)
  return updates.map(isStored)
}

/** Says of an update whether the stored text has it; the text is taken apart once, for all that are asked about. */
export function lookUpIn(stored: readonly Uint8Array[]): (update: Uint8Array) => boolean {
  const doc = docOf(stored)
  const deleted = Y.createDeleteSetFromStructStore(doc.store)
  // Looked up, not applied: thousands of edits that are not in it would else cost a new document each.
  return (update) => isIn(doc, deleted, update)
}

type Deletions = ReturnType<typeof Y.createDeleteSetFromStructStore>

function isIn(doc: Y.Doc, deleted: Deletions, update: Uint8Array): boolean {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    return (
      structs.every(({ id, length }) => id.clock + length <= Y.getState(doc.store, id.client)) &&
      [...ds.clients].every(([client, ranges]) =>
        ranges.every(({ clock, len }) => len === 0 || hasRange(deleted, client, clock, clock + len)),
      )
    )
  } catch {
    return false
  }
}

/** The ranges of a store's deletions are sorted, and neighbours are one. */
function hasRange(deleted: Deletions, client: number, from: number, to: number): boolean {
  const ranges = deleted.clients.get(client) ?? []
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (!range) return false
    if (range.clock + range.len <= from) low = middle + 1
    else if (range.clock > from) high = middle - 1
    else return range.clock + range.len >= to
  }
  return false
}

/** Whether something in the document waits for text that it lacks: Yjs keeps that aside and tells nobody. */
export function waits(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}
