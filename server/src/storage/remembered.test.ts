import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRemembered } from './remembered.ts'

const believedMs = 100

describe('what is believed without asking', () => {
  it('SS-14 is never from before the last word that it moved, nor older than its time, whatever is asked and told meanwhile', async () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant('begin' as const), key: fc.nat(2) }),
      fc.record({ does: fc.constant('end' as const), which: fc.nat(5) }),
      fc.record({ does: fc.constant('change' as const), key: fc.nat(2), how: fc.constantFrom('one', 'those', 'all') }),
      fc.record({ does: fc.constant('wait' as const), ms: fc.nat(believedMs) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        let now = 0
        const store = [0, 0, 0]
        const readAt = new Map<string, number>()
        const remembered = createRemembered<number, string>({ now: () => now, believedMs, atMost: 10 })
        const underWay: { readonly answer: () => void; readonly done: Promise<unknown> }[] = []
        for (const one of steps) {
          if (one.does === 'begin') {
            const value = `${one.key} ${store[one.key]}`
            const { promise, resolve } = Promise.withResolvers<void>()
            const begunAt = now
            const load = async (): Promise<string> => {
              await promise
              readAt.set(value, Math.max(readAt.get(value) ?? 0, begunAt))
              return value
            }
            underWay.push({ answer: resolve, done: remembered.read(one.key, load) })
          } else if (one.does === 'end') {
            const [reading] = underWay.splice(one.which % Math.max(1, underWay.length), 1)
            reading?.answer()
            await reading?.done
          } else if (one.does === 'wait') now += one.ms
          else {
            store[one.key] = (store[one.key] ?? 0) + 1
            if (one.how === 'one') remembered.forget(one.key)
            else if (one.how === 'all') remembered.forgetAll()
            else remembered.forgetThose((value) => value.startsWith(`${one.key} `))
          }
          for (const [key, version] of store.entries()) {
            const known = remembered.known(key)
            if (known === undefined) continue
            expect(known).toBe(`${key} ${version}`)
            expect(now - (readAt.get(known) ?? -Infinity)).toBeLessThan(believedMs)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('SS-14 is what was read, and never that there is nothing', async () => {
    const remembered = createRemembered<string, number>({ now: () => 0, believedMs, atMost: 2 })
    expect(await remembered.read('a', async () => null)).toBeNull()
    expect(remembered.known('a')).toBeUndefined()
    for (const [at, key] of ['a', 'b', 'c'].entries()) expect(await remembered.read(key, async () => at)).toBe(at)
    expect(['a', 'b', 'c'].map((key) => remembered.known(key))).toEqual([undefined, undefined, 2])
  })
})
