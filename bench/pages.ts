/** Owns the figures that a person sees: a keystroke in the other browser, a goal on the other's page, the demo plan's first text. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { draftPlan, type PlanFacts, signIn } from './people.ts'
import type { Figure } from './samples.ts'

declare global {
  /** In a page: when each letter was pressed, or came. Milliseconds since 1970. */
  var samplanTimes: number[]
}

async function contextOf(browser: Browser, address: string, person: string): Promise<BrowserContext> {
  const { cookie } = await signIn(address, person)
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'da-DK', timezoneId: 'Europe/Copenhagen' })
  await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Lax' }])
  return context
}

const textOf = (section: string): string => `#s-${section} .section-body p`

/** Opens the plan and wakes the section by a click into its first paragraph. */
async function writer(context: BrowserContext, address: string, plan: PlanFacts, section: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${address}/plan/${plan.id}`)
  const paragraph = page.locator(textOf(section)).first()
  const awake = page.locator(`#s-${section} [contenteditable=true].ProseMirror`)
  for (;;) {
    await paragraph.click()
    if (
      await awake.waitFor({ timeout: 1000 }).then(
        () => true,
        () => false,
      )
    )
      return page
  }
}

export async function keystroke(browser: Browser, address: string, count: number): Promise<Figure> {
  const plan = await draftPlan(await signIn(address, 'karen-vestergaard'))
  const section = plan.sections[0]?.id ?? ''
  const contexts = await Promise.all([contextOf(browser, address, 'karen-vestergaard'), contextOf(browser, address, 'mads-thorup')])
  const [from, to] = await Promise.all(contexts.map((context) => writer(context, address, plan, section)))
  if (!from || !to) throw new Error('no pages')
  // Both pages' clocks are the machine's: timeOrigin plus now, in milliseconds since 1970.
  await from.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { samplanTimes: times })
    document.addEventListener('keydown', (event) => event.key === 'x' && times.push(performance.timeOrigin + performance.now()), {
      capture: true,
    })
  })
  await to.evaluate((selector) => {
    const body = document.querySelector(selector)?.closest('.section-body')
    const count = (): number => body?.textContent?.match(/x/g)?.length ?? 0
    const times: number[] = []
    Object.assign(globalThis, { samplanTimes: times })
    let seen = count()
    new MutationObserver(() => {
      for (const all = count(); seen < all; seen++) times.push(performance.timeOrigin + performance.now())
    }).observe(body ?? document, { subtree: true, childList: true, characterData: true })
  }, textOf(section))
  await from.locator(textOf(section)).first().click()
  for (let at = 0; at < count; at++) {
    await from.keyboard.press('x')
    await to.waitForFunction((all) => globalThis.samplanTimes.length >= all, at + 1)
  }
  const [sent = [], arrived = []] = await Promise.all([from, to].map((page) => page.evaluate(() => globalThis.samplanTimes)))
  await Promise.all(contexts.map((context) => context.close()))
  return {
    name: 'keystroke to the other browser',
    path: 'keydown until the letter stands in the other page, both writing in one section',
    samples: sent.map((time, index) => (arrived[index] ?? Number.NaN) - time),
  }
}

/** A goal whose target is edited in the form of the plan page, seen by another person on the goals page. */
export async function goalOnPage(browser: Browser, address: string, count: number): Promise<Figure> {
  const plan = await draftPlan(await signIn(address, 'karen-vestergaard'))
  const section = plan.sections.find(({ blocks }) => blocks.some((block) => block.includes('data-level="result"')))?.id ?? ''
  const contexts = await Promise.all([contextOf(browser, address, 'karen-vestergaard'), contextOf(browser, address, 'mads-thorup')])
  const [editing, reading] = contexts
  if (!editing || !reading) throw new Error('no contexts')
  const page = await writer(editing, address, plan, section)
  const ledger = await reading.newPage()
  await ledger.goto(`${address}/plan/${plan.id}/maal`)
  await ledger.locator('.ledger li').first().waitFor()
  const block = page.locator(`#s-${section} .goal[data-level=result]`).first()
  await block.getByRole('button', { name: /^Rediger/ }).click()
  const field = block.getByRole('textbox', { name: 'Mål', exact: true })
  const samples: number[] = []
  for (let at = 0; at < count; at++) {
    const value = `${70 + at},5`
    const start = performance.now()
    await field.fill(value)
    await field.press('Enter')
    await ledger.locator('.ledger').getByText(value).first().waitFor()
    samples.push(performance.now() - start)
  }
  await Promise.all(contexts.map((context) => context.close()))
  return {
    name: "goal edit to the other's goals page",
    path: 'Enter in a field of the goal until the figure stands on the page; the projection gathers for 1 s',
    samples,
  }
}

/** A new context each time: nothing cached but what the browser shares. */
export async function firstText(browser: Browser, address: string, count: number): Promise<Figure> {
  const plan = await draftPlan(await signIn(address, 'karen-vestergaard'))
  const samples: number[] = []
  for (let at = 0; at < count; at++) {
    const context = await contextOf(browser, address, 'karen-vestergaard')
    const page = await context.newPage()
    await page.goto(`${address}/plan/${plan.id}`, { waitUntil: 'load' })
    const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
    samples.push(Number(await paint.jsonValue()))
    await context.close()
  }
  return {
    name: 'opening the demo plan to first text',
    path: `navigation to first contentful paint, ${plan.sections.length} sections, empty cache`,
    samples,
  }
}
