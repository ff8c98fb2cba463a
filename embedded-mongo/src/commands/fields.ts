/** The fields of commands: which are allowed, of which type; what is neither allowed nor refused by name is unknown. */
import type { Doc } from '../bson.ts'
import { collationOf, type Collation } from '../collation.ts'
import { badValue, CommandError, located, typeMismatch, unsupported } from '../commandError.ts'
import { isDoc, isNumber, own, toNumber, typeName } from '../value.ts'

/** Parses one field; `path` is for messages. */
export type Field<T> = (value: unknown, path: string) => T
export type Fields = Readonly<Record<string, Field<unknown>>>
export type Parsed<F extends Fields> = { readonly [K in keyof F]?: ReturnType<F[K]> | undefined }

const wrong = (path: string, value: unknown, expected: string): CommandError =>
  typeMismatch(`BSON field '${path}' is the wrong type '${typeName(value)}', expected type '${expected}'`)

export const text: Field<string> = (value, path) => {
  if (typeof value !== 'string') throw wrong(path, value, 'string')
  return value
}
export const flag: Field<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value
  if (isNumber(value)) return toNumber(value) !== 0
  throw wrong(path, value, 'bool')
}
export const doc: Field<Doc> = (value, path) => {
  if (!isDoc(value)) throw wrong(path, value, 'object')
  return value
}
export const docs: Field<readonly Doc[]> = (value, path) => {
  if (!Array.isArray(value)) throw wrong(path, value, 'array')
  return value.map((element, i) => doc(element, `${path}.${i}`))
}
export const integer: Field<number> = (value, path) => {
  if (!isNumber(value)) throw wrong(path, value, 'number')
  return Math.trunc(toNumber(value))
}
export const count: Field<number> = (value, path) => {
  const n = integer(value, path)
  if (n < 0) throw located(51024, `BSON field '${path}' value must be >= 0, actual value '${n}'`)
  return n
}
export const anything: Field<unknown> = (value) => value
/** Says what is the default anyway, such as `tailable: false`. */
export const onlyFalse: Field<false> = (value, path) => {
  if (flag(value, path)) throw unsupported(`'${path}'`)
  return false
}
/** A document with operators, one that replaces, or a pipeline. */
export const change: Field<Doc | readonly Doc[]> = (value, path) => (Array.isArray(value) ? docs(value, path) : doc(value, path))

/** A collection's name. */
export const collectionName: Field<string> = (value, path) => {
  if (typeof value !== 'string') throw new CommandError(73, 'InvalidNamespace', `collection name has invalid type ${typeName(value)}`)
  if (value === '' || value.includes('\0') || value.includes('$'))
    throw new CommandError(73, 'InvalidNamespace', `Invalid namespace specified '${value}' in ${path}`)
  return value
}

const readConcern: Field<void> = (value, path) => {
  for (const name of Object.keys(doc(value, path))) if (name !== 'level') throw unsupported(`readConcern with ${name}`)
  const level = own(doc(value, path), 'level')
  if (level === 'snapshot')
    throw new CommandError(246, 'SnapshotUnavailable', 'Transactions and snapshot reads are only allowed on a replica set member')
  // Whatever is read here is on disk, the only copy there is, and the newest.
  if (level !== undefined && !['local', 'available', 'majority', 'linearizable'].includes(level as string))
    throw badValue(`invalid readConcern level: ${String(level)}`)
}

const writeConcern: Field<void> = (value, path) => {
  const concern = doc(value, path)
  for (const name of Object.keys(concern))
    if (!['w', 'j', 'fsync', 'wtimeout', 'wtimeoutMS'].includes(name)) throw unsupported(`writeConcern with ${name}`)
  const { w } = concern
  if (w === undefined || w === 'majority' || (isNumber(w) && [0, 1].includes(toNumber(w)))) return
  throw badValue("cannot use 'w' > 1 when a host is not replicated")
}

const transaction: Field<never> = () => {
  throw new CommandError(20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos')
}

const apiVersion: Field<string> = (value, path) => {
  if (text(value, path) !== '1') throw new CommandError(322, 'APIVersionError', 'API version must be "1"')
  return '1'
}

const readPreference: Field<void> = (value, path) => void doc(value, path)

/** Fields that every command may carry. A standalone has one member and one copy, so a read preference has nothing to choose. */
export const COMMON = {
  $db: text,
  lsid: doc,
  $readPreference: readPreference,
  readConcern,
  writeConcern,
  maxTimeMS: count,
  comment: anything,
  apiVersion,
  apiStrict: flag,
  apiDeprecationErrors: flag,
  txnNumber: transaction,
  autocommit: transaction,
  startTransaction: transaction,
} as const satisfies Fields

/** Parses `source` by its list of fields. `name` is the command's (and the list's) for messages. */
export function parse<F extends Fields>(source: Doc, name: string, fields: F, refused: readonly string[]): Parsed<F> {
  const parsed: Record<string, unknown> = {}
  for (const field of Object.keys(source)) {
    const parser = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (!parser) {
      if (refused.includes(field)) throw unsupported(`'${name}.${field}'`)
      throw located(40415, `BSON field '${name}.${field}' is an unknown field.`)
    }
    const value = source[field]
    // The driver leaves fields out or sends null; both mean the default.
    if (value !== null && value !== undefined) parsed[field] = parser(value, `${name}.${field}`)
  }
  return parsed as Parsed<F>
}

const COLLATION = {
  locale: text,
  strength: integer,
  caseLevel: flag,
  caseFirst: text,
  numericOrdering: flag,
  normalization: flag,
  backwards: onlyFalse,
}

/** How texts are compared. Node's ICU normalizes always, so `normalization` has nothing to choose. */
export const collation: Field<Collation | undefined> = (value, path) => {
  if (Object.keys(doc(value, path)).length === 0) return undefined
  const { normalization: _, backwards: _never, ...fields } = parse(doc(value, path), path, COLLATION, ['alternate', 'maxVariable'])
  return collationOf({ ...fields, locale: required(fields.locale, `${path}.locale`) })
}

/** A field that a command cannot do without. */
export function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw located(40414, `BSON field '${path}' is missing but a required field`)
  return value
}
