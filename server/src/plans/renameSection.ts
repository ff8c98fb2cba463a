/** Owns the use case: a section gets another title. */
import type { Actor } from '@samplan/shared/people'
import { renameSection as renamed } from '@samplan/shared/outline'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { sectionOf } from './checkOutline.ts'

export type Rename = { readonly plan: string; readonly section: string; readonly from: string; readonly to: string }

/** Refused with titleChanged when the title is no longer the one that its author saw. */
export async function renameSection(world: World, actor: Actor, { plan, section, from, to }: Rename): Promise<StoredPlan | Refusal> {
  const id = sectionOf(section)
  if (isRefusal(id)) return id
  return changeOutline(world, actor, plan, (newest) => {
    const outline = renamed(newest.outline, id, from, to)
    return isRefusal(outline) ? outline : { outline }
  })
}
