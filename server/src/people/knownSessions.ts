/**
 * Owns the sessions that a socket may be opened with without asking the store: those that have a socket, or had one a moment ago, as they
 * were read last, until the bus says that they have ended or that their person has moved. Only a process that is alone on its data knows any.
 */
import type { Bus } from '../bus.ts'
import { createRemembered } from '../storage/remembered.ts'
import type { OpenSession } from './session.ts'

export interface KnownSessions {
  /** Null: it must be read. One that has expired is not known. */
  known(tokenHash: string): OpenSession | null
  /** Asks the store. What it says is known from then on, unless its end or its person's change was told meanwhile. */
  read(tokenHash: string): Promise<OpenSession | null>
  /** What is known, else what the store says. */
  now(tokenHash: string): Promise<OpenSession | null>
}

/** As for facts: a bound for what a lost reply may have hidden. Milliseconds. */
const believedMs = 30_000

/** Asks the store every time. */
export function knowingNoSessions(load: (tokenHash: string) => Promise<OpenSession | null>): KnownSessions {
  return { known: () => null, read: load, now: load }
}

/** `load` asks the store; `now` in milliseconds. Listens as long as the bus lives. */
export function createKnownSessions(bus: Bus, now: () => number, load: (tokenHash: string) => Promise<OpenSession | null>): KnownSessions {
  const sessions = createRemembered<string, OpenSession>({ now, believedMs, atMost: 10_000 })
  bus.subscribe((event) => {
    if (event.kind === 'sessionEnded') sessions.forget(event.tokenHash)
    if (event.kind !== 'peopleChanged') return
    const { person } = event
    if (person === null) sessions.forgetAll()
    else sessions.forgetThose((session) => session.person.id === person)
  })
  const known = (tokenHash: string): OpenSession | null => {
    const session = sessions.known(tokenHash)
    return session && session.expiresAt > now() ? session : null
  }
  const read = (tokenHash: string): Promise<OpenSession | null> => sessions.read(tokenHash, () => load(tokenHash))
  return { known, read, now: async (tokenHash) => known(tokenHash) ?? read(tokenHash) }
}
