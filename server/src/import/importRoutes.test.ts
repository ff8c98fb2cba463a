import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import type { PersonId, PlanId } from '@samplan/shared/ids'
import { projectPlan } from '../goals/projectPlan.ts'
import { actorOf } from '../people/session.ts'
import { createPlanFromImport } from '../plans/createPlanFromImport.ts'
import { planPage } from '../plans/planPage.ts'
import { isRefusal } from '@samplan/shared/refusal'
import { startTestApp, type TestApp } from '../testApp.ts'
import { ask, visit, type Visitor } from '../testProcess.ts'
import { importLasts, readLimits } from './limits.ts'

type View = {
  readonly id: string
  readonly name: string | null
  readonly state: string
  readonly failure: object | null
  readonly progress: object | null
  readonly source: SourceText | null
  readonly draft: ImportDraft | null
  readonly revision: number
}

const planText = `Beskæftigelsesplan 2027

1. Indledning

Kommunen vil have flere i arbejde.

2. Mål

Mål 1: Flere skal i arbejde

Resultatmål: Andelen af ledige skal højst være 4 % i december 2027.
`

type Stored = {
  readonly plan: { readonly sections: readonly { readonly id: string; readonly level: number; readonly title: string }[] }
  readonly goals: {
    readonly nodes: readonly {
      readonly id: string
      readonly level: string
      readonly statement: string
      readonly parent: string | null
      readonly section: string
      readonly indicators: readonly object[]
    }[]
  }
}

const noPerson = (): never => {
  throw new Error('no Karen')
}

