/** Owns how the client's tests run: with the build's own settings. */
import { defineConfig, mergeConfig } from 'vitest/config'
import build from './vite.config.ts'

export default mergeConfig(
  build,
  // To start a worker for each file, with a DOM, and to read all again is two thirds of the work.
  defineConfig({ test: { isolate: false } }),
)
