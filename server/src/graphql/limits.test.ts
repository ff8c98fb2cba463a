import { getIntrospectionQuery } from 'graphql'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { planAt } from '../plans/testPlans.ts'
import { makePlan, openTestWorld, type TestWorld } from '../plans/testWorld.ts'
import { type StoredPlan, StoreUnavailable } from '../storage/ports.ts'
import { defaultLimits } from './limits.ts'
import { askSocket } from './testSocket.ts'

let world: TestWorld
/** What the store answers when it is asked for measurements; null: as it is. */
let measurementsFail: (() => never) | null = null

beforeAll(async () => {
  world = await openTestWorld({
    wrap: (stores) => ({
      ...stores,
      measurements: { ...stores.measurements, list: async (...args) => measurementsFail?.() ?? stores.measurements.list(...args) },
    }),
  })
})
afterAll(() => world.close())
afterEach(() => {
  measurementsFail = null
})

const aliases = `{ ${Array.from({ length: defaultLimits.aliases + 1 }, (_, at) => `a${at}: id`).join(' ')} }`
const tooMuch: Readonly<Record<string, string>> = {
  aliases: `{ me ${aliases} }`,
  roots: `{ ${'me { id } '.repeat(defaultLimits.rootFields + 1)} }`,
  tokens: `{ me { ${'id '.repeat(defaultLimits.tokens)} } }`,
  page: '{ plans(first: 501) { nodes { id } } }',
  introspection: getIntrospectionQuery(),
}

describe('limits', () => {
  test.each(Object.entries(tooMuch))('GQ-10 too much of %s is refused on both paths', async (name, query) => {
    const http = await world.ask('leader', query)
    const socket = await askSocket(world, 'leader', query)
    const code = name === 'tokens' ? 'GRAPHQL_PARSE_FAILED' : name === 'introspection' ? 'GRAPHQL_VALIDATION_FAILED' : 'LIMIT_EXCEEDED'
    expect([http.data, http.errors?.[0]?.extensions?.code]).toEqual([null, code])
    expect([socket.data, socket.codes[0]]).toEqual([null, code])
  })

  test('GQ-11 depth and cost are limited on both paths', async () => {
    const tight = await openTestWorld({ limits: { depth: 3, cost: 300, operationsPerSocket: 2, bytes: 4096 } })
    try {
      const deep = '{ plans { nodes { owner { id } } } }'
      const costly = '{ plans(first: 100) { nodes { id title period } } }'
      const hidden = 'query ($n: Int) { plans(first: $n) { nodes { id } } }'
      const inFragments =
        '{ plans(first: 50) { nodes { ...A } } } fragment A on Plan { ...B ...B } fragment B on Plan { id title period ...C } fragment C on Plan { id title period }'
      for (const query of [deep, costly, hidden, inFragments]) {
        expect([query, (await tight.ask('leader', query)).errors?.[0]?.extensions?.code]).toEqual([query, 'LIMIT_EXCEEDED'])
        const client = tight.link('leader')
        await expect(client.iterate({ query }).next()).rejects.toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }])
        await client.dispose()
      }
      expect((await tight.ask('leader', '{ plans(first: 50) { nodes { id } } }')).errors).toBe(null)

      // Size: of a request, and of a message.
      const large = `{ me { id } } #${'x'.repeat(5000)}`
      expect((await tight.ask('leader', large)).status).toBe(413)
      const { promise: closed, resolve } = Promise.withResolvers<number>()
      const client = tight.link('leader', resolve)
      await client
        .iterate({ query: large })
        .next()
        .catch(() => undefined)
      expect(await closed).toBe(1009)

      // Operations that wait on one socket.
      const crowd = tight.link('leader')
      const waiting = Array.from({ length: 3 }, () => crowd.iterate({ query: 'subscription { plansChanged { id } }' }))
      await expect(Promise.race(waiting.map((one) => one.next()))).rejects.toMatchObject([{ extensions: { code: 'TOO_LARGE' } }])
      await crowd.dispose()
    } finally {
      await tight.close()
    }
  }, 20_000)

  test('GQ-12 batches are refused', async () => {
    const { cookie } = await world.sessionOf('leader')
    const body = JSON.stringify([{ query: '{ me { id } }' }, { query: '{ me { id } }' }])
    const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('leader')
  })

  test('GQ-13 there is a landing page and introspection in a demo and in development only', async () => {
    const html = { headers: { accept: 'text/html' } }
    expect((await fetch(`${world.url}/graphql`, html)).status).toBe(404)
    const open = await openTestWorld({ development: true })
    try {
      const page = await fetch(`${open.url}/graphql`, html)
      expect([page.status, page.headers.get('content-type')?.startsWith('text/html')]).toEqual([200, true])
      expect((await open.ask('leader', getIntrospectionQuery())).data?.__schema).toBeTruthy()
      const client = open.link('leader')
      expect((await client.iterate({ query: getIntrospectionQuery() }).next()).value).toHaveProperty('data.__schema')
      await client.dispose()
    } finally {
      await open.close()
    }
  }, 20_000)
})

