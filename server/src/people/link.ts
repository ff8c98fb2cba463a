/** Owns one-time links: who may come in by one, once, before it expires. Only the token's hash is stored. */
import type { PersonId } from '@samplan/shared/ids'
import type { Person } from '@samplan/shared/people'
import type { Refusal } from '@samplan/shared/refusal'
import { type FreshSession, hashOf, newToken, openSession, type SessionWorld, tokenShape } from './session.ts'

/** How long a one-time link can be redeemed. Milliseconds. */
export const linkLasts = 7 * 24 * 60 * 60 * 1000

/** Makes a one-time link's token for the person, or (null) for the first administrator; its hash is stored, the token is returned once. */
export async function newLink(
  { stores, now }: Pick<SessionWorld, 'stores' | 'now'>,
  person: PersonId | null,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const token = newToken()
  const expiresAt = now() + linkLasts
  await stores.sessions.createLink({ tokenHash: hashOf(token), person, expiresAt })
  return { token, expiresAt }
}

/** Redeems a one-time link: it works once, and only before it expires. */
export async function redeemLink(world: SessionWorld, token: string): Promise<FreshSession | Refusal> {
  const link = tokenShape.test(token) ? await world.stores.sessions.takeLink(hashOf(token)) : null
  if (!link || link.expiresAt <= world.now()) return { refused: 'linkUsedOrExpired' }
  const person = link.person ? await world.stores.people.person(link.person) : await registerFirst(world)
  return person?.active ? openSession(world, person) : { refused: 'linkUsedOrExpired' }
}

/** Who comes in by the first link; name and e-mail are theirs to enter. Null when somebody is registered: several links may have been printed before anybody came. */
async function registerFirst({ stores, newId }: SessionWorld): Promise<Person | null> {
  if ((await stores.people.people()).length > 0) return null
  const person: Person = {
    id: newId() as PersonId,
    name: 'Administrator',
    email: 'administrator@localhost.invalid',
    title: '',
    active: true,
    memberships: [{ unit: null, role: 'administrator' }],
  }
  return (await stores.people.savePerson(person)) ? person : null
}

/** The address of a one-time link. The token stands in the fragment, which no server and no referrer sees. */
export function linkAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/velkommen#${token}`
}
