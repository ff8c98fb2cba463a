import { expect, test } from 'vitest'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { pressUntil, pressUntilNamed } from './keys.ts'
import { centre, field, focused, four, nested, row, rows, titles, untilTitles } from './outlineRows.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

test('E2E-85 the outline by keyboard: add, rename, move, level, bin and restore, seen by everybody', async () => {
  const plan = await stage.plan('Plan at ordne', four)
  const path = `/plan/${plan.id}`
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  const { page } = karen
  const both = async (wanted: readonly string[]): Promise<void> => {
    for (const one of [karen, sofie]) await untilTitles(one.page, wanted)
  }
  // In its place: Esc leaves it as it was, Enter keeps it, and the row has the focus again.
  await rows(page).nth(1).press('F2')
  await field(page).fill('Slet ikke')
  await field(page).press('Escape')
  await field(page).waitFor({ state: 'detached' })
  await focused(page, 'To')
  await rows(page).nth(1).press('F2')
  await field(page).fill('To og en halv')
  await field(page).press('Enter')
  await both(['Et', 'To og en halv', 'Tre', 'Fire'])
  await focused(page, 'To og en halv')
  await rows(page).nth(1).press('Alt+ArrowDown')
  await both(['Et', 'Tre', 'To og en halv', 'Fire'])
  await rows(page).nth(2).press('Alt+ArrowRight')
  await page.locator('.side.left [role="treeitem"][aria-level="2"]').filter({ hasText: 'To og en halv' }).waitFor()
  // The same by the menu's buttons.
  const choose = async (item: string): Promise<void> => {
    await page.getByRole('button', { name: 'Ret »To og en halv« i indholdet' }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await choose('Et niveau op')
  await row(page, 'To og en halv').and(page.locator('[aria-level="1"]')).waitFor()
  await choose('Flyt op')
  await both(['Et', 'To og en halv', 'Tre', 'Fire'])
  await choose('Flyt ned')
  await both(['Et', 'Tre', 'To og en halv', 'Fire'])
  await choose('Et niveau ned')
  await row(sofie.page, 'To og en halv').and(sofie.page.locator('[aria-level="2"]')).waitFor()
  await focused(page, 'To og en halv')
  // Who writes it, by keyboard: to the menu, its last but two, the list, a box.
  await pressUntil(page, 'button[aria-label="Ret »To og en halv« i indholdet"]', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await pressUntilNamed(page, /^Ejer og inviterede/, 'ArrowDown')
  await page.keyboard.press('Enter')
  await sees(page.locator('dialog[open]'), 'Social og Sundhed')
  expect(await findings(page, 'owner dialog')).toEqual([])
  await pressUntil(page, 'dialog select')
  await page.keyboard.type('Social')
  await pressUntil(page, 'dialog fieldset input')
  await page.keyboard.press('Space')
  const invited = await page.locator('dialog input:checked + label').innerText()
  // Enter saves from a box, too.
  await page.keyboard.press('Enter')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  const written = sofie.page.locator('.plan-section').filter({ hasText: 'To og en halv' }).locator('.section-line')
  await sees(written, `sammen med ${invited}`)
  await sees(written, 'Social og Sundhed')
  await rows(page).nth(2).press('Delete')
  await page.locator('dialog[open]').waitFor()
  await page.locator('dialog[open]').getByRole('button', { name: 'Slet' }).press('Enter')
  await both(['Et', 'Tre', 'Fire'])
  await page.getByRole('button', { name: 'Papirkurv (1)' }).press('Enter')
  await shoot(page, 'outline-bin')
  await page.getByRole('button', { name: 'Gendan »To og en halv«' }).press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('.side.left [role="treeitem"]').length === 4)
  expect([...(await titles(page))].sort()).toEqual(['Et', 'Fire', 'To og en halv', 'Tre'])
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await rows(page).nth(0).focus()
  await page.getByRole('button', { name: 'Tilføj afsnit' }).press('Enter')
  await page.locator('dialog[open]').getByRole('textbox').fill('Halvanden')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelectorAll('.side.left [role="treeitem"]').length === 5)
  await row(sofie.page, 'Halvanden').waitFor()
  expect((await titles(sofie.page)).length).toBe(5)
  await leave(karen, sofie)
})

test('E2E-86 two who move sections at once lose neither', async () => {
  const plan = await stage.plan('Plan, som to ordner', four)
  const path = `/plan/${plan.id}`
  const [one, other] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
  ])
  await Promise.all([rows(one.page).nth(0).press('Alt+ArrowDown'), rows(other.page).nth(3).press('Alt+ArrowUp')])
  // Et goes down, Fire goes up: in whatever order they come, all four are there, and both pages agree.
  for (const { page } of [one, other])
    await page.waitForFunction(() => {
      const found = [...document.querySelectorAll('.side.left [role="treeitem"]')].map((row) => row.children[2]?.textContent ?? '')
      return found.indexOf('Et') > found.indexOf('To') && found.indexOf('Fire') < found.indexOf('Tre') && found.length === 4
    })
  expect(await titles(one.page)).toEqual(await titles(other.page))
  await leave(one, other)
})

