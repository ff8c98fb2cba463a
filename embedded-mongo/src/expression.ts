/** Aggregation expressions: checked against one list, then evaluated by mingo. */
import { Context, evalExpr } from 'mingo/core'
import type { Double, Long } from 'bson'
import type { Doc } from './bson.ts'
import { badValue, CommandError, failedToParse, located, unsupported } from './commandError.ts'
import { EXPRESSION_OPERATORS, operators } from './expressionOperators.ts'
import { EXACT } from './strictOperators.ts'
import { assign, isDoc, isNumber, numberKind, toNumber } from './value.ts'

export type Variables = Readonly<Record<string, unknown>>
/** Computes an expression on a document; `undefined` stands for a missing value. */
export type Expression = (doc: Doc) => unknown

const SYSTEM = ['ROOT', 'CURRENT', 'NOW', 'REMOVE']
const ALLOWED: ReadonlySet<string> = new Set(EXPRESSION_OPERATORS)

// ---- checking

/** Checks the whole expression, also branches that no document reaches. */
function check(expression: unknown, known: ReadonlySet<string>): void {
  if (typeof expression === 'string') {
    if (!expression.startsWith('$')) return
    if (expression.startsWith('$$')) {
      const name = expression.slice(2).split('.')[0] as string
      if (!known.has(name)) throw located(17276, `Use of undefined variable: ${name}`)
    } else if (expression === '$' || expression.split('.').includes('')) throw located(40353, `'${expression}' is not a valid field path`)
    // MongoDB means a field of that name, the library also an element.
    if (expression.split('.').some((part) => /^\d+$/.test(part))) throw unsupported(`A numbered part in '${expression}'`)
    return
  }
  if (Array.isArray(expression)) {
    for (const element of expression) check(element, known)
    return
  }
  if (!isDoc(expression)) return
  const names = Object.keys(expression)
  const [first] = names
  if (first === undefined || !first.startsWith('$')) {
    for (const name of names) {
      if (name.startsWith('$')) throw located(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`)
      check(expression[name], known)
    }
    return
  }
  if (names.length !== 1) throw located(15983, `An object representing an expression must have exactly one field: ${names.join(', ')}`)
  if (!ALLOWED.has(first))
    throw new CommandError(168, 'InvalidPipelineOperator', `Unrecognized expression '${first}' (not supported by the embedded store)`)
  checkOperand(first, expression[first], known)
}

const BINDING: Readonly<
  Record<string, { readonly inner: readonly string[]; readonly outer: readonly string[]; readonly plain: readonly string[] }>
> = {
  $map: { outer: ['input'], inner: ['in'], plain: ['as'] },
  $filter: { outer: ['input', 'limit'], inner: ['cond'], plain: ['as'] },
  $reduce: { outer: ['input', 'initialValue'], inner: ['in'], plain: [] },
}

function checkOperand(name: string, operand: unknown, known: ReadonlySet<string>): void {
  if (name === '$literal') return
  // Computing loses the kind of a number; what is stored keeps it.
  const alone: unknown = Array.isArray(operand) ? operand[0] : operand
  if (name === '$type' && !(typeof alone === 'string' && /^\$[^$]/.test(alone))) throw unsupported('$type of anything but a field')
  const binding = BINDING[name]
  if (!isDoc(operand) || (!binding && name !== '$let' && name !== '$switch')) {
    if (binding || name === '$let' || name === '$switch') throw failedToParse(`${name} only supports an object as its argument`)
    // Named arguments of an operator are not an expression of their own.
    if (isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$')) for (const field of Object.keys(operand)) check(operand[field], known)
    else check(operand, known)
    return
  }
  if (name === '$switch') {
    for (const branch of Array.isArray(operand.branches) ? (operand.branches as Doc[]) : [])
      for (const field of ['case', 'then']) check(branch[field], known)
    check(operand.default, known)
    return
  }
  if (name === '$let') {
    const vars = isDoc(operand.vars) ? operand.vars : {}
    for (const variable of Object.keys(vars)) check(vars[variable], known)
    check(operand.in, new Set([...known, ...Object.keys(vars)]))
    return
  }
  for (const field of Object.keys(operand)) {
    if (![...(binding?.inner ?? []), ...(binding?.outer ?? []), ...(binding?.plain ?? [])].includes(field))
      throw failedToParse(`Unrecognized parameter to ${name}: ${field}`)
  }
  for (const field of binding?.outer ?? []) check(operand[field], known)
  const as = typeof operand.as === 'string' ? operand.as : 'this'
  for (const field of binding?.inner ?? []) check(operand[field], new Set([...known, as, ...(name === '$reduce' ? ['this', 'value'] : [])]))
}

// ---- evaluating

/** Numbers as mingo knows them: JavaScript's. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isNumber(value)) {
    const n = toNumber(value as Double | Long)
    if (numberKind(value) === 'long' && !Number.isSafeInteger(n)) throw unsupported('An expression over integers beyond 2^53')
    return n
  }
  if (Array.isArray(value)) return value.map(plain)
  if (!isDoc(value)) return value
  const copy: Doc = {}
  for (const name of Object.keys(value)) assign(copy, name, plain(value[name]))
  return copy
}

const ERRORS: readonly (readonly [RegExp, number, string])[] = [
  [/Use of undefined variable/, 17276, 'Location17276'],
  [/cannot convert|failed to parse/i, 241, 'ConversionFailure'],
]

function translated(error: unknown): unknown {
  if (error instanceof CommandError) return error
  const text = (error as Error).message
  const known = ERRORS.find(([pattern]) => pattern.test(text))
  return known ? new CommandError(known[1], known[2], text) : badValue(`expression failed: ${text}`)
}

const context = Context.init({ expression: operators as never })

/** An expression as a function. Throws for unknown operators and variables before any document is read. */
export function compileExpression(expression: unknown, variables: Variables = {}): Expression {
  check(expression, new Set([...SYSTEM, ...Object.keys(variables)]))
  // A mere path or a constant keeps the exact kind of its number.
  if (typeof expression === 'string' && expression.startsWith('$$') && Object.hasOwn(variables, expression.slice(2))) {
    const value = variables[expression.slice(2)]
    return () => value
  }
  if (typeof expression === 'string' && /^\$[^$.]+$/.test(expression)) {
    const name = expression.slice(1)
    return (doc) => (Object.hasOwn(doc, name) ? doc[name] : undefined)
  }
  if (expression === null || typeof expression === 'boolean' || isNumber(expression)) return () => expression
  if (isDoc(expression) && Object.hasOwn(expression, '$literal')) return () => expression.$literal
  const constant = plain(expression)
  const options = { useStrictMode: true, scriptEnabled: false, context, variables: plain(variables) as Doc }
  const fields = fieldsOf(expression)
  return (doc) => {
    try {
      const read = fields ? only(doc, fields) : doc
      const variables = { ...options.variables, [EXACT]: { doc: read } }
      return present(evalExpr(plain(read), constant, { ...options, variables } as never))
    } catch (error) {
      throw translated(error)
    }
  }
}

/** The fields of the document that an expression reads, or undefined when it may read all of it. */
function fieldsOf(expression: unknown, found = new Set<string>()): ReadonlySet<string> | undefined {
  if (typeof expression === 'string') {
    if (/^\$\$(ROOT|CURRENT)/.test(expression)) return undefined
    if (expression.startsWith('$') && !expression.startsWith('$$')) found.add(expression.slice(1).split('.')[0] as string)
    return found
  }
  if (!Array.isArray(expression) && !isDoc(expression)) return found
  for (const [name, part] of Object.entries(expression)) {
    if (name === '$literal') continue
    if (name === '$getField' || fieldsOf(part, found) === undefined) return undefined
  }
  return found
}

function only(doc: Doc, fields: ReadonlySet<string>): Doc {
  const kept: Doc = {}
  for (const name of fields) if (Object.hasOwn(doc, name)) assign(kept, name, doc[name])
  return kept
}

/** A computed value without missing fields; a missing element is null. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => present(element) ?? null)
  if (!isDoc(value)) return value
  const kept: Doc = {}
  for (const name of Object.keys(value)) if (value[name] !== undefined) assign(kept, name, present(value[name]))
  return kept
}

/** The variables that `let` of a command binds: expressions over constants and over each other's names not at all. */
export function bindVariables(bindings: Doc | undefined, outer: Variables = {}, doc: Doc = {}): Variables {
  const bound: Record<string, unknown> = { ...outer }
  for (const name of Object.keys(bindings ?? {})) bound[name] = compileExpression((bindings as Doc)[name], outer)(doc)
  return bound
}
