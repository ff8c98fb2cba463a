/** Owns the table of rights: data, and the one function that server and client ask. */
import type { UnitId } from './ids.ts'
import { type Actor, hasRole } from './people.ts'
import { bodiesThatSaw, bodyBefore, type OutlineEntry, type Plan } from './plan.ts'

/** What a person can be to a plan or a section; a person can be several at once, and rights are the union. */
export const relations = [
  'sectionWriter', // staff or leader of the section's owner, or of an administration invited to the section
  'otherStaff', // staff or leader of an administration in the plan
  'planLeader',
  'secretaryNow', // of the body that the plan lies before
  'memberNow',
  'secretaryEarlier', // of a body that the plan has lain before
  'memberEarlier',
  'measurer', // leader or staff of the section's owner
  'administrator',
] as const
export type Relation = (typeof relations)[number]

export const planStates = ['draft', 'body', 'adopted'] as const
export type StateName = (typeof planStates)[number]

export const planActs = [
  'readDraft', // the live text
  'readVersion', // the versions; a body's people: from the first one that lay before it
  'writeText', // text and goals of a section
  'changeOutline', // add, rename, move, level, bin, owners, invitations
  'submit',
  'withdraw',
  'decide', // onward, or send back
  'reopen',
  'measure',
] as const
export type PlanAct = (typeof planActs)[number]

type Cell = Readonly<Partial<Record<StateName, readonly PlanAct[]>>>

/** Who may what in which state. What a cell does not name is refused. docs/SPEC.md prints this table. */
export const rightsTable: Readonly<Record<Relation, Cell>> = {
  sectionWriter: { draft: ['readDraft', 'readVersion', 'writeText'], body: ['readVersion'], adopted: ['readVersion'] },
  otherStaff: { draft: ['readDraft', 'readVersion'], body: ['readVersion'], adopted: ['readVersion'] },
  planLeader: {
    draft: ['readDraft', 'readVersion', 'writeText', 'changeOutline', 'submit', 'measure'],
    body: ['readVersion', 'withdraw', 'measure'],
    adopted: ['readVersion', 'reopen', 'measure'],
  },
  secretaryNow: { body: ['readVersion', 'decide'] },
  memberNow: { body: ['readVersion'] },
  secretaryEarlier: { draft: ['readVersion'], body: ['readVersion'], adopted: ['readVersion'] },
  memberEarlier: { draft: ['readVersion'], body: ['readVersion'], adopted: ['readVersion'] },
  measurer: { draft: ['measure'], body: ['measure'], adopted: ['measure'] },
  administrator: {},
}

/** What the municipality's own things ask for: people and units, and new plans (also imported ones). */
export const municipalityActs = ['managePeople', 'createPlan'] as const
export type MunicipalityAct = (typeof municipalityActs)[number]

type PlanFacts = Pick<Plan, 'owner' | 'outline' | 'route' | 'state' | 'steps'>
type SectionFacts = Pick<OutlineEntry, 'owner' | 'invited'>

const worksIn = (actor: Pick<Actor, 'memberships'>, unit: UnitId): boolean =>
  hasRole(actor, 'leader', unit) || hasRole(actor, 'staff', unit)

const worksInSection = (actor: Pick<Actor, 'memberships'>, { owner, invited }: SectionFacts): boolean =>
  worksIn(actor, owner) || invited.some((unit) => worksIn(actor, unit))

/** All that the actor is to the plan, and to the section where one is given. */
export function relationsOf(actor: Pick<Actor, 'memberships'>, plan: PlanFacts, section?: SectionFacts): ReadonlySet<Relation> {
  const found = new Set<Relation>()
  if (worksIn(actor, plan.owner) || plan.outline.some((entry) => worksInSection(actor, entry))) found.add('otherStaff')
  if (hasRole(actor, 'leader', plan.owner)) found.add('planLeader')
  if (section && worksInSection(actor, section)) found.add('sectionWriter')
  if (section && worksIn(actor, section.owner)) found.add('measurer')
  const now = bodyBefore(plan)
  for (const body of bodiesThatSaw(plan)) {
    if (hasRole(actor, 'secretary', body)) found.add(body === now ? 'secretaryNow' : 'secretaryEarlier')
    if (hasRole(actor, 'member', body)) found.add(body === now ? 'memberNow' : 'memberEarlier')
  }
  if (hasRole(actor, 'administrator', null)) found.add('administrator')
  return found
}

/**
 * Whether the actor may do this to the plan (in the section, for what belongs to one).
 * `writeText` and `measure` without a section answer for the whole plan, so for its leader only.
 */
export function may(actor: Pick<Actor, 'memberships'>, act: PlanAct, plan: PlanFacts, section?: SectionFacts): boolean {
  const state = plan.state.at
  for (const relation of relationsOf(actor, plan, section)) {
    if (rightsTable[relation][state]?.includes(act)) return true
  }
  return false
}

/** Whether the plan exists for the actor at all; if not, every answer is the one for a plan that does not exist. */
export function maySee(actor: Pick<Actor, 'memberships'>, plan: PlanFacts): boolean {
  return may(actor, 'readDraft', plan) || may(actor, 'readVersion', plan)
}

/**
 * The revision of the first version that the actor may read: 0 for whoever has the right by an administration,
 * for people of a body alone the one in which the plan first lay before it; null for nobody's.
 */
export function readsVersionsFrom(actor: Pick<Actor, 'memberships'>, plan: PlanFacts): number | null {
  if (!may(actor, 'readVersion', plan)) return null
  const by = relationsOf(actor, plan)
  if (by.has('otherStaff') || by.has('planLeader')) return 0
  const first = plan.steps.find(({ to }) => {
    const body = to.at === 'body' ? plan.route[to.body] : undefined
    return body !== undefined && (hasRole(actor, 'secretary', body) || hasRole(actor, 'member', body))
  })
  if (!first) return null
  const submitted = plan.steps.findLast((step) => step.action === 'submit' && step.seq <= first.seq)
  return submitted?.seq ?? null
}

/** The administrator enters people and units; a new plan is made by the administrator or the leader of the administration that will own it. */
export function mayInMunicipality(actor: Pick<Actor, 'memberships'>, act: MunicipalityAct, owner?: UnitId): boolean {
  if (hasRole(actor, 'administrator', null)) return true
  return act === 'createPlan' && owner !== undefined && hasRole(actor, 'leader', owner)
}

/** Whether there is any owner for whom the actor may make a plan, and so bring one in; for which, is asked when it is made. */
export function mayCreatePlans(actor: Pick<Actor, 'memberships'>): boolean {
  if (mayInMunicipality(actor, 'createPlan')) return true
  return actor.memberships.some(({ unit }) => unit !== null && mayInMunicipality(actor, 'createPlan', unit))
}
