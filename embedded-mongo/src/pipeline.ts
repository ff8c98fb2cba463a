/** Aggregation pipelines: every stage is checked before the first document is read. */
import type { Doc } from './bson.ts'
import { badValue, CommandError, failedToParse, located, unsupported } from './commandError.ts'
import { bindVariables, compileExpression, type Variables } from './expression.ts'
import { compileGroup } from './group.ts'
import { compileFilter } from './match.ts'
import { identity } from './indexKeys.ts'
import { at, reach } from './path.ts'
import { compileProjection, compileSet } from './project.ts'
import { sortDocs, sortKeys } from './sort.ts'
import { assign, clone, isDoc, isNumber, toNumber, typeName } from './value.ts'

/** The stages that a pipeline may use; every other is refused. */
export const STAGES = [
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$sort',
  '$limit',
  '$skip',
  '$count',
  '$group',
  '$unwind',
  '$lookup',
  '$facet',
  '$replaceRoot',
  '$replaceWith',
  '$sortByCount',
] as const
/** Stages that MongoDB has and this server refuses by name. */
export const REFUSED_STAGES = [
  '$out',
  '$merge',
  '$geoNear',
  '$graphLookup',
  '$setWindowFields',
  '$bucket',
  '$bucketAuto',
  '$collStats',
  '$indexStats',
  '$redact',
  '$sample',
  '$unionWith',
  '$densify',
  '$fill',
  '$documents',
  '$search',
  '$changeStream',
] as const
/** The stages of a pipeline-style update. */
export const UPDATE_STAGES: readonly string[] = ['$addFields', '$set', '$unset', '$project', '$replaceRoot', '$replaceWith']

export type Pipeline = (docs: readonly Doc[]) => readonly Doc[]

export type PipelineContext = {
  readonly variables: Variables
  readonly allowed: readonly string[]
  /** All documents of another collection of the same database. */
  read(collection: string): readonly Doc[]
}

type Stage = (docs: readonly Doc[]) => readonly Doc[]

function whole(name: string, operand: unknown, least: number): number {
  const n = isNumber(operand) ? toNumber(operand) : NaN
  if (!Number.isInteger(n)) throw failedToParse(`invalid argument to ${name} stage: Expected a number`)
  if (n < least)
    throw located(15958, least === 1 ? 'the limit must be positive' : `invalid argument to ${name} stage: Expected a non-negative number`)
  return n
}

function replaceRoot(expression: unknown, variables: Variables): Stage {
  const evaluate = compileExpression(expression, variables)
  return (docs) =>
    docs.map((doc) => {
      const value = evaluate(doc)
      if (!isDoc(value))
        throw located(40228, `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(value)}`)
      return clone(value)
    })
}

function unset(operand: unknown): Stage {
  const fields = Array.isArray(operand) ? operand : [operand]
  if (fields.length === 0 || !fields.every((field) => typeof field === 'string' && field !== ''))
    throw located(31120, '$unset specification must be a string or an array of strings')
  const project = compileProjection(Object.fromEntries(fields.map((field) => [field, 0])), { find: false, filter: {}, variables: {} })
  return (docs) => docs.map((doc) => (project ? project(doc) : doc))
}

function unwind(operand: unknown): Stage {
  const spec: Doc = isDoc(operand) ? operand : { path: operand }
  for (const name of Object.keys(spec)) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name))
      throw located(28811, `unrecognized option to $unwind stage: ${name}`)
  }
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: preserve } = spec
  if (typeof path !== 'string' || !/^\$[^$]/.test(path)) throw located(28818, "path option to $unwind stage should be prefixed with a '$'")
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$')))
    throw located(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage')
  const parts = path.slice(1).split('.')
  const put = (doc: Doc, [part, ...rest]: readonly string[], value: unknown): Doc => {
    const made: Doc = { ...doc }
    if (part === undefined) return made
    if (rest.length > 0) assign(made, part, put(made[part] as Doc, rest, value))
    else if (value === undefined) delete made[part]
    else assign(made, part, value)
    return made
  }
  const numbered = (doc: Doc, n: unknown): Doc => (typeof index === 'string' ? put(doc, [index], n) : doc)
  return (docs) =>
    docs.flatMap((doc) => {
      const value = at(doc, parts)
      if (Array.isArray(value) && value.length > 0) return value.map((element, i) => numbered(put(doc, parts, element), i))
      if (Array.isArray(value)) return preserve === true ? [numbered(put(doc, parts, undefined), null)] : []
      if (value === undefined || value === null) return preserve === true ? [numbered(doc, null)] : []
      return [numbered(doc, null)]
    })
}

