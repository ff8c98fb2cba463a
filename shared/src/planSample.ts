/** Owns the plan and the people that tests of any package share: every relation of the table of rights, in every state. */
import type { PersonId, PlanId, SectionId, UnitId } from './ids.ts'
import type { Actor, Role } from './people.ts'
import type { Action, Plan, PlanState, Step } from './plan.ts'

const unit = (name: string) => name as UnitId

/** One person per relation; the key says unit and role. */
export const people: Readonly<Record<string, Actor>> = {
  'job leader': person('job', 'leader'),
  'job staff': person('job', 'staff'),
  'social leader': person('social', 'leader'),
  'social staff': person('social', 'staff'),
  'sundhed staff': person('sundhed', 'staff'),
  'kultur leader': person('kultur', 'leader'),
  'udvalg secretary': person('udvalg', 'secretary'),
  'udvalg member': person('udvalg', 'member'),
  'byraad secretary': person('byraad', 'secretary'),
  'byraad member': person('byraad', 'member'),
  'nævn secretary': person('nævn', 'secretary'),
  administrator: { person: 'administrator' as PersonId, name: 'administrator', memberships: [{ unit: null, role: 'administrator' }] },
}

function person(of: string, role: Role): Actor {
  return { person: `${of}-${role}` as PersonId, name: `${of} ${role}`, memberships: [{ unit: unit(of), role }] }
}

const draft: PlanState = { at: 'draft' }
const before = (body: number): PlanState => ({ at: 'body', body, version: 'v1' })
const adopted: PlanState = { at: 'adopted', version: 'v1' }

/** Where a plan can be, with the steps that led there. */
export const journeys: Readonly<Record<string, readonly (readonly [Action, PlanState])[]>> = {
  'new draft': [],
  'before udvalg': [['submit', before(0)]],
  'before byraad': [
    ['submit', before(0)],
    ['onward', before(1)],
  ],
  'draft again': [
    ['submit', before(0)],
    ['sendBack', draft],
  ],
  adopted: [
    ['submit', before(0)],
    ['onward', before(1)],
    ['onward', adopted],
  ],
}

/** Owned by "job"; section s1 is its own, s2 belongs to "social", with "sundhed" invited. */
export function planAt(journey: string): Plan {
  const steps = (journeys[journey] ?? []).map(([action, to], at, all): Step => ({
    seq: at + 1,
    action,
    from: all[at - 1]?.[1] ?? draft,
    to,
    actor: 'x' as PersonId,
    actorName: 'X',
    role: 'leader',
    at: '2026-11-21T10:00:00.000Z',
    reason: null,
    version: 'v1',
    previous: null,
    hash: `${at}`,
  }))
  return {
    id: 'p1' as PlanId,
    title: 'Plan',
    period: '2027',
    owner: unit('job'),
    route: ['udvalg', 'byraad'].map(unit),
    state: steps.at(-1)?.to ?? draft,
    revision: steps.length,
    epoch: 1,
    outline: [
      { id: 's1' as SectionId, level: 1, title: 'Forord', owner: unit('job'), invited: [] },
      { id: 's2' as SectionId, level: 1, title: 'Mål', owner: unit('social'), invited: [unit('sundhed')] },
    ],
    bin: [],
    steps,
    pending: null,
  }
}
