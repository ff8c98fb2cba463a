import { expect, test } from 'vitest'
import { wordsOf } from '@samplan/shared/import/correct'
import type { Piece } from '@samplan/shared/import/draft'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { focused, kept, part, previewed, row } from './importPage.ts'
import { importText } from './importByWire.ts'
import { sampleDraft, sampleImport } from './importSample.ts'
import { shoot, useStage } from './stage.ts'

const stage = useStage()

const openKaren = (path: string) => openAs(stage.browser, stage.product, 'karen-vestergaard', path)

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

test('E2E-119 a tab that is closed right after a correction, and in the middle of the next, keeps both', async () => {
  const who = await stage.signIn('karen-vestergaard')
  const { path, read } = await sampleImport(who)
  const karen = await openKaren(path)
  const { page } = karen
  await previewed(page)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await part(page, 'p2', 'kind').selectOption('leftOut')
  await part(page, 'plan', 'name').click()
  await part(page, 'plan', 'name').press('Enter')
  // A telephone puts the page away in the middle of a word.
  await part(page, 'plan', 'title').fill('Skrevet på en telefon')
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  await expect.poll(async () => (await read()).draft?.title).toBe('Skrevet på en telefon')
  await part(page, 'plan', 'title').and(page.locator(':focus')).waitFor()
  await part(page, 'plan', 'title').fill('Skrevet, mens fanen blev lukket')
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
  await expect.poll(async () => (await read()).draft?.title).toBe('Skrevet, mens fanen blev lukket')
  const { draft } = await read()
  expect(draft?.pieces.find(({ id }) => id === 'p2')?.kind).toBe('leftOut')
  expect(asked).toEqual([])
  await leave(karen)
})
