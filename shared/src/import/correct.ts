/** Owns the corrections of a person to what the importer found: each takes a draft to the next one, and none but writing changes a word. */
import type { Level } from '../plan.ts'
import { appendWords, cutBlock, cutPlace, joinBlocks, paragraphOf, wordsOfBlock, writeBlock } from './correctBlock.ts'
import type { Doubt, DoubtCode, FoundIndicator, ImportDraft, Piece, ResultGoalPiece, Span } from './draft.ts'

export const pieceChoices = ['section1', 'section2', 'section3', 'text', 'resultGoal', 'overallGoal', 'leftOut'] as const
/** What a person can say that a piece is. */
export type PieceChoice = (typeof pieceChoices)[number]

/** Where the lines part when a piece is cut; the two share a line that is cut itself. */
export type LineCut = { readonly upperTo: number; readonly lowerFrom: number }

export type Correction =
  /** `measured`: what can be read in the words, where they become a result goal; without it one empty indicator. */
  | { readonly do: 'kind'; readonly piece: string; readonly to: PieceChoice; readonly measured?: Measured }
  /** With the piece above, as `pieceAbove` says. */
  | { readonly do: 'join'; readonly piece: string }
  /** `at` is an offset in `wordsOf` the piece; `newId` becomes the id of the lower part, and must be new. */
  | { readonly do: 'split'; readonly piece: string; readonly at: number; readonly newId: string; readonly lines: LineCut | null }
  | { readonly do: 'write'; readonly piece: string; readonly words: string }
  /** A list or a table that is none: its lines as one paragraph. */
  | { readonly do: 'plain'; readonly piece: string }
  | { readonly do: 'category'; readonly piece: string; readonly category: string | null }
  | { readonly do: 'under'; readonly piece: string; readonly under: string | null }
  | { readonly do: 'field'; readonly piece: string; readonly indicator: number; readonly name: FieldName; readonly value: string | null }
  | { readonly do: 'addIndicator'; readonly piece: string }
  | { readonly do: 'removeIndicator'; readonly piece: string; readonly indicator: number }
  /** "It is right as it is": of a piece, or of the plan itself (null). */
  | { readonly do: 'settle'; readonly piece: string | null }
  | { readonly do: 'plan'; readonly title?: string; readonly period?: string }

/** As `indicatorsOf` reads it in a statement. */
export type Measured = { readonly indicators: readonly FoundIndicator[]; readonly doubts: readonly Doubt[] }

export type FieldName = keyof FoundIndicator

/** An indicator of which nothing is known. */
export const emptyIndicator: FoundIndicator = {
  targetKind: null,
  indicator: null,
  operator: null,
  target: null,
  offset: null,
  better: null,
  unit: null,
  reference: null,
  exclusions: [],
  baseline: null,
  baselineDate: null,
  deadline: null,
  source: null,
}

/** The draft after the correction; the very same one where it cannot be done, or changes nothing. */
export function correct(draft: ImportDraft, correction: Correction): ImportDraft {
  if (correction.do === 'plan') return correctPlan(draft, correction)
  if (correction.piece === null) return draft.doubts.length > 0 ? { ...draft, doubts: [] } : draft
  const at = draft.pieces.findIndex(({ id }) => id === correction.piece)
  const piece = draft.pieces[at]
  if (!piece) return draft
  switch (correction.do) {
    case 'kind':
      if (choiceOf(piece) === correction.to) return draft
      return restructured(draft, draft.pieces.with(at, asKind(piece, correction.to, correction.measured)))
    case 'join':
      return join(draft, at, piece)
    case 'split':
      return split(draft, at, piece, correction)
    default: {
      const next = correctPiece(draft, piece, correction)
      return next === piece ? draft : { ...draft, pieces: draft.pieces.with(at, next) }
    }
  }
}

/** All the words of a piece, as one reads and writes them. A goal's figures are read out of its statement and are no words of their own. */
export function wordsOf(piece: Piece): string {
  switch (piece.kind) {
    case 'section':
    case 'overallGoal':
      return piece.title
    case 'text':
      return wordsOfBlock(piece.block)
    case 'resultGoal':
      return piece.statement
    case 'leftOut':
      return piece.text
  }
}

