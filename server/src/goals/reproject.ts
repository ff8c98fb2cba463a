/** Owns the command that drops the projection and makes it anew from the documents. */
import type { PlanId } from '@samplan/shared/ids'
import type { World } from '../world.ts'
import { projectPlan } from './projectPlan.ts'

/** One plan or all. Withdrawn goals are forgotten as goals; their measurements stay. Returns how many plans there were. */
export async function reproject(world: World, only: PlanId | null = null): Promise<number> {
  const plans = only === null ? (await world.stores.plans.list()).map(({ id }) => id) : [only]
  for (const plan of plans) {
    await world.stores.goals.clear(plan)
    await projectPlan(world, plan, new Map())
  }
  return plans.length
}
