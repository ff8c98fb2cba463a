/** Owns what every row of the preview has: its doubts with their questions, its name, and the button that opens it. */
import type { Doubt } from '@samplan/shared/import/draft'
import type { ReactNode } from 'react'
import { Icon } from '../shell/Icon.tsx'
import { doubtWords, importing } from '../text/da/import.ts'
import type { PreviewDesk } from './usePreview.ts'

type DoubtLinesProps = {
  readonly doubts: readonly Doubt[]
  /** "It is right as it is"; null where it cannot be. */
  readonly onSettle: (() => void) | null
  readonly tab: 0 | -1
}

export function DoubtLines({ doubts, onSettle, tab }: DoubtLinesProps) {
  return (
    <>
      {doubts.map((doubt, at) => (
        <p className="doubt" key={`${doubt.code} ${doubt.words ?? ''}`}>
          <Icon name="warning" />
          <span>
            <b>{doubtWords[doubt.code].ask}</b> {doubtWords[doubt.code].because(doubt.words)}
          </span>
          {at === 0 && onSettle && (
            <button type="button" className="text-btn" data-part="settle" tabIndex={tab} onClick={onSettle}>
              {importing.piece.right}
            </button>
          )}
        </p>
      ))}
    </>
  )
}

type NameButtonProps = {
  readonly row: string
  readonly isChosen: boolean
  readonly tab: 0 | -1
  readonly desk: PreviewDesk
  readonly children: ReactNode
}

/** Chooses the row; pressed again it opens it. */
export function NameButton({ row, isChosen, tab, desk, children }: NameButtonProps) {
  return (
    <button
      type="button"
      className="name"
      data-part="name"
      tabIndex={tab}
      aria-current={isChosen || undefined}
      onKeyDown={desk.walk}
      onClick={() => (isChosen ? desk.toggle(row) : desk.choose(row))}
    >
      {children}
    </button>
  )
}

type OpenButtonProps = { readonly name: string; readonly isOpen: boolean; readonly tab: 0 | -1; readonly onPress: () => void }

export function OpenButton({ name, isOpen, tab, onPress }: OpenButtonProps) {
  const words = importing.check
  return (
    <button
      type="button"
      className="btn small quiet"
      tabIndex={tab}
      aria-expanded={isOpen}
      aria-label={isOpen ? words.closes(name) : words.edits(name)}
      onClick={onPress}
    >
      {isOpen ? words.close : words.edit}
    </button>
  )
}
