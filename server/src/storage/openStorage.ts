/** Owns where the data lie: the database of MONGODB_URI, or the embedded server in the data folder. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { EmbeddedError, findEmbedded, startEmbedded } from '@samplan/embedded-mongo'
import { type DataFolder, folderProblem, FolderUnusable, openDataFolder } from '../dataVersion/dataFolder.ts'
import { dataVersion } from '../dataVersion/migrations.ts'
import { openStores } from './openStores.ts'
import { type Stores, StoreUnavailable } from './ports.ts'

export type Storage = {
  /** The database itself, for those who look under the stores. */
  readonly uri: string
  readonly stores: Stores
  /** Null on a database. */
  readonly folder: DataFolder | null
  readonly close: () => Promise<void>
}

export type StorageOptions = {
  readonly mongodbUri: string | undefined
  readonly dataDir: string
  /** The embedded server has ended by itself: nothing is answered any more. */
  readonly onStopped: (error: Error) => void
}

/** Another process holds the folder. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning'
}

/** Opens the data. Throws AlreadyRunning, FolderUnusable, NewerData or StoreUnavailable, each with one clear line. */
export async function openStorage({ mongodbUri, dataDir, onStopped }: StorageOptions): Promise<Storage> {
  if (mongodbUri) {
    const stores = await openStores(mongodbUri).catch((error: unknown) => {
      const said = error instanceof Error ? error.message : String(error)
      throw new StoreUnavailable(`MONGODB_URI: no database answers (${said})`, { cause: error })
    })
    return { uri: mongodbUri, stores, folder: null, close: () => stores.close() }
  }
  const folder = await openDataFolder(dataDir, dataVersion)
  const start = () =>
    startEmbedded(embeddedIn(folder.path), { onStopped }).catch(async (error: unknown) => Promise.reject(await explained(error, folder)))
  let embedded = await start()
  // The folder is ours from here on: an address in it is that of a process that was killed.
  await folder.forgetAddress()
  try {
    if (folder.version !== null && folder.version < dataVersion) {
      // Copied while nobody writes: closed, and nobody else can have opened it meanwhile but by the same hand.
      await embedded.close()
      await folder.copy(`version-${folder.version}`)
      embedded = await start()
    }
    const stores = await openStores(embedded.uri)
    return {
      uri: embedded.uri,
      stores,
      folder,
      close: async () => {
        await stores.close()
        await embedded.close()
      },
    }
  } catch (error) {
    await embedded.close()
    throw folderProblem(folder.path, error)
  }
}

/**
 * The database for those who only read it, beside the server that runs or without one: nothing is made, changed or migrated in it. Null when
 * the folder has none. Throws as openStorage.
 */
export async function findData({
  mongodbUri,
  dataDir,
}: Pick<StorageOptions, 'mongodbUri' | 'dataDir'>): Promise<{ readonly uri: string; readonly close: () => Promise<void> } | null> {
  const nothing = async (): Promise<void> => undefined
  if (mongodbUri) return { uri: mongodbUri, close: nothing }
  const folder = embeddedIn(resolve(dataDir))
  const running = await findEmbedded(folder)
  if (running) return { uri: running, close: nothing }
  if (!(await stat(folder).catch(() => null))) return null
  return startEmbedded(folder).catch(async (error: unknown) => {
    // Somebody has begun to run on it a moment ago.
    const begun = error instanceof EmbeddedError && error.code === 'locked' ? await findEmbedded(folder) : null
    if (begun) return { uri: begun, close: nothing }
    throw new FolderUnusable(`the data folder cannot be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  })
}

const embeddedIn = (folder: string): string => `${folder}/db`

/** The address of the process that holds the folder. It may be starting, so its address is waited for: the limit only ends a wait for one that never listens. */
async function addressOf(folder: DataFolder): Promise<string | null> {
  for (let tries = 0; tries < 300; tries++) {
    const address = await folder.runningAt()
    if (address) return address
    await setTimeout(100)
  }
  return null
}

async function explained(error: unknown, folder: DataFolder): Promise<unknown> {
  if (!(error instanceof EmbeddedError)) return error
  if (error.code === 'locked') {
    const address = await addressOf(folder)
    return new AlreadyRunning(`Samplan kører allerede på ${address ?? `mappen ${folder.path}`}`, { cause: error })
  }
  return new FolderUnusable(`the data folder cannot be used: ${error.message}`, { cause: error })
}
