/** Owns how a refusal leaves by plain HTTP: a status and {error: {code, ...facts}}. */
import type { FastifyReply } from 'fastify'
import type { Refusal, RefusalCode } from '@samplan/shared/refusal'

const statuses: Readonly<Partial<Record<RefusalCode, number>>> = {
  notSignedIn: 401,
  notFound: 404,
  notAllowed: 403,
  demoOnly: 403,
  linkUsedOrExpired: 410,
  tooLarge: 413,
  busy: 429,
  storeUnavailable: 503,
  invalid: 400,
  importEmpty: 400,
  importTooLarge: 413,
  importTooMany: 429,
}

/** Sends the refusal; 409 where nothing else fits. */
export function sendRefusal(reply: FastifyReply, { refused, ...facts }: Refusal): FastifyReply {
  return reply.code(statuses[refused] ?? 409).send({ error: { code: refused, ...facts } })
}
