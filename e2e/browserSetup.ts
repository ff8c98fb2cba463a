/** Owns the one browser of a run: started once, every journey opens its own contexts in it over its socket. */
import { chromium, type BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserEndpoint: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findChromium()
  if (!found) throw new Error('No browser: set CHROMIUM_PATH, or install Chromium.')
  const server: BrowserServer = await chromium.launchServer({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env } as Record<string, string>,
    // Root (CI, containers) cannot use Chromium's sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--force-color-profile=srgb'],
  })
  project.provide('browserEndpoint', server.wsEndpoint())
  return async () => {
    await server.close()
    await found.remove()
  }
}
