/** Owns one piece in the preview: what it is, its name, its doubts, and its fields when it is open. */
import { choiceOf, type PieceChoice, pieceChoices } from '@samplan/shared/import/correct'
import type { Piece } from '@samplan/shared/import/draft'
import { memo } from 'react'
import { importing } from '../text/da/import.ts'
import { nameOf } from './findings.ts'
import { goalSummary } from './goalSummary.ts'
import { type Around, PieceForm } from './PieceForm.tsx'
import { DoubtLines, NameButton, OpenButton } from './rowParts.tsx'
import type { PreviewDesk } from './usePreview.ts'

const words = importing.check

type PieceRowProps = {
  readonly piece: Piece
  /** It stands in an opened fold. */
  readonly isFolded: boolean
  readonly isChosen: boolean
  readonly isOpen: boolean
  /** Its controls are the list's stop for the tab key. */
  readonly isStop: boolean
  readonly around: Around | null
  readonly desk: PreviewDesk
}

export const PieceRow = memo(
  function PieceRow({ piece, isFolded, isChosen, isOpen, isStop, around, desk }: PieceRowProps) {
    const { id, doubts } = piece
    const tab = isStop ? 0 : -1
    const name = nameOf(piece, 160) || words.noWords
    const classes = ['find', piece.kind, doubts.length > 0 && 'look', isFolded && 'folded', isChosen && 'chosen'].filter(Boolean).join(' ')
    return (
      <li className={classes} data-row={id} data-level={piece.kind === 'section' ? piece.level : undefined}>
        <DoubtLines doubts={doubts} onSettle={() => desk.take({ do: 'settle', piece: id })} tab={tab} />
        <div className="find-row">
          <select
            className="input"
            data-part="kind"
            aria-label={words.kind(nameOf(piece, 60))}
            tabIndex={tab}
            value={choiceOf(piece)}
            onChange={(event) => desk.kind(id, event.target.value as PieceChoice)}
          >
            {pieceChoices.map((choice) => (
              <option key={choice} value={choice}>
                {words.choices[choice]}
              </option>
            ))}
          </select>
          <NameButton row={id} isChosen={isChosen} tab={tab} desk={desk}>
            {name}
          </NameButton>
          <OpenButton name={nameOf(piece, 60)} isOpen={isOpen} tab={tab} onPress={() => desk.toggle(id)} />
        </div>
        {!isOpen && <Beneath piece={piece} />}
        {isOpen && around && <PieceForm piece={piece} around={around} desk={desk} />}
      </li>
    )
  },
  (before, now) =>
    before.piece === now.piece &&
    before.isFolded === now.isFolded &&
    before.isChosen === now.isChosen &&
    before.isOpen === now.isOpen &&
    before.isStop === now.isStop &&
    before.desk === now.desk &&
    before.around?.pieces === now.around?.pieces &&
    before.around?.source === now.around?.source,
)

function Beneath({ piece }: { readonly piece: Piece }) {
  const say =
    piece.kind === 'resultGoal'
      ? goalSummary(piece.indicators)
      : piece.kind === 'leftOut'
        ? words.reasons[piece.reason]
        : piece.kind === 'overallGoal'
          ? categoryOf(piece.category)
          : ''
  return say ? <p className="faint beneath">{say}</p> : null
}

function categoryOf(category: string | null): string {
  const names: Readonly<Record<string, string>> = importing.piece.categories
  return category ? (names[category] ?? category) : ''
}
