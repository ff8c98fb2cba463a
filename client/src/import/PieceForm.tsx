/** Owns the open form of a piece: its words, splitting and joining, a goal's fields, the lines that it came from. */
import { pieceAbove, wordsOf } from '@samplan/shared/import/correct'
import { isWritable } from '@samplan/shared/import/correctBlock'
import type { OverallGoalPiece, Piece } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import { titleLimit } from '@samplan/shared/outline'
import { goalWords } from '@samplan/shared/section/goalWords'
import { blockHtml } from '@samplan/shared/section/html'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { type Option, SelectField } from '../shell/Field.tsx'
import { importing } from '../text/da/import.ts'
import { GoalFields } from './GoalFields.tsx'
import type { PreviewDesk } from './usePreview.ts'
import { WrittenField } from './WrittenField.tsx'

const words = importing.piece

/** What an open row knows of the rest. */
export type Around = { readonly pieces: readonly Piece[]; readonly goals: readonly Option[]; readonly source: SourceText }

type FormProps = { readonly piece: Piece; readonly around: Around; readonly desk: PreviewDesk }

export function PieceForm({ piece, around, desk }: FormProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { id } = piece
  const isTable = piece.kind === 'text' && !isWritable(piece.block)
  const split = () => setProblem(desk.split(id, field.current?.selectionStart ?? 0) ? null : words.splitNowhere)
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault()
      // What is being written is taken first: the place of the caret is one in these words.
      desk.take({ do: 'write', piece: id, words: field.current?.value ?? '' })
      split()
    }
  }
  return (
    <div className="piece-form">
      {piece.kind === 'overallGoal' && <Category piece={piece} desk={desk} />}
      {piece.kind === 'resultGoal' && <GoalFields piece={piece} goals={around.goals} desk={desk} />}
      {isTable ? (
        <Table piece={piece} />
      ) : (
        <WrittenField
          part="words"
          area
          input={field}
          onKeyDown={press}
          label={labelOf(piece)}
          value={wordsOf(piece)}
          lines={piece.kind === 'text'}
          readOnly={piece.kind === 'leftOut'}
          check={(written) => (piece.kind === 'section' && written.trim().length > titleLimit ? words.tooLong(titleLimit) : null)}
          commit={(written) => void desk.take({ do: 'write', piece: id, words: written })}
          hint={piece.kind === 'leftOut' ? words.leftOutHint : words.splitHint}
          className="serif"
        />
      )}
      <div className="btn-row">
        {isTable ? (
          <Button small onPress={() => desk.take({ do: 'plain', piece: id })}>
            {words.plain}
          </Button>
        ) : (
          <Button small onPress={split}>
            {words.split}
          </Button>
        )}
        <Button small onPress={() => desk.join(id)} cannot={pieceAbove(around.pieces, id) ? null : words.joinNot}>
          {words.join}
        </Button>
      </div>
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <SourceLines piece={piece} around={around} />
    </div>
  )
}

function labelOf(piece: Piece): string {
  switch (piece.kind) {
    case 'section':
      return words.title
    case 'overallGoal':
      return words.goalTitle
    case 'resultGoal':
      return words.statement
    case 'leftOut':
      return words.leftOut
    case 'text':
      return piece.block.type === 'bulletList' || piece.block.type === 'orderedList' ? words.list : words.text
  }
}

function Category({ piece, desk }: { readonly piece: OverallGoalPiece; readonly desk: PreviewDesk }) {
  const known: Readonly<Record<string, string>> = words.categories
  const { category } = piece
  const options = [
    { value: '', label: words.noCategory },
    ...Object.entries(known).map(([value, label]) => ({ value, label })),
    ...(category && !known[category] ? [{ value: category, label: category }] : []),
  ]
  return (
    <div className="fields" data-part="category">
      <SelectField
        label={words.category}
        value={category ?? ''}
        options={options}
        onChange={(value) => void desk.take({ do: 'category', piece: piece.id, category: value || null })}
      />
    </div>
  )
}

function Table({ piece }: { readonly piece: Extract<Piece, { kind: 'text' }> }) {
  const html = blockHtml(piece.block, { level: 1, words: goalWords })
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="scroll-x found-table" role="region" tabIndex={0} aria-label={words.tableName}>
        <div dangerouslySetInnerHTML={{ __html: html }} />
      </div>
      <p className="hint">{words.table}</p>
    </>
  )
}

/** On a narrow screen the text stands far below: its lines are here too. */
function SourceLines({ piece, around }: { readonly piece: Piece; readonly around: Around }) {
  const { from, to } = piece.span
  const lines = around.source.lines.filter(({ number, text }) => number >= from && number <= to && text.trim() !== '')
  return (
    <blockquote className="from-source" aria-label={words.from}>
      <p className="label">
        {words.from}, {importing.check.lines(from, to)}
      </p>
      {lines.slice(0, 8).map(({ number, text }) => (
        <p key={number}>{text.trim()}</p>
      ))}
      {lines.length > 8 && <p>…</p>}
    </blockquote>
  )
}
