/** Owns the sockets of graphql-ws: their limits, and their end when a session or a person's rights end. The only file of graphql/ that imports ws. */
import {
  type DocumentNode,
  type GraphQLSchema,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql'
import { handleProtocols, makeServer, type Server } from 'graphql-ws'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { PersonId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import type { OpenSession } from '../people/session.ts'
import type { RoomLog } from '../rooms/contract.ts'
import type { World } from '../world.ts'
import type { Context } from './context.ts'
import type { Limits } from './limits.ts'
import { refusalError } from './refusals.ts'

export type SocketOptions = {
  readonly world: World
  readonly schema: GraphQLSchema
  readonly rules: readonly ValidationRule[]
  readonly limits: Limits
  readonly contextOf: (session: OpenSession) => Context
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError
}

type Extra = { readonly session: OpenSession }
type Live = { readonly socket: WebSocket; readonly session: OpenSession }

const beatEvery = 15_000
const handshakeWithin = 10_000

export type GraphqlSockets = {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, session: OpenSession | null) => void
  readonly close: () => Promise<void>
}

export function createSockets({ world, schema, rules, limits, contextOf, formatError }: SocketOptions): GraphqlSockets {
  const live = new Set<Live>()
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.bytes, handleProtocols: (protocols) => handleProtocols(protocols) })
  const formatted = (error: GraphQLError): GraphQLFormattedError => formatError(error.toJSON(), error)

  const server: Server<Extra> = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: handshakeWithin,
    async onSubscribe({ extra, subscriptions }, _id, { query, variables, operationName }) {
      const tooMany = Object.keys(subscriptions).length > limits.operationsPerSocket
      if (tooMany) return [refusalError({ refused: 'tooLarge', limit: limits.operationsPerSocket })]
      const document = parsed(query, limits)
      if (document instanceof GraphQLError) return [document]
      const errors = validate(schema, document, [...specifiedRules, ...rules])
      if (errors.length > 0) return errors.map(asRequestError)
      try {
        const context = contextOf(extra.session)
        const actor = await context.actorNow()
        return {
          schema,
          document,
          variableValues: variables ?? {},
          operationName: operationName ?? null,
          contextValue: { ...context, actor },
        }
      } catch (error) {
        return [error instanceof GraphQLError ? error : new GraphQLError('INTERNAL', { originalError: error as Error })]
      }
    },
    onError: (_context, _id, _payload, errors) => errors.map(formatted),
    onNext(_context, _id, _payload, _args, result) {
      if (!result.errors) return
      return { data: result.data ?? null, errors: result.errors.map(formatted) }
    },
  })

  wss.on('connection', (socket: WebSocket, _request: IncomingMessage, session: OpenSession) => {
    const entry: Live = { socket, session }
    live.add(entry)
    const stopBeat = keepAlive(socket)
    const closed = server.opened(adapter(socket, world.log), { session })
    socket.on('error', (error) => world.log.warn({ err: error }, 'a GraphQL socket broke'))
    socket.once('close', (code, reason) => {
      live.delete(entry)
      stopBeat()
      closed(code, String(reason)).catch((error: unknown) => world.log.error({ err: error }, 'a GraphQL socket did not end cleanly'))
    })
  })

  const closeThose = (code: number, whose: (session: OpenSession) => boolean): void => {
    for (const { socket, session } of live) if (whose(session)) socket.close(code)
  }
  const unsubscribe = world.bus.subscribe((event) => {
    if (event.kind === 'peopleChanged' && event.person) closeThose(closeCodes.accessChanged, ({ actor }) => actor.person === event.person)
    if (event.kind === 'sessionEnded') closeThose(closeCodes.noSession, ({ tokenHash }) => tokenHash === event.tokenHash)
  })

  return {
    upgrade(request, socket, head, session) {
      wss.handleUpgrade(request, socket, head, (opened) => {
        if (!session) return refuse(opened, closeCodes.noSession)
        if (socketsOf(live, session.actor.person) >= limits.socketsPerPerson) return refuse(opened, closeCodes.tooLarge)
        wss.emit('connection', opened, request, session)
      })
    },
    async close() {
      unsubscribe()
      for (const { socket } of live) socket.close(closeCodes.restart)
      const gone = [...live].map(({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())))
      const late = setTimeout(() => closeRest(live), 1000)
      await Promise.all(gone)
      clearTimeout(late)
      await new Promise<void>((resolve) => wss.close(() => resolve()))
    },
  }
}

function closeRest(live: ReadonlySet<Live>): void {
  for (const { socket } of live) socket.terminate()
}

function refuse(socket: WebSocket, code: number): void {
  socket.on('error', () => socket.terminate())
  socket.close(code)
}

function socketsOf(live: ReadonlySet<Live>, person: PersonId): number {
  return [...live].filter(({ session }) => session.actor.person === person).length
}

function parsed(query: string, { tokens }: Limits): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: tokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
  }
}

/** As Apollo marks them on the HTTP path. */
function asRequestError(error: GraphQLError): GraphQLError {
  const extensions = 'code' in error.extensions ? error.extensions : { code: 'GRAPHQL_VALIDATION_FAILED' }
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions })
}

function adapter(socket: WebSocket, log: RoomLog): Parameters<Server<Extra>['opened']>[0] {
  return {
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve()
        // A failed send is followed by the socket's close, which ends everything on it.
        socket.send(data, () => resolve())
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage(listener) {
      socket.on('message', (message) => {
        listener(String(message)).catch((error: unknown) => {
          log.error({ err: error }, 'a GraphQL message failed')
          socket.close(closeCodes.restart)
        })
      })
    },
  }
}

/** Pings; a socket that has not answered by the next beat is dead. Returns what ends it. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const beat = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, beatEvery)
  return () => clearInterval(beat)
}
