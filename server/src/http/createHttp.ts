/** Owns the one HTTP server: its checks, its routes, its upgrade listener. */
import Fastify, { type FastifyInstance } from 'fastify'
import type { KnownSessions } from '../people/knownSessions.ts'
import type { OpenSession, SessionWorld } from '../people/session.ts'
import { bearsToken, type Observation, observationPaths } from '../observation/observe.ts'
import type { RoomLog } from '../rooms/contract.ts'
import { type Installation, NoReply, StoreUnavailable } from '../storage/ports.ts'
import { type Addresses, loopbackHosts, refuseOrigin } from './address.ts'
import { addClientPages, type ClientPages } from './clientPages.ts'
import { addHeaders } from './headers.ts'
import { addImportRoutes, type ImportRoutes } from './importRoutes.ts'
import { listen, type Listening, type ListenOptions } from './listen.ts'
import { sendRefusal } from './refusals.ts'
import { addSessionRoutes, type Demo } from './sessionRoutes.ts'
import { readCookies } from './signedIn.ts'
import { type TakeSocket, upgradeListener } from './upgrade.ts'

export type HttpOptions = {
  readonly world: SessionWorld
  readonly log: RoomLog
  readonly installation: Installation
  readonly demo: Demo | null
  /** Whether GraphQL shows its landing page: in a demo and in development. */
  readonly landing: boolean
  readonly publicUrl: string | null
  readonly pages: ClientPages
  /** Adds GraphQL's own route. */
  readonly registerGraphql: (fastify: FastifyInstance) => Promise<void>
  readonly imports: ImportRoutes
  readonly sockets: { readonly graphql: TakeSocket; readonly rooms: TakeSocket }
  /** Health and figures on this port, for whoever has the token; to others there is no such address. */
  readonly observers: { readonly observation: Observation; readonly token: string } | null
  /** Told of every session that has a socket. */
  readonly sessionUsed: (session: OpenSession) => void
  readonly knownSessions: KnownSessions
}

export type Http = {
  readonly listen: (options: ListenOptions) => Promise<Listening>
  /** The first of the addresses that people use: PUBLIC_URL, or localhost with the port. */
  readonly address: () => string
  /** As `Listening.drain`. */
  readonly drain: (ms: number) => Promise<void>
  readonly close: () => Promise<void>
}

const bodyLimit = 1024 * 1024

/** Nothing listens yet: `listen` does. */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const {
    world,
    log,
    installation,
    demo,
    landing,
    publicUrl,
    pages,
    registerGraphql,
    imports,
    sockets,
    observers,
    sessionUsed,
    knownSessions,
  } = options
  const secure = publicUrl?.startsWith('https:') ?? false
  let addresses: Addresses = { port: 0, hosts: loopbackHosts, publicUrl }
  let listening: Listening | null = null

  // Fastify is the router; listen.ts owns the listening sockets, of which there may be two.
  const fastify = Fastify({ bodyLimit, trustProxy: publicUrl !== null })
  fastify.addHook('onRequest', async (request, reply) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    const wrong = refuseOrigin(request.headers, addresses, changes)
    if (wrong) return reply.code(wrong === 'host' ? 421 : 403).send({ error: { code: wrong === 'host' ? 'unknownHost' : 'foreignOrigin' } })
  })
  addHeaders(fastify, { secure, landing })
  fastify.setErrorHandler((error: Error & { readonly statusCode?: number }, request, reply) => {
    if (error instanceof StoreUnavailable || error instanceof NoReply) {
      log.warn({ err: error, url: request.url }, 'the store did not answer a request')
      return sendRefusal(reply, { refused: 'storeUnavailable' })
    }
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ err: error, url: request.url }, 'a request failed')
    return reply.code(status).send({ error: { code: status === 413 ? 'tooLarge' : status < 500 ? 'badRequest' : 'internal' } })
  })
  const cookies = await readCookies(fastify, world, installation.id, secure)
  addSessionRoutes(fastify, { world, cookies, installation, demo })
  await addImportRoutes(fastify, imports)
  await registerGraphql(fastify)
  if (observers) {
    for (const path of observationPaths)
      fastify.get(path, async (request, reply) => {
        if (!bearsToken(request.headers.authorization, observers.token)) return reply.code(404).send({ error: { code: 'notFound' } })
        const answer = await observers.observation.answer(path)
        return reply
          .code(answer?.status ?? 404)
          .header('content-type', answer?.type ?? 'text/plain')
          .header('cache-control', 'no-store')
          .send(answer?.body)
      })
  }
  await addClientPages(fastify, pages)
  await fastify.ready()

  const upgrade = upgradeListener({
    addresses: () => addresses,
    sessions: {
      known(request) {
        const tokenHash = cookies.tokenHashOf(request)
        return tokenHash ? knownSessions.known(tokenHash) : null
      },
      async read(request) {
        const tokenHash = cookies.tokenHashOf(request)
        return tokenHash ? knownSessions.read(tokenHash) : null
      },
      opened: sessionUsed,
      livesOn: async ({ tokenHash }) => (await knownSessions.read(tokenHash)) !== null,
    },
    graphql: sockets.graphql,
    rooms: sockets.rooms,
    log,
  })
  return {
    async listen(where) {
      listening = await listen({ request: fastify.routing, upgrade: (request, socket, head) => void upgrade(request, socket, head) }, where)
      addresses = { port: listening.port, hosts: listening.hosts, publicUrl }
      return listening
    },
    address: () => publicUrl ?? `http://localhost:${addresses.port}`,
    drain: async (ms) => listening?.drain(ms),
    async close() {
      await listening?.close()
      await fastify.close()
    },
  }
}
