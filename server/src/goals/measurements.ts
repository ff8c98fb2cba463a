/** Owns the use cases of figures: a person enters one with its date and source, or takes one away. They go straight to the store. */
import { parseDate, parseDecimal } from '@samplan/shared/goalValues'
import type { Goal, Measurement } from '@samplan/shared/goal'
import { type GoalId, type IndicatorId, parseId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { may } from '@samplan/shared/rights'
import { findPlan } from '../plans/findPlan.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { findGoal } from './findGoal.ts'

export type MeasurementInput = {
  readonly plan: string
  readonly goal: string
  readonly indicator: string
  readonly value: string
  readonly period: string
  readonly source: string
  readonly note?: string | null | undefined
}

/** The goal that the figure belongs to, in its plan. */
export type Measured = { readonly plan: StoredPlan; readonly goal: Goal }

const longest = 500
const longestNote = 2000
/** A figure a day over years: more comes from no person. */
const mostFigures = 5000

/** In every state of the plan, for the leader of the plan and the people of the section's owner. Ids of another plan are refused. */
export async function addMeasurement(world: World, actor: Actor, input: MeasurementInput): Promise<Measured | Refusal> {
  const found = await measurable(world, actor, input.plan, input.goal, [input.indicator])
  if (isRefusal(found)) return found
  const { plan, goal } = found
  const indicator = parseId<IndicatorId>(input.indicator)
  if (!indicator) return { refused: 'notFound' }
  const value = parseDecimal(input.value)
  if (value === null) return invalid('value', input.value)
  const period = parseDate(input.period)
  if (period === null) return invalid('period', input.period)
  const source = input.source.trim()
  if (source === '' || source.length > longest) return { refused: 'invalid', field: 'source', rule: source === '' ? 'empty' : 'tooLong' }
  const note = input.note?.trim() || null
  if (note && note.length > longestNote) return { refused: 'invalid', field: 'note', rule: 'tooLong' }
  const known = await world.stores.measurements.list(plan.id, goal.id, indicator)
  if (known.length >= mostFigures) return { refused: 'tooLarge', limit: mostFigures }

  const at = new Date(world.now()).toISOString()
  await world.stores.measurements.add({
    id: world.newId(),
    plan: plan.id,
    goal: goal.id,
    indicator,
    value,
    period,
    source,
    note,
    by: actor.name,
    at,
  })
  await tell(world, plan, goal.id)
  return found
}

export async function removeMeasurement(
  world: World,
  actor: Actor,
  { plan: planId, id }: { readonly plan: string; readonly id: string },
): Promise<Measured | Refusal> {
  const plan = await findPlan(world, actor, planId)
  if (isRefusal(plan)) return plan
  const figure = (await world.stores.measurements.list(plan.id)).find((measurement: Measurement) => measurement.id === id)
  if (!figure) return { refused: 'notFound' }
  const found = await measurable(world, actor, planId, figure.goal)
  if (isRefusal(found)) return found
  if (!(await world.stores.measurements.remove(plan.id, id))) return { refused: 'notFound' }
  await tell(world, plan, figure.goal)
  return found
}

/** The living goal of this plan, where the actor may measure it. */
async function measurable(
  world: World,
  actor: Actor,
  planId: string,
  goalId: string,
  indicators: readonly string[] = [],
): Promise<Measured | Refusal> {
  const plan = await findPlan(world, actor, planId)
  if (isRefusal(plan)) return plan
  const goal = await findGoal(world, plan, goalId, indicators)
  if (!goal) return { refused: 'notFound' }
  const section = plan.outline.find((entry) => entry.id === goal.section)
  if (!may(actor, 'measure', plan, section)) return { refused: 'notAllowed', act: 'measure' }
  return { plan, goal }
}

async function tell(world: World, plan: StoredPlan, goal: GoalId): Promise<void> {
  // The figure is in the store; whether other processes hear of it is not worth refusing it.
  const mark = await world.stores.plans.noteGoals(plan.id).catch((error: unknown) => {
    world.log.warn({ err: error, plan: plan.id }, 'a figure could not be noted')
    return null
  })
  world.bus.publish({ kind: 'goalsChanged', plan: plan.id, changed: [goal], withdrawn: [], mark })
}

function invalid(field: string, text: string): Refusal {
  return { refused: 'invalid', field, rule: text.trim() === '' ? 'empty' : 'format' }
}
