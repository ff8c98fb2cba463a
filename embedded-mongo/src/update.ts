/** Updates: compiled once, then applied to documents. */
import { ObjectId } from 'bson'
import type { Doc } from './bson.ts'
import { under } from './collation.ts'
import { badValue, CommandError, failedToParse } from './commandError.ts'
import type { Variables } from './expression.ts'
import { isOperators } from './match.ts'
import { at } from './path.ts'
import { compilePipeline, UPDATE_STAGES } from './pipeline.ts'
import { show } from './show.ts'
import { changeOf, GONE, makesPath, SAME, UPDATE_OPERATORS, type Change } from './updateOperators.ts'
import { arrayFilterTests, expandPath, type ArrayFilters } from './updatePaths.ts'
import { assign, clone, equal, isDoc, own, typeName } from './value.ts'

/** Makes the new document: from a stored one, or for an upsert from what the filter says. */
export type Update = {
  readonly kind: 'replacement' | 'operators' | 'pipeline'
  apply(old: Doc): Doc
  insert(): Doc
}

type Step = { readonly path: readonly string[]; readonly change: Change; readonly make: boolean; readonly onlyInsert: boolean }

const idFirst = (doc: Doc, id: unknown): Doc => {
  const rest: Doc = {}
  for (const name of Object.keys(doc)) if (name !== '_id') assign(rest, name, doc[name])
  return { _id: id, ...rest }
}

/** MongoDB adds new fields in the order of their names. */
function byName(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as string, b[i] as string]
    if (x === y) continue
    return /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : x < y ? -1 : 1
  }
  return a.length - b.length
}

/** Walks to a path, making documents on the way if asked, and stores what the change returns. */
function applyAt(doc: Doc, step: Step, path: readonly string[]): void {
  let container: Doc | unknown[] = doc
  for (let i = 0; i < path.length; i++) {
    const part = path[i] as string
    let name: string | number = part
    if (Array.isArray(container)) {
      if (!/^\d+$/.test(part)) {
        if (step.make)
          throw new CommandError(28, 'PathNotViable', `Cannot create field '${part}' in element {${path[i - 1] ?? ''}: ${show(container)}}`)
        return
      }
      name = Number(part)
      if (name > container.length + 1_500_000) throw badValue("can't backfill more than 1500000 elements")
    }
    const have: unknown = Array.isArray(container) ? container[name as number] : own(container, part)
    const pad = (): void => {
      if (Array.isArray(container)) while (container.length < (name as number)) container.push(null)
    }
    if (i === path.length - 1) {
      const value = step.change(have, path)
      if (value === SAME || (value === GONE && have === undefined)) return
      if (value === GONE) {
        // A place in an array stays, empty.
        if (Array.isArray(container)) container[name as number] = null
        else delete container[part]
        return
      }
      pad()
      assign(container, name, clone(value))
      return
    }
    if (have === undefined) {
      if (!step.make) return
      pad()
      const made: Doc = {}
      assign(container, name, made)
      container = made
    } else if (isDoc(have) || Array.isArray(have)) container = have as Doc | unknown[]
    else {
      if (step.make) throw new CommandError(28, 'PathNotViable', `Cannot create field '${path[i + 1]}' in element {${part}: ${show(have)}}`)
      return
    }
  }
}

function claimPath(path: string, claims: (readonly string[])[]): readonly string[] {
  const parts = path.split('.')
  if (parts.includes(''))
    throw new CommandError(56, 'EmptyFieldName', `The update path '${path}' contains an empty field name, which is not allowed.`)
  for (const claim of claims) {
    const shorter = claim.length < parts.length ? claim : parts
    if (shorter.every((part, i) => part === claim[i] && part === parts[i])) {
      throw new CommandError(
        40,
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${shorter.join('.')}'`,
      )
    }
  }
  claims.push(parts)
  return parts
}

