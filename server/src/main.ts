/** Owns the process: settings, data, server, and an end in which everything is saved. */
import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { runCommand } from './command.ts'
import { FolderUnusable } from './dataVersion/dataFolder.ts'
import { dataVersion, NewerData } from './dataVersion/migrations.ts'
import { type Environment, parseEnvironment } from './environment.ts'
import { PortUnusable } from './http/listen.ts'
import { createLog } from './log.ts'
import { openInstallation, refuseOpenDemo, SettingRefused } from './openInstallation.ts'
import { linkForFirst } from './people/administratorLink.ts'
import { linkAddress } from './people/link.ts'
import { greeting } from './greeting.ts'
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
  const storage = await openStorage({
    ...settings,
    onStopped(error) {
      log.fatal({ err: error }, 'the embedded database has ended: nothing can be saved any more')
      process.exit(1)
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
    })
    const listening = await app.listen({ port: settings.port, firstPort, host: settings.host }).catch(async (error: unknown) => {
      await app.close()
      throw error
    })
    const forget = await folder?.writeAddress(app.address())
    endOnSignal(async () => {
      await app.close()
      await storage.close()
      await forget?.()
    })
    const token = await linkForFirst({ stores, now: clock })
    const link = token && linkAddress(app.address(), token)
    if (settings.logFormat === 'json' || (settings.logFormat === undefined && !process.stdout.isTTY)) {
      log.info({ address: app.address(), port: listening.port, demo: installation.demo, ...(link && { firstAdministrator: link }) }, 'Samplan kører')
    } else say(greeting({ address: app.address(), port: listening.port, installation, link }))

    function endOnSignal(close: () => Promise<void>): void {
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
            log.fatal({ err: error }, 'did not end cleanly')
            process.exit(1)
          },
        )
      }
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
    }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** What a person can mend is one line; the rest is a bug and shown whole. */
function explain(error: unknown): void {
  const expected = [AlreadyRunning, FolderUnusable, NewerData, PortUnusable, SettingRefused, StoreUnavailable].some((kind) => error instanceof kind)
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
