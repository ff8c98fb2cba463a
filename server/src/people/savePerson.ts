/** Owns the use case: an administrator enters a person, or changes one, with the memberships. */
import { parseId, type PersonId, type UnitId } from '@samplan/shared/ids'
import { type Actor, hasRole, type Membership, type Person, type Role, rolesOf, type Unit } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { mayInMunicipality } from '@samplan/shared/rights'
import type { World } from '../world.ts'
import { checkEmail, checkName } from './checkText.ts'

export type PersonInput = {
  readonly name: string
  readonly email: string
  readonly title: string
  readonly active: boolean
  readonly memberships: readonly { readonly unit?: string | null | undefined; readonly role: Role }[]
}

const mostMemberships = 50

/** Without an id: a new person. Sockets of the person are judged anew at once. */
export async function savePerson(
  world: World,
  actor: Actor,
  { id, input }: { readonly id: PersonId | null; readonly input: PersonInput },
): Promise<Person | Refusal> {
  if (!mayInMunicipality(actor, 'managePeople')) return { refused: 'notAllowed', act: 'managePeople' }
  const before = id === null ? null : await world.stores.people.person(id)
  if (id !== null && !before) return { refused: 'notFound' }

  const name = checkName('name', input.name)
  if (isRefusal(name)) return name
  const email = checkEmail('email', input.email)
  if (isRefusal(email)) return email
  const title = input.title.trim() === '' ? { text: '' } : checkName('title', input.title)
  if (isRefusal(title)) return title
  const memberships = membershipsOf(input, await world.stores.people.units())
  if (isRefusal(memberships)) return memberships

  const person: Person = {
    id: before?.id ?? parseId<PersonId>(world.newId()) ?? bug(),
    name: name.text,
    email: email.text,
    title: title.text,
    active: input.active,
    memberships,
  }
  if (before && administers(before) && !administers(person) && !(await anotherAdministrator(world, person.id)))
    return { refused: 'lastAdministrator' }
  try {
    if (!(await world.stores.people.savePerson(person))) return { refused: 'invalid', field: 'email', rule: 'taken' }
    if (!person.active) await world.stores.sessions.endAllOf(person.id)
    return person
  } finally {
    // Whatever the store answered: it may be written.
    world.bus.publish({ kind: 'peopleChanged', person: person.id })
  }
}

const administers = (person: Person): boolean => person.active && hasRole(person, 'administrator', null)

async function anotherAdministrator(world: World, than: PersonId): Promise<boolean> {
  return (await world.stores.people.people()).some((person) => person.id !== than && administers(person))
}

function membershipsOf({ memberships }: PersonInput, units: readonly Unit[]): readonly Membership[] | Refusal {
  if (memberships.length > mostMemberships) return { refused: 'invalid', field: 'memberships', rule: 'tooLong' }
  const kinds = new Map<string, 'administration' | 'body'>(units.map((unit) => [unit.id, unit.kind]))
  const seen = new Map<string, Membership>()
  for (const { unit = null, role } of memberships) {
    const kind = unit === null ? 'municipality' : kinds.get(unit)
    if (!kind || !rolesOf[kind].includes(role)) return { refused: 'invalid', field: 'memberships', rule: 'unknown' }
    seen.set(`${role} ${unit}`, { unit: unit as UnitId | null, role })
  }
  return [...seen.values()]
}

function bug(): never {
  throw new Error('newId made no id')
}
