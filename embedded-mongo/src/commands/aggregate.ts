/** The aggregate command. */
import type { Doc } from '../bson.ts'
import { under } from '../collation.ts'
import { unsupported } from '../commandError.ts'
import { bindVariables } from '../expression.ts'
import { compileFilter } from '../match.ts'
import { compilePipeline, STAGES } from '../pipeline.ts'
import { select } from '../select.ts'
import { isDoc } from '../value.ts'
import { collectionOf, command } from './command.ts'
import { anything, collation, collectionName, count, doc, docs, flag, onlyFalse, parse, required, type Field } from './fields.ts'

const target: Field<string> = (value, path) => {
  if (typeof value !== 'string') throw unsupported('aggregate on a database')
  return collectionName(value, path)
}

const AGGREGATE = {
  aggregate: target,
  pipeline: docs,
  cursor: doc,
  explain: onlyFalse,
  allowDiskUse: flag,
  hint: anything,
  let: doc,
  collation,
  bypassDocumentValidation: flag,
}

const aggregate = command('aggregate', AGGREGATE, [], (call) =>
  under(call.fields.collation, () => {
    const { fields } = call
    const name = required(fields.aggregate, 'aggregate.aggregate')
    const stages = required(fields.pipeline, 'aggregate.pipeline')
    const { batchSize } = parse(required(fields.cursor, 'aggregate.cursor'), 'aggregate.cursor', { batchSize: count }, [])
    const variables = bindVariables(fields.let)
    const read = (collection: string): readonly Doc[] =>
      select(call.store, collectionOf(call, collection), { filter: {}, test: () => true, deadline: call.deadline }).map(
        (stored) => stored.doc,
      )
    const run = compilePipeline(stages, { variables, allowed: STAGES, read })
    // A leading filter, and an order right behind it, may use an index.
    const filter = isDoc(stages[0]?.$match) ? stages[0].$match : {}
    const found = select(call.store, collectionOf(call, name), {
      filter,
      test: compileFilter(filter, variables),
      hint: fields.hint,
      deadline: call.deadline,
    })
    return call.cursors.first(`${call.db}.${name}`, run(found.map((stored) => stored.doc)), batchSize, false)
  }),
)

export const aggregateCommands = [aggregate]
