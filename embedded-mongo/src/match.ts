/** Filters: compiled into a test before the first document is read, so that an unknown operator always fails. */
import { BSONRegExp } from 'bson'
import type { Doc } from './bson.ts'
import { badValue, unsupported } from './commandError.ts'
import { compileExpression, type Variables } from './expression.ts'
import { reach } from './path.ts'
import { toRegExp } from './regex.ts'
import { compare, equal, isDoc, isNumber, own, RANK, rank, toInteger, toNumber, truthy, typeName, typeOf } from './value.ts'
import { identity } from './indexKeys.ts'

/** The operators that a filter may use; every other is refused. */
export const QUERY_OPERATORS = [
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$type',
  '$size',
  '$mod',
  '$regex',
  '$options',
  '$not',
  '$all',
  '$elemMatch',
  '$and',
  '$or',
  '$nor',
  '$expr',
  '$comment',
] as const
/** Operators that MongoDB has and this server refuses by name. */
export const REFUSED_QUERY_OPERATORS = [
  '$where',
  '$text',
  '$jsonSchema',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
  '$rand',
  '$sampleRate',
  '$_internalExprEq',
] as const

export type Filter = (doc: Doc) => boolean
type OnValues = (values: readonly unknown[]) => boolean
type OnValue = (value: unknown) => boolean

const REFERENCE = ['$ref', '$id', '$db']

/** True for `{ $gt: 1 }` and its like, as against a document to be equal to. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false
  const [first] = Object.keys(value)
  return first !== undefined && first.startsWith('$') && !REFERENCE.includes(first)
}

/** How a test of one value meets what a path reaches: arrays count as themselves and by their elements. */
type Spread = (test: OnValue) => OnValues
const through: Spread = (test) => (values) => values.some((v) => test(v) || (Array.isArray(v) && v.some(test)))
/** For an element that stands for itself: an array in it is not looked into. */
const alone: Spread = (test) => (values) => values.some(test)

function listOf(operator: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw badValue(`${operator} needs an array`)
  return value
}

function like(source: unknown, options: unknown): OnValue {
  const regex = toRegExp(source, options)
  return (v) => (typeof v === 'string' ? regex.test(v) : v instanceof BSONRegExp && source instanceof BSONRegExp && equal(v, source))
}

/** Equality as a filter means it: null is also a missing field, a regular expression is a search. */
function same(operand: unknown): OnValue {
  if (operand instanceof BSONRegExp) return like(operand, undefined)
  if (operand === null || operand === undefined) return (v) => v === null || v === undefined
  return (v) => v !== undefined && equal(v, operand)
}

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
}

/** A comparison holds within one type only, but for the two ends of the order. */
function ordered(operator: string, operand: unknown): OnValue {
  const holds = ORDERS[operator] as (order: number) => boolean
  const orEqual = operator.endsWith('e')
  const type = rank(operand)
  if (type === RANK.null) return (v) => orEqual && (v === null || v === undefined)
  if (type === RANK.minKey || type === RANK.maxKey) return (v) => holds(rank(v) - type)
  if (type === RANK.regex) throw badValue("Can't have RegEx as arg to predicate over field")
  const isNaN = (v: unknown): boolean => isNumber(v) && Number.isNaN(toNumber(v))
  return (v) => {
    if (v === undefined || rank(v) !== type) return false
    if (isNaN(operand) || isNaN(v)) return orEqual && compare(v, operand) === 0
    return holds(compare(v, operand))
  }
}

function oneOf(operands: readonly unknown[]): OnValue {
  const values = new Set<string>()
  const searches: OnValue[] = []
  for (const operand of operands) {
    if (isOperators(operand)) throw badValue('cannot nest $ under $in')
    if (operand instanceof BSONRegExp || operand === null || operand === undefined) searches.push(same(operand))
    else values.add(identity(operand))
  }
  return (v) => (v !== undefined && values.size > 0 && values.has(identity(v))) || searches.some((test) => test(v))
}

function remainder(operand: unknown): OnValue {
  const parts = listOf('$mod', operand)
  if (parts.length !== 2 || !parts.every(isNumber)) throw badValue('malformed mod, needs to be [divisor, remainder] of numbers')
  if (!parts.every((n) => Number.isFinite(toNumber(n)))) throw badValue('malformed mod, divisor and remainder must be finite')
  const [divisor, rest] = parts.map(toInteger) as [bigint, bigint]
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return (v) => isNumber(v) && Number.isFinite(toNumber(v)) && toInteger(v) % divisor === rest
}

function ofType(operand: unknown): OnValue {
  const names = (Array.isArray(operand) ? operand : [operand]).map((alias) => {
    const name = typeOf(alias)
    if (name === undefined) throw badValue(`Unknown type name alias: ${String(alias)}`)
    return name
  })
  return (v) => v !== undefined && (names.includes(typeName(v)) || (isNumber(v) && names.includes('number')))
}

