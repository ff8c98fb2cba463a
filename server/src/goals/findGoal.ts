/** Owns how a use case finds the goal that it is asked for, also one that has just been written. */
import type { Goal } from '@samplan/shared/goal'
import { type GoalId, parseId } from '@samplan/shared/ids'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { projectPlan } from './projectPlan.ts'

/**
 * The living goal with these of its indicators, or null. The projection lags behind the text by seconds: what it does not know is looked
 * for in what is on disk. The plan must be one that the actor may read.
 */
export async function findGoal(world: World, plan: StoredPlan, goalId: string, indicators: readonly string[] = []): Promise<Goal | null> {
  const id = parseId<GoalId>(goalId)
  if (!id) return null
  const isWhole = (goal: Goal | null): boolean =>
    goal !== null && indicators.every((wanted) => goal.indicators.some((own) => own.id === wanted))
  const known = await world.stores.goals.read(plan.id, id)
  if (isWhole(known)) return known
  await projectPlan(world, plan.id)
  const now = await world.stores.goals.read(plan.id, id)
  return isWhole(now) ? now : null
}
