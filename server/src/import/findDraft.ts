/** Owns the step from a text to its draft, and the refusal of a text in which there is no plan. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import { findPlan } from '@samplan/shared/import/findPlan'
import type { SourceText } from '@samplan/shared/import/source'
import type { Refusal } from '@samplan/shared/refusal'

/** The draft, or a refusal where neither a section nor a goal was found. */
export function findDraft(source: SourceText): ImportDraft | Refusal {
  const draft = findPlan(source)
  const found = draft.pieces.some(({ kind }) => kind === 'section' || kind === 'overallGoal' || kind === 'resultGoal')
  return found ? draft : { refused: 'importNoPlan' }
}
