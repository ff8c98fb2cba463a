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

/** Opens a socket; `answers` are what each reading of the session finds. */
async function open(answers: readonly (OpenSession | Error | null)[]): Promise<{ taken: boolean; closed: boolean }> {
  const socket = new PassThrough()
  let [reads, taken] = [0, false]
  const upgrade = upgradeListener({
    addresses: () => ({ port: 4217, hosts: ['localhost'], publicUrl: null }),
    async sessionOf() {
      const answer = answers[reads++] ?? null
      if (answer instanceof Error) throw answer
      return answer
    },
    graphql: () => undefined,
    rooms() {
      taken = true
    },
    opened: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await upgrade(request, socket, Buffer.alloc(0))
  return { taken, closed: socket.destroyed }
}

describe('upgrades', () => {
  it('SS-13 a session that ends while its socket is opened leaves no socket behind', async () => {
    expect(await open([session, null])).toEqual({ taken: true, closed: true })
    expect(await open([session, new Error('the store is away')])).toEqual({ taken: true, closed: true })
    expect(await open([session, session])).toEqual({ taken: true, closed: false })
  })
})
