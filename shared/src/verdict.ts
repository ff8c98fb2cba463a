/** Owns what a verdict is: two halves, a word made of both, and a reason in facts. Its Danish sentence is in verdictWords.ts. */
import type { IndicatorAttributes } from './goal.ts'

/** From worst to best: a goal with several indicators has the worst of theirs. */
export const worstFirst = ['notMet', 'behind', 'unknown', 'notYet', 'onTrack', 'metNow', 'met'] as const
/** `met` and `notMet` stand after the deadline, `metNow`, `onTrack`, `behind` and `notYet` before it. */
export type VerdictWord = (typeof worstFirst)[number]

/** Whether the target is fulfilled at the latest figure; `border` is fulfilled with nothing to spare. */
export type Fulfilled = 'yes' | 'border' | 'no' | 'unknown'

export type JudgedOperator = 'atLeast' | 'atMost' | 'above' | 'below' | 'equal'

/** A figure as it was judged: canonical decimal, date with its precision. */
export type Figure = { readonly value: string; readonly period: string }

/** Why a verdict is what it is; facts only. All numbers are canonical decimals without a sign where they are distances. */
export type Reason =
  /** The kind of target cannot be judged by this program yet. */
  | { readonly why: 'kindNotYet'; readonly kind: string | null }
  /** The definition lacks what is needed, or what stands there cannot be read. */
  | { readonly why: 'missing'; readonly attribute: keyof IndicatorAttributes }
  | { readonly why: 'unreadable'; readonly attribute: keyof IndicatorAttributes; readonly text: string }
  | { readonly why: 'noFigure' }
  /** A goal that measures nothing. */
  | { readonly why: 'noIndicator' }
  | {
      readonly why: 'compared'
      readonly figure: Figure
      readonly operator: JudgedOperator
      readonly target: string
      readonly unit: string | null
      /** How far the figure is from the target. */
      readonly distance: string
      readonly fulfilled: 'yes' | 'border' | 'no'
      readonly deadline: string | null
      /** Whole months from today to the deadline; null without one, or when it has passed. */
      readonly monthsLeft: number | null
      /** The deadline has passed, but the figure is from before it. */
      readonly outdated: boolean
      /** Where the straight path says that the figure should be at its day, to four decimals; null without a path. */
      readonly expected: string | null
      /** Older than the plan's period: the starting point, not a result. */
      readonly startingPoint: boolean
    }

export type Verdict = {
  readonly word: VerdictWord
  readonly fulfilled: Fulfilled
  /** Whether the figure is from the deadline or later; it is the figure that counts, not today. */
  readonly afterDeadline: boolean
  /** The figure is older than the plan's period. */
  readonly startingPoint: boolean
  readonly reason: Reason
}
