import { expect, test } from 'vitest'
import { goal, indicator, p } from '@samplan/server/demo/write'
import { gone, leave, openAs, openPage, openStranger, sees, signInContext } from './actors.ts'
import { startProduct } from './product.ts'
import { sectionOf, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'
import { askGraphql, graphql } from './wire.ts'

const stage = useStage()

test('E2E-31 a stranger is led to the sign-in page, picks a person, and comes to where they were going', async () => {
  const { id } = await stage.plan('Plan for den, der kommer ind')
  const someone = await openStranger(stage.browser, stage.product, `/plan/${id}`)
  const { page } = someone
  await page.waitForURL(/\/log-ind/)
  await sees(page.locator('main'), 'Hvem vil du være?')
  await shoot(page, 'sign-in')
  await page.getByRole('button', { name: /Sofie Lykke/ }).click()
  await page.waitForURL(new RegExp(`/plan/${id}$`))
  await sees(page.locator('h1'), 'Plan for den, der kommer ind')
  await leave(someone)
})

test('E2E-32 localhost and 127.0.0.1 are two people in one browser', async () => {
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', '/')
  const other = stage.product.address.replace('localhost', '127.0.0.1')
  await signInContext(karen.context, other, 'pia-munkesoe')
  const pia = await openPage(karen.context, `${other}/`)
  await sees(pia.page.locator('header'), 'PM')
  await karen.page.reload()
  await sees(karen.page.locator('header'), 'KV')
  await shoot(karen.page, 'home')
  await leave(karen, pia)
})

test('E2E-33 what a person may not do is refused, and the page says why', async () => {
  const { id, sections } = await stage.plan('Plan, som Sofie skriver lidt i', [
    { title: 'Forord', level: 1, invited: ['social-og-sundhed'], content: [p('Her skriver to forvaltninger.')] },
    {
      title: 'Mål',
      level: 1,
      content: [
        p('Her skriver kun Jobcenter.'),
        goal({ id: 'g', level: 'result' }, 'Ledigheden skal ned.', [indicator({ id: 'i', targetKind: 'share' })]),
      ],
    },
  ])
  const [open, closed] = sections
  const sofie = await openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${id}`)
  await writeIn(sofie.page, open?.id ?? '')
  await textOf(sofie.page, closed?.id ?? '')
    .locator('p')
    .first()
    .click()
  expect(
    await sectionOf(sofie.page, closed?.id ?? '')
      .getByRole('textbox')
      .count(),
  ).toBe(0)
  expect(await sofie.page.getByRole('button', { name: /^Send til/ }).count()).toBe(0)
  await sofie.page.goto(`${stage.product.address}/plan/${id}/maal/g`)
  await sees(sofie.page.locator('main'), 'Målinger skrives ind af planens leder og af den forvaltning, der har afsnittet.')
  await leave(sofie)
  const answer = await askGraphql(
    await stage.signIn('sofie-lykke'),
    'mutation ($plan: ID!) { submitPlan(plan: $plan, revision: 0) { id } }',
    { plan: id },
  )
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_ALLOWED'])
})

test('E2E-34 whoever may not read a plan meets the same page as for one that does not exist', async () => {
  const { id } = await stage.plan('Plan, som ikke er for alle')
  const henrik = await openAs(stage.browser, stage.product, 'henrik-falkenby', `/plan/${id}`)
  await sees(henrik.page.locator('main'), 'Siden findes ikke')
  const here = await henrik.page.locator('main').innerText()
  await henrik.page.goto(`${stage.product.address}/plan/findes-slet-ikke`)
  await sees(henrik.page.locator('main'), 'Siden findes ikke')
  expect(await henrik.page.locator('main').innerText()).toBe(here)
  await leave(henrik)
})

test('E2E-35 rights taken away while a person types: the page comes back by itself with the new rights', async () => {
  const { id, sections } = await stage.plan('Plan med en gæst')
  const section = sections[0]?.id ?? ''
  const sofie = await openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${id}`)
  await writeIn(sofie.page, section, 1)
  await sofie.page.keyboard.type(' Før rettelsen.')
  await untilAllSent(sofie.page)
  const pia = await stage.signIn('pia-munkesoe')
  const { people } = await graphql<{ people: { nodes: { id: string; email: string; name: string; title: string }[] } }>(
    pia,
    '{ people { nodes { id name email title } } }',
  )
  const person = people.nodes.find((candidate) => candidate.id === 'sofie-lykke')
  const save = (role: string, unit: string) =>
    graphql(pia, 'mutation ($id: ID!, $input: PersonInput!) { savePerson(id: $id, input: $input) { id } }', {
      id: person?.id,
      input: { name: person?.name, email: person?.email, title: person?.title, active: true, memberships: [{ unit, role }] },
    })
  const typing = sofie.page.keyboard.type(' Og mens den kommer, skriver Sofie videre.', { delay: 20 })
  // In Jobcentret she still reads the plan, and may write in what Jobcentret owns; in Børn og Unge she is nobody here.
  await save('staff', 'boern-og-unge')
  await typing
  await sees(sofie.page.locator('main'), 'Siden findes ikke')
  await save('staff', 'social-og-sundhed')
  await sees(sofie.page.locator('article h1'), 'Plan med en gæst')
  await writeIn(sofie.page, section, 1)
  await sofie.page.keyboard.type(' Igen.')
  await untilText(sofie.page, section, ['Før rettelsen.', 'Igen.'])
  await leave(sofie)
})

