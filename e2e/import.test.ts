import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { wordsOf } from '@samplan/shared/import/correct'
import { pdfOf, zipBomb } from '@samplan/server/import/testFiles'
import type { Piece } from '@samplan/shared/import/draft'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { importText, sampleDraft, sampleImport, sampleText } from './importSample.ts'
import { sectionOf, stationNow, takeStep, untilAllSent, untilSave, untilText, writeIn } from './planText.ts'
import { hasRealPlans } from './realPlan.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

const row = (page: Page, piece: string) => page.locator(`[data-row="${piece}"]`)
const part = (page: Page, piece: string, name: string) =>
  row(page, piece).locator(
    `select[data-part="${name}"], input[data-part="${name}"], textarea[data-part="${name}"], button[data-part="${name}"]`,
  )
const kept = (page: Page) => sees(page.locator('.sticky-foot [role="status"]'), 'Dine rettelser er husket.')
const previewed = (page: Page) => sees(page.locator('h1'), 'Passer det?')
const openKaren = (path: string) => openAs(stage.browser, stage.product, 'karen-vestergaard', path)
const plansNow = async () => {
  const { plans } = await graphql<{ plans: { nodes: readonly { title: string }[] } }>(
    await stage.signIn('karen-vestergaard'),
    '{ plans { nodes { title } } }',
  )
  return plans.nodes.map(({ title }) => title)
}

/** Resolves when the focus is there: where a correction leads it is part of what is tested. */
async function focused(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
}

const roskilde = fileURLToPath(new URL('../../shared/plans/roskilde-2023.txt', import.meta.url))

test('E2E-110 a plan goes from file to a plan that two people write in, with a measured goal, sent and adopted', async () => {
  const karen = await openKaren('/')
  const { page } = karen
  const before = await plansNow()
  await page.getByRole('link', { name: 'Hent en plan ind' }).click()
  await sees(page.locator('h1'), 'Hent en plan ind')
  await page
    .locator('input[type="file"]')
    .setInputFiles(
      hasRealPlans
        ? { name: 'plan-2023.txt', mimeType: 'text/plain', buffer: readFileSync(roskilde) }
        : { name: 'plan-2027.txt', mimeType: 'text/plain', buffer: Buffer.from(sampleText) },
    )
  await previewed(page)
  await sees(page.locator('.intro'), /Samplan fandt \d+ afsnit, .*Intet er oprettet endnu\./)
  await shoot(page, 'import-found')
  expect(await plansNow()).toEqual(before)
  await page.getByRole('button', { name: 'Gå videre til at oprette planen' }).click()
  await sees(page.locator('h1'), 'Opret planen')
  await page.getByRole('textbox', { name: 'Planens navn' }).fill('Hentet beskæftigelsesplan')
  await page.getByRole('textbox', { name: 'Periode' }).fill('2023')
  await page.getByRole('button', { name: 'Opret planen som kladde' }).click()
  await page.waitForURL(/\/plan\/[^/]+$/)
  const path = new URL(page.url()).pathname

  // Two people write in it at once.
  await page.locator('[data-section] .section-body[role="group"]').first().waitFor()
  const sections = await page
    .locator('[data-section]')
    .evaluateAll((all) =>
      all
        .filter((one) => one.querySelector('.section-text > p'))
        .map(
          (one) =>
            [
              one.getAttribute('data-section') ?? '',
              [...(one.querySelector('.section-text')?.children ?? [])].findIndex(({ tagName }) => tagName === 'P'),
            ] as const,
        ),
    )
  const [section, block] = sections[0] ?? ['', 0]
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', path)
  await sectionOf(mads.page, section).locator('.section-body[role="group"]').waitFor()
  await Promise.all([writeIn(page, section, block), writeIn(mads.page, section, block)])
  await mads.page.keyboard.press('Home')
  await Promise.all([page.keyboard.type(' Karen skriver her.'), mads.page.keyboard.type('Mads skriver her. ')])
  for (const each of [page, mads.page]) {
    await untilText(each, section, ['Karen skriver her.', 'Mads skriver her.'])
    await untilAllSent(each)
  }

  // A goal that came with the plan gets a measurement.
  await page.goto(`${stage.product.address}${path}/maal`)
  const goal = page.locator('.ledger .say a').first()
  await goal.click()
  const form = page.getByRole('form', { name: /Ny måling/ }).first()
  await form.getByRole('textbox', { name: /^Periode/ }).fill('december 2022')
  await form.getByRole('textbox', { name: /^Værdi/ }).fill('50')
  await form.getByRole('textbox', { name: /^Kilde/ }).fill('Jobindsats.dk')
  await form.getByRole('button', { name: 'Gem måling' }).click()
  await sees(page.locator('.measurements'), 'Jobindsats.dk')

  await page.goto(`${stage.product.address}${path}`)
  await takeStep(page, /^Send til udvalg/, /^Send til udvalg/)
  await untilSave(mads.page, 'locked')
  const birgit = await openAs(stage.browser, stage.product, 'birgit-stenholt', path)
  await takeStep(birgit.page, /^Send videre/, /^Send videre/)
  const lone = await openAs(stage.browser, stage.product, 'lone-krogsgaard', path)
  await sees(stationNow(lone.page), 'Byråd')
  await takeStep(lone.page, /vedtagelsen/, /vedtagelsen/)
  for (const each of [page, mads.page, birgit.page, lone.page]) await sees(stationNow(each), 'Vedtaget')
  await untilText(lone.page, section, ['Karen skriver her.', 'Mads skriver her.'])
  // The import is gone with the plan that it became.
  await page.goto(`${stage.product.address}/hent-plan`)
  await sees(page.locator('h1'), 'Hent en plan ind')
  expect(await page.getByRole('heading', { name: 'Påbegyndt' }).count()).toBe(0)
  await leave(karen, mads, birgit, lone)
})

