/** Writing commands: insert, update, delete, findAndModify. Each is one job: checked, written, synced, then answered. */
import { ObjectId } from 'bson'
import type { Doc } from '../bson.ts'
import type { Collection } from '../catalog.ts'
import { under } from '../collation.ts'
import { CommandError, failedToParse } from '../commandError.ts'
import type { Stored } from '../documents.ts'
import { bindVariables, type Variables } from '../expression.ts'
import { compileFilter, type Filter } from '../match.ts'
import { compileProjection } from '../project.ts'
import { select } from '../select.ts'
import { sortKeys } from '../sort.ts'
import { compileUpdate, type Update } from '../update.ts'
import { assign } from '../value.ts'
import { command, type Call } from './command.ts'
import { anything, change, collation, collectionName, count, doc, docs, flag, parse, required, type Parsed } from './fields.ts'

/** Runs statements one after the other; after an error an ordered command stops, and what was done stays. */
function eachStatement<T>(
  statements: readonly T[],
  ordered: boolean | undefined,
  run: (statement: T, index: number) => void,
): readonly Doc[] {
  const errors: Doc[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      errors.push({ index, code: error.code, errmsg: error.message, ...error.extra })
      if (ordered !== false) break
    }
  }
  return errors
}

const withErrors = (reply: Doc, errors: readonly Doc[]): Doc => (errors.length > 0 ? { ...reply, writeErrors: errors } : reply)

const withId = (source: Doc): Doc => {
  if (Object.keys(source)[0] === '_id' && source._id !== undefined) return source
  const made: Doc = { _id: Object.hasOwn(source, '_id') && source._id !== undefined ? source._id : new ObjectId() }
  for (const name of Object.keys(source)) if (name !== '_id') assign(made, name, source[name])
  return made
}

const INSERT = { insert: collectionName, documents: docs, ordered: flag, bypassDocumentValidation: flag }

const insert = command('insert', INSERT, [], (call) => {
  const ns = `${call.db}.${required(call.fields.insert, 'insert.insert')}`
  const statements = required(call.fields.documents, 'insert.documents').map(withId)
  return call.store.write(() => {
    let n = 0
    const errors = eachStatement(statements, call.fields.ordered, (statement) => {
      call.documents.insert(call.catalog.ensure(ns), statement)
      n++
    })
    return withErrors({ n }, errors)
  })
})

const UPDATE_STATEMENT = { q: doc, u: change, c: doc, multi: flag, upsert: flag, arrayFilters: docs, hint: anything, collation }
const UPDATE = { update: collectionName, updates: docs, ordered: flag, let: doc, bypassDocumentValidation: flag }

type Prepared = {
  readonly filter: Doc
  readonly test: Filter
  readonly update: Update
  readonly multi: boolean
  readonly upsert: boolean
  readonly hint: unknown
}

function prepareUpdate(fields: Parsed<typeof UPDATE_STATEMENT>, outer: Variables): Prepared {
  const filter = required(fields.q, 'update.updates.q')
  const variables = fields.c ? { ...outer, ...bindVariables(fields.c, outer) } : outer
  const update = compileUpdate(required(fields.u, 'update.updates.u'), filter, fields.arrayFilters, variables)
  if (fields.multi && update.kind === 'replacement') throw failedToParse('multi update is not supported for replacement-style update')
  return {
    filter,
    test: compileFilter(filter, variables),
    update,
    multi: fields.multi ?? false,
    upsert: fields.upsert ?? false,
    hint: fields.hint,
  }
}

