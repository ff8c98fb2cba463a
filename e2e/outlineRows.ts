/** Owns what journeys see of the outline beside the text: its rows, their titles and levels, the focus among them. */
import type { Locator, Page } from 'playwright-core'
import { p } from '@samplan/server/demo/write'
import type { NewSection } from './makePlan.ts'

/** All rows of the outline at the left, in their order. */
export const rows = (page: Page) => page.locator('.side.left [role="treeitem"]')
/** What one reads in the rows, without the owner's letter. */
export const titles = async (page: Page): Promise<readonly string[]> =>
  (await rows(page).allInnerTexts()).map(
    (line) =>
      line
        .replace(/^[A-ZÆØÅ]{1,2}\n/, '')
        .split('\n')[0]
        ?.trim() ?? '',
  )
/** Resolves when the outline has these sections in this order. */
export const untilTitles = (page: Page, wanted: readonly string[]): Promise<unknown> =>
  page.waitForFunction((expected) => {
    const found = [...document.querySelectorAll('.side.left [role="treeitem"]')].map((row) => row.children[2]?.textContent ?? '')
    return JSON.stringify(found) === JSON.stringify(expected)
  }, wanted)

/** The row that is visible: at the left, or in the dialog of a narrow page. */
export const row = (page: Page, title: string) => page.locator('[role="treeitem"]:visible').filter({ hasText: title })
/** Where a title is changed in its place. */
export const field = (page: Page) => page.locator('[data-renaming] input')
/** Resolves when the row of this title has the focus. */
export const focused = (page: Page, title: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.activeElement?.matches('[role="treeitem"]') && document.activeElement.children[2]?.textContent === wanted,
    title,
  )
/** Each row's level and title. */
export const levels = (page: Page): Promise<readonly string[]> =>
  rows(page).evaluateAll((all) => all.map((one) => `${one.getAttribute('aria-level')} ${one.children[2]?.textContent}`))
/** A place to take hold of it, and its upper and lower edge, in pixels of the window. */
export const centre = async (
  where: Locator,
): Promise<{ readonly x: number; readonly y: number; readonly top: number; readonly bottom: number }> => {
  const box = await where.boundingBox()
  if (!box) throw new Error('it is not to be seen')
  return { x: box.x + box.width / 3, y: box.y + box.height / 2, top: box.y, bottom: box.y + box.height }
}

/** Four sections of one level. */
export const four: readonly NewSection[] = ['Et', 'To', 'Tre', 'Fire'].map((title) => ({
  title,
  level: 1,
  content: [p(`Her står ${title}.`)],
}))

/** Three main sections, the second with two under it. */
export const nested: readonly NewSection[] = [
  { title: 'Forord', level: 1, content: [p('Her står noget.')] },
  { title: 'Mål', level: 1, content: [] },
  { title: 'Job', level: 2, content: [] },
  { title: 'Uddannelse', level: 2, content: [] },
  { title: 'Opfølgning', level: 1, content: [] },
]
