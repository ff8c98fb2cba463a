/** Owns the look through a whole backup before anything of it is written anywhere. */
import { createHash } from 'node:crypto'
import { dataVersion, NewerData } from '../dataVersion/migrations.ts'
import type { StoredDocument } from '../storage/documents.ts'
import { documentText } from '../storage/mongoose/documents.ts'
import { type BackupHeader, damaged, readBackup } from './backupFile.ts'
import { BackupRefused } from './backupRefused.ts'
import { partsOf } from './copyData.ts'
import { isKept } from './keptCollections.ts'

export type CheckedBackup = {
  readonly file: string
  readonly header: BackupHeader
  /** The highest epoch of each plan and of the sections in it. */
  readonly epochs: ReadonlyMap<string, number>
}

/** Reads all of the file. Throws BackupRefused or NewerData where it is not whole, changed, or of a newer program. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const { header, lines } = await readBackup(file)
  if (header.dataVersion > dataVersion) throw new NewerData(header.dataVersion, dataVersion)
  const epochs = new Map<string, number>()
  const named = { parts: new Set<string>(), versions: new Set<string>() }
  const there = new Set<string>()
  const note = (plan: string, epoch: unknown): void => void epochs.set(plan, Math.max(epochs.get(plan) ?? 0, Number(epoch)))

  for await (const { collection, text } of lines) {
    if (!isKept(collection)) throw new BackupRefused(`${file} has ${collection}, which this program does not know: use a newer program`)
    const document = readDocument(file, text)
    there.add(`${collection} ${document._id}`)
    if (collection === 'plans') {
      note(document._id, document['epoch'])
      for (const version of versionsIn(document)) named.versions.add(version)
    }
    if (collection === 'sections') {
      note(String(document['plan']), document['epoch'])
      for (const part of partsOf(document)) named.parts.add(part)
    }
    if (collection === 'versions' && hashOf(documentText.bytesOf(document['bytes'])) !== document._id) throw damaged(file)
  }
  for (const [collection, ids] of Object.entries(named)) for (const id of ids) if (!there.has(`${collection} ${id}`)) throw damaged(file)
  if (!there.has('installation installation')) throw damaged(file)
  return { file, header, epochs }
}

function readDocument(file: string, text: string): StoredDocument {
  try {
    return documentText.fromText(text)
  } catch {
    throw damaged(file)
  }
}

function versionsIn(plan: StoredDocument): readonly string[] {
  const { state, steps } = plan as StoredDocument & {
    readonly state: { readonly version?: string }
    readonly steps: readonly { readonly version: string | null }[]
  }
  return [state.version, ...steps.map(({ version }) => version)].filter((version) => typeof version === 'string')
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
