/**
 * Owns what really stands in the store: every operation is seen at the moment it is carried out, and judged by the rules of
 * the freeze. The only place where text comes into being.
 */
import type { SectionId, SubmissionId } from '@samplan/shared/ids'
import * as Y from 'yjs'
import type { SectionStore } from '../../storage/ports.ts'
import { applyAll, docOf } from '../loadSection.ts'
import type { TestPlan } from '../testRig.ts'
import { deletedIn, type Edit, fragmentOf, isIn, type Parts, sameText, stateOf } from './edits.ts'

/** The text of one section, kept beside the store: what the store's operations should have made of it. */
export type SectionTruth = {
  readonly doc: Y.Doc
  /** All that people of this epoch with the right to write have sent: nothing else may enter. */
  allowed: Y.Doc
  seeded: boolean
  /** The text behind each freeze, as it was then. */
  readonly frozen: Map<SubmissionId, Y.Doc>
  /** The freeze that stands in the section. */
  freeze: SubmissionId | null
}

export type Truth = {
  readonly store: SectionStore
  of(section: SectionId): SectionTruth
  has(edit: Pick<Edit, 'section'> & Parts): boolean
  /** The edit's author makes it known: from now on it can be recognised. */
  made(edit: Edit): void
  /** Who wrote this Yjs client's structs at this clock. */
  ownerOf(client: number, clock: number): Edit | null
  /** The edit was sent by somebody who may write. */
  offered(edit: Edit): void
  /** The epoch is over: what has not entered never will. */
  epochEnds(): void
  /** Nothing that a head names is missing, and the text is what entered. */
  checkStored(section: SectionId): Promise<void>
}

export type Check = (holds: boolean, rule: () => string) => void

