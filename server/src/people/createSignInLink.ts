/** Owns the use case: an administrator hands out a one-time link by which a person signs in. */
import type { PersonId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Refusal } from '@samplan/shared/refusal'
import { mayInMunicipality } from '@samplan/shared/rights'
import type { World } from '../world.ts'
import { linkAddress, newLink } from './link.ts'

/** `expiresAt` is an ISO instant. The link is shown once: only its hash is stored. */
export async function createSignInLink(
  world: World,
  actor: Actor,
  id: PersonId,
  publicUrl: string,
): Promise<{ readonly url: string; readonly expiresAt: string } | Refusal> {
  if (!mayInMunicipality(actor, 'managePeople')) return { refused: 'notAllowed', act: 'managePeople' }
  const person = await world.stores.people.person(id)
  if (!person) return { refused: 'notFound' }
  if (!person.active) return { refused: 'invalid', field: 'person', rule: 'unknown' }
  const { token, expiresAt } = await newLink(world, person.id)
  return { url: linkAddress(publicUrl, token), expiresAt: new Date(expiresAt).toISOString() }
}
