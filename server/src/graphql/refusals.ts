/** Owns how a refusal becomes a GraphQL error, and how an error leaves the server: a code and facts, never a stack. */
import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { isRefusal, type Refusal, type RefusalCode } from '@samplan/shared/refusal'
import type { RoomLog } from '../rooms/contract.ts'
import { NoReply, StoreUnavailable } from '../storage/ports.ts'

/** NOT_ALLOWED for notAllowed. */
export function codeOf(refusal: RefusalCode): string {
  return refusal.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

/** The error that carries the refusal; thrown by resolvers only. */
export function refusalError(refusal: Refusal): GraphQLError {
  const code = codeOf(refusal.refused)
  const http = refusal.refused === 'notSignedIn' ? { http: { status: 401 } } : {}
  return new GraphQLError(code, { extensions: { code, refusal, ...http } })
}

/** The value of a use case, or its refusal thrown. */
export function granted<Value>(result: Value | Refusal): Value {
  if (isRefusal(result)) throw refusalError(result)
  return result
}

/** Errors of the request itself: their messages are for whoever wrote it. */
const requestCodes: ReadonlySet<string> = new Set(
  [...Object.values(ApolloServerErrorCode), 'LIMIT_EXCEEDED'].filter((code) => code !== 'INTERNAL_SERVER_ERROR'),
)

/**
 * What a client sees of an error: refusals and faults of its request as they are, everything else as INTERNAL, logged once. Unless
 * `tellsSchema`, without the names of the schema that graphql would suggest.
 */
export function formatError(
  log: RoomLog,
  tellsSchema: boolean,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error)
    const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) }
    const refusal = refusalIn(cause)
    if (refusal) return { message: codeOf(refusal.refused), ...place, extensions: { code: codeOf(refusal.refused), refusal } }
    const code = requestCode(formatted, cause)
    if (code) {
      const message = tellsSchema ? formatted.message : formatted.message.replace(/ ?Did you mean .+\?$/s, '')
      return { message, ...place, extensions: { code } }
    }
    log.error({ err: cause, path: formatted.path }, 'a GraphQL operation failed')
    return { message: 'INTERNAL', ...place, extensions: { code: 'INTERNAL' } }
  }
}

/** Null for what is no fault of the request. On the socket's path variables of a wrong type come without a code and without a place. */
function requestCode({ extensions, path }: GraphQLFormattedError, cause: unknown): string | null {
  // Apollo gives all that validation finds one code; the limits keep theirs.
  const found =
    cause instanceof GraphQLError && cause.originalError instanceof GraphQLError ? cause.originalError.extensions['code'] : undefined
  const code = found === 'LIMIT_EXCEEDED' ? found : extensions?.['code']
  if (typeof code === 'string') return requestCodes.has(code) ? code : null
  if (!(cause instanceof GraphQLError) || path) return null
  const { originalError } = cause
  return !originalError || originalError instanceof GraphQLError ? ApolloServerErrorCode.BAD_USER_INPUT : null
}

function refusalIn(cause: unknown): Refusal | null {
  if (cause instanceof NoReply || cause instanceof StoreUnavailable) return { refused: 'storeUnavailable' }
  const refusal = cause instanceof GraphQLError ? cause.extensions['refusal'] : null
  return isRefusal(refusal) ? refusal : null
}
