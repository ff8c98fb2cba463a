import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { a, b, goal, h, i, indicator, ol, p, quote, table, ul } from '@samplan/server/demo/write'
import { leave, openAs, sees } from './actors.ts'
import type { NewSection } from './makePlan.ts'
import { sectionOf, textOf, untilAllSent, untilText, writeIn } from './planText.ts'
import { shoot, useStage } from './stage.ts'

const stage = useStage()

const everyNode: NewSection = {
  title: 'Alle slags tekst',
  level: 1,
  content: [
    p(
      'Løbende tekst med ',
      b('fed'),
      ', ',
      i('kursiv'),
      ' og ',
      a('https://www.jobindsats.dk', 'et link'),
      ', lang nok til at den skal brydes over mere end en enkelt linje på papiret.',
    ),
    { type: 'paragraph', content: [{ type: 'text', text: 'Første linje' }, { type: 'hardBreak' }, { type: 'text', text: 'anden linje' }] },
    p(),
    h(1, 'En underoverskrift'),
    p('Under den.'),
    h(2, 'En mindre underoverskrift'),
    ul('Et punkt', ['Et punkt med punkter under', ul('det ene', 'det andet')]),
    ol('Nummer et', 'Nummer to, der er så langt, at også det fylder mere end en enkelt linje på det papir, som det står på.'),
    quote('Et citat.', 'I to afsnit.'),
    table(
      ['Ydelse', 'Personer', 'Andel'],
      [
        ['Dagpenge', '488', '1,4 %'],
        ['Kontanthjælp', '-', b('2,2 %')],
      ],
    ),
    goal({ id: 'g0', level: 'overall', category: 'ministermaal' }, 'Flere skal i arbejde.'),
    goal(
      { id: 'g1', level: 'result' },
      'Ledigheden skal være højst 11 %, og det skal den være i hele kommunen og i hvert eneste kvarter af den.',
      [
        indicator({
          id: 'i1',
          targetKind: 'share',
          indicator: 'Ledighed',
          operator: 'atMost',
          target: '11',
          unit: '%',
          baseline: '12.6',
          baselineDate: '2025-12',
          deadline: '2027-12',
        }),
        indicator({ id: 'i2', targetKind: 'milestone', indicator: 'Handleplan', deadline: '2027-06' }),
      ],
    ),
    p('Og til sidst.'),
  ],
}

type Box = readonly [name: string, x: number, y: number, width: number, height: number]

/** Where everything that one reads stands in the document; what an editor adds over it has no part in it. */
function boxesOf(page: Page, selector: string): Promise<readonly Box[]> {
  return page.evaluate((root) => {
    const parts =
      'h2, h3, h4, h5, h6, p, ul, ol, li, blockquote, table, tr, td, th, strong, em, a, .goal, .goal-head, .goal-say, .goal-indicator'
    return [...document.querySelectorAll(root)].flatMap((text) =>
      [...text.querySelectorAll(parts)].map((element): Box => {
        const box = element.getBoundingClientRect()
        const round = (value: number): number => Math.round(value * 10) / 10
        return [
          `${element.tagName} ${element.textContent?.slice(0, 20) ?? ''}`,
          round(box.x + scrollX),
          round(box.y + scrollY),
          round(box.width),
          round(box.height),
        ]
      }),
    )
  }, selector)
}

/** Keeps every layout shift since the page was opened that no input of the person caused. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Shift = PerformanceEntry & {
      readonly value: number
      readonly hadRecentInput: boolean
      readonly sources: readonly { readonly node: Node | null; readonly previousRect: DOMRect; readonly currentRect: DOMRect }[]
    }
    const watched = globalThis as { shifted?: string[] }
    const shifted: string[] = (watched.shifted = [])
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue
        for (const { node, previousRect: was, currentRect: is } of sources) {
          // A caret cuts a text in two: its pieces have other boxes, the words stay where they are. Avatars make room for each other in a place of their own.
          if (node instanceof Element ? node.closest('.cursor, .avatar') : node?.parentElement?.querySelector('.cursor')) continue
          const name = node instanceof Element ? `${node.tagName}.${node.className}` : (node?.parentElement?.className ?? node?.nodeName)
          shifted.push(
            `${name} "${node?.textContent?.slice(0, 30)}" by ${value.toFixed(4)}: ${was.x},${was.y} ${was.width}x${was.height} -> ${is.x},${is.y} ${is.width}x${is.height}`,
          )
        }
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** The shifts since it was asked last. */
const shifts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as { shifted?: string[] }).shifted?.splice(0) ?? ['nobody watched'])

