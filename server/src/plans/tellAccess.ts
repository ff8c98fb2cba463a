/** Owns who is told when an owner or an invitation changes: the people of those administrations come back with their new rights. */
import type { UnitId } from '@samplan/shared/ids'
import { administrationsOf } from '@samplan/shared/people'
import type { World } from '../world.ts'

/** Their sockets close with a code from which they come back: those of the rooms and those of GraphQL. */
export async function tellAccess(world: World, administrations: readonly UnitId[]): Promise<void> {
  if (administrations.length === 0) return
  const people = await world.stores.people.people()
  for (const person of people) {
    if (!administrationsOf(person).some((unit) => administrations.includes(unit))) continue
    // The rooms hear it from the bus too (app.ts).
    world.bus.publish({ kind: 'peopleChanged', person: person.id })
  }
}
