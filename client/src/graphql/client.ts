/** Owns the line to GraphQL: one Apollo client over HTTP and one socket, and what a reconnection asks again. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { ErrorLink } from '@apollo/client/link/error'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition } from '@apollo/client/utilities/internal'
import { createClient } from 'graphql-ws'
import { goalsTold } from '../goals/goalsTold.ts'
import { endSession } from '../session.ts'
import { answersInOrder } from './answersInOrder.ts'
import { refusalOf } from './refusalOf.ts'

/** Goals are keyed by plan and version together, so they live inside what was asked, never by their id alone. */
const embedded = { keyFields: false as const }

function socketAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`
}

/** The one client of a tab. After the socket was away, every query on the page is asked again: a client misses nothing. */
export function createGraphClient(): ApolloClient {
  let wasAway = false
  const socket = createClient({
    url: socketAddress,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (retries) => {
      const wait = Math.min(500 * 2 ** retries, 10_000)
      await new Promise((resolve) => setTimeout(resolve, wait * (0.75 + Math.random() / 2)))
    },
    keepAlive: 20_000,
    on: {
      connected: () => {
        if (wasAway) void client.refetchQueries({ include: 'active' })
        wasAway = false
      },
      closed: (event) => {
        wasAway = true
        if (event instanceof CloseEvent && event.code === 4401) endSession()
      },
    },
  })
  const told = goalsTold()
  const client = new ApolloClient({
    cache: new InMemoryCache({
      possibleTypes: { Unit: ['Administration', 'Body'] },
      typePolicies: { Goal: embedded, Indicator: embedded, Measurement: embedded },
    }),
    link: ApolloLink.from([
      new ErrorLink(({ error }) => {
        if (refusalOf(error)?.refused === 'notSignedIn') endSession()
      }),
      ApolloLink.split(
        ({ query }) => {
          const definition = getMainDefinition(query)
          return definition.kind === 'OperationDefinition' && definition.operation === 'subscription'
        },
        told.concat(new GraphQLWsLink(socket)),
        ApolloLink.from([answersInOrder(), told, new HttpLink({ uri: '/graphql' })]),
      ),
    ]),
    queryDeduplication: false,
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  })
  return client
}
