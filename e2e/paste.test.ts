import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { goal, indicator, p } from '@samplan/server/demo/write'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { sectionOf, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

/** Pastes where the caret is, as a browser does it: the page itself decides what becomes of it. */
async function paste(page: Page, section: string, data: Readonly<Record<string, string>>): Promise<void> {
  await sectionOf(page, section)
    .getByRole('textbox')
    .evaluate((editor, kinds) => {
      const clipboardData = new DataTransfer()
      for (const [kind, value] of Object.entries(kinds)) clipboardData.setData(kind, value)
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, data)
}

/** The blocks as the server has them, without what only gives lines and columns their size. */
async function storedBlocks(plan: string): Promise<readonly string[]> {
  const answer = await graphql<{ plan: { sections: { blocks: string[] }[] } }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { plan(id: $plan) { sections { blocks } } }',
    { plan },
  )
  return (answer.plan.sections[0]?.blocks ?? []).map((html) =>
    html
      .replace(/<colgroup>.*?<\/colgroup>/g, '')
      .replace(/ (?:style="[^"]*"|colspan="1"|rowspan="1"|rel="[^"]*")/g, '')
      .replace(/<br class="ProseMirror-trailingBreak">/g, ''),
  )
}

const html = `<html><head><meta charset="utf-8"><title>Notat</title><style>p { color: red; position: fixed }</style></head><body>
<h1 style="font-size: 40px">Om fleksjob</h1>
<p class="MsoNormal" style="color: red" onclick="alert(1)">Der er <b>mange</b> timer, og <i>flere</i> <span style="font-size: 30px">kommer</span>.
 Se <a href="https://fjordby.example/tal" target="_blank" onclick="alert(1)">tallene</a>
 og <a href="javascript:alert(1)">det andet</a>.</p>
<script>window.pasted = true</script>
<img src="x" onerror="window.pasted = true">
<h4>Sådan gør vi</h4>
<ul><li>Vi spørger<ul><li>borgeren</li><li>virksomheden</li></ul></li><li>Vi aftaler</li></ul>
<ol start="3"><li>Timer</li><li>Løn</li></ol>
<table border="1" width="500"><tr><th>År</th><th>Timer</th></tr><tr><td>2026</td><td colspan="1"><b>12</b></td></tr></table>
<blockquote>Jeg vil gerne mere.</blockquote>
<iframe src="https://fjordby.example/"></iframe>
</body></html>`

test('E2E-95 pasted text and simple HTML keep their meaning and nothing else, here, for others and on the server', async () => {
  const plan = await stage.plan('Plan med indsat tekst', [{ title: 'Notat', level: 1, content: [p('Først.'), p('Sidst.')] }])
  const section = plan.sections[0]?.id ?? ''
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  await writeIn(karen.page, section)
  await karen.page.keyboard.press('Enter')
  await paste(karen.page, section, { 'text/html': html, 'text/plain': 'Om fleksjob' })
  await untilText(mads.page, section, ['Om fleksjob', 'Jeg vil gerne mere.', 'Sidst.'])
  await untilAllSent(karen.page)
  await shoot(karen.page, 'pasted')
  for (const { page } of [karen, mads]) {
    const text = textOf(page, section)
    // Sub-headings stand below the section's own heading, which is an h2.
    expect(await text.locator('h3').allInnerTexts()).toEqual(['Om fleksjob'])
    expect(await text.locator('h4').allInnerTexts()).toEqual(['Sådan gør vi'])
    expect(await text.locator('strong').allInnerTexts()).toEqual(['mange', '12'])
    expect(await text.locator('em').allInnerTexts()).toEqual(['flere'])
    expect(await text.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://fjordby.example/tal',
    ])
    expect(await text.locator('ul ul li').allInnerTexts()).toEqual(['borgeren', 'virksomheden'])
    expect(await text.locator('ol[start="3"] li').allInnerTexts()).toEqual(['Timer', 'Løn'])
    expect(await text.locator('th, td').allInnerTexts()).toEqual(['År', 'Timer', '2026', '12'])
    await sees(text.locator('blockquote'), 'Jeg vil gerne mere.')
    expect(
      await text.locator('script, style, img:not(.ProseMirror-separator), iframe, [onclick], [class^=Mso], [style*=color]').count(),
    ).toBe(0)
    expect(await page.evaluate(() => 'pasted' in window)).toBe(false)
  }
  expect(await storedBlocks(plan.id)).toEqual([
    '<p>Først.</p>',
    '<h3 data-depth="1">Om fleksjob</h3>',
    '<p>Der er <strong>mange</strong> timer, og <em>flere</em> kommer. Se <a href="https://fjordby.example/tal">tallene</a> og det andet.</p>',
    '<h4 data-depth="2">Sådan gør vi</h4>',
    '<ul><li><p>Vi spørger</p><ul><li><p>borgeren</p></li><li><p>virksomheden</p></li></ul></li><li><p>Vi aftaler</p></li></ul>',
    '<ol start="3"><li><p>Timer</p></li><li><p>Løn</p></li></ol>',
    '<div class="tableWrapper"><table><tbody><tr><th><p>År</p></th><th><p>Timer</p></th></tr><tr><td><p>2026</p></td><td><p><strong>12</strong></p></td></tr></tbody></table></div>',
    '<blockquote><p>Jeg vil gerne mere.</p></blockquote>',
    '<p>Sidst.</p>',
  ])
  await leave(mads)
  await karen.context.close()
  // Chromium says this of every HTML that is parsed with such attributes, also in a document that is never shown.
  expect(karen.complaints.filter((complaint) => !complaint.startsWith('Executing inline event handler violates'))).toEqual([])
})

