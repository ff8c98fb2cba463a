/** Owns the repair after a crash in the middle of a submission. */
import type { World } from '../world.ts'
import { planTouched } from './tellPlan.ts'

/**
 * To be called at start where no other process can be, before anything is served: empties every submission that was under way. Its
 * submitter is dead; were it not, it could no longer commit. Where there may be others, the expiry ends it. Returns how many there were.
 */
export async function recoverPending(world: World): Promise<number> {
  const plans = (await world.stores.plans.list()).filter(({ pending }) => pending)
  for (const { id, pending } of plans) {
    const emptied = pending && (await world.stores.plans.change(id, { pending: pending.submission }, { pending: null }))
    if (emptied) planTouched(world, emptied)
  }
  return plans.length
}