test('E2E-111 the preview with the keyboard alone: a doubt, no heading, join, split, undo, no goal, create', async () => {
  const who = await stage.signIn('karen-vestergaard')
  const { path, read } = await sampleImport(who)
  const karen = await openKaren(path)
  const { page } = karen
  const { keyboard } = page
  await previewed(page)
  await sees(page.locator('.intro'), '5 afsnit, 2 overordnede mål og 2 resultatmål i teksten. Tre steder er vi i tvivl.')

  // F8 leads to the field that the text left open; what stands there is no date yet.
  await keyboard.press('F8')
  await focused(page, '[data-row="p16"] input[data-part="baselineDate"]')
  await sees(row(page, 'p16'), 'Teksten siger kun »juli«.')
  await sees(row(page, 'p16').locator('.error'), 'Skriv måned og år')
  // Its lines are shown and named on the left.
  await page.locator('.line.chosen[data-line="22"]').waitFor()
  await shoot(page, 'import-doubt')
  await part(page, 'p16', 'baselineDate').fill('juli 2026')
  await keyboard.press('Enter')
  await sees(page.locator('.sticky-foot'), 'To tvivlsspørgsmål.')

  // The next one: no heading, but text. Said with its select.
  await keyboard.press('F8')
  await focused(page, '[data-row="p17"] select[data-part="kind"]')
  await part(page, 'p17', 'kind').selectOption('text')
  await sees(page.locator('.intro'), '4 afsnit')
  await focused(page, '[data-row="p17"] select[data-part="kind"]')

  // Text that follows it is joined with it, then parted again where the caret is.
  await keyboard.press('Tab')
  await keyboard.press('ArrowDown')
  await focused(page, '[data-row="p18"] button[data-part="name"]')
  await keyboard.press('Enter')
  const join = row(page, 'p18').getByRole('button', { name: 'Læg sammen med stykket ovenfor' })
  await join.press('Enter')
  await focused(page, '[data-row="p17"] textarea[data-part="words"]')
  expect(await part(page, 'p17', 'words').inputValue()).toBe('Det følger vi Hvert kvartal ser vi på tallene. Vi spørger også borgerne.')
  await keyboard.press('Control+Home')
  for (let at = 0; at < 'Det følger vi Hvert kvartal ser vi på tallene. Vi '.length; at++) await keyboard.press('ArrowRight')
  await keyboard.press('Control+Enter')
  await focused(page, '[data-row="p17.2"] select[data-part="kind"]')
  await sees(row(page, 'p17.2').locator('.name'), 'spørger også borgerne.')
  // Not there: undone, and parted elsewhere.
  await keyboard.press('Control+z')
  await row(page, 'p17.2').waitFor({ state: 'detached' })
  await keyboard.press('Control+z')
  await sees(row(page, 'p18').locator('.name'), 'Hvert kvartal ser vi på tallene.')
  await keyboard.press('Control+Shift+z')
  await row(page, 'p18').waitFor({ state: 'detached' })

  // No goal: it is text then. Its lines lead to it from the left.
  const line = page.locator('.line[data-line="11"]')
  await line.press('Enter')
  await focused(page, '[data-row="p8"] button[data-part="name"]')
  await part(page, 'p8', 'kind').selectOption('text')
  await sees(page.locator('.intro'), '1 resultatmål')
  await keyboard.press('Control+z')
  await sees(page.locator('.intro'), '2 resultatmål')
  await focused(page, '[data-row="p8"] button[data-part="name"]')

  // Text that is a goal after all is read as one.
  await part(page, 'p8', 'kind').selectOption('text')
  await part(page, 'p8', 'kind').selectOption('resultGoal')
  await sees(row(page, 'p8'), /mindst 60\s%/)

  // The last doubt is right as it is.
  await keyboard.press('F8')
  await focused(page, '[data-row="p19"] [data-part="settle"]')
  await keyboard.press('Enter')
  await sees(page.locator('.sticky-foot'), 'Ingen tvivl tilbage.')
  await kept(page)

  const { draft } = await read()
  const words = (pieces: readonly Piece[]) => pieces.flatMap((piece) => wordsOf(piece).split(/\s+/)).toSorted()
  expect(words(draft?.pieces ?? [])).toEqual(words(sampleDraft().pieces))

  await page.getByRole('button', { name: 'Gå videre til at oprette planen' }).press('Enter')
  await sees(page.locator('h1'), 'Opret planen')
  expect(await page.getByRole('textbox', { name: 'Planens navn' }).inputValue()).toBe('Beskæftigelsesplan 2027')
  await shoot(page, 'import-create')
  await page.getByRole('textbox', { name: 'Planens navn' }).fill('Plan hentet uden mus')
  await page.getByRole('button', { name: 'Opret planen som kladde' }).press('Enter')
  await page.waitForURL(/\/plan\/[^/]+$/)
  await sees(page.locator('article'), 'Det følger vi Hvert kvartal ser vi på tallene. Vi spørger også borgerne.')
  await sees(page.locator('article .goal'), /juli 2026/)
  await leave(karen)
})

