import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { p } from '@samplan/server/demo/write'
import { leave, openAs, sees } from './actors.ts'
import type { NewSection } from './makePlan.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

const rows = (page: Page) => page.locator('.side.left [role="treeitem"]')
const titles = async (page: Page): Promise<readonly string[]> =>
  (await rows(page).allInnerTexts()).map(
    (line) =>
      line
        .replace(/^[A-ZÆØÅ]{1,2}\n/, '')
        .split('\n')[0]
        ?.trim() ?? '',
  )
const untilTitles = (page: Page, wanted: readonly string[]): Promise<unknown> =>
  page.waitForFunction((expected) => {
    const found = [...document.querySelectorAll('.side.left [role="treeitem"]')].map((row) => row.children[2]?.textContent ?? '')
    return JSON.stringify(found) === JSON.stringify(expected)
  }, wanted)

const four: readonly NewSection[] = ['Et', 'To', 'Tre', 'Fire'].map((title) => ({ title, level: 1, content: [p(`Her står ${title}.`)] }))

test('E2E-85 the outline by keyboard: add, rename, move, level, bin and restore, seen by everybody', async () => {
  const plan = await stage.plan('Plan at ordne', four)
  const path = `/plan/${plan.id}`
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  const { page } = karen
  const both = async (wanted: readonly string[]): Promise<void> => {
    for (const one of [karen, sofie]) await untilTitles(one.page, wanted)
  }
  await rows(page).nth(1).focus()
  await page.keyboard.press('F2')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('To og en halv')
  await page.keyboard.press('Enter')
  await both(['Et', 'To og en halv', 'Tre', 'Fire'])
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await rows(page).nth(1).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await both(['Et', 'Tre', 'To og en halv', 'Fire'])
  await rows(page).nth(2).focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.locator('.side.left [role="treeitem"][aria-level="2"]').filter({ hasText: 'To og en halv' }).waitFor()
  await rows(page).nth(2).focus()
  await page.keyboard.press('Delete')
  await page.locator('dialog[open]').waitFor()
  await page.locator('dialog[open]').getByRole('button', { name: 'Slet' }).press('Enter')
  await both(['Et', 'Tre', 'Fire'])
  await page.getByRole('button', { name: 'Papirkurv (1)' }).press('Enter')
  await shoot(page, 'outline-bin')
  await page.getByRole('button', { name: 'Gendan »To og en halv«' }).press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('.side.left [role="treeitem"]').length === 4)
  expect([...(await titles(page))].sort()).toEqual(['Et', 'Fire', 'To og en halv', 'Tre'])
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await rows(page).nth(0).focus()
  await page.getByRole('button', { name: 'Tilføj afsnit' }).press('Enter')
  await page.locator('dialog[open]').getByRole('textbox').fill('Halvanden')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('.side.left [role="treeitem"]').length === 5)
  expect((await titles(sofie.page)).length).toBe(5)
  await leave(karen, sofie)
})

test('E2E-86 two who move sections at once lose neither', async () => {
  const plan = await stage.plan('Plan, som to ordner', four)
  const path = `/plan/${plan.id}`
  const [one, other] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
  ])
  await Promise.all([rows(one.page).nth(0).press('Alt+ArrowDown'), rows(other.page).nth(3).press('Alt+ArrowUp')])
  // Et goes down, Fire goes up: in whatever order they come, all four are there, and both pages agree.
  for (const { page } of [one, other])
    await page.waitForFunction(() => {
      const found = [...document.querySelectorAll('.side.left [role="treeitem"]')].map((row) => row.children[2]?.textContent ?? '')
      return found.indexOf('Et') > found.indexOf('To') && found.indexOf('Fire') < found.indexOf('Tre') && found.length === 4
    })
  expect(await titles(one.page)).toEqual(await titles(other.page))
  await leave(one, other)
})

test('E2E-87 a title changed against an older title is put before its author', async () => {
  const plan = await stage.plan('Plan med to overskrifter', four)
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await rows(page).nth(0).focus()
  await page.keyboard.press('F2')
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('textbox').fill('Forord, kortere')
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $section: ID!) { renameSection(plan: $plan, section: $section, from: "Et", to: "Forord, længere") { id } }',
    { plan: plan.id, section },
  )
  await dialog.getByRole('button', { name: 'Omdøb' }).click()
  await sees(dialog, 'En anden har imens ændret overskriften fra »Et« til »Forord, længere«.')
  await sees(dialog, 'Forord, kortere')
  await shoot(page, 'title-changed')
  await dialog.getByRole('button', { name: 'Brug min' }).click()
  await untilTitles(page, ['Forord, kortere', 'To', 'Tre', 'Fire'])
  await leave(karen)
})
