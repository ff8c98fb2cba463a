import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { pressUntil, pressUntilNamed } from './keys.ts'
import { notSentOf, sectionOf, stationNow, untilAllSent, untilSave, untilText, writeIn } from './planText.ts'
import { firstWords, shoot, useStage } from './stage.ts'
import { graphql, openRoom } from './wire.ts'

const stage = useStage()

/** To the section, and into its text. */
async function enterText(page: Page, section: string): Promise<void> {
  const body = `[data-section="${section}"] .section-body`
  await page.locator(`${body}[role="group"]`).waitFor()
  await pressUntil(page, body)
  await page.keyboard.press('Enter')
  await sectionOf(page, section).getByRole('textbox').waitFor()
}

test('E2E-51 writing with the keyboard alone: to the section, into it, out of it, undo, bold, the list of keys', async () => {
  const plan = await stage.plan('Plan uden mus')
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await enterText(page, section)
  await page.keyboard.press('End')
  await page.keyboard.type(' Skrevet ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('uden mus')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('.')
  await untilText(page, section, [`${firstWords} Skrevet uden mus.`])
  await sees(sectionOf(page, section).locator('strong'), 'uden mus')
  await untilAllSent(page)
  // Walking down over the edge of the section wakes the next one.
  await pressUntil(page, `[data-section="${plan.sections[1]?.id}"] [role="textbox"]`, 'ArrowDown', 6)
  await sectionOf(page, plan.sections[1]?.id ?? '')
    .getByRole('textbox')
    .waitFor()
  // Esc leaves the text; the section has the focus, and Tab goes on from there.
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-section]')?.getAttribute('data-section'))).toBe(
    plan.sections[1]?.id,
  )
  await page.keyboard.press('?')
  await sees(page.locator('dialog[open]'), 'Tastaturgenveje')
  expect(await findings(page, 'keys dialog')).toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  // F6 goes round the regions and comes back to the text.
  await pressUntil(page, `[data-section="${plan.sections[1]?.id}"] .section-body`, 'F6', 6)
  await page.keyboard.press('Control+s')
  await page.getByRole('log').filter({ hasText: 'Alt er gemt' }).waitFor({ state: 'attached' })
  await leave(karen)
})

test('E2E-52 adding a goal with the keyboard alone: into the text, its fields, and out again', async () => {
  const plan = await stage.plan('Plan, der får et mål')
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await enterText(page, section)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Alt+g')
  await page.keyboard.type('Ledigheden skal være højst 11 %.')
  await sees(sectionOf(page, section).locator('.goal-say'), 'Ledigheden skal være højst 11 %.')
  // Esc stands on the block, Enter opens its fields.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  const form = sectionOf(page, section).locator('.goal-editing')
  await form.waitFor()
  await pressUntil(page, 'input[id$="-target"]')
  await page.keyboard.type('11')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  await sees(sectionOf(page, section).locator('.goal'), /11\s%/)
  await untilAllSent(page)
  await page.goto(`${stage.product.address}/plan/${plan.id}/maal`)
  await sees(page.locator('.ledger'), 'Ledigheden skal være højst 11 %.')
  await leave(karen)
})

/** To the button in the page, and to the one in its dialog; a reason is written where the dialog wants one. */
async function takeStep(page: Page, button: RegExp, confirm: RegExp, reason?: string): Promise<void> {
  await pressUntilNamed(page, button)
  await page.keyboard.press('Enter')
  await page.locator('dialog[open]').waitFor()
  if (reason) {
    await pressUntil(page, 'dialog textarea')
    await page.keyboard.type(reason)
  }
  await pressUntilNamed(page, confirm)
  await page.keyboard.press('Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

test('E2E-53 deciding with the keyboard alone: submitted, sent onward, adopted, opened again; a tab from before is told and brings nothing in', async () => {
  const plan = await stage.plan('Plan, der sendes uden mus')
  const section = plan.sections[0]?.id ?? ''
  const path = `/plan/${plan.id}`
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'sofie-lykke', path),
  ])
  // Sofie writes on the train, and comes back only when the plan has been all the way.
  await writeIn(sofie.page, section)
  await sofie.context.setOffline(true)
  await sofie.page.keyboard.type(' Skrevet i toget.')
  await untilSave(sofie.page, 'onlyHere')

  await takeStep(karen.page, /^Send til udvalg/, /^Send til udvalg/)
  await sees(stationNow(karen.page), 'Udvalg')
  for (const [person, step, station] of [
    ['birgit-stenholt', /^Send videre/, 'Byråd'],
    ['lone-krogsgaard', /^Vedtag planen/, 'Vedtaget'],
  ] as const) {
    const body = await openAs(stage.browser, stage.product, person, `${path}/beslutning`)
    await pressUntil(body.page, 'input[name="decision"]')
    // One of a group of radio buttons: the arrow keys choose, Space takes the first.
    await body.page.keyboard.press('Space')
    await takeStep(body.page, step, step)
    for (const { page } of [karen, body]) await sees(stationNow(page), station)
    await leave(body)
  }

  await takeStep(karen.page, /^Åbn igen/, /^Åbn som kladde/, 'Ministeren har meldt nye mål.')
  await sees(stationNow(karen.page), 'Kladde')
  await enterText(karen.page, section)
  await karen.page.keyboard.press('End')
  await karen.page.keyboard.type(' Nu med nye mål.')
  await untilAllSent(karen.page)

  await sofie.context.setOffline(false)
  await sees(stationNow(sofie.page), 'Kladde')
  await untilText(sofie.page, section, [`${firstWords} Nu med nye mål.`], ['toget'])
  await sees(notSentOf(sofie.page, section), 'Skrevet i toget.')
  await shoot(sofie.page, 'plan-reopened-not-sent')
  const { plan: now } = await graphql<{ plan: { epoch: number; steps: readonly { action: string; reason: string | null }[] } }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { plan(id: $plan) { epoch steps { action reason } } }',
    { plan: plan.id },
  )
  expect(now.epoch).toBeGreaterThan(plan.epoch)
  expect(now.steps.map(({ action }) => action)).toEqual(['submit', 'onward', 'onward', 'reopen'])
  expect(now.steps.at(-1)?.reason).toBe('Ministeren har meldt nye mål.')
  await expect(openRoom(await stage.signIn('mads-thorup'), section, plan.epoch)).rejects.toMatchObject({ code: 4409 })
  await leave(karen, sofie)
})

test('E2E-54 signing in with the keyboard alone', async () => {
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', '/log-ind')
  await pressUntilNamed(karen.page, /Mads Thorup/)
  await karen.page.keyboard.press('Enter')
  await karen.page.waitForURL(`${stage.product.address}/`)
  await sees(karen.page.locator('header'), 'MT')
  expect(new URL(karen.page.url()).pathname).toBe('/')
  await leave(karen)
})