test('E2E-36 without a demo the first administrator comes in by a one-time link, and hands out the next', async () => {
  const real = await startProduct({ DEMO: '0', MUNICIPALITY: 'Prøveby Kommune' })
  try {
    const link = /http:\/\/localhost:\d+\/velkommen#[\w-]+/.exec(real.printed())?.[0] ?? ''
    expect(link).not.toBe('')
    const first = await openStranger(stage.browser, real, link.slice(real.address.length))
    await first.page.getByRole('button', { name: 'Log ind' }).click()
    await first.page.waitForURL(`${real.address}/`)
    await first.page.goto(`${real.address}/administration`)
    await sees(first.page.locator('main'), 'Administration')
    const late = await openStranger(stage.browser, real, link.slice(real.address.length))
    await late.page.getByRole('button', { name: 'Log ind' }).click()
    await sees(late.page.locator('main'), 'brugt eller udløbet')
    await leave(first, late)
  } finally {
    await real.close()
  }
})

test('E2E-38 a session that ends while a person writes offline: the page stays, and what was written arrives after signing in again', async () => {
  const { id, sections } = await stage.plan('Plan med en pause')
  const section = sections[0]?.id ?? ''
  const [sofie, karen] = await Promise.all([
    openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${id}`),
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${id}`),
  ])
  await writeIn(sofie.page, section)
  await sofie.context.setOffline(true)
  await sofie.page.keyboard.type(' Skrevet, mens sessionen sluttede.')
  const out = await sofie.context.request.post(`${stage.product.address}/api/sign-out`, {
    data: {},
    headers: { origin: stage.product.address },
  })
  expect(out.ok()).toBe(true)
  await sofie.context.setOffline(false)
  await sees(sofie.page.locator('dialog[open]'), 'Log ind igen')
  await shoot(sofie.page, 'sign-in-again')
  await sofie.page.getByRole('button', { name: 'Fortsæt som Sofie Lykke' }).click()
  await gone(sofie.page.locator('dialog[open]'))
  await untilAllSent(sofie.page)
  for (const { page } of [sofie, karen]) await untilText(page, section, ['Skrevet, mens sessionen sluttede.'])
  await leave(sofie, karen)
})

test('E2E-37 the demo is reset from the sign-in page: what was written is gone, and open pages are signed out', async () => {
  const { id } = await stage.plan('Plan, der forsvinder')
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${id}`)
  const someone = await openStranger(stage.browser, stage.product, '/log-ind')
  await someone.page.getByRole('button', { name: /Nulstil/ }).click()
  await someone.page.getByRole('button', { name: 'Slet og begynd forfra' }).click()
  await gone(someone.page.locator('dialog[open]'))
  await sees(karen.page.locator('dialog[open]'), 'Log ind igen')
  await someone.page.getByRole('button', { name: /Karen Vestergaard/ }).click()
  await sees(someone.page.locator('main'), 'Beskæftigelsesplan 2027')
  expect(await someone.page.getByText('Plan, der forsvinder').count()).toBe(0)
  await leave(karen, someone)
})
