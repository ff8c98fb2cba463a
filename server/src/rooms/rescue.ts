/** Owns what a room could not save when the server had to stop: how it comes back in by the rules of a room, and when it does not. */
import type { SectionId } from '@samplan/shared/ids'
import { type CloseCode, closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import * as Y from 'yjs'
import type { SectionStore } from '../storage/ports.ts'
import type { TakenIn, UnsavedText } from './contract.ts'
import { applyAll, docOf, eachContained, loadSection, waits } from './loadSection.ts'
import { Room } from './room.ts'

export type Rescuing = {
  readonly store: SectionStore
  readonly roomOf: (section: SectionId) => Promise<Room | { readonly code: CloseCode }>
  /** How long a store that fails is waited for. Milliseconds. */
  readonly patienceMs: number
}

/** As `Rooms.takeIn`. Doing it twice does no harm: updates that are in the text already change nothing. */
export async function takeIn(rescuing: Rescuing, unsaved: UnsavedText): Promise<TakenIn> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<TakenIn>()
  const timer = setTimeout(() => giveUp('later'), rescuing.patienceMs)
  try {
    return await Promise.race([tryToTakeIn(rescuing, unsaved), late])
  } finally {
    clearTimeout(timer)
  }
}

async function tryToTakeIn({ store, roomOf }: Rescuing, { section, epoch, schema, updates }: UnsavedText): Promise<TakenIn> {
  // An append whose reply was lost: what is in the text needs no rules any more.
  const loaded = await loadSection(store, section)
  const isIn = loaded ? eachContained(loaded.updates, updates) : []
  const missing = updates.filter((_, index) => !isIn[index])
  if (missing.length === 0) return 'onDisk'
  const refused = { refused: missing }
  if (schema !== sectionSchema) return schema > sectionSchema ? 'later' : refused
  for (;;) {
    const room = await roomOf(section)
    if (!(room instanceof Room)) return room.code === closeCodes.restart ? 'later' : refused
    if (room.epoch !== epoch) return room.epoch > epoch ? refused : 'later'
    // A room that was open already may not have heard of the text that this was written in.
    await room.reconsider()
    const outcome = await room.transact((doc) => applyRescued(doc, updates))
    switch (outcome.did) {
      case 'wrote':
        return outcome.result.length === 0 ? 'onDisk' : { refused: outcome.result }
      case 'refused':
        return 'later'
      case 'not':
      case 'ended':
        // The next room, or none, says what this one was.
        await room.settle()
        // Section and plan are written one after the other, and seen apart for a moment.
        await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
}

/** What is no update, or hangs on text that nobody has, changes nothing, and is given back; the rest is in the document. */
function applyRescued(doc: Y.Doc, updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const before = Y.encodeStateAsUpdate(doc)
  const sound = goesIn(before, updates) ? updates : soundOf(before, updates)
  applyAll(doc, sound)
  const isSound = new Set(sound)
  return updates.filter((update) => !isSound.has(update))
}

function goesIn(before: Uint8Array, updates: readonly Uint8Array[]): boolean {
  const trial = docOf([before])
  try {
    applyAll(trial, updates)
    return !waits(trial)
  } catch {
    return false
  } finally {
    trial.destroy()
  }
}

/** One after the other: one bad update keeps no good text out. */
function soundOf(before: Uint8Array, updates: readonly Uint8Array[]): readonly Uint8Array[] {
  const sound: Uint8Array[] = []
  for (const update of updates) if (goesIn(before, [...sound, update])) sound.push(update)
  return sound
}
