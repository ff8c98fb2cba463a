/** Owns what the rooms ask of the outside and what the outside may ask of them. `rooms/` knows neither GraphQL nor plans. */
import type * as Y from 'yjs'
import type { PersonId, PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import type { PlanState } from '@samplan/shared/plan'
import type { Refusal } from '@samplan/shared/refusal'
import type { SectionHead } from '../storage/ports.ts'

/** The plan as a room must know it, read from the store (never from a cache): `open` only while it is a draft. */
export type Gate = {
  readonly plan: PlanId
  readonly at: PlanState['at']
  readonly open: boolean
  readonly epoch: number
  readonly pending: SubmissionId | null
  readonly pendingExpiresAt: number | null
}

/** Who stands behind a channel, as the session says. Letter and colour are for the cursor. */
export type RoomPerson = { readonly id: PersonId; readonly name: string; readonly letter: string | null; readonly colour: string | null }

export type Access =
  | { readonly person: RoomPerson; readonly right: 'read' | 'write' }
  | { readonly person: RoomPerson; readonly right: 'none' }

/** What the rooms need from plans and people; given by app.ts. */
export type RoomsSurroundings = {
  /** Null: no such section. Reads the plan from the store, every time. */
  readonly gate: (section: SectionId) => Promise<Gate | null>
  /** The right of this person in this section now. */
  readonly access: (person: PersonId, section: SectionId) => Promise<Access>
  /** The same without asking the store, from what was read since it last moved; null: not known. Absent where others may move it unheard. */
  readonly knownAccess?: (person: PersonId, section: SectionId) => Access | null
  /** First content of a section without a document: the update to seed it with. */
  readonly firstContent: (section: SectionId) => Promise<Uint8Array>
  readonly now: () => number
  readonly log: RoomLog
  /** Without one nothing is counted. */
  readonly meter?: RoomMeter
}

/** Counts what happens in the rooms; called on the way of every edit, so it is cheap and never throws. */
export type RoomMeter = {
  readonly flushed: (seconds: number) => void
  readonly refused: (why: 'malformed' | 'tooLarge') => void
  readonly froze: (outcome: 'frozen' | 'lost' | 'failed') => void
}

export const noMeter: RoomMeter = { flushed: () => undefined, refused: () => undefined, froze: () => undefined }

/** The rooms at this moment. `unsavedSince`: when the oldest edit came that is not on disk, in milliseconds. */
export type RoomFigures = {
  readonly rooms: number
  readonly channels: number
  readonly held: number
  readonly nearlyFull: number
  readonly unsavedSince: number | null
}

export type RoomLog = {
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
  info(facts: object, text: string): void
}

/** A client's awareness as its process has encoded it for all clients. */
export type AwarenessElsewhere = { readonly client: number; readonly clock: number; readonly isGone: boolean; readonly bytes: Uint8Array }

/** Told after the flush is on disk; `entry` is the id of the newest entry. */
export type RoomEvents = {
  readonly changed: (section: SectionId, entry: string) => void
  readonly presence: (section: SectionId, people: readonly RoomPerson[]) => void
  /** Awareness that changed here, where other processes are told of it. */
  readonly awareness?: (section: SectionId, entries: readonly AwarenessElsewhere[]) => void
  /** A section has been loaded. */
  readonly opened?: (section: SectionId) => void
}

/** What a room had taken in and could not write: Yjs updates in order, made in `epoch` by a program of `schema`. */
export type UnsavedText = {
  readonly section: SectionId
  readonly epoch: number
  readonly schema: number
  readonly updates: readonly Uint8Array[]
}

/**
 * `onDisk`: now, or it was before. `later`: a submission is under way, or the store does not answer. `refused`: these updates are not in the
 * text, because its epoch is over, the plan is no draft, the section is gone, or they hang on text that nobody has; the others are on disk.
 */
export type TakenIn = 'onDisk' | 'later' | { readonly refused: readonly Uint8Array[] }

export type FrozenSection = { readonly section: SectionId; readonly doc: Y.Doc }

/** What others may ask of the rooms: nobody outside holds a room's live Y.Doc. */
export interface Rooms {
  /** The section's text as it is on disk and in memory, in a document of the caller's own. Works in every state of the plan. */
  read(section: SectionId): Promise<Y.Doc>
  /** The same as it is on disk alone: what a crash would leave. Null where no element of this name can be in it: then nothing is taken apart. */
  readStored(section: SectionId, element: string): Promise<Y.Doc | null>
  /** Runs `edit` on the section's document as the server; resolves when it is on disk. Refused when the plan is no draft, or held by a submission. `edit` must be synchronous. */
  transact<Result>(section: SectionId, edit: (doc: Y.Doc) => Result): Promise<Result | Refusal>
  /** Step 6 of the freeze: opens the section like anybody (creating first content), reads the plan, sets the freeze; the text read after that. 'lost': the submission is no longer the plan's pending. */
  freeze(section: SectionId, submission: SubmissionId): Promise<FrozenSection | 'lost'>
  /** The plan of these sections has moved, or its pending has changed: judge anew (a wake-up only; correctness never depends on it). */
  planChanged(sections: readonly SectionId[]): void
  /** Rights of this person (or, without one, of anybody) may have changed: their channels are judged anew, in these sections or in all; those that lost or gained close with 4503. */
  accessChanged(person?: PersonId, sections?: readonly SectionId[]): void
  /** Some right may have changed unseen: everybody in a room is judged anew, some hundred at a time. Never rejects. */
  judgeAll(): Promise<void>
  /** A session has ended: closes that person's sockets opened with it. */
  sessionEnded(tokenHash: string): void
  present(section: SectionId): readonly RoomPerson[]
  figures(): RoomFigures
  /** What an earlier process could not write: written by the rules of any edit, or not at all. It may be done twice. */
  takeIn(unsaved: UnsavedText): Promise<TakenIn>
  /** Flushes everything, closes channels with 1012. What cannot be saved within `graceMs` is given back, for the caller to keep. */
  close(graceMs: number): Promise<{ readonly unsaved: readonly UnsavedText[] }>
}

export type { SectionHead }
