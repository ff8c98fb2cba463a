/** Owns the use case: a section goes to the bin with its sub-sections. */
import type { Actor } from '@samplan/shared/people'
import { binSection as binned } from '@samplan/shared/outline'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { sectionOf } from './checkOutline.ts'

/** Its room, goals and measurements stay; whoever writes there is sent out, for a section in the bin is nobody's to write in. */
export async function binSection(
  world: World,
  actor: Actor,
  { plan, section }: { readonly plan: string; readonly section: string },
): Promise<StoredPlan | Refusal> {
  const id = sectionOf(section)
  if (isRefusal(id)) return id
  return changeOutline(world, actor, plan, (newest) => binned(newest, id, new Date(world.now()).toISOString()))
}
