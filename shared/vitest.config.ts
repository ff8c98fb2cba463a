/** Owns how the tests of what both sides share run. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Everything here is pure: to start a worker for each file and read all again is half of the work.
  test: { isolate: false },
})
