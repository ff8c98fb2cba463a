/** Owns the resolvers of plans: their fields, the steps of the outline and of the workflow, and what is pushed of them. */
import type { PlanId } from '@samplan/shared/ids'
import type { PlanState as State } from '@samplan/shared/plan'
import { isRefusal } from '@samplan/shared/refusal'
import { may, planActs } from '@samplan/shared/rights'
import type { ServerEvent } from '../bus.ts'
import { addSection } from '../plans/addSection.ts'
import { assignSection } from '../plans/assignSection.ts'
import { binSection } from '../plans/binSection.ts'
import { changeSectionLevel } from '../plans/changeSectionLevel.ts'
import { createPlan } from '../plans/createPlan.ts'
import { moveSection } from '../plans/moveSection.ts'
import { readableSubmissions } from '../plans/readVersions.ts'
import { renameSection } from '../plans/renameSection.ts'
import { restoreSection } from '../plans/restoreSection.ts'
import { submitPlan } from '../plans/submitPlan.ts'
import { type StepAction, takeStep } from '../plans/takeStep.ts'
import { undoOutline } from '../plans/undoOutline.ts'
import { type PlanView, viewOf, viewPlan, viewPlans } from '../plans/viewPlan.ts'
import type { Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { Context } from './context.ts'
import { type Following, follow } from './follow.ts'
import type { Resolvers } from './generated.ts'
import { pageOf } from './page.ts'
import { granted } from './refusals.ts'
import { readHeads, readStoredVersion } from './version.ts'

const stateOf = (state: State) => ({
  at: state.at,
  body: state.at === 'body' ? state.body : null,
  version: state.at === 'draft' ? null : state.version,
})

function answer({ world, actor }: Context, result: StoredPlan | Refusal): PlanView {
  return viewOf(world, actor, granted(result))
}

const step =
  (action: StepAction) =>
  async (
    _parent: unknown,
    { plan, revision, reason }: { plan: string; revision: number; reason?: string | null },
    context: Context,
  ): Promise<PlanView> =>
    answer(context, await takeStep(context.world, context.actor, action, { plan, revision, reason: reason ?? null }))

/** Follows one plan, beginning with how it is; ends with NOT_FOUND once the person may not see it any more. */
async function followPlan<Field extends string, Value>(
  context: Context,
  field: Field,
  id: string,
  kinds: readonly ServerEvent['kind'][],
  value: (view: PlanView) => Value,
): Promise<Following<{ [Name in Field]: Value }>> {
  granted(await viewPlan(context.world, context.actor, id))
  return follow<true, { [Name in Field]: Value }>(
    context.world.bus,
    (waiting, event) => waiting ?? (kinds.includes(event.kind) && 'plan' in event && event.plan === id ? true : null),
    async () => {
      const view = granted(await viewPlan(context.world, await context.actorNow(), id))
      return { [field]: value(view) } as { [Name in Field]: Value } // a computed key is a string to the compiler
    },
    true,
  )
}

/** Any plan that the person may see: each push is one plan, and the others wait. */
function followPlans(context: Context): Following<{ plansChanged: PlanView }> {
  const { world } = context
  return follow<ReadonlySet<PlanId>, { plansChanged: PlanView }>(
    world.bus,
    (waiting, event) =>
      event.kind === 'planMoved' || event.kind === 'planCreated' || event.kind === 'outlineChanged'
        ? new Set(waiting ?? []).add(event.plan)
        : waiting,
    async (plans, putBack) => {
      const [next, ...rest] = plans
      if (rest.length > 0) putBack(new Set(rest))
      const view = next && (await viewPlan(world, await context.actorNow(), next))
      return !view || isRefusal(view) ? null : { plansChanged: view }
    },
  )
}

/** Who is in which section, for those who may read the live text. */
function presence({ rooms }: Context['world'], { plan, actor }: PlanView) {
  if (!may(actor, 'readDraft', plan)) return []
  return plan.outline.flatMap(({ id }) => {
    const people = rooms.present(id)
    return people.length === 0 ? [] : [{ section: id, people: [...people] }]
  })
}

export const planResolvers = {
  Plan: {
    id: ({ plan }) => plan.id,
    title: ({ plan }) => plan.title,
    period: ({ plan }) => plan.period,
    owner: async ({ plan, units }) => (await units()).administration(plan.owner),
    route: async ({ plan, units }) => plan.route.map((await units()).body),
    state: ({ plan }) => stateOf(plan.state),
    revision: ({ plan }) => plan.revision,
    epoch: ({ plan }) => plan.epoch,
    pending: ({ plan }) => plan.pending !== null,
    steps: ({ plan }) => plan.steps.map(({ from, to, ...rest }) => ({ ...rest, from: stateOf(from), to: stateOf(to) })),
    mayDo: ({ plan, actor }) => planActs.filter((act) => may(actor, act, plan)),
    sections: async ({ sections }) => [...(await sections())],
    outlineVersion: ({ plan }) => plan.outlineVersion,
    bin: ({ plan, actor }) =>
      may(actor, 'changeOutline', plan)
        ? plan.bin.map(({ entry: { id, title, level }, binnedAt }) => ({ id, title, level, binnedAt }))
        : [],
    versions: async ({ plan, actor }, _args, { world }) =>
      readHeads(
        world,
        plan,
        readableSubmissions(actor, plan)
          .toReversed()
          .flatMap(({ version }) => version ?? []),
      ),
  },
  Section: {
    id: ({ entry }) => entry.id,
    level: ({ entry }) => entry.level,
    title: ({ entry }) => entry.title,
    owner: async ({ entry, view }) => (await view.units()).administration(entry.owner),
    invited: async ({ entry, view }) => entry.invited.map((await view.units()).administration),
    mayDo: ({ entry, view }) =>
      planActs.filter((act) => (act === 'writeText' || act === 'measure') && may(view.actor, act, view.plan, entry)),
    blocks: async ({ blocks }) => [...(await blocks())],
  },
  Query: {
    async plans(_parent, { first, after }, { world, actor, limits }) {
      return pageOf(await viewPlans(world, actor), ({ plan }) => plan.id, first, after, limits)
    },
    async plan(_parent, { id }, { world, actor }) {
      const view = await viewPlan(world, actor, id)
      return isRefusal(view) ? null : view
    },
    async version(_parent, { plan: id, hash }, { world, actor }) {
      const view = await viewPlan(world, actor, id)
      if (isRefusal(view) || !readableSubmissions(actor, view.plan).some(({ version }) => version === hash)) return null
      return readStoredVersion(world, view.plan, hash)
    },
  },
  Mutation: {
    createPlan: async (_parent, { input }, context) => answer(context, await createPlan(context.world, context.actor, input)),
    addSection: async (_parent, { plan, title, level, after, owner }, context) =>
      answer(context, await addSection(context.world, context.actor, { plan, title, level, after: after ?? null, owner: owner ?? null })),
    renameSection: async (_parent, args, context) => answer(context, await renameSection(context.world, context.actor, args)),
    moveSection: async (_parent, { plan, section, after, level }, context) =>
      answer(context, await moveSection(context.world, context.actor, { plan, section, after: after ?? null, level: level ?? null })),
    changeSectionLevel: async (_parent, args, context) => answer(context, await changeSectionLevel(context.world, context.actor, args)),
    binSection: async (_parent, args, context) => answer(context, await binSection(context.world, context.actor, args)),
    restoreSection: async (_parent, args, context) => answer(context, await restoreSection(context.world, context.actor, args)),
    assignSection: async (_parent, args, context) => answer(context, await assignSection(context.world, context.actor, args)),
    undoOutline: async (_parent, { plan, deed }, context) =>
      answer(context, await undoOutline(context.world, context.actor, { plan, deed })),
    submitPlan: async (_parent, args, context) => answer(context, await submitPlan(context.world, context.actor, args)),
    sendOnward: step('onward'),
    sendBack: step('sendBack'),
    withdrawPlan: step('withdraw'),
    reopenPlan: step('reopen'),
  },
  Subscription: {
    planMoved: { subscribe: (_parent, { plan }, context) => followPlan(context, 'planMoved', plan, ['planMoved'], (view) => view) },
    outlineChanged: {
      subscribe: (_parent, { plan }, context) => followPlan(context, 'outlineChanged', plan, ['outlineChanged'], (view) => view),
    },
    presenceChanged: {
      subscribe: (_parent, { plan }, context) =>
        followPlan(context, 'presenceChanged', plan, ['presenceChanged', 'planMoved'], (view) => presence(context.world, view)),
    },
    plansChanged: { subscribe: (_parent, _args, context) => followPlans(context) },
  },
} satisfies Resolvers
