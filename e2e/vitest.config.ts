import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['./browserSetup.ts'],
    // One product and one browser at a time: two cores are soon busy, and a journey waits for events, not for time.
    fileParallelism: false,
    // Twice more where a journey fails, and the output says so: a browser on a shared machine loses a key now and then.
    retry: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
