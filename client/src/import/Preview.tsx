/** Owns the preview: the text on the left, what was found on the right, the doubts, undo and the way on below. */
import type { Span } from '@samplan/shared/import/draft'
import { useCallback, useMemo, useState } from 'react'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Icon } from '../shell/Icon.tsx'
import { useDocumentKeys } from '../shell/useDocumentKeys.ts'
import { importing } from '../text/da/import.ts'
import { countsOf, lineMarks } from './findings.ts'
import { FoundPane } from './FoundPane.tsx'
import { ImportFrame } from './ImportFrame.tsx'
import type { ReadyImport } from './importApi.ts'
import { SourcePane } from './SourcePane.tsx'
import type { CorrectionsHand, CorrectionsView } from './useCorrections.ts'
import { showOnly, usePreview } from './usePreview.ts'

const words = importing.check

type PreviewProps = {
  readonly one: ReadyImport
  readonly view: CorrectionsView
  readonly hand: CorrectionsHand
  readonly reload: () => void
  readonly create: () => void
}

export function Preview({ one, view, hand, reload, create }: PreviewProps) {
  const { draft, keeping } = view
  const [look, desk] = usePreview(hand, one.source)
  const marks = useMemo(() => lineMarks(draft.pieces), [draft.pieces])
  const counts = useMemo(() => countsOf(draft), [draft])
  const [line, setLine] = useState(() => one.source.lines.find(({ text }) => text.trim() !== '')?.number ?? 1)
  const chosen = draft.pieces.find(({ id }) => id === look.chosen)
  const span: Span | null = chosen?.span ?? null
  const chooseLine = useCallback(
    (number: number, byKey: boolean) => {
      setLine(number)
      const piece = lineMarks(hand.draft().pieces).get(number)?.piece
      if (piece) desk.choose(piece, byKey ? 'name' : showOnly)
    },
    [desk, hand],
  )
  useDocumentKeys((event) => actOf(event, desk))
  return (
    <ImportFrame
      step="check"
      title={words.title}
      intro={`${words.found(counts.sections, counts.overall, counts.results)} ${words.inDoubt(counts.doubts)} ${words.notYet}`}
      width="wide"
    >
      {keeping.is === 'conflict' && (
        <div className="banner warn after" role="alert">
          <Icon name="warning" />
          <p>{importing.conflict.say}</p>
          <Button onPress={reload}>{importing.conflict.load}</Button>
        </div>
      )}
      <div className="import">
        <SourcePane source={one.source} marks={marks} chosen={span} current={line} onCurrent={setLine} onChoose={chooseLine} />
        <FoundPane draft={draft} source={one.source} look={look} desk={desk} doubts={counts.doubts} />
      </div>
      <Foot doubts={counts.doubts} look={look} keeping={keeping} canUndo={view.done.length > 0} desk={desk} create={create} />
    </ImportFrame>
  )
}

type Desk = ReturnType<typeof usePreview>[1]

type FootProps = {
  readonly doubts: number
  readonly look: ReturnType<typeof usePreview>[0]
  readonly keeping: CorrectionsView['keeping']
  readonly canUndo: boolean
  readonly desk: Desk
  readonly create: () => void
}

function Foot({ doubts, look, keeping, canUndo, desk, create }: FootProps) {
  const foot = importing.foot
  const kept = { kept: foot.kept, keeping: foot.keeping, conflict: foot.notKept, failed: foot.notKept }[keeping.is]
  return (
    <div className="sticky-foot">
      <p>
        <span>{look.doubt === null ? foot.doubts(doubts) : foot.doubt(look.doubt + 1, doubts)}</span>
        {doubts > 0 && (
          <button type="button" className="text-btn" onClick={desk.next} aria-keyshortcuts="F8">
            {foot.next}
          </button>
        )}
        <span className="kept" role="status">
          {keeping.is === 'failed'
            ? `${foot.notKept} ${sentenceOf(keeping.why)}`
            : [look.said, canUndo || keeping.is !== 'kept' ? kept : ''].filter(Boolean).join(' ')}
        </span>
      </p>
      <Button onPress={desk.undo}>
        <Icon name="undo" /> {foot.undo}
      </Button>
      <Button kind="primary" onPress={create}>
        {foot.go}
      </Button>
    </div>
  )
}

/** Of the whole preview: F8 to the next doubt, Ctrl+Z and Ctrl+Y through the corrections. What is being written keeps its own undo. */
function actOf(event: KeyboardEvent, desk: Desk): (() => void) | null {
  if (event.key === 'F8') return desk.next
  const { target } = event
  const row = target instanceof Element ? target.closest('.piece-form, .fields')?.closest<HTMLElement>('[data-row]') : null
  if (event.key === 'Escape' && row) return () => desk.close(row.dataset['row'] ?? '')
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  if (target instanceof HTMLElement && target.dataset['written'] === 'true') return null
  const key = event.key.toLowerCase()
  if (key === 'y' || (key === 'z' && event.shiftKey)) return desk.redo
  return key === 'z' ? desk.undo : null
}
