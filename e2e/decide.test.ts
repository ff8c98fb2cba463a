import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { leave, openAs, sees } from './actors.ts'
import { type Between, standBetween } from './between.ts'
import { notSentOf, stationNow, takeStep, untilAllSent, untilSave, untilText, wordsOf, writeIn } from './planText.ts'
import { firstWords, shoot, useStage } from './stage.ts'
import { graphql, openRoom, RoomRefused } from './wire.ts'

const stage = useStage()

const versionQuery = 'query ($plan: ID!, $hash: ID!) { version(plan: $plan, hash: $hash) { sections { id blocks } } }'
type VersionAnswer = { readonly version: { readonly sections: readonly { readonly id: string; readonly blocks: readonly string[] }[] } }

/** Where the text of the first section stands on the screen. */
const topOf = (page: Page): Promise<number> =>
  page
    .locator('.section-text')
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().top))

test('E2E-21 submitting freezes the page of a person who types; what came too late is shown to its author, and is in no version', async () => {
  const plan = await stage.plan('Plan, der bliver sendt')
  const section = plan.sections[0]?.id ?? ''
  const path = `/plan/${plan.id}`
  let between: Between | null = null
  const sofie = await openAs(stage.browser, stage.product, 'sofie-lykke', path, {
    prepare: async (page) => {
      between = await standBetween(page)
    },
  })
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', path)
  const hand = between as Between | null
  if (!hand) throw new Error('nobody stands between')
  await writeIn(sofie.page, section)
  await sofie.page.keyboard.type(' I tide.')
  await untilAllSent(sofie.page)
  await untilText(karen.page, section, ['I tide.'])

  // Sofie's network is slow from here on: her frames reach the server only after the freeze.
  hand.hold()
  const held = hand.heldEdit()
  await sofie.page.keyboard.type(' For sent.')
  await held
  const before = await topOf(sofie.page)
  await takeStep(karen.page, /^Send til udvalg/, /^Send til udvalg/)
  await sees(stationNow(karen.page), 'Udvalg')
  hand.release()
  expect(await hand.closedWith).toBe(4423)
  expect(hand.story).toContain('edit released')

  // Sofie's page became the frozen version in place: same address, no reload, no editor.
  await untilSave(sofie.page, 'locked')
  await sees(stationNow(sofie.page), 'Udvalg')
  await untilText(sofie.page, section, [`${firstWords} I tide.`], ['For sent.'])
  expect(await sofie.page.locator('[contenteditable="true"]').count()).toBe(0)
  // Nothing moved under the hand, and what it types into the locked text does nothing.
  expect(await sofie.page.evaluate(() => document.activeElement?.matches('.section-body'))).toBe(true)
  await sofie.page.keyboard.type(' a b')
  expect(await topOf(sofie.page)).toBe(before)
  await sees(notSentOf(sofie.page, section), 'For sent.')
  expect(await notSentOf(karen.page, section).count()).toBe(0)
  await shoot(sofie.page, 'plan-locked-not-sent')
  await shoot(karen.page, 'plan-locked')

  const who = await stage.signIn('karen-vestergaard')
  const { plan: now } = await graphql<{ plan: { state: { version: string } } }>(
    who,
    'query ($plan: ID!) { plan(id: $plan) { state { version } } }',
    { plan: plan.id },
  )
  const { version } = await graphql<VersionAnswer>(who, versionQuery, { plan: plan.id, hash: now.state.version })
  const text = version.sections.flatMap(({ blocks }) => blocks).join('')
  expect(text).toContain('I tide.')
  expect(text).not.toContain('For sent.')

  // Reloading keeps what was not sent; deleting it takes it away for good.
  await sofie.page.reload()
  await sees(notSentOf(sofie.page, section), 'For sent.')
  await notSentOf(sofie.page, section).getByRole('button', { name: 'Slet' }).click()
  await notSentOf(sofie.page, section).waitFor({ state: 'hidden' })
  await leave(karen, sofie)
})

test('E2E-22 an unmodified y-websocket client is closed by the freeze with 4423, and finds no room afterwards', async () => {
  const plan = await stage.plan('Plan med en fremmed klient')
  const section = plan.sections[0]?.id ?? ''
  const karen = await stage.signIn('karen-vestergaard')
  const room = await openRoom(karen, section, plan.epoch)
  await graphql(karen, 'mutation ($plan: ID!, $revision: Int!) { submitPlan(plan: $plan, revision: $revision) { id } }', {
    plan: plan.id,
    revision: plan.revision,
  })
  expect(await room.refused).toBe(4423)
  room.close()
  await expect(openRoom(karen, section, plan.epoch)).rejects.toThrow(RoomRefused)
})

