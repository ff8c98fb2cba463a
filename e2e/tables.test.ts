import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { p, table } from '@samplan/server/demo/write'
import { leave, narrow, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { sectionOf, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'

const stage = useStage()

const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Formatering' })

/** From the text to a tool with the keyboard alone: Alt+F10, then the arrow keys. */
async function toTool(page: Page, section: string, name: string): Promise<void> {
  await sectionOf(page, section).getByRole('textbox').press('Alt+F10')
  const tool = toolbar(page).getByRole('button', { name, exact: true })
  await tool.waitFor()
  for (let at = 0; at < 20; at++) {
    if (await tool.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('ArrowRight')
  }
  throw new Error(`the arrow keys did not lead to ${name}`)
}

/** Opens a menu of the table's tools and chooses by the first letters, as one does. */
async function choose(page: Page, section: string, menu: string, item: string): Promise<void> {
  await toTool(page, section, menu)
  await page.keyboard.press('Enter')
  const choice = page.getByRole('menuitem', { name: item })
  await choice.waitFor()
  for (let at = 0; at < 10 && !(await choice.evaluate((element) => element === document.activeElement)); at++)
    await page.keyboard.press('ArrowDown')
  await choice.press('Enter')
  await choice.waitFor({ state: 'detached' })
}

const rowsOf = (page: Page, section: string): Promise<readonly string[]> =>
  textOf(page, section)
    .locator('tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children]
          .map((cell) => {
            const copy = cell.cloneNode(true) as Element
            for (const own of copy.querySelectorAll('.cursor, .ProseMirror-separator, .ProseMirror-trailingBreak')) own.remove()
            return `${cell.tagName === 'TH' ? '#' : ''}${(copy.textContent ?? '').replaceAll('\u2060', '')}`
          })
          .join('|'),
      ),
    )

async function untilRows(page: Page, section: string, rows: readonly string[]): Promise<void> {
  await expect.poll(() => rowsOf(page, section)).toEqual(rows)
}

test('E2E-132 a table is made, filled, changed and left with the keyboard alone, while a colleague writes in it', async () => {
  const plan = await stage.plan('Plan med en tabel', [{ title: 'Tal', level: 1, content: [p('Tallene er disse:')] }])
  const section = plan.sections[0]?.id ?? ''
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  const { page } = karen
  await writeIn(page, section)
  await page.keyboard.press('Enter')
  const paper = await page.locator('article.plan h1').boundingBox()
  await toTool(page, section, 'Indsæt tabel')
  await page.keyboard.press('Enter')
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('textbox', { name: 'Rækker' }).fill('0')
  await dialog.getByRole('textbox', { name: 'Kolonner' }).fill('2')
  await dialog.getByRole('textbox', { name: 'Kolonner' }).press('Enter')
  await sees(dialog, 'Skriv et tal fra 1 til 100.')
  await dialog.getByRole('textbox', { name: 'Rækker' }).fill('2')
  await dialog.getByRole('textbox', { name: 'Rækker' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  for (const [at, word] of ['År', 'Timer', '2026', '40', '2027'].entries()) {
    if (at > 0) await page.keyboard.press('Tab')
    await page.keyboard.type(word)
  }
  const filled = ['#År|#Timer', '2026|40', '2027|']
  for (const one of [karen, mads]) await untilRows(one.page, section, filled)
  // The tools of a table are there with the caret in it, in words, and moved nothing.
  expect(await toolbar(page).getByRole('group', { name: 'Tabel' }).getByRole('button').allInnerTexts()).toEqual([
    'Række',
    'Kolonne',
    'Celler',
    'Slet tabellen',
  ])
  expect(await page.locator('article.plan h1').boundingBox()).toEqual(paper)
  await shoot(page, 'table-tools')
  expect(await findings(page, 'table tools')).toEqual([])

  // Mads writes in the last cell while Karen adds a column and a row.
  await textOf(mads.page, section).locator('td').nth(3).click()
  await sectionOf(mads.page, section).getByRole('textbox').waitFor()
  await Promise.all([
    mads.page.keyboard.type('Mads skriver her', { delay: 20 }),
    (async () => {
      await choose(page, section, 'Tabel: Kolonne', 'Ny kolonne til venstre')
      await choose(page, section, 'Tabel: Række', 'Ny række over')
    })(),
  ])
  const grown = ['#|#År|#Timer', '|2026|40', '||', '|2027|Mads skriver her']
  for (const one of [karen, mads]) await untilRows(one.page, section, grown)
  // Back over the edge of the row into the empty one.
  for (let back = 0; back < 2; back++) await sectionOf(page, section).getByRole('textbox').press('Shift+Tab')
  await choose(page, section, 'Tabel: Række', 'Slet rækken')
  for (const one of [karen, mads]) await untilRows(one.page, section, ['#|#År|#Timer', '|2026|40', '|2027|Mads skriver her'])
  await choose(page, section, 'Tabel: Række', 'Gør øverste række til almindelig række')
  await untilRows(mads.page, section, ['|År|Timer', '|2026|40', '|2027|Mads skriver her'])
  await sectionOf(page, section).getByRole('textbox').press('Control+z')
  for (const one of [karen, mads]) await untilRows(one.page, section, ['#|#År|#Timer', '|2026|40', '|2027|Mads skriver her'])
  await toTool(page, section, 'Tabel: Celler')
  await page.keyboard.press('Enter')
  await sees(page.getByRole('menuitem', { name: /Flet cellerne/ }), 'Markér flere celler først')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  // Below the last row there is a line to write on.
  await mads.page.keyboard.press('ArrowDown')
  await mads.page.keyboard.type('Efter tabellen.')
  await untilText(page, section, ['Mads skriver herEfter tabellen.'])
  await toolbar(mads.page).getByRole('group', { name: 'Tabel' }).waitFor({ state: 'detached' })
  await Promise.all([untilAllSent(page), untilAllSent(mads.page)])
  await leave(karen, mads)
})

test('E2E-133 a wide table scrolls in its own box, which has a name and is reached by Tab, and the page never scrolls sideways', async () => {
  const months = Array.from({ length: 14 }, (_, at) => `Arbejdsmarkedsindsats ${at + 1}`)
  const plan = await stage.plan('Plan med en bred tabel', [
    { title: 'Tal', level: 1, content: [p('Først.'), table(months, [months.map((_, at) => `${at}`)]), p('Sidst.')] },
  ])
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  const box = page.getByRole('region', { name: 'Bred tabel, kan rulles til siden' })
  const isCalm = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  for (const viewport of [narrow, { width: 1440, height: 900 }]) {
    await page.setViewportSize(viewport)
    await box.waitFor()
    expect(await isCalm()).toBe(true)
    await box.focus()
    await box.press('ArrowRight')
    await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
  }
  await shoot(page, 'table-wide')
  await writeIn(page, section)
  // In the editor the caret scrolls it; the box is no stop on the way.
  expect(await box.getAttribute('tabindex')).toBeNull()
  await textOf(page, section).locator('td').first().click()
  for (let at = 1; at < months.length; at++) await page.keyboard.press('Tab')
  await page.keyboard.type('x')
  await sees(textOf(page, section).locator('td').last(), 'x')
  await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
  expect(await isCalm()).toBe(true)
  await page.setViewportSize(narrow)
  expect(await isCalm()).toBe(true)
  await leave(karen)
})
