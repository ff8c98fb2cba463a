/** What a command is: its list of allowed fields, those refused by name, and what it does. */
import type { Doc } from '../bson.ts'
import type { Catalog, Collection } from '../catalog.ts'
import type { Cursors } from '../cursors.ts'
import type { Documents } from '../documents.ts'
import type { Store } from '../store.ts'
import { COMMON, onlyFalse, parse, type Fields, type Parsed } from './fields.ts'
import { checkStableApi } from './stableApi.ts'

/** What commands work on. */
export type Engine = { readonly store: Store; readonly catalog: Catalog; readonly documents: Documents; readonly cursors: Cursors }

/** One running command. */
export type Call<F extends Fields = Fields> = Engine & {
  readonly db: string
  readonly fields: Parsed<F>
  /** When it has to give up, in ms since 1970; Infinity without `maxTimeMS`. */
  readonly deadline: number
}

export type Command = {
  readonly name: string
  readonly allowed: readonly string[]
  readonly refused: readonly string[]
  run(engine: Engine, db: string, command: Doc): Doc | Promise<Doc>
}

/** Makes a command out of its fields and what it does. The fields that every command may carry are added. */
export function command<F extends Fields>(
  name: string,
  fields: F,
  refused: readonly string[],
  run: (call: Call<F>) => Doc | Promise<Doc>,
): Command {
  const all = { ...COMMON, ...fields }
  return {
    name,
    allowed: Object.keys(fields).filter((field) => fields[field] !== onlyFalse),
    refused: [...refused, ...Object.keys(fields).filter((field) => fields[field] === onlyFalse)],
    run: (engine, db, source) => {
      const parsed = parse(source, name, all, refused) as Parsed<F> & Parsed<typeof COMMON>
      checkStableApi(name, source, { version: parsed.apiVersion, strict: parsed.apiStrict ?? false })
      const limit = parsed.maxTimeMS ?? 0
      return run({ ...engine, db, fields: parsed, deadline: limit > 0 ? Date.now() + limit : Infinity })
    },
  }
}

/** The collection that a command names, if it is there. */
export const collectionOf = (call: Call, name: string): Collection | undefined => call.catalog.find(`${call.db}.${name}`)
