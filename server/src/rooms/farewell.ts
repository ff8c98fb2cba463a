/**
 * Owns the last word to a client that is refused at the door: its edits of before may be in the text although their
 * acknowledgement was lost. Those that it asks about are looked up; a client that cannot ask is asked for what the text
 * lacks, and where that is nothing, all of its edits are acknowledged.
 */
import type { SectionId } from '@samplan/shared/ids'
import { encodeAck, encodeInTextAnswer } from '@samplan/shared/roomWire'
import * as Y from 'yjs'
import type { SectionStore } from '../storage/ports.ts'
import { type ClientFrame, encodeSyncStep1, parseClientFrame } from './frames.ts'
import { contains, docOf, eachContained, loadSection } from './loadSection.ts'

/** How long a refused client has for its answer. Milliseconds. */
const patienceMs = 3_000

export interface Farewell {
  /** A message of the client. */
  receive(message: Uint8Array): void
  /** Resolves when the client has been told what there was to tell. */
  readonly done: Promise<void>
}

type Said = Extract<ClientFrame, { kind: 'inText' | 'write' }> | null

/** The plan has shown that the client is refused before this is called. `waiting` came before. */
export function sayFarewell(
  store: SectionStore,
  section: SectionId,
  waiting: readonly Uint8Array[],
  send: (message: Uint8Array) => void,
): Farewell {
  const { promise: answer, resolve: answered } = Promise.withResolvers<Said>()
  const receive = (message: Uint8Array): void => {
    try {
      const frame = parseClientFrame(message)
      if (frame.kind === 'inText') answered(frame)
      // An Update before the sync step 2 is somebody typing at this moment: that edit is refused, so not all can be acknowledged.
      if (frame.kind === 'write') answered(frame.step2 ? frame : null)
    } catch {
      answered(null)
    }
  }
  const done = async (): Promise<void> => {
    const loaded = await loadSection(store, section)
    if (!loaded) return
    const doc = docOf(loaded.updates)
    const stateVector = Y.encodeStateVector(doc)
    const timer = setTimeout(() => answered(null), patienceMs)
    send(encodeSyncStep1(stateVector))
    const said = await answer
    clearTimeout(timer)
    if (said?.kind === 'inText') send(encodeInTextAnswer(eachContained(loaded.updates, said.updates)))
    else if (said && contains(doc, said.update)) send(encodeAck(1))
    doc.destroy()
  }
  for (const message of waiting) receive(message)
  return { receive, done: done() }
}
