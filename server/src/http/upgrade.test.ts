import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { roomsPath } from '@samplan/shared/roomWire'
import type { OpenSession } from '../people/session.ts'
import { upgradeListener } from './upgrade.ts'

const session = { tokenHash: 'hash' } as OpenSession
const request = {
  url: roomsPath,
  headers: { host: 'localhost:4217', origin: 'http://localhost:4217' },
} as IncomingMessage

/** Opens a socket; `answers` are what each reading of the session finds, `remembered`: what has been read is known from then on. */
async function open(
  answers: readonly (OpenSession | Error | null)[],
  remembered = false,
): Promise<{ taken: boolean; closed: boolean; reads: number }> {
  const socket = new PassThrough()
  let [reads, taken] = [0, false]
  const read = async (): Promise<OpenSession | null> => {
    const answer = answers[reads++] ?? null
    if (answer instanceof Error) throw answer
    return answer
  }
  const upgrade = upgradeListener({
    addresses: () => ({ port: 4217, hosts: ['localhost'], publicUrl: null }),
    sessions: {
      known: () => (remembered && reads > 0 ? session : null),
      read,
      opened: () => undefined,
      livesOn: async () => (await read()) !== null,
    },
    graphql: () => undefined,
    rooms() {
      taken = true
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await upgrade(request, socket, Buffer.alloc(0))
  return { taken, closed: socket.destroyed, reads }
}

describe('upgrades', () => {
  it('SS-13 a session that ends while its socket is opened leaves no socket behind', async () => {
    expect(await open([session, null])).toEqual({ taken: true, closed: true, reads: 2 })
    expect(await open([session, new Error('the store is away')])).toEqual({ taken: true, closed: true, reads: 2 })
    expect(await open([session, session])).toEqual({ taken: true, closed: false, reads: 2 })
  })

  it('SS-13 one that is known once it has been read is read once: its end is told from then on', async () => {
    expect(await open([session, new Error('asked')], true)).toEqual({ taken: true, closed: false, reads: 1 })
  })

  it('SS-13 one that is known is taken in the same step, and not read', () => {
    let taken = false
    const socket = new PassThrough()
    void upgradeListener({
      addresses: () => ({ port: 4217, hosts: ['localhost'], publicUrl: null }),
      sessions: {
        known: () => session,
        read: () => Promise.reject(new Error('asked')),
        opened: () => undefined,
        livesOn: () => Promise.reject(new Error('asked')),
      },
      graphql: () => undefined,
      rooms() {
        taken = true
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })(request, socket, Buffer.alloc(0))
    expect([taken, socket.destroyed]).toEqual([true, false])
  })
})