/** Two frames: what was to be painted has been. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))

test('E2E-81 the text stands where it stood: asleep, awake, and asleep again, over every kind of node', async () => {
  const plan = await stage.plan('Plan med alt', [everyNode, { title: 'Den næste', level: 1, content: [p('Under den første.')] }])
  const [first, second] = plan.sections
  const { page, ...karen } = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`, { prepare: watchShifts })
  await sees(page.locator('.goal'), /11\s%/)
  // What the page knows of goals beyond the text comes a moment later, and is in the boxes.
  await sees(page.locator('.goal-code'), '1a')
  await page.locator(`[data-section="${first?.id}"] .section-body[role="group"]`).waitFor()
  await painted(page)
  // On a first visit a font may still be on its way.
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await painted(page)
  const asleep = await boxesOf(page, 'article')
  expect(asleep.length).toBeGreaterThan(50)
  await writeIn(page, first?.id ?? '')
  await painted(page)
  expect(await boxesOf(page, 'article')).toEqual(asleep)
  await shoot(page, 'plan-every-node')
  await writeIn(page, second?.id ?? '')
  await page.keyboard.press('Escape')
  await sectionOf(page, second?.id ?? '')
    .locator('.section-body[role="group"]')
    .waitFor()
  await painted(page)
  expect(await boxesOf(page, 'article')).toEqual(asleep)
  await leave({ page, ...karen })
})

test('E2E-82 opening the plan, and others who come, write and go: nothing moves for who reads or writes below', async () => {
  const plan = await stage.demoPlan('Beskæftigelsesplan 2027')
  const path = `/plan/${plan.id}`
  const [above, here] = [plan.sections[1]?.id ?? '', plan.sections[6]?.id ?? '']
  const mads = await openAs(stage.browser, stage.product, 'mads-thorup', path, { prepare: watchShifts })
  // The second visit: the fonts are on the machine, and what is drawn by the server is taken over as it stands.
  await mads.page.evaluate(() => document.fonts.ready.then(() => undefined))
  await mads.page.reload()
  await mads.page.locator(`[data-section="${above}"] .section-body[role="group"]`).waitFor()
  await painted(mads.page)
  expect(await shifts(mads.page)).toEqual([])
  await writeIn(mads.page, here)
  await painted(mads.page)
  // Going there opened its branch in the outline: that was the person's own doing.
  await shifts(mads.page)
  const top = () => textOf(mads.page, here).evaluate((element) => element.firstElementChild?.getBoundingClientRect().top)
  const before = await top()
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', path)
  await writeIn(karen.page, above)
  // New lines far above the caret of Mads, and a name in the line of the section above it.
  for (const words of ['Et nyt afsnit.', 'Og et til.', 'Og endnu et.']) {
    await karen.page.keyboard.press('Enter')
    await karen.page.keyboard.type(words)
  }
  await untilText(mads.page, above, ['Og endnu et.'])
  await painted(mads.page)
  expect(await top()).toBe(before)
  // In the section itself: who else is there is told without a new line.
  await writeIn(karen.page, here, 0)
  await textOf(mads.page, here).locator('.cursor').first().waitFor()
  await painted(mads.page)
  expect(await top()).toBe(before)
  expect(await shifts(mads.page)).toEqual([])
  await shoot(mads.page, 'plan-two-writers')
  await leave(mads, karen)
})

test('E2E-153 fonts that come late on the first visit are taken once by the whole page; waking moves nothing then', async () => {
  const plan = await stage.plan('Plan, der ses første gang', [everyNode])
  const late: Route[] = []
  let isTime = false
  let drawn: Promise<readonly Box[]> | null = null
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`, {
    prepare: async (page) => {
      await page.route(/\.woff2$/, (route) => (isTime ? route.continue() : void late.push(route)))
      // The page has loaded only when its fonts have: they come once all else stands.
      drawn = (async () => {
        await sees(page.locator('.goal'), /11\s%/)
        await page.locator('.section-body[role="group"]').waitFor()
        await painted(page)
        const before = await boxesOf(page, 'article')
        isTime = true
        for (const route of late) await route.continue()
        return before
      })()
    },
  })
  const { page } = karen
  const withoutFonts = await (drawn as Promise<readonly Box[]> | null)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await painted(page)
  const withFonts = await boxesOf(page, 'article')
  expect(withFonts).not.toEqual(withoutFonts)
  await writeIn(page, plan.sections[0]?.id ?? '')
  await painted(page)
  expect(await boxesOf(page, 'article')).toEqual(withFonts)
  await leave(karen)
})

test('E2E-83 searching, selecting, copying and printing have the whole plan, whatever is awake', async () => {
  const plan = await stage.plan('Plan at søge i')
  const { page, ...karen } = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`)
  const whole = ['Forord', 'Planen har fem mål og to lokale mål.', 'Indsatser', 'Samtaler, der flytter noget', 'Lønnede timer']
  const selected = () => page.evaluate(() => getSelection()?.toString() ?? '')
  // By mouse, from one section into the next: nothing wakes under the drag.
  const [from, to] = [
    textOf(page, plan.sections[0]?.id ?? '')
      .locator('p')
      .first(),
    textOf(page, plan.sections[1]?.id ?? '')
      .locator('li')
      .first(),
  ]
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new Error('nothing to select')
  await page.mouse.move(start.x + 2, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(end.x + 60, end.y + 12, { steps: 5 })
  await page.mouse.up()
  for (const words of ['Planen har fem mål', 'Indsatserne er disse']) expect(await selected()).toContain(words)
  // And out of the text that one writes in: it rests under the selection, and a click wakes it again.
  await writeIn(page, plan.sections[0]?.id ?? '')
  await page.mouse.move(start.x + 2, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(end.x + 60, end.y + 12, { steps: 5 })
  for (const words of ['Planen har fem mål', 'Indsatserne er disse']) expect(await selected()).toContain(words)
  await page.mouse.up()
  for (const words of ['Planen har fem mål', 'Indsatserne er disse']) expect(await selected()).toContain(words)
  expect(await page.locator('[contenteditable]').count()).toBe(0)
  // Out and back again within one drag: one goes on writing in what was selected.
  await writeIn(page, plan.sections[0]?.id ?? '')
  await page.mouse.move(start.x + 2, start.y + 10)
  await page.mouse.down()
  await page.mouse.move(end.x + 60, end.y + 12, { steps: 3 })
  await page.waitForFunction(() => getSelection()?.toString().includes('Indsatserne er disse'))
  await page.mouse.move(start.x + 40, start.y + 10, { steps: 3 })
  await page.waitForFunction(() => !getSelection()?.isCollapsed && !getSelection()?.toString().includes('Indsatserne er disse'))
  await page.mouse.up()
  const chosen = await selected()
  expect(chosen).not.toBe('')
  await page.keyboard.type('Skrevet over. ')
  expect(await from.innerText()).toContain('Skrevet over. ')
  expect(await from.innerText()).not.toContain(chosen)
  await page.keyboard.press('Control+a')
  expect(await selected()).toContain('Planen har fem mål')
  expect(await selected()).not.toContain('Indsatserne er disse')
  await page.keyboard.press('Control+a')
  await page.waitForFunction(() => getSelection()?.toString().includes('Indsatserne er disse'))
  for (const words of whole) expect(await selected()).toContain(words)
  await page.emulateMedia({ media: 'print' })
  for (const words of whole) expect(await page.locator('article').innerText()).toContain(words)
  for (const outside of ['header.top', '.side.left', '.side.right', '.tools']) expect(await page.locator(outside).isVisible()).toBe(false)
  await leave({ page, ...karen })
})

test('E2E-84 leaving with unsent edits warns, leaving without does not', async () => {
  const plan = await stage.plan('Plan, som man går fra')
  const sofie = await openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`)
  await writeIn(sofie.page, plan.sections[0]?.id ?? '')
  await sofie.context.setOffline(true)
  await sofie.page.keyboard.type(' Ikke sendt endnu.')
  const asked = sofie.page.waitForEvent('dialog')
  await sofie.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await sofie.context.setOffline(false)
  await untilAllSent(sofie.page)
  const closed = sofie.page.waitForEvent('close')
  await sofie.page.close({ runBeforeUnload: true })
  await closed
  await leave(sofie)
})
