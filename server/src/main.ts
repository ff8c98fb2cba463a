/** Owns the process: settings, data, server, and an end in which everything is saved. */
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { BackupRefused } from './backup/backupRefused.ts'
import { runCommand } from './command.ts'
import { FolderUnusable } from './dataVersion/dataFolder.ts'
import { dataVersion, HalfRestored, NewerData } from './dataVersion/migrations.ts'
import { type Environment, parseEnvironment } from './environment.ts'
import { greeting } from './greeting.ts'
import { PortUnusable } from './http/listen.ts'
import { ImportRefused } from './import/command.ts'
import { createLog } from './log.ts'
import { openInstallation, refuseOpenDemo, SettingRefused } from './openInstallation.ts'
import { linkForFirst } from './people/administratorLink.ts'
import { linkAddress } from './people/link.ts'
import { openRescueFiles } from './rescue/rescueFiles.ts'
import type { RoomLog } from './rooms/contract.ts'
import { AlreadyRunning, openStorage } from './storage/openStorage.ts'
import { StoreUnavailable } from './storage/ports.ts'

const firstPort = 4217
/** Everything must have ended by then. Milliseconds. */
const endsWithin = 5_000

const environment = parseEnvironment(process.env)
if ('problems' in environment) fail(...environment.problems)
else {
  const [command, ...words] = process.argv.slice(2)
  await (command === undefined ? serve(environment) : runCommand(environment, command, words).then(say)).catch(explain)
}

async function serve(settings: Environment): Promise<void> {
  const log = createLog(settings, process.stdout.isTTY)
  let close: (() => Promise<void>) | null = null
  const storage = await openStorage({
    ...settings,
    onStopped(error) {
      log.fatal({ err: error }, 'the embedded database has ended: nothing can be saved any more')
      if (!close) process.exit(1)
      // What was being written goes into a rescue file.
      setTimeout(() => process.exit(1), endsWithin)
      void close().finally(() => process.exit(1))
    },
  })
  try {
    const { stores, folder } = storage
    const clock = (): number => Date.now()
    const installation = await openInstallation(stores, { ...settings, now: clock() })
    await folder?.setVersion(dataVersion)
    const demoIsOpen = refuseOpenDemo(installation, settings)
    const app = await createApp({
      stores,
      installation,
      clock,
      log,
      publicUrl: settings.publicUrl ?? null,
      demoIsOpen,
      clientDir: settings.clientDir ?? fileURLToPath(new URL('../../client/dist', import.meta.url)),
      development: settings.development,
      observers: {
        listen: settings.metricsPort === undefined ? null : { port: settings.metricsPort, host: settings.metricsHost },
        token: settings.metricsToken ?? null,
      },
      // Also beside a database: what it does not take has to lie somewhere.
      rescue: openRescueFiles(join(resolve(settings.dataDir), 'rescue'), installation.id, clock),
      pollMs: settings.mongodbUri === undefined ? null : settings.pollMs,
      redisUrl: settings.redisUrl ?? null,
    })
    close = () => app.close()
    const listening = await app.listen({ port: settings.port, firstPort, host: settings.host }).catch(async (error: unknown) => {
      await app.close()
      throw error
    })
    const forget = await folder?.writeAddress(app.address())
    endOnSignal(log, async () => {
      await app.close()
      await storage.close()
      await forget?.()
    })
    const token = await linkForFirst({ stores, now: clock })
    const link = token && linkAddress(app.address(), token)
    const { port } = listening
    const observed = app.observedAt()
    if (observed !== null) log.info({ port: observed, host: settings.metricsHost }, 'health and metrics')
    const readable = settings.logFormat === 'text' || (settings.logFormat === undefined && process.stdout.isTTY)
    if (readable) say(greeting({ address: app.address(), port, installation, link }))
    else log.info({ address: app.address(), port, demo: installation.demo, ...(link && { firstAdministrator: link }) }, 'Samplan kører')
  } catch (error) {
    await storage.close()
    // On a folder of our own a store that cannot write is a disk that cannot.
    if (error instanceof StoreUnavailable && storage.folder) {
      throw new FolderUnusable(`the data folder ${storage.folder.path} cannot be written: is the disk full? (${error.message})`, {
        cause: error,
      })
    }
    throw error
  }
}

/** The first signal ends it; what does not end in time is ended, with all that was acknowledged on disk. */
function endOnSignal(log: RoomLog, close: () => Promise<void>): void {
  let ending = false
  const end = (signal: string): void => {
    if (ending) return
    ending = true
    log.info({ signal }, 'saving and ending')
    const late = setTimeout(() => {
      log.error({}, 'did not end in time')
      process.exit(1)
    }, endsWithin)
    close().then(
      () => {
        clearTimeout(late)
        process.exit(0)
      },
      (error: unknown) => {
        log.error({ err: error }, 'did not end cleanly')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

/** What a person can mend is one line; the rest is a bug and shown whole. */
function explain(error: unknown): void {
  const kinds = [
    AlreadyRunning,
    BackupRefused,
    FolderUnusable,
    HalfRestored,
    ImportRefused,
    NewerData,
    PortUnusable,
    SettingRefused,
    StoreUnavailable,
  ]
  const expected = kinds.some((kind) => error instanceof kind)
  fail(error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error))
}

function fail(...lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`)
  // What was half opened may still hold the process.
  process.exit(1)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
