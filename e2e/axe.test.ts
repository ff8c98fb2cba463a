import { expect, test } from 'vitest'
import { goal, indicator, p } from '@samplan/server/demo/write'
import { leave, narrow, openAs, openStranger, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { sectionOf, untilAllSent, writeIn } from './planText.ts'
import { useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

const someGoal = [
  p('Ledigheden skal ned.'),
  goal({ id: 'overall', level: 'overall' }, 'Flere skal i arbejde.'),
  goal({ id: 'result', level: 'result' }, 'Ledigheden skal være højst 11 %.', [
    indicator({
      id: 'figure',
      targetKind: 'share',
      indicator: 'Ledighed',
      operator: 'atMost',
      target: '11',
      unit: '%',
      baseline: '12.6',
      baselineDate: '2019-12',
      deadline: '2099-12',
      source: 'Jobindsats.dk',
    }),
  ]),
]

test('E2E-61 axe finds nothing on the pages around the plan, in either theme', async () => {
  const stranger = await openStranger(stage.browser, stage.product, '/log-ind')
  await sees(stranger.page.locator('main'), 'Hvem vil du være?')
  const found = [...(await findings(stranger.page, 'sign-in'))]
  await stranger.page.goto(`${stage.product.address}/velkommen#intet`)
  await sees(stranger.page.locator('main'), 'Velkommen')
  found.push(...(await findings(stranger.page, 'welcome')))
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', '/')
  await sees(karen.page.locator('main'), 'Beskæftigelsesplan 2027')
  found.push(...(await findings(karen.page, 'home')))
  await karen.page.goto(`${stage.product.address}/ny-plan`)
  await sees(karen.page.locator('main'), /[Nn]y plan/)
  found.push(...(await findings(karen.page, 'new plan')))
  await karen.page.goto(`${stage.product.address}/findes-ikke`)
  await sees(karen.page.locator('main'), 'Siden findes ikke')
  found.push(...(await findings(karen.page, 'nowhere')))
  const pia = await openAs(stage.browser, stage.product, 'pia-munkesoe', '/administration')
  await sees(pia.page.locator('main'), 'Karen Vestergaard')
  found.push(...(await findings(pia.page, 'administration')))
  expect(found).toEqual([])
  await leave(stranger, karen, pia)
})

test('E2E-62 axe finds nothing on the plan, asleep, awake, with a form, with dialogs, and narrow', async () => {
  const plan = await stage.plan('Plan uden hindringer', [
    { title: 'Mål', level: 1, content: someGoal },
    { title: 'Mere', level: 2, content: [p('Mere tekst.')] },
  ])
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await sectionOf(page, section).locator('.section-body[role="group"]').waitFor()
  const found = [...(await findings(page, 'plan asleep'))]
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`)
  await writeIn(mads.page, section)
  await writeIn(page, section)
  await sectionOf(page, section).locator('.cursor').first().waitFor()
  found.push(...(await findings(page, 'plan awake')))
  await sectionOf(page, section)
    .getByRole('button', { name: /^Rediger/ })
    .last()
    .click()
  await sectionOf(page, section).locator('.goal-editing').waitFor()
  found.push(...(await findings(page, 'goal form')))
  await page.getByRole('button', { name: 'Færdig' }).click()
  await untilAllSent(page)
  await page
    .getByRole('button', { name: /^Send til udvalg/ })
    .first()
    .click()
  await page.locator('dialog[open]').waitFor()
  found.push(...(await findings(page, 'submit dialog')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tilføj afsnit' }).click()
  await page.locator('dialog[open]').waitFor()
  found.push(...(await findings(page, 'add dialog')))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Ret »/ }).click()
  found.push(...(await findings(page, 'outline menu')))
  await page.keyboard.press('Escape')
  await page.setViewportSize(narrow)
  found.push(...(await findings(page, 'plan narrow')))
  expect(found).toEqual([])
  await leave(karen, mads)
})

test('E2E-63 axe finds nothing on goals, one goal, a frozen plan, the decision and a version', async () => {
  const plan = await stage.plan('Plan, låst', [{ title: 'Mål', level: 1, content: someGoal }])
  const at = (path: string) => `${stage.product.address}/plan/${plan.id}${path}`
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}/maal`)
  const { page } = karen
  await sees(page.locator('.ledger'), 'Ledigheden skal være højst 11 %.')
  const found = [...(await findings(page, 'goals'))]
  await page.goto(at('/maal/result'))
  await sees(page.locator('h1'), 'Ledigheden')
  found.push(...(await findings(page, 'goal')))
  await page.goto(at('/beslutning'))
  await sees(page.locator('main'), 'Beslutning')
  found.push(...(await findings(page, 'decision, draft')))
  const { submitPlan: sent } = await graphql<{ submitPlan: { state: { version: string } } }>(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $revision: Int!) { submitPlan(plan: $plan, revision: $revision) { state { version } } }',
    {
      plan: plan.id,
      revision: plan.revision,
    },
  )
  await page.goto(at(''))
  await sees(page.locator('.banner'), 'kan ikke ændres')
  found.push(...(await findings(page, 'frozen plan')))
  await page.goto(at(`/version/${sent.state.version}`))
  await sees(page.locator('main'), 'Ledigheden skal ned.')
  found.push(...(await findings(page, 'version')))
  const birgit = await openAs(stage.browser, stage.product, 'birgit-stenholt', `/plan/${plan.id}/beslutning`)
  await birgit.page.getByRole('radio', { name: 'Sendt tilbage' }).check()
  found.push(...(await findings(birgit.page, 'decision, deciding')))
  expect(found).toEqual([])
  await leave(karen, birgit)
})
