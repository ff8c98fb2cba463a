import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { p } from '@samplan/server/demo/write'
import { type SmallDisk, smallDisk } from '@samplan/server/testSmallDisk'
import { closeCodes, encodeFullness } from '@samplan/shared/roomWire'
import { leave, narrow, openAs, openPage, sees, signInContext, wide } from './actors.ts'
import { findings } from './axeFindings.ts'
import { type Between, standBetween } from './between.ts'
import { notSentOf, sectionOf, untilAllSent, untilSave, untilText, wordsOf, writeIn } from './planText.ts'
import { firstWords, shoot, shootNow, useStage } from './stage.ts'
import { graphql, openRoom } from './wire.ts'

// A disk that one can fill, where the machine lets us make one; the journeys that do not fill it are the same on it.
let disk: SmallDisk | string = ''
const stage = useStage(
  {},
  {
    around: (folder) => {
      disk = smallDisk(folder, 'size=80m')
      return typeof disk === 'string' ? [] : disk.within
    },
  },
)

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /: konto$/ }).click()
  await page.getByRole('menuitem', { name: 'Vælg en anden person' }).click()
}

/** Where the caret stands on the screen. */
async function caretTop(page: Page): Promise<number> {
  const top = await page.evaluate(() => getSelection()?.getRangeAt(0).getClientRects()[0]?.top)
  if (top === undefined) throw new Error('the caret is in no text')
  return top
}

test('E2E-150 signing out with text that no server has is asked about in words, and nothing is lost silently', async () => {
  const plan = await stage.plan('Plan, som man logger ud fra')
  const section = plan.sections[0]?.id ?? ''
  let between: Between | null = null
  const sofie = await openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`, {
    prepare: async (page) => {
      between = await standBetween(page)
    },
  })
  const { page } = sofie
  const hand = between as Between | null
  if (!hand) throw new Error('nobody stands between')
  let asked = 0
  page.on('dialog', (dialog) => {
    asked++
    void dialog.accept()
  })
  await writeIn(page, section)
  await sofie.context.setOffline(true)
  await page.keyboard.type(' Skrevet uden net.')
  await untilSave(page, 'onlyHere')
  await signOut(page)
  const dialog = page.getByRole('alertdialog')
  await sees(dialog, 'Der er tekst, som kun ligger i denne browser')
  await shoot(page, 'sign-out-unsent')
  // Without a connection one cannot even sign out: that is said where one looks.
  await dialog.getByRole('button', { name: 'Slet den, og log ud' }).click()
  await sees(dialog.getByRole('alert'), 'forbindelse')
  await dialog.getByRole('button', { name: 'Bliv, og vent' }).click()
  await untilText(page, section, ['Skrevet uden net.'])
  await sofie.context.setOffline(false)
  await untilAllSent(page)

  // The server is there, and the text is not: kept back on its way.
  await writeIn(page, section)
  hand.hold()
  const held = hand.heldEdit()
  await page.keyboard.type(' Skal ikke med.')
  await held
  await signOut(page)
  await dialog.getByRole('button', { name: 'Slet den, og log ud' }).click()
  await page.waitForURL(/\/log-ind/)
  // Once was enough: the browser did not ask again.
  expect(asked).toBe(0)
  await signInContext(sofie.context, stage.product.address, 'sofie-lykke')
  const back = await openPage(sofie.context, `${stage.product.address}/plan/${plan.id}`)
  await untilText(back.page, section, [`${firstWords} Skrevet uden net.`], ['Skal ikke med.'])
  await back.page.locator(`[data-section="${section}"] .section-body[role="group"]`).waitFor()
  expect(await notSentOf(back.page, section).count()).toBe(0)
  // With nothing unsent it goes at once.
  await signOut(back.page)
  await back.page.waitForURL(/\/log-ind/)
  await leave(sofie, back)
})

test('E2E-152 what was written in a section that was put into the bin stands above the text, for its author only; without the net nothing moves', async () => {
  const plan = await stage.plan('Plan, der mister et afsnit')
  const [first, second] = plan.sections.map(({ id }) => id)
  if (!first || !second) throw new Error('the plan has no sections')
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  await writeIn(mads.page, second)
  const before = await caretTop(mads.page)
  await mads.context.setOffline(true)
  await untilSave(mads.page, 'onlyHere')
  await sees(mads.page.locator('.banner'), 'Ingen forbindelse')
  expect(await caretTop(mads.page)).toBe(before)
  await mads.page.keyboard.type(' Skrevet, mens afsnittet blev slettet.')
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $section: ID!) { binSection(plan: $plan, section: $section) { id } }',
    { plan: plan.id, section: second },
  )
  await sectionOf(karen.page, second).waitFor({ state: 'detached' })
  await mads.context.setOffline(false)
  const own = mads.page.locator('article > .not-sent')
  await sees(own, 'Skrevet, mens afsnittet blev slettet.')
  await sees(own, 'Skrevet i »Indsatser«')
  // Above the first section, where one sees it.
  expect(await own.evaluate((element) => element.compareDocumentPosition(document.querySelector('.plan-section') ?? element))).toBe(4)
  expect(await sectionOf(mads.page, second).count()).toBe(0)
  expect(await karen.page.locator('.not-sent').count()).toBe(0)
  await shoot(mads.page, 'plan-not-sent-from-bin')
  await mads.page.reload()
  await sees(own, 'Skrevet i »Indsatser«')
  await own.getByRole('button', { name: 'Slet' }).click()
  await own.waitFor({ state: 'hidden' })
  await karen.page.getByRole('button', { name: 'Papirkurv (1)' }).click()
  await karen.page.getByRole('button', { name: 'Gendan »Indsatser«' }).click()
  await untilText(mads.page, second, ['Indsatserne er disse'], ['blev slettet'])
  await leave(karen, mads)
})

test('E2E-154 a section fills up: its writer is told and nothing moves; what had no room is kept, and writing goes on at once', async () => {
  const levels = [1, 2, 3].map((level) => ({ title: `Niveau ${level}`, level, content: [p(firstWords)] }))
  const plan = await stage.plan('Plan med et fyldt afsnit', levels)
  // Before a section of the lowest level the gap is narrowest.
  const [, section = '', below = ''] = plan.sections.map(({ id }) => id)
  let between: Between | null = null
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`, {
    prepare: async (page) => {
      between = await standBetween(page)
    },
  })
  const { page } = karen
  const hand = between as Between | null
  if (!hand) throw new Error('nobody stands between')
  await writeIn(page, section)
  const before = await sectionOf(page, below).boundingBox()
  const note = sectionOf(page, section).locator('.section-full')
  hand.say(section, encodeFullness(85))
  await sees(note, 'Afsnittet er næsten fyldt.')
  await page.getByRole('log').filter({ hasText: 'Afsnittet er næsten fyldt.' }).waitFor({ state: 'attached' })
  expect(await sectionOf(page, below).boundingBox()).toEqual(before)
  await shoot(page, 'section-nearly-full')
  // The gap below has room for both sentences, on a telephone too.
  const nextLine = sectionOf(page, below).locator('.section-line')
  for (const [percent, sentence, viewport] of [
    [85, 'før der ikke er plads', narrow],
    [100, 'Afsnittet er fyldt.', narrow],
    [85, 'før der ikke er plads', wide],
  ] as const) {
    await page.setViewportSize(viewport)
    hand.say(section, encodeFullness(percent))
    await sees(note, sentence)
    const [told, next] = [await note.boundingBox(), await nextLine.boundingBox()]
    expect((told?.y ?? Infinity) + (told?.height ?? 0)).toBeLessThanOrEqual(next?.y ?? 0)
    if (percent === 100) await shootNow(page, 'section-full-narrow')
  }
  await page.emulateMedia({ media: 'print' })
  expect(await note.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  hand.hold()
  const held = hand.heldEdit()
  await page.keyboard.type(' Uden plads.')
  await held
  hand.refuse(section, closeCodes.tooLarge)
  await sees(notSentOf(page, section), 'Uden plads.')
  await sees(notSentOf(page, section), 'Der var ikke plads til den')
  await note.waitFor({ state: 'detached' })
  // The hand was still typing; then it means the text again.
  await page.keyboard.type('ja')
  await writeIn(page, section)
  await page.keyboard.type(' Ogg')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(' mere.')
  await untilText(page, section, [`${firstWords} Og mere.`])
  await untilAllSent(page)
  expect(await findings(page, 'not sent')).toEqual([])
  await leave(karen)
})

