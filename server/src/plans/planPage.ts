/** Owns what the plan page carries when it arrives: the text as the person may read it. */
import type { PlanId, SectionId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Level } from '@samplan/shared/plan'
import { isRefusal } from '@samplan/shared/refusal'
import { may } from '@samplan/shared/rights'
import type { World } from '../world.ts'
import { viewPlan } from './viewPlan.ts'

export type PlanPageText = {
  readonly plan: PlanId
  readonly title: string
  /** Whether the person may write somewhere in it: the page then has a toolbar above the text. */
  readonly writes: boolean
  readonly sections: readonly {
    readonly id: SectionId
    readonly level: Level
    readonly title: string
    readonly blocks: readonly string[]
  }[]
}

/** Null where there is no such plan or the person may not read it. */
export async function planPage(world: World, plan: PlanId, actor: Actor): Promise<PlanPageText | null> {
  const view = await viewPlan(world, actor, plan)
  if (isRefusal(view)) return null
  const sections = (await view.sections()).map(async ({ entry, blocks }) => ({
    id: entry.id,
    level: entry.level,
    title: entry.title,
    blocks: await blocks(),
  }))
  const writes = view.plan.outline.some((entry) => may(actor, 'writeText', view.plan, entry))
  return { plan: view.plan.id, title: view.plan.title, writes, sections: await Promise.all(sections) }
}
