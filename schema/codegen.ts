/** Owns how code is generated from the schema: resolver types for the server, typed documents for the client. */
import type { CodegenConfig } from '@graphql-codegen/cli'

const scalars = { DateTime: 'string', ID: 'string' }

const config: CodegenConfig = {
  schema: ['./people.graphql', './plan.graphql', './goals.graphql'],
  generates: {
    '../server/src/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        scalars,
        useTypeImports: true,
        enumsAsTypes: true,
        contextType: './context.ts#Context',
        mapperTypeSuffix: 'Row',
        avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
        mappers: {
          Plan: './rows.ts#PlanRow',
          Section: './rows.ts#SectionRow',
          Person: './rows.ts#PersonRow',
          Goal: './rows.ts#GoalRow',
          Indicator: './rows.ts#IndicatorRow',
          Unit: '@samplan/shared/people#Unit',
          Administration: '@samplan/shared/people#Administration',
          Body: '@samplan/shared/people#Body',
        },
      },
    },
    '../client/src/graphql/generated.ts': {
      documents: '../client/src/graphql/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { scalars, useTypeImports: true, enumsAsTypes: true, skipTypename: true, preResolveTypes: true },
    },
  },
}
export default config
