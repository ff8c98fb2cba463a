/** Owns what the rooms are told of plans and people: the gate, a person's right in a section, first content. */
import type { PersonId, PlanId, SectionId } from '@samplan/shared/ids'
import { type Actor, type Administration, administrationsOf, type Person, type Unit } from '@samplan/shared/people'
import type { OutlineEntry, Plan } from '@samplan/shared/plan'
import { may } from '@samplan/shared/rights'
import { seedUpdate } from '@samplan/shared/section/seed'
import type { Access, RoomLog, RoomPerson, RoomsSurroundings } from '../rooms/contract.ts'
import type { StoredPlan, Stores } from '../storage/ports.ts'
import { withoutExpired } from './findPlan.ts'
import type { Facts, KnownFacts } from './knownFacts.ts'

/**
 * What `createRooms` needs, read from the stores every time: never from a cache, but for `knownAccess` where `facts` are remembered. `now`
 * in milliseconds. `ended` is told of a plan whose expired submission a room has emptied.
 */
export function roomSurroundings(
  stores: Stores,
  now: () => number,
  log: RoomLog,
  ended: (plan: StoredPlan) => void,
  facts: KnownFacts | null = null,
): RoomsSurroundings {
  const readPlan = async (id: PlanId): Promise<StoredPlan | null> => {
    const plan = await stores.plans.read(id)
    return plan && withoutExpired(stores, plan, now(), ended)
  }
  const planOf = async (section: SectionId, read = readPlan): Promise<StoredPlan | null> => {
    const id = await stores.plans.planOfSection(section)
    return id && read(id)
  }
  const asked = {
    person: (id: PersonId) => stores.people.person(id),
    plan: (section: SectionId) => planOf(section),
    units: () => stores.people.units(),
  }
  const judged = createJudging()
  const remembering = facts && {
    person: (id: PersonId) => facts.person(id, () => asked.person(id)),
    plan: (section: SectionId) => planOf(section, (id) => facts.plan(id, () => readPlan(id))),
    units: () => facts.units(asked.units),
  }
  return {
    now,
    log,
    async gate(section) {
      const plan = await planOf(section)
      if (!plan) return null
      const { id, state, epoch, pending } = plan
      return {
        plan: id,
        at: state.at,
        open: state.at === 'draft',
        epoch,
        pending: pending?.submission ?? null,
        pendingExpiresAt: pending?.expiresAt ?? null,
      }
    },
    async access(id, section) {
      const ask = remembering ?? asked
      const [person, plan, units] = await Promise.all([ask.person(id), ask.plan(section), ask.units()])
      return accessOf(person, id, plan, section, units)
    },
    ...(facts && {
      knownAccess(id: PersonId, section: SectionId) {
        const known = facts.known(id, section)
        return known && judged(known, section)
      },
    }),
    firstContent: async () => seedUpdate([]),
  }
}

type Judged = Pick<Facts, 'person' | 'units'> & { readonly access: Access }

/** Judges what is known once, for as long as the very same facts are: a right asks after every section of the plan. */
function createJudging(): (facts: Facts, section: SectionId) => Access {
  const ofPlan = new WeakMap<StoredPlan, Map<string, Judged>>()
  return ({ person, plan, units }, section) => {
    const judged = ofPlan.get(plan) ?? new Map<string, Judged>()
    const key = `${person.id} ${section}`
    const before = judged.get(key)
    if (before && before.person === person && before.units === units) return before.access
    const access = accessOf(person, person.id, plan, section, units)
    ofPlan.set(plan, judged.set(key, { person, units, access }))
    return access
  }
}

/**
 * The right of a person in a section's room as the table has it for a draft: whether there is a room at all is the gate's answer, so
 * that a writer of a frozen plan hears "frozen" and not "unknown". A section in the bin has no room.
 */
function accessOf(person: Person | null, id: PersonId, plan: StoredPlan | null, section: SectionId, units: readonly Unit[]): Access {
  if (!person?.active) return { person: { id, name: '', letter: null, colour: null }, right: 'none' }
  const actor: Actor = { person: person.id, name: person.name, memberships: person.memberships }
  const entry = plan?.outline.find((known) => known.id === section)
  const present = presentAs(actor, plan, entry, units)
  if (!plan || !entry) return { person: present, right: 'none' }
  const draft: StoredPlan = { ...plan, state: { at: 'draft' } }
  if (!may(actor, 'readDraft', draft)) return { person: present, right: 'none' }
  return { person: present, right: may(actor, 'writeText', draft, entry) ? 'write' : 'read' }
}

/** The administration that a person stands for here: the section's owner or an invited one, else the plan's, else their first. */
function presentAs(actor: Actor, plan: Pick<Plan, 'owner'> | null, entry: OutlineEntry | undefined, units: readonly Unit[]): RoomPerson {
  const own = administrationsOf(actor)
  const wanted = entry ? [entry.owner, ...entry.invited, ...(plan ? [plan.owner] : [])] : []
  const unit = wanted.find((candidate) => own.includes(candidate)) ?? own[0]
  const stamp = units.find((known): known is Administration => known.kind === 'administration' && known.id === unit)
  return { id: actor.person, name: actor.name, letter: stamp?.letter ?? null, colour: stamp?.colour ?? null }
}
