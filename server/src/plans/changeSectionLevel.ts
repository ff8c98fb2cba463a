/** Owns the use case: a section goes one level deeper or higher, with its sub-sections. */
import type { Actor } from '@samplan/shared/people'
import { changeLevel } from '@samplan/shared/outline'
import type { Level } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { sectionOf } from './checkOutline.ts'

export type LevelChange = { readonly plan: string; readonly section: string; readonly by: number }

export async function changeSectionLevel(world: World, actor: Actor, { plan, section, by }: LevelChange): Promise<StoredPlan | Refusal> {
  const id = sectionOf(section)
  if (isRefusal(id)) return id
  if (by !== 1 && by !== -1) return { refused: 'invalid', field: 'by', rule: 'range' }
  return changeOutline(world, actor, plan, ({ outline: newest }) => {
    const level = (newest.find((entry) => entry.id === id)?.level ?? 0) + by
    if (level < 1 || level > 3) return newest.some((entry) => entry.id === id) ? { refused: 'levelImpossible' } : { refused: 'notFound' }
    const outline = changeLevel(newest, id, level as Level)
    return isRefusal(outline) ? outline : { outline }
  })
}
