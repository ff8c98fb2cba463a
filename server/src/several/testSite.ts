/** Owns the site of a test: an embedded database that is a process of its own, and server processes on it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { ask, startProcess, type TestProcess, visit, type Visitor } from '../testProcess.ts'

const database = fileURLToPath(new URL('../../../embedded-mongo/src/serve.ts', import.meta.url))

export type Site = {
  /** Another server process on the database, or a command on it. */
  readonly start: (settings?: Readonly<Record<string, string>>, words?: readonly string[]) => TestProcess
  readonly folder: string
  /** Kills all that still runs. */
  readonly close: () => Promise<void>
}

/** `model` is a folder in which the product has run: its database is copied. */
export async function openSite(model?: string): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-site-'))
  if (model) await cp(join(model, 'db'), join(folder, 'db'), { recursive: true })
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child: ChildProcess = spawn(process.execPath, [database, join(folder, 'db')], {
    env: { PATH, HOME, TMPDIR },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const uri = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /^MONGODB_URI=(.+)\n/m.exec(printed)?.[1]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error('the database has ended')))
  })
  const running: TestProcess[] = []
  return {
    start(settings = {}, words = []) {
      const started = startProcess(folder, { MONGODB_URI: uri, DEMO: '1', POLL_MS: '300', ...settings }, words)
      running.push(started)
      return started
    },
    folder,
    async close() {
      await Promise.all(running.map((one) => one.kill('SIGKILL')))
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody who has signed in at one of the processes; all of them know the session. */
export async function signIn(address: string, person: string): Promise<Visitor> {
  const visitor = visit(address)
  const answer = await visitor.post('/api/sign-in/demo', { person })
  if (answer.status !== 200) throw new Error(`${person} could not sign in: ${answer.status}`)
  return visitor
}

/** The same person in front of another process. */
export function visitAs(address: string, { cookie }: Pick<Visitor, 'cookie'>): Visitor {
  const headers = { cookie: cookie(), origin: address, 'content-type': 'application/json' }
  return {
    get: (path) => fetch(`${address}${path}`, { headers }),
    post: (path, body) => fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    cookie,
  }
}

export type Followed<Value> = {
  /** All that has come. */
  readonly values: readonly Value[]
  /** Resolves when something that holds has come, or has been there. */
  readonly until: (holds: (value: Value) => boolean) => Promise<Value>
  /** With the code of its socket's close. */
  readonly closed: Promise<number>
  readonly end: () => Promise<void>
}

/** What a subscription at one process pushes. */
export function followAt<Value>(
  address: string,
  { cookie }: Pick<Visitor, 'cookie'>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Followed<Value> {
  const { promise: closed, resolve: close } = Promise.withResolvers<number>()
  class Signed extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie: cookie(), origin: address } })
    }
  }
  const client = createClient({
    url: `${address.replace('http', 'ws')}/graphql`,
    webSocketImpl: Signed,
    retryAttempts: 0,
    on: { closed: (event) => close((event as CloseEvent).code) },
  })
  const values: Value[] = []
  const waiting = new Set<{ readonly holds: (value: Value) => boolean; readonly resolve: (value: Value) => void }>()
  client.subscribe<Value>(
    { query, variables },
    {
      next({ data }) {
        if (!data) return
        values.push(data)
        for (const one of [...waiting]) {
          if (!one.holds(data)) continue
          waiting.delete(one)
          one.resolve(data)
        }
      },
      error: () => undefined,
      complete: () => undefined,
    },
  )
  return {
    values,
    until: (holds) => {
      const known = values.find(holds)
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => waiting.add({ holds, resolve }))
    },
    closed,
    end: async () => client.dispose(),
  }
}

export type SitePlan = {
  readonly id: string
  readonly epoch: number
  readonly revision: number
  readonly outlineVersion: number
  readonly state: { readonly at: string; readonly version: string | null }
  readonly sections: readonly { readonly id: string; readonly title: string }[]
}
export const planFields = 'id epoch revision outlineVersion state { at version } sections { id title }'

/** A draft of the Jobcenter with two sections. */
export async function makePlan(leader: Visitor, title: string): Promise<SitePlan> {
  const input = { title, period: '2027', owner: 'jobcenter', route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'] }
  const { createPlan } = await ask<{ createPlan: SitePlan }>(
    leader,
    `mutation ($input: NewPlanInput!) { createPlan(input: $input) { ${planFields} } }`,
    { input },
  )
  const { addSection } = await ask<{ addSection: SitePlan }>(
    leader,
    `mutation ($plan: ID!, $after: ID!) { addSection(plan: $plan, title: "To", level: 1, after: $after) { ${planFields} } }`,
    { plan: createPlan.id, after: createPlan.sections[0]?.id },
  )
  return addSection
}

export async function readPlan(visitor: Visitor, id: string): Promise<SitePlan> {
  return (await ask<{ plan: SitePlan }>(visitor, `query ($id: ID!) { plan(id: $id) { ${planFields} } }`, { id })).plan
}

export async function submitPlan(leader: Visitor, { id, revision }: SitePlan): Promise<SitePlan> {
  const mutation = `mutation ($id: ID!, $revision: Int!) { submitPlan(plan: $id, revision: $revision) { ${planFields} } }`
  return (await ask<{ submitPlan: SitePlan }>(leader, mutation, { id, revision })).submitPlan
}

export async function sendBack(secretary: Visitor, { id, revision }: SitePlan): Promise<SitePlan> {
  const mutation = `mutation ($id: ID!, $revision: Int!) { sendBack(plan: $id, revision: $revision, reason: "Mere") { ${planFields} } }`
  return (await ask<{ sendBack: SitePlan }>(secretary, mutation, { id, revision })).sendBack
}

export async function textOfVersion(visitor: Visitor, { id, state }: SitePlan): Promise<string> {
  const query = 'query ($plan: ID!, $hash: ID!) { version(plan: $plan, hash: $hash) { sections { blocks } } }'
  const { version } = await ask<{ version: { readonly sections: readonly { readonly blocks: readonly string[] }[] } }>(visitor, query, {
    plan: id,
    hash: state.version,
  })
  return version.sections.flatMap(({ blocks }) => blocks).join('')
}
