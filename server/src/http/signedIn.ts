/** Owns the way from a request's cookie to its session: `request.signedIn` for HTTP, `tokenHashOf` for an upgrade. */
import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { type FreshSession, hashOf, type OpenSession, readSession, type SessionWorld, tokenShape } from '../people/session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session behind the request's cookie, read anew for every request; null without one. */
    signedIn: OpenSession | null
  }
}

export type Cookies = {
  readonly set: (reply: FastifyReply, fresh: FreshSession) => void
  readonly clear: (reply: FastifyReply) => void
  /** The token of an upgrade's cookie, in the form in which it is stored; null where there is none. */
  readonly tokenHashOf: (request: IncomingMessage) => string | null
}

/** The installation's id stands in the cookie's name: cookies ignore ports, and two installations would sign each other out. */
export const cookieName = (installation: string): string => `samplan_${installation}`

/** Reads the session before every request but those for the client's files, and returns what sets and clears the cookie. */
export async function readCookies(fastify: FastifyInstance, world: SessionWorld, installation: string, secure: boolean): Promise<Cookies> {
  const name = cookieName(installation)
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  await fastify.register(fastifyCookie)
  fastify.decorateRequest('signedIn', null)
  fastify.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/assets/')) request.signedIn = await readSession(world, request.cookies[name])
  })
  const tokenOf = ({ headers }: IncomingMessage): string | undefined => fastify.parseCookie(headers.cookie ?? '')[name]
  return {
    set(reply, { token, session }) {
      reply.setCookie(name, token, { ...options, expires: new Date(session.expiresAt) })
    },
    clear(reply) {
      reply.clearCookie(name, options)
    },
    tokenHashOf(request) {
      const token = tokenOf(request)
      return token !== undefined && tokenShape.test(token) ? hashOf(token) : null
    },
  }
}
