/** Projections of find, findAndModify and `$project`, and the fields that `$set` computes. */
import type { Doc } from './bson.ts'
import { badValue, located, unsupported } from './commandError.ts'
import { compileExpression, type Expression, type Variables } from './expression.ts'
import { compileFilter, isOperators } from './match.ts'
import { matchedElement } from './updatePaths.ts'
import { assign, isDoc, isNumber, own, toNumber } from './value.ts'

/** The operators of a find's projection; in them every expression may be used too. */
export const PROJECTION_OPERATORS = ['$slice', '$elemMatch', '$ (positional)'] as const

export type Projection = (doc: Doc) => Doc

const GONE: unique symbol = Symbol('gone')
type Leaf = (value: unknown, doc: Doc) => unknown
type Node = { readonly children: Map<string, Node>; leaf?: Leaf; computed?: Expression }

const node = (): Node => ({ children: new Map() })

function place(root: Node, path: string): Node {
  let at = root
  const parts = path.split('.')
  parts.forEach((part, i) => {
    if (part === '') throw located(40353, 'FieldPath must not contain empty parts')
    if (at.leaf || at.computed) throw located(31249, `Path collision at ${path} remaining portion ${parts.slice(i).join('.')}`)
    const next = at.children.get(part) ?? node()
    at.children.set(part, next)
    at = next
  })
  if (at.children.size > 0 || at.leaf || at.computed) throw located(31250, `Path collision at ${path}`)
  return at
}

/** True, false, or undefined where a projection's value is no mere yes or no. */
const flag = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : isNumber(value) ? toNumber(value) !== 0 : undefined

function slice(operand: unknown): Leaf {
  const [skip, limit] = Array.isArray(operand) ? operand : [undefined, operand]
  if (!isNumber(limit) || (skip !== undefined && !isNumber(skip)) || (Array.isArray(operand) && operand.length !== 2))
    throw located(28667, 'Invalid $slice syntax')
  const [from, count] = [skip === undefined ? undefined : toNumber(skip), toNumber(limit)]
  if (from !== undefined && count <= 0) throw located(28724, 'Third argument to $slice must be positive')
  return (value) => {
    if (!Array.isArray(value)) return value
    if (from !== undefined) return value.slice(from < 0 ? Math.max(0, value.length + from) : from).slice(0, count)
    return count < 0 ? value.slice(count) : value.slice(0, count)
  }
}

function elementMatch(operand: Doc): Leaf {
  const test = compileFilter({ v: operand })
  return (value) => {
    const hit: unknown = Array.isArray(value) ? value.find((element) => test({ v: [element] })) : undefined
    return hit === undefined ? GONE : [hit]
  }
}

function positional(path: string, filter: Doc): Leaf {
  return (value) => {
    if (!Array.isArray(value)) return value
    const i = matchedElement(filter, value, path)
    if (i < 0)
      throw located(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      )
    return [value[i]]
  }
}

const hasComputed = (at: Node): boolean => at.computed !== undefined || [...at.children.values()].some(hasComputed)

/** Writes what is computed at a path and below it, into every element where the path meets an array. */
function compute(target: Doc, name: string, at: Node, doc: Doc): void {
  if (at.computed) {
    const value = at.computed(doc)
    if (value === undefined) delete target[name]
    else assign(target, name, value)
    return
  }
  const inner = (value: unknown): Doc => {
    const made: Doc = isDoc(value) ? { ...value } : {}
    for (const [child, next] of at.children) if (hasComputed(next)) compute(made, child, next, doc)
    return made
  }
  const have = own(target, name)
  assign(target, name, Array.isArray(have) ? have.map(inner) : inner(have))
}

