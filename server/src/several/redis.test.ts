import { inspect } from 'node:util'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import type { PlanId, SectionId } from '@samplan/shared/ids'
import { createBus } from '../bus.ts'
import type { AwarenessElsewhere } from '../rooms/contract.ts'
import { hasRedis, openRedis, type TestRedis } from './testRedis.ts'
import { createWakes } from './wakes.ts'

const isThere = hasRedis('the tests with Redis (SP-14, SP-20, SP-22)')
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
    rooms: { refresh: async () => undefined, takeAwareness: () => undefined, awareness: () => [], sections: () => [] },
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

it.skipIf(!isThere)('SP-22 carets of before are told to whoever comes, and to all when Redis is back', async () => {
  const redis = await open()
  const section = 'section' as SectionId
  const caret = { client: 1, clock: 1, isGone: false, bytes: new Uint8Array([1, 2, 3]) }
  let hear = (): void => undefined
  const join = (process: string, awareness: readonly AwarenessElsewhere[]): void => {
    const wakes = createWakes({ url: redis.url, channel: 'test', process, log: silent })
    onTestFinished(() => wakes.close())
    const rooms = {
      refresh: async () => undefined,
      takeAwareness: (of: SectionId, entries: readonly AwarenessElsewhere[]) => {
        expect([of, entries.map(({ client, bytes }) => [client, [...bytes]])]).toEqual([section, [[1, [1, 2, 3]]]])
        if (process === 'other') hear()
      },
      awareness: () => awareness,
      sections: () => [section],
    }
    wakes.listen({ rooms, bus: createBus(() => undefined), look: () => undefined })
  }
  const heard = (): Promise<void> => new Promise((resolve) => (hear = resolve))
  const first = heard()
  join('one', [caret])
  join('other', [])
  await first
  await redis.stop()
  const again = heard()
  await redis.start()
  await again
})
