/** Owns where the data lie: the database of MONGODB_URI, or the embedded server in the data folder. */
import { setTimeout } from 'node:timers/promises'
import { EmbeddedError, startEmbedded } from '@samplan/embedded-mongo'
import { type DataFolder, folderProblem, FolderUnusable, openDataFolder } from '../dataVersion/dataFolder.ts'
import { dataVersion } from '../dataVersion/migrations.ts'
import { openStores } from './openStores.ts'
import { type Stores, StoreUnavailable } from './ports.ts'

export type Storage = {
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
    return { stores, folder: null, close: () => stores.close() }
  }
  const folder = await openDataFolder(dataDir, dataVersion)
  const start = () =>
    startEmbedded(`${folder.path}/db`, { onStopped }).catch(async (error: unknown) => Promise.reject(await explained(error, folder)))
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
