/** Owns who is told when an outline changes what people may do: exactly those whose rights are others than before. */
import type { Person } from '@samplan/shared/people'
import type { OutlineEntry } from '@samplan/shared/plan'
import { may, maySee } from '@samplan/shared/rights'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

/**
 * Their sockets close with a code from which they come back: those of GraphQL, and (app.ts passes it on) those of the rooms. The outline is
 * written: where nobody can say whose rights changed, anybody's may have.
 */
export async function tellAccess(world: World, before: StoredPlan, after: StoredPlan): Promise<void> {
  const { moved, changed } = changedSections(before, after)
  // Nobody may be in a section that is in the bin, whoever they are.
  if (moved.length > 0) world.rooms.accessChanged(undefined, moved)
  if (moved.length === 0 && changed.length === 0) return
  try {
    for (const person of await world.stores.people.people()) {
      if (rightsIn(person, before, changed) === rightsIn(person, after, changed)) continue
      world.bus.publish({ kind: 'peopleChanged', person: person.id })
    }
  } catch (error) {
    world.log.warn({ err: error, plan: after.id }, 'whose rights have changed could not be read; all are judged')
    world.bus.publish({ kind: 'peopleChanged', person: null })
  }
}

type Sections = readonly OutlineEntry['id'][]

/** `moved`: those that came or went; `changed`: those that stayed, with another owner or other guests. */
function changedSections(before: StoredPlan, after: StoredPlan): { readonly moved: Sections; readonly changed: Sections } {
  const facts = (plan: StoredPlan) => new Map(plan.outline.map(({ id, owner, invited }) => [id, [owner, ...invited].join(' ')]))
  const [old, now] = [facts(before), facts(after)]
  const others = [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id))
  const stayed = (id: OutlineEntry['id']): boolean => old.has(id) && now.has(id)
  return { moved: others.filter((id) => !stayed(id)), changed: others.filter(stayed) }
}

/** What the person may do, as text to compare. Who may write everywhere may do so whoever owns a section. */
function rightsIn(person: Person, plan: StoredPlan, sections: Sections): string {
  const inSections = plan.outline
    .filter(({ id }) => sections.includes(id))
    .map((entry) => `${entry.id} ${may(person, 'writeText', plan, entry)} ${may(person, 'measure', plan, entry)}`)
  return [maySee(person, plan), ...inSections.toSorted()].join(', ')
}
