/** Owns the commands that run beside the server: a new link for an administrator, the goals built anew, parts of text swept, data kept and brought back. */
import { resolve } from 'node:path'
import { createApp } from './app.ts'
import { backup, refuseFullTarget, restore } from './backup/backup.ts'
import type { Counts } from './backup/backupFile.ts'
import { BackupRefused } from './backup/backupRefused.ts'
import { checkBackup } from './backup/checkBackup.ts'
import type { Environment } from './environment.ts'
import { reproject } from './goals/reproject.ts'
import { createLog } from './log.ts'
import { openInstallation } from './openInstallation.ts'
import { runImport } from './import/command.ts'
import { linkForAdministrator, linkForFirst } from './people/administratorLink.ts'
import { linkAddress } from './people/link.ts'
import { findData, openStorage } from './storage/openStorage.ts'
import type { Installation, Stores } from './storage/ports.ts'

const usage = `pnpm samplan link [e-mail]   prints a one-time link for an administrator
pnpm samplan reproject       builds the goals anew from the text
pnpm samplan sweep           deletes parts of text that nothing names
pnpm samplan import --help   what is found in a plan's text, as JSON; nothing is stored
pnpm samplan backup [PATH]   copies the data into a file, also while the server runs; PATH is a folder (./backups) or a new file that ends in .gz
pnpm samplan restore FILE    brings a backup back into an empty DATA_DIR or database

The embedded database has one user at a time: stop the server first, but for a backup.`

/** A part younger than this may be about to be named. Milliseconds. */
const orphanAge = 10 * 60_000

const defaultBackups = './backups'

const defaultAddress = 'http://localhost:4217'

/** Runs one command and ends; returns what is to be printed. Throws what opening the data throws. */
export async function runCommand(settings: Environment, command: string, words: readonly string[]): Promise<string> {
  if (command === 'import') return runImport(words, settings.calledFrom)
  const [word] = words
  if (command === 'backup') return keepData(settings, resolve(settings.calledFrom, word ?? defaultBackups))
  if (command === 'restore') return word === undefined ? usage : bringBack(settings, resolve(settings.calledFrom, word))
  if (!['link', 'reproject', 'sweep'].includes(command)) return usage
  const storage = await openStorage({
    ...settings,
    onStopped(error) {
      throw error
    },
  })
  try {
    const { stores } = storage
    const installation = await openInstallation(stores, { ...settings, now: Date.now() })
    if (command === 'link') return await printLink(stores, settings, words[0] ?? null)
    if (command === 'sweep') return `${await stores.sections.sweepParts(orphanAge)} parts deleted`
    return await rebuildGoals(stores, installation, settings)
  } finally {
    await storage.close()
  }
}

async function keepData(settings: Environment, to: string): Promise<string> {
  const data = await findData(settings)
  if (!data) throw new BackupRefused(`there are no data in ${settings.dataDir}`)
  try {
    const { file, counts } = await backup(data.uri, to, Date.now())
    return `${said(counts)} kept in ${file}`
  } finally {
    await data.close()
  }
}

/** The goals are built anew at the start that follows. */
async function bringBack(settings: Environment, file: string): Promise<string> {
  const checked = await checkBackup(file)
  await refuseFullTarget(settings)
  const storage = await openStorage({
    ...settings,
    onStopped(error) {
      throw error
    },
  })
  try {
    const counts = await restore(storage.uri, checked, Date.now())
    await storage.folder?.setVersion(checked.header.dataVersion)
    return `${said(counts)} restored from the backup of ${checked.header.at}`
  } finally {
    await storage.close()
  }
}

const said = ({ plans = 0, sections = 0, versions = 0, people = 0 }: Counts): string =>
  `${plans} plans with ${sections} sections and ${versions} versions, and ${people} people`

async function printLink(stores: Stores, { publicUrl, port }: Environment, email: string | null): Promise<string> {
  const world = { stores, now: () => Date.now() }
  const token = (await linkForFirst(world)) ?? (await linkForAdministrator(world, email))
  if (!token) return 'There is no such administrator, or several: give the e-mail of one.'
  return linkAddress(publicUrl ?? (port ? `http://localhost:${port}` : defaultAddress), token)
}

async function rebuildGoals(stores: Stores, installation: Installation, settings: Environment): Promise<string> {
  const log = createLog({ ...settings, log: 'warn' }, true)
  const app = await createApp({
    stores,
    installation,
    clock: () => Date.now(),
    log,
    publicUrl: null,
    demoIsOpen: false,
    clientDir: '',
    development: false,
    observers: { listen: null, token: null },
    rescue: null,
    pollMs: settings.mongodbUri === undefined ? null : settings.pollMs,
    redisUrl: null,
  })
  const plans = await reproject(app.world)
  await app.close()
  return `the goals of ${plans} plans built anew`
}
