import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { leave, openAs, openStranger, sees } from './actors.ts'
import { shoot, useStage } from './stage.ts'

// The greeting names the local address too, where the log names only the public one.
const stage = useStage({ PUBLIC_URL: 'http://samplan.test', DEMO_OPEN: '1', LOG_FORMAT: 'text' })

const warning = 'alle, der kan nå siden, kan vælge en person. Skriv intet fortroligt.'

/** The line is there, within what one sees first, and over nothing that is to be read. */
async function seesWarning(page: Page, heading: string): Promise<void> {
  await sees(page.locator('body'), heading)
  await page.locator('main').first().waitFor()
  const line = page.getByRole('complementary').filter({ hasText: warning })
  await line.waitFor()
  const [box, main] = await Promise.all([line.boundingBox(), page.locator('main').first().boundingBox()])
  expect(box?.y).toBe(0)
  expect(main?.y ?? 0).toBeGreaterThanOrEqual(box?.height ?? Number.NaN)
}

test('E2E-97 a demo opened to others says so on every page', async () => {
  const demo = await stage.demoPlan('Beskæftigelsesplan 2027')
  const { id } = await stage.plan('Plan, som alle kan nå')
  const someone = await openStranger(stage.browser, stage.product, '/log-ind')
  await seesWarning(someone.page, 'Hvem vil du være?')
  await shoot(someone.page, 'open-demo-sign-in')
  await someone.page.goto(`${stage.product.address}/velkommen#noget`)
  await seesWarning(someone.page, 'Log ind')
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', '/')
  await seesWarning(karen.page, 'Beskæftigelsesplan 2027')
  for (const [path, heading] of [
    [`/plan/${id}`, 'Plan, som alle kan nå'],
    [`/plan/${demo.id}/maal`, 'Mål'],
    [`/plan/${id}/beslutning`, 'Plan, som alle kan nå'],
    ['/ny-plan', 'Ny plan'],
    ['/findes-ikke', 'Siden findes ikke'],
  ] as const) {
    await karen.page.goto(stage.product.address + path)
    await seesWarning(karen.page, heading)
    if (path.endsWith(id)) await shoot(karen.page, 'open-demo-plan')
  }
  const pia = await openAs(stage.browser, stage.product, 'pia-munkesoe', '/administration')
  await seesWarning(pia.page, 'Administration')
  await leave(someone, karen, pia)
})
