import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import { makePlan, signIn, type SitePlan } from './several/testSite.ts'
import { openTestDatabase } from './storage/testDatabase.ts'
import { startTestApp, type TestApp } from './testApp.ts'
import { ask, type Visitor } from './testProcess.ts'

const invite =
  'mutation ($plan: ID!, $section: ID!, $invited: [ID!]!) { assignSection(plan: $plan, section: $section, owner: "jobcenter", invited: $invited) { id } }'
const savePerson = 'mutation ($id: ID, $input: PersonInput!) { savePerson(id: $id, input: $input) { id } }'
const binSection = 'mutation ($plan: ID!, $section: ID!) { binSection(plan: $plan, section: $section) { id } }'
const mads = { name: 'Mads Thorup', email: 'mads.thorup@fjordby.example', title: 'Konsulent', active: true, memberships: [] }
const sectionOf = ({ sections }: SitePlan): string => sections[0]?.id ?? ''

/** A socket of a section; `said`: what comes first, a close or a message. */
function open(server: TestApp, { cookie }: Visitor, person: string, plan: SitePlan): { said: Promise<'let in' | number>; ws: WebSocket } {
  const path = `/room/${sectionOf(plan)}?schema=${sectionSchema}&epoch=${plan.epoch}&person=${person}`
  const headers = { cookie: cookie(), origin: server.address, host: `localhost:${server.port}` }
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
  const said = new Promise<'let in' | number>((resolve, reject) => {
    // Whoever may write is asked for what it has; a reader hears nothing before it asks.
    ws.on('open', () => ws.send(new Uint8Array([0, 0, 1, 0])))
    ws.on('message', () => resolve('let in'))
    ws.on('close', resolve)
    ws.on('error', reject)
  })
  return { said, ws }
}

async function comeAndGo(server: TestApp, visitor: Visitor, person: string, plan: SitePlan): Promise<'let in' | number> {
  const { said, ws } = open(server, visitor, person, plan)
  const what = await said
  ws.terminate()
  return what
}

