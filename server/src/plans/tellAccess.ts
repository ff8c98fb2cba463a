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
  const { came, changed } = changedSections(before, after)
  if (!came && changed.length === 0) return
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

/** Whether sections came or went, and those that stayed with another owner or other guests. A new section is open to nobody yet. */
function changedSections(
  before: StoredPlan,
  after: StoredPlan,
): { readonly came: boolean; readonly changed: readonly OutlineEntry['id'][] } {
  const facts = (plan: StoredPlan) => new Map(plan.outline.map(({ id, owner, invited }) => [id, [owner, ...invited].join(' ')]))
  const [old, now] = [facts(before), facts(after)]
  const stayed = [...old.keys()].filter((id) => now.has(id))
  return { came: stayed.length < Math.max(old.size, now.size), changed: stayed.filter((id) => old.get(id) !== now.get(id)) }
}

/** What the person may do, as text to compare. Who may write everywhere may do so whoever owns a section. */
function rightsIn(person: Person, plan: StoredPlan, sections: readonly OutlineEntry['id'][]): string {
  const inSections = plan.outline
    .filter(({ id }) => sections.includes(id))
    .map((entry) => `${entry.id} ${may(person, 'writeText', plan, entry)} ${may(person, 'measure', plan, entry)}`)
  return [maySee(person, plan), ...inSections.toSorted()].join(', ')
}
