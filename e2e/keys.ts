/** Owns how a journey walks by keys alone: on until the focus is where it is wanted. */
import type { Page } from 'playwright-core'

/** Presses Tab (or another key) until the focus is on what is looked for; a page that never gets there fails. */
export async function pressUntil(page: Page, selector: string, key = 'Tab', most = 60): Promise<void> {
  for (let at = 0; at < most; at++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press(key)
    // A caret that the browser moved is told to the editor a moment later.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  throw new Error(
    `${most} times ${key} did not lead to ${selector}, but to ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}`,
  )
}

/** The name that the focused element has for those who hear it. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement, body } = document
    return activeElement && activeElement !== body ? (activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? '') : ''
  })

/** The same for a name. */
export async function pressUntilNamed(page: Page, name: RegExp, key = 'Tab', most = 60): Promise<void> {
  for (let at = 0; at < most; at++) {
    if (name.test(await focusedName(page))) return
    await page.keyboard.press(key)
  }
  throw new Error(`${most} times ${key} did not lead to ${name}, but to "${await focusedName(page)}"`)
}