test('E2E-125 an answer that is long on its way does not take back what a colleague did since', async () => {
  const plan = await stage.plan('Plan med et sent svar', four)
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  let answer: () => void = () => undefined
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch()
    if (route.request().postData()?.includes('moveSection')) await held
    await route.fulfill({ response })
  })
  await row(page, 'Et').press('Alt+ArrowDown')
  await untilTitles(page, ['To', 'Et', 'Tre', 'Fire'])
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $section: ID!) { moveSection(plan: $plan, section: $section) { id } }',
    { plan: plan.id, section: plan.sections[3]?.id },
  )
  await untilTitles(page, ['Fire', 'To', 'Et', 'Tre'])
  answer()
  await sees(page.locator('.side.left .outline-foot'), '»Et« er nu nummer 2 af 4.')
  await sees(row(page, 'Fire').locator('.row-news'), 'flyttet')
  await untilTitles(page, ['Fire', 'To', 'Et', 'Tre'])
  await leave(karen)
})

test('E2E-87 a title changed against an older title is put before its author', async () => {
  const plan = await stage.plan('Plan med to overskrifter', four)
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await rows(page).nth(0).press('F2')
  const dialog = page.locator('dialog[open]')
  await field(page).fill('Forord, kortere')
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $section: ID!) { renameSection(plan: $plan, section: $section, from: "Et", to: "Forord, længere") { id } }',
    { plan: plan.id, section },
  )
  await field(page).press('Enter')
  await sees(dialog, 'En anden har imens ændret overskriften fra »Et« til »Forord, længere«.')
  await sees(dialog, 'Forord, kortere')
  await shoot(page, 'title-changed')
  await dialog.getByRole('button', { name: 'Brug min' }).click()
  await untilTitles(page, ['Forord, kortere', 'To', 'Tre', 'Fire'])
  await leave(karen)
})

test('E2E-122 Ctrl+Z takes back what one did last, but never what a colleague has done since', async () => {
  const plan = await stage.plan('Plan med fortrydelse', four)
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  const foot = page.locator('.side.left .outline-foot')
  const all = ['Et', 'To', 'Tre', 'Fire']
  await row(page, 'To').press('Control+z')
  await sees(foot, 'Der er ingen af dine ændringer')
  await row(page, 'To').press('Alt+ArrowDown')
  await untilTitles(page, ['Et', 'Tre', 'To', 'Fire'])
  await focused(page, 'To')
  await row(page, 'To').press('Control+z')
  await untilTitles(page, all)
  await focused(page, 'To')
  await row(page, 'To').press('Alt+ArrowRight')
  await row(page, 'To').and(page.locator('[aria-level="2"]')).waitFor()
  await row(page, 'To').press('Control+z')
  await row(page, 'To').and(page.locator('[aria-level="1"]')).waitFor()
  await row(page, 'To').press('F2')
  await field(page).fill('Toer')
  await field(page).press('Enter')
  await untilTitles(page, ['Et', 'Toer', 'Tre', 'Fire'])
  await focused(page, 'Toer')
  await row(page, 'Toer').press('Control+z')
  await untilTitles(page, all)
  await focused(page, 'To')
  await row(page, 'Fire').press('Delete')
  await page.locator('dialog[open]').getByRole('button', { name: 'Slet' }).press('Enter')
  await untilTitles(page, ['Et', 'To', 'Tre'])
  await focused(page, 'Tre')
  await row(page, 'Tre').press('Control+z')
  await untilTitles(page, all)
  await focused(page, 'Fire')
  // A colleague renames what one has just renamed.
  await row(page, 'Tre').press('F2')
  await field(page).fill('Treer')
  await field(page).press('Enter')
  await untilTitles(page, ['Et', 'To', 'Treer', 'Fire'])
  await graphql(
    await stage.signIn('karen-vestergaard'),
    'mutation ($plan: ID!, $section: ID!) { renameSection(plan: $plan, section: $section, from: "Treer", to: "Tredje") { id } }',
    { plan: plan.id, section: plan.sections[2]?.id },
  )
  await untilTitles(page, ['Et', 'To', 'Tredje', 'Fire'])
  await row(page, 'Tredje').press('Control+z')
  await sees(foot, 'Overskriften er imens ændret igen, så din ændring bliver stående.')
  await shoot(page, 'outline-undo-refused')
  expect(await titles(page)).toEqual(['Et', 'To', 'Tredje', 'Fire'])
  // What was added goes again as long as nobody has written in it.
  await page.getByRole('button', { name: 'Tilføj afsnit' }).press('Enter')
  await page.locator('dialog[open]').getByRole('textbox').fill('Femte')
  await page.locator('dialog[open]').getByRole('textbox').press('Enter')
  await row(page, 'Femte').waitFor()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await row(page, 'Femte').press('Control+z')
  await untilTitles(page, ['Et', 'To', 'Tredje', 'Fire'])
  await leave(karen)
})

