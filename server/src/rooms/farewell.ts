/**
 * Owns the last word to a client that is refused at the door: its edits of before may be in the text although their
 * acknowledgement was lost. It is asked for what the text lacks; where that is nothing, all of its edits are acknowledged.
 */
import type { SectionId } from '@samplan/shared/ids'
import { encodeAck } from '@samplan/shared/roomWire'
import * as Y from 'yjs'
import type { SectionStore } from '../storage/ports.ts'
import { encodeSyncStep1, parseClientFrame } from './frames.ts'
import { contains, docOf, loadSection } from './loadSection.ts'

/** How long a refused client has for its answer. Milliseconds. */
const patienceMs = 3_000

export interface Farewell {
  /** A message of the client. */
  receive(message: Uint8Array): void
  /** Resolves when the client has been told what there was to tell. */
  readonly done: Promise<void>
}

/** The plan has shown that the client is refused before this is called. `waiting` came before. */
export function sayFarewell(store: SectionStore, section: SectionId, waiting: readonly Uint8Array[], send: (message: Uint8Array) => void): Farewell {
  const { promise: answer, resolve: answered } = Promise.withResolvers<Uint8Array | null>()
  const receive = (message: Uint8Array): void => {
    try {
      const frame = parseClientFrame(message)
      // Before its sync step 2 a client sends no Update on a new connection unless somebody types at this moment: that edit is refused.
      if (frame.kind === 'write') answered(frame.step2 ? frame.update : null)
    } catch {
      answered(null)
    }
  }
  const done = async (): Promise<void> => {
    const loaded = await loadSection(store, section)
    if (!loaded) return
    const doc = docOf(loaded.updates)
    const timer = setTimeout(() => answered(null), patienceMs)
    send(encodeSyncStep1(Y.encodeStateVector(doc)))
    const update = await answer
    clearTimeout(timer)
    if (update && contains(doc, update)) send(encodeAck(1))
    doc.destroy()
  }
  for (const message of waiting) receive(message)
  return { receive, done: done() }
}