test('E2E-112 an interrupted import is found again after signing out and in, by its person alone, with the corrections', async () => {
  const who = await stage.signIn('karen-vestergaard')
  const { path, id } = await sampleImport(who)
  const karen = await openKaren(path)
  const { page } = karen
  await previewed(page)
  await part(page, 'plan', 'name').click()
  await part(page, 'plan', 'name').press('Enter')
  await part(page, 'plan', 'title').fill('Planen, der blev afbrudt')
  await part(page, 'plan', 'title').press('Enter')
  await kept(page)
  await page.getByRole('button', { name: /konto/ }).click()
  await page.getByText('Vælg en anden person').click()
  await page.waitForURL(/log-ind/)

  const again = await openKaren('/hent-plan')
  await sees(again.page.locator('main'), 'Påbegyndt')
  await shoot(again.page, 'import-choose')
  await again.page.getByRole('link', { name: /^Fortsæt/ }).click()
  await previewed(again.page)
  await sees(row(again.page, 'plan'), 'Planen, der blev afbrudt')
  // Nobody else sees it, not even the administrator.
  const pia = await openAs(stage.browser, stage.product, 'pia-munkesoe', path)
  await sees(pia.page.locator('h1'), 'Teksten er her ikke længere')
  await again.page.goto(`${stage.product.address}/hent-plan`)
  await again.page.getByRole('button', { name: /^Slet/ }).click()
  await sees(again.page.locator('.toasts'), 'plan.txt er slettet.')
  await again.page.goto(`${stage.product.address}/hent-plan/${id}`)
  await sees(again.page.locator('h1'), 'Teksten er her ikke længere')
  await leave(karen, again, pia)
})