test('E2E-123 what a colleague does is marked in words, and the focus stays on its section', async () => {
  const plan = await stage.plan('Plan, andre ordner', nested)
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  const section = (title: string) => plan.sections.find((one) => one.title === title)?.id
  const colleague = await stage.signIn('karen-vestergaard')
  const does = (mutation: string, variables: Readonly<Record<string, unknown>>) =>
    graphql(colleague, mutation, { plan: plan.id, ...variables })
  await row(page, 'Job').focus()
  // The section with the focus goes under another one.
  await does('mutation ($plan: ID!, $section: ID!, $after: ID) { moveSection(plan: $plan, section: $section, after: $after) { id } }', {
    section: section('Job'),
    after: section('Opfølgning'),
  })
  await untilTitles(page, ['Forord', 'Mål', 'Uddannelse', 'Opfølgning', 'Job'])
  await focused(page, 'Job')
  await sees(row(page, 'Job').locator('.row-news'), 'flyttet')
  await page
    .locator('.side.left [role="status"]')
    .filter({ hasText: 'Indholdet er imens ændret: »Job« er flyttet.' })
    .waitFor({ state: 'attached' })
  await does('mutation ($plan: ID!, $section: ID!) { renameSection(plan: $plan, section: $section, from: "Mål", to: "Målene") { id } }', {
    section: section('Mål'),
  })
  await sees(row(page, 'Målene').locator('.row-news'), 'omdøbt')
  await focused(page, 'Job')
  await shoot(page, 'outline-news')
  // While one renames in its place, the others may move it: what is written stays.
  await row(page, 'Uddannelse').press('F2')
  await field(page).fill('Uddannelse til alle')
  await does('mutation ($plan: ID!, $section: ID!, $after: ID) { moveSection(plan: $plan, section: $section, after: $after) { id } }', {
    section: section('Opfølgning'),
    after: null,
  })
  await page.waitForFunction(() => document.querySelector('.side.left [role="treeitem"]')?.children[2]?.textContent === 'Opfølgning')
  expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true)
  await field(page).press('Enter')
  await untilTitles(page, ['Opfølgning', 'Job', 'Forord', 'Målene', 'Uddannelse til alle'])
  // The section that has the focus goes to the bin: the focus is on what stands in its place.
  await row(page, 'Forord').focus()
  await does('mutation ($plan: ID!, $section: ID!) { binSection(plan: $plan, section: $section) { id } }', { section: section('Forord') })
  await focused(page, 'Målene')
  await leave(karen)
})

test('E2E-124 filtered by owner: its sections with what stands above them; moving waits, and says so; axe finds nothing', async () => {
  const plan = await stage.plan('Plan med flere ejere', nested)
  const colleague = await stage.signIn('karen-vestergaard')
  for (const title of ['Uddannelse', 'Opfølgning'])
    await graphql(
      colleague,
      'mutation ($plan: ID!, $section: ID!) { assignSection(plan: $plan, section: $section, owner: "social-og-sundhed", invited: []) { id } }',
      { plan: plan.id, section: plan.sections.find((one) => one.title === title)?.id },
    )
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  const filter = page.locator('.side.left').getByRole('combobox', { name: 'Vis afsnit fra' })
  await filter.selectOption({ label: 'Social og Sundhed' })
  await page.waitForFunction(() => document.querySelectorAll('.side.left [role="treeitem"]').length === 3)
  expect(await rows(page).evaluateAll((all) => all.map((one) => [one.className, one.children[2]?.textContent]))).toEqual([
    ['aside', 'Mål, hører til en anden forvaltning'],
    ['', 'Uddannelse'],
    ['', 'Opfølgning'],
  ])
  await sees(page.locator('.side.left .outline-filter'), '2 af 5 afsnit')
  await row(page, 'Opfølgning').press('Alt+ArrowUp')
  await sees(page.locator('.side.left .outline-foot'), 'Afsnit kan ikke flyttes, mens kun nogle af dem vises.')
  const at = await centre(row(page, 'Opfølgning'))
  await row(page, 'Uddannelse').press('ArrowDown')
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x, at.y - 20)
  await page.mouse.up()
  expect(await page.locator('.drop-line').count()).toBe(0)
  await shoot(page, 'outline-filter')
  expect(await findings(page, 'outline filtered')).toEqual([])
  await page.reload()
  await sees(page.locator('.side.left .outline-filter'), '2 af 5 afsnit')
  await filter.selectOption({ label: 'Alle forvaltninger' })
  await untilTitles(page, ['Forord', 'Mål', 'Job', 'Uddannelse', 'Opfølgning'])
  expect(new URL(page.url()).search).toBe('')
  await row(page, 'Uddannelse').press('F2')
  await field(page).waitFor()
  expect(await findings(page, 'renaming')).toEqual([])
  await leave(karen)
})
