/** Owns how goals from GraphQL become what a goal block shows beyond its text. Pure. */
import type { GoalFacts, IndicatorFacts } from '@samplan/shared/section/goalBlock'
import type { GoalOfPlanFragment } from '../graphql/generated.ts'
import { figuresOf } from '../goals/figures.ts'

/** By the goal's id. `now` is an instant in ISO 8601. */
export function goalFactsOf(goals: readonly GoalOfPlanFragment[], now: string): ReadonlyMap<string, GoalFacts> {
  return new Map(
    goals.map((goal) => {
      const indicators = goal.indicators.map((indicator): readonly [string, IndicatorFacts] => {
        const latest = figuresOf(indicator, now).now
        return [
          indicator.id,
          { latest: latest ? { value: latest.value, period: latest.period } : undefined, reason: indicator.verdict.reason },
        ]
      })
      return [goal.id, { code: goal.code, verdict: goal.verdict?.word, indicators: new Map(indicators) }]
    }),
  )
}
