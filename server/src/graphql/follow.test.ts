import { expect, test } from 'vitest'
import { createBus } from '../bus.ts'
import type { Origin, ServerEvent } from '../bus.ts'
import { follow } from './follow.ts'

const moved = (revision: number) => ({ kind: 'planMoved', plan: 'p', revision }) as unknown as ServerEvent // plain ids

function revisions(push: (revision: number) => Promise<number | null> = async (revision) => revision) {
  const heard: number[] = []
  const bus = createBus((error) => {
    throw error
  })
  const counting = {
    ...bus,
    subscribe: (listener: (event: ServerEvent, origin: Origin) => void) =>
      bus.subscribe((event, origin) => (heard.push(1), listener(event, origin))),
  }
  const stream = follow<number, number>(counting, (waiting, event) => (event.kind === 'planMoved' ? event.revision : waiting), push)
  return { bus, stream, heard }
}

test('GQ-18 a waiting subscription ends at once when it is returned, and hears nothing any more', async () => {
  const { bus, stream, heard } = revisions()
  const waiting = stream.next()
  expect(await stream.return?.()).toEqual({ done: true, value: undefined })
  expect(await waiting).toEqual({ done: true, value: undefined })
  bus.publish(moved(1))
  expect(heard).toEqual([])
  expect(await stream.next()).toEqual({ done: true, value: undefined })
})

test('GQ-19 a slow reader gets the newest value and no queue', async () => {
  const { bus, stream } = revisions()
  for (const revision of [1, 2, 3]) bus.publish(moved(revision))
  expect(await stream.next()).toEqual({ done: false, value: 3 })
  const next = stream.next()
  bus.publish(moved(4))
  expect(await next).toEqual({ done: false, value: 4 })
})

test('GQ-20 what comes while a value is made is not lost, and what is made at the end reaches nobody', async () => {
  const made: number[] = []
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { bus, stream } = revisions(async (revision) => {
    made.push(revision)
    if (made.length === 1) await gate
    return revision
  })
  bus.publish(moved(1))
  const first = stream.next()
  await Promise.resolve()
  bus.publish(moved(2))
  open()
  expect([await first, await stream.next()]).toEqual([
    { done: false, value: 1 },
    { done: false, value: 2 },
  ])
  const last = stream.next()
  bus.publish(moved(3))
  await stream.return?.()
  expect(await last).toEqual({ done: true, value: undefined })
})

test('GQ-21 a push that throws ends the subscription with its error, one that has nothing to say is passed over', async () => {
  const { bus, stream, heard } = revisions(async (revision) => {
    if (revision === 3) throw new Error('gone')
    return revision === 1 ? null : revision
  })
  bus.publish(moved(1))
  const next = stream.next()
  await new Promise((resolve) => setImmediate(resolve))
  bus.publish(moved(2))
  expect(await next).toEqual({ done: false, value: 2 })
  bus.publish(moved(3))
  await expect(stream.next()).rejects.toThrow('gone')
  heard.length = 0
  bus.publish(moved(4))
  expect([heard, await stream.next()]).toEqual([[], { done: true, value: undefined }])
})
