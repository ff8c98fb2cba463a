/** Owns what this process learns of people, units and sessions that other processes have changed or ended. */
import type { PersonId } from '@samplan/shared/ids'
import { busOfElsewhere } from '../bus.ts'
import type { SessionWatch } from '../people/watchSessions.ts'
import type { World } from '../world.ts'

/** A right that came and went between two looks shows in neither: whoever is in a room is judged anew this often. Milliseconds. */
const judgedEvery = 30_000

/**
 * What looks once: whose facts or memberships are others than at the last look, whether a unit is, and which sessions with sockets here
 * are gone. Read whole, not by a note of whoever wrote: what was taken from somebody crosses even if the process that took it died behind it.
 * The first look only remembers.
 */
export function watchPeople(world: World, sessions: Pick<SessionWatch, 'watched'>): () => Promise<void> {
  const { stores, rooms } = world
  const bus = busOfElsewhere(world.bus)
  let people: ReadonlyMap<PersonId, string> | null = null
  let units = ''

  const lookAtPeople = async (): Promise<void> => {
    const [everybody, allUnits] = await Promise.all([stores.people.people(), stores.people.units()])
    const now = new Map(everybody.map((person) => [person.id, JSON.stringify(person)]))
    const unitsNow = JSON.stringify(allUnits)
    const [before, unitsBefore] = [people, units]
    people = now
    units = unitsNow
    if (!before) return
    const all = new Set([...before.keys(), ...now.keys()])
    for (const person of all) if (before.get(person) !== now.get(person)) bus.publish({ kind: 'peopleChanged', person })
    if (unitsBefore !== unitsNow) bus.publish({ kind: 'peopleChanged', person: null })
  }

  const lookAtSessions = async (): Promise<void> => {
    const watched = sessions.watched()
    const living = await stores.sessions.living(watched)
    for (const tokenHash of watched) if (!living.has(tokenHash)) bus.publish({ kind: 'sessionEnded', tokenHash })
  }

  let judgedAt = performance.now()
  let judging = false
  const judgeAll = async (): Promise<void> => {
    judging = true
    await rooms.judgeAll()
    judging = false
    judgedAt = performance.now()
  }
  return async () => {
    await lookAtPeople()
    await lookAtSessions()
    // Beside the poll: thousands of channels would keep it waiting.
    if (!judging && performance.now() - judgedAt >= judgedEvery) void judgeAll()
  }
}
