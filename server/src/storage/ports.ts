/**
 * Owns the ports of the storage: what the server may ask of it. Every write is one operation on one document.
 *
 * An operation that gets no reply throws `NoReply`: it was carried out, or will be later, or never; the caller reads
 * and judges anew. Any other failure of the store throws `StoreUnavailable`: nothing was written.
 */
import type { GoalId, ImportId, IndicatorId, PersonId, PlanId, SectionId, SubmissionId, UnitId } from '@samplan/shared/ids'
import type { Goal, Measurement } from '@samplan/shared/goal'
import type { Membership, Person, Unit } from '@samplan/shared/people'
import type { BinnedEntry, OutlineEntry, Plan, PlanState, Step } from '@samplan/shared/plan'
import type { Refusal } from '@samplan/shared/refusal'

export class NoReply extends Error {
  override name = 'NoReply'
}
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** What an update of a section matches: exactly what was judged. */
export type HeadMatch = { readonly epoch: number; readonly freeze: SubmissionId | null; readonly schema: number }

export type TailEntry = { readonly id: string; readonly update: Uint8Array }

/** A section's document. Its text is that of the parts named in `base` and of the entries of `tail`. */
export type SectionHead = HeadMatch & { readonly plan: PlanId; readonly base: readonly string[]; readonly tail: readonly TailEntry[] }

/** What tells whether a section has moved: its head without the text. `known` has the ids of `base` and of the tail's entries. */
export type SectionMark = HeadMatch & { readonly known: readonly string[] }

export type Append = { readonly section: SectionId; readonly match: HeadMatch; readonly epoch: number; readonly entry: TailEntry }

/** The sections' text, by the protocol of docs/ARCHITECTURE.md (the freeze). */
export interface SectionStore {
  /** First content: creates the document under the section's own id. False when it exists already (the loser loads). */
  create(section: SectionId, head: SectionHead): Promise<boolean>
  read(section: SectionId): Promise<SectionHead | null>
  /** Of many sections in one read; those without a document are not in it. */
  marks(sections: readonly SectionId[]): Promise<ReadonlyMap<SectionId, SectionMark>>
  /** Each append matches (epoch, freeze, schema), sets `epoch`, sets freeze to null and pushes the entry. True per append when it matched and is on disk. Appends of many sections go in one command. */
  append(appends: readonly Append[]): Promise<readonly boolean[]>
  /** Sets `freeze` and `epoch` where the head matches. */
  freeze(section: SectionId, match: HeadMatch, epoch: number, submission: SubmissionId): Promise<boolean>
  readPart(part: string): Promise<Uint8Array | null>
  insertPart(part: string, section: SectionId, update: Uint8Array): Promise<void>
  /** Where `base` is exactly `base`: pushes `part` and pulls the entries named. NoReply: delete nothing, do not try again. */
  spill(section: SectionId, base: readonly string[], part: string, entries: readonly string[]): Promise<boolean>
  /** Where `base` is exactly `base`: sets it to [part]. NoReply as for spill. */
  merge(section: SectionId, base: readonly string[], part: string): Promise<boolean>
  deleteParts(parts: readonly string[]): Promise<void>
  /**
   * Deletes the parts that no head names and that are at least `age` milliseconds old: a part is written before its head names it, and
   * another process may be about to. Returns how many.
   */
  sweepParts(age: number): Promise<number>
}

/** What one compare-and-set on a plan matches; absent fields are not matched. */
export type PlanMatch = {
  readonly at?: PlanState['at']
  readonly revision?: number
  /** null: there must be no pending. */
  readonly pending?: SubmissionId | null
  readonly outlineVersion?: number
}

export type PlanChange = Partial<Pick<Plan, 'title' | 'state' | 'revision' | 'epoch' | 'outline' | 'bin' | 'pending'>> & {
  readonly pushStep?: Step
}

/** A plan as stored; `outlineVersion` rises with each change of outline or bin. */
export type StoredPlan = Plan & { readonly outlineVersion: number; readonly createdAt: string }

