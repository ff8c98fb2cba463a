/** Owns sessions: opaque tokens, of which only the hash is stored. */
import { hash, randomBytes } from 'node:crypto'
import type { PersonId } from '@samplan/shared/ids'
import type { Actor, Person } from '@samplan/shared/people'
import type { World } from '../world.ts'

/** How long a session lasts from sign-in: a long working day. Milliseconds. */
export const sessionLasts = 12 * 60 * 60 * 1000

/** Who stands behind a request or a socket, as the store said when it was opened. */
export type OpenSession = { readonly tokenHash: string; readonly expiresAt: number; readonly person: Person; readonly actor: Actor }

export type FreshSession = { readonly token: string; readonly session: OpenSession }

export type SessionWorld = Pick<World, 'stores' | 'bus' | 'now' | 'newId'>

/** The shape of every token: a session's and a link's. */
export const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** A token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): string {
  return hash('sha256', token, 'hex')
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
export async function readSession(world: SessionWorld, token: string | undefined): Promise<OpenSession | null> {
  return token && tokenShape.test(token) ? readByHash(world, hashOf(token)) : null
}

/** The same by the token's hash. `personOf` asks the store for a person. */
export async function readByHash(
  { stores, now }: SessionWorld,
  tokenHash: string,
  personOf: (id: PersonId) => Promise<Person | null> = (id) => stores.people.person(id),
): Promise<OpenSession | null> {
  const session = await stores.sessions.read(tokenHash)
  if (!session || session.expiresAt <= now()) return null
  const person = await personOf(session.person)
  return person?.active ? { tokenHash, expiresAt: session.expiresAt, person, actor: actorOf(person) } : null
}

/** Ends a session; whoever holds sockets of it hears of it on the bus, also when the store does not answer. */
export async function endSession({ stores, bus }: SessionWorld, tokenHash: string): Promise<void> {
  try {
    await stores.sessions.end(tokenHash)
  } finally {
    bus.publish({ kind: 'sessionEnded', tokenHash })
  }
}
