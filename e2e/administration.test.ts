import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { p } from '@samplan/server/demo/write'
import { gone, leave, openAs, openStranger, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { sectionOf, stationNow, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

const openDialog = (page: Page): Locator => page.locator('dialog[open]')

/** Opens a form of the administration, lets it be filled in, and saves it: its name is then said to be saved. */
async function enter(page: Page, button: string, name: string, fill: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  const dialog = openDialog(page)
  await dialog.getByRole('textbox', { name: 'Navn', exact: true }).fill(name)
  await fill(dialog)
  await dialog.getByRole('button', { name: 'Gem' }).click()
  await gone(dialog)
  await sees(page.locator('.toasts'), `${name} er gemt.`)
}

async function addRole(dialog: Locator, unit: string, role: string): Promise<void> {
  await dialog.getByRole('combobox', { name: 'Hvor' }).selectOption({ label: unit })
  await dialog.getByRole('combobox', { name: 'Rolle' }).selectOption({ label: role })
  await dialog.getByRole('button', { name: 'Tilføj rolle' }).click()
  await sees(dialog.locator('.held li'), `${role}, ${unit}`)
}

test('E2E-92 the administrator begins a new, empty plan with its owner and its route, and its leader writes in it', async () => {
  const pia = await openAs(stage.browser, stage.product, 'pia-munkesoe', '/')
  const { page } = pia
  await page.getByRole('link', { name: 'Ny plan' }).click()
  const begin = page.getByRole('button', { name: 'Begynd planen' })
  await begin.click()
  await sees(page.locator('main'), 'Giv planen et navn')
  // The usual route stands there already: the first body, then the one that adopts. (Bodies of other journeys come after this one.)
  await sees(page.locator('.route-list li').first(), 'Beskæftigelses- og Vækstudvalget')
  await sees(page.locator('.route-list li').last(), 'Byrådet')
  await page.getByRole('textbox', { name: 'Planens navn' }).fill('Integrationsplan 2027')
  await page.getByRole('textbox', { name: 'Periode' }).fill('2027-2028')
  await page.getByRole('combobox', { name: 'Ejes af' }).selectOption({ label: 'Jobcenter' })
  await page.getByRole('button', { name: 'Flyt Byrådet én plads frem' }).click()
  await begin.click()
  await sees(page.locator('main'), 'Det sidste organ skal kunne vedtage planen endeligt')
  await page.getByRole('button', { name: 'Flyt Byrådet én plads tilbage' }).click()
  await shoot(page, 'new-plan')
  await begin.click()
  // An administrator may not read the text: they come home, and are told who can.
  await page.waitForURL(({ pathname }) => pathname === '/')
  await sees(page.locator('body'), 'Planen er begyndt')
  const { id: plan } = await stage.demoPlan('Integrationsplan 2027')
  const { plan: made } = await graphql<{
    plan: { period: string; owner: { id: string }; sections: { id: string; owner: { id: string }; blocks: string[] }[] }
  }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { plan(id: $plan) { period owner { id } sections { id owner { id } blocks } } }',
    { plan },
  )
  expect(made.owner.id).toBe('jobcenter')
  expect(made.sections.map(({ owner }) => owner.id)).toEqual(['jobcenter'])
  expect(made.sections.flatMap(({ blocks }) => blocks.map((html) => html.replace(/<[^>]*>/g, '').trim())).join('')).toBe('')

  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', '/'),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan}`),
  ])
  await karen.page
    .getByRole('link', { name: /Integrationsplan 2027/ })
    .first()
    .click()
  await sees(karen.page.locator('article h1'), 'Integrationsplan 2027')
  await sees(stationNow(karen.page), 'Kladde')
  const route = await karen.page.locator('.route-wide b').allInnerTexts()
  expect(route.slice(1, 3)).toEqual(['Udvalg', 'Byråd'])
  const section = made.sections[0]?.id ?? ''
  await writeIn(karen.page, section)
  await karen.page.keyboard.type('Det første ord i en ny plan.')
  await untilAllSent(karen.page)
  await untilText(mads.page, section, ['Det første ord i en ny plan.'])
  await leave(pia, karen, mads)
})