/** What tells whether a plan has moved. */
export type PlanMark = Pick<StoredPlan, 'id' | 'revision' | 'epoch' | 'outlineVersion'> & {
  readonly pending: SubmissionId | null
  /** Rises behind every change of its goals and figures. */
  readonly goalsMoved: number
}

export interface PlanStore {
  create(plan: StoredPlan): Promise<void>
  read(plan: PlanId): Promise<StoredPlan | null>
  /** The plan whose outline or bin holds the section. */
  planOfSection(section: SectionId): Promise<PlanId | null>
  list(): Promise<readonly StoredPlan[]>
  /** Of all plans, in one read. */
  marks(): Promise<readonly PlanMark[]>
  /** Its goals or figures have changed: other processes see it by the mark. The number that says so, this call's alone; null: there is no such plan. */
  noteGoals(plan: PlanId): Promise<number | null>
  /** One compare-and-set; the plan as it is after it, or null when nothing matched. Raises outlineVersion when outline or bin is written. */
  change(plan: PlanId, match: PlanMatch, change: PlanChange): Promise<StoredPlan | null>
  remove(plan: PlanId): Promise<void>
}

export type StoredVersion = {
  readonly hash: string
  readonly plan: PlanId
  readonly revision: number
  readonly submittedAt: string
  readonly submittedBy: string
  /** The canonical text, UTF-8; written once, never made again. */
  readonly bytes: Uint8Array
}

/** A version without its text. `size` is how many bytes that has. */
export type StoredHead = Omit<StoredVersion, 'bytes'> & { readonly size: number }

export interface VersionStore {
  /** Idempotent: the hash is its key. */
  save(version: StoredVersion): Promise<void>
  read(plan: PlanId, hash: string): Promise<StoredVersion | null>
  /** Newest first, read without the bytes. */
  list(plan: PlanId): Promise<readonly StoredHead[]>
}

/** The projection: dropped and rebuilt at will; no mutation writes it. */
export interface GoalStore {
  /** Living goals of a plan by order. */
  list(plan: PlanId): Promise<readonly Goal[]>
  read(plan: PlanId, goal: GoalId): Promise<Goal | null>
  /** Where each goal id lives or last lived, withdrawn ones too: its home. */
  homes(plan: PlanId): Promise<ReadonlyMap<GoalId, SectionId>>
  upsert(plan: PlanId, goals: readonly Goal[]): Promise<void>
  withdraw(plan: PlanId, goals: readonly GoalId[]): Promise<void>
  clear(plan: PlanId): Promise<void>
  /** The last tail or part entry of each section that the projection has seen, and remembering it. */
  seen(plan: PlanId): Promise<ReadonlyMap<SectionId, string>>
  remember(plan: PlanId, seen: ReadonlyMap<SectionId, string>): Promise<void>
}

export interface MeasurementStore {
  add(measurement: Measurement): Promise<void>
  remove(plan: PlanId, id: string): Promise<Measurement | null>
  /** Of one goal or of the whole plan. */
  list(plan: PlanId, goal?: GoalId, indicator?: IndicatorId): Promise<readonly Measurement[]>
}

export interface PeopleStore {
  units(): Promise<readonly Unit[]>
  /** False when another unit has the name or letter. */
  saveUnit(unit: Unit): Promise<boolean>
  people(): Promise<readonly Person[]>
  person(id: PersonId): Promise<Person | null>
  /** False when the e-mail is taken. */
  savePerson(person: Person): Promise<boolean>
  setMemberships(id: PersonId, memberships: readonly Membership[]): Promise<void>
}

export type Session = { readonly tokenHash: string; readonly person: PersonId; readonly createdAt: number; readonly expiresAt: number }
export type OneTimeLink = { readonly tokenHash: string; readonly person: PersonId | null; readonly expiresAt: number }

export interface SessionStore {
  create(session: Session): Promise<void>
  /** Null when unknown; expiry is judged by the caller's clock. */
  read(tokenHash: string): Promise<Session | null>
  /** Which of these are there, in one read. */
  living(tokenHashes: readonly string[]): Promise<ReadonlySet<string>>
  end(tokenHash: string): Promise<void>
  endAllOf(person: PersonId): Promise<void>
  createLink(link: OneTimeLink): Promise<void>
  /** Takes it away in the same operation: a link works once. */
  takeLink(tokenHash: string): Promise<OneTimeLink | null>
}

