/** The LMDB environment: ordered bytes, and writes that share one synced commit. */
import { statfsSync } from 'node:fs'
import { open, type RootDatabase } from 'lmdb'
import { CommandError } from './commandError.ts'

export type Pair = { readonly key: Buffer; readonly value: Buffer }

/** Bytes under ordered keys. Reads see what is committed, and inside a job also what the job wrote. */
export type Store = {
  get(key: Buffer): Buffer | undefined
  /** Everything from `start` up to, but not with, `end`; from the end backwards if `reverse`. */
  range(start: Buffer, end: Buffer, reverse?: boolean): Iterable<Pair>
  /** Only inside a job. */
  put(key: Buffer, value: Buffer): void
  /** Only inside a job. */
  remove(key: Buffer): void
  /**
   * Runs a job in the next commit and resolves when that commit is on disk. Jobs that wait together share one commit.
   * A job may run twice: it keeps its results in what it returns. A CommandError that it throws rejects its promise,
   * and what it wrote before that stays. Any other error takes back all of its writes.
   */
  write<T>(job: () => T): Promise<T>
  /** Runs one job in a commit of its own, at once. Other processes on the same folder wait meanwhile. */
  writeNow<T>(job: () => T): T
  /** Runs what is queued, so that nobody waits for it any more; later jobs are refused. */
  drain(): Promise<void>
  close(): Promise<void>
}

/** The first key behind all keys that begin with `prefix`. */
export function after(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix)
  for (let i = end.length - 1; i >= 0; i--) {
    if (end[i] === 0xff) continue
    end[i] = (end[i] as number) + 1
    return end.subarray(0, i + 1)
  }
  throw new Error('a key prefix of 0xff bytes only')
}

const FULL = /No space left|ENOSPC|File too large|EFBIG|MDB_MAP_FULL|Disk quota|EDQUOT/i
const READ_ONLY = /Read-only file system|EROFS|Permission denied|EACCES/i
/** After these LMDB answers nothing any more. */
const DEAD = /MDB_PANIC|MDB_CORRUPTED|MDB_PAGE_NOTFOUND|fatal error/i

/**
 * What is left of the disk for LMDB's own use, in bytes: with less, nothing is written. LMDB must not be the one to find the disk
 * full: a commit with large values that it cannot write out leaves its memory broken, and the process dies at its end or before.
 */
const reserve = 32_000_000

function roomIn(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= reserve
}

/** What an error of LMDB or of the file system means for whoever asked. */
export function failureOf(error: unknown): 'full' | 'readOnly' | 'dead' | 'unknown' {
  const text = String((error as Error)?.message ?? error)
  return DEAD.test(text) ? 'dead' : FULL.test(text) ? 'full' : READ_ONLY.test(text) ? 'readOnly' : 'unknown'
}

/** The answer to a command whose commit failed. */
function commitError(error: unknown): CommandError {
  const text = `the write was not stored: ${String((error as Error)?.message ?? error)}`
  // So LMDB calls a commit of which only the first bytes fit: the usual way in which a disk gets full.
  if (/Input\/output error/i.test(text)) return new CommandError(14031, 'OutOfDiskSpace', text)
  switch (failureOf(error)) {
    case 'full':
      return new CommandError(14031, 'OutOfDiskSpace', text)
    case 'readOnly':
      return new CommandError(10107, 'NotWritablePrimary', text)
    default:
      return new CommandError(8, 'UnknownError', text)
  }
}

type Job = { readonly run: () => unknown; resolve(value: unknown): void; reject(error: unknown): void }
type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: CommandError }

export type StoreEvents = {
  /** A commit was taken back: what was remembered of its writes is wrong. */
  readonly onRollback: () => void
  /** LMDB has stopped for good. Nothing was acknowledged that is not on disk. */
  readonly onDead: (error: Error) => void
}

/** Opens the environment in `folder`. Throws what LMDB says when the folder cannot be read or written. */
export function openStore(folder: string, events: StoreEvents): Store {
  const env: RootDatabase<Buffer, Buffer> = open({
    path: folder,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
    maxReaders: 64,
  })
  let queue: Job[] = []
  let scheduled: NodeJS.Immediate | undefined
  let closing = false

  const commit = (jobs: readonly Job[]): void => {
    const outcomes: Outcome[] = []
    let inCommit = false
    try {
      if (!roomIn(folder)) throw new Error('No space left on device')
      env.transactionSync(() => {
        for (const job of jobs) outcomes.push(attempt(job))
        inCommit = true
      })
    } catch (error) {
      events.onRollback()
      if (failureOf(error) === 'dead') events.onDead(error as Error)
      // One job with a bug must not take the others with it.
      if (!inCommit && jobs.length > 1) for (const job of jobs) commit([job])
      else for (const job of jobs) job.reject(inCommit || failureOf(error) !== 'unknown' ? commitError(error) : error)
      return
    }
    jobs.forEach((job, i) => {
      const outcome = outcomes[i] as Outcome
      if (outcome.ok) job.resolve(outcome.value)
      else job.reject(outcome.error)
    })
  }
  const attempt = (job: Job): Outcome => {
    try {
      return { ok: true, value: job.run() }
    } catch (error) {
      if (error instanceof CommandError) return { ok: false, error }
      throw error
    }
  }
  const flush = (): void => {
    scheduled = undefined
    const jobs = queue
    queue = []
    if (jobs.length > 0) commit(jobs)
  }

  return {
    get: (key) => env.get(key),
    range: (start, end, reverse = false) => env.getRange(reverse ? { start: end, end: start, reverse } : { start, end }),
    put: (key, value) => void env.put(key, value),
    remove: (key) => void env.remove(key),
    write: <T>(run: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (closing) {
          reject(new CommandError(91, 'ShutdownInProgress', 'the embedded store is closing'))
          return
        }
        queue.push({ run, resolve: resolve as (value: unknown) => void, reject })
        // Everything that the sockets hold by now is read before this runs, and so joins the same commit.
        scheduled ??= setImmediate(flush)
      }),
    writeNow: (job) => env.transactionSync(job),
    drain: async () => {
      closing = true
      if (scheduled) clearImmediate(scheduled)
      flush()
      // Who was answered by this is about to send it.
      await new Promise((resolve) => setImmediate(resolve))
    },
    close: () => env.close(),
  }
}