export function choiceOf(piece: Piece): PieceChoice {
  return piece.kind === 'section' ? `section${piece.level}` : piece.kind
}

/**
 * The piece that this one would be joined with, or null where there is none that it can be one with. What is left out is
 * passed over: a page's number stands between two halves of a sentence.
 */
export function pieceAbove(pieces: readonly Piece[], id: string): Piece | null {
  const at = pieces.findIndex((piece) => piece.id === id)
  const piece = pieces[at]
  if (!piece) return null
  const upper = pieces.slice(0, at).findLast((other) => (other.kind === 'leftOut') === (piece.kind === 'leftOut'))
  return upper && joined(upper, piece) ? upper : null
}

/** Where the lines of a piece part, when its words are cut at `at`: counted in letters, as spaces and line ends differ. */
export function lineCut(lines: readonly { readonly number: number; readonly text: string }[], piece: Piece, at: number): LineCut {
  const letters = (text: string): number => text.replaceAll(/\s+/g, '').length
  let left = letters(wordsOf(piece).slice(0, at))
  for (const line of lines) {
    if (line.number < piece.span.from || line.number > piece.span.to) continue
    left -= letters(line.text)
    if (left === 0) return { upperTo: line.number, lowerFrom: Math.min(line.number + 1, piece.span.to) }
    if (left < 0) return { upperTo: line.number, lowerFrom: line.number }
  }
  return { upperTo: piece.span.to, lowerFrom: piece.span.to }
}

/** Which doubts a piece of each kind can have; a person's word about what it is settles the others. */
const doubtsOfKind: Readonly<Record<Piece['kind'], readonly DoubtCode[]>> = {
  section: ['otherYear', 'order'],
  text: ['otherYear', 'order', 'table'],
  overallGoal: ['otherYear', 'order'],
  resultGoal: ['otherYear', 'order', 'operator', 'target', 'baselineDate', 'deadline', 'underGoal'],
  leftOut: [],
}

const without = (doubts: readonly Doubt[], ...codes: readonly DoubtCode[]): readonly Doubt[] =>
  doubts.some(({ code }) => codes.includes(code)) ? doubts.filter(({ code }) => !codes.includes(code)) : doubts
const oneLine = (words: string): string => words.replaceAll(/\s+/g, ' ').trim()

function correctPlan(draft: ImportDraft, { title, period }: Extract<Correction, { do: 'plan' }>): ImportDraft {
  const next = { title: title ?? draft.title, period: period ?? draft.period }
  if (next.title === draft.title && next.period === draft.period) return draft
  const settled: DoubtCode[] = [
    ...(next.title.trim() ? ['titleMissing' as const] : []),
    ...(next.period.trim() ? ['periodMissing' as const] : []),
  ]
  return { ...draft, ...next, doubts: without(draft.doubts, ...settled) }
}

function asKind(piece: Piece, to: PieceChoice, measured: Measured = { indicators: [], doubts: [] }): Piece {
  const { id, span } = piece
  const words = oneLine(wordsOf(piece))
  const base = (kind: Piece['kind']) => ({ id, span, doubts: piece.doubts.filter(({ code }) => doubtsOfKind[kind].includes(code)) })
  switch (to) {
    case 'section1':
    case 'section2':
    case 'section3':
      return { ...base('section'), kind: 'section', level: Number(to.at(-1)) as Level, title: words }
    case 'text':
      return { ...base('text'), kind: 'text', block: paragraphOf(words) }
    case 'overallGoal':
      return { ...base('overallGoal'), kind: 'overallGoal', title: words, category: null }
    case 'resultGoal': {
      const own = base('resultGoal')
      const indicators = measured.indicators.length > 0 ? measured.indicators : [emptyIndicator]
      return { ...own, doubts: [...own.doubts, ...measured.doubts], kind: 'resultGoal', statement: words, under: null, indicators }
    }
    case 'leftOut':
      return { ...base('leftOut'), kind: 'leftOut', reason: 'chosen', text: wordsOf(piece) }
  }
}