test('E2E-99 pasted plain text becomes paragraphs, and is never read as HTML', async () => {
  const plan = await stage.plan('Plan med ren tekst', [{ title: 'Notat', level: 1, content: [p('Først.'), p('Sidst.')] }])
  const section = plan.sections[0]?.id ?? ''
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  await writeIn(karen.page, section)
  await paste(karen.page, section, { 'text/plain': ' Et <b>ord</b> & flere.\n\nAndet afsnit.' })
  await untilText(mads.page, section, ['Først. Et <b>ord</b> & flere.', 'Andet afsnit.', 'Sidst.'])
  await untilAllSent(karen.page)
  expect(await storedBlocks(plan.id)).toEqual([
    '<p>Først. Et &lt;b&gt;ord&lt;/b&gt; &amp; flere.</p>',
    '<p>Andet afsnit.</p>',
    '<p>Sidst.</p>',
  ])
  // One paste is one thing to take back.
  await karen.page.keyboard.press('Control+z')
  await untilText(mads.page, section, ['Først.', 'Sidst.'], ['Andet afsnit.', 'flere'])
  await leave(karen, mads)
})

/** Puts it on the browser's clipboard as a program does, and presses the keys for paste. */
async function pasteFromClipboard(page: Page, section: string, data: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((kinds) => {
    const onCopy = (event: ClipboardEvent): void => {
      for (const [kind, value] of Object.entries(kinds)) event.clipboardData?.setData(kind, value)
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    addEventListener('copy', onCopy, { capture: true, once: true })
    document.execCommand('copy')
  }, data)
  await sectionOf(page, section).getByRole('textbox').press('Control+v')
}

const fixture = (name: string): Promise<string> => readFile(new URL(`../client/src/editor/fixtures/${name}.html`, import.meta.url), 'utf8')

test('E2E-130 what comes from Word and Excel over the clipboard keeps its headings, lists, tables and links, here, for others and after a reload', async () => {
  const plan = await stage.plan('Plan fra andre programmer', [
    { title: 'Fra Word', level: 1, content: [p('Først.')] },
    { title: 'Fra Excel', level: 1, content: [p('Tallene.')] },
  ])
  const [word = '', excel = ''] = plan.sections.map(({ id }) => id)
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'mads-thorup', `/plan/${plan.id}`),
  ])
  await writeIn(karen.page, word)
  await pasteFromClipboard(karen.page, word, { 'text/html': await fixture('word'), 'text/plain': 'fra Word' })
  await sees(karen.page.locator('.toast'), 'Et billede kom ikke med.')
  await writeIn(karen.page, excel)
  await pasteFromClipboard(karen.page, excel, { 'text/html': await fixture('excel'), 'text/plain': 'fra Excel' })
  await untilText(mads.page, word, ['Først.', 'Kontakt til den enkelte', 'Kilde: egen optælling.'])
  await untilText(mads.page, excel, ['Tallene.', 'Flere i job', 'Opgjort i <uge 40>'], ['gemt række'])
  await untilAllSent(karen.page)
  await shoot(karen.page, 'pasted-office')
  await mads.page.reload()
  await untilText(mads.page, word, ['Kilde: egen optælling.'])
  for (const { page } of [karen, mads]) {
    const text = textOf(page, word)
    expect(await text.locator('h3').allInnerTexts()).toEqual(['3 Vejen til hverdagen på job'])
    expect(await text.locator('h4').allInnerTexts()).toEqual(['Sådan følger vi op'])
    expect(await text.locator('ul ul li').allInnerTexts()).toEqual(['ved et besøg', 'på telefon'])
    expect(await text.locator('ol[start="4"] > li > ol > li').allInnerTexts()).toEqual(['med leder', 'med borger'])
    expect(await text.locator('a[href]').allInnerTexts()).toEqual(['timetallet'])
    expect(await text.locator('td[rowspan="2"]').allInnerTexts()).toEqual(['Havnen'])
    expect(await textOf(page, excel).locator('th').allInnerTexts()).toEqual(['Mål', 'Antal', 'Andel'])
    expect(await textOf(page, excel).locator('th[colspan="2"]').allInnerTexts()).toEqual(['Antal'])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
  await leave(karen, mads)
})

