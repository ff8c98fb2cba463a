import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { PlanId, SectionId } from '@samplan/shared/ids'
import { createBus } from '../bus.ts'
import { openTestDatabase, type TestDatabase } from '../storage/testDatabase.ts'
import { startTestApp, type TestApp } from '../testApp.ts'
import { roam, type Roamer } from './testRoamer.ts'
import { makePlan, signIn, type SitePlan } from './testSite.ts'
import { createWakes } from './wakes.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

describe('processes that wake each other', { timeout: 180_000 }, () => {
  let folder: string | null = null
  let redis: ChildProcess | null = null
  let database: TestDatabase | null = null
  const apps: TestApp[] = []
  const typing: Roamer[] = []

  afterEach(async () => {
    for (const roamer of typing.splice(0)) roamer.close()
    for (const app of apps.splice(0)) await app.close()
    await database?.close()
    database = null
    if (redis) await stopRedis()
    if (folder) await rm(folder, { recursive: true, force: true })
  })
  const startRedis = async (port: number, more: readonly string[] = []): Promise<void> => {
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder ?? '.', ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    for await (const chunk of redis.stdout ?? []) {
      printed += String(chunk)
      if (printed.includes('Ready to accept connections')) return
    }
    throw new Error(printed)
  }
  const stopRedis = async (): Promise<void> => {
    const ended = redis && once(redis, 'exit')
    redis?.kill('SIGKILL')
    await ended
    redis = null
  }

  const isThere = (test: string): boolean => {
    if (spawnSync('redis-server', ['--version']).status === 0) return true
    process.stdout.write(`Without redis-server on the PATH ${test} did not run\n`)
    return false
  }

  it('SP-14 a password that Redis does not take is not in the log', async (context) => {
    if (!isThere('SP-14')) return context.skip('there is no redis-server on the PATH')
    folder = await mkdtemp(join(tmpdir(), 'samplan-redis-'))
    const port = await freePort()
    await startRedis(port, ['--requirepass', 'another'])
    const said = await new Promise<string>((resolve) => {
      const warn = (facts: object): void => resolve(inspect(facts, { depth: 10 }))
      const log = { info: () => undefined, warn, error: () => undefined }
      const wakes = createWakes({ url: `redis://:kodeord@127.0.0.1:${port}`, channel: 'test', process: 'one', log })
      onTestFinished(() => wakes.close())
    })
    expect(said).toContain('WRONGPASS')
    expect(said).not.toContain('kodeord')
  })

  it('SP-20 what another process has done is told here and wakes nobody once more', async (context) => {
    if (!isThere('SP-20')) return context.skip('there is no redis-server on the PATH')
    folder = await mkdtemp(join(tmpdir(), 'samplan-redis-'))
    const port = await freePort()
    await startRedis(port)
    const url = `redis://127.0.0.1:${port}`
    const [speaker, listener] = [new Redis(url), new Redis(url)]
    onTestFinished(() => [speaker, listener].forEach((one) => one.disconnect()))
    const { promise: said, resolve: hear } = Promise.withResolvers<unknown>()
    listener.on('message', (_channel, text) => hear(JSON.parse(text)))
    await listener.subscribe('test')
    const wakes = createWakes({
      url,
      channel: 'test',
      process: 'one',
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
    onTestFinished(() => wakes.close())
    const bus = createBus((error) => {
      throw error
    })
    const rooms = { refresh: async () => undefined, takeAwareness: () => undefined, awareness: () => [] }
    wakes.listen({ rooms, bus, look: () => undefined })
    // Until it is connected, nothing is said.
    const saying = setInterval(() => {
      bus.publish({ kind: 'planMoved', plan: 'plan' as PlanId, revision: 1 }, 'elsewhere')
      wakes.textMoved('section' as SectionId)
    }, 20)
    onTestFinished(() => clearInterval(saying))
    expect(await said).toEqual({ from: 'one', text: ['section'] })
  })

  it('SP-12 with Redis carets cross too; while it is gone the text does, it is said once, and back again it serves', async (context) => {
    if (!isThere('SP-12')) return context.skip('there is no redis-server on the PATH')
    folder = await mkdtemp(join(tmpdir(), 'samplan-redis-'))
    const port = await freePort()
    await startRedis(port)
    const on = await openTestDatabase(process.env['MONGODB_URI'] ?? null)
    database = on
    const redisUrl = `redis://127.0.0.1:${port}`
    const start = (): Promise<TestApp> => startTestApp({ demo: true, on, pollMs: 100, redisUrl })
    apps.push(...(await Promise.all([start(), start()])))
    const [here, there] = apps
    if (!here || !there) throw new Error('nobody has started')
    const [karen, mads] = [await signIn(here.address, 'karen-vestergaard'), await signIn(there.address, 'mads-thorup')]
    const plan: SitePlan = await makePlan(karen, 'Med Redis')
    const seat = { section: plan.sections[0]?.id ?? '', epoch: plan.epoch }
    const sit = async (app: TestApp, cookie: string, person: string): Promise<Roamer> => {
      const roamer = await roam({ ...seat, address: () => app.address, cookie, person })
      typing.push(roamer)
      return roamer
    }
    const one = await sit(here, karen.cookie(), 'karen-vestergaard')
    const other = await sit(there, mads.cookie(), 'mads-thorup')
    await Promise.all([
      one.until(() => one.carets().includes('Mads Thorup')),
      other.until(() => other.carets().includes('Karen Vestergaard')),
    ])
    one.write('Med.')
    await other.until(() => other.text().includes('Med.'))

    await stopRedis()
    one.write('Uden.')
    other.write('Også uden.')
    await Promise.all([other.until(() => other.text().includes('Uden.')), one.until(() => one.text().includes('Også uden.'))])
    const told = (): readonly number[] => apps.map(({ logged }) => logged.filter((line) => line.includes('Redis does not answer')).length)
    await expect.poll(told, { timeout: 60_000 }).toEqual([1, 1])

    await startRedis(port)
    // Somebody new is seen at the other process: only Redis tells of carets.
    const late = await signIn(here.address, 'karen-vestergaard')
    await sit(here, late.cookie(), 'karen-vestergaard')
    await other.until(() => other.carets().filter((name) => name === 'Karen Vestergaard').length === 2)
    one.write('Igen.')
    await other.until(() => other.text().includes('Igen.'))
    expect(one.text()).toBe(other.text())
    expect(told()).toEqual([1, 1])
  })
})
