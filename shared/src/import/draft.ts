/** Owns the form of what the importer found: a list of pieces in reading order, each beside the lines that it came from, which a person corrects before anything is stored. */
import type { IndicatorAttributes } from '../goal.ts'
import type { Level } from '../plan.ts'
import type { ElementNode } from '../section/content.ts'

/** Line numbers of the source, both inclusive. */
export type Span = { readonly from: number; readonly to: number }

/** Why a person should look. The words for it are the client's. */
export const doubtCodes = [
  'titleMissing', // no title of the plan in the text
  'periodMissing',
  'heading', // may be a heading, may be text
  'level', // a heading, its level unsure
  'goal', // may be a result goal, may be text
  'operator', // a goal whose comparison is unsure
  'target',
  'baselineDate', // a month without a year
  'deadline',
  'underGoal', // a result goal that stands under no overall goal
  'otherYear', // a year outside the plan's period, e.g. in a header of another plan
  'table', // columns could not be told apart for certain
  'order', // boxes or columns whose place in the reading order is a guess
] as const
export type DoubtCode = (typeof doubtCodes)[number]

/** `words` are the words of the source that raised it, e.g. "juli". */
export type Doubt = { readonly code: DoubtCode; readonly words: string | null }

/** What an indicator's attributes are in the text; all strings or null as in goal.ts, exclusions as a list. */
export type FoundIndicator = Omit<IndicatorAttributes, 'id' | 'exclusions'> & { readonly exclusions: readonly string[] }

export const leftOutReasons = ['pageHeader', 'pageNumber', 'tableOfContents', 'repeatedGoal', 'label', 'noise', 'chosen'] as const
/** `chosen`: a person said so. */
export type LeftOutReason = (typeof leftOutReasons)[number]

type PieceBase = {
  /** Unique in the draft, kept by corrections. */
  readonly id: string
  readonly span: Span
  readonly doubts: readonly Doubt[]
}

export type SectionPiece = PieceBase & { readonly kind: 'section'; readonly level: Level; readonly title: string }
/** One block of the section above it: paragraph, sub-heading, list, quotation or table. */
export type TextPiece = PieceBase & { readonly kind: 'text'; readonly block: ElementNode }
/** `title`: without its number and its kind, as one says it. */
export type OverallGoalPiece = PieceBase & { readonly kind: 'overallGoal'; readonly title: string; readonly category: string | null }
/** `under`: the piece of its overall goal, or null. */
export type ResultGoalPiece = PieceBase & {
  readonly kind: 'resultGoal'
  readonly statement: string
  readonly under: string | null
  readonly indicators: readonly FoundIndicator[]
}
/** Words of the source that go nowhere, and why. */
export type LeftOutPiece = PieceBase & { readonly kind: 'leftOut'; readonly reason: LeftOutReason; readonly text: string }

export type Piece = SectionPiece | TextPiece | OverallGoalPiece | ResultGoalPiece | LeftOutPiece

export type ImportDraft = {
  readonly title: string
  /** "2027" or "2027-2028"; "" when the text does not say. */
  readonly period: string
  readonly doubts: readonly Doubt[]
  readonly pieces: readonly Piece[]
}
