import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { PersonId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import { demoPeople } from '../demo/people.ts'
import { demoPlans } from '../demo/plans.ts'
import { startTestApp, type TestApp } from '../testApp.ts'
import { ask, visit, type Visitor } from '../testProcess.ts'
import { refuseOrigin } from './address.ts'
import { listen } from './listen.ts'

const karen = 'karen-vestergaard'
const index = '<!doctype html><html lang="da"><head><title>Samplan</title></head><body><div id="root"></div></body></html>'

type Reply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

describe('the edges of http', () => {
  let server: TestApp
  let clientDir: string

  beforeAll(async () => {
    clientDir = await mkdtemp(join(tmpdir(), 'samplan-client-'))
    await mkdir(join(clientDir, 'assets'))
    await writeFile(join(clientDir, 'index.html'), index)
    await writeFile(join(clientDir, 'assets', 'main-abc.js'), 'export {}')
    server = await startTestApp({ demo: true, clientDir })
  }, 60_000)
  afterAll(async () => {
    await server.close()
    await rm(clientDir, { recursive: true })
  })

  const signedIn = async (person = karen): Promise<Visitor> => {
    const visitor = visit(server.address)
    expect((await visitor.post('/api/sign-in/demo', { person })).status).toBe(200)
    return visitor
  }
  /** With exactly these headers: fetch would write Host itself. */
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port: server.port, method, path, headers }, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      })
      sent.on('error', reject)
      sent.end(method === 'GET' ? undefined : '{}')
    })
  /** The close code of a socket, or the status with which its upgrade was refused. */
  const knock = async (path: string, headers: Readonly<Record<string, string>>): Promise<number> => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, path === '/graphql' ? ['graphql-transport-ws'] : [], { headers })
    return new Promise((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        socket.terminate()
        resolve(response.statusCode ?? 0)
      })
      socket.on('close', (code) => resolve(code))
      socket.on('error', (error) => (error.message.includes('closed before') ? undefined : reject(error)))
    })
  }
  const planOf = async (
    visitor: Visitor,
  ): Promise<{ readonly id: string; readonly epoch: number; readonly sections: readonly { readonly id: string }[] }> => {
    const { plans } = await ask<{
      plans: { nodes: readonly { id: string; epoch: number; state: { at: string }; sections: readonly { id: string }[] }[] }
    }>(visitor, '{ plans { nodes { id epoch state { at } sections { id } } } }')
    const draft = plans.nodes.find(({ state }) => state.at === 'draft')
    if (!draft) throw new Error('no draft')
    return draft
  }

  it('SS-1 whoever asks under a foreign name is refused, so that no rebound name reads anything', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, 'localhost', '127.0.0.1:1']) {
      expect((await send('GET', '/api/session', { host })).status).toBe(421)
    }
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])
      expect((await send('GET', '/api/session', { host: `${host}:${server.port}` })).status).toBe(200)
  })

  it('SS-2 whatever changes something comes from a page of ours; with a cookie and without Origin it is refused', async () => {
    const host = `localhost:${server.port}`
    const cookie = (await signedIn()).cookie()
    const from = (headers: Readonly<Record<string, string>>) =>
      send('POST', '/api/sign-in/link', { host, 'content-type': 'application/json', ...headers }).then(({ status }) => status)
    expect(await from({ origin: 'http://evil.example' })).toBe(403)
    expect(await from({ origin: 'null' })).toBe(403)
    expect(await from({ origin: `http://127.0.0.1:${server.port}` })).toBe(403)
    expect(await from({ origin: `https://localhost:${server.port}` })).toBe(403)
    expect(await from({ cookie })).toBe(403)
    expect(await from({ origin: `http://${host}`, cookie })).toBe(410)
    expect(await from({})).toBe(410)
  })

  it('SS-3 an upgrade is judged like a change, and nobody gets a socket without a session', async () => {
    const host = `localhost:${server.port}`
    const visitor = await signedIn()
    const cookie = visitor.cookie()
    const { id, epoch, sections } = await planOf(visitor)
    expect(id).not.toBe('')
    const room = `/room/${sections[0]?.id}?schema=${sectionSchema}&epoch=${epoch}&person=${karen}`
    for (const path of ['/graphql', '/rooms', room]) {
      expect(await knock(path, { host, cookie, origin: 'http://evil.example' })).toBe(403)
      expect(await knock(path, { host, cookie })).toBe(403)
      expect(await knock(path, { host: 'evil.example', cookie, origin: 'http://evil.example' })).toBe(403)
    }
    for (const path of ['/graphql', room]) expect(await knock(path, { host, origin: `http://${host}` })).toBe(closeCodes.noSession)
    expect(await knock('/elsewhere', { host, cookie, origin: `http://${host}` })).toBe(404)
  })

  it('SS-4 the address of a proxy counts as ours, with its own origin', () => {
    const addresses = { port: 4217, hosts: ['localhost'], publicUrl: 'https://samplan.fjordby.dk' }
    expect(refuseOrigin({ host: 'samplan.fjordby.dk', origin: 'https://samplan.fjordby.dk' }, addresses, true)).toBeNull()
    expect(refuseOrigin({ host: 'samplan.fjordby.dk', origin: 'http://samplan.fjordby.dk' }, addresses, true)).toBe('origin')
    expect(refuseOrigin({ host: 'samplan.fjordby.dk:4217' }, addresses, false)).toBe('host')
    expect(refuseOrigin({ host: 'localhost:4217', origin: 'http://localhost:4217' }, addresses, true)).toBeNull()
    expect(refuseOrigin({ host: 'localhost:4217', origin: 'https://samplan.fjordby.dk' }, addresses, true)).toBe('origin')
    expect(refuseOrigin({}, addresses, false)).toBe('host')
  })

  it('SS-5 the cookie is closed to scripts and to other sites, its name is the installation’s, and its token is stored nowhere', async () => {
    const visitor = visit(server.address)
    const response = await visitor.post('/api/sign-in/demo', { person: karen })
    const cookie = response.headers.getSetCookie()[0] ?? ''
    const installation = await server.stores.installation.read()
    expect(cookie).toMatch(new RegExp(`^samplan_${installation?.id}=[\\w-]{43};`))
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(await server.stores.sessions.read(/=([\w-]+);/.exec(cookie)?.[1] ?? '')).toBeNull()
  })

  it('SS-6 signing out ends the session and closes its sockets', async () => {
    const visitor = await signedIn()
    const other = await signedIn()
    const headers = (of: Visitor) => ({ host: `localhost:${server.port}`, origin: server.address, cookie: of.cookie() })
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rooms`, { headers: headers(visitor) })
    const kept = new WebSocket(`ws://127.0.0.1:${server.port}/rooms`, { headers: headers(other) })
    await Promise.all([once(socket, 'open'), once(kept, 'open')])
    const closed = once(socket, 'close')
    const cookie = visitor.cookie()
    expect((await visitor.post('/api/sign-out', {})).status).toBe(200)
    // The client comes back, and the handshake tells it.
    expect((await closed)[0]).toBe(closeCodes.accessChanged)
    const after = await send('GET', '/api/session', { host: `localhost:${server.port}`, cookie })
    expect(JSON.parse(after.body)).toMatchObject({ me: null })
    expect(kept.readyState).toBe(WebSocket.OPEN)
    kept.close()
    await once(kept, 'close')
  })

  it('SS-7 a session ends twelve hours after the sign-in', async () => {
    const visitor = await signedIn()
    const me = async (): Promise<unknown> => ((await (await visitor.get('/api/session')).json()) as { me: unknown }).me
    server.wait(12 * 60 * 60 * 1000 - 60_000)
    expect(await me()).not.toBeNull()
    server.wait(120_000)
    expect(await me()).toBeNull()
  })

  it('SS-8 whoever is made inactive is out at once', async () => {
    const jens = await signedIn('jens-aaskov')
    const pia = await signedIn('pia-munkesoe')
    const save = 'mutation ($id: ID, $input: PersonInput!) { savePerson(id: $id, input: $input) { active } }'
    const input = { name: 'Jens Aaskov', email: 'jens-aaskov@fjordby.example', title: '', active: false, memberships: [] }
    expect(await ask(pia, save, { id: 'jens-aaskov', input })).toEqual({ savePerson: { active: false } })
    expect(await (await jens.get('/api/session')).json()).toMatchObject({ me: null })
    expect((await visit(server.address).post('/api/sign-in/demo', { person: 'jens-aaskov' })).status).toBe(404)
  })

  it('SS-9 a plan’s page has its text for whoever may read it, as markup that cannot become a script, and is never stored', async () => {
    const visitor = await signedIn()
    const { id, sections } = await planOf(visitor)
    const rename =
      'mutation ($plan: ID!, $section: ID!, $from: String!, $to: String!) { renameSection(plan: $plan, section: $section, from: $from, to: $to) { id } }'
    const { plan } = await ask<{ plan: { sections: readonly { title: string }[] } }>(
      visitor,
      'query ($id: ID!) { plan(id: $id) { sections { title } } }',
      { id },
    )
    const evil = '</script><script>alert(1)</script>'
    await ask(visitor, rename, { plan: id, section: sections[0]?.id, from: plan.sections[0]?.title, to: evil })
    const page = await visitor.get(`/plan/${id}`)
    const html = await page.text()
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(html).not.toContain('<script>alert')
    const json = /<script type="application\/json" id="plan-page">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
    const text = JSON.parse(json) as { plan: string; sections: readonly { title: string; blocks: readonly string[] }[] }
    expect([text.plan, text.sections.length, text.sections[0]?.title]).toEqual([id, sections.length, evil])
    expect(html).toContain(text.sections[1]?.blocks[0] ?? 'no block')
    expect(await (await visit(server.address).get(`/plan/${id}`)).text()).toBe(index)
    expect(await (await (await signedIn('birgit-stenholt')).get(`/plan/${id}`)).text()).toBe(index)
  })

  it('SS-10 assets are kept for ever, index.html never, and what is no page is a 404', async () => {
    const visitor = visit(server.address)
    const asset = await visitor.get('/assets/main-abc.js')
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    const page = await visitor.get('/administration')
    expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([200, 'no-store', index])
    for (const path of ['/assets/gone.js', '/api/unknown', '/../package.json', '/index.js', '/readyz', '/livez', '/metrics'])
      expect((await visitor.get(path)).status).toBe(404)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  it('SS-11 a body that is no JSON or too large is refused without a trace', async () => {
    const bad = await fetch(`${server.address}/api/sign-in/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect([bad.status, await bad.json()]).toEqual([400, { error: { code: 'badRequest' } }])
    const large = await fetch(`${server.address}/api/sign-in/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify('x'.repeat(2_000_000)),
    })
    expect(await large.json()).toEqual({ error: { code: 'tooLarge' } })
  })

  it('PE-2 a one-time link works once, and only until it expires', async () => {
    const pia = await signedIn('pia-munkesoe')
    const create = 'mutation ($person: ID!) { createSignInLink(person: $person) { url expiresAt } }'
    const link = async (): Promise<string> => {
      const { createSignInLink } = await ask<{ createSignInLink: { url: string } }>(pia, create, { person: 'mads-thorup' })
      expect(createSignInLink.url).toMatch(new RegExp(`^${server.address}/velkommen#[\\w-]{43}$`))
      return createSignInLink.url.split('#')[1] ?? ''
    }
    const token = await link()
    const raced = await Promise.all(Array.from({ length: 4 }, () => visit(server.address).post('/api/sign-in/link', { token })))
    expect(raced.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410])
    const late = await link()
    server.wait(8 * 24 * 60 * 60 * 1000)
    expect((await visit(server.address).post('/api/sign-in/link', { token: late })).status).toBe(410)
  })

  it('DE-20 a reset makes plans and sections with new ids, and closes every socket', async () => {
    const visitor = await signedIn()
    const before = await planOf(visitor)
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rooms`, {
      headers: { host: `localhost:${server.port}`, origin: server.address, cookie: visitor.cookie() },
    })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    const replies = await Promise.all([visit(server.address).post('/api/demo/reset', {}), visitor.post('/api/demo/reset', {})])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    // The client comes back, and the handshake tells it.
    expect((await closed)[0]).toBe(closeCodes.accessChanged)
    expect(await (await visitor.get('/api/session')).json()).toMatchObject({ me: null })
    const after = await planOf(await signedIn())
    const ids = new Set([before.id, ...before.sections.map(({ id }) => id)])
    expect(after.sections).toHaveLength(before.sections.length)
    expect([after.id, ...after.sections.map(({ id }) => id)].filter((id) => ids.has(id))).toEqual([])
    expect((await server.stores.people.person('jens-aaskov' as PersonId))?.active).toBe(true)
  }, 60_000)

  it('DE-21 each person of the demo has something to do: to write, send, decide or read, or to run the place', async () => {
    type Seen = {
      readonly state: { readonly at: string }
      readonly mayDo: readonly string[]
      readonly sections: readonly { readonly mayDo: readonly string[] }[]
    }
    const idle: string[] = []
    for (const { id, memberships } of demoPeople) {
      if (memberships.some(({ role }) => role === 'administrator')) continue
      const { plans } = await ask<{ plans: { nodes: readonly Seen[] } }>(
        await signedIn(id),
        '{ plans { nodes { state { at } mayDo sections { mayDo } } } }',
      )
      const writes = plans.nodes.some(({ sections }) => sections.some(({ mayDo }) => mayDo.includes('writeText')))
      const decides = plans.nodes.some(({ mayDo }) => mayDo.includes('decide') || mayDo.includes('submit'))
      // A member of a body reads what lies before it.
      const own = demoPlans.filter(({ stands, route }) =>
        memberships.some(
          ({ role, unit }) => role === 'member' && unit === route[['draft', 'beforeFirstBody', 'beforeSecondBody'].indexOf(stands) - 1],
        ),
      )
      const reads = own.length > 0 && plans.nodes.some(({ state, mayDo }) => state.at === 'body' && mayDo.includes('readVersion'))
      if (!writes && !decides && !reads) idle.push(id)
    }
    expect(idle).toEqual([])
  })

  it('ST-19 an idle connection is kept longer than a proxy keeps it', async () => {
    const { headers } = await send('GET', '/', { host: `localhost:${server.port}`, connection: 'keep-alive' })
    const [, seconds] = /timeout=(\d+)/.exec(String(headers['keep-alive'])) ?? []
    // nginx lets go after 60 seconds.
    expect(Number(seconds)).toBeGreaterThan(60)
  })

  it('SP-21 a process that stops takes no new connection, and answers what it was asked, for a while', async () => {
    const asked = new Map<string | undefined, ServerResponse>()
    const { promise: bothAsked, resolve } = Promise.withResolvers<void>()
    const request = ({ url }: IncomingMessage, response: ServerResponse): void => {
      if (asked.set(url, response).size === 2) resolve()
    }
    const stopping = await listen({ request, upgrade: () => undefined }, { port: 0, firstPort: 0, host: undefined })
    const get = (path: string): Promise<Response> => fetch(`http://localhost:${stopping.port}${path}`)
    const slow = expect(get('/slow')).rejects.toThrow('fetch failed')
    const quick = get('/quick')
    await bothAsked
    const drained = stopping.drain(200)
    await setImmediate()
    await setImmediate()
    await expect(get('/late')).rejects.toThrow('fetch failed')
    asked.get('/quick')?.end('svar')
    const answer = await quick
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['svar', 'close'])
    await drained
    await stopping.close()
    await slow
    expect([...asked.keys()].toSorted()).toEqual(['/quick', '/slow'])
  })

  it('ST-9 without a port that was asked for, the next free one is taken', async () => {
    const handlers = { request: () => undefined, upgrade: () => undefined }
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const listening = await listen(handlers, { port: undefined, firstPort: taken, host: undefined })
    expect(listening.port).toBeGreaterThan(taken)
    await expect(listen(handlers, { port: taken, firstPort: 0, host: undefined })).rejects.toThrow(`port ${taken} is taken`)
    await listening.close()
    other.close()
  })
})
