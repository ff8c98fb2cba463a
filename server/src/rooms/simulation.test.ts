import { describe, expect, it } from 'vitest'
import { simulate } from './simulation.ts'

/** More with `SIMULATION_SEEDS=1000`, one again with `SIMULATION_SEED=n`. */
const one = process.env['SIMULATION_SEED']
const first = one ? Number(one) : Math.floor(Math.random() * 1e9)
const count = one ? 1 : Number(process.env['SIMULATION_SEEDS'] ?? 20)

describe('the rooms at random', () => {
  it(`FZ-7 keep the rules of the freeze (${count} seeds from ${first})`, { timeout: 60_000 + count * 2000 }, async () => {
    const sums: Record<string, number> = {}
    for (let seed = first; seed < first + count; seed++) {
      const { wrong, happened } = await simulate(seed, 120)
      for (const [what, times] of Object.entries(happened)) sums[what] = (sums[what] ?? 0) + times
      expect({ seed, wrong, ...(wrong.length > 0 && { happened }) }).toEqual({ seed, wrong: [] })
    }
    if (count >= 20)
      for (const what of ['commits', 'sent back', 'crashes', 'acknowledged', 'submission fails'])
        expect(sums[what] ?? 0, what).toBeGreaterThan(0)
  })
})
