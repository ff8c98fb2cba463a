/** Owns our server as `main.ts` composes it, with the sections in the memory adapter of the storage contract: "without disk" in the table. */
import { createApp } from '../../../server/src/app.ts'
import { createLog } from '../../../server/src/log.ts'
import { parseEnvironment } from '../../../server/src/environment.ts'
import { openInstallation } from '../../../server/src/openInstallation.ts'
import { createMemorySections } from '../../../server/src/storage/memory/sections.ts'
import { openStorage } from '../../../server/src/storage/openStorage.ts'

const settings = parseEnvironment(process.env)
if ('problems' in settings) throw new Error(settings.problems.join('\n'))
const log = createLog(settings, false)
const storage = await openStorage({ ...settings, onStopped: (error) => log.fatal({ err: error }, 'the embedded database has ended') })
const stores = { ...storage.stores, sections: createMemorySections() }
const clock = (): number => Date.now()
const installation = await openInstallation(stores, { ...settings, now: clock() })
const app = await createApp({
  stores,
  installation,
  clock,
  log,
  publicUrl: null,
  demoIsOpen: false,
  clientDir: settings.clientDir ?? '',
  development: false,
  rescue: null,
  pollMs: null,
  redisUrl: null,
  observers: { listen: null, token: null },
})
const { port } = await app.listen({ port: 0, firstPort: 0, host: undefined })
process.stdout.write(`http://localhost:${port}\n`)
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => storage.close())
    .then(() => process.exit(0))
})
