/** Owns `/api/...`: who is signed in, signing in and out, and the demo's reset. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseId, type PersonId } from '@samplan/shared/ids'
import type { Administration, Unit } from '@samplan/shared/people'
import { isRefusal } from '@samplan/shared/refusal'
import { redeemLink } from '../people/link.ts'
import { endSession, openSession, type SessionWorld } from '../people/session.ts'
import type { Installation } from '../storage/ports.ts'
import { sendRefusal } from './refusals.ts'
import type { Cookies } from './signedIn.ts'

/** What the demo adds to the sign-in page; app.ts gives it from demo/. */
export type Demo = {
  /** In the order of the sign-in page, with what there is for each to do. */
  readonly people: readonly { readonly id: PersonId; readonly hint: string }[]
  /** Whether it can be reached from beyond this machine. */
  readonly open: boolean
  /** Wipes and seeds anew; closes every socket. */
  readonly reset: () => Promise<void>
}

export type SessionRoutes = {
  readonly world: SessionWorld
  readonly cookies: Cookies
  readonly installation: Installation
  readonly demo: Demo | null
}

const personBody = z.object({ person: z.string() })
const tokenBody = z.object({ token: z.string().max(200) })

export function addSessionRoutes(fastify: FastifyInstance, { world, cookies, installation, demo }: SessionRoutes): void {
  const { stores } = world

  fastify.get('/api/session', async (request) => {
    const me = request.signedIn?.person
    return {
      municipality: installation.municipality,
      demo: demo !== null,
      demoIsOpen: demo?.open ?? false,
      me: me ? { id: me.id, name: me.name, title: me.title, memberships: me.memberships } : null,
      demoPeople: demo ? await peopleOf(demo) : null,
    }
  })

  const peopleOf = async ({ people }: Demo): Promise<readonly object[]> => {
    const [known, units] = await Promise.all([stores.people.people(), stores.people.units()])
    return people.flatMap(({ id, hint }) => {
      const person = known.find((candidate) => candidate.id === id && candidate.active)
      if (!person) return []
      const administration = units.find((unit): unit is Administration => isAdministrationOf(unit, person.memberships))
      const unit = administration ?? units.find((candidate) => person.memberships.some((membership) => membership.unit === candidate.id))
      const mark = { letter: administration?.letter ?? null, colour: administration?.colour ?? null }
      return [{ id, name: person.name, title: person.title, hint, ...mark, group: unit?.kind ?? 'municipality', unit: unit?.name ?? null }]
    })
  }

  fastify.post('/api/sign-in/demo', async (request, reply) => {
    if (!demo) return sendRefusal(reply, { refused: 'demoOnly' })
    const id = parseId<PersonId>(personBody.safeParse(request.body).data?.person)
    const person = id ? await stores.people.person(id) : null
    if (!person?.active) return sendRefusal(reply, { refused: 'notFound' })
    if (request.signedIn) await endSession(world, request.signedIn.tokenHash)
    cookies.set(reply, await openSession(world, person))
    return { me: { id: person.id, name: person.name, title: person.title, memberships: person.memberships } }
  })

  fastify.post('/api/sign-in/link', async (request, reply) => {
    const token = tokenBody.safeParse(request.body).data?.token ?? ''
    const fresh = await redeemLink(world, token)
    if (isRefusal(fresh)) return sendRefusal(reply, fresh)
    if (request.signedIn) await endSession(world, request.signedIn.tokenHash)
    cookies.set(reply, fresh)
    const { person } = fresh.session
    return { me: { id: person.id, name: person.name, title: person.title, memberships: person.memberships } }
  })

  fastify.post('/api/sign-out', async (request, reply) => {
    if (request.signedIn) await endSession(world, request.signedIn.tokenHash)
    cookies.clear(reply)
    return { me: null }
  })

  fastify.post('/api/demo/reset', async (_request, reply) => {
    if (!demo) return sendRefusal(reply, { refused: 'demoOnly' })
    await demo.reset()
    cookies.clear(reply)
    return { reset: true }
  })
}

function isAdministrationOf(unit: Unit, memberships: readonly { readonly unit: string | null }[]): unit is Administration {
  return unit.kind === 'administration' && memberships.some((membership) => membership.unit === unit.id)
}
