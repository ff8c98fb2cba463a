/** Owns how the server's tests run. */
import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const graphql = createRequire(import.meta.url).resolve('graphql')

/** Files that take longest, the longest first: begun last, one of them would run alone while every other core waits. */
const longest = ['mainHardTimes', 'main', 'backupProcess', 'readSource', 'submitCrash', 'mainSettings', 'mainOutage']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default defineConfig({
  // A machine with much to do is slow, not wrong.
  // Every core: by default one is kept free, which on a small machine is half of it.
  // A strange machine's CI tries a failed test once more, until five whole runs in a row were green without; the output says what was.
  test: {
    maxWorkers: '100%',
    retry: process.env['CI'] ? 1 : 0,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  // Vite would take the package's other build, and Apollo knows only the one that Node takes: two of them do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
})
