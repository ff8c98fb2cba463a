/** Owns what a plan is: its state, its route, its outline, its log of steps. Everything here is a readonly record. */
import type { PersonId, PlanId, SectionId, SubmissionId, UnitId } from './ids.ts'
import type { Role } from './people.ts'

/** Where the plan is. `body` indexes the plan's route; `version` is the hash of the submitted version. */
export type PlanState =
  | { readonly at: 'draft' }
  | { readonly at: 'body'; readonly body: number; readonly version: string }
  | { readonly at: 'adopted'; readonly version: string }

export type Level = 1 | 2 | 3

/** A section as the outline knows it. Its sub-sections are the deeper entries that follow it. */
export type OutlineEntry = {
  readonly id: SectionId
  readonly level: Level
  readonly title: string
  readonly owner: UnitId
  readonly invited: readonly UnitId[]
}

/** A section in the bin keeps where it stood: behind `after` (null: first). */
export type BinnedEntry = { readonly entry: OutlineEntry; readonly after: SectionId | null; readonly binnedAt: string }

export type Action = 'submit' | 'onward' | 'sendBack' | 'withdraw' | 'reopen'

/** One link of the plan's log; `seq` without gaps is the order, never the clock. Hashes are SHA-256 in hex. */
export type Step = {
  readonly seq: number
  readonly action: Action
  readonly from: PlanState
  readonly to: PlanState
  readonly actor: PersonId
  readonly actorName: string
  readonly role: Role
  /** Server time, ISO 8601 in UTC. */
  readonly at: string
  readonly reason: string | null
  readonly version: string | null
  /** Hash of the step before, null for the first. */
  readonly previous: string | null
  /** Hash over the canonical JSON of all the other fields. */
  readonly hash: string
}

/** A submission under way; while it stands the outline does not change and rooms hold. */
export type Pending = { readonly submission: SubmissionId; readonly person: PersonId; readonly expiresAt: number }

export type Plan = {
  readonly id: PlanId
  readonly title: string
  /** "2027" or "2027-2028". */
  readonly period: string
  /** The administration whose leader is leader of the plan. */
  readonly owner: UnitId
  /** Bodies in order; exactly the last one is final. */
  readonly route: readonly UnitId[]
  readonly state: PlanState
  /** Raised by every step; what a person saw when pressing a button. */
  readonly revision: number
  /** Raised when a plan becomes a draft again: edits of an older epoch never enter. Milliseconds. */
  readonly epoch: number
  readonly outline: readonly OutlineEntry[]
  readonly bin: readonly BinnedEntry[]
  readonly steps: readonly Step[]
  readonly pending: Pending | null
}

/** The bodies that the plan has lain before, in any round. */
export function bodiesThatSaw(plan: Pick<Plan, 'route' | 'steps' | 'state'>): ReadonlySet<UnitId> {
  const bodies = new Set<UnitId>()
  const saw = (state: PlanState): void => {
    const body = state.at === 'body' ? plan.route[state.body] : undefined
    if (body !== undefined) bodies.add(body)
  }
  for (const { to } of plan.steps) saw(to)
  saw(plan.state)
  return bodies
}

/** The body that the plan lies before now, or null. */
export function bodyBefore(plan: Pick<Plan, 'route' | 'state'>): UnitId | null {
  return plan.state.at === 'body' ? (plan.route[plan.state.body] ?? null) : null
}
