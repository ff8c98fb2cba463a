/** Owns the executable schema: the contract with its resolvers attached. */
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'
import { typeDefs } from '@samplan/schema'
import { goalResolvers } from './goals.ts'
import { peopleResolvers } from './people.ts'
import { planResolvers } from './plan.ts'

type FieldResolver = GraphQLFieldResolver<unknown, unknown>
type FieldResolvers = Readonly<Record<string, FieldResolver | { readonly subscribe: FieldResolver }>>

/** Throws on a resolver for something that the contract does not have. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchema(typeDefs)
  for (const topic of [peopleResolvers, planResolvers, goalResolvers]) {
    // Typed field by field where they stand; here only their names matter.
    for (const [type, fields] of Object.entries(topic as unknown as Readonly<Record<string, FieldResolvers>>)) attach(schema, type, fields)
  }
  return schema
}

function attach(schema: GraphQLSchema, name: string, fields: FieldResolvers): void {
  const type = schema.getType(name)
  for (const [field, resolver] of Object.entries(fields)) {
    if (isInterfaceType(type) && field === '__resolveType' && typeof resolver === 'function') {
      type.resolveType = (value, context, info) => String(resolver(value, {}, context, info))
      continue
    }
    const known = isObjectType(type) ? type.getFields()[field] : undefined
    if (!known) throw new Error(`the schema has no ${name}.${field}`)
    if (typeof resolver === 'function') known.resolve = resolver
    else known.subscribe = resolver.subscribe
  }
}
