/** `$group`: keys by MongoDB's equality, and the accumulators. */
import type { Doc } from './bson.ts'
import { average, extreme, given, sum, type Accumulator } from './accumulate.ts'
import { located } from './commandError.ts'
import { compileExpression, type Expression, type Variables } from './expression.ts'
import { identity } from './indexKeys.ts'
import { assign, isDoc } from './value.ts'

/** The accumulators that `$group` may use; every other is refused. */
export const ACCUMULATORS = ['$sum', '$avg', '$min', '$max', '$first', '$last', '$push', '$addToSet', '$count', '$mergeObjects'] as const

function distinct(values: readonly unknown[]): unknown[] {
  const found = new Map<string, unknown>()
  for (const value of values) if (value !== undefined && !found.has(identity(value))) found.set(identity(value), value)
  return [...found.values()]
}

const ACCUMULATE: Readonly<Record<(typeof ACCUMULATORS)[number], Accumulator>> = {
  $sum: sum,
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((v) => v !== undefined),
  $addToSet: distinct,
  $count: (values) => values.length,
  $mergeObjects: (values) => {
    const merged: Doc = {}
    for (const value of given(values)) {
      if (!isDoc(value)) throw located(40400, '$mergeObjects requires object inputs')
      for (const name of Object.keys(value)) assign(merged, name, value[name])
    }
    return merged
  },
}

type Field = { readonly name: string; readonly evaluate: Expression; readonly accumulate: Accumulator }

function compileField(name: string, spec: unknown, variables: Variables): Field {
  if (name.includes('.')) throw located(40235, `The field name '${name}' cannot contain '.'`)
  const [operator, ...more] = isDoc(spec) ? Object.keys(spec) : []
  if (!isDoc(spec) || operator === undefined || more.length > 0) throw located(40234, `The field '${name}' must be an accumulator object`)
  if (!Object.hasOwn(ACCUMULATE, operator)) throw located(15952, `unknown group operator '${operator}'`)
  if (operator === '$count' && !(isDoc(spec.$count) && Object.keys(spec.$count).length === 0))
    throw located(5107600, '$count takes no arguments, i.e. $count:{}')
  return {
    name,
    evaluate: compileExpression(operator === '$count' ? 1 : spec[operator], variables),
    accumulate: ACCUMULATE[operator as keyof typeof ACCUMULATE],
  }
}

/** The stage as a function; groups come in the order of their first documents. */
export function compileGroup(operand: unknown, variables: Variables): (docs: readonly Doc[]) => readonly Doc[] {
  if (!isDoc(operand)) throw located(15947, "a group's fields must be specified in an object")
  if (!Object.hasOwn(operand, '_id')) throw located(15955, 'a group specification must include an _id')
  const keyOf = compileExpression(operand._id, variables)
  const fields = Object.keys(operand)
    .filter((name) => name !== '_id')
    .map((name) => compileField(name, operand[name], variables))
  return (docs) => {
    const groups = new Map<string, { readonly key: unknown; readonly docs: Doc[] }>()
    for (const doc of docs) {
      const key = keyOf(doc) ?? null
      const name = identity(key)
      const group = groups.get(name) ?? { key, docs: [] }
      group.docs.push(doc)
      groups.set(name, group)
    }
    return [...groups.values()].map((group) => {
      const made: Doc = { _id: group.key }
      for (const field of fields) assign(made, field.name, field.accumulate(group.docs.map(field.evaluate)))
      return made
    })
  }
}
