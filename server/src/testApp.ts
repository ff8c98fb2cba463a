/** Owns a whole server in a test: the app as main.ts composes it, on port 0, with a clock that the test moves. */
import { openInstallation } from './openInstallation.ts'
import { type App, createApp } from './app.ts'
import type { ReadLimits } from './import/limits.ts'
import type { RoomLog } from './rooms/contract.ts'
import type { ObservationListen } from './observation/observe.ts'
import type { RescueFiles } from './rescue/rescueFiles.ts'
import { openStores } from './storage/openStores.ts'
import type { Stores } from './storage/ports.ts'
import { openTestDatabase, type TestDatabase } from './storage/testDatabase.ts'

export type TestApp = {
  readonly app: App
  readonly stores: Stores
  readonly port: number
  /** http://localhost:PORT */
  readonly address: string
  /** Moves the clock forward. Milliseconds. */
  readonly wait: (ms: number) => void
  readonly logged: readonly string[]
  readonly close: () => Promise<void>
}

export type TestAppOptions = {
  readonly demo: boolean
  readonly publicUrl?: string
  readonly clientDir?: string
  readonly readLimits?: Partial<ReadLimits>
  readonly rescue?: RescueFiles
  readonly observers?: ObservationListen
  readonly token?: string
  /** One of several processes on this database, which stays when the app closes. */
  readonly on?: TestDatabase
  readonly pollMs?: number
  readonly redisUrl?: string
}

export async function startTestApp({
  demo,
  publicUrl,
  clientDir = '',
  readLimits,
  rescue,
  observers,
  token,
  on,
  pollMs,
  redisUrl,
}: TestAppOptions): Promise<TestApp> {
  const database = on ?? (await openTestDatabase(process.env['MONGODB_URI'] ?? null))
  const stores = await openStores(database.uri)
  let offset = 0
  const clock = (): number => Date.now() + offset
  const logged: string[] = []
  const write = (facts: object, text: string): void => void logged.push(`${text} ${'err' in facts ? String(facts.err) : ''}`)
  const log: RoomLog = { info: () => undefined, warn: write, error: write }
  const installation = await openInstallation(stores, { demo, municipality: undefined, mongodbUri: undefined, now: clock() })
  const app = await createApp({
    stores,
    installation,
    clock,
    log,
    publicUrl: publicUrl ?? null,
    demoIsOpen: false,
    clientDir,
    development: false,
    observers: { listen: observers ?? null, token: token ?? null },
    rescue: rescue ?? null,
    pollMs: on ? (pollMs ?? 100) : null,
    redisUrl: redisUrl ?? null,
    ...(readLimits && { readLimits }),
  })
  const { port } = await app.listen({ port: 0, firstPort: 0, host: undefined })
  return {
    app,
    stores,
    port,
    address: `http://localhost:${port}`,
    wait(ms) {
      offset += ms
    },
    logged,
    async close() {
      await app.close()
      await stores.close()
      if (!on) await database.close()
    },
  }
}
