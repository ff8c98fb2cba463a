/** Owns the headers that every answer carries. */
import type { FastifyInstance } from 'fastify'

const policy = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "img-src 'self' data:",
  // The editor places its caret and tables by inline styles.
  "style-src 'self' 'unsafe-inline'",
].join('; ')

/** Adds them to every answer; `secure` when browsers reach us by https, `landing` where GraphQL has its landing page. */
export function addHeaders(fastify: FastifyInstance, { secure, landing }: { readonly secure: boolean; readonly landing: boolean }): void {
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('x-frame-options', 'DENY')
    reply.header('referrer-policy', 'same-origin')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
    if (secure) reply.header('strict-transport-security', 'max-age=31536000')
    // The landing page of GraphQL loads its program from elsewhere.
    const isLanding = landing && request.method === 'GET' && request.routeOptions.url === '/graphql'
    if (!isLanding) reply.header('content-security-policy', policy)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
