/** Owns the stable API: which commands and fields a client that asks for `apiStrict` may use. Of version 1, all there is. */
import type { Doc } from '../bson.ts'
import { CommandError } from '../commandError.ts'
import { isDoc } from '../value.ts'

const OUTSIDE = ['buildInfo', 'isMaster', 'distinct']
const FIELDS_OUTSIDE: Readonly<Record<string, readonly string[]>> = { find: ['singleBatch'], createIndexes: ['background', 'sparse'] }

const strictError = (what: string): CommandError =>
  new CommandError(323, 'APIStrictError', `Provided apiStrict:true, but ${what} is not in API Version 1`)

/** Throws when a command asks for the stable API and is not as that wants it. */
export function checkStableApi(name: string, source: Doc, asked: { readonly version: string | undefined; readonly strict: boolean }): void {
  if (asked.version === undefined && (Object.hasOwn(source, 'apiStrict') || Object.hasOwn(source, 'apiDeprecationErrors')))
    throw new CommandError(322, 'APIVersionError', 'Provided apiStrict or apiDeprecationErrors without passing apiVersion')
  if (!asked.strict) return
  if (OUTSIDE.includes(name)) throw strictError(`the command ${name}`)
  const parts = [source, ...(name === 'createIndexes' && Array.isArray(source.indexes) ? (source.indexes as unknown[]) : [])]
  for (const field of FIELDS_OUTSIDE[name] ?? [])
    if (parts.some((part) => isDoc(part) && Object.hasOwn(part, field))) throw strictError(`the field ${field} of ${name}`)
}
