/** Owns what waits for a person: derived from the plans and what they may do with them, never stored. Pure. */
import { hasRole, type Membership, type Role } from '@samplan/shared/people'
import type { UnitId } from '@samplan/shared/ids'
import type { PlanInListFragment } from '../graphql/generated.ts'

export type Task =
  | { readonly kind: 'decide'; readonly plan: PlanInListFragment; readonly body: string; readonly since: string }
  | { readonly kind: 'read'; readonly plan: PlanInListFragment; readonly body: string; readonly since: string }
  | {
      readonly kind: 'returned'
      readonly plan: PlanInListFragment
      readonly how: 'sendBack' | 'withdraw' | 'reopen'
      readonly by: string
      readonly reason: string
      readonly since: string
    }
  | { readonly kind: 'submit'; readonly plan: PlanInListFragment; readonly body: string }
  | { readonly kind: 'write'; readonly plan: PlanInListFragment; readonly sections: number }

type Person = { readonly memberships: readonly Membership[] }

/** In the order of the plans, at most one task for each; decisions first, as others wait for them. */
export function waitingFor(person: Person, plans: readonly PlanInListFragment[]): readonly Task[] {
  const tasks = plans.flatMap((plan) => taskOf(person, plan) ?? [])
  return tasks.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
}

/** Whom nothing waits for: one who only runs the place, one who only gets plans, or one who writes. */
export function onlookerAs(person: Person): 'administrator' | 'body' | 'writer' {
  const has = (...roles: readonly Role[]) => person.memberships.some(({ role }) => roles.includes(role))
  if (has('leader', 'staff')) return 'writer'
  return has('secretary', 'member') ? 'body' : has('administrator') ? 'administrator' : 'writer'
}

const order = ['decide', 'read', 'returned', 'submit', 'write'] as const

function taskOf(person: Person, plan: PlanInListFragment): Task | null {
  const { state, route, steps, mayDo, sections } = plan
  const newest = steps.at(-1)
  if (state.at === 'body' && mayDo.includes('decide')) {
    return { kind: 'decide', plan, body: route[state.body ?? 0]?.name ?? '', since: newest?.at ?? '' }
  }
  const before = state.at === 'body' ? route[state.body ?? 0] : undefined
  if (before && mayDo.includes('readVersion') && hasRole(person, 'member', before.id as UnitId)) {
    return { kind: 'read', plan, body: before.name, since: newest?.at ?? '' }
  }
  if (state.at !== 'draft') return null
  const mine = sections.filter((section) => section.mayDo.includes('writeText'))
  const leads = hasRole(person, 'leader', plan.owner.id as UnitId)
  const writes = leads || mine.length > 0
  if (writes && newest && newest.action !== 'submit' && newest.action !== 'onward') {
    return { kind: 'returned', plan, how: newest.action, by: newest.actorName, reason: newest.reason ?? '', since: newest.at }
  }
  if (mayDo.includes('submit')) return { kind: 'submit', plan, body: route[0]?.name ?? '' }
  return mine.length > 0 ? { kind: 'write', plan, sections: mine.length } : null
}
