/** Owns the end of sessions that hold sockets: by expiry on its own, or all at once. */
import type { Bus } from '../bus.ts'
import type { OpenSession } from './session.ts'

export type SessionWatch = {
  /** A socket was opened with this session. */
  readonly add: (session: OpenSession) => void
  /** Those whose end is waited for. */
  readonly watched: () => readonly string[]
  /** Says that every session with a socket has ended: their rows are gone. */
  readonly endAll: () => void
  readonly close: () => void
}

/** Publishes `sessionEnded` when the time of a session that has had a socket is up. */
export function watchSessions(bus: Bus, now: () => number): SessionWatch {
  const timers = new Map<string, NodeJS.Timeout>()
  const end = (tokenHash: string): void => {
    clearTimeout(timers.get(tokenHash))
    if (timers.delete(tokenHash)) bus.publish({ kind: 'sessionEnded', tokenHash })
  }
  const unsubscribe = bus.subscribe((event) => {
    if (event.kind !== 'sessionEnded') return
    clearTimeout(timers.get(event.tokenHash))
    timers.delete(event.tokenHash)
  })
  return {
    add({ tokenHash, expiresAt }) {
      if (!timers.has(tokenHash)) timers.set(tokenHash, setTimeout(end, Math.max(0, expiresAt - now()), tokenHash).unref())
    },
    watched: () => [...timers.keys()],
    endAll() {
      for (const tokenHash of [...timers.keys()]) end(tokenHash)
    },
    close() {
      unsubscribe()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
