/** Owns the submitter's step in one section: open it like anybody else, set the freeze, and read what stands before it. */
import { sectionSchema } from '@samplan/shared/section/content'
import type { SectionId, SubmissionId } from '@samplan/shared/ids'
import type * as Y from 'yjs'
import { NoReply, type SectionStore } from '../storage/ports.ts'
import type { Gate } from './contract.ts'
import { docOf, loadSection } from './loadSection.ts'

export type Opening = {
  readonly store: SectionStore
  readonly gate: (section: SectionId) => Promise<Gate | null>
  readonly firstContent: (section: SectionId) => Promise<Uint8Array>
  readonly newId: () => string
}

/** Creates the section's document with its first content. One creator wins; the loser loads, and so does who got no reply. */
export async function createFirstContent({ store, firstContent, newId }: Opening, section: SectionId, gate: Gate): Promise<void> {
  const update = await firstContent(section)
  await unlessNoReply(() =>
    store.create(section, {
      plan: gate.plan,
      epoch: gate.epoch,
      freeze: null,
      schema: sectionSchema,
      base: [],
      tail: [{ id: newId(), update }],
    }),
  )
}

/** The text at the freeze, or 'lost' when the submission is no longer the plan's pending. StoreUnavailable is the caller's. */
export async function freezeSection(opening: Opening, section: SectionId, submission: SubmissionId): Promise<Y.Doc | 'lost'> {
  const { store } = opening
  for (;;) {
    const loaded = await loadSection(store, section)
    const gate = await opening.gate(section)
    if (!gate?.open || gate.pending !== submission) return 'lost'
    if (!loaded) {
      await createFirstContent(opening, section, gate)
      continue
    }
    // The text read after the freeze is in place is the version's: what was read before it may lack an edit.
    if (loaded.head.freeze === submission) return docOf(loaded.updates)
    const { epoch, freeze, schema } = loaded.head
    await unlessNoReply(() => store.freeze(section, { epoch, freeze, schema }, gate.epoch, submission))
  }
}

/** A lost reply is as good as any: what the section then holds decides. */
async function unlessNoReply(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof NoReply)) throw error
  }
}
