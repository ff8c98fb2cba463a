import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestApp, type TestApp } from '../testApp.ts'
import { ask, startProcess, visit, type Visitor } from '../testProcess.ts'
import { sitDown, type Typist } from '../testTypist.ts'
import { createMetrics } from './metrics.ts'
import { createObservation } from './observe.ts'

const token = 'et-hemmeligt-ord-1234'
type Plans = {
  readonly plans: {
    readonly nodes: readonly {
      readonly id: string
      readonly title: string
      readonly epoch: number
      readonly sections: readonly { readonly id: string; readonly title: string }[]
    }[]
  }
}
const asked = '{ plans { nodes { id title epoch sections { id title } } } }'

async function sit(
  address: string,
): Promise<{ readonly karen: Visitor; readonly typist: Typist; readonly plan: Plans['plans']['nodes'][number] }> {
  const karen = visit(address)
  expect((await karen.post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(200)
  const { plans } = await ask<Plans>(karen, asked)
  const plan = plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')
  if (!plan) throw new Error('the demo has no plan')
  const typist = await sitDown({
    address,
    cookie: karen.cookie(),
    person: 'karen-vestergaard',
    section: plan.sections[0]?.id ?? '',
    epoch: plan.epoch,
  })
  onTestFinished(() => typist.close())
  return { karen, typist, plan }
}

describe('health and figures', () => {
  let server: TestApp
  beforeAll(async () => {
    server = await startTestApp({ demo: true, observers: { port: 0, host: '127.0.0.1' }, token })
  })
  afterAll(() => server.close())
  const own = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.app.observedAt()}${path}`)
  const figure = (text: string, name: string): number =>
    Number(new RegExp(`^${name.replaceAll(/[{}"]/g, String.raw`\$&`)} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)

  it('OB-1 on a port of their own: it lives, it is ready, and what goes on in the rooms is counted, without a name', async () => {
    expect((await own('/livez')).status).toBe(200)
    const ready = await own('/readyz')
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, store: true, closing: false }])
    expect((await own('/')).status).toBe(404)
    const { typist, plan } = await sit(server.address)
    typist.write('Noget at gemme.')
    await typist.untilAcknowledged(1)
    const text = await (await own('/metrics')).text()
    expect(figure(text, 'samplan_connections{kind="rooms"}')).toBe(1)
    expect([figure(text, 'samplan_rooms'), figure(text, 'samplan_channels'), figure(text, 'samplan_oldest_unsaved_seconds')]).toEqual([
      1, 1, 0,
    ])
    expect(figure(text, 'samplan_flush_seconds_count')).toBeGreaterThan(0)
    expect(figure(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
    for (const name of ['karen', plan.id, plan.sections[0]?.id ?? '']) expect(text.toLowerCase()).not.toContain(name.toLowerCase())
  })

  it('OB-2 on the main port only for whoever has the token; for others there is no such address', async () => {
    for (const path of ['/metrics', '/livez', '/readyz']) {
      const answers = [{}, { authorization: 'Bearer et-forkert-ord-12345' }, { authorization: `Bearer ${token}` }].map((headers) =>
        fetch(server.address + path, { headers }),
      )
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 200])
    }
  })

  it('OB-3 it is not ready while its store does not answer, nor when it ends', async () => {
    const none = { rooms: 0, channels: 0, held: 0, nearlyFull: 0, unsavedSince: null }
    let answers = (): Promise<unknown> => Promise.reject(new Error('away'))
    const observation = createObservation(
      createMetrics(() => none, Date.now),
      () => answers(),
    )
    const ready = async (): Promise<unknown> => (await observation.answer('/readyz'))?.status
    expect(await ready()).toBe(503)
    answers = () => new Promise(() => undefined)
    expect(await ready()).toBe(503)
    answers = async () => null
    expect(await ready()).toBe(200)
    observation.closing()
    expect([await ready(), (await observation.answer('/livez'))?.status]).toEqual([503, 200])
  })

  it('OB-3 the age of the oldest unsaved edit is that of the oldest', async () => {
    const figures = { rooms: 1, channels: 1, held: 0, nearlyFull: 0, unsavedSince: 1_000 }
    const text = await createMetrics(
      () => figures,
      () => 8_500,
    ).render()
    expect(figure(text, 'samplan_oldest_unsaved_seconds')).toBe(7.5)
  })
})

describe('the log', () => {
  it('OB-4 a journey with everything that is logged leaves neither names nor e-mails nor text of plans in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'samplan-log-'))
    const one = startProcess(folder, { LOG: 'debug', LOG_FORMAT: 'json', METRICS_PORT: '0' })
    onTestFinished(async () => {
      await one.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    })
    const address = await one.listening
    const { karen, typist, plan } = await sit(address)
    typist.write('Hemmelighedsfuldt formuleret')
    await typist.untilAcknowledged(1)
    const [section] = plan.sections
    const rename =
      'mutation ($plan: ID!, $section: ID!, $from: String!, $to: String!) { renameSection(plan: $plan, section: $section, from: $from, to: $to) { id } }'
    await ask(karen, rename, { plan: plan.id, section: section?.id, from: section?.title, to: 'Hemmelighedsfuld overskrift' })
    // What goes wrong is logged most.
    const refused = ask(karen, rename, { plan: plan.id, section: section?.id, from: 'Hemmelighedsfuld fejl', to: 'x' })
    await expect(refused).rejects.toThrow('TITLE_CHANGED')
    await karen.post('/graphql', { query: '{ hemmelighedsfuldt }' })
    await karen.post('/api/sign-in/demo', { person: 'hemmelighedsfuld-person' })
    await karen.get('/plan/hemmelighedsfuld?soeg=hemmelighedsfuldt')
    const pia = visit(address)
    await pia.post('/api/sign-in/demo', { person: 'pia-munkesoe' })
    const { people } = await ask<{ people: { nodes: readonly { readonly email: string | null }[] } }>(pia, '{ people { nodes { email } } }')
    const torn = connect(Number(new URL(address).port), '127.0.0.1')
    torn.on('error', () => undefined)
    torn.end('GET /hemmelighedsfuldt HTTP/9.9\r\n\r\n')
    await one.kill('SIGINT')
    const log = one.printed().toLowerCase()
    expect(log).toContain('"msg":"saving and ending"')
    expect(log).toContain('health and metrics')
    const emails = people.nodes.flatMap(({ email }) => email ?? [])
    expect(emails.length).toBeGreaterThan(3)
    for (const words of ['hemmelighedsfuld', 'karen', 'vestergaard', 'munkesø', 'munkesoe', '.example', ...emails])
      expect(log).not.toContain(words.toLowerCase())
  }, 90_000)
})
