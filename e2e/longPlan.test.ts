import { expect, test } from 'vitest'
import { leave, openAs } from './actors.ts'
import { bigPlanHtml, titleOf } from './bigPlan.ts'
import { importText } from './importByWire.ts'
import { focused, rows } from './outlineRows.ts'
import { sectionOf, untilAllSent, untilText, wordsOf } from './planText.ts'
import { useStage } from './stage.ts'
import { graphql, openRoom } from './wire.ts'

const stage = useStage()
const many = 300
const resting = (article: Element): number =>
  [...article.querySelectorAll('.section-text')].filter((text) => !text.checkVisibility({ contentVisibilityAuto: true })).length
const written = (at: number): string => `Skrevet i nummer ${at + 1}. `

test('E2E-170 in a plan of 300 sections one goes to the last by the outline and writes; few editors and one socket are alive, and what is far from the window rests at its own height', async () => {
  const leader = await stage.signIn('karen-vestergaard')
  const source = await importText(leader, bigPlanHtml({ sections: many, letters: many * 60 }), 'plan.html')
  const plan = await source.makePlan('Plan på 300 afsnit')
  const { plan: made } = await graphql<{ plan: { epoch: number; sections: readonly { id: string }[] } }>(
    leader,
    'query ($id: ID!) { plan(id: $id) { epoch sections { id } } }',
    { id: plan },
  )
  const ids = made.sections.map(({ id }) => id)
  expect(ids.length).toBe(many)
  const doors = new Set<unknown>()
  const karen = await openAs(stage.browser, stage.product, 'karen-vestergaard', `/plan/${plan}`, {
    prepare: async (page) =>
      void page.on('websocket', (socket) => {
        if (!socket.url().endsWith('/rooms')) return
        doors.add(socket)
        socket.on('close', () => doors.delete(socket))
      }),
  })
  const { page } = karen
  await rows(page).first().waitFor()
  const article = page.locator('article.far-rests')
  await article.waitFor()
  await expect.poll(() => article.evaluate(resting)).toBeGreaterThan(many - 30)
  const height = () => article.evaluate((one) => one.getBoundingClientRect().height)
  const whileResting = await height()
  const awake = await page.addStyleTag({ content: '.plan-section { content-visibility: visible !important }' })
  expect(await article.evaluate(resting)).toBe(0)
  expect(await height()).toBeCloseTo(whileResting, 1)
  await awake.evaluate((style) => style.parentNode?.removeChild(style))
  const rowOf = (at: number) => page.locator(`.side.left [data-row="${ids[at]}"]`)

  // One section after the other, from the first to the last: a hand that wanders leaves no editors behind.
  for (const at of [0, 102, many - 1]) {
    const id = ids[at] ?? ''
    await rowOf(Math.min(at, many - 3)).focus()
    if (at === many - 1) {
      // The last one stands folded under the last main section.
      await page.keyboard.press('ArrowRight')
      await rowOf(at).waitFor()
      await page.keyboard.press('End')
    }
    await focused(page, titleOf(at))
    await page.keyboard.press('Enter')
    await sectionOf(page, id).locator('.ProseMirror-focused').waitFor()
    await page.keyboard.type(written(at))
    await untilText(page, id, [written(at)])
    expect(await page.locator('.ProseMirror').count()).toBeLessThanOrEqual(2)
  }
  await untilAllSent(page)
  expect(doors.size).toBe(1)
  expect(await sectionOf(page, ids.at(-1) ?? '').evaluate((one) => one.getBoundingClientRect().top < innerHeight)).toBe(true)
  for (const at of [0, many - 1]) {
    const room = await openRoom(leader, ids[at] ?? '', made.epoch)
    expect(wordsOf(room.doc)).toContain(written(at))
    room.close()
  }
  await leave(karen)
})
