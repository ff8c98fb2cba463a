/** Owns how an outline changes: an operation with a precondition, tried again on the newest document while it is a draft without pending. */
import type { Actor } from '@samplan/shared/people'
import type { BinnedEntry, OutlineEntry } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { may } from '@samplan/shared/rights'
import { NoReply, type StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { findPlan } from './findPlan.ts'
import { tellAccess } from './tellAccess.ts'

export type OutlineChange = { readonly outline: readonly OutlineEntry[]; readonly bin?: readonly BinnedEntry[] }

/** More than people can do to one plan at once: behind it stands a bug, not a crowd. */
const mostTries = 200

/**
 * Applies `edit` to the plan as it stands and writes it where nobody wrote in between; else judges anew. `edit` is pure, and its
 * refusal is the answer. The revision stays: it counts steps of the workflow.
 */
export async function changeOutline(
  world: World,
  actor: Actor,
  id: string,
  edit: (plan: StoredPlan) => OutlineChange | Refusal,
): Promise<StoredPlan | Refusal> {
  for (let tries = 0; tries < mostTries; tries++) {
    const plan = await findPlan(world, actor, id)
    if (isRefusal(plan)) return plan
    const refusal = refuseOutline(actor, plan)
    if (refusal) return refusal
    const change = edit(plan)
    if (isRefusal(change)) return change
    const match = { at: 'draft', pending: null, outlineVersion: plan.outlineVersion } as const
    const changed = await world.stores.plans.change(plan.id, match, change).catch((error: unknown) => {
      if (error instanceof NoReply) tellAll(world, plan)
      throw error
    })
    if (!changed) continue
    world.bus.publish({ kind: 'outlineChanged', plan: changed.id, outlineVersion: changed.outlineVersion })
    await tellAccess(world, plan, changed)
    return changed
  }
  return { refused: 'busy' }
}

/** The change may have been carried out: everybody looks. */
function tellAll({ bus }: World, { id, outlineVersion }: StoredPlan): void {
  bus.publish({ kind: 'outlineChanged', plan: id, outlineVersion: outlineVersion + 1 })
  bus.publish({ kind: 'peopleChanged', person: null })
}

function refuseOutline(actor: Actor, plan: StoredPlan): Refusal | null {
  const asDraft: StoredPlan = { ...plan, state: { at: 'draft' } }
  if (!may(actor, 'changeOutline', asDraft)) return { refused: 'notAllowed', act: 'changeOutline' }
  if (plan.state.at !== 'draft') return { refused: 'wrongState', state: plan.state.at }
  return plan.pending ? { refused: 'submissionPending' } : null
}