export function createTruth(inner: SectionStore, plan: TestPlan, check: Check): Truth {
  const sections = new Map<SectionId, SectionTruth>()
  const edits = new Map<number, Edit[]>()

  const of = (section: SectionId): SectionTruth => {
    const known = sections.get(section) ?? { doc: new Y.Doc(), allowed: new Y.Doc(), seeded: false, frozen: new Map(), freeze: null }
    sections.set(section, known)
    return known
  }
  const ownerOf = (client: number, clock: number): Edit | null =>
    edits.get(client)?.find(({ structs }) => structs.some((span) => span.client === client && span.clock <= clock && clock < span.end)) ??
    null

  /** New text: whose is it, and may it come in now? */
  const checkStructs = (section: SectionId, before: ReadonlyMap<number, number>, now: Readonly<TestPlan>): boolean => {
    const after = stateOf(of(section).doc)
    const owners = new Set<Edit>()
    let grown = false
    for (const [client, end] of after) {
      for (let clock = before.get(client) ?? 0; clock < end;) {
        grown = true
        const owner = ownerOf(client, clock)
        check(owner !== null, () => `I9 text of nobody (${client}:${clock}) enters ${section}`)
        if (!owner) break
        owners.add(owner)
        clock = owner.structs.find((span) => span.client === client && span.end > clock)?.end ?? end
      }
    }
    for (const edit of owners) {
      check(edit.epoch === now.epoch, () => `I5 ${edit.name} of epoch ${edit.epoch} enters in epoch ${now.epoch}`)
      check(edit.offered, () => `RO ${edit.name} enters, though its author may not write`)
      check(edit.fate !== 'refused', () => `I12 ${edit.name} enters after it was refused`)
      const lacks = [...edit.seen].filter(([client, end]) => (after.get(client) ?? 0) < end)
      check(lacks.length === 0, () => `I10 ${edit.name} enters without the text it was made in (${lacks.join(' ')})`)
    }
    return grown
  }

  const entered = (section: SectionId, update: Uint8Array, epoch: number, now: Readonly<TestPlan>): void => {
    const truth = of(section)
    const { doc, frozen, allowed } = truth
    const [state, deleted] = [stateOf(doc), deletedIn(doc)]
    Y.applyUpdate(doc, update)
    truth.freeze = null
    check(epoch === now.epoch, () => `I5 ${section} goes to epoch ${epoch}, the plan is at ${now.epoch}`)
    check(doc.store.pendingStructs === null && doc.store.pendingDs === null, () => `I10 an entry of ${section} lacks what it hangs on`)
    const grown = checkStructs(section, state, now)
    const may = deletedIn(allowed)
    const gone = [...deletedIn(doc)].filter((id) => !deleted.has(id))
    check(
      gone.every((id) => may.has(id)),
      () => `RO a deletion enters ${section} that nobody of this epoch with the right to write has sent`,
    )
    if (!grown && gone.length === 0) return
    check(now.at === 'draft', () => `I3 text enters ${section} of a frozen plan`)
    check(now.pending === null || !frozen.has(now.pending), () => `I3 text enters ${section} behind the freeze of ${now.pending}`)
  }

  const checkStored = async (section: SectionId): Promise<void> => {
    const head = await inner.read(section)
    if (!head) return
    const updates: Uint8Array[] = []
    for (const id of head.base) {
      const part = await inner.readPart(id)
      check(part !== null, () => `I8 part ${id} of ${section} is missing`)
      if (part) updates.push(part)
    }
    const stored = docOf([...updates, ...head.tail.map((entry) => entry.update)])
    check(sameText(stored, of(section).doc), () => `I8 the store of ${section} does not hold what entered`)
    check(head.freeze === of(section).freeze, () => `I8 the freeze of ${section} is ${head.freeze}`)
    stored.destroy()
  }
  const checkAll = async (): Promise<void> => {
    for (const section of sections.keys()) await checkStored(section)
  }

  const store: SectionStore = {
    ...inner,
    async create(section, head) {
      const now = { ...plan }
      const created = await inner.create(section, head)
      if (!created) return created
      const truth = of(section)
      check(!truth.seeded, () => `I9 first content of ${section} enters twice`)
      check(head.epoch === now.epoch, () => `I5 ${section} begins in epoch ${head.epoch}, the plan is at ${now.epoch}`)
      truth.seeded = true
      for (const doc of [truth.doc, truth.allowed])
        applyAll(
          doc,
          head.tail.map((entry) => entry.update),
        )
      return created
    },
    async append(appends) {
      const now = { ...plan }
      const matched = await inner.append(appends)
      appends.forEach(({ section, entry, epoch }, index) => {
        if (matched[index]) entered(section, entry.update, epoch, now)
      })
      return matched
    },
    async freeze(section, match, epoch, submission) {
      const now = { ...plan }
      const set = await inner.freeze(section, match, epoch, submission)
      if (!set) return set
      const truth = of(section)
      check(epoch === now.epoch, () => `I5 ${section} is frozen for epoch ${epoch}, the plan is at ${now.epoch}`)
      check(truth.seeded, () => `I9 ${section} is frozen before its first content`)
      truth.freeze = submission
      truth.frozen.set(submission, docOf([Y.encodeStateAsUpdate(truth.doc)]))
      return set
    },
    async spill(section, base, part, entries) {
      const moved = await inner.spill(section, base, part, entries)
      await checkStored(section)
      return moved
    },
    async merge(section, base, part) {
      const moved = await inner.merge(section, base, part)
      await checkStored(section)
      return moved
    },
    async deleteParts(parts) {
      await inner.deleteParts(parts)
      await checkAll()
    },
    async sweepParts(age) {
      const swept = await inner.sweepParts(age)
      await checkAll()
      return swept
    },
  }

  return {
    store,
    of,
    has: (edit) => isIn(edit, stateOf(of(edit.section).doc), deletedIn(of(edit.section).doc)),
    made(edit) {
      for (const client of new Set(edit.structs.map((span) => span.client))) edits.set(client, [...(edits.get(client) ?? []), edit])
    },
    ownerOf,
    offered(edit) {
      if (edit.offered) return
      edit.offered = true
      if (edit.epoch === plan.epoch) Y.applyUpdate(of(edit.section).allowed, edit.update)
    },
    epochEnds() {
      for (const truth of sections.values()) {
        truth.allowed.destroy()
        truth.allowed = docOf([Y.encodeStateAsUpdate(truth.doc)])
      }
    },
    checkStored,
  }
}

/** The version of a section is its text at the freeze, and has all of these. */
export function checkVersion(
  truth: SectionTruth,
  section: SectionId,
  submission: SubmissionId,
  version: Y.Doc,
  acknowledged: readonly Edit[],
  check: Check,
): void {
  const then = truth.frozen.get(submission)
  check(then !== undefined, () => `I2 ${section} was not frozen by ${submission}`)
  if (!then) return
  check(fragmentOf(then).toString() === fragmentOf(version).toString(), () => `I2 the version of ${section} is not its text at the freeze`)
  check(sameText(then, truth.doc), () => `I3 something entered ${section} between freeze and commit`)
  const [state, deleted] = [stateOf(version), deletedIn(version)]
  for (const edit of acknowledged)
    check(isIn(edit, state, deleted), () => `I2 ${edit.name}, acknowledged before the begin, is not in the version`)
}
