/** Owns how a page follows a subscription: from mounting to leaving, and again after the session came back. */
import type { DocumentNode, OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useEffect, useEffectEvent } from 'react'
import { onSessionBack } from '../session.ts'

/**
 * Calls `onData` for every value. The socket reconnects by itself (and asks the page's queries again, see client.ts);
 * a subscription that the server ended is opened again with the session. `variables` null: nothing is followed.
 * `into` 'alone': `onData` writes into the cache what it wants there.
 */
export function useLive<Result, Variables extends OperationVariables>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables | null,
  onData: (data: Result) => void,
  into: 'cache' | 'alone' = 'cache',
): void {
  const client = useApolloClient()
  const told = useEffectEvent(onData)
  const key = variables === null ? null : JSON.stringify(variables)
  useEffect(() => {
    if (key === null) return
    const options = {
      query: document as DocumentNode,
      variables: JSON.parse(key) as Variables,
      errorPolicy: 'all' as const,
      ...(into === 'alone' && { fetchPolicy: 'no-cache' as const }),
    }
    const open = () =>
      client.subscribe<Result>(options).subscribe({
        next: ({ data }) => {
          if (data) told(data)
        },
      })
    let subscription = open()
    const forget = onSessionBack(() => {
      subscription.unsubscribe()
      subscription = open()
    })
    return () => {
      forget()
      subscription.unsubscribe()
    }
  }, [client, document, key, into])
}
