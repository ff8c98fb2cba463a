/** Owns the workflow as data: which action leads from where to where, and the function that says so. */
import type { Action, Plan, PlanState } from './plan.ts'
import type { Refusal } from './refusal.ts'
import { may, type PlanAct, type StateName } from './rights.ts'
import type { Actor } from './people.ts'

type Rule = {
  readonly from: readonly StateName[]
  readonly right: PlanAct
  readonly reason: 'required' | 'optional'
  /** A draft again: the epoch rises. */
  readonly opensDraft: boolean
}

/** The table of the workflow. docs/SPEC.md prints it. */
export const workflow: Readonly<Record<Action, Rule>> = {
  submit: { from: ['draft'], right: 'submit', reason: 'optional', opensDraft: false },
  onward: { from: ['body'], right: 'decide', reason: 'optional', opensDraft: false },
  sendBack: { from: ['body'], right: 'decide', reason: 'required', opensDraft: true },
  withdraw: { from: ['body'], right: 'withdraw', reason: 'required', opensDraft: true },
  reopen: { from: ['adopted'], right: 'reopen', reason: 'required', opensDraft: true },
}

/** The state that the action leads to, by the plan's route; `version` is the hash that a submission has made. */
export function nextState(plan: Pick<Plan, 'route' | 'state'>, action: Action, version: string): PlanState {
  switch (action) {
    case 'submit':
      return { at: 'body', body: 0, version }
    case 'onward': {
      if (plan.state.at !== 'body') throw new Error('onward is decided only before a body')
      const next = plan.state.body + 1
      return next < plan.route.length
        ? { at: 'body', body: next, version: plan.state.version }
        : { at: 'adopted', version: plan.state.version }
    }
    case 'sendBack':
    case 'withdraw':
    case 'reopen':
      return { at: 'draft' }
  }
}

/**
 * Whether the actor may take this action on the plan as it stands and as the person saw it (`revision`); null is yes.
 * A person who may do it in another state is told that the plan has moved; whoever may not see the plan is told nothing.
 */
export function refuseAction(plan: Plan, action: Action, actor: Actor, revision: number, reason: string | null): Refusal | null {
  const rule = workflow[action]
  const state = plan.state.at
  if (!may(actor, 'readDraft', plan) && !may(actor, 'readVersion', plan)) return { refused: 'notFound' }
  if (plan.revision !== revision) return { refused: 'alreadyMoved', state, revision: plan.revision }
  if (!rule.from.includes(state)) return { refused: 'wrongState', state }
  if (!may(actor, rule.right, plan)) return { refused: 'notAllowed', act: rule.right }
  if (rule.reason === 'required' && !reason?.trim()) return { refused: 'reasonMissing' }
  if (reason && reason.length > 2000) return { refused: 'invalid', field: 'reason', rule: 'tooLong' }
  return null
}
