/** Owns the resolvers of goals and figures. */
import type { GoalId } from '@samplan/shared/ids'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { Verdict } from '@samplan/shared/verdict'
import { reasonSentence } from '@samplan/shared/verdictWords'
import { changeGoal } from '../goals/changeGoal.ts'
import { addMeasurement, type Measured, removeMeasurement } from '../goals/measurements.ts'
import type { GoalView } from '../goals/viewGoals.ts'
import { viewPlan } from '../plans/viewPlan.ts'
import type { Context } from './context.ts'
import { follow, type Following } from './follow.ts'
import type { Resolvers } from './generated.ts'
import { pageOf } from './page.ts'
import { granted, refusalError } from './refusals.ts'

const verdictOf = ({ word, fulfilled, afterDeadline, reason }: Verdict) => ({
  word,
  fulfilled,
  afterDeadline,
  reason: reasonSentence(reason),
})

/** The goal as it now stands for this person, behind a change of it. */
async function goalAnswer({ world, actor }: Context, result: Measured | Refusal): Promise<GoalView> {
  const { plan, goal } = granted(result)
  const view = granted(await viewPlan(world, actor, plan.id))
  const found = (await view.goals()).find(({ id }) => id === goal.id)
  if (!found) throw refusalError({ refused: 'notFound' })
  return found
}

/** `changed` null: every goal, with which a subscription begins. */
type Change = { readonly changed: ReadonlySet<GoalId> | null; readonly withdrawn: ReadonlySet<GoalId> }
type Pushed = { goalsChanged: { plan: string; changed: GoalView[]; withdrawn: GoalId[] } }

async function followGoals(context: Context, id: string): Promise<Following<Pushed>> {
  granted(await viewPlan(context.world, context.actor, id))
  return follow<Change, Pushed>(
    context.world.bus,
    (waiting, event) => {
      if (event.kind !== 'goalsChanged' || event.plan !== id) return waiting
      const { changed, withdrawn } = event
      return {
        changed:
          waiting?.changed === null
            ? null
            : new Set([...(waiting?.changed ?? [])].filter((goal) => !withdrawn.includes(goal)).concat(changed)),
        withdrawn: new Set([...(waiting?.withdrawn ?? [])].filter((goal) => !changed.includes(goal)).concat(withdrawn)),
      }
    },
    async ({ changed, withdrawn }) => {
      const view = granted(await viewPlan(context.world, await context.actorNow(), id))
      const goals = (await view.goals()).filter((goal) => changed === null || changed.has(goal.id))
      return { goalsChanged: { plan: id, changed: goals, withdrawn: [...withdrawn] } }
    },
    { changed: null, withdrawn: new Set() },
  )
}

export const goalResolvers = {
  Goal: {
    indicators: ({ indicators }) => [...indicators],
    verdict: ({ verdict }) => verdict && verdictOf(verdict),
  },
  Indicator: {
    measurements: ({ measurements }, { first }, { limits }) =>
      pageOf(measurements, ({ id }) => id, first, null, limits).nodes.map(({ by, ...rest }) => ({ ...rest, byName: by })),
    verdict: ({ verdict }) => verdictOf(verdict),
  },
  Query: {
    async goals(_parent, { plan, first, after }, { world, actor, limits }) {
      const goals = await granted(await viewPlan(world, actor, plan)).goals()
      return { ...pageOf(goals, ({ id }) => id, first, after, limits), total: goals.length }
    },
    async goal(_parent, { plan, id }, { world, actor }) {
      const view = await viewPlan(world, actor, plan)
      return isRefusal(view) ? null : ((await view.goals()).find((goal) => goal.id === id) ?? null)
    },
  },
  Mutation: {
    changeGoal: async (_parent, args, context) => goalAnswer(context, await changeGoal(context.world, context.actor, args)),
    addMeasurement: async (_parent, { input }, context) => goalAnswer(context, await addMeasurement(context.world, context.actor, input)),
    removeMeasurement: async (_parent, args, context) => goalAnswer(context, await removeMeasurement(context.world, context.actor, args)),
  },
  Subscription: {
    goalsChanged: { subscribe: (_parent, { plan }, context) => followGoals(context, plan) },
  },
} satisfies Resolvers
