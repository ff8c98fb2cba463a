/** Owns how a use case finds its plan: read from the store, seen by this actor, without a submission that has expired. */
import { type PlanId, parseId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Refusal } from '@samplan/shared/refusal'
import { maySee } from '@samplan/shared/rights'
import { NoReply, type StoredPlan, type Stores } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { planTouched } from './tellPlan.ts'

/** The plan as it stands. Whoever may not see it gets the answer for a plan that does not exist. */
export async function findPlan(world: World, actor: Actor, id: string): Promise<StoredPlan | Refusal> {
  const plan = await readPlan(world, id)
  return plan && maySee(actor, plan) ? plan : { refused: 'notFound' }
}

/** The plan for the server itself. A submission that has expired is emptied by whoever sees it. */
export async function readPlan(world: World, id: string): Promise<StoredPlan | null> {
  const known = parseId<PlanId>(id)
  const plan = known && (await world.stores.plans.read(known))
  if (!plan) return null
  return withoutExpired(world.stores, plan, world.now(), (ended) => planTouched(world, ended))
}

/**
 * The plan, its pending emptied by its id where that has expired: every freeze of that submission is void from then on. Whoever empties
 * it tells: `ended` is called with the plan as it then is.
 */
export async function withoutExpired(
  stores: Stores,
  plan: StoredPlan,
  now: number,
  ended: (plan: StoredPlan) => void,
): Promise<StoredPlan> {
  const { pending } = plan
  if (!pending || pending.expiresAt > now) return plan
  const emptied = await stores.plans.change(plan.id, { pending: pending.submission }, { pending: null }).catch((error: unknown) => {
    if (error instanceof NoReply) ended({ ...plan, pending: null })
    throw error
  })
  if (emptied) ended(emptied)
  return emptied ?? (await stores.plans.read(plan.id)) ?? plan
}
