/** Owns who is signed in in this tab, and the moments when a session ends and comes back. */
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { Membership } from '@samplan/shared/people'
import { createContext, useContext, useSyncExternalStore } from 'react'

export type SignedIn = { readonly id: string; readonly name: string; readonly title: string; readonly memberships: readonly Membership[] }
export type DemoPerson = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly hint: string
  readonly letter: string | null
  readonly colour: string | null
  /** What they do: write, decide, or run it. */
  readonly group: 'administration' | 'body' | 'municipality'
  /** The name of the unit they stand for. */
  readonly unit: string | null
}
export type Session = {
  readonly municipality: string
  readonly demo: boolean
  readonly demoIsOpen: boolean
  readonly me: SignedIn | null
  readonly demoPeople: readonly DemoPerson[] | null
}

export async function loadSession(): Promise<Session> {
  const answer = await fetch('/api/session', { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new TypeError(`session answered ${answer.status}`)
  return (await answer.json()) as Session
}

/** Posts to one of `/api`'s addresses; null is done. Throws a TypeError where there is no connection. */
export async function post(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<Refusal | null> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (answer.ok) return null
  const told = (await answer.json().catch(() => null)) as { error?: { code?: unknown } } | null
  const { code, ...facts } = told?.error ?? {}
  const refusal = { ...facts, refused: code }
  return typeof code === 'string' && isRefusal(refusal) ? (refusal as Refusal) : { refused: 'storeUnavailable' }
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of the session')
  return session
}

/** The signed-in person; only for pages behind the sign-in. */
export function useMe(): SignedIn {
  const { me } = useSession()
  if (!me) throw new Error('useMe without a signed-in person')
  return me
}

let ended = false
let isLeaving = false
const watchers = new Set<() => void>()
const returners = new Set<() => void>()

/** Told by the first that hears it (GraphQL, its socket, the rooms): the session is over; the page stays, with a dialog. */
export function endSession(): void {
  if (ended) return
  ended = true
  for (const tell of watchers) tell()
}

/** Said before signing out oneself: the end that follows is no surprise and opens no dialog. Returns the way back, for a sign-out that failed. */
export function expectEnd(): () => void {
  ended = true
  isLeaving = true
  return () => {
    ended = false
    isLeaving = false
  }
}

/** Whether the person is signing out: asked about what is unsent already, and not to be asked again by the browser. */
export function isSigningOut(): boolean {
  return isLeaving
}

/** The same person is signed in again: whoever was cut off connects anew. */
export function resumeSession(): void {
  if (!ended) return
  ended = false
  for (const tell of watchers) tell()
  for (const tell of returners) tell()
}

/** Calls back each time a session that had ended has come back. Returns its closer. */
export function onSessionBack(tell: () => void): () => void {
  returners.add(tell)
  return () => returners.delete(tell)
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    () => ended,
  )
}
