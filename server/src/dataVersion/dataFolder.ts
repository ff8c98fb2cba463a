/** Owns the data folder: its version, its copy before a migration, and the address of the process that runs on it. */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { NewerData } from './migrations.ts'

/** A folder that cannot be used, said in one line. */
export class FolderUnusable extends Error {
  override name = 'FolderUnusable'
}

export type DataFolder = {
  readonly path: string
  /** The version of the data in it; null in a new folder. */
  readonly version: number | null
  setVersion(version: number): Promise<void>
  /** Copies the folder beside itself, before its data are changed; nobody may run on it. A copy that is there stays: it is from before. Returns its path. */
  copy(name: string): Promise<string>
  /** The address of the process that runs on it, as that process wrote it. */
  runningAt(): Promise<string | null>
  /** Takes away the address that a process which was killed has left. */
  forgetAddress(): Promise<void>
  /** Writes our own address, and what takes it away again. */
  writeAddress(address: string): Promise<() => Promise<void>>
}

const versionFile = 'version.json'
const addressFile = 'address'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'is not writable for this user',
  EPERM: 'is not writable for this user',
  EROFS: 'lies on a read-only disk',
  ENOSPC: 'lies on a full disk',
  EIO: 'lies on a full or failing disk',
  EDQUOT: 'has reached its quota',
  ENOTDIR: 'is no folder',
  EEXIST: 'is no folder',
}

/** What the disk said, in one line; anything else is a bug and stays as it is. */
export function folderProblem(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  return reason ? new FolderUnusable(`the data folder ${path} ${reason} (${code})`, { cause: error }) : error
}

/** Makes the folder where it is missing and tries to write in it. Throws FolderUnusable, or NewerData above `known`. */
export async function openDataFolder(dataDir: string, known: number): Promise<DataFolder> {
  const path = resolve(dataDir)
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await tryWriting(path)
    await refuseNearlyFull(path)
  } catch (error) {
    throw folderProblem(path, error)
  }
  const version = await readVersion(path)
  if (version !== null && version > known) throw new NewerData(version, known)
  return {
    path,
    version,
    async setVersion(next) {
      const file = join(path, versionFile)
      await writing(async () => {
        await writeFile(`${file}.new`, `${JSON.stringify({ version: next })}\n`, { flush: true })
        await rename(`${file}.new`, file)
      })
    },
    async copy(name) {
      const target = `${path}-${name}`
      if (await exists(target)) return target
      // Whole or not at all: a crash in the middle must not pass for a copy.
      await rm(`${target}.new`, { recursive: true, force: true })
      await cp(path, `${target}.new`, { recursive: true, filter: async (source) => !(await stat(source)).isSocket() })
      await rename(`${target}.new`, target)
      return target
    },
    runningAt: () =>
      readFile(join(path, addressFile), 'utf8').then(
        (text) => text.trim(),
        () => null,
      ),
    forgetAddress,
    async writeAddress(address) {
      await writing(() => writeFile(join(path, addressFile), `${address}\n`))
      return forgetAddress
    },
  }

  function forgetAddress(): Promise<void> {
    return rm(join(path, addressFile), { force: true })
  }

  async function writing(write: () => Promise<void>): Promise<void> {
    await write().catch((error: unknown) => {
      throw folderProblem(path, error)
    })
  }
}

/** The embedded database writes nothing in the last 32 MB of a disk; in bytes. */
const leastFree = 40_000_000

async function refuseNearlyFull(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path)
  const free = bavail * bsize
  if (free >= leastFree) return
  const megabytes = (bytes: number): number => Math.floor(bytes / 1e6)
  throw new FolderUnusable(
    `the data folder ${path} lies on a full disk: ${megabytes(free)} MB are free, ${megabytes(leastFree)} MB are needed to start`,
  )
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Writing tells more than permissions do: root passes them, a full or read-only disk does not. */
async function tryWriting(path: string): Promise<void> {
  const probe = join(path, `.probe-${randomUUID()}`)
  const file = await open(probe, 'w')
  try {
    await file.write(Buffer.alloc(4096))
    await file.sync()
  } finally {
    await file.close()
    await rm(probe, { force: true })
  }
}

async function readVersion(path: string): Promise<number | null> {
  const text = await readFile(join(path, versionFile), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw folderProblem(path, error)
  })
  if (text === null) return null
  const version = Number(/^\{"version":\s*(\d{1,9})\}\s*$/.exec(text)?.[1])
  if (!Number.isInteger(version)) throw new FolderUnusable(`${join(path, versionFile)} names no version`)
  return version
}
