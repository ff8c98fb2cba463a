/** Owns the use case: a section gets its owner and those who are invited to write there. */
import { parseId, type UnitId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { setInvited, setOwner } from '@samplan/shared/outline'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { sectionOf } from './checkOutline.ts'

export type Assignment = { readonly plan: string; readonly section: string; readonly owner: string; readonly invited: readonly string[] }

/** Sockets of everybody whose right that changes are closed, and come back with the new ones. */
export async function assignSection(world: World, actor: Actor, input: Assignment): Promise<StoredPlan | Refusal> {
  const id = sectionOf(input.section)
  if (isRefusal(id)) return id
  const units = await world.stores.people.units()
  const administration = (text: string): UnitId | null => {
    const unit = parseId<UnitId>(text)
    return unit && units.some((known) => known.kind === 'administration' && known.id === unit) ? unit : null
  }
  const owner = administration(input.owner)
  if (!owner) return { refused: 'invalid', field: 'owner', rule: 'unknown' }
  const invited = input.invited.map(administration).filter((unit) => unit !== null)
  if (invited.length < input.invited.length) return { refused: 'invalid', field: 'invited', rule: 'unknown' }

  return changeOutline(world, actor, input.plan, ({ outline: newest }) => {
    const owned = setOwner(newest, id, owner)
    const outline = isRefusal(owned) ? owned : setInvited(owned, id, invited)
    return isRefusal(outline) ? outline : { outline }
  })
}
