/** Owns what one looks at in the preview: the chosen piece, the open one, the doubt one is at, where the focus goes after a correction. */
import { type Correction, lineCut, type Measured, pieceAbove, type PieceChoice, wordsOf } from '@samplan/shared/import/correct'
import { cutPlace } from '@samplan/shared/import/correctBlock'
import type { DoubtCode, ImportDraft, Piece } from '@samplan/shared/import/draft'
import { indicatorsOf } from '@samplan/shared/import/indicators'
import type { SourceText } from '@samplan/shared/import/source'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { importing } from '../text/da/import.ts'
import { changedPiece, doubtsOf, foldOf, nextDoubt } from './findings.ts'
import type { CorrectionsHand } from './useCorrections.ts'

const words = importing.foot

/** The row of the plan itself, above all pieces. */
export const planRow = 'plan'

export type Look = {
  /** The id of a row. */
  readonly chosen: string | null
  readonly open: string | null
  /** Pieces whose fold was opened. */
  readonly shown: ReadonlySet<string>
  /** Place in `doubtsOf` the draft, as long as nothing was corrected since. */
  readonly doubt: number | null
  /** The last thing that was done, in words. */
  readonly said: string
  /** Where the focus goes when this is drawn; each request is a value of its own. */
  readonly focus: { readonly row: string; readonly part: Part } | null
}

/** What the rows can ask for; the same value as long as the page stands. */
export type PreviewDesk = {
  readonly choose: (row: string, part?: Part | null) => void
  readonly toggle: (row: string, pieces?: readonly string[]) => void
  readonly close: (row: string) => void
  /** Arrow keys on the name of a row go from row to row. */
  readonly walk: (event: KeyboardEvent<HTMLElement>) => void
  readonly take: (correction: Correction) => boolean
  readonly kind: (piece: string, to: PieceChoice) => void
  readonly join: (piece: string) => void
  /** False where there is no place between two words at or before `at`. */
  readonly split: (piece: string, at: number) => boolean
  readonly next: () => void
  readonly undo: () => void
  readonly redo: () => void
}

/** A part of a row that can take the focus: `data-part`. */
export type Part = string
/** Into view, without the focus. */
export const showOnly: Part = 'show'

const first: Look = { chosen: null, open: null, shown: new Set(), doubt: null, said: '', focus: null }

/** What answers a doubt. */
const partOf: Readonly<Record<DoubtCode, Part>> = {
  titleMissing: 'title',
  periodMissing: 'period',
  heading: 'kind',
  level: 'kind',
  goal: 'kind',
  operator: 'operator',
  target: 'target',
  baselineDate: 'baselineDate',
  deadline: 'deadline',
  underGoal: 'under',
  otherYear: 'settle',
  table: 'settle',
  order: 'settle',
}

export function usePreview(hand: CorrectionsHand, source: SourceText): readonly [Look, PreviewDesk] {
  const [look, setLook] = useState(first)
  const { focus } = look
  useEffect(() => {
    if (focus) focusPart(focus.row, focus.part)
  }, [focus])
  const desk = useMemo(() => createDesk(hand, source, setLook), [hand, source])
  return [look, desk]
}

/** What the finder would have read in the words of this piece, had it taken them for a goal. */
function measuredIn({ period, pieces }: ImportDraft, id: string): Measured {
  const piece = pieces.find((one) => one.id === id)
  return indicatorsOf(piece ? wordsOf(piece).replaceAll(/\s+/g, ' ').trim() : '', /\d{4}$/.exec(period)?.[0] ?? null)
}

type SetLook = (change: (before: Look) => Look) => void