function join(draft: ImportDraft, at: number, lower: Piece): ImportDraft {
  const upper = pieceAbove(draft.pieces, lower.id)
  const both = upper && joined(upper, lower)
  if (!both) return draft
  return restructured(
    draft,
    draft.pieces.toSpliced(at, 1).map((piece) => (piece === upper ? both : piece)),
  )
}

/** Both as one piece of the upper one's kind, or null. */
function joined(upper: Piece, lower: Piece): Piece | null {
  const span: Span = { from: Math.min(upper.span.from, lower.span.from), to: Math.max(upper.span.to, lower.span.to) }
  const news = lower.doubts.filter(
    ({ code, words }) =>
      doubtsOfKind[upper.kind].includes(code) && !upper.doubts.some((doubt) => doubt.code === code && doubt.words === words),
  )
  const base = { span, doubts: news.length > 0 ? [...upper.doubts, ...news] : upper.doubts }
  const words = (first: string): string => [first, oneLine(wordsOf(lower))].filter(Boolean).join(' ')
  switch (upper.kind) {
    case 'section':
    case 'overallGoal':
      return { ...upper, ...base, title: words(upper.title) }
    case 'resultGoal': {
      const more = lower.kind === 'resultGoal' ? lower.indicators.filter((indicator) => !isEmpty(indicator)) : []
      return { ...upper, ...base, statement: words(upper.statement), indicators: [...upper.indicators, ...more] }
    }
    case 'leftOut':
      return { ...upper, ...base, text: words(upper.text) }
    case 'text': {
      const block = lower.kind === 'text' ? joinBlocks(upper.block, lower.block) : appendWords(upper.block, oneLine(wordsOf(lower)))
      return block && { ...upper, ...base, block }
    }
  }
}

const isEmpty = (indicator: FoundIndicator): boolean => Object.values(indicator).every((value) => value === null || value.length === 0)

function split(
  draft: ImportDraft,
  at: number,
  piece: Piece,
  { at: offset, newId, lines }: Extract<Correction, { do: 'split' }>,
): ImportDraft {
  const parts = draft.pieces.some(({ id }) => id === newId) ? null : cut(piece, offset)
  if (!parts) return draft
  const { from, to } = piece.span
  const upper: Piece = { ...parts[0], span: { from, to: lines?.upperTo ?? to } }
  const lower: Piece = { ...parts[1], id: newId, doubts: [], span: { from: lines?.lowerFrom ?? from, to } }
  // What was left out of the upper part stays between the two, as it stood before they were joined.
  let place = at + 1
  for (let next = draft.pieces[place]; next?.kind === 'leftOut' && next.span.to < lower.span.from; next = draft.pieces[place]) place++
  return restructured(draft, draft.pieces.with(at, upper).toSpliced(place, 0, lower))
}

/** Both parts as pieces of the same kind; the upper one keeps what is known of it. */
function cut(piece: Piece, at: number): readonly [Piece, Piece] | null {
  if (piece.kind === 'text') {
    const blocks = cutBlock(piece.block, at)
    return (
      blocks && [
        { ...piece, block: blocks[0] },
        { ...piece, block: blocks[1] },
      ]
    )
  }
  const words = wordsOf(piece)
  const place = cutPlace(words, at)
  if (place === null) return null
  const [first, second] = [words.slice(0, place).trimEnd(), words.slice(place).trimStart()]
  switch (piece.kind) {
    case 'section':
    case 'overallGoal':
      return [
        { ...piece, title: first },
        { ...piece, title: second },
      ]
    case 'resultGoal':
      return [
        { ...piece, statement: first },
        { ...piece, statement: second, indicators: [emptyIndicator] },
      ]
    case 'leftOut':
      return [
        { ...piece, text: first },
        { ...piece, text: second },
      ]
  }
}

type OfPiece = Exclude<Correction, { do: 'kind' | 'join' | 'split' | 'plan' }>

