/** What each update operator does with the value at one path. */
import type { Doc } from './bson.ts'
import { badValue, failedToParse, typeMismatch, unsupported } from './commandError.ts'
import { compileFilter, isOperators } from './match.ts'
import { show } from './show.ts'
import { sortDocs } from './sort.ts'
import { arithmetic, compare, equal, isDoc, isNumber, own, toNumber, typeName } from './value.ts'
import { BSONRegExp } from 'bson'

/** The operators that an update may use; every other is refused. `$rename` is a pair of steps in update.ts. */
export const UPDATE_OPERATORS = [
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$currentDate',
  '$setOnInsert',
  '$rename',
  '$push',
  '$addToSet',
  '$pull',
  '$pullAll',
  '$pop',
] as const

/** The field is to go, or to stay as it is. */
export const GONE: unique symbol = Symbol('gone')
export const SAME: unique symbol = Symbol('same')

/** The new value of a field, GONE or SAME. `old` is `undefined` when the field is not there. */
export type Change = (old: unknown, path: readonly string[]) => unknown

function number(operator: '$inc' | '$mul', path: string, operand: unknown): Change {
  if (!isNumber(operand))
    throw typeMismatch(`Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${show(operand)}}`)
  return (old) => {
    if (old === undefined) return operator === '$inc' ? operand : arithmetic(operand, 0, true)
    if (!isNumber(old))
      throw typeMismatch(`Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of type ${typeName(old)}`)
    const result = arithmetic(old, operand, operator === '$mul')
    if (result === undefined) throw badValue(`Failed to apply ${operator} operations to current value (${show(old)}): integer overflow`)
    return result
  }
}

function currentDate(operand: unknown, now: Date): Change {
  if (isDoc(operand) && operand.$type === 'timestamp') throw unsupported('$currentDate of type timestamp')
  if (typeof operand !== 'boolean' && !(isDoc(operand) && operand.$type === 'date'))
    throw badValue("The '$type' string field is required to be 'date' or 'timestamp'")
  return () => now
}

/** `$each` of an operand with modifiers, or the operand alone. */
function items(operator: string, operand: unknown, modifiers: readonly string[]): readonly unknown[] {
  if (!isDoc(operand) || !Object.hasOwn(operand, '$each')) return [operand]
  if (!Array.isArray(operand.$each))
    throw badValue(`The argument to $each in ${operator} must be an array but it was of type ${typeName(operand.$each)}`)
  for (const name of Object.keys(operand)) if (!modifiers.includes(name)) throw badValue(`Unrecognized clause in ${operator}: ${name}`)
  return operand.$each as unknown[]
}

function whole(name: string, value: unknown): number {
  if (!isNumber(value) || !Number.isInteger(toNumber(value)))
    throw badValue(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
  return toNumber(value)
}

function push(operand: unknown): Change {
  const added = items('$push', operand, ['$each', '$slice', '$sort', '$position'])
  const modifiers = isDoc(operand) && Object.hasOwn(operand, '$each') ? operand : {}
  const position = modifiers.$position === undefined ? undefined : whole('$position', modifiers.$position)
  const slice = modifiers.$slice === undefined ? undefined : whole('$slice', modifiers.$slice)
  const sort = own(modifiers, '$sort')
  if (sort !== undefined && !isDoc(sort) && !(isNumber(sort) && Math.abs(toNumber(sort)) === 1))
    throw badValue('The $sort element value must be either 1 or -1')
  return (old, path) => {
    if (old !== undefined && !Array.isArray(old))
      throw badValue(`The field '${path.join('.')}' must be an array but is of type ${typeName(old)} in document`)
    const list: unknown[] = [...((old as unknown[] | undefined) ?? [])]
    const where = position === undefined ? list.length : position < 0 ? Math.max(0, list.length + position) : position
    list.splice(where, 0, ...added)
    const sorted =
      sort === undefined
        ? list
        : isDoc(sort)
          ? sortDocs(list as Doc[], sort, (doc) => doc)
          : list.sort((a, b) => compare(a, b) * toNumber(sort))
    if (slice === undefined) return sorted
    return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice)
  }
}

function addToSet(operand: unknown): Change {
  const added = items('$addToSet', operand, ['$each'])
  return (old, path) => {
    if (old !== undefined && !Array.isArray(old))
      throw badValue(`Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeName(old)}`)
    const list: unknown[] = [...((old as unknown[] | undefined) ?? [])]
    for (const value of added) if (!list.some((other) => equal(value, other))) list.push(value)
    return old !== undefined && list.length === (old as unknown[]).length ? SAME : list
  }
}

const without =
  (drop: (element: unknown) => boolean): Change =>
  (old) => {
    if (old === undefined) return SAME
    if (!Array.isArray(old)) throw badValue('Cannot apply $pull to a non-array value')
    const kept = old.filter((element) => !drop(element))
    return kept.length === old.length ? SAME : kept
  }

function pull(operand: unknown): Change {
  const [first] = isDoc(operand) ? Object.keys(operand) : []
  if (isDoc(operand) && (!isOperators(operand) || ['$and', '$or', '$nor'].includes(first as string))) {
    const test = compileFilter(operand)
    return without((element) => isDoc(element) && test(element))
  }
  if (!isOperators(operand) && !(operand instanceof BSONRegExp)) return without((element) => equal(element, operand))
  const test = compileFilter({ v: operand })
  return without((element) => test({ v: element }))
}

function pullAll(operand: unknown): Change {
  if (!Array.isArray(operand)) throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  return without((element) => operand.some((value) => equal(value, element)))
}

function pop(operand: unknown): Change {
  const end = isNumber(operand) ? toNumber(operand) : NaN
  if (Math.abs(end) !== 1) throw failedToParse(`$pop expects 1 or -1, found: ${show(operand)}`)
  return (old, path) => {
    if (old === undefined) return SAME
    if (!Array.isArray(old)) throw typeMismatch(`Path '${path.join('.')}' contains an element of non-array type '${typeName(old)}'`)
    if (old.length === 0) return SAME
    return end === 1 ? old.slice(0, -1) : old.slice(1)
  }
}

/** The change that an operator means at a path. Throws for an operand or an operator that it does not know. */
export function changeOf(operator: string, path: string, operand: unknown, now: Date): Change {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return () => operand
    case '$unset':
      return () => GONE
    case '$inc':
    case '$mul':
      return number(operator, path, operand)
    case '$min':
      return (old) => (old === undefined || compare(operand, old) < 0 ? operand : SAME)
    case '$max':
      return (old) => (old === undefined || compare(operand, old) > 0 ? operand : SAME)
    case '$currentDate':
      return currentDate(operand, now)
    case '$push':
      return push(operand)
    case '$addToSet':
      return addToSet(operand)
    case '$pull':
      return pull(operand)
    case '$pullAll':
      return pullAll(operand)
    case '$pop':
      return pop(operand)
    default:
      if (operator === '$bit') throw unsupported(operator)
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`)
  }
}

/** Operators that make the documents on the way to their path. */
export const makesPath = (operator: string): boolean => !['$unset', '$pull', '$pullAll', '$pop'].includes(operator)
