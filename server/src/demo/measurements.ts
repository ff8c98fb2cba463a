/** Owns the demo's figures: what people of the demo have entered for its goals up to the autumn of 2026. */
import type { PersonId } from '@samplan/shared/ids'
import { series } from './series.ts'

/** A figure as it is seeded: `plan` is a plan's key, `goal` and `indicator` are ids as in the demo's text. */
export type DemoMeasurement = {
  readonly plan: string
  readonly goal: string
  readonly indicator: string
  /** Canonical decimal. */
  readonly value: string
  readonly period: string
  readonly source: string
  readonly note: string | null
  readonly by: PersonId
  /** When it was entered, ISO 8601 in UTC. */
  readonly at: string
}

const day = 24 * 60 * 60 * 1000
const lastEntry = Date.UTC(2026, 10, 20, 8, 15)

/** Figures come out about 40 days after their period; those of the last weeks were entered yesterday. */
function enteredAt(period: string): string {
  const [year = 2025, month = 12] = period.split('-').map(Number)
  return new Date(Math.min(Date.UTC(year, month, 0, 8, 15) + 40 * day, lastEntry)).toISOString()
}

export const demoMeasurements: readonly DemoMeasurement[] = series.flatMap(
  ({ plan = 'beskaeftigelsesplan', goal, indicator, source, by, figures, notes }) =>
    figures.map(([period, value]) => ({
      plan,
      goal,
      indicator,
      value,
      period,
      source,
      note: notes?.[period] ?? null,
      by: by as PersonId,
      at: enteredAt(period),
    })),
)
