import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { createSchema } from './schema.ts'

/** What the contract has of its own: its three roots need no words. */
const roots = ['Query', 'Mutation', 'Subscription']

test('GQ-22 every type and every field of the schema is described', () => {
  const types = Object.values(createSchema().getTypeMap()).filter((type) => !isIntrospectionType(type))
  const own = types.filter((type) => isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
  expect(own.length).toBeGreaterThan(30)
  const silent = own.flatMap((type) =>
    Object.values(type.getFields()).flatMap(({ name, description }) => (description?.trim() ? [] : [`${type.name}.${name}`])),
  )
  const silentTypes = [...own, ...types.filter(isEnumType)]
    .filter(({ name, description }) => !description?.trim() && !roots.includes(name))
    .map(({ name }) => name)
  expect([...silent, ...silentTypes]).toEqual([])
})
