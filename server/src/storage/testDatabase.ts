/** Owns the database of a test: the embedded server in a temporary folder, or a database of its own on MONGODB_URI, dropped afterwards. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@samplan/embedded-mongo'
import { dropDatabase } from './mongoose/connect.ts'

export type TestDatabase = { readonly uri: string; readonly close: () => Promise<void> }

/** `mongodbUri` as the user set it, else null: the embedded server. Never the database that the URI names. */
export async function openTestDatabase(mongodbUri: string | null): Promise<TestDatabase> {
  if (mongodbUri) {
    const uri = new URL(mongodbUri)
    uri.pathname = `/samplan_test_${randomBytes(8).toString('hex')}`
    return { uri: uri.href, close: () => dropDatabase(uri.href) }
  }
  const folder = await mkdtemp(join(tmpdir(), 'samplan-test-'))
  const embedded = await startEmbedded(folder)
  return {
    uri: embedded.uri,
    close: async () => {
      await embedded.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