/** A text on its way in, without its words. `name`: of the file, null for a paste. */
export type ImportHead = {
  readonly id: ImportId
  readonly person: PersonId
  readonly name: string | null
  readonly at: string
  /** Milliseconds since 1970; judged by the caller's clock. */
  readonly expiresAt: number
  readonly state: 'reading' | 'ready' | 'failed'
  readonly failure: Refusal | null
  /** Counts the saved corrections. */
  readonly revision: number
}

/** Source and draft of a text that has been read, as bytes packed by import/packed.ts. */
export type ImportTexts = { readonly source: Uint8Array; readonly draft: Uint8Array }

/** Texts on their way in. Whose they are is part of every question: nobody gets another's. */
export interface ImportStore {
  create(head: ImportHead): Promise<void>
  read(person: PersonId, id: ImportId): Promise<ImportHead | null>
  /** With its texts, once it is ready. */
  readWhole(person: PersonId, id: ImportId): Promise<(ImportHead & { readonly texts: ImportTexts | null }) | null>
  /** Newest first. */
  list(person: PersonId): Promise<readonly ImportHead[]>
  /** From reading to ready; false when it is not being read any more. */
  finish(id: ImportId, texts: ImportTexts): Promise<boolean>
  /** From reading to failed; false when it is not being read any more. */
  fail(id: ImportId, failure: Refusal): Promise<boolean>
  /** Where it is ready and has this revision: replaces the draft and raises the revision. */
  saveDraft(person: PersonId, id: ImportId, revision: number, draft: Uint8Array): Promise<boolean>
  remove(person: PersonId, id: ImportId): Promise<void>
  /** Deletes what has expired at `now`; milliseconds since 1970. Returns how many. */
  sweep(now: number): Promise<number>
}

/** Who is where, as another process says it. */
export type PresentPerson = {
  readonly id: PersonId
  readonly name: string
  readonly letter: string | null
  readonly colour: string | null
}

/** What one process says of its rooms. `beat` rises while it lives. */
export type ProcessPresence = {
  readonly process: string
  readonly beat: number
  readonly sections: readonly { readonly section: SectionId; readonly people: readonly PresentPerson[] }[]
}

/** Who is in which section, told from process to process. Nothing rests on it. */
export interface PresenceStore {
  /** In the place of what the process said before. */
  say(presence: ProcessPresence): Promise<void>
  /** What all say, the dead too. */
  hear(): Promise<readonly ProcessPresence[]>
  forget(processes: readonly string[]): Promise<void>
}

/** Work that one process at a time may do. */
export interface LeaseStore {
  /** Takes it until `until` (milliseconds since 1970), or takes it for longer; false while another holds one that has not ended at `now`. */
  take(name: string, holder: string, now: number, until: number): Promise<boolean>
  drop(name: string, holder: string): Promise<void>
}

/** What is written at the first start. */
export type Installation = {
  /** Part of the cookie's name: cookies ignore ports. */
  readonly id: string
  readonly demo: boolean
  readonly municipality: string
  readonly dataVersion: number
  readonly createdAt: string
}

export interface InstallationStore {
  read(): Promise<Installation | null>
  /** False when there is one already. */
  create(installation: Installation): Promise<boolean>
  setDataVersion(version: number): Promise<void>
}

export type Stores = {
  readonly sections: SectionStore
  readonly plans: PlanStore
  readonly versions: VersionStore
  readonly goals: GoalStore
  readonly measurements: MeasurementStore
  readonly people: PeopleStore
  readonly sessions: SessionStore
  readonly imports: ImportStore
  readonly installation: InstallationStore
  readonly presence: PresenceStore
  readonly leases: LeaseStore
  /** Empties everything but the installation and the leases: for resetting a demo. */
  wipe(): Promise<void>
  close(): Promise<void>
}

export type { OutlineEntry, BinnedEntry, UnitId }
