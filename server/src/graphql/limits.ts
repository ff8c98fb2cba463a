/** Owns what one request may ask for: size, depth, aliases, cost. The same rules stand on the HTTP path and on the socket's. */
import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLOutputType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

export type Limits = {
  /** Bytes of one request, on both paths. */
  readonly bytes: number
  /** Lexical tokens of a document. */
  readonly tokens: number
  readonly depth: number
  readonly rootFields: number
  readonly aliases: number
  /** Roughly the number of values in the largest answer. */
  readonly cost: number
  /** The largest `first`. */
  readonly page: number
  /** Operations under way at once on one socket. */
  readonly operationsPerSocket: number
  readonly socketsPerPerson: number
}

export const defaultLimits: Limits = {
  bytes: 256 * 1024,
  tokens: 2500,
  depth: 9,
  rootFields: 10,
  aliases: 20,
  cost: 400_000,
  page: 500,
  operationsPerSocket: 40,
  socketsPerPerson: 40,
}

/** What a list without `first` counts for: outlines are longer, but their fields are cheap. */
const listWeight = 4

/** The rules to validate with, beside graphql's own. A `first` that is a variable counts as the largest page. */
export function limitRules(limits: Limits, introspection: boolean): readonly ValidationRule[] {
  const measured: ValidationRule = (context) => measureRule(context, limits)
  return introspection ? [measured] : [measured, noIntrospection]
}

function exceeded(what: string, limit: number): GraphQLError {
  return new GraphQLError(`The request exceeds the limit of ${what}: ${limit}`, { extensions: { code: 'LIMIT_EXCEEDED' } })
}

const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type') {
      context.reportError(new GraphQLError('Introspection is off', { nodes: [node], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }))
    }
  },
})

type Measure = { readonly depth: number; readonly cost: number; readonly aliases: number }
const nothing: Measure = { depth: 0, cost: 0, aliases: 0 }

function measureRule(context: ValidationContext, limits: Limits): ASTVisitor {
  const document = context.getDocument()
  return {
    Document() {
      const measure = measurer(context, document, limits)
      const operations = document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
      for (const operation of operations) {
        const root = context.getSchema().getRootType(operation.operation)
        if (!root) continue
        if (operation.selectionSet.selections.length > limits.rootFields)
          context.reportError(exceeded('fields at the root', limits.rootFields))
        const { depth, cost, aliases } = measure(operation.selectionSet, root)
        if (depth > limits.depth) context.reportError(exceeded('depth', limits.depth))
        if (aliases > limits.aliases) context.reportError(exceeded('aliases', limits.aliases))
        if (cost > limits.cost) context.reportError(exceeded('cost', limits.cost))
      }
    },
  }
}

/** Measures selections; each fragment once per type, so that fragments in fragments do not multiply the work. */
function measurer(context: ValidationContext, document: DocumentNode, limits: Limits) {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  )
  const known = new Map<FragmentDefinitionNode, Measure>()
  const underWay = new Set<FragmentDefinitionNode>()

  function ofSet(set: SelectionSetNode, type: GraphQLOutputType): Measure {
    return set.selections.reduce((sum: Measure, selection): Measure => {
      const one =
        selection.kind === Kind.FIELD
          ? ofField(selection, type)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet, typeNamed(selection.typeCondition?.name.value) ?? type)
            : ofFragment(selection.name.value)
      return { depth: Math.max(sum.depth, one.depth), cost: sum.cost + one.cost, aliases: sum.aliases + one.aliases }
    }, nothing)
  }

  function ofFragment(name: string): Measure {
    const fragment = fragments.get(name)
    if (!fragment || underWay.has(fragment)) return nothing
    const before = known.get(fragment)
    if (before) return before
    underWay.add(fragment)
    const type = typeNamed(fragment.typeCondition.name.value)
    const measure = type ? ofSet(fragment.selectionSet, type) : nothing
    underWay.delete(fragment)
    known.set(fragment, measure)
    return measure
  }

  function ofField(node: FieldNode, parent: GraphQLOutputType): Measure {
    const aliases = node.alias ? 1 : 0
    // Introspection has a depth of its own, and its rule decides whether it is there at all.
    if (node.name.value.startsWith('__')) return { depth: 1, cost: 1, aliases }
    const named = getNamedType(parent)
    const field = isObjectType(named) || isInterfaceType(named) ? named.getFields()[node.name.value] : undefined
    if (!field) return { depth: 1, cost: 1, aliases }
    const page = field.args.find(({ name }) => name === 'first')
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value
    const first =
      given?.kind === Kind.INT ? Number(given.value) : given?.kind === Kind.VARIABLE ? limits.page : Number(page?.defaultValue ?? 1)
    if (page && (first < 1 || first > limits.page)) context.reportError(exceeded('first', limits.page))
    const inner = node.selectionSet ? ofSet(node.selectionSet, field.type) : nothing
    // The list inside a page is as long as the page asked for.
    const times = page ? Math.max(1, first) : isListType(getNullableType(field.type)) && node.name.value !== 'nodes' ? listWeight : 1
    return { depth: inner.depth + 1, cost: 1 + inner.cost * times, aliases: aliases + inner.aliases }
  }

  function typeNamed(name: string | undefined): GraphQLOutputType | undefined {
    const type = name === undefined ? undefined : context.getSchema().getType(name)
    return isObjectType(type) || isInterfaceType(type) ? type : undefined
  }

  return ofSet
}
