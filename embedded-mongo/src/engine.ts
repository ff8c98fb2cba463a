/** The command engine: finds the command, runs it, and always has a reply. */
import type { Doc } from './bson.ts'
import { Catalog } from './catalog.ts'
import { CommandError, located } from './commandError.ts'
import { aggregateCommands } from './commands/aggregate.ts'
import { collectionCommands } from './commands/collections.ts'
import type { Command, Engine } from './commands/command.ts'
import { findCommands } from './commands/find.ts'
import { handshakeCommands } from './commands/handshake.ts'
import { indexCommands } from './commands/indexes.ts'
import { writeCommands } from './commands/write.ts'
import { Cursors } from './cursors.ts'
import { Documents } from './documents.ts'
import type { Store } from './store.ts'

/** Every command there is; all others are refused. */
export const COMMANDS: readonly Command[] = [
  ...handshakeCommands,
  ...findCommands,
  ...aggregateCommands,
  ...writeCommands,
  ...indexCommands,
  ...collectionCommands,
]

// The driver writes some names in two ways.
const byName: ReadonlyMap<string, Command> = new Map([
  ...COMMANDS.map((command) => [command.name, command] as const),
  ...COMMANDS.filter(({ name }) => name === 'isMaster' || name === 'buildInfo').map(
    (command) => [command.name.toLowerCase(), command] as const,
  ),
])

/** The engine over an open store. */
export function createEngine(store: Store): Engine {
  const catalog = new Catalog(store)
  return { store, catalog, documents: new Documents(store, catalog), cursors: new Cursors() }
}

function failure(error: unknown): Doc {
  if (error instanceof CommandError) return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra }
  if (error instanceof RangeError && /call stack/.test(error.message))
    return { ok: 0, errmsg: 'the document is nested too deeply', code: 15, codeName: 'Overflow' }
  return { ok: 0, errmsg: `a fault of the embedded store: ${(error as Error)?.stack ?? String(error)}`, code: 1, codeName: 'InternalError' }
}

/** Runs one command. Never rejects: what goes wrong is the reply. */
export async function runCommand(engine: Engine, read: () => Doc): Promise<Doc> {
  try {
    const command = read()
    const [name] = Object.keys(command)
    const known = name === undefined ? undefined : byName.get(name)
    if (!known) throw new CommandError(59, 'CommandNotFound', `no such command: '${name}'`)
    const db = command.$db
    if (typeof db !== 'string' || !/^[^/\\. "$*<>:|?\0]{1,63}$/.test(db)) throw located(40414, `Invalid database name: '${String(db)}'`)
    return { ...(await known.run(engine, db, command)), ok: 1 }
  } catch (error) {
    return failure(error)
  }
}
