/** Owns what must be written so that the stored goals of a plan become those of its documents. */
import { type Goal, indicatorAttributeNames } from './goal.ts'
import type { GoalId } from './ids.ts'

export type GoalDiff = {
  /** New and changed goals, in reading order. */
  readonly upsert: readonly Goal[]
  /** Goals that stand in no document any more. They keep their measurements: an undo revives them. */
  readonly withdraw: readonly GoalId[]
}

/** `stored` are the living goals of one plan, `now` those judged from its documents. Fields that are no part of a goal are not looked at. */
export function diffGoals(stored: readonly Goal[], now: readonly Goal[]): GoalDiff {
  const before = new Map(stored.map((goal) => [goal.id, factsOf(goal)]))
  const living = new Set(now.map(({ id }) => id))
  return {
    upsert: now.filter((goal) => before.get(goal.id) !== factsOf(goal)),
    withdraw: stored.map(({ id }) => id).filter((id) => !living.has(id)),
  }
}

/** All facts of a goal as one text, in an order of our own: a database gives fields in any. */
function factsOf({ id, plan, section, code, order, level, category, responsible, parent, statement, indicators }: Goal): string {
  const measured = indicators.map((indicator) => indicatorAttributeNames.map((name) => indicator[name] ?? null))
  return JSON.stringify([id, plan, section, code, order, level, category ?? null, responsible ?? null, parent ?? null, statement, measured])
}
