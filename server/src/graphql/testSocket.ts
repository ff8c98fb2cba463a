/** Owns how tests speak to GraphQL over its socket. */
import type { Client, FormattedExecutionResult } from 'graphql-ws'
import type { AnyShape, TestWorld, Who } from '../plans/testWorld.ts'

export type Answer = FormattedExecutionResult<AnyShape>

/** The values of a subscription, as they come. */
export type Stream = { readonly next: () => Promise<Answer | 'end'>; readonly end: () => void }

export function subscribe(client: Client, query: string, variables: Record<string, unknown> = {}): Stream {
  const values = client.iterate<AnyShape>({ query, variables })
  return {
    async next() {
      const { done, value } = await values.next()
      return done ? 'end' : (value as Answer)
    },
    end: () => void values.return?.(undefined),
  }
}

/** One operation over a socket of its own: its result, or the errors with which it was refused. */
export async function askSocket(
  world: TestWorld,
  who: Who,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ readonly data: unknown; readonly codes: readonly unknown[]; readonly text: string }> {
  const client = world.link(who)
  try {
    for await (const result of client.iterate({ query, variables })) {
      const codes = (result.errors ?? []).map((error) => error.extensions?.['code'])
      return { data: result.data ?? null, codes, text: JSON.stringify(result) }
    }
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors
    const codes = errors.map((error: { extensions?: { code?: unknown } }) => error.extensions?.code)
    return { data: null, codes, text: JSON.stringify(errors) }
  } finally {
    await client.dispose()
  }
  throw new Error('no answer')
}