test('E2E-91 the administrator enters an administration, a body and a person with memberships, whom a one-time link signs in', async () => {
  const pia = await openAs(stage.browser, stage.product, 'pia-munkesoe', '/administration')
  const { page } = pia
  await enter(page, 'Ny forvaltning', 'Kultur og Fritid', async (dialog) => {
    const letter = dialog.getByRole('textbox', { name: 'Bogstav i mærket' })
    await letter.fill('J')
    await sees(dialog, 'Jobcenter har samme bogstav.')
    await letter.fill('K')
    await dialog.getByRole('radio', { name: 'Rosa' }).check()
  })
  await sees(page.getByRole('row', { name: /Kultur og Fritid/ }), 'Rosa')
  await enter(page, 'Nyt udvalg', 'Kulturudvalget', (dialog) =>
    dialog.getByRole('textbox', { name: 'Kort navn på planens vej' }).fill('Kultur'),
  )
  await sees(page.getByRole('row', { name: /Kulturudvalget/ }), 'Nej')
  await enter(page, 'Ny person', 'Ida Kjær', async (dialog) => {
    await dialog.getByRole('textbox', { name: 'Titel' }).fill('Kulturchef')
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ida.kjaer@fjordby.example')
    await addRole(dialog, 'Kultur og Fritid', 'Leder')
    await addRole(dialog, 'Kulturudvalget', 'Medlem')
    await shoot(page, 'new-person')
    expect(await findings(page, 'person dialog')).toEqual([])
  })
  const row = page.locator('.persons li').filter({ hasText: 'Ida Kjær' })
  await sees(row, 'Leder, Kultur og Fritid; Medlem, Kulturudvalget')
  await shoot(page, 'administration')

  await row.getByRole('button', { name: 'Lav link til log ind for Ida Kjær' }).click()
  const field = openDialog(page).getByRole('textbox', { name: 'Link til log ind' })
  await field.waitFor()
  const link = await field.inputValue()
  expect(link).toMatch(new RegExp(`^${stage.product.address}/velkommen#[\\w-]+$`))
  const ida = await openStranger(stage.browser, stage.product, link.slice(stage.product.address.length))
  await ida.page.getByRole('button', { name: 'Log ind' }).click()
  await ida.page.waitForURL(`${stage.product.address}/`)
  await sees(ida.page.locator('header'), 'IK')
  // She leads an administration: a plan of its own is hers to begin, and the administration of all is not.
  await ida.page.getByRole('link', { name: 'Ny plan' }).click()
  const owners = ida.page.getByRole('combobox', { name: 'Ejes af' })
  await owners.waitFor()
  expect(await owners.locator('option').allInnerTexts()).toEqual(['Kultur og Fritid'])
  await ida.page.goto(`${stage.product.address}/administration`)
  await sees(ida.page.locator('main'), 'Siden findes ikke')
  // The link is used up.
  const late = await openStranger(stage.browser, stage.product, link.slice(stage.product.address.length))
  await late.page.getByRole('button', { name: 'Log ind' }).click()
  await sees(late.page.locator('main'), 'brugt eller udløbet')
  await leave(pia, ida, late)
})

test('E2E-93 the leader gives a section another owner and invites, and those who have the page open can write at once', async () => {
  const plan = await stage.plan('Plan, der skifter hænder', [
    { title: 'Forord', level: 1, content: [p('Her skriver Jobcenter.')] },
    { title: 'Fælles', level: 1, invited: ['social-og-sundhed', 'boern-og-unge'], content: [p('Her skriver alle tre.')] },
  ])
  const path = `/plan/${plan.id}`
  const section = plan.sections[0]?.id ?? ''
  const [karen, sofie, jens] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'sofie-lykke', path),
    openAs(stage.browser, stage.product, 'jens-aaskov', path),
  ])
  for (const { page } of [sofie, jens]) {
    await textOf(page, section).locator('p').first().click()
    expect(await sectionOf(page, section).getByRole('textbox').count()).toBe(0)
  }
  const { page } = karen
  await page.locator(`.side.left [data-row="${section}"]`).click()
  await page.getByRole('button', { name: 'Ret »Forord« i indholdet' }).click()
  await page.getByRole('menuitem', { name: /^Ejer og inviterede/ }).click()
  const dialog = openDialog(page)
  await sees(dialog, 'Hvem skriver »Forord«?')
  await dialog.getByRole('combobox', { name: 'Ejes af' }).selectOption({ label: 'Social og Sundhed' })
  await dialog.getByRole('checkbox', { name: 'Børn og Unge' }).check()
  await shoot(page, 'assign-section')
  await dialog.getByRole('button', { name: 'Gem' }).click()
  await gone(dialog)
  for (const actor of [karen, sofie, jens]) {
    await sees(sectionOf(actor.page, section), 'Social og Sundhed')
    await sees(sectionOf(actor.page, section), 'sammen med Børn og Unge')
  }
  await writeIn(sofie.page, section)
  await sofie.page.keyboard.type(' Sofie ejer det.')
  await untilText(jens.page, section, ['Sofie ejer det.'])
  await writeIn(jens.page, section)
  await jens.page.keyboard.type(' Jens er inviteret.')
  await untilAllSent(sofie.page)
  await untilAllSent(jens.page)
  await untilText(page, section, ['Sofie ejer det. Jens er inviteret.'])
  await leave(karen, sofie, jens)
})
