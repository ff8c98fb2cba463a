import { expect, test } from 'vitest'
import { leave, openAs } from './actors.ts'
import { findings } from './axeFindings.ts'
import { sectionOf, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { firstWords, useStage } from './stage.ts'

const stage = useStage()

test('E2E-101 a link by Ctrl+K, and typing goes on behind it', async () => {
  const plan = await stage.plan('Plan med et link')
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await writeIn(page, section)
  await page.keyboard.type(' Se her')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  // What the browser has selected is told to the editor a moment later.
  await page.waitForFunction(() => getSelection()?.toString() === 'her')
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  await page.keyboard.press('Control+k')
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('textbox').waitFor()
  expect(await findings(page, 'link dialog')).toEqual([])
  await dialog.getByRole('textbox').fill('fjordby.dk')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.type(', og læs.')
  await untilText(page, section, [`${firstWords} Se her, og læs.`])
  const link = textOf(page, section).locator('a[href="https://fjordby.dk"]')
  expect(await link.innerText()).toBe('her')

  // Esc leaves everything as it was, with the caret where it was.
  await page.keyboard.press('Control+k')
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.type(' Slut.')
  await untilText(page, section, ['Se her, og læs. Slut.'])
  await untilAllSent(page)
  expect(await sectionOf(page, section).getByRole('textbox').count()).toBe(1)
  await leave(karen)
})

test('E2E-102 a goal by its button: what one types at once stands in its statement', async () => {
  const plan = await stage.plan('Plan med et nyt mål')
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await writeIn(page, section)
  // Both in one turn of the page: no letter has a chance to come before the goal.
  const button = page.getByRole('button', { name: 'Indsæt mål' })
  await button.evaluate((element) => {
    if (element instanceof HTMLElement) element.click()
    document.execCommand('insertText', false, 'Flere i job')
  })
  const statement = textOf(page, section).locator('.goal-say')
  await statement.waitFor()
  await untilText(page, section, [firstWords])
  expect((await statement.innerText()).trim()).toBe('Flere i job')
  await leave(karen)
})
