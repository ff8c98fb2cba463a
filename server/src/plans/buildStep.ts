/** Owns the next link of a plan's log. */
import type { Actor, Role } from '@samplan/shared/people'
import { type Action, bodyBefore, type PlanState, type Step } from '@samplan/shared/plan'
import { stepHash } from '@samplan/shared/version'
import type { StoredPlan } from '../storage/ports.ts'

/** The step that leads the plan to `to`, hashed over the one before. */
export function buildStep(plan: StoredPlan, action: Action, actor: Actor, to: PlanState, reason: string | null, now: number): Step {
  const last = plan.steps.at(-1)
  const step: Omit<Step, 'hash'> = {
    seq: (last?.seq ?? 0) + 1,
    action,
    from: plan.state,
    to,
    actor: actor.person,
    actorName: actor.name,
    role: roleFor(plan, action, actor),
    at: new Date(now).toISOString(),
    reason: reason?.trim() || null,
    version: to.at === 'draft' ? (plan.state.at === 'draft' ? null : plan.state.version) : to.version,
    previous: last?.hash ?? null,
  }
  return { ...step, hash: stepHash(step) }
}

/** The role by which the actor did it: a body's people decide, the owner's leader does the rest. */
function roleFor(plan: StoredPlan, action: Action, actor: Actor): Role {
  const unit = action === 'onward' || action === 'sendBack' ? bodyBefore(plan) : plan.owner
  const wanted: Role = action === 'onward' || action === 'sendBack' ? 'secretary' : 'leader'
  const own = actor.memberships.filter((membership) => membership.unit === unit)
  return own.find(({ role }) => role === wanted)?.role ?? own[0]?.role ?? wanted
}
