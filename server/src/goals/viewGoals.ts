/** Owns how goals are shown: with their verdicts, and with the figures that they were judged by and those that came since. */
import { judgeGoal } from '@samplan/shared/evaluation'
import type { Goal, Indicator, Measurement } from '@samplan/shared/goal'
import { firstDayOf, lastDayOf } from '@samplan/shared/goalValues'
import type { GoalFacts, IndicatorFacts } from '@samplan/shared/section/goalBlock'
import { reasonSentence } from '@samplan/shared/verdictWords'
import type { Verdict } from '@samplan/shared/verdict'

export type MeasurementView = Measurement & { readonly startingPoint: boolean; readonly sinceVersion: boolean }
export type IndicatorView = Indicator & {
  readonly verdict: Verdict
  readonly latest: { readonly value: string; readonly period: string } | null
  readonly measurements: readonly MeasurementView[]
}
/** `verdict` is null for an overall goal: it measures nothing. */
export type GoalView = Omit<Goal, 'indicators'> & { readonly indicators: readonly IndicatorView[]; readonly verdict: Verdict | null }

/** What goals are judged by. `figures` count; `since` are shown beside them: entered after the version was submitted. */
export type Evidence = {
  readonly figures: readonly Measurement[]
  readonly since: readonly Measurement[]
  readonly today: string
  readonly period: string
}

/** The newest judging of a list of goals. */
const judgedLast = new WeakMap<readonly Goal[], { readonly evidence: Evidence; readonly views: readonly GoalView[] }>()

/**
 * Goals with verdicts; figures of an indicator with the newest period first. The same list of goals, not only an
 * equal one, is judged once: readers of one moment share what was read, and so share the judging.
 */
export function viewGoals(goals: readonly Goal[], evidence: Evidence): readonly GoalView[] {
  const last = judgedLast.get(goals)
  if (last && isSame(last.evidence, evidence)) return last.views
  const views = judge(goals, evidence)
  judgedLast.set(goals, { evidence, views })
  return views
}

function isSame(a: Evidence, b: Evidence): boolean {
  return a.today === b.today && a.period === b.period && isSameList(a.figures, b.figures) && isSameList(a.since, b.since)
}

/** Figures are entered and taken away, and never changed. */
function isSameList(a: readonly Measurement[], b: readonly Measurement[]): boolean {
  return a === b || (a.length === b.length && a.every(({ id }, at) => id === b[at]?.id))
}

function judge(goals: readonly Goal[], { figures, since, today, period }: Evidence): readonly GoalView[] {
  const ofFigures = Map.groupBy(figures, ({ goal }) => goal)
  const ofSince = Map.groupBy(since, ({ goal }) => goal)
  const planBegins = firstDayOf(/^\d{4}/.exec(period)?.[0]) ?? ''
  const shown = (measurement: Measurement, sinceVersion: boolean): MeasurementView => ({
    ...measurement,
    startingPoint: (lastDayOf(measurement.period) ?? planBegins) < planBegins,
    sinceVersion,
  })
  return goals.map((goal): GoalView => {
    const own = ofFigures.get(goal.id) ?? []
    const later = ofSince.get(goal.id) ?? []
    const judged = judgeGoal(goal, own, today, period)
    const indicators = goal.indicators.map((indicator, at): IndicatorView => {
      const result = judged.indicators[at]
      if (!result) throw new Error('every indicator is judged')
      const measurements = [...own.map((one) => shown(one, false)), ...later.map((one) => shown(one, true))]
      return {
        ...indicator,
        verdict: result.verdict,
        latest: result.latest,
        measurements: measurements.filter((one) => one.indicator === indicator.id).sort(newestFirst),
      }
    })
    return { ...goal, indicators, verdict: goal.level === 'overall' && indicators.length === 0 ? null : judged.verdict }
  })
}

function newestFirst(a: Measurement, b: Measurement): number {
  const [dayA, dayB] = [lastDayOf(a.period) ?? '', lastDayOf(b.period) ?? '']
  return dayA === dayB ? b.at.localeCompare(a.at) : dayB.localeCompare(dayA)
}

/** What the renderer shows of each goal beyond its text, by goal id. */
export function goalFacts(goals: readonly GoalView[]): ReadonlyMap<string, GoalFacts> {
  return new Map(
    goals.map((goal): [string, GoalFacts] => [
      goal.id,
      {
        code: goal.code,
        verdict: goal.verdict?.word,
        indicators: new Map(
          goal.indicators.map(({ id, latest, verdict }): [string, IndicatorFacts] => [
            id,
            { latest: latest ?? undefined, reason: reasonSentence(verdict.reason) },
          ]),
        ),
      },
    ]),
  )
}
