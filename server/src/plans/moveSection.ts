/** Owns the use case: a section moves with its sub-sections. */
import type { Actor } from '@samplan/shared/people'
import { moveSection as moved } from '@samplan/shared/outline'
import type { Level } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { neighbour, sectionOf } from './checkOutline.ts'

export type Move = {
  readonly plan: string
  readonly section: string
  /** Null: first of all. */
  readonly after: string | null
  /** Without it: its own, or as deep as it can be there. */
  readonly level?: number | null
}

/** Two people who move at once lose neither section: the second is judged on what the first has made. */
export async function moveSection(world: World, actor: Actor, { plan, section, after, level = null }: Move): Promise<StoredPlan | Refusal> {
  const [id, behind] = [sectionOf(section), neighbour(after)]
  if (isRefusal(id)) return id
  if (isRefusal(behind)) return behind
  if (level !== null && ![1, 2, 3].includes(level)) return { refused: 'levelImpossible' }
  return changeOutline(world, actor, plan, (newest) => {
    const outline = moved(newest.outline, id, behind, level === null ? undefined : (level as Level))
    return isRefusal(outline) ? outline : { outline }
  })
}