const update = command('update', UPDATE, [], (call) => {
  const ns = `${call.db}.${required(call.fields.update, 'update.update')}`
  // A field that is unknown fails the whole command; what an update means, its own statement only.
  const statements = required(call.fields.updates, 'update.updates').map((statement) =>
    parse(statement, 'update.updates', UPDATE_STATEMENT, []),
  )
  const variables = bindVariables(call.fields.let)
  return call.store.write(() => {
    let n = 0
    let nModified = 0
    const upserted: Doc[] = []
    const apply = (prepared: Prepared, index: number): void => {
      const found = matching(call, ns, { ...prepared, limit: prepared.multi ? 0 : 1 })
      for (const stored of found) {
        if (call.documents.replace(current(call, ns), stored, prepared.update.apply(stored.doc))) nModified++
        n++
      }
      if (found.length > 0 || !prepared.upsert) return
      const made = prepared.update.insert()
      call.documents.insert(call.catalog.ensure(ns), made)
      upserted.push({ index, _id: made._id })
      n++
    }
    const errors = eachStatement(statements, call.fields.ordered, (statement, index) =>
      under(statement.collation, () => apply(prepareUpdate(statement, variables), index)),
    )
    return withErrors({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
  })
})

const matching = (
  call: Call,
  ns: string,
  what: { readonly filter: Doc; readonly test: Filter; readonly hint?: unknown; readonly limit: number; readonly sort?: Doc | undefined },
): Stored[] =>
  select(call.store, call.catalog.find(ns), {
    filter: what.filter,
    test: what.test,
    hint: what.hint,
    limit: what.limit,
    sort: what.sort,
    deadline: call.deadline,
  })

/** The collection as it is now: a document just written may have changed what its indexes are known to hold. */
const current = (call: Call, ns: string): Collection => call.catalog.ensure(ns)

const DELETE_STATEMENT = { q: doc, limit: count, hint: anything, collation }
const DELETE = { delete: collectionName, deletes: docs, ordered: flag, let: doc }

const remove = command('delete', DELETE, [], (call) => {
  const ns = `${call.db}.${required(call.fields.delete, 'delete.delete')}`
  const statements = required(call.fields.deletes, 'delete.deletes').map((statement) =>
    parse(statement, 'delete.deletes', DELETE_STATEMENT, []),
  )
  const variables = bindVariables(call.fields.let)
  return call.store.write(() => {
    let n = 0
    const errors = eachStatement(statements, call.fields.ordered, (statement) => {
      const filter = required(statement.q, 'delete.deletes.q')
      const limit = required(statement.limit, 'delete.deletes.limit')
      if (limit > 1) throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`)
      under(statement.collation, () => {
        for (const stored of matching(call, ns, { filter, test: compileFilter(filter, variables), hint: statement.hint, limit })) {
          call.documents.remove(current(call, ns), stored)
          n++
        }
      })
    })
    return withErrors({ n }, errors)
  })
})

const FIND_AND_MODIFY = {
  findAndModify: collectionName,
  query: doc,
  sort: doc,
  remove: flag,
  update: change,
  new: flag,
  fields: doc,
  upsert: flag,
  arrayFilters: docs,
  hint: anything,
  let: doc,
  collation,
  bypassDocumentValidation: flag,
}

const findAndModify = command('findAndModify', FIND_AND_MODIFY, [], (call) => {
  const { fields } = call
  return under(fields.collation, () => {
    const ns = `${call.db}.${required(fields.findAndModify, 'findAndModify.findAndModify')}`
    const filter = fields.query ?? {}
    const variables = bindVariables(fields.let)
    const test = compileFilter(filter, variables)
    const project = compileProjection(fields.fields, { find: true, filter, variables })
    sortKeys(fields.sort)
    if (fields.remove === true && (fields.update !== undefined || fields.upsert === true || fields.new === true)) {
      throw failedToParse("Cannot specify 'update', 'upsert' or 'new' with 'remove'")
    }
    if (fields.remove !== true && fields.update === undefined) throw failedToParse('Either an update or remove=true must be specified')
    const changing = fields.update === undefined ? undefined : compileUpdate(fields.update, filter, fields.arrayFilters, variables)
    const shown = (value: Doc | undefined): Doc | null => (value === undefined ? null : project ? project(value) : value)
    return call.store.write(() =>
      under(fields.collation, () => {
        const [old] = matching(call, ns, { filter, test, hint: fields.hint, limit: 1, sort: fields.sort })
        if (!changing) {
          // What is to be shown is computed first: an error in it must leave the document.
          const value = shown(old?.doc)
          if (old) call.documents.remove(current(call, ns), old)
          return { lastErrorObject: { n: old ? 1 : 0 }, value }
        }
        if (old) {
          const doc = changing.apply(old.doc)
          const value = shown(fields.new === true ? doc : old.doc)
          call.documents.replace(current(call, ns), old, doc)
          return { lastErrorObject: { n: 1, updatedExisting: true }, value }
        }
        if (fields.upsert !== true) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null }
        const doc = changing.insert()
        const value = fields.new === true ? shown(doc) : null
        call.documents.insert(call.catalog.ensure(ns), doc)
        return { lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id }, value }
      }),
    )
  })
})

/** The fields of the statements inside commands. */
export const STATEMENT_FIELDS = {
  'a statement of update': Object.keys(UPDATE_STATEMENT),
  'a statement of delete': Object.keys(DELETE_STATEMENT),
}

export const writeCommands = [insert, update, remove, findAndModify]
