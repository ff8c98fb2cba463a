import { defineConfig } from 'vitest/config'

// Native modules and processes that are killed: one process per file keeps them apart.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'exam/**/*.test.ts'],
  },
})