function compileOperators(update: Doc, filter: Doc, filters: ArrayFilters, now: Date): (old: Doc, insert: boolean) => Doc {
  const claims: (readonly string[])[] = []
  const steps: Step[] = []
  const moves: { readonly from: readonly string[]; readonly to: readonly string[] }[] = []
  for (const operator of Object.keys(update)) {
    const fields = update[operator]
    if (!(UPDATE_OPERATORS as readonly string[]).includes(operator)) changeOf(operator, '', undefined, now)
    if (!isDoc(fields))
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      )
    for (const path of Object.keys(fields)) {
      const parts = claimPath(path, claims)
      filters.use(parts, path)
      const operand = own(fields, path)
      if (operator === '$rename') {
        if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`)
        const to = claimPath(operand, claims)
        if ([...parts, ...to].some((part) => part.startsWith('$')))
          throw badValue(`The source and the target of $rename may not be dynamic: '${path}'`)
        moves.push({ from: parts, to })
      } else
        steps.push({
          path: parts,
          change: changeOf(operator, path, operand, now),
          make: makesPath(operator),
          onlyInsert: operator === '$setOnInsert',
        })
    }
  }
  filters.allUsed()
  return (old, insert) => {
    const moving = moves.flatMap(({ from, to }): Step[] => {
      for (const [what, path] of [
        ['source', from],
        ['destination', to],
      ] as const)
        if (path.some((_, i) => i > 0 && Array.isArray(at(old, path.slice(0, i)))))
          throw badValue(`The ${what} field cannot be an array element, '${path.join('.')}'`)
      const value = at(old, from)
      if (value === undefined) return []
      return [
        { path: from, change: () => GONE, make: false, onlyInsert: false },
        { path: to, change: () => value, make: true, onlyInsert: false },
      ]
    })
    // Every `$` is resolved on the document as it was: an earlier step may change what the filter matched.
    const todo = [...steps, ...moving]
      .filter((step) => insert || !step.onlyInsert)
      .sort((a, b) => byName(a.path, b.path))
      .flatMap((step) => expandPath(old, step.path, filter, filters).map((path) => ({ step, path })))
    const doc = clone(old)
    for (const { step, path } of todo) applyAt(doc, step, path)
    return doc
  }
}

const notSingle = (why: string): CommandError => new CommandError(54, 'NotSingleValueField', `cannot infer query fields to set, ${why}`)

/** The fields that an upsert takes from its filter: those that it asks to be equal. */
function seed(filter: Doc): Doc {
  const doc: Doc = {}
  const taken = new Set<string>()
  const put = (path: string, value: unknown): void => {
    const parts = path.split('.')
    for (const other of taken) {
      if (other === path) throw notSingle(`path '${path}' is matched twice`)
      if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) throw notSingle(`both paths '${other}' and '${path}' are matched`)
    }
    taken.add(path)
    applyAt(doc, { path: parts, change: () => value, make: true, onlyInsert: false }, parts)
  }
  const walk = (part: Doc): void => {
    for (const name of Object.keys(part)) {
      const operand = part[name]
      if (name === '$and') for (const branch of operand as Doc[]) walk(branch)
      else if (name === '$or' && (operand as Doc[]).length === 1) walk((operand as Doc[])[0] as Doc)
      else if (name.startsWith('$')) continue
      else if (isOperators(operand)) {
        if (Object.hasOwn(operand, '$eq')) put(name, operand.$eq)
        else if (Array.isArray(operand.$in) && operand.$in.length === 1) put(name, operand.$in[0])
        if (Array.isArray(operand.$all)) for (const value of operand.$all) if (!isOperators(value)) put(name, value)
      } else if ((operand as { _bsontype?: string } | null)?._bsontype !== 'BSONRegExp') put(name, operand)
    }
  }
  walk(filter)
  return doc
}

/** No collation makes two ids the same. */
const sameId = (a: unknown, b: unknown): boolean => under(undefined, () => equal(a, b))

const immutable = (): CommandError =>
  new CommandError(66, 'ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'")

function keepId(old: Doc, doc: Doc): Doc {
  if (doc._id === undefined) {
    if (Object.hasOwn(doc, '_id') || old._id !== undefined) return idFirst(doc, old._id)
  } else if (!sameId(old._id, doc._id)) throw immutable()
  return idFirst(doc, old._id)
}

function newDocument(doc: Doc): Doc {
  return idFirst(doc, doc._id === undefined ? new ObjectId() : doc._id)
}

function checkReplacement(doc: Doc): void {
  for (const name of Object.keys(doc)) {
    if (name.startsWith('$'))
      throw new CommandError(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
  }
}

/** An update as functions. Throws for all that it does not know, also when no document will match. */
export function compileUpdate(
  update: Doc | readonly Doc[],
  filter: Doc,
  arrayFilters: readonly Doc[] | undefined,
  variables: Variables,
): Update {
  if (Array.isArray(update)) {
    if (arrayFilters) throw failedToParse('arrayFilters may not be specified for pipeline-style updates')
    const run = compilePipeline(update as readonly Doc[], { variables, allowed: UPDATE_STAGES, read: () => [] })
    const one = (doc: Doc): Doc => run([clone(doc)])[0] as Doc
    return {
      kind: 'pipeline',
      apply: (old) => keepId(old, one(old)),
      insert: () => {
        const seeded = seed(filter)
        const made = one(seeded)
        return seeded._id === undefined ? newDocument(made) : keepId(seeded, made)
      },
    }
  }
  const document = update as Doc
  const isOperatorUpdate = Object.keys(document)[0]?.startsWith('$') === true
  if (!isOperatorUpdate) {
    checkReplacement(document)
    if (arrayFilters && arrayFilters.length > 0) throw failedToParse('arrayFilters may not be specified for replacement-style updates')
    return {
      kind: 'replacement',
      apply: (old) => keepId(old, document),
      insert: () => {
        const id = filterId(filter)
        if (id !== undefined && document._id !== undefined && !sameId(id, document._id)) throw immutable()
        return newDocument(idFirst(document, document._id ?? id))
      },
    }
  }
  const filters = arrayFilterTests(arrayFilters ?? [])
  const compiled = compileOperators(document, filter, filters, new Date())
  return {
    kind: 'operators',
    apply: (old) => {
      const doc = compiled(old, false)
      if (!sameId(old._id, doc._id) || doc._id === undefined) throw immutable()
      return Object.keys(doc)[0] === '_id' ? doc : idFirst(doc, doc._id)
    },
    insert: () => {
      const seeded = seed(filter)
      const doc = compiled(seeded, true)
      if (seeded._id !== undefined && !sameId(seeded._id, doc._id)) throw immutable()
      return newDocument(doc)
    },
  }
}

const filterId = (filter: Doc): unknown => {
  try {
    return seed(filter)._id
  } catch {
    const id = filter._id
    return isOperators(id) ? id.$eq : id
  }
}
