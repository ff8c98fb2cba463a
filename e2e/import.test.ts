import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { pdfOf, zipBomb } from '@samplan/server/import/testFiles'
import { leave, openAs, sees } from './actors.ts'
import { findings } from './axeFindings.ts'
import { previewed } from './importPage.ts'
import { sampleText } from './importSample.ts'
import { sectionOf, stationNow, takeStep, untilAllSent, untilSave, untilText, writeIn } from './planText.ts'
import { hasRealPlans } from './realPlan.ts'
import { shoot, useStage } from './stage.ts'
import { graphql } from './wire.ts'

const stage = useStage()

const openKaren = (path: string) => openAs(stage.browser, stage.product, 'karen-vestergaard', path)
const plansNow = async () => {
  const { plans } = await graphql<{ plans: { nodes: readonly { title: string }[] } }>(
    await stage.signIn('karen-vestergaard'),
    '{ plans { nodes { title } } }',
  )
  return plans.nodes.map(({ title }) => title)
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
    if (name === 'bombe.docx') {
      await shoot(page, 'import-failed')
      expect(await findings(page, 'failed')).toEqual([])
    }
    await page.getByRole('button', { name: 'Vælg en anden tekst' }).click()
    await sees(page.locator('h1'), 'Hent en plan ind')
  }
  expect(await page.getByRole('heading', { name: 'Påbegyndt' }).count()).toBe(0)
  // More than 20 MB is told before it is sent.
  const large = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'stor.pdf', { type: 'application/pdf' }))
    return data
  })
  await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: large })
  await sees(said, '»stor.pdf« fylder mere end 20 MB')
  expect(await page.locator('h1').textContent()).toBe('Hent en plan ind')
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
  // The page stays in its reading while axe looks: its next question gets no answer yet.
  const { promise: looked, resolve: look } = Promise.withResolvers<void>()
  await page.route('**/api/imports/*', async (route) => {
    await looked
    await route.continue()
  })
  expect(await findings(page, 'reading')).toEqual([])
  look()
  await page.getByRole('button', { name: 'Annuller' }).click()
  await sees(page.locator('h1'), 'Hent en plan ind')
  await page.goto(`${stage.product.address}${id}`)
  await sees(page.locator('h1'), 'Teksten er her ikke længere')
  await leave(karen)
})
