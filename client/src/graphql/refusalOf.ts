/** Owns how an error of Apollo or of `/api` becomes a refusal, and a refusal a sentence. */
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { text } from '../text/da.ts'

/** The refusal in an error, or null for one that nobody expected (a bug, or no connection). */
export function refusalOf(error: unknown): Refusal | null {
  if (isRefusal(error)) return error
  if (CombinedGraphQLErrors.is(error)) {
    for (const { extensions } of error.errors) {
      if (isRefusal(extensions?.['refusal'])) return extensions['refusal']
    }
    return null
  }
  if (ServerError.is(error) && error.statusCode === 401) return { refused: 'notSignedIn' }
  return null
}

/** The Danish sentence to show beside what was tried. Never empty. */
export function sentenceOf(error: unknown): string {
  const refusal = refusalOf(error)
  if (refusal) return sentenceFor(refusal)
  const offline = error instanceof TypeError || ServerError.is(error)
  return offline ? text.problems.offline : text.problems.unexpected
}

/** For a question asked again: its failure is told by the query's own error, or by the dialog of a session that has ended. */
export const isShown = (): void => undefined

export function sentenceFor<Kind extends Refusal>(refusal: Kind): string {
  const say = text.refusals[refusal.refused] as (refusal: Kind) => string
  return say(refusal)
}
