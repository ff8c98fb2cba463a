import { expect, test } from 'vitest'
import { leave, narrow, openAs, openPage, sees, signInContext } from './actors.ts'
import type { NewSection } from './makePlan.ts'
import { centre, focused, levels, nested, row, titles, untilTitles } from './outlineRows.ts'
import { shoot, shootNow, useStage } from './stage.ts'

const stage = useStage()

test('E2E-120 dragging with the mouse: a line shows place and level, sub-sections come along, Esc leaves everything, one press undoes it', async () => {
  const plan = await stage.plan('Plan at trække i', nested)
  const path = `/plan/${plan.id}`
  const [karen, mads] = await Promise.all([
    openAs(stage.browser, stage.product, 'karen-vestergaard', path),
    openAs(stage.browser, stage.product, 'mads-thorup', path),
  ])
  const { page } = karen
  const before = ['Forord', 'Mål', 'Job', 'Uddannelse', 'Opfølgning']
  await untilTitles(page, before)
  const line = page.locator('.drop-line')
  const ghost = page.locator('.drag-ghost')
  const goal = await centre(row(page, 'Mål'))
  const foreword = await centre(row(page, 'Forord'))
  await page.mouse.move(goal.x, goal.y)
  await page.mouse.down()
  await page.mouse.move(goal.x, goal.y - 12)
  await page.mouse.move(goal.x, foreword.top + 2)
  await sees(ghost, 'Mål, med 2 underafsnit')
  await sees(ghost, 'Hovedafsnit')
  expect(await page.locator('[data-lifted]').count()).toBe(3)
  await shoot(page, 'outline-drag')
  // Esc: nothing has moved, and nothing moves when the button is let go.
  await page.keyboard.press('Escape')
  await line.waitFor({ state: 'detached' })
  await page.mouse.up()
  expect(await titles(page)).toEqual(before)
  // Now it is put down; with it its sub-sections. The row where it is let go is not pressed.
  const address = page.url()
  await page.mouse.move(goal.x, goal.y)
  await page.mouse.down()
  await page.mouse.move(goal.x, goal.y - 12)
  await page.mouse.move(goal.x, foreword.top + 2)
  await ghost.waitFor()
  await page.mouse.up()
  await untilTitles(mads.page, ['Mål', 'Job', 'Uddannelse', 'Forord', 'Opfølgning'])
  await focused(page, 'Mål')
  expect(page.url()).toBe(address)
  // Sideways is another level: the follow-up behind the foreword, under it.
  const last = await centre(row(page, 'Opfølgning'))
  await page.mouse.move(last.x, last.y)
  await page.mouse.down()
  await page.mouse.move(last.x + 12, last.y)
  await page.mouse.move(last.x + 30, last.y)
  await sees(ghost, 'Underafsnit af »Forord«')
  await page.locator('.drop-line[data-level="2"]').waitFor()
  await shoot(page, 'outline-drag-level')
  await page.mouse.up()
  await row(mads.page, 'Opfølgning').and(mads.page.locator('[aria-level="2"]')).waitFor()
  await sees(page.locator('.side.left .outline-foot'), '»Opfølgning« er nu nummer 5 af 5.')
  await page.locator('.side.left').getByRole('button', { name: 'Fortryd' }).click()
  await row(mads.page, 'Opfølgning').and(mads.page.locator('[aria-level="1"]')).waitFor()
  expect(await levels(mads.page)).toEqual(['1 Mål', '2 Job', '2 Uddannelse', '1 Forord', '1 Opfølgning'])
  await leave(karen, mads)
})

test('E2E-121 dragging with a finger: a long press lifts, a swipe scrolls', async () => {
  const many = Array.from({ length: 24 }, (_, at): NewSection => ({
    title: `Afsnit ${String.fromCharCode(65 + at)}`,
    level: 1,
    content: [],
  }))
  const plan = await stage.plan('Plan på en telefon', many)
  const context = await stage.browser.newContext({ viewport: narrow, hasTouch: true, locale: 'da-DK', reducedMotion: 'reduce' })
  await signInContext(context, stage.product.address, 'karen-vestergaard')
  const karen = await openPage(context, `${stage.product.address}/plan/${plan.id}`)
  const { page } = karen
  const finger = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  await page.getByRole('button', { name: 'Indhold' }).tap()
  const tree = page.locator('dialog[open] [role="tree"]')
  const third = await centre(row(page, 'Afsnit E'))
  // In one go: a machine that is busy must not make it a long press.
  const swipe = [20, 40, 60, 80, 100, 120, 140, 160].map((by) => () => touch('touchMove', third.x, third.y - by))
  await Promise.all([() => touch('touchStart', third.x, third.y), ...swipe, () => touch('touchEnd')].map((act) => act()))
  await page.waitForFunction(() => (document.querySelector('dialog[open] [role="tree"]')?.scrollTop ?? 0) > 60)
  expect(await page.locator('[data-lifted]').count()).toBe(0)
  // The swipe runs on for a while.
  await tree.evaluate(async (element) => {
    let still = 0
    for (let last = -1; still < 10; last = element.scrollTop) {
      still = element.scrollTop === last ? still + 1 : 0
      await new Promise(requestAnimationFrame)
    }
    element.scrollTop = 0
  })
  const from = await centre(row(page, 'Afsnit E'))
  const to = await centre(row(page, 'Afsnit B'))
  await touch('touchStart', from.x, from.y)
  await page.locator('[data-lifted]').waitFor()
  await touch('touchMove', from.x, from.y - 20)
  await touch('touchMove', to.x, to.top + 2)
  await sees(page.locator('.drag-ghost'), 'Hovedafsnit')
  await shootNow(page, 'outline-touch')
  await touch('touchEnd')
  const found = () =>
    page.locator('dialog[open] [role="treeitem"]').evaluateAll((all) => all.slice(0, 5).map((one) => one.children[2]?.textContent))
  await sees(page.locator('dialog[open] .outline-foot'), '»Afsnit E« er nu nummer 2 af 24.')
  expect(await found()).toEqual(['Afsnit A', 'Afsnit E', 'Afsnit B', 'Afsnit C', 'Afsnit D'])
  // At the lower edge the tree scrolls on under the finger that rests there.
  const lower = await tree.boundingBox()
  const again = await centre(row(page, 'Afsnit C'))
  await touch('touchStart', again.x, again.y)
  await page.locator('[data-lifted]').waitFor()
  await touch('touchMove', again.x, (lower?.y ?? 0) + (lower?.height ?? 0) - 6)
  await page.waitForFunction(() => {
    const element = document.querySelector('dialog[open] [role="tree"]')
    return element && element.scrollTop + element.clientHeight >= element.scrollHeight - 2
  })
  await touch('touchEnd')
  await page.locator('dialog[open]').getByRole('button', { name: 'Fortryd' }).tap()
  await sees(page.locator('dialog[open] .outline-foot'), 'Fortrudt. »Afsnit C« er, som det var.')
  expect(await found()).toEqual(['Afsnit A', 'Afsnit E', 'Afsnit B', 'Afsnit C', 'Afsnit D'])
  await leave(karen)
})
