/** Owns the links of the command line: the way in for the first administrator, and back in for one who is locked out. */
import { hasRole } from '@samplan/shared/people'
import type { Stores } from '../storage/ports.ts'
import { newLink } from './link.ts'

export type LinkWorld = { readonly stores: Stores; readonly now: () => number }

/** With nobody registered: the token of a link that makes the first administrator. Else null. */
export async function linkForFirst(world: LinkWorld): Promise<string | null> {
  const people = await world.stores.people.people()
  return people.length === 0 ? (await newLink(world, null)).token : null
}

/** The token of a link for an administrator: the one with the e-mail, or without one the only one. Null when there is none such. */
export async function linkForAdministrator(world: LinkWorld, email: string | null): Promise<string | null> {
  const wanted = email?.trim().toLocaleLowerCase('da')
  const administrators = (await world.stores.people.people()).filter((person) => person.active && hasRole(person, 'administrator', null))
  const found = administrators.filter((person) => wanted === undefined || person.email.toLocaleLowerCase('da') === wanted)
  const [person] = found
  return person && found.length === 1 ? (await newLink(world, person.id)).token : null
}