// The last one: what a failure leaves full is full for all.
test('E2E-151 "Kan ikke gemme": the server\'s disk is full; nothing moves, nothing is lost, and it is saved when there is room', async (context) => {
  if (typeof disk === 'string') return context.skip(disk)
  const plan = await stage.plan('Plan på en fuld disk')
  const section = plan.sections[0]?.id ?? ''
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  const { page } = karen
  await writeIn(page, section)
  await page.keyboard.type(' Først.')
  await untilAllSent(page)
  const before = await caretTop(page)
  await disk.fill(stage.product.pid)
  await page.keyboard.type(' Så.')
  await untilSave(page, 'cannotSave')
  await sees(page.locator('.banner'), 'Serveren kan ikke gemme lige nu.')
  await sees(page.locator('.save'), 'Kan ikke gemme')
  expect(await caretTop(page)).toBe(before)
  await shoot(page, 'plan-cannot-save')
  await writeIn(page, section)
  await page.keyboard.type(' Og mere.')
  // Leaving warns.
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(false)
  // Reading goes on.
  await mads.page.reload()
  await untilText(mads.page, section, ['Først.'])
  await disk.free(stage.product.pid)
  await untilAllSent(page)
  await untilSave(page, 'saved')
  await untilText(mads.page, section, [`${firstWords} Først. Så. Og mere.`])
  const room = await openRoom(await stage.signIn('mads-thorup'), section, plan.epoch)
  expect(wordsOf(room.doc)).toContain('Først. Så. Og mere.')
  room.close()
  await leave(karen, mads)
})

test('E2E-162 code of the page that cannot be fetched takes nothing away: one types on without tools, or reads and is told', async () => {
  const plan = await stage.plan('Plan på en dårlig linje')
  const section = plan.sections[0]?.id ?? ''
  const without = (parts: string) => ({
    prepare: async (page: Page) => void (await page.route(new RegExp(`/assets/(${parts})-`), (route) => route.abort())),
  })
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`, without('ToolState|TableDialog'))
  await writeIn(karen.page, section)
  await karen.page.keyboard.type(' Skrevet uden værktøjer.')
  await untilAllSent(karen.page)
  await karen.page.getByRole('button', { name: 'Indsæt tabel' }).click()
  await sees(karen.page.getByRole('status'), 'Det kunne ikke hentes')
  await untilText(karen.page, section, ['Skrevet uden værktøjer.'])

  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`, without('sectionEditor'))
  await sees(mads.page.locator('.banner'), 'Siden er ikke hentet helt')
  await untilText(mads.page, section, ['Skrevet uden værktøjer.'])
  await karen.page.locator(`[data-section="${section}"] .section-text > *`).first().click()
  await karen.page.keyboard.press('End')
  await karen.page.keyboard.type(' Og læst.')
  await untilText(mads.page, section, ['Og læst.'])
  await leave(karen, mads)
})