function lookup(operand: unknown, context: PipelineContext): Stage {
  if (!isDoc(operand)) throw failedToParse('the $lookup specification must be an object')
  for (const name of Object.keys(operand)) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(name))
      throw failedToParse(`unknown argument to $lookup: ${name}`)
  }
  const { from, as, localField, foreignField, let: bindings, pipeline } = operand
  if (typeof from !== 'string' || typeof as !== 'string') throw failedToParse("must specify 'from' and 'as' fields for a $lookup")
  if ((typeof localField === 'string') !== (typeof foreignField === 'string'))
    throw failedToParse('$lookup requires both or neither of localField and foreignField to be specified')
  if (pipeline === undefined && typeof localField !== 'string')
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified")
  if (pipeline !== undefined && !Array.isArray(pipeline)) throw failedToParse("'pipeline' option must be specified as an array")
  const stages = (pipeline ?? []) as readonly Doc[]
  const vars = isDoc(bindings) ? bindings : {}
  const compiled = (variables: Variables): Pipeline => compilePipeline(stages, { ...context, variables })
  // Checked once with variables that have no value, so that an empty collection hides no error.
  compiled({ ...context.variables, ...Object.fromEntries(Object.keys(vars).map((name) => [name, null])) })
  bindVariables(vars, context.variables)

  return (docs) => {
    const foreign = context.read(from)
    const byKey = new Map<string, Doc[]>()
    if (typeof foreignField === 'string') {
      for (const doc of foreign) {
        for (const key of joinKeys(doc, foreignField)) byKey.set(key, [...(byKey.get(key) ?? []), doc])
      }
    }
    return docs.map((doc) => {
      const joined =
        typeof localField === 'string' ? [...new Set([...joinKeys(doc, localField)].flatMap((key) => byKey.get(key) ?? []))] : foreign
      const ordered = typeof localField === 'string' ? foreign.filter((other) => joined.includes(other)) : joined
      const found = stages.length === 0 ? ordered : compiled(bindVariables(vars, context.variables, doc))(ordered)
      return compileSet({ [as]: { $literal: found } }, {})(doc)
    })
  }
}

/** The values by which two documents join: an array's elements, and null for a missing field. */
function joinKeys(doc: Doc, field: string): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const value of reach(doc, field.split('.'))) {
    for (const element of Array.isArray(value) ? [value, ...(value as unknown[])] : [value]) keys.add(identity(element ?? null))
  }
  return keys
}

function facet(operand: unknown, context: PipelineContext): Stage {
  if (!isDoc(operand) || Object.keys(operand).length === 0) throw located(40169, 'the $facet specification must be a non-empty object')
  const branches = Object.keys(operand).map((name) => {
    const stages = operand[name]
    if (!Array.isArray(stages)) throw located(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(stages)}`)
    return [name, compilePipeline(stages as Doc[], { ...context, allowed: context.allowed.filter((stage) => stage !== '$facet') })] as const
  })
  return (docs) => [Object.fromEntries(branches.map(([name, run]) => [name, run(docs)]))]
}

function count(operand: unknown): Stage {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.'))
    throw located(40156, 'the count field must be a non-empty string without $ and .')
  return (docs) => (docs.length > 0 ? [{ [operand]: docs.length }] : [])
}

function compileStage(name: string, operand: unknown, context: PipelineContext): Stage {
  const { variables } = context
  switch (name) {
    case '$match': {
      if (!isDoc(operand)) throw located(15959, 'the match filter must be an expression in an object')
      const test = compileFilter(operand, variables)
      return (docs) => docs.filter(test)
    }
    case '$project': {
      if (!isDoc(operand)) throw located(15969, '$project specification must be an object')
      const project = compileProjection(operand, { find: false, filter: {}, variables })
      return (docs) => docs.map((doc) => (project ? project(doc) : doc))
    }
    case '$addFields':
    case '$set': {
      const set = compileSet(operand as Doc, variables)
      return (docs) => docs.map(set)
    }
    case '$unset':
      return unset(operand)
    case '$sort': {
      if (!isDoc(operand) || Object.keys(operand).length === 0) throw located(15976, '$sort stage must have at least one sort key')
      sortKeys(operand)
      if (Object.hasOwn(operand, '$natural')) throw badValue('$natural is not a field that a pipeline can sort by')
      return (docs) => sortDocs(docs, operand, (doc) => doc)
    }
    case '$limit': {
      const n = whole(name, operand, 1)
      return (docs) => docs.slice(0, n)
    }
    case '$skip': {
      const n = whole(name, operand, 0)
      return (docs) => docs.slice(n)
    }
    case '$count':
      return count(operand)
    case '$group':
      return compileGroup(operand, variables)
    case '$unwind':
      return unwind(operand)
    case '$lookup':
      return lookup(operand, context)
    case '$facet':
      return facet(operand, context)
    case '$replaceWith':
      return replaceRoot(operand, variables)
    case '$replaceRoot':
      if (!isDoc(operand) || !Object.hasOwn(operand, 'newRoot')) throw located(40231, 'no newRoot specified for the $replaceRoot stage')
      return replaceRoot(operand.newRoot, variables)
    case '$sortByCount': {
      const group = compileGroup({ _id: operand, count: { $sum: 1 } }, variables)
      return (docs) => sortDocs(group(docs), { count: -1 }, (doc) => doc)
    }
    default:
      throw badValue(`stage ${name} has no meaning here`)
  }
}

/** A pipeline as a function. Throws for what it does not know in any stage, also of `$facet` and `$lookup`. */
export function compilePipeline(stages: readonly Doc[], context: PipelineContext): Pipeline {
  const compiled = stages.map((stage) => {
    const names = isDoc(stage) ? Object.keys(stage) : []
    const [name] = names
    if (name === undefined || names.length !== 1)
      throw located(40323, 'A pipeline stage specification object must contain exactly one field.')
    if (!context.allowed.includes(name)) throw refusedStage(name, context)
    return compileStage(name, stage[name], context)
  })
  return (docs) => compiled.reduce((current, stage) => stage(current), docs)
}

function refusedStage(name: string, context: PipelineContext): CommandError {
  if (name === '$changeStream') return located(40573, 'The $changeStream stage is only supported on replica sets')
  if (name === '$facet') return located(40600, '$facet is not allowed to be used within a $facet stage')
  if ((STAGES as readonly string[]).includes(name) && context.allowed === UPDATE_STAGES)
    return new CommandError(72, 'InvalidOptions', `${name} is not allowed to be used within an update`)
  if ((REFUSED_STAGES as readonly string[]).includes(name)) return unsupported(name)
  return located(40324, `Unrecognized pipeline stage name: '${name}'`)
}
