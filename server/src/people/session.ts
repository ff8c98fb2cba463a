/** Owns sessions and one-time links: opaque tokens, of which only the hash is stored. */
import { createHash, randomBytes } from 'node:crypto'
import type { PersonId } from '@samplan/shared/ids'
import type { Actor, Person } from '@samplan/shared/people'
import type { Refusal } from '@samplan/shared/refusal'
import type { World } from '../world.ts'
import { firstAdministrator } from './firstAdministrator.ts'

/** How long a session lasts from sign-in: a long working day. Milliseconds. */
export const sessionLasts = 12 * 60 * 60 * 1000

/** How long a one-time link can be redeemed. Milliseconds. */
export const linkLasts = 7 * 24 * 60 * 60 * 1000

/** Who stands behind a request or a socket, as the store said when it was opened. */
export type OpenSession = { readonly tokenHash: string; readonly expiresAt: number; readonly person: Person; readonly actor: Actor }

export type FreshSession = { readonly token: string; readonly session: OpenSession }

export type SessionWorld = Pick<World, 'stores' | 'bus' | 'now' | 'newId'>

const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** A token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function actorOf(person: Person): Actor {
  return { person: person.id, name: person.name, memberships: person.memberships }
}

/** Signs the person in; the token goes into the cookie and nowhere else. */
export async function openSession({ stores, now }: SessionWorld, person: Person): Promise<FreshSession> {
  const token = newToken()
  const [tokenHash, createdAt] = [hashOf(token), now()]
  const expiresAt = createdAt + sessionLasts
  await stores.sessions.create({ tokenHash, person: person.id, createdAt, expiresAt })
  return { token, session: { tokenHash, expiresAt, person, actor: actorOf(person) } }
}

/** The session behind a cookie's token, with the person's rights of this moment; null when there is none, or none any more. */
export async function readSession({ stores, now }: SessionWorld, token: string | undefined): Promise<OpenSession | null> {
  if (!token || !tokenShape.test(token)) return null
  const tokenHash = hashOf(token)
  const session = await stores.sessions.read(tokenHash)
  if (!session || session.expiresAt <= now()) return null
  const person = await stores.people.person(session.person)
  return person?.active ? { tokenHash, expiresAt: session.expiresAt, person, actor: actorOf(person) } : null
}

/** Ends a session; whoever holds sockets of it hears of it on the bus. */
export async function endSession({ stores, bus }: SessionWorld, tokenHash: string): Promise<void> {
  await stores.sessions.end(tokenHash)
  bus.publish({ kind: 'sessionEnded', tokenHash })
}

/** Makes a one-time link's token for the person, or (null) for the first administrator; its hash is stored, the token is returned once. */
export async function newLink({ stores, now }: Pick<SessionWorld, 'stores' | 'now'>, person: PersonId | null): Promise<{ readonly token: string; readonly expiresAt: number }> {
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

/** Null when somebody is registered: several links may have been printed before anybody came. */
async function registerFirst({ stores, newId }: SessionWorld): Promise<Person | null> {
  if ((await stores.people.people()).length > 0) return null
  const person = firstAdministrator(newId() as PersonId)
  return (await stores.people.savePerson(person)) ? person : null
}

/** The address of a one-time link. The token stands in the fragment, which no server and no referrer sees. */
export function linkAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/velkommen#${token}`
}
