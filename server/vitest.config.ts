/** Owns how the server's tests run. */
import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

const graphql = createRequire(import.meta.url).resolve('graphql')

// oxlint-disable-next-line import/no-default-export -- vitest asks for it
export default defineConfig({
  // A machine with much to do is slow, not wrong.
  // Every core: by default one is kept free, which on a small machine is half of it.
  // Tried again until five whole runs without it are green; the output says what was.
  test: { maxWorkers: '100%', retry: 1, testTimeout: 30_000, hookTimeout: 60_000 },
  // Vite would take the package's other build, and Apollo knows only the one that Node takes: two of them do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
})
