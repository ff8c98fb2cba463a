/** Owns how pieces of text become fragments: what stands on one line without a wide gap. */
import type { SourceRun } from '@samplan/shared/import/source'
import { joinRuns, runOf } from '../buildSource.ts'
import type { Piece } from './pageParts.ts'

/** Part of a line, or a whole one. Lengths in points from the page's top left. */
export type Fragment = {
  readonly runs: readonly SourceRun[]
  readonly text: string
  readonly left: number
  readonly right: number
  readonly base: number
  readonly top: number
  readonly size: number
}

/** Letters of one line stand this near to each other's base, in sizes. */
const sameBase = 0.35
/** A wider gap parts fragments; no column stands nearer to the next. In sizes. */
const partingGap = 0.9
/** A wider gap is a blank. In sizes. */
const blankGap = 0.14
/** The bullet or the number before an item or a heading: its gap parts nothing. */
const marker = /^(?:[•·▪●■◦‣–—*o\-\uf0b7\uf0a7]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?[a-zæøå][.)])$/iu
const noteMark = /^(?:\d{1,3}|[*†‡]{1,3})$/
const superscripts: Readonly<Record<string, string>> = { '¹': '1', '²': '2', '³': '3' }

export function fragmentsOf(pieces: readonly Piece[]): readonly Fragment[] {
  const rows = rowsOf(pieces)
  return rows.flatMap((row) => partRow(row).map(fragmentOf))
}

/** A small figure that stands high beside larger letters: the mark of a note. */
type Marked = Piece & { readonly note?: string }

function rowsOf(pieces: readonly Piece[]): readonly (readonly Marked[])[] {
  const raised = new Map<Piece, Piece>()
  for (const piece of pieces) {
    if (piece.text.trim().length > 4) continue
    const host = pieces.find((other) => isRaisedOn(piece, other))
    if (host) raised.set(piece, host)
  }
  const rows: { base: number; readonly pieces: Marked[] }[] = []
  for (const piece of pieces.filter((one) => !raised.has(one)).sort((a, b) => a.base - b.base)) {
    const row = rows.at(-1)
    const near = row && Math.abs(row.base - piece.base) <= sameBase * Math.min(piece.size, row.pieces[0]?.size ?? piece.size)
    if (near) row.pieces.push(piece)
    else rows.push({ base: piece.base, pieces: [piece] })
  }
  for (const [piece, host] of raised) {
    const row = rows.find(({ pieces: own }) => own.includes(host))
    const text = piece.text.trim()
    const isUnit = /(^|\s)[kcdm]?m$/i.test(host.text)
    row?.pieces.push({ ...piece, base: host.base, size: host.size, ...(noteMark.test(text) && !isUnit && { note: text }) })
  }
  return rows.map(({ pieces: own }) => own.sort((a, b) => a.left - b.left))
}

/** Marks of notes follow their word; at the beginning of a line they belong to the note's own text. */
function isRaisedOn(piece: Piece, host: Piece): boolean {
  if (piece === host || piece.size > host.size * 0.8) return false
  const height = host.base - piece.base
  const gap = piece.left - host.right
  return height > host.size * 0.12 && height < host.size * 0.8 && gap > -host.size * 0.3 && gap < host.size * 0.5
}

function partRow(row: readonly Marked[]): readonly (readonly Marked[])[] {
  const parts: Marked[][] = []
  for (const piece of row) {
    const last = parts.at(-1)
    const before = last?.at(-1)
    const gap = before ? piece.left - before.right : 0
    const isBehindMarker = last?.length === 1 && before && marker.test(before.text.trim()) && gap < 5 * piece.size
    if (last && before && (gap <= partingGap * piece.size || isBehindMarker)) last.push(piece)
    else parts.push([piece])
  }
  return parts
}

function fragmentOf(pieces: readonly Marked[]): Fragment {
  const runs: SourceRun[] = []
  let before: Marked | null = null
  for (const piece of pieces) {
    if (piece.note !== undefined) runs.push({ text: '', note: piece.note })
    else {
      const gap = before ? piece.left - before.right : 0
      const blank = before !== null && (gap > blankGap * piece.size || (piece.spaced && gap > -1)) && !runs.at(-1)?.text.endsWith(' ')
      runs.push(...notesOut(runOf(`${blank ? ' ' : ''}${piece.text}`, piece)))
    }
    before = piece
  }
  const joined = joinRuns(runs)
  const largest = pieces.reduce((size, piece) => Math.max(size, piece.note === undefined ? piece.size : 0), 0)
  const base = pieces[0]?.base ?? 0
  return {
    runs: joined,
    text: joined.map(({ text }) => text).join(''),
    left: Math.min(...pieces.map(({ left }) => left)),
    right: Math.max(...pieces.map(({ right }) => right)),
    base,
    top: base - largest * 0.8,
    size: largest,
  }
}

/** Figures that are high by their own shape count as marks too, behind a letter or a full stop. */
function notesOut(run: SourceRun): readonly SourceRun[] {
  const found = /^(.*[\p{L}.,;:)])([¹²³]+)(.*)$/su.exec(run.text)
  if (!found || /(^|\s)[kcdm]?m$/i.test(found[1] ?? '')) return [run]
  const [, before = '', marks = '', after = ''] = found
  const note = [...marks].map((mark) => superscripts[mark] ?? mark).join('')
  return [{ ...run, text: before, note }, ...(after === '' ? [] : [{ ...run, text: after }])]
}
