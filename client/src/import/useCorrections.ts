/** Owns the corrections of an import in this tab: the steps, the way back, and that the server keeps them. */
import type { Correction } from '@samplan/shared/import/correct'
import { beginCorrections, type Corrections, redo, takeStep, undo } from '@samplan/shared/import/undo'
import type { ImportDraft } from '@samplan/shared/import/draft'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { onSessionBack } from '../session.ts'
import { DraftKeeper, type Keeping } from './draftKeeper.ts'

export type CorrectionsView = Corrections & { readonly keeping: Keeping }

export type CorrectionsHand = {
  /** The newest draft, also before the page is drawn with it. */
  readonly draft: () => ImportDraft
  /** Takes a correction; false where it cannot be done, or changes nothing. */
  readonly take: (correction: Correction) => boolean
  /** The drafts before and after, or null where there was nothing to undo. */
  readonly undo: () => readonly [ImportDraft, ImportDraft] | null
  readonly redo: () => readonly [ImportDraft, ImportDraft] | null
  /** Resolves when the server has the newest draft; false where it cannot. */
  readonly flush: () => Promise<boolean>
}

export function useCorrections(id: string, draft: ImportDraft, revision: number): readonly [CorrectionsView, CorrectionsHand] {
  const store = useMemo(() => createStore(id, draft, revision), [id, draft, revision])
  const view = useSyncExternalStore(store.subscribe, store.view)
  useEffect(() => {
    const back = onSessionBack(store.keeper.retry)
    const leaving = new AbortController()
    const { signal } = leaving
    const leave = (): boolean => {
      takeWritten()
      return store.keeper.leave()
    }
    // A draft that is too large to outlive the page needs a moment: the browser asks before it goes.
    const warn = (event: BeforeUnloadEvent): void => {
      if (!leave()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn, { signal })
    // A telephone puts a page away without asking it.
    window.addEventListener('pagehide', leave, { signal })
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave(), { signal })
    return () => {
      back()
      leaving.abort()
      store.keeper.close()
    }
  }, [store])
  return [view, store.hand]
}

/** What is written in a field and not taken yet is taken when the field is left; who stays on the page, or comes back, stands in it again. */
function takeWritten(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLElement) || field.dataset['written'] !== 'true') return
  field.blur()
  setTimeout(() => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true })
  })
}

function createStore(id: string, draft: ImportDraft, revision: number) {
  const watchers = new Set<() => void>()
  let corrections = beginCorrections(draft)
  let view: CorrectionsView | null = null
  const changed = (): void => {
    view = null
    for (const tell of watchers) tell()
  }
  const keeper = new DraftKeeper(id, revision, changed)
  const go = (next: Corrections): readonly [ImportDraft, ImportDraft] | null => {
    if (next.draft === corrections.draft) return null
    const before = corrections.draft
    corrections = next
    keeper.keep(next.draft)
    changed()
    return [before, next.draft]
  }
  const hand: CorrectionsHand = {
    draft: () => corrections.draft,
    take: (correction) => go(takeStep(corrections, correction)) !== null,
    undo: () => go(undo(corrections)),
    redo: () => go(redo(corrections)),
    flush: () => keeper.flush(),
  }
  return {
    keeper,
    hand,
    view: () => (view ??= { ...corrections, keeping: keeper.keeping }),
    subscribe: (tell: () => void) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}
