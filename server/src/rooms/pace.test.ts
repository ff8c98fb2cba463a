import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBusyness, createPace, longestWaitMs, type LoopTimes, restOf, type Turning } from './pace.ts'

describe('the pace of sending', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  const room = (receivers: number): Turning & { turns: number; followed: number } => ({
    receivers,
    turns: 0,
    followed: 0,
    turn() {
      this.turns++
    },
    follow() {
      this.followed++
    },
  })

  const [idle, full] = [0, 1]
  const paceAt = (busy: () => number) => createPace(() => performance.now(), busy)

  it('RM-63 what a turn of the event loop brings goes out once, at once where few are told', () => {
    const pace = paceAt(() => idle)
    const few = room(25)
    for (let round = 1; round <= 3; round++) {
      pace.soon(few)
      pace.soon(few)
      expect(few.turns).toBe(round - 1)
      vi.advanceTimersByTime(0)
      expect(few.turns).toBe(round)
    }
  })

  it('RM-63 a room with many rests between two sendings, and makes no other wait', () => {
    const pace = paceAt(() => idle)
    const [many, few] = [room(230), room(2)]
    pace.soon(many)
    vi.advanceTimersByTime(0)
    expect(many.turns).toBe(1)
    for (let at = 1; at < restOf(230, idle); at++) {
      pace.soon(many)
      pace.soon(few)
      vi.advanceTimersByTime(1)
      expect([many.turns, few.turns]).toEqual([1, at])
    }
    vi.advanceTimersByTime(1)
    expect(many.turns).toBe(2)
    // A pause longer than the rest: the next is not delayed.
    vi.advanceTimersByTime(restOf(230, idle))
    pace.soon(many)
    vi.advanceTimersByTime(0)
    expect(many.turns).toBe(3)
  })

  it('RM-63 what follows the sendings of a turn waits for the next', () => {
    const pace = paceAt(() => idle)
    const [one, other] = [room(2), room(2)]
    pace.soon(one)
    pace.soon(other)
    vi.advanceTimersToNextTimer()
    expect([one.turns, other.turns, one.followed]).toEqual([1, 1, 0])
    vi.advanceTimersByTime(1)
    expect([one.followed, other.followed]).toEqual([1, 1])
    pace.soon(one)
    vi.advanceTimersToNextTimer()
    pace.stop()
    vi.advanceTimersByTime(100)
    expect([one.turns, one.followed]).toEqual([2, 1])
  })

  it('RM-63 a turn that asks for another gets it, and after the end none runs', () => {
    const pace = paceAt(() => idle)
    const again = {
      ...room(100),
      turn() {
        if (++this.turns < 3) pace.soon(again)
      },
    }
    pace.soon(again)
    vi.advanceTimersByTime(100)
    expect(again.turns).toBe(3)
    pace.soon(again)
    pace.stop()
    pace.soon(again)
    vi.advanceTimersByTime(100)
    expect(again.turns).toBe(3)
  })

  it('RM-63 the rest grows with those who are told, and the less time the process has, up to its bound', () => {
    const rests = (busy: number): readonly number[] =>
      [1, 30, 100, 300, 5000].map((receivers) => Math.round(restOf(receivers, busy) * 10) / 10)
    expect(rests(idle)).toEqual([0, 0, 17.5, 40, 40])
    expect(rests(0.5)).toEqual([0, 0, 26.3, 40, 40])
    expect(rests(full)).toEqual([0, 0, 35, 40, 40])
    for (const receivers of [1, 30, 31, 60, 100, 150])
      for (let busy = 0; busy < 1; busy += 0.05) expect(restOf(receivers, busy + 0.05)).toBeGreaterThanOrEqual(restOf(receivers, busy))
  })

  it('RM-63 a room rests longer while the event loop is full, and shorter again when it has time', () => {
    let busy = full
    const pace = paceAt(() => busy)
    const many = room(100)
    const restsFor = (milliseconds: number): void => {
      const before = many.turns
      pace.soon(many)
      vi.advanceTimersByTime(milliseconds - 1)
      expect(many.turns).toBe(before)
      vi.advanceTimersByTime(1)
      expect(many.turns).toBe(before + 1)
    }
    pace.soon(many)
    vi.advanceTimersByTime(0)
    restsFor(restOf(100, full))
    expect(pace.hasTime).toBe(false)
    busy = idle
    restsFor(restOf(100, idle))
    expect(pace.hasTime).toBe(true)
  })

  it('RM-63 what can wait goes at once while the process has time, else with what comes next, or after a moment', () => {
    let busy = idle
    const pace = paceAt(() => busy)
    const [one, other] = [room(2), room(2)]
    pace.unhurried(one)
    vi.advanceTimersByTime(0)
    expect(one.turns).toBe(1)
    busy = full
    pace.unhurried(one)
    pace.unhurried(one)
    pace.unhurried(other)
    vi.advanceTimersByTime(longestWaitMs - 10)
    pace.soon(other)
    vi.advanceTimersByTime(1)
    expect([one.turns, other.turns]).toEqual([1, 1])
    vi.advanceTimersByTime(9)
    vi.advanceTimersByTime(1)
    expect([one.turns, other.turns]).toEqual([2, 1])
    // What goes with something else does not go again.
    vi.advanceTimersByTime(longestWaitMs)
    expect([one.turns, other.turns]).toEqual([2, 1])
    pace.unhurried(one)
    pace.stop()
    vi.advanceTimersByTime(longestWaitMs)
    expect(one.turns).toBe(2)
  })

  it('RM-63 how busy the event loop is follows what it did lately, half by half', () => {
    let now = 0
    let times: LoopTimes = { active: 1000, idle: 0 }
    const busy = createBusyness(
      () => now,
      () => times,
    )
    const after = (active: number, idleFor: number): number => {
      now += 100
      times = { active: times.active + active, idle: times.idle + idleFor }
      return busy()
    }
    // What was before it began, the start of the process, does not count.
    expect([busy(), after(100, 0), after(100, 0), after(0, 100), after(25, 75)]).toEqual([0, 0.5, 0.75, 0.375, 0.3125])
    now += 99
    times = { active: times.active + 99, idle: times.idle }
    expect(busy()).toBe(0.3125)
  })
})
