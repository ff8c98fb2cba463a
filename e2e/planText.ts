/** Owns what journeys do and read on the plan page: its sections, the caret in them, what is said about saving. */
import type { Locator, Page } from 'playwright-core'
import { type Content, fragmentName, plainText } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'
import type { Doc } from 'yjs'

/** The save states as the page names them for us: `data-save` of the line in the header. */
export type SaveState = 'saved' | 'saving' | 'onlyHere' | 'cannotSave' | 'reading' | 'locked'

export const sectionOf = (page: Page, id: string): Locator => page.locator(`[data-section="${id}"]`)
export const textOf = (page: Page, id: string): Locator => sectionOf(page, id).locator('.section-text')
export const notSentOf = (page: Page, id: string): Locator => sectionOf(page, id).locator('.not-sent')

/** Clicks at the end of a block and resolves when the editor has the caret there. */
export async function writeIn(page: Page, section: string, block = 0): Promise<void> {
  const line = textOf(page, section).locator('> *').nth(block)
  await line.click()
  await sectionOf(page, section).getByRole('textbox').first().waitFor()
  await page.keyboard.press('End')
}

type Look = { readonly selector: string; readonly has: readonly string[]; readonly hasNot: readonly string[] }

/** In the browser: the words as one reads them, without carets, flags and what editors put in for themselves; null where they are not as wished. */
function look({ selector, has, hasNot }: Look): { readonly text: string } | null {
  const copy = document.querySelector(selector)?.cloneNode(true) as Element | undefined
  if (!copy) return null
  for (const own of copy.querySelectorAll('.cursor, .ProseMirror-separator, .ProseMirror-trailingBreak')) own.remove()
  const text = (copy.textContent ?? '').replaceAll('\u2060', '')
  return has.every((word) => text.includes(word)) && !hasNot.some((word) => text.includes(word)) ? { text } : null
}

const textSelector = (section: string): string => `[data-section="${section}"] .section-text`

export async function readText(page: Page, section: string): Promise<string> {
  const found = await page.evaluate(look, { selector: textSelector(section), has: [], hasNot: [] })
  if (!found) throw new Error(`the page has no section ${section}`)
  return found.text
}

/** Resolves when the section's text has all of these words, and none of those. */
export async function untilText(page: Page, section: string, has: readonly string[], hasNot: readonly string[] = []): Promise<void> {
  await page.waitForFunction(look, { selector: textSelector(section), has, hasNot })
}

export async function untilSave(page: Page, state: SaveState): Promise<void> {
  const save = page.locator('.save[data-save]')
  await page
    .locator(`.save[data-save="${state}"]`)
    .waitFor()
    .catch(async (error: unknown) => {
      const seen = await page.evaluate(() => `${document.activeElement?.outerHTML.slice(0, 200)} ${document.title}`)
      throw new Error(`the page says "${await save.first().getAttribute('data-save')}", not "${state}"; the hand is in ${seen}`, {
        cause: error,
      })
    })
}

/** Resolves when the server has said that every edit of this page is on disk: asked of what would warn before leaving. */
export async function untilAllSent(page: Page): Promise<void> {
  await page.waitForFunction(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))
}

/** What a section's document says, as text. */
export const wordsOf = (doc: Doc): string => plainText(contentOf(doc))
export const contentOf = (doc: Doc): Content => readContent(doc.getXmlFragment(fragmentName))

/** The route as the header shows it: the name of the station where the plan is. */
export const stationNow = (page: Page): Locator => page.locator('.route-wide [aria-current="step"] b')

/** Presses a button that opens a dialog and confirms it; `fill` is what to write in its field. */
export async function takeStep(page: Page, button: RegExp, confirm: RegExp, fill?: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  if (fill !== undefined) await dialog.getByRole('textbox').fill(fill)
  await dialog.getByRole('button', { name: confirm }).click()
}
