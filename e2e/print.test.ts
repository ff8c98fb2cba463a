import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { a, goal, h, indicator, p, table } from '@samplan/server/demo/write'
import { leave, narrow, openAs } from './actors.ts'
import { useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

/** The lines of the printed pages, from the first: what a person finds on paper. */
async function printed(page: Page): Promise<readonly (readonly string[])[]> {
  const data = new Uint8Array(await page.pdf({ preferCSSPageSize: true }))
  const reading = getDocument({ data, verbosity: 0 })
  const pdf = await reading.promise
  const pages: string[][] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const pieces = items.flatMap((item) =>
      'str' in item ? [{ text: item.str, left: Number(item.transform[4]), up: Number(item.transform[5]) }] : [],
    )
    const lines = Map.groupBy(pieces, ({ up }) => Math.round(up / 3))
    pages.push(
      [...lines]
        .toSorted(([above], [below]) => below - above)
        .map(([, own]) =>
          own
            .toSorted((one, other) => one.left - other.left)
            .map(({ text }) => text)
            .join(' ')
            .replaceAll(/\s+/g, ' ')
            .trim(),
        )
        .filter((line) => line !== ''),
    )
  }
  await reading.destroy()
  return pages
}

/** The page as the program draws it, beyond what came from the server. */
const drawn = async (page: Page): Promise<void> => {
  await page.locator('.print-facts').waitFor({ state: 'attached' })
  await page.locator('.plan-section .owner').last().waitFor()
}

const rows = Array.from({ length: 60 }, (_, row) => [
  `R${row + 1}`,
  'En tekst, der er så lang, at den står over flere linjer i sin celle, også når arket er bredt, og som derfor kunne blive delt af et sideskift midt i en række, hvor den ender smalt',
])

test('E2E-140 a draft prints as a document: title page, numbered sections, goals with their facts, whole rows, no interface', async () => {
  const plan = await stage.plan('Plan på papir', [
    { title: 'Forord', level: 1, content: [p('Læs mere hos ', a('https://styrelse.example/ledighed', 'styrelsen'), '.')] },
    { title: 'Mål', level: 1, content: [h(1, 'Det vil vi')] },
    {
      title: 'Flere i job',
      level: 2,
      content: [
        goal({ id: 'g1', level: 'result' }, 'Flere skal i job.', [
          indicator({
            id: 'i1',
            targetKind: 'share',
            indicator: 'Ledige',
            operator: 'atMost',
            target: '11',
            unit: '%',
            deadline: '2027-12',
          }),
        ]),
      ],
    },
    { title: 'Tal', level: 2, content: [table(['Nr.', 'Tekst'], rows)] },
    { title: 'Bilag', level: 1, content: [p('Sidste ord.')] },
  ])
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  await drawn(karen.page)
  const pages = await printed(karen.page)
  const [title = [], ...text] = pages
  expect(title.slice(0, 2)).toEqual(['Fjordby Kommune', 'Plan på papir'])
  const cover = title.join('\n')
  for (const said of ['Periode 2027', 'Jobcenter', 'Kladde.', 'Udskrevet']) expect(cover).toContain(said)
  expect(cover).not.toContain('Kontrolsum')

  const lines = text.flat()
  const headings = lines.filter((line) => /^\d(\.\d)* [A-ZÆØÅ]/.test(line))
  expect(headings).toEqual(expect.arrayContaining(['1 Forord', '2 Mål', '2.1 Flere i job', '2.2 Tal', '3 Bilag']))
  const all = lines.join('\n')
  for (const said of ['(https://styrelse.example/ledighed)', 'Flere skal i job.', 'højst 11 %', 'Sidste ord.', 'R60'])
    expect(all).toContain(said)
  expect(all).toMatch(/Kan ikke bedømmes|Ingen måling|Ikke målt|Mangler/)
  for (const never of ['Kladden er gemt', 'Gemt', 'Karen', 'Disposition', 'Send til', 'Spring'])
    expect(pages.flat().join('\n')).not.toContain(never)
  // Pages are counted, the first in silence; no heading ends a page, no row goes over to the next, and the table's head stands over its rows on each.
  expect(title.join('\n')).not.toMatch(/\d \/ \d/)
  for (const [at, page] of text.entries()) {
    expect(page.at(-1)).toBe(`${at + 2} / ${pages.length}`)
    expect(page.at(-2)).not.toMatch(/^\d(\.\d)? [A-ZÆØÅ]/)
    expect(page.find((line) => /bredt|smalt/.test(line)) ?? 'R').toMatch(/^R/)
    const row = page.findIndex((line) => /^R\d/.test(line))
    if (row >= 0) expect(page[row - 1]).toBe('Nr. Tekst')
  }

  // A telephone with a dark screen prints the same.
  const small = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`, { viewport: narrow, theme: 'dark' })
  await drawn(small.page)
  const again = await printed(small.page)
  expect(again.slice(1)).toEqual(text)
  await small.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const ink = await small.page
    .locator('article.plan p')
    .last()
    .evaluate((element) => getComputedStyle(element).color)
  const paper = await small.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect([ink, paper]).toEqual(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)'])
  await leave(karen, small)
})

test('E2E-141 a sent plan and its stored version print with their state and whole checksum', async () => {
  const { plans } = await graphql<{
    plans: { nodes: readonly { readonly id: string; readonly state: { readonly at: string; readonly version: string | null } }[] }
  }>(await stage.signIn('karen-vestergaard'), '{ plans { nodes { id state { at version } } } }')
  const sent = plans.nodes.find(({ state }) => state.at === 'body')
  const version = sent?.state.version ?? ''
  expect(version).toHaveLength(64)
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${sent?.id}`)
  await drawn(karen.page)
  const [cover = [], ...text] = await printed(karen.page)
  expect(cover.join('\n')).toMatch(/Status Til beslutning: .+\nVersion 1, sendt .+ af .+\nKontrolsum/)
  expect(cover.join('').replaceAll(' ', '')).toContain(version)
  await karen.page.goto(`${stage.product.address}/plan/${sent?.id}/version/${version}`)
  await drawn(karen.page)
  const [storedCover = [], ...stored] = await printed(karen.page)
  expect(storedCover.join('\n')).toContain('En gemt version af planen')
  expect(storedCover.join('').replaceAll(' ', '')).toContain(version)
  expect(stored.flat()[0]).toBe(text.flat()[0])
  expect(stored.flat()).toEqual(expect.arrayContaining(text.flat().filter((line) => /^\d(\.\d)* [A-ZÆØÅ]/.test(line))))
  await leave(karen)
})
