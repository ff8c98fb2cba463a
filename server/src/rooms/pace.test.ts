import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPace, restOf, type Turning } from './pace.ts'

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

  it('RM-63 what a turn of the event loop brings goes out once, at once where few are told', () => {
    const pace = createPace()
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
    const pace = createPace()
    const [many, few] = [room(230), room(2)]
    pace.soon(many)
    vi.advanceTimersByTime(0)
    expect(many.turns).toBe(1)
    for (let at = 1; at < restOf(230); at++) {
      pace.soon(many)
      pace.soon(few)
      vi.advanceTimersByTime(1)
      expect([many.turns, few.turns]).toEqual([1, at])
    }
    vi.advanceTimersByTime(1)
    expect(many.turns).toBe(2)
    // A pause longer than the rest: the next is not delayed.
    vi.advanceTimersByTime(restOf(230))
    pace.soon(many)
    vi.advanceTimersByTime(0)
    expect(many.turns).toBe(3)
  })

  it('RM-63 what follows the sendings of a turn waits for the next', () => {
    const pace = createPace()
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
    const pace = createPace()
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

  it('RM-63 the rest grows with those who are told, up to its bound', () => {
    expect([1, 30, 100, 300, 1000, 5000].map(restOf)).toEqual([0, 0, 35, 40, 40, 40])
  })
})
