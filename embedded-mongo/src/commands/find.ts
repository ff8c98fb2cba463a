/** Reading commands with cursors: find, getMore, killCursors; and count, distinct. */
import { Long } from 'bson'
import { under } from '../collation.ts'
import { typeMismatch, unsupported } from '../commandError.ts'
import { bindVariables } from '../expression.ts'
import { identity } from '../indexKeys.ts'
import { compileFilter } from '../match.ts'
import { reach } from '../path.ts'
import { compileProjection } from '../project.ts'
import { select } from '../select.ts'
import { isNumber, typeName } from '../value.ts'
import { collectionOf, command } from './command.ts'
import { anything, collation, collectionName, count, doc, flag, integer, onlyFalse, required, text, type Field } from './fields.ts'

const cursorId: Field<Long> = (value, path) => {
  if (value instanceof Long) return value
  if (isNumber(value)) return Long.fromNumber(Number(value))
  throw typeMismatch(`BSON field '${path}' is the wrong type '${typeName(value)}', expected type 'long'`)
}

const cursorIds: Field<readonly Long[]> = (value, path) => {
  if (!Array.isArray(value)) throw typeMismatch(`BSON field '${path}' is the wrong type '${typeName(value)}', expected type 'array'`)
  return value.map((id, i) => cursorId(id, `${path}.${i}`))
}

const FIND = {
  find: collectionName,
  filter: doc,
  sort: doc,
  projection: doc,
  hint: anything,
  skip: count,
  limit: count,
  batchSize: count,
  singleBatch: flag,
  let: doc,
  collation,
  allowDiskUse: flag,
  noCursorTimeout: onlyFalse,
  tailable: onlyFalse,
  awaitData: onlyFalse,
  showRecordId: onlyFalse,
  returnKey: onlyFalse,
  exhaust: onlyFalse,
  oplogReplay: onlyFalse,
  allowPartialResults: flag,
}

const find = command('find', FIND, ['min', 'max', 'term', 'readOnce'], (call) =>
  under(call.fields.collation, () => {
    const { fields } = call
    const name = required(fields.find, 'find.find')
    const filter = fields.filter ?? {}
    const variables = bindVariables(fields.let)
    const project = compileProjection(fields.projection, { find: true, filter, variables })
    const found = select(call.store, collectionOf(call, name), {
      ...fields,
      filter,
      test: compileFilter(filter, variables),
      deadline: call.deadline,
    })
    const docs = found.map((stored) => (project ? project(stored.doc) : stored.doc))
    return call.cursors.first(`${call.db}.${name}`, docs, fields.batchSize, fields.singleBatch ?? false)
  }),
)

const getMore = command('getMore', { getMore: cursorId, collection: text, batchSize: count }, [], (call) =>
  call.cursors.next(
    required(call.fields.getMore, 'getMore.getMore'),
    `${call.db}.${required(call.fields.collection, 'getMore.collection')}`,
    call.fields.batchSize,
  ),
)

const killCursors = command('killCursors', { killCursors: text, cursors: cursorIds }, [], (call) => {
  const ids = required(call.fields.cursors, 'killCursors.cursors')
  const killed = ids.filter((id) => call.cursors.kill(id))
  return { cursorsKilled: killed, cursorsNotFound: ids.filter((id) => !killed.includes(id)), cursorsAlive: [], cursorsUnknown: [] }
})

const COUNT = { count: collectionName, query: doc, limit: integer, skip: count, hint: anything, collation }

const countDocuments = command('count', COUNT, ['fields'], (call) =>
  under(call.fields.collation, () => {
    const { fields } = call
    const filter = fields.query ?? {}
    const found = select(call.store, collectionOf(call, required(fields.count, 'count.count')), {
      ...fields,
      filter,
      test: compileFilter(filter),
      deadline: call.deadline,
    })
    return { n: found.length }
  }),
)

const DISTINCT = { distinct: collectionName, key: text, query: doc, hint: anything, collation }

const distinct = command('distinct', DISTINCT, [], (call) =>
  under(call.fields.collation, () => {
    const { fields } = call
    const filter = fields.query ?? {}
    const parts = required(fields.key, 'distinct.key').split('.')
    if (parts.some((part) => part.startsWith('$'))) throw unsupported(`distinct of '${fields.key}'`)
    const values = new Map<string, unknown>()
    const found = select(call.store, collectionOf(call, required(fields.distinct, 'distinct.distinct')), {
      filter,
      hint: fields.hint,
      test: compileFilter(filter),
      deadline: call.deadline,
    })
    for (const { doc: source } of found) {
      for (const value of reach(source, parts)) {
        for (const element of Array.isArray(value) ? (value as unknown[]) : [value]) {
          if (element !== undefined && !values.has(identity(element))) values.set(identity(element), element)
        }
      }
    }
    return { values: [...values.values()] }
  }),
)

export const findCommands = [find, getMore, killCursors, countDocuments, distinct]
