import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { p } from '@samplan/server/demo/write'
import { leave, openAs } from './actors.ts'
import { readText, textOf, untilText, writeIn } from './planText.ts'
import { firstWords, useStage } from './stage.ts'

const stage = useStage()

/** Karen and Sofie with the plan's first section open, each with a caret at the end of its first line. */
async function two(title: string, line: string) {
  const plan = await stage.plan(title, [{ title: 'Forord', level: 1, invited: ['social-og-sundhed'], content: [p(line), p('Nederst.')] }])
  const section = plan.sections[0]?.id ?? ''
  const [karen, sofie] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan.id}`),
    openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`),
  ])
  await Promise.all([writeIn(karen.page, section), writeIn(sofie.page, section)])
  return { section, karen, sofie }
}

/** How many letters stand before the caret in its line, when the page has been drawn twice since. */
function caretOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const selection = getSelection()
            const line = selection?.focusNode?.parentElement?.closest('p') ?? (selection?.focusNode as Element | null)
            if (!selection?.focusNode || !line) return resolve(-1)
            const before = document.createRange()
            before.setStart(line, 0)
            before.setEnd(selection.focusNode, selection.focusOffset)
            const words = before.cloneContents()
            for (const caret of words.querySelectorAll('.cursor')) caret.remove()
            resolve((words.textContent ?? '').length)
          }),
        ),
      ),
  )
}

test('E2E-73 two carets in the very same place: what each types stands together, at the end of a line, at its start, and in an empty one', async () => {
  const { section, karen, sofie } = await two('Plan, som to skriver i på samme sted', firstWords)
  for (const [round, place] of ['End', 'Home', 'Enter'].entries()) {
    if (place === 'Enter') {
      await karen.page.keyboard.press('End')
      await karen.page.keyboard.press('Enter')
      await sofie.page.waitForFunction((count) => document.querySelectorAll('[data-section] .section-text > p').length === count, 3)
      await textOf(sofie.page, section).locator('> p').nth(1).click()
    } else await Promise.all([karen, sofie].map(({ page }) => page.keyboard.press(place)))
    const [hers, theirs] = [` anna${round} er en anden end anna `, ` anna${round} ser en ende her anna `]
    await Promise.all([karen.page.keyboard.type(hers, { delay: 8 }), sofie.page.keyboard.type(theirs, { delay: 8 })])
    for (const { page } of [karen, sofie]) await untilText(page, section, [hers, theirs])
    expect(await readText(karen.page, section)).toBe(await readText(sofie.page, section))
  }
  await leave(karen, sofie)
})

test('E2E-74 a caret key pressed beside a colleague who types is never undone', async () => {
  const { section, karen, sofie } = await two('Plan, som den ene går rundt i', firstWords)
  await sofie.page.keyboard.press('Home')
  const typing = karen.page.keyboard.type(' ord'.repeat(40), { delay: 10 })
  const found: number[] = []
  for (let time = 0; time < 6; time++)
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home']) {
      await sofie.page.keyboard.press(key)
      found.push(await caretOf(sofie.page))
    }
  await typing
  expect(found).toEqual(Array.from({ length: 6 }, () => [1, 2, 1, 0]).flat())
  await sofie.page.keyboard.type('Forrest. ')
  for (const { page } of [karen, sofie]) await untilText(page, section, [`Forrest. ${firstWords} ord ord`])
  await leave(karen, sofie)
})