describe('whoever comes back', () => {
  let server: TestApp
  let karen: Visitor
  let pia: Visitor
  /** Somebody who keeps the section open, as others are there when a network comes back. */
  const stay = async (plan: SitePlan): Promise<void> => {
    const { said, ws } = open(server, karen, 'karen-vestergaard', plan)
    expect(await said).toBe('let in')
    staying.push(ws)
  }
  const staying: WebSocket[] = []
  /** How often the store is asked for what a door asks for while this runs. */
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    const { sessions, people, plans } = server.stores
    const spies = [vi.spyOn(sessions, 'read'), vi.spyOn(people, 'person'), vi.spyOn(plans, 'planOfSection'), vi.spyOn(plans, 'read')]
    await work()
    const calls = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    for (const spy of spies) spy.mockRestore()
    return calls
  }

  beforeAll(async () => {
    server = await startTestApp({ demo: true })
    karen = await signIn(server.address, 'karen-vestergaard')
    pia = await signIn(server.address, 'pia-munkesoe')
  }, 60_000)
  afterAll(async () => {
    for (const ws of staying) ws.terminate()
    await server.close()
  })

  it('SS-15 is let in without a word to the store, for half a minute at most', async () => {
    const plan = await makePlan(karen, 'Tilbage')
    await stay(plan)
    expect(await comeAndGo(server, karen, 'karen-vestergaard', plan)).toBe('let in')
    const again = async (): Promise<void> => expect(await comeAndGo(server, karen, 'karen-vestergaard', plan)).toBe('let in')
    expect(await asked(again)).toBe(0)
    server.wait(31_000)
    expect(await asked(again)).toBeGreaterThan(0)
  })

  it('SS-15 and who comes for the first time to a section that is open costs a reading of the session and one of the person', async () => {
    const plan = await makePlan(karen, 'Ny her')
    await stay(plan)
    const sofie = await signIn(server.address, 'karen-vestergaard')
    expect(await asked(async () => expect(await comeAndGo(server, sofie, 'karen-vestergaard', plan)).toBe('let in'))).toBe(2)
  })

  it('SS-15 is refused once the session has ended', async () => {
    const plan = await makePlan(karen, 'Logget ud')
    await stay(plan)
    const sofie = await signIn(server.address, 'karen-vestergaard')
    for (let times = 0; times < 3; times++) expect(await comeAndGo(server, sofie, 'karen-vestergaard', plan)).toBe('let in')
    const { cookie } = sofie
    const kept = cookie()
    await sofie.post('/api/sign-out', {})
    expect(await comeAndGo(server, { ...sofie, cookie: () => kept }, 'karen-vestergaard', plan)).toBe(closeCodes.noSession)
  })

  it('SS-15 is refused once the right has gone, by the person, by an invitation or by the bin', async () => {
    const plan = await makePlan(karen, 'Taget igen')
    await stay(plan)
    const [typist, guest] = [await signIn(server.address, 'mads-thorup'), await signIn(server.address, 'sofie-lykke')]
    const section = sectionOf(plan)
    await ask(karen, invite, { plan: plan.id, section, invited: ['social-og-sundhed'] })
    for (let times = 0; times < 3; times++) {
      expect(await comeAndGo(server, typist, 'mads-thorup', plan)).toBe('let in')
      expect(await comeAndGo(server, guest, 'sofie-lykke', plan)).toBe('let in')
    }
    await ask(karen, invite, { plan: plan.id, section, invited: [] })
    expect(await comeAndGo(server, guest, 'sofie-lykke', plan)).toBe(closeCodes.notFound)
    expect(await comeAndGo(server, typist, 'mads-thorup', plan)).toBe('let in')
    await ask(pia, savePerson, { id: 'mads-thorup', input: mads })
    expect(await comeAndGo(server, typist, 'mads-thorup', plan)).toBe(closeCodes.notFound)
    await ask(pia, savePerson, { id: 'mads-thorup', input: { ...mads, active: false } })
    expect(await comeAndGo(server, typist, 'mads-thorup', plan)).toBe(closeCodes.noSession)
    expect(await comeAndGo(server, karen, 'karen-vestergaard', plan)).toBe('let in')
    const gone = staying.map((ws) => once(ws, 'close')).at(-1)
    await ask(karen, binSection, { plan: plan.id, section })
    expect((await gone)?.[0]).toBe(closeCodes.accessChanged)
    expect(await comeAndGo(server, karen, 'karen-vestergaard', plan)).toBe(closeCodes.notFound)
    // Where nobody was in it, nobody's right was judged.
    const empty = await makePlan(karen, 'Tom')
    for (let times = 0; times < 3; times++) expect(await comeAndGo(server, karen, 'karen-vestergaard', empty)).toBe('let in')
    await ask(karen, binSection, { plan: empty.id, section: sectionOf(empty) })
    expect(await comeAndGo(server, karen, 'karen-vestergaard', empty)).toBe(closeCodes.notFound)
  })

  it('SP-23 is refused at once at every process, before any poll, whatever one of them has taken', async () => {
    const database = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
    const never = 3_600_000
    const apps = [
      await startTestApp({ demo: true, on: database, pollMs: never }),
      await startTestApp({ demo: true, on: database, pollMs: never }),
    ]
    const [here, there] = apps as [TestApp, TestApp]
    try {
      const boss = await signIn(here.address, 'karen-vestergaard')
      const plan = await makePlan(boss, 'To steder')
      const typist = await signIn(there.address, 'mads-thorup')
      for (let times = 0; times < 3; times++) expect(await comeAndGo(there, typist, 'mads-thorup', plan)).toBe('let in')
      await ask(await signIn(here.address, 'pia-munkesoe'), savePerson, { id: 'mads-thorup', input: mads })
      expect(await comeAndGo(there, typist, 'mads-thorup', plan)).toBe(closeCodes.notFound)
      const elsewhere = await signIn(there.address, 'karen-vestergaard')
      for (let times = 0; times < 3; times++) expect(await comeAndGo(there, elsewhere, 'karen-vestergaard', plan)).toBe('let in')
      const kept = elsewhere.cookie()
      const out = await fetch(`${here.address}/api/sign-out`, {
        method: 'POST',
        headers: { cookie: kept, origin: here.address, 'content-type': 'application/json' },
        body: '{}',
      })
      expect(out.status).toBe(200)
      expect(await comeAndGo(there, { ...elsewhere, cookie: () => kept }, 'karen-vestergaard', plan)).toBe(closeCodes.noSession)
    } finally {
      for (const app of apps) await app.close()
      await database.close()
    }
  })
})