test('E2E-113 bad files are told in words, nothing is made of them, and the server goes on', async () => {
  const before = await plansNow()
  const karen = await openKaren('/hent-plan')
  const { page } = karen
  const input = page.locator('input[type="file"]')
  const said = page.locator('.drop-zone [role="alert"]')
  const send = (name: string, buffer: Buffer) => input.setInputFiles({ name, mimeType: '', buffer })
  await send('plan.exe', Buffer.from('MZ'))
  await sees(said, 'hverken PDF, Word (DOCX) eller ren tekst')
  await send('tom.txt', Buffer.from(''))
  await sees(said, 'Der er ingen tekst i filen')
  for (const [name, bytes, words] of [
    [
      'billede.txt',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 255, 254, 0]),
      'hverken PDF, Word (DOCX) eller ren tekst',
    ],
    ['hul.pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer'), 'beskadiget'],
    ['laast.pdf', Buffer.from(await pdfOf((pdf) => void pdf.text('Hemmelig plan'), { userPassword: 'x' })), 'beskyttet med adgangskode'],
    ['scannet.pdf', Buffer.from(await pdfOf((pdf) => void pdf.rect(60, 60, 300, 300).fill('black'))), 'billeder uden tekst'],
    ['bombe.docx', Buffer.from(zipBomb(160)), 'fylder for meget'],
    ['snak.txt', Buffer.from('vi ses i morgen, og så snakker vi videre.'), 'hverken afsnit eller mål'],
  ] as const) {
    await send(name, bytes)
    await sees(page.locator('h1'), 'Teksten kunne ikke læses')
    await sees(page.getByRole('alert'), words)
    if (name === 'bombe.docx') await shoot(page, 'import-failed')
    await page.getByRole('button', { name: 'Vælg en anden tekst' }).click()
    await sees(page.locator('h1'), 'Hent en plan ind')
  }
  expect(await page.getByRole('heading', { name: 'Påbegyndt' }).count()).toBe(0)
  expect(await plansNow()).toEqual(before)
  // Whoever may not create a plan is told so.
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', '/')
  await sees(mads.page.locator('main'), 'Planer i')
  expect(await mads.page.getByRole('link', { name: 'Hent en plan ind' }).count()).toBe(0)
  await mads.page.goto(`${stage.product.address}/hent-plan`)
  await sees(mads.page.locator('main'), 'Planer hentes ind af administratoren')
  await leave(karen, mads)
})

test('E2E-114 a text is dropped on the page, or pasted with its markup', async () => {
  const karen = await openKaren('/hent-plan')
  const { page } = karen
  const zone = page.locator('.drop-zone')
  const files = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'trukket.txt', { type: 'text/plain' }))
    return data
  }, sampleText)
  await zone.dispatchEvent('dragenter', { dataTransfer: files })
  await sees(zone, 'Slip filen her')
  await zone.dispatchEvent('drop', { dataTransfer: files })
  await previewed(page)
  await sees(page.locator('.import .l'), 'trukket.txt')

  await page.goto(`${stage.product.address}/hent-plan`)
  const field = page.getByRole('textbox', { name: 'Indsæt planens tekst' })
  await field.evaluate((element) => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      '<h1>Indledning</h1><p>Flere skal i <b>arbejde</b>.</p><h2>Indsatser</h2><ul><li>Samtaler</li><li>Løntimer</li></ul>',
    )
    data.setData('text/plain', 'Indledning\nFlere skal i arbejde.')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await sees(page.locator('main'), 'Overskrifter, lister og tabeller er med.')
  await page.getByRole('button', { name: 'Læs teksten' }).click()
  await previewed(page)
  await sees(page.locator('.import .l'), 'Indsat tekst')
  await sees(page.locator('.finds'), 'Indledning')
  await leave(karen)
})

test('E2E-115 corrections of two tabs do not overwrite each other: the second is told, and loads the newest', async () => {
  const who = await stage.signIn('karen-vestergaard')
  const { path, keep } = await sampleImport(who)
  const karen = await openKaren(path)
  const { page } = karen
  await previewed(page)
  await keep({ ...sampleDraft(), title: 'Rettet i den anden fane' })
  await part(page, 'p2', 'kind').selectOption('leftOut')
  const told = page.getByRole('alert').filter({ hasText: 'rettet i en anden fane' })
  await told.waitFor()
  await told.getByRole('button', { name: 'Hent den nyeste' }).click()
  await sees(row(page, 'plan'), 'Rettet i den anden fane')
  await part(page, 'p2', 'kind').selectOption('section2')
  await kept(page)
  await leave(karen)
})

