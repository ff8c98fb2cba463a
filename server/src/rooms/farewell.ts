/**
 * Owns the last word to a client that is refused at the door: its edits of before may be in the text although their
 * acknowledgement was lost. Those that it asks about are looked up; a client that cannot ask is asked for what the text
 * lacks, and where that is nothing, all of its edits are acknowledged.
 */
import type { SectionId } from '@samplan/shared/ids'
import { encodeAck, encodeInTextAnswer } from '@samplan/shared/roomWire'
import type { SectionStore } from '../storage/ports.ts'
import { type ClientFrame, encodeSyncStep1, parseClientFrame } from './frames.ts'
import { loadSection, lookUpIn } from './loadSection.ts'
import { RoomText } from './roomText.ts'

/** How long a refused client has for its answer. Milliseconds. */
const patienceMs = 3_000

export interface Farewell {
  /** A message of the client. */
  receive(message: Uint8Array): void
  /** Resolves when the client has been told what there was to tell. */
  readonly done: Promise<void>
}

export interface Farewells {
  /** The plan has shown that the client is refused before this is called. `waiting` came before. */
  say(section: SectionId, waiting: readonly Uint8Array[], send: (message: Uint8Array) => void): Farewell
}

type Said = Extract<ClientFrame, { kind: 'inText' | 'write' }> | null

/** A section as it was read for all who waited for it; what it takes to answer them is made once, when one needs it. */
type Stored = { readonly stateVector: () => Uint8Array; readonly has: (update: Uint8Array) => boolean }

export function createFarewells(store: SectionStore): Farewells {
  const read = createReading(store)

  const tell = async (section: SectionId, answer: Answer, send: (message: Uint8Array) => void): Promise<void> => {
    const first = await read(section)
    if (!first) return
    send(encodeSyncStep1(first.stateVector()))
    if (answer.said === undefined) await answer.orNone()
    const { said } = answer
    if (!said) return
    // Read anew rather than kept: many wait, and few say something.
    const stored = await read(section)
    if (!stored) return
    if (said.kind === 'inText') send(encodeInTextAnswer(said.updates.map(stored.has)))
    else if (stored.has(said.update)) send(encodeAck(1))
  }

  return {
    say(section, waiting, send) {
      const answer = createAnswer()
      for (const message of waiting) answer.receive(message)
      return { receive: answer.receive, done: tell(section, answer, send) }
    },
  }
}

type Answer = {
  readonly receive: (message: Uint8Array) => void
  /** Undefined: nothing yet. Null: nothing that can be answered. */
  readonly said: Said | undefined
  /** Resolves when something has been said, or nothing for long. */
  readonly orNone: () => Promise<void>
}

function createAnswer(): Answer {
  let said: Said | undefined
  const { promise, resolve } = Promise.withResolvers<void>()
  const answered = (frame: Said): void => {
    if (said === undefined) said = frame
    resolve()
  }
  return {
    get said() {
      return said
    },
    receive(message) {
      if (said !== undefined) return
      try {
        const frame = parseClientFrame(message)
        if (frame.kind === 'inText') answered(frame)
        // An Update before the sync step 2 is somebody typing at this moment: that edit is refused, so not all can be acknowledged.
        if (frame.kind === 'write') answered(frame.step2 ? frame : null)
      } catch {
        answered(null)
      }
    },
    async orNone() {
      const timer = setTimeout(() => answered(null), patienceMs)
      await promise
      clearTimeout(timer)
    },
  }
}

/** Reads a section once for all who ask before that reading has begun: who is refused must be told of all that was written until then. */
function createReading(store: SectionStore): (section: SectionId) => Promise<Stored | null> {
  const running = new Map<SectionId, Promise<unknown>>()
  const next = new Map<SectionId, Promise<Stored | null>>()
  return (section) => {
    const known = next.get(section)
    if (known) return known
    const before = running.get(section) ?? Promise.resolve()
    const reading = before.then(async () => {
      next.delete(section)
      const loaded = await loadSection(store, section)
      return loaded && storedOf(loaded.updates)
    })
    const ended = reading.then(
      () => undefined,
      () => undefined,
    )
    next.set(section, reading)
    running.set(section, ended)
    void ended.then(() => {
      if (running.get(section) === ended) running.delete(section)
    })
    return reading
  }
}

function storedOf(updates: readonly Uint8Array[]): Stored {
  let vector: Uint8Array | null = null
  let has: ((update: Uint8Array) => boolean) | null = null
  return {
    stateVector: () => (vector ??= new RoomText(updates, () => undefined).stateVector()),
    has: (update) => (has ??= lookUpIn(updates))(update),
  }
}
