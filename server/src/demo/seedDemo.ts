/** Owns how the demo municipality comes into an empty database, and how it is made anew. */
import type { Measurement } from '@samplan/shared/goal'
import type { GoalId, IndicatorId, PlanId, SectionId } from '@samplan/shared/ids'
import { type Actor, hasRole } from '@samplan/shared/people'
import { isRefusal } from '@samplan/shared/refusal'
import { sectionSchema } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import { submitPlan } from '../plans/submitPlan.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { demoMeasurements } from './measurements.ts'
import { demoPeople, demoUnits } from './people.ts'
import { type DemoPlan, demoPlans } from './plans.ts'
import type { DemoSection } from './write.ts'

/** Whether all of it is there: the plans are created last, and no use case deletes one. */
export async function isSeeded({ stores }: Pick<World, 'stores'>): Promise<boolean> {
  return (await stores.plans.list()).length >= demoPlans.length
}

/**
 * Empties the database and writes the demo. Plans and sections get new ids every time: what a browser has kept of an
 * earlier demo must never meet the new one's rooms. After a crash in the middle, `isSeeded` is false and it is called again.
 */
export async function seedDemo(world: World): Promise<void> {
  const { stores } = world
  await stores.wipe()
  for (const unit of demoUnits) expectSaved(await stores.people.saveUnit(unit), unit.name)
  for (const { hint: _, ...person } of demoPeople) expectSaved(await stores.people.savePerson(person), person.name)
  // What is submitted comes first, so that the count of plans is full only when everything is done.
  const submittedFirst = [...demoPlans].sort((a, b) => Number(a.stands === 'draft') - Number(b.stands === 'draft'))
  for (const demo of submittedFirst) await seedPlan(world, demo)
}

async function seedPlan(world: World, demo: DemoPlan): Promise<void> {
  const { stores } = world
  const now = world.now()
  const ids = new Map(demo.sections.map(({ key }) => [key, world.newId() as SectionId]))
  const idOf = ({ key }: DemoSection): SectionId => ids.get(key) ?? bug(`no id for the section ${key}`)
  const plan: StoredPlan = {
    id: world.newId() as PlanId,
    title: demo.title,
    period: demo.period,
    owner: demo.owner,
    route: demo.route,
    state: { at: 'draft' },
    revision: 0,
    epoch: now,
    outline: demo.sections.map((section) => ({
      id: idOf(section),
      level: section.level,
      title: section.title,
      owner: section.owner,
      invited: section.invited,
    })),
    outlineVersion: 0,
    bin: [],
    steps: [],
    pending: null,
    createdAt: new Date(now).toISOString(),
  }
  for (const section of demo.sections) {
    const tail = [{ id: world.newId(), update: seedUpdate(section.content) }]
    expectSaved(
      await stores.sections.create(idOf(section), {
        plan: plan.id,
        epoch: plan.epoch,
        freeze: null,
        schema: sectionSchema,
        base: [],
        tail,
      }),
      section.title,
    )
  }
  for (const measurement of measurementsOf(world, demo, plan.id)) await stores.measurements.add(measurement)
  await stores.plans.create(plan)
  world.bus.publish({ kind: 'planCreated', plan: plan.id })
  if (demo.stands === 'beforeFirstBody') await submitAsLeader(world, plan)
}

function measurementsOf(world: World, { key }: DemoPlan, plan: PlanId): readonly Measurement[] {
  return demoMeasurements
    .filter((measurement) => measurement.plan === key)
    .map(({ goal, indicator, value, period, source, note, by, at }) => {
      const name = demoPeople.find(({ id }) => id === by)?.name ?? by
      return {
        id: world.newId(),
        plan,
        goal: goal as GoalId,
        indicator: indicator as IndicatorId,
        value,
        period,
        source,
        note,
        by: name,
        at,
      }
    })
}

async function submitAsLeader(world: World, plan: StoredPlan): Promise<void> {
  const leader = demoPeople.find((person) => hasRole(person, 'leader', plan.owner)) ?? bug(`the plan ${plan.title} has no leader`)
  const actor: Actor = { person: leader.id, name: leader.name, memberships: leader.memberships }
  const submitted = await submitPlan(world, actor, { plan: plan.id, revision: plan.revision })
  if (isRefusal(submitted)) bug(`the demo's plan could not be submitted: ${submitted.refused}`)
}

function expectSaved(saved: boolean, name: string): void {
  if (!saved) bug(`the demo's ${name} is there already`)
}

function bug(text: string): never {
  throw new Error(text)
}