describe('errors', () => {
  test('GQ-14 a bug is logged once and leaves the server as INTERNAL, without a stack, on both paths', async () => {
    const plan = await makePlan(world)
    measurementsFail = () => {
      throw new Error('secret detail')
    }
    const query = 'query ($id: ID!) { goals(plan: $id) { total } }'
    const before = world.logged.length
    const http = await world.ask('leader', query, { id: plan.id })
    expect(world.logged.slice(before).filter((line) => line.includes('secret detail')).length).toBe(1)
    const socket = await askSocket(world, 'leader', query, { id: plan.id })
    for (const text of [http.text, socket.text]) {
      expect(text).toContain('"INTERNAL"')
      expect(text).not.toMatch(/secret|stack|at .*\.ts/)
    }
  })

  test('GQ-15 a store that does not answer is told as such', async () => {
    const plan: StoredPlan = await makePlan(world)
    measurementsFail = () => {
      throw new StoreUnavailable('down')
    }
    const { errors } = await world.ask('leader', 'query ($id: ID!) { goals(plan: $id) { total } }', { id: plan.id })
    expect(errors?.[0]?.extensions).toEqual({ code: 'STORE_UNAVAILABLE', refusal: { refused: 'storeUnavailable' } })
  })

  test('GQ-23 the names of the schema are suggested in a demo and in development only, on both paths', async () => {
    const guesses = ['{ me { nam } }', '{ plan(idd: "x") { id } }', '{ plans { ... on Plann { id } } }']
    const told = async (asked: TestWorld): Promise<readonly boolean[]> => {
      const texts: string[] = []
      for (const query of guesses) {
        const [http, socket] = [await asked.ask('leader', query), await askSocket(asked, 'leader', query)]
        expect([http.errors?.[0]?.extensions?.code, socket.codes[0]]).toEqual(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'])
        texts.push(http.text, socket.text)
      }
      // A word of an enumeration, in a variable: found when the operation begins, not when it is validated.
      const query =
        'mutation ($role: Role!) { savePerson(input: { name: "", email: "", title: "", active: true, memberships: [{ role: $role }] }) { id } }'
      const [http, socket] = [
        await asked.ask('leader', query, { role: 'stafff' }),
        await askSocket(asked, 'leader', query, { role: 'stafff' }),
      ]
      expect([http.errors?.[0]?.extensions?.code, socket.codes[0]]).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT'])
      return [...texts, http.text, socket.text].map((text) => /did you mean/i.test(text))
    }
    expect(await told(world)).toEqual(Array.from({ length: 8 }, () => false))
    const open = await openTestWorld({ development: true })
    try {
      expect(await told(open)).toEqual(Array.from({ length: 8 }, () => true))
    } finally {
      await open.close()
    }
  }, 20_000)

  test('GQ-16 a refusal comes with its code and its facts', async () => {
    const plan = await planAt(world, 'before udvalg')
    const { errors } = await world.ask('leader', 'mutation ($plan: ID!) { submitPlan(plan: $plan, revision: 0) { id } }', { plan: plan.id })
    expect(errors?.map(({ message, extensions }) => [message, extensions])).toEqual([
      ['ALREADY_MOVED', { code: 'ALREADY_MOVED', refusal: { refused: 'alreadyMoved', state: 'body', revision: 1 } }],
    ])
  })

  test('GQ-17 lists come in pages', async () => {
    const first = await world.ask('administrator', '{ people(first: 3) { nodes { name } next } }')
    expect(first.data?.people.nodes.length).toBe(3)
    const names: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const { data } = await world.ask(
        'administrator',
        'query ($after: String) { people(first: 4, after: $after) { nodes { name } next } }',
        { after },
      )
      names.push(...data?.people.nodes.map(({ name }: { name: string }) => name))
      after = data?.people.next
      more = after !== null
    }
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'da')))
    expect(new Set(names).size).toBe((await world.stores.people.people()).length)
  })
})
