/** Owns what axe says about a page. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds on the page as it stands, in both themes; each finding in a line that says where. */
export async function findings(page: Page, where: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    // Its types come from another playwright package. There are no frames to be gathered, so no second page is needed.
    // What passes is counted, not described: to name each element would be most of the work.
    const axe = new AxeBuilder({ page: page as never, ...((await hasAxe(page)) && { axeSource: ';' }) })
      .options({ resultTypes: ['violations'] })
      .setLegacyMode()
    // The same elements in the other theme: all that can differ is the colour.
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
    for (const { id, nodes, help } of violations)
      found.push(
        `${where}, ${colorScheme}: ${id} (${help}) at ${nodes.map(({ target, any }) => `${String(target)} [${any[0]?.message ?? ''}]`).join(' | ')}`,
      )
  }
  return found
}

/** Whether axe is in the page since an earlier look: half a megabyte of code, which need not be read again. */
function hasAxe(page: Page): Promise<boolean> {
  return page.evaluate(() => 'axe' in window)
}
