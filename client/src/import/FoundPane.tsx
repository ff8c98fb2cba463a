/** Owns the right pane of the preview: the plan's own facts, then each piece as a row; text between findings is folded. */
import type { ImportDraft, Piece } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import { memo, useMemo } from 'react'
import { importing } from '../text/da/import.ts'
import { nameOf, rowsOf } from './findings.ts'
import { PieceRow } from './PieceRow.tsx'
import { PlanRow } from './PlanRow.tsx'
import { type Look, planRow, type PreviewDesk } from './usePreview.ts'

const words = importing.check

type FoundProps = {
  readonly draft: ImportDraft
  readonly source: SourceText
  readonly look: Look
  readonly desk: PreviewDesk
  readonly doubts: number
}

export function FoundPane({ draft, source, look, desk, doubts }: FoundProps) {
  const { pieces } = draft
  const rows = useMemo(() => rowsOf(pieces, look.shown), [pieces, look.shown])
  const goals = useMemo(() => goalsOf(pieces), [pieces])
  const stop = rows.some(({ id }) => id === look.chosen) ? look.chosen : planRow
  return (
    <section className="r" aria-label={words.ours}>
      <h2>
        {words.ours} <span>{words.places(doubts)}</span>
      </h2>
      <p className="hint" id="import-keys">
        {words.keys}
      </p>
      <ol className="finds">
        <PlanRow draft={draft} isChosen={look.chosen === planRow} isOpen={look.open === planRow} isStop={stop === planRow} desk={desk} />
        {rows.map((row) =>
          row.kind === 'fold' ? (
            <FoldRow
              key={row.id}
              id={row.id}
              pieces={row.pieces}
              isOpen={row.isOpen}
              isChosen={look.chosen === row.id}
              isStop={stop === row.id}
              desk={desk}
            />
          ) : (
            <PieceRow
              key={row.id}
              piece={row.piece}
              isFolded={row.folded !== null}
              isChosen={look.chosen === row.id}
              isOpen={look.open === row.id}
              isStop={stop === row.id}
              // Only an open row asks for these: the others are not drawn anew when a piece elsewhere changes.
              around={look.open === row.id ? { pieces, goals, source } : null}
              desk={desk}
            />
          ),
        )}
      </ol>
    </section>
  )
}

/** The overall goals that a result goal can stand under. */
function goalsOf(pieces: readonly Piece[]): readonly { readonly value: string; readonly label: string }[] {
  return pieces.flatMap((piece) => (piece.kind === 'overallGoal' ? { value: piece.id, label: nameOf(piece, 70) } : []))
}

type FoldProps = {
  readonly id: string
  readonly pieces: readonly Piece[]
  readonly isOpen: boolean
  readonly isChosen: boolean
  readonly isStop: boolean
  readonly desk: PreviewDesk
}

const FoldRow = memo(function FoldRow({ id, pieces, isOpen, isChosen, isStop, desk }: FoldProps) {
  const texts = pieces.filter(({ kind }) => kind === 'text')
  const dropped = pieces.length - texts.length
  const [first] = texts.length > 0 ? texts : pieces
  const count = words.folded(texts.length, dropped)
  const toggle = () =>
    desk.toggle(
      id,
      pieces.map((piece) => piece.id),
    )
  const tab = isStop ? 0 : -1
  return (
    <li className={isChosen ? 'find fold chosen' : 'find fold'} data-row={id}>
      <div className="find-row">
        <button
          type="button"
          className="name"
          data-part="name"
          tabIndex={tab}
          aria-expanded={isOpen}
          onKeyDown={desk.walk}
          onClick={toggle}
        >
          <span className="muted">{count}</span>
          {!isOpen && first && <span className="faint begins">{nameOf(first, 120)}</span>}
        </button>
        <button type="button" className="btn small quiet" tabIndex={-1} aria-hidden="true" onClick={toggle}>
          {isOpen ? words.hide : words.show}
        </button>
      </div>
    </li>
  )
})
