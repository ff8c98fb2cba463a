import { expect, test } from 'vitest'
import type { PersonId } from '@samplan/shared/ids'
import { createBus, type ServerEvent } from '../bus.ts'
import { createKnownSessions } from './knownSessions.ts'
import type { OpenSession } from './session.ts'

const person = 'karen' as PersonId

test('SS-15 a session is asked of the store once, and again when its end, its person, everybody or half a minute has come', async () => {
  let [at, reads] = [0, 0]
  const bus = createBus(() => undefined)
  const sessions = createKnownSessions(
    bus,
    () => at,
    async (tokenHash) => {
      reads++
      return { tokenHash, expiresAt: 100_000, person: { id: person }, actor: { person } } as OpenSession
    },
  )
  const asks = async (): Promise<number> => {
    const before = reads
    expect((await sessions.now('hash'))?.tokenHash).toBe('hash')
    return reads - before
  }
  expect([await asks(), await asks()]).toEqual([1, 0])
  const moves: readonly ServerEvent[] = [
    { kind: 'sessionEnded', tokenHash: 'hash' },
    { kind: 'peopleChanged', person },
    { kind: 'peopleChanged', person: null },
  ]
  for (const event of moves) {
    bus.publish(event)
    expect([event.kind, await asks(), await asks()]).toEqual([event.kind, 1, 0])
  }
  bus.publish({ kind: 'sessionEnded', tokenHash: 'another' })
  bus.publish({ kind: 'peopleChanged', person: 'mads' as PersonId })
  expect(await asks()).toBe(0)
  at = 31_000
  expect([await asks(), await asks()]).toEqual([1, 0])
  // Nobody is believed beyond the session's own end.
  at = 60_000
  await asks()
  at = 100_000
  expect(sessions.known('hash')).toBe(null)
})
