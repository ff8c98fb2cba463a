/** Owns the parsing of what comes from outside for an outline: ids of sections, neighbours, administrations. */
import { parseId, type SectionId, type UnitId } from '@samplan/shared/ids'
import type { Refusal } from '@samplan/shared/refusal'
import type { World } from '../world.ts'

/** Null: first of all. An id that can be none is like a neighbour that is gone. */
export function neighbour(after: string | null): SectionId | null | Refusal {
  return after === null ? null : (parseId<SectionId>(after) ?? { refused: 'sectionMoved' })
}

export function sectionOf(id: string): SectionId | Refusal {
  return parseId<SectionId>(id) ?? { refused: 'notFound' }
}

export async function isAdministration(world: World, id: UnitId): Promise<boolean> {
  return (await world.stores.people.units()).some((unit) => unit.kind === 'administration' && unit.id === id)
}
