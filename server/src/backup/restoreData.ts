/** Owns how a backup becomes data again: every plan with a fresh epoch, no submission under way, nobody signed in. */
import { unfinishedRestore } from '../dataVersion/migrations.ts'
import type { DocumentStore, StoredDocument } from '../storage/documents.ts'
import { documentText } from '../storage/mongoose/documents.ts'
import { type Counts, readBackup } from './backupFile.ts'
import { BackupRefused } from './backupRefused.ts'
import type { CheckedBackup } from './checkBackup.ts'

/** Documents written in one command, and about how much text in it. */
const batchDocuments = 200
const batchText = 4 * 1024 * 1024

/** Throws BackupRefused where the database has a document of anything. */
export async function refuseFull(store: DocumentStore): Promise<void> {
  for (const collection of await store.collections()) {
    const count = await store.count(collection)
    if (count > 0)
      throw new BackupRefused(`a restore wants an empty database, and ${collection} has ${count} document${count === 1 ? '' : 's'}`)
  }
}

/**
 * Writes the backup that was checked into an empty database, with its collections and indexes made. Until all of it is there, the
 * installation says so, and no server starts on it. `now` in milliseconds.
 */
export async function restoreData(store: DocumentStore, { file, epochs }: CheckedBackup, now: number): Promise<Counts> {
  const { header, lines } = await readBackup(file)
  const counts: Record<string, number> = {}
  let batch: { collection: string; documents: StoredDocument[]; length: number } = { collection: '', documents: [], length: 0 }
  const write = async (): Promise<void> => {
    if (!(await store.insert(batch.collection, batch.documents)))
      throw new BackupRefused(`somebody else writes into the database: ${batch.collection} has what is being restored`)
    batch = { ...batch, documents: [], length: 0 }
  }
  for await (const { collection, text } of lines) {
    const isFull = batch.documents.length >= batchDocuments || batch.length >= batchText
    if (collection !== batch.collection || isFull) {
      await write()
      batch = { collection, documents: [], length: 0 }
    }
    batch.documents.push(renewed(collection, documentText.fromText(text), epochs, now))
    batch.length += text.length
    counts[collection] = (counts[collection] ?? 0) + 1
  }
  await write()
  await store.set('installation', 'installation', { dataVersion: header.dataVersion })
  return counts
}

/**
 * The document as it begins again. A tab from before the restore has an older epoch, whatever was typed in it since the backup: it is
 * refused at the handshake, and its text is shown to its author only. A freeze without its submission would be void; there is none.
 */
function renewed(collection: string, document: StoredDocument, epochs: ReadonlyMap<string, number>, now: number): StoredDocument {
  const epochOf = (plan: string): number => Math.max(now, (epochs.get(plan) ?? 0) + 1)
  if (collection === 'installation') return { ...document, dataVersion: unfinishedRestore }
  if (collection === 'plans') return { ...document, epoch: epochOf(document._id), pending: null }
  if (collection === 'sections') return { ...document, epoch: epochOf(String(document['plan'])), freeze: null }
  return document
}
