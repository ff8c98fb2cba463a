/** The thread of the engine: opens the store, owns the folder, listens, and closes when told to. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { createEngine, runCommand } from './engine.ts'
import { EmbeddedError, type EmbeddedErrorCode } from './embeddedError.ts'
import { claim } from './ownership.ts'
import { answers, noteSocket } from './socketPath.ts'
import { failureOf, openStore, type Store } from './store.ts'
import { listen } from './wire.ts'

/** What the thread is given: where the data lie and where to listen. */
export type WorkerOrder = { readonly folder: string; readonly socket: string }
/** What it says: once `listening` or `failed`; later perhaps `dead`; at the end `closed`. */
export type WorkerReport =
  | { readonly kind: 'listening' }
  | { readonly kind: 'failed'; readonly code: EmbeddedErrorCode; readonly message: string }
  | { readonly kind: 'dead'; readonly message: string }
  | { readonly kind: 'closed' }

const port = parentPort
if (!port) throw new Error('worker.ts runs in a thread of its own')
const order = workerData as WorkerOrder
const report = (what: WorkerReport): void => port.postMessage(what)

function explained(error: unknown): EmbeddedError {
  if (error instanceof EmbeddedError) return error
  const text = String((error as Error)?.message ?? error)
  const cause = { cause: error }
  switch (failureOf(error)) {
    case 'full':
      return new EmbeddedError('full', `no space left for ${order.folder}: ${text}`, cause)
    case 'readOnly':
      return new EmbeddedError('readOnly', `${order.folder} cannot be written: ${text}`, cause)
    default:
      return new EmbeddedError('broken', `the data in ${order.folder} cannot be opened: ${text}`, cause)
  }
}

/** Throws when the disk has no room for a few commits: LMDB itself would not fail there, but crash. */
function checkRoom(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const probe = join(folder, 'room')
  try {
    writeFileSync(probe, Buffer.alloc(128 * 1024), { flush: true })
  } finally {
    rmSync(probe, { force: true })
  }
}

async function run(): Promise<void> {
  // Someone listens there: a process of another container on the same folder, which process numbers would not show.
  if (await answers(order.socket)) throw new EmbeddedError('locked', `${order.folder} is in use: something listens on ${order.socket}`)
  let onRollback = (): void => {}
  const onDead = (error: Error): void => report({ kind: 'dead', message: `the store in ${order.folder} has stopped: ${error.message}` })
  const data = join(order.folder, 'lmdb')
  checkRoom(data)
  const store: Store = openStore(data, { onRollback: () => onRollback(), onDead })
  let release: () => void
  try {
    release = claim(store, order.folder)
  } catch (error) {
    await store.close()
    throw error
  }
  const engine = createEngine(store)
  onRollback = () => engine.catalog.reload()
  // What lies at the path is left over from a dead process: this one owns the folder.
  rmSync(order.socket, { force: true })
  noteSocket(order.folder, order.socket)
  const server = await listen((read) => runCommand(engine, read), { path: order.socket })
  port?.once('message', () => {
    void (async () => {
      await server.close(() => store.drain())
      try {
        release()
      } catch {
        // A disk that cannot be written keeps the owner's name; it is dead in a moment.
      }
      await store.close()
      report({ kind: 'closed' })
      port?.close()
    })()
  })
  report({ kind: 'listening' })
}

run().catch((error: unknown) => {
  const { code, message } = explained(error)
  report({ kind: 'failed', code, message })
  port.close()
})
