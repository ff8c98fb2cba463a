/** Owns the people of a journey: each in a browser context of their own (two tabs of one would pass edits between them), signed in, with their page. */
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { inject, onTestFailed } from 'vitest'
import type { Product } from './product.ts'

export type Actor = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page threw, and what the browser complained of: a journey ends with none. */
  readonly complaints: readonly string[]
}

export const wide = { width: 1440, height: 900 } as const
export const narrow = { width: 390, height: 844 } as const

export type ActorOptions = {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  /** Called before anything is loaded, e.g. to stand in the way of a socket. */
  readonly prepare?: (page: Page) => Promise<void>
}

let pictures = 0

/** The run's one browser; closing it closes only this connection's contexts. */
export function openBrowser(): Promise<Browser> {
  return chromium.connect(inject('browserEndpoint'))
}

/** A person nobody knows yet, at `path` ("/log-ind" is where they land). */
export async function openStranger(
  browser: Browser,
  product: Pick<Product, 'address'>,
  path: string,
  options: ActorOptions = {},
): Promise<Actor> {
  const context = await newContext(browser, options)
  return openPage(context, product.address + path, options)
}

/** Signs in over HTTP and opens `path`; resolves when the page has drawn. */
export async function openAs(
  browser: Browser,
  product: Pick<Product, 'address'>,
  person: string,
  path: string,
  options: ActorOptions = {},
): Promise<Actor> {
  const context = await newContext(browser, options)
  await signInContext(context, product.address, person)
  return openPage(context, product.address + path, options)
}

/** The session of this context at `address` becomes that of one of the demo's people. */
export async function signInContext(context: BrowserContext, address: string, person: string): Promise<void> {
  const answer = await context.request.post(`${address}/api/sign-in/demo`, { data: { person }, headers: { origin: address } })
  if (!answer.ok()) throw new Error(`sign-in as ${person} failed: ${answer.status()} ${await answer.text()}`)
}

/** One more page in the person's context. */
export async function openPage(context: BrowserContext, address: string, options: ActorOptions = {}): Promise<Actor> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // A refused or cut-off request is the journey's own doing; what the page itself says is not.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|ERR_/.test(message.text()))
      complaints.push(message.text())
  })
  // A machine with much to do is slow, not wrong.
  page.setDefaultTimeout(40_000)
  // A picture of what a failing journey last saw.
  onTestFailed(async ({ task }) => {
    if (page.isClosed()) return
    pictures++
    await page
      .screenshot({ path: fileURLToPath(new URL(`./shots/failed-${task.name.slice(0, 7).trim()}-${pictures}.png`, import.meta.url)) })
      .catch(() => undefined)
  })
  await options.prepare?.(page)
  await page.goto(address)
  await page.locator('main').first().waitFor()
  return { page, context, complaints }
}

function newContext(browser: Browser, { viewport = wide, theme = 'light' }: ActorOptions): Promise<BrowserContext> {
  return browser.newContext({ viewport, colorScheme: theme, locale: 'da-DK', timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' })
}

/** Resolves when the element is there with this text; the limit only keeps a failing journey from hanging. */
export async function sees(where: Locator, text: string | RegExp): Promise<void> {
  await where.filter({ hasText: text }).first().waitFor()
}

/** Resolves when nothing of it is visible any more. */
export async function gone(where: Locator): Promise<void> {
  await where.first().waitFor({ state: 'hidden' })
}

/** Ends the actors' contexts; throws where a page complained. */
export async function leave(...actors: readonly Actor[]): Promise<void> {
  await Promise.all(actors.map(({ context }) => context.close()))
  const complaints = actors.flatMap((actor) => actor.complaints)
  if (complaints.length > 0) throw new Error(`a page complained:\n${complaints.join('\n')}`)
}
