/** Owns how the demo municipality comes into an empty database, and how it is made anew. */
import type { Measurement } from '@samplan/shared/goal'
import type { GoalId, IndicatorId, PlanId, SectionId, UnitId } from '@samplan/shared/ids'
import { type Actor, hasRole, type Role } from '@samplan/shared/people'
import { isRefusal } from '@samplan/shared/refusal'
import { sectionSchema } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import { submitPlan } from '../plans/submitPlan.ts'
import { takeStep } from '../plans/takeStep.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { demoMeasurements } from './measurements.ts'
import { demoPeople, demoUnits } from './people.ts'
import { type DemoPlan, demoPlans } from './plans.ts'
import type { DemoSection } from './write.ts'

/** What is submitted comes first: a draft is the last that is created, so that it is there only when everything is. */
const inOrder = demoPlans.toSorted((a, b) => Number(a.stands === 'draft') - Number(b.stands === 'draft'))

/** Whether all of it is there; a demo of an earlier program, with fewer plans, is whole, too. No use case deletes or renames a plan. */
export async function isSeeded({ stores }: Pick<World, 'stores'>): Promise<boolean> {
  const last = inOrder.at(-1)?.title
  return (await stores.plans.list()).some(({ title }) => title === last)
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
  for (const demo of inOrder) await seedPlan(world, demo)
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
  if (demo.stands === 'draft') return
  const submitted = await submitAsLeader(world, plan)
  if (demo.stands === 'beforeSecondBody') await sendOnAsSecretary(world, submitted)
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

async function submitAsLeader(world: World, plan: StoredPlan): Promise<StoredPlan> {
  const submitted = await submitPlan(world, holder('leader', plan.owner), { plan: plan.id, revision: plan.revision })
  return isRefusal(submitted) ? bug(`the demo's plan could not be submitted: ${submitted.refused}`) : submitted
}

async function sendOnAsSecretary(world: World, plan: StoredPlan): Promise<void> {
  const [first = bug(`the plan ${plan.title} has no route`)] = plan.route
  const input = { plan: plan.id, revision: plan.revision, reason: null }
  const sent = await takeStep(world, holder('secretary', first), 'onward', input)
  if (isRefusal(sent)) bug(`the demo's plan could not be sent on: ${sent.refused}`)
}

/** The first person of the demo who has the role there. */
function holder(role: Role, unit: UnitId): Actor {
  const { id, name, memberships } = demoPeople.find((person) => hasRole(person, role, unit)) ?? bug(`${unit} has no ${role}`)
  return { person: id, name, memberships }
}

function expectSaved(saved: boolean, name: string): void {
  if (!saved) bug(`the demo's ${name} is there already`)
}

function bug(text: string): never {
  throw new Error(text)
}