test('E2E-131 a whole plan that is pasted into a section is offered as a new plan to who may begin one, and is then gone from the section', async () => {
  const plan = await stage.plan('Plan, der fik en anden plan', [{ title: 'Forord', level: 1, content: [p('Først.')] }])
  const section = plan.sections[0]?.id ?? ''
  const path = `/plan/${plan.id}`
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  const whole = Array.from({ length: 7 }, (_, at) => `<h2>Kapitel ${at + 1}</h2><p>Vi følger op hvert år.</p>`).join('')
  // Who may not begin a plan pastes as ever.
  await writeIn(mads.page, section)
  await pasteFromClipboard(mads.page, section, { 'text/html': whole, 'text/plain': 'kapitler' })
  await untilText(karen.page, section, ['Kapitel 7'])
  await mads.page.keyboard.press('Control+z')
  await untilText(karen.page, section, ['Først.'], ['Kapitel'])
  expect(await mads.page.locator('.paste-offer').count()).toBe(0)

  await writeIn(karen.page, section)
  const before = await textOf(karen.page, section).locator('> *').first().boundingBox()
  await pasteFromClipboard(karen.page, section, { 'text/html': whole, 'text/plain': 'kapitler' })
  const offer = karen.page.locator('.paste-offer .banner')
  await sees(offer, 'Det ligner en hel plan.')
  // It takes no place: nothing moves under the hand.
  await karen.page.keyboard.press('Control+Home')
  expect((await textOf(karen.page, section).locator('> *').first().boundingBox())?.height).toBe(before?.height)
  await shoot(karen.page, 'paste-offer')
  expect(await findings(karen.page, 'paste offer')).toEqual([])
  await untilText(mads.page, section, ['Kapitel 7'])
  await offer.getByRole('button', { name: 'Hent den ind som ny plan' }).press('Enter')
  await karen.page.waitForURL(/\/hent-plan\/[^/]+$/)
  await untilText(mads.page, section, ['Først.'], ['Kapitel'])
  const answer = await karen.context.request.get(`${stage.product.address}/api/imports`)
  const { imports } = (await answer.json()) as { readonly imports: readonly { readonly id: string }[] }
  expect(imports.map(({ id }) => id)).toEqual([karen.page.url().split('/').at(-1)])
  await leave(karen, mads)
})

test('E2E-96 two people in one field of a goal: the flag names who is in it, and the later commit wins', async () => {
  const plan = await stage.plan('Plan, hvor to retter et mål', [
    {
      title: 'Mål',
      level: 1,
      content: [
        p('Målene.'),
        goal({ id: 'g', level: 'result' }, 'Ledigheden skal være højst 11 %.', [
          indicator({ id: 'i', targetKind: 'share', operator: 'atMost', target: '11', unit: '%' }),
        ]),
      ],
    },
  ])
  const section = plan.sections[0]?.id ?? ''
  const path = `/plan/${plan.id}`
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  const goalOf = (page: Page) => sectionOf(page, section).locator('.goal')
  const target = (page: Page) => goalOf(page).getByRole('textbox', { name: 'Mål', exact: true })
  for (const { page } of [karen, mads]) {
    await writeIn(page, section)
    await goalOf(page)
      .getByRole('button', { name: /^Rediger/ })
      .click()
    await target(page).focus()
  }
  const here = (page: Page) => goalOf(page).locator('.field.other-here')
  await sees(here(karen.page), /^Mål.*Mads/)
  await sees(here(mads.page), /^Mål.*Karen/)
  expect(await here(karen.page).count()).toBe(1)
  expect(await target(karen.page).getAttribute('aria-describedby')).toMatch(/-here$/)
  await shoot(karen.page, 'goal-field-shared')
  // Karen is first, with what Mads sees only when he has left off writing his own.
  await target(mads.page).fill('9')
  await target(karen.page).fill('10')
  await target(karen.page).press('Enter')
  await sees(goalOf(mads.page).locator('.goal-indicator'), /10\s%/)
  expect(await target(mads.page).inputValue()).toBe('9')
  await target(mads.page).press('Enter')
  for (const { page } of [karen, mads]) await sees(goalOf(page).locator('.goal-indicator'), /(?<!\d)9\s%/)
  await karen.page.waitForFunction(() => document.querySelector<HTMLInputElement>('.goal-form input[id$="-target"]')?.value === '9')
  await target(karen.page).fill('8')
  await target(karen.page).press('Enter')
  for (const { page } of [karen, mads]) await sees(goalOf(page).locator('.goal-indicator'), /(?<!\d)8\s%/)
  // Whoever leaves the field takes the flag away.
  await goalOf(mads.page).getByRole('button', { name: 'Færdig' }).click()
  await here(karen.page).waitFor({ state: 'detached' })
  await untilAllSent(karen.page)
  // The goals follow the text a moment later.
  await mads.page.goto(`${stage.product.address}${path}/maal`)
  await sees(mads.page.locator('.ledger li'), /(?<!\d)8\s%/)
  const { goals } = await graphql<{ goals: { nodes: { indicators: { target: string | null }[] }[] } }>(
    await stage.signIn('karen-vestergaard'),
    'query ($plan: ID!) { goals(plan: $plan) { nodes { indicators { target } } } }',
    { plan: plan.id },
  )
  expect(goals.nodes.map(({ indicators }) => indicators)).toEqual([[{ target: '8' }]])
  await leave(karen, mads)
})
