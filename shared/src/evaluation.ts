/** Owns the judging of goals: an indicator, its figures and a day give a verdict with its reason. Exact decimals throughout. */
import type { Decimal } from 'decimal.js'
import type { Goal, Indicator, Measurement } from './goal.ts'
import { isKind } from './goalFields.ts'
import { canonicalOf, dayNumber, firstDayOf, lastDayOf, readDate, readDecimal } from './goalValues.ts'
import type { IndicatorId } from './ids.ts'
import { type Figure, type JudgedOperator, type Reason, type Verdict, type VerdictWord, worstFirst } from './verdict.ts'

type Definition = Omit<Indicator, 'id'>
/** A figure with the moment at which it was entered, ISO 8601. */
type Entered = Pick<Measurement, 'value' | 'period' | 'at'>

const judgedOperators: readonly string[] = ['atLeast', 'atMost', 'above', 'below', 'equal'] satisfies readonly JudgedOperator[]
/** Kinds A and C: an own figure against a number. Every other kind says that it cannot be judged yet. */
const judgedKinds: readonly string[] = ['share', 'count']

/**
 * The verdict on one indicator by its own figures. `today` is a day in Europe/Copenhagen, "2027-03-31"; `planPeriod` is "2027" or
 * "2027-2028". A figure counts for the last day of its period; one that has not begun yet is no figure. Frozen plans are judged
 * with the day of submission.
 */
export function judge(indicator: Definition, measurements: readonly Entered[], today: string, planPeriod: string): Verdict {
  const figure = latestFigure(measurements, today)
  const startingPoint = figure !== null && isBefore(figure, planPeriod)
  const unknown = (reason: Reason): Verdict => ({ word: 'unknown', fulfilled: 'unknown', afterDeadline: false, startingPoint, reason })

  const { targetKind, operator, deadline } = indicator
  if (targetKind === null) return unknown({ why: 'missing', attribute: 'targetKind' })
  if (!isKind(targetKind) || !judgedKinds.includes(targetKind)) return unknown({ why: 'kindNotYet', kind: targetKind })
  if (operator === null) return unknown({ why: 'missing', attribute: 'operator' })
  if (!isJudged(operator)) return unknown({ why: 'unreadable', attribute: 'operator', text: operator })
  if (indicator.target === null) return unknown({ why: 'missing', attribute: 'target' })
  const target = readDecimal(indicator.target)
  if (!target) return unknown({ why: 'unreadable', attribute: 'target', text: indicator.target })
  if (deadline !== null && !readDate(deadline)) return unknown({ why: 'unreadable', attribute: 'deadline', text: deadline })
  const value = readDecimal(figure?.value)
  if (!figure || !value) return unknown({ why: 'noFigure' })

  const fulfilled = fulfils(value, operator, target)
  const end = lastDayOf(deadline)
  const afterDeadline = end !== null && (lastDayOf(figure.period) ?? '') >= end
  const path = afterDeadline ? null : pathAt(indicator, operator, target, figure)
  const reason: Reason = {
    why: 'compared',
    figure,
    operator,
    target: canonicalOf(target),
    unit: indicator.unit,
    distance: canonicalOf(value.minus(target).abs()),
    fulfilled,
    deadline,
    monthsLeft: end !== null && today <= end ? monthsBetween(today, end) : null,
    outdated: end !== null && today > end && !afterDeadline,
    expected: path && canonicalOf(path.expected.toDecimalPlaces(4)),
    startingPoint,
  }
  return { word: wordOf(fulfilled, afterDeadline, path && path.keepsUp(value)), fulfilled, afterDeadline, startingPoint, reason }
}

export type GoalVerdict = {
  /** The worst of its indicators; `unknown` where it has none. */
  readonly verdict: Verdict
  readonly indicators: readonly { readonly id: IndicatorId; readonly verdict: Verdict; readonly latest: Figure | null }[]
}

