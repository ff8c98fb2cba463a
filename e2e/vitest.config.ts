import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./browserSetup.ts'],
    // Two journeys at a time, each with its own product: they wait more than they work, and more would only crowd two cores.
    maxWorkers: 2,
    // Until five whole runs without it are green; the output says what was tried again.
    retry: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
