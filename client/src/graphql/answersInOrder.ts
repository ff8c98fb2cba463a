/** Owns that the newest answer to a query is the last one that comes. */
import { ApolloLink } from '@apollo/client'
import { getMainDefinition } from '@apollo/client/utilities/internal'
import { from, lastValueFrom, type Observable, shareReplay, switchMap } from 'rxjs'

type Answer = Observable<ApolloLink.Result>
type Line = { readonly done: Promise<unknown>; next: Answer | null }

/**
 * A query that is asked again while it is under way is sent when its answer has come; all who ask until then share that one. To share
 * the answer that is under way, or to take both as they come, would leave the page with what was true before it asked. Wants
 * `queryDeduplication: false`.
 */
export function answersInOrder(): ApolloLink {
  const lines = new Map<string, Line>()
  return new ApolloLink((operation, forward) => {
    const definition = getMainDefinition(operation.query)
    if (definition.kind !== 'OperationDefinition' || definition.operation !== 'query') return forward(operation)
    const key = `${operation.operationName} ${JSON.stringify(operation.variables)}`
    const send = (): Answer => {
      const answer = forward(operation).pipe(shareReplay(1))
      const done = lastValueFrom(answer).catch(() => undefined)
      const line: Line = { done, next: null }
      lines.set(key, line)
      void done.then(() => {
        if (!line.next) lines.delete(key)
      })
      return answer
    }
    const line = lines.get(key)
    if (!line) return send()
    line.next ??= from(line.done).pipe(switchMap(send), shareReplay(1))
    return line.next
  })
}
