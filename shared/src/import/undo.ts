/** Owns the corrections so far and the way back through them: drafts are values, so what was is kept as it was. */
import { correct, type Correction } from './correct.ts'
import type { ImportDraft } from './draft.ts'

/** `undone` is taken up again by `redo`; a new correction forgets it. */
export type Corrections = {
  readonly draft: ImportDraft
  readonly done: readonly ImportDraft[]
  readonly undone: readonly ImportDraft[]
}

/** More steps back than a person takes; unchanged pieces are shared between the drafts. */
const mostSteps = 500

export function beginCorrections(draft: ImportDraft): Corrections {
  return { draft, done: [], undone: [] }
}

/** The same value where the correction changes nothing. */
export function takeStep(corrections: Corrections, correction: Correction): Corrections {
  const draft = correct(corrections.draft, correction)
  if (draft === corrections.draft) return corrections
  return { draft, done: [...corrections.done, corrections.draft].slice(-mostSteps), undone: [] }
}

export function undo({ draft, done, undone }: Corrections): Corrections {
  const before = done.at(-1)
  return before ? { draft: before, done: done.slice(0, -1), undone: [...undone, draft] } : { draft, done, undone }
}

export function redo({ draft, done, undone }: Corrections): Corrections {
  const again = undone.at(-1)
  return again ? { draft: again, done: [...done, draft], undone: undone.slice(0, -1) } : { draft, done, undone }
}
