/** Owns the commands that run beside the server: a new link for an administrator, the projection built anew, parts swept. */
import { nanoid } from 'nanoid'
import type { Environment } from './environment.ts'
import { reproject } from './goals/reproject.ts'
import { linkForAdministrator, linkForFirst } from './people/firstAdministrator.ts'
import { linkAddress } from './people/session.ts'
import { openInstallation } from './openInstallation.ts'
import { openStorage } from './storage/openStorage.ts'

const usage = `pnpm samplan link [e-mail]   prints a one-time link for an administrator
pnpm samplan reproject       builds the goals anew from the text
pnpm samplan sweep           deletes parts of text that nothing names

The embedded database has one user at a time: stop the server first.`

/** Runs one command and ends; `say` prints. Throws what opening the data throws. */
export async function runCommand(settings: Environment, command: string, words: readonly string[], say: (text: string) => void): Promise<void> {
  if (!['link', 'reproject', 'sweep'].includes(command)) return say(usage)
  const storage = await openStorage({
    ...settings,
    onStopped(error) {
      throw error
    },
  })
  try {
    const { stores } = storage
    const now = (): number => Date.now()
    await openInstallation(stores, { ...settings, now: now() })
    if (command === 'link') {
      const world = { stores, now }
      const token = (await linkForFirst(world)) ?? (await linkForAdministrator(world, words[0] ?? null))
      return say(token ? linkAddress(settings.publicUrl ?? `http://localhost:${settings.port ?? 4217}`, token) : 'There is no such administrator, or several: give the e-mail of one.')
    }
    if (command === 'sweep') return say(`${await stores.sections.sweepParts()} parts deleted`)
    say(`${await reproject(stores, { now, newId: () => nanoid() })} goals`)
  } finally {
    await storage.close()
  }
}
