/**
 * Owns what rights at a section's door are drawn from without asking the store: people, units and plans as they were read last, until the
 * bus says that they may have moved. Only for a process that is alone on its data: what others write is not told before the next poll.
 */
import type { PersonId, PlanId, SectionId } from '@samplan/shared/ids'
import type { Person, Unit } from '@samplan/shared/people'
import type { Bus } from '../bus.ts'
import { createRemembered } from '../storage/remembered.ts'
import type { StoredPlan } from '../storage/ports.ts'
import { sectionsOf } from './tellPlan.ts'

export type Facts = { readonly person: Person; readonly plan: StoredPlan; readonly units: readonly Unit[] }

export interface KnownFacts {
  /** Null: one of them is not known. */
  known(person: PersonId, section: SectionId): Facts | null
  person(id: PersonId, load: () => Promise<Person | null>): Promise<Person | null>
  plan(id: PlanId, load: () => Promise<StoredPlan | null>): Promise<StoredPlan | null>
  units(load: () => Promise<readonly Unit[]>): Promise<readonly Unit[]>
}

/** All of a change is told here when it is made; this bounds what a lost reply may have hidden. Milliseconds. */
const believedMs = 30_000
const mostSections = 100_000

/** `now` in milliseconds. Listens as long as the bus lives. */
export function createKnownFacts(bus: Bus, now: () => number): KnownFacts {
  const people = createRemembered<PersonId, Person>({ now, believedMs, atMost: 10_000 })
  const plans = createRemembered<PlanId, StoredPlan>({ now, believedMs, atMost: 1_000 })
  const allUnits = createRemembered<'all', readonly Unit[]>({ now, believedMs, atMost: 1 })
  /** Where a section was last; the plan, while it is known, says whether it is still there. */
  const planOfSection = new Map<SectionId, PlanId>()

  bus.subscribe((event) => {
    switch (event.kind) {
      case 'peopleChanged':
        if (event.person) return people.forget(event.person)
        people.forgetAll()
        // Whoever cannot say whose rights have changed says so: an outline may have.
        plans.forgetAll()
        planOfSection.clear()
        return allUnits.forgetAll()
      case 'planMoved':
      case 'planCreated':
      case 'outlineChanged':
        return plans.forget(event.plan)
      case 'goalsChanged':
      case 'presenceChanged':
      case 'sessionEnded':
    }
  })

  return {
    known(id, section) {
      const inPlan = planOfSection.get(section)
      const [person, plan, units] = [people.known(id), inPlan && plans.known(inPlan), allUnits.known('all')]
      return person && plan && units ? { person, plan, units } : null
    },
    person: (id, load) => people.read(id, load),
    async plan(id, load) {
      const plan = await plans.read(id, load)
      if (planOfSection.size > mostSections) planOfSection.clear()
      if (plan) for (const section of sectionsOf(plan)) planOfSection.set(section, id)
      return plan
    },
    units: (load) => allUnits.read('all', load),
  }
}
