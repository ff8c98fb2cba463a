/** Owns what the pages say of an indicator in words and figures: now, target, deadline, what came since. Pure. */
import { latestFigure } from '@samplan/shared/evaluation'
import { printDate } from '@samplan/shared/goalValues'
import { targetText, valueText } from '@samplan/shared/section/goalBlock'
import { goalWords } from '@samplan/shared/section/goalWords'
import { dayOf } from '../text/format.ts'
import type { IndicatorOfGoal, MeasurementOfGoal } from './usePlanGoals.ts'

export type IndicatorFigures = {
  /** The figure that the verdict rests on. */
  readonly now: MeasurementOfGoal | null
  /** A newer figure, entered after the version was sent. */
  readonly since: MeasurementOfGoal | null
  /** "højst 12 %", or null where there is no target yet. */
  readonly target: string | null
  /** The target as a number to draw a line at, or null where it is none. */
  readonly line: number | null
}

const comparisons: ReadonlySet<string> = new Set(['atLeast', 'atMost', 'above', 'below', 'equal'])

/** `now` is an instant in ISO 8601. */
export function figuresOf(indicator: IndicatorOfGoal, now: string): IndicatorFigures {
  const day = dayOf(now)
  const newest = (figures: readonly MeasurementOfGoal[]): MeasurementOfGoal | null => {
    const latest = latestFigure(figures, day)
    return figures.find((figure) => figure.value === latest?.value && figure.period === latest.period) ?? null
  }
  const compared = comparisons.has(indicator.operator ?? '') && indicator.target !== null && !indicator.reference
  const line = compared ? Number(indicator.target) : Number.NaN
  return {
    now: newest(indicator.measurements.filter((figure) => !figure.sinceVersion)),
    since: newest(indicator.measurements.filter((figure) => figure.sinceVersion)),
    target: targetText({ ...indicator, measurements: null, verdict: null }, goalWords),
    line: Number.isFinite(line) ? line : null,
  }
}

/** "12,4 %" */
export function valueOf(figure: { readonly value: string }, indicator: IndicatorOfGoal): string {
  return valueText(figure.value, indicator.unit ?? '')
}

/** "jan. 2025–sept. 2026": the periods of the figures, oldest to newest. */
export function spanOf(figures: readonly { readonly period: string }[]): string {
  const [newest, oldest] = [figures[0], figures.at(-1)]
  if (!newest || !oldest) return ''
  return newest.period === oldest.period ? printDate(newest.period) : `${printDate(oldest.period)}–${printDate(newest.period)}`
}
