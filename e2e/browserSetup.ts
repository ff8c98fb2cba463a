/** Owns what all journeys of a run share: the one browser, in which each opens its own contexts over its socket, and data with the demo in them, to be copied. */
import { chromium, type BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { type Chromium, findChromium } from './chromium.ts'
import { type Product, startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserEndpoint: string
    modelFolder: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findChromium()
  if (!found) throw new Error('No browser: set CHROMIUM_PATH, or install Chromium.')
  const [server, model] = await Promise.all([launch(found), makeModel()])
  project.provide('browserEndpoint', server.wsEndpoint())
  project.provide('modelFolder', model.folder)
  return async () => {
    await Promise.all([server.close(), model.close()])
    await found.remove()
  }
}

/** A product that has begun its demo and ended. */
async function makeModel(): Promise<Product> {
  const product = await startProduct()
  await product.stop()
  return product
}

function launch(found: Chromium): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env } as Record<string, string>,
    // Root (CI, containers) cannot use Chromium's sandbox; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', '--force-color-profile=srgb'],
  })
}
