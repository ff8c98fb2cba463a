/** The operators of aggregation expressions: one list; mingo's where they are right, our own where they are not. */
import { evalExpr } from 'mingo/core'
import * as library from 'mingo/operators/expression'
import { ObjectId } from 'bson'
import { average, extreme, sum, type Accumulator } from './accumulate.ts'
import type { Doc } from './bson.ts'
import { CommandError, located } from './commandError.ts'
import { dateOperators } from './dateOperators.ts'
import { argumentsOf, listed, type Evaluated, type Operator } from './operator.ts'
import { strictOperators } from './strictOperators.ts'
import { assign, compare, equal, isDoc, typeName } from './value.ts'

/** The operators that an expression may use; every other is refused. */
export const EXPRESSION_OPERATORS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$cmp',
  '$and',
  '$or',
  '$not',
  '$cond',
  '$ifNull',
  '$switch',
  '$literal',
  '$let',
  '$add',
  '$subtract',
  '$multiply',
  '$divide',
  '$mod',
  '$abs',
  '$ceil',
  '$floor',
  '$round',
  '$min',
  '$max',
  '$sum',
  '$avg',
  '$concat',
  '$toLower',
  '$toUpper',
  '$toString',
  '$substrCP',
  '$strLenCP',
  '$split',
  '$trim',
  '$in',
  '$size',
  '$map',
  '$filter',
  '$reduce',
  '$arrayElemAt',
  '$first',
  '$last',
  '$slice',
  '$concatArrays',
  '$isArray',
  '$indexOfArray',
  '$range',
  '$arrayToObject',
  '$objectToArray',
  '$mergeObjects',
  '$getField',
  '$setField',
  '$type',
  '$year',
  '$month',
  '$dayOfMonth',
  '$dateToString',
  '$toObjectId',
  '$rand',
] as const

// ---- what mingo gets wrong or lacks

/** An accumulator over arguments: over the elements of a single one that is an array, else over the arguments. */
const accumulated =
  (accumulate: Accumulator): Operator =>
  (doc, operand, options) => {
    const value: unknown = evalExpr(doc, Array.isArray(operand) && operand.length === 1 ? operand[0] : operand, options)
    return accumulate(Array.isArray(value) ? (value as unknown[]) : [value])
  }

function toText([value]: readonly unknown[]): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (typeof value === 'object')
    throw new CommandError(
      241,
      'ConversionFailure',
      `Unsupported conversion from ${typeName(value)} to string in $convert with no onError value`,
    )
  return String(value)
}

function arrayToObject([list]: readonly unknown[]): unknown {
  if (list === null || list === undefined) return null
  if (!Array.isArray(list)) throw located(40386, `$arrayToObject requires an array input, found: ${typeName(list)}`)
  const made: Doc = {}
  for (const pair of list as unknown[]) {
    const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : isDoc(pair) ? [pair.k, pair.v] : []
    if (typeof name !== 'string') throw located(40398, 'Unrecognised input type format for $arrayToObject')
    assign(made, name, value)
  }
  return made
}

function toObjectId([value]: readonly unknown[]): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof ObjectId) return value
  if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value)) {
    throw new CommandError(241, 'ConversionFailure', `Failed to parse objectId '${String(value)}' in $convert with no onError value`)
  }
  return new ObjectId(value)
}

/** In expressions a missing value is below null. */
const ordered =
  (test: (order: number) => boolean): Evaluated =>
  ([a, b]) =>
    test(a === undefined || b === undefined ? (a === b ? 0 : a === undefined ? -1 : 1) : compare(a, b))

const OWN: Readonly<Record<string, Operator>> = {
  ...strictOperators,
  ...dateOperators,
  $eq: listed(
    '$eq',
    2,
    ordered((order) => order === 0),
  ),
  $ne: listed(
    '$ne',
    2,
    ordered((order) => order !== 0),
  ),
  $gt: listed(
    '$gt',
    2,
    ordered((order) => order > 0),
  ),
  $gte: listed(
    '$gte',
    2,
    ordered((order) => order >= 0),
  ),
  $lt: listed(
    '$lt',
    2,
    ordered((order) => order < 0),
  ),
  $lte: listed(
    '$lte',
    2,
    ordered((order) => order <= 0),
  ),
  $cmp: listed('$cmp', 2, ([a, b]) =>
    Math.sign(a === undefined || b === undefined ? (a === b ? 0 : a === undefined ? -1 : 1) : compare(a, b)),
  ),
  $in: listed('$in', 2, ([value, list]) => {
    if (!Array.isArray(list)) throw located(40081, `$in requires an array as a second argument, found: ${typeName(list)}`)
    return list.some((element) => value !== undefined && equal(value, element))
  }),
  $indexOfArray: listed('$indexOfArray', 2, ([list, value]) => {
    if (list === null || list === undefined) return null
    if (!Array.isArray(list)) throw located(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`)
    return list.findIndex((element) => value !== undefined && equal(value, element))
  }),
  $isArray: listed('$isArray', 1, ([value]) => Array.isArray(value)),
  $toObjectId: listed('$toObjectId', 1, toObjectId),
  $min: accumulated(extreme(-1)),
  $max: accumulated(extreme(1)),
  $sum: accumulated(sum),
  $avg: accumulated(average),
  $toString: listed('$toString', 1, toText),
  $arrayToObject: listed('$arrayToObject', 1, arrayToObject),
}

const UNARY = ['$abs', '$ceil', '$floor', '$strLenCP', '$objectToArray', '$first', '$last']

/** The library takes a list of one argument for the argument. */
const unlisted =
  (name: string, operator: Operator): Operator =>
  (doc, operand, options) =>
    operator(doc, argumentsOf(name, operand, 1)[0], options)

/** The operators by name, as mingo wants them. */
export const operators: Record<string, Operator> = {}
for (const name of EXPRESSION_OPERATORS) {
  const found = OWN[name] ?? (library as unknown as Record<string, Operator>)[name] // mingo's own types name each operator one by one
  if (found) operators[name] = UNARY.includes(name) ? unlisted(name, found) : found
}
