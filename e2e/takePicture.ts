/** Owns the picture of README: three people in one section of the demo's plan, as one of them sees it. Run it by hand after a change of looks. */
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { startProduct } from './product.ts'
import { sectionOf, textOf, writeIn } from './planText.ts'
import { graphql, signIn } from './wire.ts'

const picture = fileURLToPath(new URL('../docs/two-writers.png', import.meta.url))
const title = 'Mål 4: Flere personer med handicap i arbejde'

const found = await findChromium()
if (!found) throw new Error('No browser: set CHROMIUM_PATH, or install Chromium.')
const product = await startProduct()
const browser = await chromium.launch({
  executablePath: found.executablePath,
  env: { ...process.env, ...found.env } as Record<string, string>,
  args: ['--no-sandbox', '--font-render-hinting=none'],
})
try {
  const { plans } = await graphql<{ plans: { nodes: { id: string; sections: { id: string; title: string }[] }[] } }>(
    await signIn(product.address, 'karen-vestergaard'),
    '{ plans { nodes { id sections { id title } } } }',
  )
  const plan = plans.nodes.find(({ sections }) => sections.some((section) => section.title === title))
  const section = plan?.sections.find((candidate) => candidate.title === title)?.id
  if (!plan || !section) throw new Error('the demo has no such section')
  const [karen, sofie, mads] = await Promise.all(
    ['karen-vestergaard', 'sofie-lykke', 'mads-thorup'].map((person) => open(browser, person, `/plan/${plan.id}`)),
  )
  if (!karen || !sofie || !mads) throw new Error('somebody is missing')
  await writeIn(karen, section)
  await sectionOf(karen, section).evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await karen.mouse.wheel(0, -30)
  await writeIn(mads, section, 0)
  await mads.keyboard.press('Home')
  for (let word = 0; word < 4; word++) await mads.keyboard.press('Control+Shift+ArrowRight')
  await writeIn(sofie, section, 1)
  await textOf(karen, section).locator('.cursor').nth(1).waitFor()
  // A flag rests after two seconds: the picture is taken while both have just moved.
  await Promise.all([sofie.keyboard.type('varig '), mads.keyboard.press('Control+Shift+ArrowRight')])
  await textOf(karen, section).getByText('varig').first().waitFor()
  await karen.mouse.move(5, 500)
  await karen.screenshot({ path: picture })
} finally {
  await browser.close()
  await found.remove()
  await product.close()
}

async function open(in_: Browser, person: string, path: string): Promise<Page> {
  const context = await in_.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    colorScheme: 'light',
  })
  await context.request.post(`${product.address}/api/sign-in/demo`, { data: { person }, headers: { origin: product.address } })
  const page = await context.newPage()
  await page.goto(product.address + path)
  return page
}
