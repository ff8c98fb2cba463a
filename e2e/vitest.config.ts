import { defineConfig } from 'vitest/config'
import { longestFirst } from '../scripts/longestFirst.ts'

const longest = ['import', 'axe', 'people', 'outline', 'realPlans', 'keyboard', 'administration']

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./browserSetup.ts'],
    // A strange machine's CI tries a failed journey again, until five whole runs in a row were green without; the output says what was.
    retry: process.env['CI'] ? 2 : 0,
    // Two journeys at a time, each with its own product: they wait more than they work, and more would only crowd two cores.
    maxWorkers: 2,
    // What journeys share keeps nothing between files, and to read it for each of them takes a second.
    isolate: false,
    sequence: { sequencer: longestFirst(longest) },
    // The longest takes half a minute; a machine with much to do is slow, not wrong.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 40_000 } },
  },
})
