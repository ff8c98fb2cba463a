/** The embedded database: opens a folder, listens on a socket in it, and says where to connect. */
import { constants, accessSync, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EmbeddedError } from './embeddedError.ts'
import { answers, namedSocket, socketFor, uriOf } from './socketPath.ts'
import type { WorkerOrder, WorkerReport } from './worker.ts'

export { EmbeddedError, type EmbeddedErrorCode } from './embeddedError.ts'

/** A running embedded database. */
export type Embedded = {
  /** For `mongoose.connect` and `MongoClient`. */
  readonly uri: string
  /** Breaks all connections, waits for writes that have begun, and frees the folder. Safe to call twice. */
  close(): Promise<void>
}

export type EmbeddedOptions = {
  /** The name of the database in the URI; `samplan` if left out. */
  readonly database?: string
  /**
   * Called once when the engine ends without having been told to. Nothing was acknowledged that is not on disk, but
   * nothing is answered any more. Without it the error is thrown where nobody catches it, which ends the process.
   */
  readonly onStopped?: (error: EmbeddedError) => void
}

/** Folders that this process holds: process numbers do not tell two users of one process apart. */
const held = new Set<string>()

function prepareFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const real = realpathSync(folder)
    accessSync(real, constants.R_OK | constants.W_OK | constants.X_OK)
    return real
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
      throw new EmbeddedError('readOnly', `${folder} cannot be written: ${message}`, { cause: error })
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new EmbeddedError('full', `no space left for ${folder}: ${message}`, { cause: error })
    throw new EmbeddedError('inaccessible', `${folder} cannot be used: ${message}`, { cause: error })
  }
}

/**
 * What the thread makes for a command is garbage when it has answered: with Node's 48 the process grows by that after a busy hour, and
 * keeps it.
 */
const maxYoungGenerationSizeMb = 6

/**
 * Opens (or creates) the store in `folder` (made with mode 0700) and listens on `folder/mongo.sock`, or in a private
 * temporary folder when that path is too long for a socket. Rejects with an EmbeddedError for expected failures:
 * another process on the folder, a disk that is full or read-only, data of a newer version.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const real = prepareFolder(folder)
  if (held.has(real)) throw new EmbeddedError('locked', `${folder} is in use by this process already`)
  held.add(real)
  const socket = socketFor(real)
  const order: WorkerOrder = { folder: real, socket }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: order,
    name: 'embedded-mongo',
    resourceLimits: { maxYoungGenerationSizeMb },
  })
  const tidy = (): void => {
    held.delete(real)
    if (dirname(socket) !== real) rmSync(dirname(socket), { recursive: true, force: true })
  }

  let closing = false
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const stopped = (message: string, cause?: unknown): void => {
    if (closing) return
    closing = true
    tidy()
    const error = new EmbeddedError('stopped', message, { cause })
    if (options.onStopped) options.onStopped(error)
    else
      setImmediate(() => {
        throw error
      })
  }

  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (report: WorkerReport) => {
        if (report.kind === 'listening') resolve()
        else if (report.kind === 'failed') reject(new EmbeddedError(report.code, report.message))
        else if (report.kind === 'dead') stopped(report.message)
      })
      void ended.then(() => reject(new EmbeddedError('broken', 'the embedded database did not start')))
      worker.once('error', (error) =>
        reject(new EmbeddedError('broken', `the embedded database did not start: ${String(error)}`, { cause: error })),
      )
    })
  } catch (error) {
    closing = true
    await worker.terminate()
    tidy()
    throw error
  }
  worker.on('error', (error) => stopped(`the embedded database has ended: ${String(error)}`, error))
  void ended.then(() => stopped('the embedded database has ended by itself'))

  const close = async (): Promise<void> => {
    if (!closing) {
      closing = true
      worker.postMessage('close')
    }
    await ended
    tidy()
  }
  return { uri: uriOf(socket, options.database ?? 'samplan'), close }
}

/** Where to connect to the server that another process runs on `folder`, as one more client of it; null when none answers there. */
export async function findEmbedded(folder: string, options: Pick<EmbeddedOptions, 'database'> = {}): Promise<string | null> {
  let real: string
  try {
    real = realpathSync(folder)
  } catch {
    return null
  }
  const socket = namedSocket(real)
  return (await answers(socket)) ? uriOf(socket, options.database ?? 'samplan') : null
}
