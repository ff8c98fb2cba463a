/** Owns the use cases that move a plan and make no version: onward (and adopt), send back, withdraw, reopen. */
import type { Actor } from '@samplan/shared/people'
import type { Action } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { nextState, refuseAction, workflow } from '@samplan/shared/workflow'
import { NoReply, type PlanChange, type StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { buildStep } from './buildStep.ts'
import { findPlan } from './findPlan.ts'
import { planTouched } from './tellPlan.ts'

/** `revision` is the one that the person saw. */
export type StepInput = { readonly plan: string; readonly revision: number; readonly reason: string | null }
export type StepAction = Exclude<Action, 'submit'>

/**
 * One compare-and-set on (state, revision). Onward names the submitted version; what leads to draft raises the epoch, so that edits of
 * the old one never enter by themselves.
 */
export async function takeStep(
  world: World,
  actor: Actor,
  action: StepAction,
  { plan: id, revision, reason }: StepInput,
): Promise<StoredPlan | Refusal> {
  const plan = await findPlan(world, actor, id)
  if (isRefusal(plan)) return plan
  const refusal = refuseAction(plan, action, actor, revision, reason)
  if (refusal) return refusal
  if (plan.state.at === 'draft') throw new Error(`${action} is no step of a draft`)
  const to = nextState(plan, action, plan.state.version)
  const step = buildStep(plan, action, actor, to, reason, world.now())
  const change: PlanChange = {
    state: to,
    revision: plan.revision + 1,
    pushStep: step,
    ...(workflow[action].opensDraft && { epoch: Math.max(world.now(), plan.epoch + 1) }),
  }
  const moved = await moveOnce(world, plan, change)
  if (!moved) return movedAlready(world, actor, plan)
  planTouched(world, moved)
  return moved
}

/** The plan after the step, or null when somebody was first. A lost reply is judged by the log: the step is in it or not. */
async function moveOnce(world: World, plan: StoredPlan, change: PlanChange): Promise<StoredPlan | null> {
  const { plans } = world.stores
  try {
    return await plans.change(plan.id, { at: plan.state.at, revision: plan.revision }, change)
  } catch (error) {
    if (!(error instanceof NoReply)) throw error
    const now = await plans.read(plan.id)
    if (now?.steps.some(({ hash }) => hash === change.pushStep?.hash)) return now
    // It may still arrive: then the second one matches nothing, and the log shows the first.
    const again = await plans.change(plan.id, { at: plan.state.at, revision: plan.revision }, change)
    if (again) return again
    const last = await plans.read(plan.id)
    return last?.steps.some(({ hash }) => hash === change.pushStep?.hash) ? last : null
  }
}

/** What whoever comes second is told. */
export async function movedAlready(world: World, actor: Actor, before: StoredPlan): Promise<Refusal> {
  const plan = await findPlan(world, actor, before.id)
  return isRefusal(plan) ? plan : { refused: 'alreadyMoved', state: plan.state.at, revision: plan.revision }
}
