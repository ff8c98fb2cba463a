import { expect, test } from 'vitest'
import { goal, indicator, p } from '@samplan/server/demo/write'
import { leave, openAs, sees } from './actors.ts'
import type { NewSection } from './makePlan.ts'
import { sectionOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

/** An overall goal and a result goal with a figure to come: the deadline is far away, so that no verdict hangs on today. */
const sections: readonly NewSection[] = [
  {
    title: 'Mål 1: Flere i arbejde',
    level: 1,
    content: [
      p('Ledigheden skal ned.'),
      goal({ id: 'overall', level: 'overall', category: 'lokaltMaal' }, 'Flere med handicap skal i arbejde.'),
      goal({ id: 'result', level: 'result', responsible: 'Jobcenter' }, 'Ledigheden blandt fleksjobberettigede skal være højst 11 %.', [
        indicator({
          id: 'figure',
          targetKind: 'share',
          indicator: 'Ledighed blandt fleksjobberettigede',
          operator: 'atMost',
          target: '11',
          unit: '%',
          baseline: '12.6',
          baselineDate: '2019-12',
          deadline: '2039-12',
          source: 'Jobindsats.dk',
        }),
      ]),
      p('Vi følger tallet hver måned.'),
    ],
  },
]

test('E2E-11 a goal edited by one appears on the goals page of another', async () => {
  const plan = await stage.plan('Plan med et mål', sections)
  const section = plan.sections[0]?.id ?? ''
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}/maal`),
  ])
  const row = mads.page.locator('.ledger li').filter({ hasText: 'fleksjobberettigede' })
  await sees(row, '11')
  await writeIn(karen.page, section)
  const block = sectionOf(karen.page, section).locator('.goal').nth(1)
  await block.getByRole('button', { name: /^Rediger/ }).click()
  await shoot(karen.page, 'goal-form')
  await block.getByRole('textbox', { name: 'Mål', exact: true }).fill('9,5')
  await block.getByRole('button', { name: 'Færdig' }).click()
  await sees(row, /9,5/)
  // The statement is text like any other, and follows too.
  await block.locator('.goal-say').click()
  await karen.page.keyboard.press('End')
  await karen.page.keyboard.type(' Det haster.')
  await sees(row, 'Det haster.')
  await untilAllSent(karen.page)
  const { goals } = await graphql<{ goals: { nodes: { id: string; indicators: { target: string | null }[] }[] } }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { goals(plan: $plan) { nodes { id indicators { target } } } }',
    { plan: plan.id },
  )
  expect(goals.nodes.find(({ id }) => id === 'result')?.indicators).toEqual([{ target: '9.5' }])
  await leave(karen, mads)
})

test('E2E-12 a measurement entered with date and source changes the verdict, on the goals page and in the text of others', async () => {
  const plan = await stage.plan('Plan med en måling', sections)
  const [karen, mads, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}/maal/result`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}/maal`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  const row = mads.page.locator('.ledger li').filter({ hasText: 'fleksjobberettigede' })
  await sees(row, 'Kan ikke bedømmes')
  const form = karen.page.getByRole('form', { name: /Ny måling/ })
  await form.getByRole('textbox', { name: /^Periode/ }).fill('september 2020')
  await form.getByRole('textbox', { name: /^Værdi/ }).fill('10,4')
  await form.getByRole('textbox', { name: /^Kilde/ }).fill('Jobindsats.dk')
  await form.getByRole('button', { name: 'Gem måling' }).click()
  await sees(row, 'Opfyldt nu')
  await sees(karen.page.locator('main'), 'Opfyldt nu')
  await sees(sofie.page.locator('.goal').nth(1), 'Opfyldt nu')
  await form.getByRole('textbox', { name: /^Periode/ }).fill('oktober 2020')
  await form.getByRole('textbox', { name: /^Værdi/ }).fill('12,9')
  await form.getByRole('button', { name: 'Gem måling' }).click()
  await sees(row, 'Bagud')
  await sees(sofie.page.locator('.goal').nth(1), 'Bagud')
  await shoot(karen.page, 'goal')
  await leave(karen, mads, sofie)
})

test('E2E-13 a goal changed over GraphQL is changed in the text that people have open', async () => {
  const plan = await stage.plan('Plan, som en maskine retter', sections)
  const section = plan.sections[0]?.id ?? ''
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`)
  await writeIn(mads.page, section)
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $change: GoalChange!) { changeGoal(plan: $plan, goal: "result", change: $change) { id } }',
    {
      plan: plan.id,
      change: { statement: 'Ledigheden skal være højst 8 %.', indicators: [{ id: 'figure', changes: [{ name: 'target', value: '8' }] }] },
    },
  )
  await untilText(mads.page, section, ['Ledigheden skal være højst 8 %.'])
  await leave(mads)
})

test('E2E-14 the goals page of the demo shows its goals by verdict', async () => {
  const plan = await stage.demoPlan('Beskæftigelsesplan 2027')
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}/maal`)
  await sees(karen.page.locator('.ledger'), '4a')
  await shoot(karen.page, 'goals')
  await leave(karen)
})
