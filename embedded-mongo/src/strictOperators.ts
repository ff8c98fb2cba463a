/** Owns the operators where the library gives an answer and MongoDB gives another one, or an error. */
import type { Doc } from './bson.ts'
import { located } from './commandError.ts'
import { argumentsOf, evaluated, isNil, listed, type Evaluated, type Operator } from './operator.ts'
import { at } from './path.ts'
import { assign, isDoc, truthy, typeName } from './value.ts'

/** The variable under which an expression finds its document with the exact kinds of its numbers. */
export const EXACT = 'exact document'

const lazily =
  (join: (list: readonly unknown[], isOne: (argument: unknown) => boolean) => boolean): Operator =>
  (doc, operand, options) =>
    join(Array.isArray(operand) ? (operand as unknown[]) : [operand], (argument) => truthy(evaluated(doc, argument, options)))

const choose: Operator = (doc, operand, options) => {
  const [test, yes, no] = isDoc(operand) ? [operand.if, operand.then, operand.else] : argumentsOf('$cond', operand, 3)
  for (const name of ['if', 'then', 'else'])
    if (isDoc(operand) && !Object.hasOwn(operand, name)) throw located(17080, `Missing '${name}' parameter to $cond`)
  return evaluated(doc, truthy(evaluated(doc, test, options)) ? yes : no, options)
}

const branch: Operator = (doc, operand, options) => {
  const { branches, default: otherwise } = operand as { branches?: unknown; default?: unknown }
  for (const { case: test, then } of Array.isArray(branches) ? (branches as Doc[]) : [])
    if (truthy(evaluated(doc, test, options))) return evaluated(doc, then, options)
  if (!Object.hasOwn(operand as Doc, 'default'))
    throw located(40066, '$switch could not find a matching branch for an input, and no default was specified')
  return evaluated(doc, otherwise, options)
}

/** As many as `toFixed` gives: a double that is a half at some place has no more. */
const MOST_PLACES = 100

/** A number rounded to a place behind (or before) the point, halves to the even digit, as the double is exactly. */
function rounded(n: number, place: number): number {
  if (!Number.isFinite(n) || (Number.isInteger(n) && place >= 0)) return n
  if (place < 0) {
    const unit = 10 ** -place
    const rest = n % unit
    const base = n - rest
    const away = Math.sign(n) * unit
    const half = Math.abs(rest) - unit / 2
    return half > 0 || (half === 0 && (base / unit) % 2 !== 0) ? base + away : base
  }
  const digits = n.toFixed(MOST_PLACES)
  const point = digits.indexOf('.')
  const isHalf = /^50*$/.test(digits.slice(point + 1 + place))
  const fixed = Number(n.toFixed(place))
  if (!isHalf) return fixed
  const cut = digits.slice(0, place === 0 ? point : point + 1 + place)
  return Number(cut.at(-1)) % 2 === 0 ? Number(cut) : fixed
}

const round: Evaluated = ([n, place = 0]) => {
  if (isNil(n) || place === null) return null
  if (typeof n !== 'number') throw located(51081, `$round only supports numeric types, not ${typeName(n)}`)
  if (typeof place !== 'number' || !Number.isInteger(place)) throw located(51082, `precision argument to $round must be a integral value`)
  if (place < -20 || place > MOST_PLACES)
    throw located(51083, `cannot apply $round with precision value ${place} value must be in [-20, 100]`)
  return rounded(n, place)
}

const remainder: Evaluated = ([a, b]) => {
  if (isNil(a) || isNil(b)) return null
  if (typeof a !== 'number' || typeof b !== 'number')
    throw located(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  if (b === 0) throw located(16610, "can't $mod by zero")
  return a % b
}

function text(value: unknown): string {
  if (isNil(value)) return ''
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  throw located(16007, `can't convert from BSON type ${typeName(value)} to String`)
}

const substring: Evaluated = ([value, start, length]) => {
  const index = (n: unknown, code: number): number => {
    if (typeof n !== 'number' || !Number.isInteger(n)) throw located(code, `$substrCP: a bound must be an integer, not ${typeName(n)}`)
    return n
  }
  const [from, count] = [index(start, 34450), index(length, 34452)]
  if (from < 0) throw located(34451, '$substrCP: the starting index must be non-negative integer.')
  if (count < 0) throw located(34454, '$substrCP: length must be a nonnegative integer.')
  return [...text(value)].slice(from, from + count).join('')
}

const split: Evaluated = ([value, separator]) => {
  if (isNil(value) || isNil(separator)) return null
  if (typeof value !== 'string') throw located(40085, `$split requires an expression that evaluates to a string as a first argument`)
  if (typeof separator !== 'string') throw located(40086, `$split requires an expression that evaluates to a string as a second argument`)
  if (separator === '') throw located(40087, '$split requires a non-empty separator')
  return value.split(separator)
}

const size: Evaluated = ([list]) => {
  if (!Array.isArray(list)) throw located(17124, `The argument to $size must be an array, but was of type: ${typeName(list)}`)
  return list.length
}

const merged: Operator = (doc, operand, options) => {
  const made: Doc = {}
  for (const argument of Array.isArray(operand) ? (operand as unknown[]) : [operand]) {
    const value = evaluated(doc, argument, options)
    if (isNil(value)) continue
    if (!isDoc(value)) throw located(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    for (const name of Object.keys(value)) assign(made, name, value[name])
  }
  return made
}

/** The type at a path: no other operand gets here. */
const typeOf: Operator = (doc, operand, options) => {
  const argument = argumentsOf('$type', operand, 1)[0] as string
  const value = evaluated(doc, argument, options)
  if (typeof value !== 'number') return typeName(value)
  const exact = evaluated(doc, `$$${EXACT}`, options) as { readonly doc: Doc }
  return typeName(at(exact.doc, argument.slice(1).split('.')))
}

const casing = (name: string, letters: RegExp, change: (letter: string) => string): Operator =>
  // MongoDB changes the letters of ASCII and no others.
  listed(name, 1, ([value]) => text(value).replaceAll(letters, change))

/** The operators by name. */
export const strictOperators: Readonly<Record<string, Operator>> = {
  $and: lazily((list, isOne) => list.every(isOne)),
  $or: lazily((list, isOne) => list.some(isOne)),
  $not: listed('$not', 1, ([value]) => !truthy(value)),
  $cond: choose,
  $switch: branch,
  $round: listed('$round', 1, round, 2),
  $mod: listed('$mod', 2, remainder),
  $substrCP: listed('$substrCP', 3, substring),
  $split: listed('$split', 2, split),
  $size: listed('$size', 1, size),
  $mergeObjects: merged,
  $type: typeOf,
  $toLower: casing('$toLower', /[A-Z]/g, (letter) => letter.toLowerCase()),
  $toUpper: casing('$toUpper', /[a-z]/g, (letter) => letter.toUpperCase()),
}
