import type { SectionId } from '@samplan/shared/ids'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemorySections } from '../storage/memory/sections.ts'
import type { Append, SectionStore } from '../storage/ports.ts'
import { type Appender, createAppender } from './appender.ts'

const append = (id: string): Append => ({
  section: 'afsnit-1' as SectionId,
  match: { epoch: 1, freeze: null, schema: 1 },
  epoch: 1,
  entry: { id, update: new Uint8Array([0, 0]) },
})

describe('the writing of many rooms', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  /** A store whose commands take so long, and what each of them held. */
  const slow = (ms: number): { readonly appender: Appender; readonly commands: number[] } => {
    const commands: number[] = []
    const store: SectionStore = {
      ...createMemorySections(),
      async append(appends) {
        commands.push(appends.length)
        // Of the test's own clock.
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
        return appends.map(() => true)
      },
    }
    return { appender: createAppender(store), commands }
  }

  it('RM-65 after a command the store rests by how long it took, and those who wait go together', async () => {
    const { appender, commands } = slow(1)
    expect(appender.turn()).toBe(null)
    const first = appender.append(append('a'))
    await vi.advanceTimersByTimeAsync(1)
    expect(await first).toBe(true)
    let went = 0
    const write = async (id: string): Promise<void> => {
      for (let turn = appender.turn(); turn; turn = appender.turn()) await turn
      went++
      await appender.append(append(id))
    }
    const [b, c] = [write('b'), write('c')]
    await vi.advanceTimersByTimeAsync(18)
    expect([went, commands]).toEqual([0, [1]])
    await vi.advanceTimersByTimeAsync(8)
    await Promise.all([b, c])
    expect(commands).toEqual([1, 2])
  })

  it('RM-66 of many that have waited a few get ready in each turn of the event loop, and all of them go in one command', async () => {
    const { appender, commands } = slow(10)
    void appender.append(append('first'))
    await vi.advanceTimersByTimeAsync(10)
    let went = 0
    const rooms = Array.from({ length: 200 }, async (_, room) => {
      for (let turn = appender.turn(); turn; turn = appender.turn()) await turn
      went++
      return appender.append(append(`room-${room}`))
    })
    const inEachTurn: number[] = []
    for (let before = 0; went < 200; before = went) {
      await vi.advanceTimersToNextTimerAsync()
      if (went > before) inEachTurn.push(went - before)
    }
    expect(inEachTurn).toEqual(Array.from({ length: 50 }, () => 4))
    expect(commands).toEqual([1])
    await vi.advanceTimersByTimeAsync(20)
    expect(await Promise.all(rooms)).toEqual(rooms.map(() => true))
    expect(commands).toEqual([1, 200])
  })

  it('RM-65 where many rooms write, it rests longer, up to a fifth of a second', async () => {
    const { appender, commands } = slow(50)
    const rests: number[] = []
    for (const rooms of [1, 40, 100, 300]) {
      const all = Promise.all(Array.from({ length: rooms }, (_, room) => appender.append(append(`${rooms}-${room}`))))
      await vi.advanceTimersByTimeAsync(51)
      await all
      const from = performance.now()
      let rested = false
      void appender.turn()?.then(() => (rested = true))
      while (!rested) await vi.advanceTimersByTimeAsync(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(appender.turn()).toBe(null)
      rests.push(Math.round((performance.now() - from) / 10) * 10)
    }
    expect([commands, rests]).toEqual([
      [1, 40, 100, 300],
      [30, 40, 100, 200],
    ])
  })

  it('RM-65 a store that answers at once does not rest', async () => {
    const { appender, commands } = slow(0)
    for (const id of ['a', 'b', 'c']) {
      expect(appender.turn()).toBe(null)
      const done = appender.append(append(id))
      await vi.advanceTimersByTimeAsync(0)
      expect(await done).toBe(true)
    }
    expect(commands).toEqual([1, 1, 1])
  })

  it('RM-65 nobody waits for a command that hangs', async () => {
    const { appender, commands } = slow(60_000)
    void appender.append(append('a'))
    await vi.advanceTimersByTimeAsync(0)
    const turn = appender.turn()
    expect(turn).not.toBe(null)
    await vi.advanceTimersByTimeAsync(40)
    await turn
    expect(appender.turn()).toBe(null)
    void appender.append(append('b'))
    await vi.advanceTimersByTimeAsync(0)
    expect(commands).toEqual([1, 1])
  })
})
