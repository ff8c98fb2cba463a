/** Owns what our GraphQL is compared with: a hello-world Apollo on the same Fastify, both in the versions that the server has. */
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { listening } from './listening.ts'

type Apollo = { readonly start: () => Promise<void> }
type App = {
  readonly server: Server
  readonly register: (plugin: unknown) => Promise<void>
  readonly listen: (where: { readonly port: number; readonly host: string }) => Promise<string>
}

const require = createRequire(new URL('../../../server/package.json', import.meta.url))
const { ApolloServer } = require('@apollo/server') as { ApolloServer: new (options: object) => Apollo }
const { default: apolloPlugin } = require('@as-integrations/fastify') as { default: (apollo: Apollo) => unknown }
const { fastify } = require('fastify') as { fastify: () => App }

const apollo = new ApolloServer({ typeDefs: 'type Query { hello: String! }', resolvers: { Query: { hello: () => 'Hej' } } })
await apollo.start()
const app = fastify()
await app.register(apolloPlugin(apollo))
await app.listen({ port: 0, host: '127.0.0.1' })
listening(app.server)
process.on('SIGTERM', () => process.exit(0))