function elementMatch(operand: unknown, variables: Variables): OnValues {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object')
  const [first] = Object.keys(operand)
  if (isOperators(operand) && !['$and', '$or', '$nor', '$expr'].includes(first as string)) {
    const test = condition(operand, variables, alone)
    return (values) => values.some((v) => Array.isArray(v) && v.some((element) => test([element])))
  }
  const test = compileFilter(operand, variables)
  return (values) =>
    values.some((v) => Array.isArray(v) && v.some((element) => (isDoc(element) || Array.isArray(element)) && test(element as Doc)))
}

function size(operand: unknown): OnValues {
  const n = isNumber(operand) ? toNumber(operand) : NaN
  if (!Number.isInteger(n) || n < 0) throw badValue('Failed to parse $size. Expected a non-negative whole number')
  return (values) => values.some((v) => Array.isArray(v) && v.length === n)
}

function all(operand: unknown, variables: Variables, each: Spread): OnValues {
  const tests = listOf('$all', operand).map((e) => {
    if (isDoc(e) && Object.hasOwn(e, '$elemMatch')) return elementMatch(e.$elemMatch, variables)
    if (isOperators(e)) throw badValue('no $ expressions in $all')
    return each(same(e))
  })
  return (values) => tests.length > 0 && tests.every((test) => test(values))
}

const not =
  (test: OnValues): OnValues =>
  (values) =>
    !test(values)

function operator(name: string, operand: unknown, siblings: Doc, variables: Variables, each: Spread): OnValues {
  switch (name) {
    case '$eq':
      return each(operand instanceof BSONRegExp ? (v) => v instanceof BSONRegExp && equal(v, operand) : same(operand))
    case '$ne':
      if (operand instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.")
      return not(each(same(operand)))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return each(ordered(name, operand))
    case '$in':
      return each(oneOf(listOf(name, operand)))
    case '$nin':
      return not(each(oneOf(listOf(name, operand))))
    case '$exists': {
      const wanted = operand === true || (operand !== false && operand !== null && !(isNumber(operand) && toNumber(operand) === 0))
      return (values) => values.some((v) => v !== undefined) === wanted
    }
    case '$type':
      return each(ofType(operand))
    case '$size':
      return size(operand)
    case '$mod':
      return each(remainder(operand))
    case '$regex':
      return each(like(operand, siblings.$options))
    case '$options':
      if (!Object.hasOwn(siblings, '$regex')) throw badValue('$options needs a $regex')
      return () => true
    case '$not':
      if (!(operand instanceof BSONRegExp) && !isOperators(operand)) throw badValue('$not needs a regex or a document')
      return not(condition(operand, variables, each))
    case '$all':
      return all(operand, variables, each)
    case '$elemMatch':
      return elementMatch(operand, variables)
    case '$comment':
      return () => true
    default:
      if ((REFUSED_QUERY_OPERATORS as readonly string[]).includes(name)) throw unsupported(name)
      throw badValue(`unknown operator: ${name}`)
  }
}

/** A test over the values that a path reaches. */
function condition(operand: unknown, variables: Variables, each: Spread): OnValues {
  if (!isOperators(operand)) return each(same(operand))
  const tests = Object.keys(operand).map((name) => operator(name, operand[name], operand, variables, each))
  return (values) => tests.every((test) => test(values))
}

function logical(name: string, operand: unknown, variables: Variables): Filter {
  const tests = listOf(name, operand).map((filter) => {
    if (!isDoc(filter)) throw badValue('$or/$and/$nor entries need to be full objects')
    return compileFilter(filter, variables)
  })
  if (tests.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
  if (name === '$and') return (doc) => tests.every((test) => test(doc))
  return name === '$or' ? (doc) => tests.some((test) => test(doc)) : (doc) => !tests.some((test) => test(doc))
}

function clause(name: string, operand: unknown, variables: Variables): Filter {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return logical(name, operand, variables)
    case '$expr': {
      const evaluate = compileExpression(operand, variables)
      return (doc) => truthy(evaluate(doc))
    }
    case '$comment':
      return () => true
    default:
  }
  if (name.startsWith('$') && !REFERENCE.includes(name)) {
    if ((REFUSED_QUERY_OPERATORS as readonly string[]).includes(name)) throw unsupported(name)
    throw badValue(
      `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
    )
  }
  const test = condition(operand, variables, through)
  const parts = name.split('.')
  return (doc) => test(reach(doc, parts))
}

/** A condition on one value, such as an element of an array, which counts as itself only. */
export function compileCondition(operand: unknown): (value: unknown) => boolean {
  const test = condition(operand, {}, alone)
  return (value) => test([value])
}

/** A filter as a test. Throws for everything that it does not know, also inside branches that no document would reach. */
export function compileFilter(filter: Doc, variables: Variables = {}): Filter {
  const tests = Object.keys(filter).map((name) => clause(name, own(filter, name), variables))
  const [only] = tests
  return tests.length === 1 && only ? only : (doc) => tests.every((test) => test(doc))
}
