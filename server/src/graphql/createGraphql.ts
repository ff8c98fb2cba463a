/** Owns GraphQL as the server offers it: over HTTP by Apollo, over sockets by graphql-ws, with the same rules on both paths. */
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance } from 'fastify'
import type {} from '../http/signedIn.ts'
import type { World } from '../world.ts'
import { type Context, contextOf, type GraphqlSettings } from './context.ts'
import { defaultLimits, type Limits, limitRules } from './limits.ts'
import { formatError } from './refusals.ts'
import { createSchema } from './schema.ts'
import { createSockets, type GraphqlSockets } from './socket.ts'

export const graphqlPath = '/graphql'

export type GraphqlOptions = GraphqlSettings & {
  /** With it, or in a demo, there are introspection and the landing page. */
  readonly development: boolean
  readonly limits?: Partial<Limits>
}

export type Graphql = {
  /** Adds the route to fastify, whose requests carry `signedIn`. */
  readonly register: (fastify: FastifyInstance) => Promise<void>
  /** Takes over a socket of the path; without a session it is closed with 4401. */
  readonly upgrade: GraphqlSockets['upgrade']
  readonly close: () => Promise<void>
}

export async function createGraphql(world: World, { development, limits: changed, ...settings }: GraphqlOptions): Promise<Graphql> {
  const limits: Limits = { ...defaultLimits, ...changed }
  const open = development || settings.demo
  const schema = createSchema()
  const rules = limitRules(limits, open)
  const format = formatError(world.log, open)

  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true, // a rule of our own decides, the same one on both paths
    validationRules: [...rules],
    parseOptions: { maxTokens: limits.tokens },
    formatError: format,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !open,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    cache: 'bounded',
    persistedQueries: false,
    logger: { debug() {}, info() {}, warn: (text) => world.log.warn({}, text), error: (text) => world.log.error({}, text) },
    stopOnTerminationSignals: false,
    plugins: [open ? ApolloServerPluginLandingPageLocalDefault({ footer: false }) : ApolloServerPluginLandingPageDisabled()],
  })
  await apollo.start()
  const sockets = createSockets({
    world,
    schema,
    rules,
    limits,
    contextOf: (session) => contextOf(world, session, settings, limits),
    formatError: format,
  })

  return {
    async register(fastify) {
      fastify.route({
        url: graphqlPath,
        method: open ? ['GET', 'POST'] : ['POST'],
        bodyLimit: limits.bytes,
        handler: fastifyApolloHandler(apollo, { context: async (request) => contextOf(world, request.signedIn, settings, limits) }),
      })
    },
    upgrade: sockets.upgrade,
    async close() {
      await sockets.close()
      await apollo.stop()
    },
  }
}