function correctPiece(draft: ImportDraft, piece: Piece, correction: OfPiece): Piece {
  switch (correction.do) {
    case 'settle':
      return piece.doubts.length > 0 ? { ...piece, doubts: [] } : piece
    case 'write':
      return written(piece, correction.words)
    case 'plain':
      if (piece.kind !== 'text' || piece.block.type === 'paragraph') return piece
      return {
        ...piece,
        block: writeBlock({ type: 'paragraph' }, wordsOf(piece).replaceAll('\t', ' ')),
        doubts: without(piece.doubts, 'table'),
      }
    case 'category':
      return piece.kind === 'overallGoal' && piece.category !== correction.category ? { ...piece, category: correction.category } : piece
    case 'under': {
      const { under } = correction
      const isThere = under === null || draft.pieces.some(({ id, kind }) => id === under && kind === 'overallGoal')
      if (piece.kind !== 'resultGoal' || !isThere || piece.under === under) return piece
      return { ...piece, under, doubts: without(piece.doubts, 'underGoal') }
    }
    case 'addIndicator':
      return piece.kind === 'resultGoal' ? { ...piece, indicators: [...piece.indicators, emptyIndicator] } : piece
    case 'removeIndicator':
      if (piece.kind !== 'resultGoal' || !piece.indicators[correction.indicator]) return piece
      return { ...piece, indicators: piece.indicators.toSpliced(correction.indicator, 1) }
    case 'field':
      return piece.kind === 'resultGoal' ? withField(piece, correction) : piece
  }
}

/** Nothing is written away: for that one says that it is left out. */
function written(piece: Piece, words: string): Piece {
  const line = oneLine(words)
  if (!line || words === wordsOf(piece)) return piece
  switch (piece.kind) {
    case 'section':
    case 'overallGoal':
      return { ...piece, title: line }
    case 'resultGoal':
      return { ...piece, statement: line }
    case 'text': {
      const block = writeBlock(piece.block, words.trim())
      return block === piece.block ? piece : { ...piece, block }
    }
    case 'leftOut':
      return piece
  }
}

const settledBy: Readonly<Partial<Record<FieldName, DoubtCode>>> = {
  operator: 'operator',
  target: 'target',
  baselineDate: 'baselineDate',
  deadline: 'deadline',
}

function withField(piece: ResultGoalPiece, { indicator: at, name, value }: Extract<Correction, { do: 'field' }>): ResultGoalPiece {
  const indicator = piece.indicators[at]
  if (!indicator) return piece
  const stored = name === 'exclusions' ? exclusionsOf(value) : value
  if (JSON.stringify(indicator[name]) === JSON.stringify(stored)) return piece
  const settled = settledBy[name]
  return {
    ...piece,
    doubts: settled && value !== null ? without(piece.doubts, settled) : piece.doubts,
    indicators: piece.indicators.with(at, { ...indicator, [name]: stored }),
  }
}

/** Exclusions as a person writes them: one after the other, parted by semicolons. */
function exclusionsOf(written: string | null): readonly string[] {
  return (written ?? '').split(';').flatMap((one) => one.trim() || [])
}

/**
 * The draft with other pieces. A result goal that stood under the overall goal above it, or under none that is left,
 * stands under the one that is above it now; whoever chose another one keeps it.
 */
function restructured(draft: ImportDraft, pieces: readonly Piece[]): ImportDraft {
  const before = goalsAbove(draft.pieces)
  const now = goalsAbove(pieces)
  const goals = new Set(pieces.flatMap(({ id, kind }) => (kind === 'overallGoal' ? id : [])))
  return {
    ...draft,
    pieces: pieces.map((piece) => {
      if (piece.kind !== 'resultGoal') return piece
      const isOwnChoice = before.has(piece.id) && before.get(piece.id) !== piece.under && (piece.under === null || goals.has(piece.under))
      const under = isOwnChoice ? piece.under : (now.get(piece.id) ?? null)
      return under === piece.under ? piece : { ...piece, under }
    }),
  }
}

/** The overall goal above each result goal, in the order of the text. */
function goalsAbove(pieces: readonly Piece[]): ReadonlyMap<string, string | null> {
  let above: string | null = null
  const found = new Map<string, string | null>()
  for (const piece of pieces) {
    if (piece.kind === 'overallGoal') above = piece.id
    else if (piece.kind === 'resultGoal') found.set(piece.id, above)
  }
  return found
}
