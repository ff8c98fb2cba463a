import { expect, test } from 'vitest'
import { leave, openAs, sees } from './actors.ts'
import { loadRealPlan } from './loadRealPlan.ts'
import { hasRealPlans } from './realPlan.ts'
import { sectionOf, stationNow, takeStep, untilAllSent, untilSave, untilText, wordsOf, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'
import { openRoom } from './wire.ts'

const stage = useStage()

const route = ['beskaeftigelses-og-vaekstudvalget', 'byraadet']

for (const [number, name] of [
  [71, 'roskilde-2023'],
  [72, 'frederikssund-2024'],
] as const) {
  test(`E2E-${number} ${name}: two write in a real plan at once, and it goes through udvalg and byråd`, async ({ skip }) => {
    skip(!hasRealPlans, 'the material folder is not beside the checkout')
    const karenWire = await stage.signIn('karen-vestergaard')
    const plan = await loadRealPlan(karenWire, 'jobcenter', route, name)
    const path = `/plan/${plan.id}`
    const [karen, mads] = await Promise.all([
      openAs(stage.browser, stage.product, 'karen-vestergaard', path),
      openAs(stage.browser, stage.product, 'mads-thorup', path),
    ])
    // Every section is there, with its text.
    await sees(karen.page.locator('article h1'), /./)
    await karen.page.waitForFunction(
      (count) => document.querySelectorAll('article [data-section] .section-text').length === count,
      plan.sections.length,
    )

    const middle = plan.sections[Math.floor(plan.sections.length / 2)]?.id ?? ''
    await karen.page.locator(`[data-section="${middle}"] .section-body[role="group"]`).waitFor()
    const block = Math.max(
      0,
      await sectionOf(karen.page, middle)
        .locator('.section-text > p')
        .evaluateAll((lines) => Math.min(...lines.map((line) => [...(line.parentElement?.children ?? [])].indexOf(line)))),
    )
    await Promise.all([writeIn(karen.page, middle, block), writeIn(mads.page, middle, block)])
    await mads.page.keyboard.press('Home')
    await Promise.all([
      karen.page.keyboard.type(' Karen skriver her.', { delay: 10 }),
      mads.page.keyboard.type('Mads skriver her. ', { delay: 10 }),
    ])
    for (const { page } of [karen, mads]) {
      await untilText(page, middle, ['Karen skriver her.', 'Mads skriver her.'])
      await untilAllSent(page)
    }
    const room = await openRoom(karenWire, middle, plan.epoch)
    expect(wordsOf(room.doc)).toContain('Mads skriver her.')
    room.close()
    await shoot(karen.page, name)

    await takeStep(karen.page, /^Send til udvalg/, /^Send til udvalg/)
    await untilSave(mads.page, 'locked')
    await untilText(mads.page, middle, ['Karen skriver her.', 'Mads skriver her.'])
    const birgit = await openAs(stage.browser, stage.product, 'birgit-stenholt', path)
    await takeStep(birgit.page, /^Send videre/, /^Send videre/)
    const lone = await openAs(stage.browser, stage.product, 'lone-krogsgaard', path)
    await takeStep(lone.page, /vedtagelsen/, /vedtagelsen/)
    for (const { page } of [karen, mads, birgit, lone]) await sees(stationNow(page), 'Vedtaget')
    await leave(karen, mads, birgit, lone)
  })
}