function createDesk(hand: CorrectionsHand, source: SourceText, setLook: SetLook): PreviewDesk {
  const change = (changed: Partial<Look>) => setLook((before) => ({ ...before, ...changed }))
  const focus = (row: string, part: Part) => change({ focus: { row, part } })
  /** Opens the fold that the piece is in. */
  const reveal = (piece: string, changed: Partial<Look>) =>
    setLook((before) => ({ ...before, ...changed, shown: withAll(before.shown, foldOf(hand.draft().pieces, piece)) }))
  const pieceOf = (id: string): Piece | undefined => hand.draft().pieces.find((piece) => piece.id === id)
  const take = (correction: Correction): boolean => {
    const isDone = hand.take(correction)
    if (isDone) change({ doubt: null, said: '' })
    return isDone
  }
  const goBack = (drafts: ReturnType<CorrectionsHand['undo']>, said: string): void => {
    if (!drafts) return change({ said: words.nothingToUndo })
    const piece = changedPiece(...drafts)
    if (!piece) return change({ said, doubt: null })
    reveal(piece, { chosen: piece, said, doubt: null })
    focus(piece, 'name')
  }
  return {
    take,
    choose: (row, part = 'name') => {
      reveal(row, { chosen: row, doubt: null })
      if (part) focus(row, part)
    },
    toggle: (row, pieces) =>
      setLook((before) => {
        if (!pieces) return { ...before, chosen: row, open: before.open === row ? null : row }
        const isOpen = pieces.some((piece) => before.shown.has(piece))
        const shown = isOpen ? new Set([...before.shown].filter((piece) => !pieces.includes(piece))) : withAll(before.shown, pieces)
        return { ...before, chosen: row, shown }
      }),
    close: (row) => {
      change({ open: null, chosen: row })
      focus(row, 'name')
    },
    walk: (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const rows = [...document.querySelectorAll<HTMLElement>('.finds > [data-row]')].map((row) => row.dataset['row'] ?? '')
      const at = rows.indexOf(event.currentTarget.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '')
      const next = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: rows.length - 1 }[event.key]
      if (next === undefined) return
      event.preventDefault()
      const row = rows[Math.max(0, Math.min(next, rows.length - 1))]
      if (!row) return
      change({ chosen: row, doubt: null })
      focus(row, 'name')
    },
    kind: (piece, to) => {
      if (!take({ do: 'kind', piece, to, ...(to === 'resultGoal' && { measured: measuredIn(hand.draft(), piece) }) })) return
      setLook((before) => ({ ...before, chosen: piece, shown: new Set([...before.shown, piece]) }))
      focus(piece, 'kind')
    },
    join: (piece) => {
      const upper = pieceAbove(hand.draft().pieces, piece)
      if (!upper || !take({ do: 'join', piece })) return
      reveal(upper.id, { chosen: upper.id, open: upper.id, said: words.joined })
      focus(upper.id, 'words')
    },
    split: (id, at) => {
      const piece = pieceOf(id)
      if (!piece) return false
      const place = cutPlace(wordsOf(piece), at) ?? at
      const newId = freeId(hand.draft().pieces, id)
      if (!take({ do: 'split', piece: id, at, newId, lines: lineCut(source.lines, piece, place) })) return false
      setLook((before) => ({ ...before, chosen: newId, open: newId, said: words.parted, shown: new Set([...before.shown, id, newId]) }))
      focus(newId, 'kind')
      return true
    },
    next: () =>
      setLook((before) => {
        const draft = hand.draft()
        const at = nextDoubt(draft, before.doubt, before.chosen === planRow ? null : before.chosen)
        const placed = at === null ? undefined : doubtsOf(draft)[at]
        if (!placed) return { ...before, said: words.doubts(0) }
        const row = placed.piece ?? planRow
        return { ...before, chosen: row, open: row, doubt: at, said: '', focus: { row, part: partOf[placed.doubt.code] } }
      }),
    undo: () => goBack(hand.undo(), words.undone),
    redo: () => goBack(hand.redo(), words.redone),
  }
}

const withAll = (shown: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> =>
  more.every((one) => shown.has(one)) ? shown : new Set([...shown, ...more])

/** "p7.2": the piece it was cut from, and the first number that is free. */
function freeId(pieces: readonly Piece[], from: string): string {
  const taken = new Set(pieces.map(({ id }) => id))
  let number = 2
  while (taken.has(`${from}.${number}`)) number++
  return `${from}.${number}`
}

/** The part of the row, or the nearest thing to it; into view only as far as needed. */
function focusPart(row: string, part: Part): void {
  const place = document.querySelector(`[data-row="${CSS.escape(row)}"]`)
  if (part === showOnly) return place?.scrollIntoView({ block: 'nearest' })
  const box = place?.querySelector(`[data-part="${CSS.escape(part)}"]`) ?? place?.querySelector('[data-part="name"]')
  const controls = 'input, select, textarea, button'
  const target = box?.matches(controls) ? box : box?.querySelector(controls)
  if (!(target instanceof HTMLElement)) return
  target.focus({ preventScroll: true })
  place?.scrollIntoView({ block: 'nearest' })
  target.scrollIntoView({ block: 'nearest' })
}
