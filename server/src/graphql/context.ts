/** Owns what every resolver gets: who acts, and the world the use cases need. */
import type { Actor, Person } from '@samplan/shared/people'
import type { OpenSession } from '../people/session.ts'
import type { World } from '../world.ts'
import type { Limits } from './limits.ts'
import { refusalError } from './refusals.ts'

export type GraphqlSettings = {
  readonly municipality: string
  readonly demo: boolean
  readonly demoIsOpen: boolean
  /** Address at which people reach this installation, for one-time links. */
  readonly publicUrl: () => string
  /** The session as it is now, from memory where its end and its person's changes are told at once; null when it has ended. */
  readonly sessionNow: (tokenHash: string) => Promise<OpenSession | null>
}

export type Context = {
  readonly world: World
  /** As the session said when the operation began. */
  readonly actor: Actor
  readonly tokenHash: string
  /** The actor with the rights of this moment; throws NOT_SIGNED_IN when the session has ended. For what lasts longer than a request. */
  readonly actorNow: () => Promise<Actor>
  readonly settings: GraphqlSettings
  readonly limits: Limits
}

/** A person as one actor may see them: the e-mail is the administrator's and their own. */
export type PersonView = { readonly person: Person; readonly seesEmail: boolean }

export type SessionHolder = Pick<OpenSession, 'tokenHash' | 'actor'>

/** Every operation has an actor: without a session the error says so. */
export function contextOf(world: World, session: SessionHolder | null, settings: GraphqlSettings, limits: Limits): Context {
  if (!session) throw refusalError({ refused: 'notSignedIn' })
  const { actor, tokenHash } = session
  const actorNow = async (): Promise<Actor> => {
    const now = await settings.sessionNow(tokenHash)
    if (!now) throw refusalError({ refused: 'notSignedIn' })
    return now.actor
  }
  return { world, actor, tokenHash, actorNow, settings, limits }
}
