/** Owns the use case: a new section in the outline. */
import { parseId, type SectionId, type UnitId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { addSection as added } from '@samplan/shared/outline'
import type { Level } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { isAdministration, neighbour } from './checkOutline.ts'

export type NewSection = {
  readonly plan: string
  readonly title: string
  readonly level: number
  /** Null: first of all. */
  readonly after: string | null
  /** Null: the plan's own administration. */
  readonly owner: string | null
}

/** Its document is made when it is first opened. */
export async function addSection(world: World, actor: Actor, input: NewSection): Promise<StoredPlan | Refusal> {
  const id = world.newId() as SectionId
  const after = neighbour(input.after)
  if (isRefusal(after)) return after
  if (![1, 2, 3].includes(input.level)) return { refused: 'levelImpossible' }
  const owner = input.owner === null ? null : parseId<UnitId>(input.owner)
  if (input.owner !== null && !(owner && (await isAdministration(world, owner))))
    return { refused: 'invalid', field: 'owner', rule: 'unknown' }

  return changeOutline(world, actor, input.plan, (plan) => {
    const entry = { id, level: input.level as Level, title: input.title, owner: owner ?? plan.owner, invited: [] }
    const outline = added(plan, entry, after)
    return isRefusal(outline) ? outline : { outline }
  })
}