/** `$set` and `$addFields`: computes all fields on the document as it was. */
export function compileSet(fields: Doc, variables: Variables): Projection {
  const root = node()
  const walk = (part: Doc, prefix: string): void => {
    for (const name of Object.keys(part)) {
      const value = part[name]
      const path = prefix + name
      if (name.startsWith('$')) throw located(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`)
      if (isDoc(value) && !isOperators(value) && Object.keys(value).length > 0) walk(value, `${path}.`)
      else place(root, path).computed = compileExpression(value, variables)
    }
  }
  if (!isDoc(fields)) throw located(40272, '$set specification stage must be an object')
  walk(fields, '')
  return (doc) => {
    const made: Doc = { ...doc }
    for (const [name, at] of root.children) compute(made, name, at, doc)
    return made
  }
}

type Kind = { readonly find: boolean; readonly filter: Doc; readonly variables: Variables }

/** A projection as a function, or undefined when there is nothing to leave out. */
export function compileProjection(spec: Doc | undefined, kind: Kind): Projection | undefined {
  if (!spec || Object.keys(spec).length === 0) {
    if (kind.find) return undefined
    throw located(51272, 'Invalid $project :: caused by :: projection specification must have at least one field')
  }
  const root = node()
  let mode: 'in' | 'out' | undefined
  let id: boolean | undefined
  const want = (wanted: 'in' | 'out', path: string): void => {
    if (mode && mode !== wanted) {
      throw wanted === 'out'
        ? located(31254, `Invalid projection :: caused by :: Cannot do exclusion on field ${path} in inclusion projection`)
        : located(31253, `Invalid projection :: caused by :: Cannot do inclusion on field ${path} in exclusion projection`)
    }
    mode = wanted
  }
  const add = (path: string, value: unknown): void => {
    const yes = flag(value)
    if (path === '_id' && yes !== undefined) {
      id = yes
      return
    }
    if (yes !== undefined && kind.find && path.endsWith('.$')) {
      want('in', path)
      place(root, path.slice(0, -2)).leaf = positional(path.slice(0, -2), kind.filter)
    } else if (yes !== undefined) {
      want(yes ? 'in' : 'out', path)
      place(root, path).leaf = yes ? (v) => v : () => GONE
    } else if (
      kind.find &&
      isDoc(value) &&
      Object.hasOwn(value, '$slice') &&
      !(Array.isArray(value.$slice) && Array.isArray(value.$slice[0]))
    )
      place(root, path).leaf = slice(value.$slice)
    else if (kind.find && isDoc(value) && Object.hasOwn(value, '$elemMatch')) {
      want('in', path)
      place(root, path).leaf = elementMatch(value)
    } else if (isDoc(value) && Object.hasOwn(value, '$meta')) throw unsupported('A projection of $meta')
    else if (isDoc(value) && !isOperators(value)) {
      if (Object.keys(value).length === 0) throw located(51270, 'An empty sub-projection is not a valid value')
      for (const name of Object.keys(value)) add(`${path}.${name}`, value[name])
    } else {
      want('in', path)
      place(root, path).computed = compileExpression(value, kind.variables)
    }
  }
  for (const name of Object.keys(spec)) {
    if (name.startsWith('$')) throw badValue(`FieldPath field names may not start with '$': ${name}`)
    add(name, spec[name])
  }
  mode ??= id === true && root.children.size === 0 ? 'in' : 'out'

  const visit = (value: unknown, at: Node, doc: Doc, top: boolean): unknown => {
    if (Array.isArray(value)) return value.map((element) => visit(element, at, doc, false)).filter((element) => element !== GONE)
    if (!isDoc(value)) return mode === 'in' ? GONE : value
    const kept: Doc = {}
    for (const name of Object.keys(value)) {
      const next = at.children.get(name)
      let result: unknown = mode === 'in' ? GONE : value[name]
      if (top && name === '_id' && !next) result = id === false ? GONE : value[name]
      else if (next?.leaf) result = next.leaf(value[name], doc)
      else if (next && !next.computed) result = visit(value[name], next, doc, false)
      if (result !== GONE) assign(kept, name, result)
    }
    return kept
  }
  const computed = [...root.children].filter(([, child]) => hasComputed(child))
  return (doc) => {
    const kept = visit(doc, root, doc, true) as Doc
    for (const [name, at] of computed) compute(kept, name, at, doc)
    return kept
  }
}