test('E2E-23 sent back it can be written in again, then it goes on and is adopted, and everybody sees each state come', async () => {
  const plan = await stage.plan('Plan på hele vejen')
  const section = plan.sections[0]?.id ?? ''
  const path = `/plan/${plan.id}`
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  await takeStep(karen.page, /^Send til udvalg/, /^Send til udvalg/)
  await untilSave(mads.page, 'locked')
  const birgit = await openAs(stage.browser, stage.product, 'birgit-stenholt', path)
  await takeStep(birgit.page, /^Send tilbage/, /^Send tilbage/, 'Målene mangler frister.')
  for (const { page } of [karen, mads]) await sees(stationNow(page), 'Kladde')
  await writeIn(mads.page, section)
  await mads.page.keyboard.type(' Nu med frister.')
  await untilText(karen.page, section, ['Nu med frister.'])
  await untilAllSent(mads.page)

  await takeStep(karen.page, /^Send til udvalg/, /^Send til udvalg/)
  for (const { page } of [mads, birgit]) await sees(stationNow(page), 'Udvalg')
  await takeStep(birgit.page, /^Send videre/, /^Send videre/)
  const lone = await openAs(stage.browser, stage.product, 'lone-krogsgaard', path)
  await sees(stationNow(lone.page), 'Byråd')
  await untilText(lone.page, section, ['Nu med frister.'])
  await takeStep(lone.page, /vedtagelsen/, /vedtagelsen/)
  for (const { page } of [karen, mads, birgit, lone]) await sees(stationNow(page), 'Vedtaget')
  await shoot(mads.page, 'plan-adopted')
  await karen.page.goto(`${stage.product.address}${path}/beslutning`)
  await sees(karen.page.locator('main'), 'Målene mangler frister.')
  await shoot(karen.page, 'decision')
  await leave(karen, mads, birgit, lone)
})

test('E2E-24 two submit at once: one wins, the other is told that it is sent already', async () => {
  const plan = await stage.plan('Plan, som to sender')
  const path = `/plan/${plan.id}`
  const [one, other] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
  ])
  // Both have pressed before either is heard: otherwise the second page may know of the first before its button is pressed.
  const pressed: Route[] = []
  for (const { page } of [one, other]) {
    await page
      .getByRole('button', { name: /^Send til udvalg/ })
      .first()
      .click()
    await page.locator('dialog[open]').waitFor()
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('submitPlan')) return route.continue()
      pressed.push(route)
      if (pressed.length === 2) await Promise.all(pressed.map((held) => held.continue()))
    })
  }
  await Promise.all(
    [one, other].map(({ page }) =>
      page
        .locator('dialog[open]')
        .getByRole('button', { name: /^Send til udvalg/ })
        .click(),
    ),
  )
  for (const { page } of [one, other]) await sees(stationNow(page), 'Udvalg')
  const told = await Promise.any(
    [one, other]
      .map(async ({ page }) => page.locator('dialog[open]').filter({ hasText: 'Det er allerede sendt' }).waitFor())
      .map((wait) => wait.then(() => true)),
  )
  expect(told).toBe(true)
  const { plan: now } = await graphql<{ plan: { steps: { action: string }[] } }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { plan(id: $plan) { steps { action } } }',
    { plan: plan.id },
  )
  expect(now.steps).toEqual([{ action: 'submit' }])
  await leave(one, other)
})

test('E2E-25 a frozen version can be read at any later time', async () => {
  const plan = await stage.plan('Plan, der huskes')
  const section = plan.sections[0]?.id ?? ''
  const karen = await stage.signIn('karen-vestergaard')
  const { submitPlan: sent } = await graphql<{ submitPlan: { revision: number; state: { version: string } } }>(
    karen,
    'mutation ($plan: ID!, $revision: Int!) { submitPlan(plan: $plan, revision: $revision) { revision state { version } } }',
    { plan: plan.id, revision: plan.revision },
  )
  const { withdrawPlan: draft } = await graphql<{ withdrawPlan: { epoch: number } }>(
    karen,
    'mutation ($plan: ID!, $revision: Int!) { withdrawPlan(plan: $plan, revision: $revision, reason: "Vi glemte noget") { epoch } }',
    { plan: plan.id, revision: sent.revision },
  )
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`)
  await writeIn(mads.page, section)
  await mads.page.keyboard.type(' Skrevet bagefter.')
  await untilAllSent(mads.page)
  const room = await openRoom(karen, section, draft.epoch)
  expect(wordsOf(room.doc)).toContain('Skrevet bagefter.')
  room.close()
  await mads.page.goto(`${stage.product.address}/plan/${plan.id}/version/${sent.state.version}`)
  await sees(mads.page.locator('main'), firstWords)
  expect(await mads.page.locator('main').innerText()).not.toContain('Skrevet bagefter.')
  await shoot(mads.page, 'version')
  await leave(mads)
})
