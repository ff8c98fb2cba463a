/** Owns how a draft is laid out for the preview: rows of the list, marks of the lines, the doubts in order. Pure. */
import { wordsOf } from '@samplan/shared/import/correct'
import type { Doubt, ImportDraft, Piece } from '@samplan/shared/import/draft'

/** One piece, or text and what was left out between two findings, folded together. `id` is that of the first piece. */
export type Row =
  | { readonly kind: 'piece'; readonly id: string; readonly piece: Piece; readonly folded: string | null }
  | { readonly kind: 'fold'; readonly id: string; readonly pieces: readonly Piece[]; readonly isOpen: boolean }

const isQuiet = (piece: Piece): boolean => (piece.kind === 'text' || piece.kind === 'leftOut') && piece.doubts.length === 0

/** The rows of the list. A fold is open where one of its pieces is in `shown`; its pieces then follow it, each naming it in `folded`. */
export function rowsOf(pieces: readonly Piece[], shown: ReadonlySet<string>): readonly Row[] {
  const rows: Row[] = []
  let quiet: Piece[] = []
  const fold = (): void => {
    const [first] = quiet
    if (first) {
      const isOpen = quiet.some(({ id }) => shown.has(id))
      const id = `fold-${first.id}`
      rows.push({ kind: 'fold', id, pieces: quiet, isOpen })
      if (isOpen) rows.push(...quiet.map((piece): Row => ({ kind: 'piece', id: piece.id, piece, folded: id })))
    }
    quiet = []
  }
  for (const piece of pieces) {
    if (isQuiet(piece)) {
      quiet.push(piece)
      continue
    }
    fold()
    rows.push({ kind: 'piece', id: piece.id, piece, folded: null })
  }
  fold()
  return rows
}

/** The pieces that are folded together with this one, or none. */
export function foldOf(pieces: readonly Piece[], id: string): readonly string[] {
  const at = pieces.findIndex((piece) => piece.id === id)
  const piece = pieces[at]
  if (!piece || !isQuiet(piece)) return []
  let [from, to] = [at, at]
  while (from > 0 && isQuiet(pieces[from - 1] ?? piece) && pieces[from - 1]) from--
  while (pieces[to + 1] && isQuiet(pieces[to + 1] ?? piece)) to++
  return pieces.slice(from, to + 1).map((each) => each.id)
}

/** What a line of the source is taken for. `isFirst`: the first line of its piece. */
export type LineMark = { readonly piece: string; readonly kind: Piece['kind']; readonly isDoubtful: boolean; readonly isFirst: boolean }

/** Where two pieces share a line, the goal is shown before the heading, and both before text. */
const weight: Readonly<Record<Piece['kind'], number>> = { leftOut: 0, text: 1, overallGoal: 2, section: 3, resultGoal: 4 }

/** By line number. */
export function lineMarks(pieces: readonly Piece[]): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark & { readonly weight: number }>()
  for (const piece of pieces) {
    const isDoubtful = piece.doubts.length > 0
    const own = weight[piece.kind] + (isDoubtful ? 10 : 0)
    for (let line = piece.span.from; line <= piece.span.to; line++) {
      if ((marks.get(line)?.weight ?? -1) >= own) continue
      marks.set(line, { piece: piece.id, kind: piece.kind, isDoubtful, isFirst: line === piece.span.from, weight: own })
    }
  }
  return marks
}

/** `piece` null: of the plan itself. */
export type PlacedDoubt = { readonly piece: string | null; readonly doubt: Doubt }

export function doubtsOf(draft: ImportDraft): readonly PlacedDoubt[] {
  return [
    ...draft.doubts.map((doubt) => ({ piece: null, doubt })),
    ...draft.pieces.flatMap(({ id, doubts }) => doubts.map((doubt) => ({ piece: id, doubt }))),
  ]
}

/** The next doubt behind `from` (a place in `doubtsOf`), or behind the chosen piece where `from` is null; from the last on to the first. */
export function nextDoubt(draft: ImportDraft, from: number | null, chosen: string | null): number | null {
  const doubts = doubtsOf(draft)
  if (doubts.length === 0) return null
  if (from !== null) return (from + 1) % doubts.length
  const order = new Map(draft.pieces.map(({ id }, index) => [id, index]))
  const at = chosen === null ? -1 : (order.get(chosen) ?? -1)
  const next = doubts.findIndex(({ piece }) => (piece === null ? -1 : (order.get(piece) ?? -1)) >= at)
  return next < 0 ? 0 : next
}

export type Counts = { readonly sections: number; readonly overall: number; readonly results: number; readonly doubts: number }

export function countsOf(draft: ImportDraft): Counts {
  const of = (kind: Piece['kind']): number => draft.pieces.filter((piece) => piece.kind === kind).length
  return { sections: of('section'), overall: of('overallGoal'), results: of('resultGoal'), doubts: doubtsOf(draft).length }
}

/** The words of a piece as a name: one line, the beginning of it. */
export function nameOf(piece: Piece, letters = 90): string {
  const words = wordsOf(piece).replaceAll(/\s+/g, ' ').trim()
  if (words.length <= letters) return words
  const cut = words.lastIndexOf(' ', letters)
  return `${words.slice(0, cut > letters / 2 ? cut : letters)} …`
}

/** The first piece that differs between two drafts, as it is in the later one: where one looks after an undo. */
export function changedPiece(before: ImportDraft, after: ImportDraft): string | null {
  const old = new Set(before.pieces)
  const changed = after.pieces.find((piece) => !old.has(piece))
  if (changed) return changed.id
  const now = new Set(after.pieces)
  const at = before.pieces.findIndex((piece) => !now.has(piece))
  return at < 0 ? null : (after.pieces[Math.min(at, after.pieces.length - 1)]?.id ?? null)
}
