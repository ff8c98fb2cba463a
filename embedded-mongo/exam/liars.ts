/** Owns servers that lie: what the exam is shown to notice. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Doc } from '../src/bson.ts'
import { createEngine, runCommand } from '../src/engine.ts'
import { openStore } from '../src/store.ts'
import { listen } from '../src/wire.ts'

/** Answers a command; `honest` runs it, or another one, on the real engine. */
type Lie = (command: Doc, honest: (command: Doc) => Promise<Doc>) => Promise<Doc>

export type Running = { readonly uri: string; close(): Promise<void> }

const nameOf = (command: Doc): string => Object.keys(command)[0] ?? ''

const list = (command: Doc, field: string): readonly unknown[] => (Array.isArray(command[field]) ? (command[field] as unknown[]) : [])

/** Says yes to every write and remembers nothing. */
export const forgetful: Lie = async (command, honest) => {
  const ns = `${String(command.$db)}.${String(command[nameOf(command)])}`
  switch (nameOf(command)) {
    case 'insert':
      return { n: list(command, 'documents').length, ok: 1 }
    case 'update':
      return { n: list(command, 'updates').length, nModified: list(command, 'updates').length, ok: 1 }
    case 'delete':
      return { n: list(command, 'deletes').length, ok: 1 }
    case 'findAndModify':
      return { value: null, ok: 1 }
    case 'count':
      return { n: 0, ok: 1 }
    case 'distinct':
      return { values: [], ok: 1 }
    case 'find':
    case 'aggregate':
    case 'listIndexes':
    case 'listCollections':
      return { cursor: { id: 0n, ns, firstBatch: [] }, ok: 1 }
    case 'hello':
    case 'isMaster':
    case 'ismaster':
    case 'buildInfo':
      return honest(command)
    default:
      return { ok: 1 }
  }
}

const changed =
  (change: (reply: Doc) => Doc): Lie =>
  async (command, honest) =>
    change(await honest(command))

const addOne = (reply: Doc, field: string): Doc => (typeof reply[field] === 'number' ? { ...reply, [field]: reply[field] + 1 } : reply)

const withoutLast = (doc: Doc): Doc => {
  // The driver's bucket would wait for ever for a chunk without its bytes.
  if (Object.hasOwn(doc, 'files_id')) return doc
  const last = Object.keys(doc).findLast((name) => name !== '_id')
  return Object.fromEntries(Object.entries(doc).filter(([name]) => name !== last))
}

/** Servers that do nearly all as they should, by what they do not. */
export const LIARS: Readonly<Record<string, Lie>> = {
  'a find that drops a field': changed((reply) => {
    const cursor = reply.cursor as Doc | undefined
    return cursor
      ? { ...reply, cursor: { ...cursor, firstBatch: list(cursor, 'firstBatch').map((doc) => withoutLast(doc as Doc)) } }
      : reply
  }),
  'counts that are off by one': changed((reply) => addOne(reply, 'n')),
  'an nModified that is off by one': changed((reply) => addOne(reply, 'nModified')),
  'updates that are said, not done': async (command, honest) =>
    nameOf(command) === 'update' ? { n: 1, nModified: 1, ok: 1 } : honest(command),
  'errors that are not told': changed(({ writeErrors: _, ...reply }) => (reply.ok === 0 ? { ok: 1, n: 0 } : reply)),
  'a sort that is ignored': async ({ sort: _, ...command }, honest) => honest(command),
  'a delete that takes one too few': async (command, honest) =>
    honest(
      nameOf(command) === 'delete'
        ? { ...command, deletes: list(command, 'deletes').map((one) => ({ ...(one as Doc), limit: 1 })) }
        : command,
    ),
}

/** Starts a server that answers with a lie, over an engine of its own. */
export async function startLiar(lie: Lie): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'liar-'))
  const store = openStore(join(folder, 'lmdb'), { onRollback: () => {}, onDead: () => {} })
  const engine = createEngine(store)
  const socket = join(folder, 'mongo.sock')
  const server = await listen((read) => lie(read(), (command) => runCommand(engine, () => command)), { path: socket })
  return {
    uri: `mongodb://${encodeURIComponent(socket)}/?directConnection=true`,
    close: async () => {
      await server.close(() => store.drain())
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
