/** Owns the browser of the figures that a person sees: the installed one, on the cores that the server does not have. */
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from '../../../e2e/chromium.ts'
import type { SignedIn } from '../../people.ts'

export type OpenBrowser = { readonly browser: Browser; readonly close: () => Promise<void> }

/** Why there is none is said in one line. */
export const noBrowser = 'did not run: no Chrome or Chromium was found (set CHROMIUM_PATH)'

/** Null where this machine has none. This process and all that it starts keep off the server's core from now on. */
export async function openBrowser(): Promise<OpenBrowser | null> {
  const found = await findChromium()
  if (!found) return null
  const pinned = spawnSync('taskset', ['-a', '-c', '-p', `1-${cpus().length - 1}`, String(process.pid)])
  if (pinned.status !== 0) throw new Error('taskset could not keep the browser off the server’s core')
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env } as Record<string, string>,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  return {
    browser,
    async close() {
      await browser.close()
      await found.remove()
    },
  }
}

/** A context of its own, with an empty cache; of a person where one is given. */
export async function openContext(browser: Browser, who: SignedIn | null): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'da-DK', timezoneId: 'Europe/Copenhagen' })
  if (who) {
    const [name = '', value = ''] = who.cookie.split('=')
    await context.addCookies([{ name, value, url: who.address, httpOnly: true, sameSite: 'Lax' }])
  }
  return context
}