/** The verdict on a goal; `measurements` may be those of the whole plan. */
export function judgeGoal(
  goal: Pick<Goal, 'id' | 'indicators'>,
  measurements: readonly Measurement[],
  today: string,
  planPeriod: string,
): GoalVerdict {
  const indicators = goal.indicators.map((indicator) => {
    const own = measurements.filter((measurement) => measurement.goal === goal.id && measurement.indicator === indicator.id)
    return { id: indicator.id, verdict: judge(indicator, own, today, planPeriod), latest: latestFigure(own, today) }
  })
  const none: Verdict = {
    word: 'unknown',
    fulfilled: 'unknown',
    afterDeadline: false,
    startingPoint: false,
    reason: { why: 'noIndicator' },
  }
  const worst = worstFirst.flatMap((word) => indicators.filter(({ verdict }) => verdict.word === word))[0]
  return { verdict: worst?.verdict ?? none, indicators }
}

/** The figure with the latest period; of two for the same one, the one entered last. Null where there is none. */
export function latestFigure(measurements: readonly Entered[], today: string): Figure | null {
  let latest: Entered | null = null
  for (const measurement of measurements) {
    const begins = firstDayOf(measurement.period)
    if (begins === null || begins > today || !readDecimal(measurement.value)) continue
    if (latest === null || isLater(measurement, latest)) latest = measurement
  }
  return latest && { value: latest.value, period: latest.period }
}

function isLater(a: Entered, b: Entered): boolean {
  const [dayA, dayB] = [lastDayOf(a.period) ?? '', lastDayOf(b.period) ?? '']
  return dayA === dayB ? a.at >= b.at : dayA > dayB
}

function isBefore(figure: Figure, planPeriod: string): boolean {
  const begins = firstDayOf(/^\d{4}/.exec(planPeriod)?.[0])
  const ended = lastDayOf(figure.period)
  return begins !== null && ended !== null && ended < begins
}

function isJudged(operator: string): operator is JudgedOperator {
  return judgedOperators.includes(operator)
}

function fulfils(value: Decimal, operator: JudgedOperator, target: Decimal): 'yes' | 'border' | 'no' {
  const side = value.comparedTo(target)
  switch (operator) {
    case 'atLeast':
      return side === 0 ? 'border' : side > 0 ? 'yes' : 'no'
    case 'atMost':
      return side === 0 ? 'border' : side < 0 ? 'yes' : 'no'
    case 'above':
      return side > 0 ? 'yes' : 'no'
    case 'below':
      return side < 0 ? 'yes' : 'no'
    case 'equal':
      return side === 0 ? 'yes' : 'no'
  }
}

function wordOf(fulfilled: 'yes' | 'border' | 'no', afterDeadline: boolean, keepsUp: boolean | null): VerdictWord {
  const done = fulfilled !== 'no'
  if (afterDeadline) return done ? 'met' : 'notMet'
  if (done) return 'metNow'
  return keepsUp === null ? 'notYet' : keepsUp ? 'onTrack' : 'behind'
}

type PathPoint = { readonly expected: Decimal; readonly keepsUp: (value: Decimal) => boolean }

/**
 * The straight path from the baseline to the target at the figure's day. Null where an end is missing, where the figure is no later
 * than the baseline (it says nothing about progress), and where the path leads away from what the operator asks for.
 */
function pathAt(indicator: Definition, operator: JudgedOperator, target: Decimal, figure: Figure): PathPoint | null {
  const baseline = readDecimal(indicator.baseline)
  const [start, end, at] = [indicator.baselineDate, indicator.deadline, figure.period].map((date) => dayNumber(lastDayOf(date) ?? ''))
  if (!baseline || start == null || end == null || at == null || end <= start || at <= start) return null
  const climbs = target.comparedTo(baseline)
  const asked = operator === 'atLeast' || operator === 'above' ? 1 : operator === 'equal' ? climbs : -1
  if (climbs === 0 || climbs !== asked) return null
  const whole = end - start
  const gone = at - start
  const expected = baseline.plus(target.minus(baseline).times(gone).dividedBy(whole))
  // Compared without the division, which may round.
  const keepsUp = (value: Decimal): boolean =>
    value.minus(baseline).times(whole).minus(target.minus(baseline).times(gone)).times(climbs).gte(0)
  return { expected, keepsUp }
}

/** Whole months from one day to a later one. */
function monthsBetween(from: string, to: string): number {
  const [a, b] = [readDate(from), readDate(to)]
  if (!a || !b || a.month === null || b.month === null || a.day === null || b.day === null) return 0
  return Math.max(0, (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0))
}
