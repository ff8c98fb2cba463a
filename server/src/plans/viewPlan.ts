/** Owns a plan in the eyes of one person: what they see of it, each part read when asked for and once. */
import type { Actor, Administration, Body, Unit } from '@samplan/shared/people'
import type { UnitId } from '@samplan/shared/ids'
import type { OutlineEntry } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { maySee } from '@samplan/shared/rights'
import { goalWords } from '@samplan/shared/section/goalWords'
import { renderBlocks } from '@samplan/shared/section/html'
import type { Version } from '@samplan/shared/version'
import { goalFacts, type GoalView, viewGoals } from '../goals/viewGoals.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { dayAt } from './dayIn.ts'
import { findPlan } from './findPlan.ts'
import { goalsOf, readText, type SectionText } from './readText.ts'
import { openVersion, shownTo } from './readVersions.ts'

export type PlanView = {
  readonly plan: StoredPlan
  readonly actor: Actor
  readonly units: () => Promise<UnitNames>
  /** In outline order. */
  readonly sections: () => Promise<readonly SectionView[]>
  /** In reading order: of the draft as projected, or of the version that is shown. */
  readonly goals: () => Promise<readonly GoalView[]>
}

export type SectionView = {
  readonly view: PlanView
  readonly entry: OutlineEntry
  readonly blocks: () => Promise<readonly string[]>
}

export type UnitNames = {
  readonly administration: (id: UnitId) => Administration
  readonly body: (id: UnitId) => Body
}

/** The plan as this actor sees it. */
export async function viewPlan(world: World, actor: Actor, id: string): Promise<PlanView | Refusal> {
  const plan = await findPlan(world, actor, id)
  return isRefusal(plan) ? plan : viewOf(world, actor, plan)
}

/** The plans that the actor may see, newest first. */
export async function viewPlans(world: World, actor: Actor): Promise<readonly PlanView[]> {
  const plans = (await world.stores.plans.list()).filter((plan) => maySee(actor, plan))
  const newest = plans.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id))
  return newest.map((plan) => viewOf(world, actor, plan))
}

/** A plan that was read already, e.g. the result of a use case. The caller has asked for the right to see it. */
export function viewOf(world: World, actor: Actor, plan: StoredPlan): PlanView {
  const shown = shownTo(actor, plan)
  const version = once(async () => {
    if (shown === 'draft' || shown === 'nothing') return null
    const opened = await openVersion(world, plan, shown.hash)
    if (!opened) throw new Error(`version ${shown.hash} of plan ${plan.id} is not in the store`)
    return opened
  })
  const text = once(async () => {
    const opened = await version()
    return opened ? renderVersion(opened) : shown === 'draft' ? renderDraft(world, plan) : new Map<string, readonly string[]>()
  })
  const view: PlanView = {
    plan,
    actor,
    units: once(async () => unitNames(await world.stores.people.units())),
    async sections() {
      const outline = shown === 'draft' ? plan.outline : ((await version())?.outline ?? [])
      return outline.map((entry): SectionView => ({ view, entry, blocks: async () => (await text()).get(entry.id) ?? [] }))
    },
    goals: once(async () => {
      const opened = await version()
      return opened ? viewVersionGoals(world, plan, opened) : shown === 'draft' ? viewDraftGoals(world, plan) : []
    }),
  }
  return view
}

/** The projected goals of the draft, judged by all figures of today. */
async function viewDraftGoals(world: World, plan: StoredPlan): Promise<readonly GoalView[]> {
  const [goals, figures] = await Promise.all([world.stores.goals.list(plan.id), world.stores.measurements.list(plan.id)])
  return viewGoals(goals, { figures, since: [], today: dayAt(world.now()), period: plan.period })
}

/** A version's goals, judged by its own figures on the day of submission; what has come since stands beside. */
export async function viewVersionGoals(world: World, plan: Pick<StoredPlan, 'id'>, version: Version): Promise<readonly GoalView[]> {
  const known = new Set(version.measurements.map(({ id }) => id))
  const since = (await world.stores.measurements.list(plan.id)).filter(({ id }) => !known.has(id))
  return viewGoals(version.goals, { figures: version.measurements, since, today: version.submittedOn, period: version.plan.period })
}

async function renderDraft(world: World, plan: StoredPlan): Promise<ReadonlyMap<string, readonly string[]>> {
  const { goals, measurements } = world.stores
  const [texts, homes, figures] = await Promise.all([readText(world, plan), goals.homes(plan.id), measurements.list(plan.id)])
  const judged = goalsOf(plan, texts, homes)
  return render(texts, viewGoals(judged.goals, { figures, since: [], today: dayAt(world.now()), period: plan.period }))
}

const rendered = new WeakMap<Version, ReadonlyMap<string, readonly string[]>>()

/** A version's text by section, rendered as it was decided on: by its own figures alone, so it stays as long as the record does. */
export function renderVersion(version: Version): ReadonlyMap<string, readonly string[]> {
  const known = rendered.get(version)
  if (known) return known
  const { goals, measurements: figures, submittedOn: today, plan } = version
  const texts = version.sections.map(({ content, ...entry }): SectionText => ({ entry: { ...entry, invited: [] }, content }))
  const blocks = render(texts, viewGoals(goals, { figures, since: [], today, period: plan.period }))
  rendered.set(version, blocks)
  return blocks
}

function render(texts: readonly SectionText[], goals: readonly GoalView[]): ReadonlyMap<string, readonly string[]> {
  const facts = goalFacts(goals)
  return new Map(
    texts.map(({ entry, content }) => [entry.id, renderBlocks(content, { level: entry.level, words: goalWords, goals: facts })]),
  )
}

/** Units are never deleted, so one that is missing is a bug. */
function unitNames(units: readonly Unit[]): UnitNames {
  const find = (id: UnitId): Unit => {
    const found = units.find((unit) => unit.id === id)
    if (!found) throw new Error(`unit ${id} is not in the store`)
    return found
  }
  return {
    administration(id) {
      const unit = find(id)
      if (unit.kind !== 'administration') throw new Error(`unit ${id} is no administration`)
      return unit
    },
    body(id) {
      const unit = find(id)
      if (unit.kind !== 'body') throw new Error(`unit ${id} is no body`)
      return unit
    },
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => (made ??= make())
}
