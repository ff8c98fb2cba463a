import { expect, test } from 'vitest'
import { sectionSchema } from '@samplan/shared/section/content'
import { leave, openAs, sees } from './actors.ts'
import { standBetween } from './between.ts'
import { contentOf, readText, sectionOf, textOf } from './planText.ts'
import { firstWords, shoot, useStage } from './stage.ts'
import { openRoom } from './wire.ts'

const stage = useStage()

test('E2E-41 a client with an older schema is refused in the handshake and changes nothing', async () => {
  const plan = await stage.plan('Plan, som en gammel klient vil ind i')
  const section = plan.sections[0]?.id ?? ''
  const karen = await stage.signIn('karen-vestergaard')
  await expect(openRoom(karen, section, plan.epoch, sectionSchema - 1)).rejects.toMatchObject({ code: 4410 })
  const room = await openRoom(karen, section, plan.epoch)
  expect(contentOf(room.doc).length).toBe(2)
  room.close()
})

test('E2E-42 a tab of an older program says so, cannot write, and the text stays as it was', async () => {
  const plan = await stage.plan('Plan i et gammelt faneblad')
  const section = plan.sections[0]?.id ?? ''
  const karen = await stage.signIn('karen-vestergaard')
  const before = await openRoom(karen, section, plan.epoch)
  const contentBefore = contentOf(before.doc)
  before.close()
  const old = await openAs(stage.browser, stage.product, 'sofie-lykke', `/plan/${plan.id}`, {
    prepare: async (page) => {
      await standBetween(page, (frame) =>
        frame.kind === 'open' ? { ...frame, path: frame.path.replace(/schema=\d+/, `schema=${sectionSchema - 1}`) } : frame,
      )
    },
  })
  await sees(old.page.locator('.banner'), 'Der er en ny udgave af Samplan')
  expect(await readText(old.page, section)).toContain(firstWords)
  await textOf(old.page, section).locator('p').first().click()
  await old.page.keyboard.type('Dette må ikke komme ind.')
  expect(await sectionOf(old.page, section).locator('[contenteditable="true"]').count()).toBe(0)
  await shoot(old.page, 'plan-old-tab')
  const after = await openRoom(karen, section, plan.epoch)
  expect(contentOf(after.doc)).toEqual(contentBefore)
  after.close()
  await leave(old)
})
