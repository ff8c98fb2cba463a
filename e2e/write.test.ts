import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { leave, openAs, sees } from './actors.ts'
import { contentOf, readText, sectionOf, textOf, untilAllSent, untilSave, untilText, wordsOf, writeIn } from './planText.ts'
import { firstWords, shoot, useStage } from './stage.ts'
import { graphql, openRoom } from './wire.ts'

const stage = useStage()

/** Karen of Jobcentret and Sofie of Social og Sundhed, both in the plan's first section. */
async function two(title: string) {
  const plan = await stage.plan(title)
  const section = plan.sections[0]?.id ?? ''
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`),
  ])
  return { plan, section, karen, sofie }
}

/** What a client that was never here reads from the server. */
async function readFresh(section: string, epoch: number): Promise<string> {
  const room = await openRoom(await stage.signIn('mads-thorup'), section, epoch)
  const words = wordsOf(room.doc)
  room.close()
  return words
}

/** Undoes until nothing more is undone. */
async function undoAll(page: Page, section: string): Promise<void> {
  for (let before = ''; before !== (await readText(page, section));) {
    before = await readText(page, section)
    await page.keyboard.press('Control+z')
  }
}

test('E2E-1 two people of two administrations type in the same paragraph at the same time and end equal', async () => {
  const { plan, section, karen, sofie } = await two('Plan, som to skriver i')
  await Promise.all([writeIn(karen.page, section), writeIn(sofie.page, section)])
  await sofie.page.keyboard.press('Home')
  const [hers, theirs] = ['Karen skriver bagest, ord for ord. ', 'Sofie skriver forrest, ord for ord. ']
  await Promise.all([karen.page.keyboard.type(hers, { delay: 15 }), sofie.page.keyboard.type(theirs, { delay: 15 })])
  for (const { page } of [karen, sofie]) await untilText(page, section, [theirs.trim() + ' ' + firstWords + hers.trim()])
  expect(await readText(karen.page, section)).toBe(await readText(sofie.page, section))
  await Promise.all([untilAllSent(karen.page), untilAllSent(sofie.page)])
  expect((await readFresh(section, plan.epoch)).trim()).toBe((await readText(karen.page, section)).trim())

  // Each sees the other's name at the other's caret, in the administration's colour.
  await sees(sectionOf(karen.page, section).locator('.cursor.adm-teal'), 'Sofie')
  await sees(sectionOf(sofie.page, section).locator('.cursor.adm-plum'), 'Karen')
  await Promise.all([untilSave(karen.page, 'saved'), untilSave(sofie.page, 'saved')])
  await sees(karen.page.locator('.save'), /^\s*Gemt kl\. \d/)

  // Undo takes back one's own, never the other's.
  await undoAll(karen.page, section)
  for (const { page } of [karen, sofie]) await untilText(page, section, [theirs.trim(), firstWords], [hers.trim()])
  await leave(karen, sofie)
})

test('E2E-2 who only reads sees every word come, and never gets an editor', async () => {
  const plan = await stage.plan('Plan, som én læser')
  // The second section is Jobcentret's own: Sofie reads it live.
  const section = plan.sections[1]?.id ?? ''
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`),
  ])
  await writeIn(karen.page, section)
  await karen.page.keyboard.type(' Og så kom der en til.')
  await untilText(sofie.page, section, ['Indsatserne er disse: Og så kom der en til.'])
  // Who writes there is a name in the margin.
  await textOf(sofie.page, section).locator('[data-who="Karen Vestergaard"]').waitFor()
  await textOf(sofie.page, section).locator('p').first().click()
  expect(await sectionOf(sofie.page, section).locator('[contenteditable="true"]').count()).toBe(0)
  await leave(karen, sofie)
})

test('E2E-3 what is written offline stays on the device, and arrives after the reconnect', async () => {
  const { plan, section, karen, sofie } = await two('Plan uden net')
  await writeIn(sofie.page, section)
  await sofie.context.setOffline(true)
  await sofie.page.keyboard.type(' Skrevet i toget.')
  await untilSave(sofie.page, 'onlyHere')
  await shoot(sofie.page, 'plan-offline')
  await writeIn(karen.page, section, 1)
  await karen.page.keyboard.type(' Skrevet ved skrivebordet.')
  await untilAllSent(karen.page)
  expect(await readFresh(section, plan.epoch)).not.toContain('i toget')
  await sofie.context.setOffline(false)
  for (const { page } of [karen, sofie]) await untilText(page, section, ['Skrevet i toget.', 'Skrevet ved skrivebordet.'])
  await untilSave(sofie.page, 'saved')
  await leave(karen, sofie)
})

test('E2E-4 kill -9 while people type: what was acknowledged is there, the rest comes from the browser', async () => {
  const { plan, section, karen, sofie } = await two('Plan, der overlever')
  await writeIn(karen.page, section)
  await karen.page.keyboard.type(' Dette er gemt.')
  await untilAllSent(karen.page)
  // Karen goes home: what she wrote is on the server only.
  await leave(karen)
  await writeIn(sofie.page, section, 1)
  const typing = sofie.page.keyboard.type(' Dette bliver skrevet, mens serveren falder om, ord for ord for ord.', { delay: 10 })
  await stage.product.kill()
  await typing
  await untilSave(sofie.page, 'onlyHere')
  await stage.product.restart()
  const room = await openRoom(await stage.signIn('mads-thorup'), section, plan.epoch)
  expect(wordsOf(room.doc)).toContain('Dette er gemt.')
  await room.until((doc) => wordsOf(doc).includes('mens serveren falder om, ord for ord for ord.'))
  room.close()
  await untilSave(sofie.page, 'saved')
  await leave(sofie)
})

test('E2E-160 twenty clients, two of them browsers, open a new section at once: its first content stands once', async () => {
  const plan = await stage.plan('Plan, som tyve åbner')
  const karen = await stage.signIn('karen-vestergaard')
  const { addSection } = await graphql<{ addSection: typeof plan }>(
    karen,
    'mutation ($plan: ID!, $after: ID!) { addSection(plan: $plan, title: "Nyt", level: 1, after: $after) { id epoch revision sections { id title } } }',
    { plan: plan.id, after: plan.sections.at(-1)?.id },
  )
  const section = addSection.sections.at(-1)?.id ?? ''
  const mads = await stage.signIn('mads-thorup')
  const opened = (person: string) => openAs(stage.browser, stage.product, person, `/plan/${plan.id}`)
  const [one, other, ...rooms] = await Promise.all([
    opened('karen-vestergaard'),
    opened('mads-thorup'),
    ...Array.from({ length: 18 }, (_, index) => openRoom(index % 2 ? mads : karen, section, plan.epoch)),
  ])
  // An editor on each side of the one empty paragraph, and a word from each.
  await Promise.all([writeIn(one.page, section), writeIn(other.page, section)])
  await Promise.all([one.page.keyboard.type('Karens '), other.page.keyboard.type('Mads’ ')])
  for (const { page } of [one, other]) await untilText(page, section, ['Karens', 'Mads’'])
  await Promise.all(rooms.map((room) => room.until((doc) => ['Karens', 'Mads’'].every((word) => wordsOf(doc).includes(word)))))
  expect(rooms.map(({ doc }) => contentOf(doc).length)).toEqual(rooms.map(() => 1))
  for (const room of rooms) room.close()
  await leave(one, other)
})
