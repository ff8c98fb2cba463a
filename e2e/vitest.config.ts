import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, the longest first: begun last, one of them would run alone while the other worker waits. */
const longest = ['import', 'axe', 'people', 'outline', 'realPlans', 'keyboard', 'administration']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./browserSetup.ts'],
    // A strange machine's CI tries a failed journey again, until five whole runs in a row were green without; the output says what was.
    retry: process.env['CI'] ? 2 : 0,
    // Two journeys at a time, each with its own product: they wait more than they work, and more would only crowd two cores.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // The longest takes half a minute; a machine with much to do is slow, not wrong.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 40_000 } },
  },
})
