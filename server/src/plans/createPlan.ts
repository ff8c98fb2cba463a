/** Owns the use case: a new, empty plan with its owner and its route. */
import { type PlanId, parseId, type SectionId, type UnitId } from '@samplan/shared/ids'
import type { Actor, Unit } from '@samplan/shared/people'
import { parseTitle } from '@samplan/shared/outline'
import type { OutlineEntry } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { mayInMunicipality } from '@samplan/shared/rights'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

export type NewPlan = { readonly title: string; readonly period: string; readonly owner: string; readonly route: readonly string[] }

const firstTitle = 'Indledning'
const mostBodies = 10

/** What a new plan is, judged. */
export type CheckedPlan = Pick<StoredPlan, 'title' | 'period' | 'owner' | 'route'>

/** The administrator's, or of the leader of the administration that will own it. It starts with one empty section. */
export async function createPlan(world: World, actor: Actor, input: NewPlan): Promise<StoredPlan | Refusal> {
  const checked = await checkNewPlan(world, actor, input)
  if (isRefusal(checked)) return checked
  const first: OutlineEntry = { id: world.newId() as SectionId, level: 1, title: firstTitle, owner: checked.owner, invited: [] }
  const plan: StoredPlan = { ...emptyPlan(world, checked), outline: [first] }
  await world.stores.plans.create(plan)
  world.bus.publish({ kind: 'planCreated', plan: plan.id })
  return plan
}

/** Whether the actor may make this plan, and what it will be. */
export async function checkNewPlan(world: World, actor: Actor, input: NewPlan): Promise<CheckedPlan | Refusal> {
  const owner = parseId<UnitId>(input.owner)
  if (!owner || !mayInMunicipality(actor, 'createPlan', owner)) return { refused: 'notAllowed', act: 'createPlan' }
  const units = await world.stores.people.units()
  if (!units.some((unit) => unit.kind === 'administration' && unit.id === owner))
    return { refused: 'invalid', field: 'owner', rule: 'unknown' }
  const title = parseTitle(input.title)
  if (isRefusal(title)) return title
  const period = periodOf(input.period)
  if (!period) return { refused: 'invalid', field: 'period', rule: 'format' }
  const route = routeOf(input.route, units)
  return isRefusal(route) ? route : { title, period, owner, route }
}

/** A draft without sections, not stored. */
export function emptyPlan(world: Pick<World, 'now' | 'newId'>, checked: CheckedPlan): StoredPlan {
  const now = world.now()
  return {
    id: world.newId() as PlanId,
    ...checked,
    state: { at: 'draft' },
    revision: 0,
    epoch: now,
    outline: [],
    outlineVersion: 0,
    bin: [],
    steps: [],
    pending: null,
    createdAt: new Date(now).toISOString(),
  }
}

/** "2027" or "2027-2028", of at most ten years. */
function periodOf(text: string): string | null {
  const found = /^(\d{4})(?:\s*[-–]\s*(\d{4}))?$/.exec(text.trim())
  if (!found) return null
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])]
  if (from < 2000 || to > 2100 || to < from || to - from > 9) return null
  return from === to ? String(from) : `${from}-${to}`
}

/** Bodies, each once; exactly the last one is final. */
function routeOf(ids: readonly string[], units: readonly Unit[]): readonly UnitId[] | Refusal {
  if (ids.length === 0) return { refused: 'invalid', field: 'route', rule: 'empty' }
  if (ids.length > mostBodies) return { refused: 'invalid', field: 'route', rule: 'tooLong' }
  if (new Set(ids).size < ids.length) return { refused: 'invalid', field: 'route', rule: 'taken' }
  const bodies = ids.map((id) => units.find((unit) => unit.id === id))
  const route: UnitId[] = []
  for (const [at, body] of bodies.entries()) {
    if (body?.kind !== 'body') return { refused: 'invalid', field: 'route', rule: 'unknown' }
    if (body.final !== (at === bodies.length - 1)) return { refused: 'invalid', field: 'route', rule: 'notFinal' }
    route.push(body.id)
  }
  return route
}
