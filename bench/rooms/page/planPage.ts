/** Owns a big plan of ours in the browser: made, opened, a section woken, and whether the page shows what is served. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { type BigPlan, bigPlanHtml } from '../../../e2e/bigPlan.ts'
import { importText } from '../../../e2e/importByWire.ts'
import { ask, type SignedIn } from '../../people.ts'
import { join, type Target } from '../member.ts'

export type Plan = { readonly id: string; readonly sections: readonly string[]; readonly paths: readonly string[] }

/** What `shared/src/section/content.ts` says. */
const schema = 1
const patienceMs = 30_000

export async function bringInPlan(leader: SignedIn, big: BigPlan): Promise<Plan> {
  const source = await importText(leader, bigPlanHtml(big), 'plan.html')
  const id = await source.makePlan(`Plan på ${big.sections} afsnit`)
  const { plan } = await ask<{ readonly plan: { readonly epoch: number; readonly sections: readonly { readonly id: string }[] } }>(
    leader,
    'query ($id: ID!) { plan(id: $id) { epoch sections { id } } }',
    { id },
  )
  const sections = plan.sections.map((section) => section.id)
  return { id, sections, paths: sections.map((one) => `/room/${one}?schema=${schema}&epoch=${plan.epoch}&person={person}&acks=1`) }
}

export const editorOf = (section: string): string => `[data-section="${section}"] .ProseMirror[contenteditable="true"]`

/** Opens the plan and clicks at the end of the section's last paragraph, until the editor is there. */
export async function openPlan(context: BrowserContext, leader: SignedIn, plan: Plan, section: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  await page.goto(`${leader.address}/plan/${plan.id}`)
  await page
    .locator('[data-section] .section-body[role="group"]')
    .nth(plan.sections.length - 1)
    .waitFor()
  const awake = page.locator(editorOf(section))
  for (const from = performance.now(); ;) {
    await page.locator(`[data-section="${section}"] .section-text > p`).last().click()
    const woke = await awake.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    )
    if (woke) break
    if (performance.now() - from > patienceMs) throw new Error(`section ${section} does not wake`)
  }
  await page.keyboard.press('End')
  return page
}

/** Throws where the page does not come to show what a newcomer is served: nothing is quick that is not there. */
export async function showsWhatIsServed(page: Page, plan: Plan, target: Target): Promise<void> {
  for (const [index, section] of plan.sections.entries()) {
    const { doc, member } = await join(target, index)
    const served = letters(
      doc
        .getXmlFragment('default')
        .toString()
        .replaceAll(/<[^>]*>/g, ''),
    )
    for (const from = performance.now(); ; await sleep(100)) {
      if (letters(await page.evaluate(read, section)) === served) break
      if (performance.now() - from > patienceMs) throw new Error(`section ${section}: the page does not show what is served`)
    }
    member.leave()
  }
}

const letters = (text: string): string => text.replaceAll(/[\s\u2060]/g, '')

/** In the page: the words as one reads them, without carets and what editors put in for themselves. */
function read(section: string): string {
  const copy = document.querySelector(`[data-section="${section}"] .section-text`)?.cloneNode(true) as Element | undefined
  if (!copy) return ''
  for (const own of copy.querySelectorAll('.cursor, .ProseMirror-separator, .ProseMirror-trailingBreak')) own.remove()
  return copy.textContent ?? ''
}
