/**
 * Owns spill and merge: a long tail becomes a part, many parts become one, while people type. Whoever does not match
 * deletes the new part; whoever gets no reply deletes nothing and tries no second time.
 */
import type { SectionId } from '@samplan/shared/ids'
import * as Y from 'yjs'
import { NoReply, type SectionStore } from '../storage/ports.ts'
import { compacted } from './compactUpdate.ts'
import { docOf } from './loadSection.ts'
import { joined } from './spliceUpdates.ts'

/**
 * A tail beyond these is spilt: an append reads and writes all of it. Entries cost more than bytes: where many type, an entry holds what
 * all of them did, and spilling by bytes alone would be as much work as the writing.
 */
export const spillBytes = 16 * 1024
export const spillEntries = 128
const mergeParts = 8
const mostParts = 64

/** What has moved: `from` (entries of the tail, or parts) is now `part`. Joined, `bytes` are often far fewer than `fromBytes` were. */
export type Moved = { readonly part: string; readonly bytes: number; readonly from: readonly string[]; readonly fromBytes: number }

/** Moves the entries that are in the tail now into a new part. Null: nothing moved, as far as one knows. */
export async function spill(store: SectionStore, section: SectionId, newId: () => string): Promise<Moved | null> {
  const head = await store.read(section)
  if (!head || head.tail.length === 0) return null
  const part = newId()
  const updates = head.tail.map((entry) => entry.update)
  // One struct for each key that was pressed would be parsed and sent at every opening.
  const update = compacted(joined(updates))
  await store.insertPart(part, section, update)
  const entries = head.tail.map((entry) => entry.id)
  const moved = await movesBase(store, part, () => store.spill(section, head.base, part, entries))
  return moved ? { part, bytes: update.length, from: entries, fromBytes: bytesOf(updates) } : null
}

/** Puts one part in the place of several, when they have grown many for their size. Null: nothing moved, as far as one knows. */
export async function merge(store: SectionStore, section: SectionId, newId: () => string): Promise<Moved | null> {
  const head = await store.read(section)
  if (!head || head.base.length < mergeParts) return null
  const parts = await Promise.all(head.base.map((part) => store.readPart(part)))
  const present = parts.filter((part) => part !== null)
  if (present.length < parts.length) return null
  const [first = 0, ...later] = present.map((part) => part.length)
  const grown = later.reduce((sum, bytes) => sum + bytes, 0)
  if (grown < first / 4 && present.length < mostParts) return null

  const doc = docOf(present)
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  const part = newId()
  await store.insertPart(part, section, update)
  if (!(await movesBase(store, part, () => store.merge(section, head.base, part)))) return null
  await store.deleteParts(head.base)
  return { part, bytes: update.length, from: head.base, fromBytes: bytesOf(present) }
}

const bytesOf = (updates: readonly Uint8Array[]): number => updates.reduce((sum, { length }) => sum + length, 0)

async function movesBase(store: SectionStore, own: string, move: () => Promise<boolean>): Promise<boolean> {
  try {
    if (await move()) return true
  } catch (error) {
    if (error instanceof NoReply) return false
    throw error
  }
  await store.deleteParts([own])
  return false
}
