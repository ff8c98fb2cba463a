import { inspect } from 'node:util'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import type { PlanId, SectionId } from '@samplan/shared/ids'
import { createBus } from '../bus.ts'
import { hasRedis, openRedis, type TestRedis } from './testRedis.ts'
import { createWakes } from './wakes.ts'

const isThere = hasRedis('SP-14 and SP-20')
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function open(words: readonly string[] = []): Promise<TestRedis> {
  const redis = await openRedis(words)
  onTestFinished(() => redis.close())
  return redis
}

it.skipIf(!isThere)('SP-14 a password that Redis does not take is not in the log', async () => {
  const { url } = await open(['--requirepass', 'another'])
  const said = await new Promise<string>((resolve) => {
    const warn = (facts: object): void => resolve(inspect(facts, { depth: 10 }))
    const wakes = createWakes({ url: url.replace('//', '//:kodeord@'), channel: 'test', process: 'one', log: { ...silent, warn } })
    onTestFinished(() => wakes.close())
  })
  expect(said).toContain('WRONGPASS')
  expect(said).not.toContain('kodeord')
})

it.skipIf(!isThere)('SP-20 what another process has done is told here and wakes nobody once more', async () => {
  const { url } = await open()
  const listener = new Redis(url)
  onTestFinished(() => listener.disconnect())
  const { promise: said, resolve: hear } = Promise.withResolvers<unknown>()
  listener.on('message', (_channel, text) => hear(JSON.parse(text)))
  await listener.subscribe('test')
  const wakes = createWakes({ url, channel: 'test', process: 'one', log: silent })
  onTestFinished(() => wakes.close())
  const bus = createBus((error) => {
    throw error
  })
  wakes.listen({
    rooms: { refresh: async () => undefined, takeAwareness: () => undefined, awareness: () => [] },
    bus,
    look: () => undefined,
  })
  // Until it is connected, nothing is said.
  const saying = setInterval(() => {
    bus.publish({ kind: 'planMoved', plan: 'plan' as PlanId, revision: 1 }, 'elsewhere')
    wakes.textMoved('section' as SectionId)
  }, 20)
  onTestFinished(() => clearInterval(saying))
  expect(await said).toEqual({ from: 'one', text: ['section'] })
})
