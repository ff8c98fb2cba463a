/** Owns how the server's tests run. */
import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { longestFirst } from '../scripts/longestFirst.ts'

const graphql = createRequire(import.meta.url).resolve('graphql')

const longest = ['mainHardTimes', 'main', 'backupProcess', 'readSource', 'submitCrash', 'mainSettings', 'mainOutage']

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default defineConfig({
  // A machine with much to do is slow, not wrong.
  // Every core: by default one is kept free, which on a small machine is half of it.
  // A strange machine's CI tries a failed test once more, until five whole runs in a row were green without; the output says what was.
  test: {
    maxWorkers: '100%',
    retry: process.env['CI'] ? 1 : 0,
    sequence: { sequencer: longestFirst(longest) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  // Vite would take the package's other build, and Apollo knows only the one that Node takes: two of them do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
})
