/** Owns the use case: a section comes back from the bin. */
import type { Actor } from '@samplan/shared/people'
import { restoreSection as restored } from '@samplan/shared/outline'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { sectionOf } from './checkOutline.ts'

/** To where it stood, with the sub-sections that went with it. */
export async function restoreSection(
  world: World,
  actor: Actor,
  { plan, section }: { readonly plan: string; readonly section: string },
): Promise<StoredPlan | Refusal> {
  const id = sectionOf(section)
  if (isRefusal(id)) return id
  return changeOutline(world, actor, plan, (newest) => restored(newest, id))
}
