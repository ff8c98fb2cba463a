/** Owns `/api/imports`: a plan's text comes in, is corrected, and becomes a plan. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Actor } from '@samplan/shared/people'
import { isRefusal } from '@samplan/shared/refusal'
import { mayCreatePlans } from '@samplan/shared/rights'
import type { Imports } from '../import/imports.ts'
import { readLimits } from '../import/limits.ts'
import { unpackText } from '../import/packed.ts'
import { parseDraft } from '../import/parseDraft.ts'
import type { Coming } from '../import/readBytes.ts'
import { createPlanFromImport } from '../plans/createPlanFromImport.ts'
import type { ImportHead } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { sendRefusal } from './refusals.ts'

/** How a body says what it is. */
const coming: Readonly<Record<string, Coming>> = { 'application/octet-stream': 'file', 'text/plain': 'text', 'text/html': 'html' }
const draftBytes = 16 * 1024 * 1024
const longestName = 200

const planBody = z.object({ title: z.string(), period: z.string(), owner: z.string(), route: z.array(z.string()) })
const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id

export type ImportRoutes = { readonly world: World; readonly imports: Imports }

/** In a scope of its own: its bodies are files, which no other route takes. */
export async function addImportRoutes(root: FastifyInstance, { world, imports }: ImportRoutes): Promise<void> {
  await root.register(async (fastify) => {
    const { fileBytes } = readLimits
    fastify.removeContentTypeParser('text/plain')
    for (const type of Object.keys(coming))
      fastify.addContentTypeParser(type, (_request: FastifyRequest, body: Readable) => collect(body, fileBytes))
    // Before a body is read: who may not bring a plan in need not send it.
    fastify.addHook('onRequest', async (request, reply) => {
      const { signedIn } = request
      if (!signedIn) return sendRefusal(reply, { refused: 'notSignedIn' })
      if (!mayCreatePlans(signedIn.actor)) return sendRefusal(reply, { refused: 'notAllowed', act: 'createPlan' })
    })

    fastify.post('/api/imports', async (request, reply) => {
      const as = coming[request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '']
      if (!as) return reply.code(415).send({ error: { code: 'badRequest' } })
      const bytes = request.body as Uint8Array | 'tooLarge' | undefined
      if (bytes === 'tooLarge') return sendRefusal(reply, { refused: 'importTooLarge', limit: fileBytes, of: 'bytes' })
      if (!bytes || bytes.byteLength === 0) return sendRefusal(reply, { refused: 'importEmpty' })
      const id = await imports.start(actorOf(request), { bytes, name: as === 'file' ? nameIn(request) : null, as })
      return isRefusal(id) ? sendRefusal(reply, id) : reply.code(201).send({ id })
    })

    fastify.get('/api/imports', async (request, reply) => {
      const heads = await imports.list(actorOf(request))
      return isRefusal(heads) ? sendRefusal(reply, heads) : { imports: heads.map(({ id, name, at, state }) => ({ id, name, at, state })) }
    })

    fastify.get('/api/imports/:id', async (request, reply) => {
      const found = await imports.read(actorOf(request), idOf(request))
      if (isRefusal(found)) return sendRefusal(reply, found)
      const { texts, progress } = found
      const [source, draft] = texts ? await Promise.all([unpackText(texts.source), unpackText(texts.draft)]) : ['null', 'null']
      // Texts are JSON already, and large: they go on as they are.
      const facts = JSON.stringify({ ...factsOf(found), progress }).slice(0, -1)
      return reply.type('application/json; charset=utf-8').send(`${facts},"source":${source},"draft":${draft}}`)
    })

    fastify.put('/api/imports/:id', { bodyLimit: draftBytes }, async (request, reply) => {
      const body = parseDraft(request.body)
      if (!body) return sendRefusal(reply, { refused: 'invalid', field: 'draft', rule: 'format' })
      const revision = await imports.save(actorOf(request), idOf(request), body.draft, body.revision)
      return isRefusal(revision) ? sendRefusal(reply, revision) : { revision }
    })

    fastify.delete('/api/imports/:id', async (request, reply) => {
      const refusal = await imports.forget(actorOf(request), idOf(request))
      return refusal ? sendRefusal(reply, refusal) : reply.code(204).send()
    })

    fastify.post('/api/imports/:id/plan', async (request, reply): Promise<FastifyReply> => {
      const body = planBody.safeParse(request.body)
      if (!body.success) return sendRefusal(reply, { refused: 'invalid', field: 'title', rule: 'format' })
      const plan = await createPlanFromImport(world, actorOf(request), { ...body.data, import: idOf(request) })
      return isRefusal(plan) ? sendRefusal(reply, plan) : reply.code(201).send({ plan: plan.id })
    })
  })
}

const factsOf = ({ id, name, at, state, failure, revision }: ImportHead) => ({ id, name, at, state, failure, revision })

function actorOf({ signedIn }: FastifyRequest): Actor {
  if (!signedIn) throw new Error('the hook lets nobody in without a session')
  return signedIn.actor
}

/** A file's own name, without folders and control characters; null where nothing is left. */
function nameIn(request: FastifyRequest): string | null {
  const { name } = request.query as { readonly name?: unknown }
  if (typeof name !== 'string') return null
  const clean = basename(name.replaceAll('\\', '/'))
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
  return clean === '' ? null : clean.slice(0, longestName)
}

/** The whole body. One that is too large is read to its end and forgotten: whoever is cut off while sending never hears why. */
async function collect(body: Readable, limit: number): Promise<Uint8Array | 'tooLarge'> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
    if (size > 10 * limit) break
  }
  return size > limit ? 'tooLarge' : Buffer.concat(chunks, size)
}
