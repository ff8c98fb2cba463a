/** Owns the handles of the preview of an import, for the journeys that correct it. */
import type { Page } from 'playwright-core'
import { sees } from './actors.ts'

export const row = (page: Page, piece: string) => page.locator(`[data-row="${piece}"]`)
/** One field or button of a row, by its name in the preview. */
export const part = (page: Page, piece: string, name: string) =>
  row(page, piece).locator(
    `select[data-part="${name}"], input[data-part="${name}"], textarea[data-part="${name}"], button[data-part="${name}"]`,
  )
/** Resolves when the server has the corrections. */
export const kept = (page: Page) => sees(page.locator('.sticky-foot [role="status"]'), 'Dine rettelser er husket.')
export const previewed = (page: Page) => sees(page.locator('h1'), 'Passer det?')

/** Resolves when the focus is there: where a correction leads it is part of what is tested. */
export async function focused(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
}