describe('a text on its way in', () => {
  let server: TestApp
  beforeAll(async () => {
    server = await startTestApp({ demo: true })
  })
  afterAll(() => server.close())

  const signedIn = async (person = 'karen-vestergaard'): Promise<Visitor> => {
    const visitor = visit(server.address)
    expect((await visitor.post('/api/sign-in/demo', { person })).status).toBe(200)
    return visitor
  }
  const send = (
    visitor: Visitor | null,
    method: string,
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer> | null,
  ): Promise<Response> =>
    fetch(`${server.address}${path}`, {
      method,
      headers: { ...(body !== null && { 'content-type': type }), origin: server.address, ...(visitor && { cookie: visitor.cookie() }) },
      body,
    })
  const upload = (visitor: Visitor | null, body: string | Uint8Array<ArrayBuffer>, name = 'plan.txt', type = 'application/octet-stream') =>
    send(visitor, 'POST', `/api/imports?name=${encodeURIComponent(name)}`, type, body)
  const started = async (visitor: Visitor, body: string | Uint8Array<ArrayBuffer>, name?: string, type?: string): Promise<string> => {
    const answer = await upload(visitor, body, name, type)
    expect(answer.status).toBe(201)
    return ((await answer.json()) as { id: string }).id
  }
  const view = async (visitor: Visitor, id: string): Promise<View> => (await visitor.get(`/api/imports/${id}`)).json() as Promise<View>
  const read = async (visitor: Visitor, id: string): Promise<View> => {
    for (;;) {
      const seen = await view(visitor, id)
      if (seen.state !== 'reading') return seen
    }
  }
  const listed = async (visitor: Visitor): Promise<readonly string[]> =>
    ((await (await visitor.get('/api/imports')).json()) as { imports: readonly { id: string }[] }).imports.map(({ id }) => id)
  const put = (visitor: Visitor, id: string, draft: unknown, revision: number) =>
    send(visitor, 'PUT', `/api/imports/${id}`, 'application/json', JSON.stringify({ draft, revision }))

  it('IR-1 a file is read beside the server, and is there with its lines and its draft for its person only', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText, '../../mappe/Plan 2027.txt')
    expect(await listed(karen)).toContain(id)
    const seen = await read(karen, id)
    expect(seen).toMatchObject({ id, name: 'Plan 2027.txt', state: 'ready', failure: null, revision: 0 })
    expect(seen.source?.lines[2]).toMatchObject({ number: 3, text: '1. Indledning' })
    expect(seen.draft?.pieces.length).toBeGreaterThan(0)
    const pia = await signedIn('pia-munkesoe')
    expect(await listed(pia)).not.toContain(id)
    expect((await pia.get(`/api/imports/${id}`)).status).toBe(404)
    expect((await put(pia, id, seen.draft, 0)).status).toBe(404)
    expect((await send(pia, 'DELETE', `/api/imports/${id}`, '', null)).status).toBe(204)
    expect(await listed(karen)).toContain(id)
    expect((await send(karen, 'DELETE', `/api/imports/${id}`, '', null)).status).toBe(204)
    expect(await listed(karen)).not.toContain(id)
  })

  it('IR-2 only who may create a plan may bring one in, and only from a page of ours', async () => {
    expect((await upload(null, planText)).status).toBe(401)
    const stranger = visit(server.address)
    expect((await stranger.get('/api/imports')).status).toBe(401)
    const birgit = await signedIn('birgit-stenholt')
    expect([(await upload(birgit, planText)).status, (await birgit.get('/api/imports')).status]).toEqual([403, 403])
    const karen = await signedIn()
    const foreign = { 'content-type': 'text/plain', cookie: karen.cookie(), origin: 'http://evil.example' }
    expect((await fetch(`${server.address}/api/imports`, { method: 'POST', headers: foreign, body: planText })).status).toBe(403)
  })

  it('IR-3 what is pasted goes the same way, without a name', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText, 'ignored', 'text/plain;charset=UTF-8')
    expect(await read(karen, id)).toMatchObject({ name: null, state: 'ready', source: { kind: 'paste', name: null } })
    await send(karen, 'DELETE', `/api/imports/${id}`, '', null)
  })

  it('IR-4 corrections of an older revision are refused, and what is no draft is none', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText)
    const { draft } = await read(karen, id)
    const renamed = { ...draft, title: 'Ny titel' }
    expect(await (await put(karen, id, renamed, 0)).json()).toEqual({ revision: 1 })
    const late = await put(karen, id, draft, 0)
    expect([late.status, await late.json()]).toEqual([409, { error: { code: 'importChanged', revision: 1 } }])
    const evil = {
      type: 'paragraph',
      content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }],
    }
    const bad = [null, {}, { ...draft, pieces: [{ id: 'a', kind: 'text', span: { from: 1, to: 1 }, doubts: [], block: evil }] }]
    for (const one of bad) expect((await put(karen, id, one, 1)).status).toBe(400)
    expect(await view(karen, id)).toMatchObject({ revision: 1, draft: { title: 'Ny titel' } })
    await send(karen, 'DELETE', `/api/imports/${id}`, '', null)
  })

  it('IR-5 a body that is empty or too large is refused with its code, and nothing is kept', async () => {
    const karen = await signedIn()
    const large = await upload(karen, new Uint8Array(readLimits.fileBytes + 1))
    expect([large.status, await large.json()]).toEqual([
      413,
      { error: { code: 'importTooLarge', limit: readLimits.fileBytes, of: 'bytes' } },
    ])
    const empty = await upload(karen, '')
    expect([empty.status, await empty.json()]).toEqual([400, { error: { code: 'importEmpty' } }])
    expect(await listed(karen)).toEqual([])
  })

  it('IR-6 the plan has the sections of the draft, the import is gone, and two calls at once make one plan', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText)
    await read(karen, id)
    const input = { title: 'Hentet plan', period: '2027', owner: 'jobcenter', route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'] }
    const create = () => send(karen, 'POST', `/api/imports/${id}/plan`, 'application/json', JSON.stringify(input))
    const wrong = await send(karen, 'POST', `/api/imports/${id}/plan`, 'application/json', JSON.stringify({ ...input, period: 'snart' }))
    expect([wrong.status, await wrong.json()]).toEqual([400, { error: { code: 'invalid', field: 'period', rule: 'format' } }])
    const answers = await Promise.all([create(), create(), create()])
    const made = (await Promise.all(answers.map((answer) => answer.json()))) as readonly { plan?: string }[]
    const ids = new Set(made.flatMap(({ plan }) => plan ?? []))
    expect(ids.size).toBe(1)
    const { plans } = await ask<{ plans: { nodes: readonly { id: string; title: string }[] } }>(karen, '{ plans { nodes { id title } } }')
    expect(plans.nodes.filter(({ title }) => title === 'Hentet plan').map((plan) => plan.id)).toEqual([...ids])
    expect(await listed(karen)).toEqual([])
    expect((await create()).status).toBe(404)

    const plan = [...ids][0] as PlanId
    await projectPlan(server.app.world, plan)
    const { plan: stored, goals } = await ask<Stored>(
      karen,
      'query ($plan: ID!) { plan(id: $plan) { sections { id level title } } goals(plan: $plan) { nodes { level statement parent id section indicators { operator target unit deadline } } } }',
      { plan },
    )
    expect(stored.sections.map(({ level, title }) => [level, title])).toEqual([
      [1, '1. Indledning'],
      [1, '2. Mål'],
      [2, 'Mål 1: Flere skal i arbejde'],
    ])
    const [overall, result] = goals.nodes
    const section = stored.sections[2]?.id
    expect(overall).toMatchObject({ level: 'overall', statement: 'Flere skal i arbejde', section })
    expect(result).toMatchObject({
      level: 'result',
      statement: expect.stringContaining('højst være 4 %') as string,
      parent: overall?.id,
      section,
    })
    expect(result?.indicators).toEqual([{ operator: 'atMost', target: '4', unit: '%', deadline: '2027-12' }])
    const page = await planPage(
      server.app.world,
      plan,
      actorOf((await server.stores.people.person('karen-vestergaard' as PersonId)) ?? noPerson()),
    )
    expect(page?.sections[0]?.blocks.join('')).toContain('Kommunen vil have flere i arbejde.')
  })

  it('IR-8 a crash between the sections and the plan leaves no plan, and the next call makes it whole', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText)
    await read(karen, id)
    const { world } = server.app
    const person = (await server.stores.people.person('karen-vestergaard' as PersonId)) ?? noPerson()
    const input = { import: id, title: 'Efter nedbrud', period: '2027', owner: 'jobcenter', route: ['byraadet'] }
    const create = () => Promise.reject(new Error('killed'))
    const dying = { ...world, stores: { ...world.stores, plans: { ...world.stores.plans, create } } }
    const before = (await world.stores.plans.list()).length
    await expect(createPlanFromImport(dying, actorOf(person), input)).rejects.toThrow('killed')
    expect((await world.stores.plans.list()).length).toBe(before)
    expect(await listed(karen)).toEqual([id])
    const made = await createPlanFromImport(world, actorOf(person), input)
    if (isRefusal(made)) throw new Error(made.refused)
    const page = await planPage(world, made.id, actorOf(person))
    expect(page?.sections.map(({ blocks }) => blocks.length)).toEqual([1, expect.any(Number), expect.any(Number)])
    expect((await world.stores.plans.list()).length).toBe(before + 1)
  })

  it('IR-7 what nobody finished is forgotten after 14 days', async () => {
    const karen = await signedIn()
    const id = await started(karen, planText)
    await read(karen, id)
    server.wait(importLasts - 60_000)
    expect(await listed(await signedIn())).toContain(id)
    server.wait(120_000)
    const later = await signedIn()
    expect(await listed(later)).toEqual([])
    expect((await later.get(`/api/imports/${id}`)).status).toBe(404)
    expect(await server.stores.imports.sweep(server.app.world.now())).toBe(1)
  })
})