test('E2E-116 axe finds nothing on the pages of an import, in either theme', async () => {
  const who = await stage.signIn('karen-vestergaard')
  const { path } = await sampleImport(who)
  const karen = await openKaren('/hent-plan')
  const { page } = karen
  await sees(page.locator('main'), 'Påbegyndt')
  const found = [...(await findings(page, 'choose'))]
  await page.goto(`${stage.product.address}${path}`)
  await previewed(page)
  await part(page, 'p16', 'name').click()
  await part(page, 'p16', 'name').press('Enter')
  await part(page, 'p16', 'baselineDate').waitFor()
  await row(page, 'fold-p18').getByRole('button').first().click()
  found.push(...(await findings(page, 'preview')))
  await page.getByRole('button', { name: 'Gå videre til at oprette planen' }).click()
  await sees(page.locator('h1'), 'Opret planen')
  await page.getByRole('textbox', { name: 'Planens navn' }).fill('')
  await page.getByRole('button', { name: 'Opret planen som kladde' }).click()
  await sees(page.locator('.error'), 'Giv planen et navn')
  found.push(...(await findings(page, 'create')))
  expect(found).toEqual([])
  await leave(karen)
})

test('E2E-117 a long plan is looked through: 300 sections and 2,000 lines', async () => {
  const text = Array.from({ length: 300 }, (_, at) =>
    [`Afsnit ${at + 1}`, '', 'Første linje om det, vi vil.', 'Anden linje om det samme.', 'Tredje linje.', 'Fjerde linje.', ''].join('\n'),
  ).join('\n')
  const pieces = Array.from({ length: 300 }, (_, at): readonly Piece[] => {
    const from = at * 7 + 1
    return [
      {
        id: `s${at}`,
        span: { from, to: from },
        doubts: at === 299 ? [{ code: 'heading', words: null }] : [],
        kind: 'section',
        level: 1,
        title: `Afsnit ${at + 1}`,
      },
      {
        id: `t${at}`,
        span: { from: from + 1, to: from + 5 },
        doubts: [],
        kind: 'text',
        block: { type: 'paragraph', content: [{ type: 'text', text: 'Første linje om det, vi vil.' }] },
      },
    ]
  }).flat()
  const who = await stage.signIn('karen-vestergaard')
  const made = await importText(who, text, 'lang.txt')
  await made.keep({ title: 'Lang plan', period: '2027', doubts: [], pieces })
  const karen = await openKaren(`/hent-plan/${made.id}`)
  const { page } = karen
  await previewed(page)
  await sees(page.locator('.intro'), '300 afsnit')
  await page.keyboard.press('F8')
  await focused(page, '[data-row="s299"] select[data-part="kind"]')
  // The last lines came into view on the left, the last piece on the right.
  const isSeen = (selector: string) =>
    page.waitForFunction((wanted) => {
      const box = document.querySelector(wanted)?.getBoundingClientRect()
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight
    }, selector)
  await isSeen('[data-line="2094"]')
  await isSeen('[data-row="s299"] select')
  await part(page, 's299', 'kind').selectOption('section2')
  await kept(page)
  await page.keyboard.press('Control+z')
  await sees(page.locator('.sticky-foot'), 'Ét tvivlsspørgsmål.')
  await leave(karen)
})

test('E2E-118 a long reading tells its pages, and is cancelled', async () => {
  const long = await pdfOf((pdf) => {
    for (let at = 1; at <= 900; at++) {
      if (at > 1) pdf.addPage()
      for (let line = 0; line < 12; line++) pdf.text(`Side ${at}, linje ${line}: det gør vi i kommunen.`)
    }
  })
  const karen = await openKaren('/hent-plan')
  const { page } = karen
  await page.locator('input[type="file"]').setInputFiles({ name: 'lang.pdf', mimeType: 'application/pdf', buffer: Buffer.from(long) })
  await sees(page.locator('h1'), 'Læser teksten')
  await sees(page.locator('main'), /Side \d+ af 900/)
  const id = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Annuller' }).click()
  await sees(page.locator('h1'), 'Hent en plan ind')
  await page.goto(`${stage.product.address}${id}`)
  await sees(page.locator('h1'), 'Teksten er her ikke længere')
  await leave(karen)
})
