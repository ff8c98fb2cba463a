import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { mutations, patched } from './mutations.ts'
import { simulate } from './simulate.ts'

/** More with `SIMULATION_SEEDS=1000`, one again with `SIMULATION_SEED=n`; `pnpm simulate` shows what happened in it. */
const one = process.env['SIMULATION_SEED']
const first = one ? Number(one) : Math.floor(Math.random() * 1e9)
const count = one ? 1 : Number(process.env['SIMULATION_SEEDS'] ?? 40)

describe('the rooms at random', () => {
  it(`FZ-7 keep the rules of the freeze (${count} seeds from ${first})`, { timeout: 120_000 + count * 5000, retry: 0 }, async () => {
    const sums: Record<string, number> = {}
    for (let seed = first; seed < first + count; seed++) {
      const { wrong, happened } = await simulate(seed)
      for (const [what, times] of Object.entries(happened)) sums[what] = (sums[what] ?? 0) + times
      expect({ seed, wrong }).toEqual({ seed, wrong: [] })
    }
    const often = ['commits', 'sent back', 'crashes', 'stops', 'acknowledged', 'refused', 'submission fails by the store', 'undo', 'move']
    if (count >= 40) for (const what of often) expect(sums[what] ?? 0, what).toBeGreaterThan(0)
  })

  it.each([
    [1, 100277, 'who may only read by now was refused at the door what of theirs is in the text'],
    [1, 100290, 'the same, with several edits'],
    [2, 500121, 'a rescued text was refused by a room that had not read what it was written in'],
  ])('FZ-7.%i seed %i: %s', { timeout: 30_000 }, async (_, seed) => {
    expect((await simulate(seed)).wrong).toEqual([])
  })

  it('FZ-20 one seed is one course of things, whenever it runs', { timeout: 60_000 }, async () => {
    const { trace } = await simulate(7)
    expect(trace.length).toBeGreaterThan(100)
    expect((await simulate(7)).trace).toEqual(trace)
    expect((await simulate(8)).trace).not.toEqual(trace)
  })

  it('FZ-21 notice faults that are planted in the rooms', { timeout: 180_000 }, async () => {
    // Those that show within few seeds; `pnpm simulate --mutations` plants all.
    const only = [
      'acknowledges-before-disk',
      'does-not-match-the-freeze',
      'seeds-twice',
      'judges-by-memory',
      'is-deaf-to-rights',
      'lets-readers-write',
      'forgets-step-2',
      'tidies-after-no-reply',
    ]
    const script = fileURLToPath(new URL('../../../../scripts/simulateSeeds.mjs', import.meta.url))
    const words = [script, '--mutations', '--from', '1', '--seeds', '30', '--only', only.join()]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    expect(stdout.split('\n').filter((line) => /\| (I\d+|RO) \|/.test(line))).toHaveLength(only.length)
  })

  it.each(mutations.flatMap((mutation) => (mutation.patches ?? []).map((patch) => ({ mutation, patch }))))(
    'FZ-21 the planted fault $mutation.name still fits $patch.file',
    async ({ mutation, patch: { file, replace } }) => {
      const source = await readFile(new URL(`../${file}`, import.meta.url), 'utf8')
      expect(patched(mutation, file, source)).toContain(replace)
    },
  )
})
