/** Owns the two commands: data into a file while people write, and a file into empty data. */
import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { folderProblem } from '../dataVersion/dataFolder.ts'
import { dataVersion, NewerData, unfinishedRestore } from '../dataVersion/migrations.ts'
import type { Environment } from '../environment.ts'
import type { DocumentStore } from '../storage/documents.ts'
import { documentText, openDocuments } from '../storage/mongoose/documents.ts'
import { backupFormat, type Counts, type Line, writeBackup } from './backupFile.ts'
import { BackupRefused } from './backupRefused.ts'
import type { CheckedBackup } from './checkBackup.ts'
import { copyData } from './copyData.ts'
import { refuseFull, restoreData } from './restoreData.ts'

export type Kept = { readonly file: string; readonly counts: Counts }

/** Copies the database at `uri` into `to`: a folder, in which it gets a name of its own, or a file that is not there yet. Throws BackupRefused, NewerData or StoreUnavailable. `now` in milliseconds. */
export async function backup(uri: string, to: string, now: number): Promise<Kept> {
  const file = await fileFor(to, new Date(now))
  const store = await openDocuments(uri)
  try {
    return { file, counts: await copyInto(store, file, now) }
  } finally {
    await store.close()
  }
}

/** As `backup`, from a store that is open. */
export async function copyInto(store: DocumentStore, file: string, now: number): Promise<Counts> {
  const [installation] = await store.find('installation')
  if (!installation) throw new BackupRefused('there are no data of Samplan')
  const found = Number(installation['dataVersion'])
  if (found === unfinishedRestore) throw new BackupRefused('these data are a restore that did not end: there is nothing to keep')
  if (found > dataVersion) throw new NewerData(found, dataVersion)
  const header = {
    samplan: 'backup' as const,
    format: backupFormat,
    dataVersion: found,
    installation: String(installation['installation']),
    municipality: String(installation['municipality']),
    at: new Date(now).toISOString(),
  }
  async function* lines(): AsyncGenerator<Line> {
    for await (const { collection, document } of copyData(store)) yield { collection, text: documentText.toText(document) }
  }
  return writeBackup(file, header, lines())
}

/** Restores the backup into the database at `uri`, whose collections and indexes are made and empty. Throws BackupRefused or StoreUnavailable. */
export async function restore(uri: string, checked: CheckedBackup, now: number): Promise<Counts> {
  const store = await openDocuments(uri)
  try {
    await refuseFull(store)
    return await restoreData(store, checked, now)
  } finally {
    await store.close()
  }
}

/** Throws BackupRefused unless the data into which something is to be restored are none: nothing is made in them. */
export async function refuseFullTarget({ mongodbUri, dataDir }: Pick<Environment, 'mongodbUri' | 'dataDir'>): Promise<void> {
  if (mongodbUri) {
    const store = await openDocuments(mongodbUri)
    return refuseFull(store).finally(() => store.close())
  }
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw folderProblem(resolve(dataDir), error)
  })
  if (names.length > 0) throw new BackupRefused(`a restore wants an empty folder, and ${resolve(dataDir)} is not: choose another DATA_DIR`)
}

async function fileFor(to: string, at: Date): Promise<string> {
  const known = await stat(to).catch(() => null)
  if (known?.isFile()) throw new BackupRefused(`${resolve(to)} is there already: a backup overwrites nothing`)
  if (!known && to.endsWith('.gz')) {
    await mkdir(dirname(resolve(to)), { recursive: true })
    return resolve(to)
  }
  await mkdir(to, { recursive: true, mode: 0o700 })
  const stamp = at
    .toISOString()
    .replaceAll(/[:.]|\d{3}Z$/g, '')
    .replace('T', '-')
  return join(resolve(to), `samplan-${stamp}.ndjson.gz`)
}
