/** Owns the client's files: hashed assets that never change, and index.html for every address of the client. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PageOfPlan, planAddress, withPlan } from './planPage.ts'

export type ClientPages = {
  /** Folder of the built client. Without one, pages say that it is not built. */
  readonly folder: string
  readonly pageOfPlan: PageOfPlan
}

const notBuilt = '<!doctype html><meta charset="utf-8"><title>Samplan</title><p>The client is not built: run <code>npm start</code>.'

/** Serves the built client; what is neither a file nor an address of the client is a 404 in JSON. */
export async function addClientPages(fastify: FastifyInstance, { folder, pageOfPlan }: ClientPages): Promise<void> {
  if (existsSync(join(folder, 'index.html'))) {
    await fastify.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: false,
      globIgnore: ['index.html', '**/*.gz'],
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/')
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      },
    })
  }
  fastify.setNotFoundHandler(async (request, reply) => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && isAddress(request.url)
    return wantsPage ? sendPage(request, reply) : reply.code(404).send({ error: { code: 'notFound' } })
  })

  async function sendPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const index = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null)
    const html = reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
    if (index === null) return html.code(503).send(notBuilt)
    const { signedIn, url } = request
    const plan = planAddress(url)
    const page = plan && signedIn ? await pageOfPlan(plan, signedIn.actor) : null
    return html.send(page ? withPlan(index, page) : index)
  }
}

/** Whether the client may have a page there: no file, and nothing of the server's. */
function isAddress(url: string): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return !/^\/(api|graphql|assets|rooms?|livez|readyz|metrics)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path)
}
