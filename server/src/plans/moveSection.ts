/** Owns the use case: a section moves with its sub-sections. */
import type { Actor } from '@samplan/shared/people'
import { moveSection as moved } from '@samplan/shared/outline'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { neighbour, sectionOf } from './checkOutline.ts'

export type Move = { readonly plan: string; readonly section: string; /** Null: first of all. */ readonly after: string | null }

/** Two people who move at once lose neither section: the second is judged on what the first has made. */
export async function moveSection(world: World, actor: Actor, { plan, section, after }: Move): Promise<StoredPlan | Refusal> {
  const [id, behind] = [sectionOf(section), neighbour(after)]
  if (isRefusal(id)) return id
  if (isRefusal(behind)) return behind
  return changeOutline(world, actor, plan, (newest) => {
    const outline = moved(newest.outline, id, behind)
    return isRefusal(outline) ? outline : { outline }
  })
}
