/** Owns what the figures of the page have in common: our server as shipped with a big plan, a browser, and a person who presses keys in it. */
import type { Browser, Page } from 'playwright-core'
import type { BigPlan } from '../../../e2e/bigPlan.ts'
import { signIn, type SignedIn } from '../../people.ts'
import { quantile } from '../../samples.ts'
import type { Outcome, Row, Surroundings } from '../figure.ts'
import type { Generator } from '../measure.ts'
import { type Running, startSubject } from '../subjects.ts'
import { noBrowser, openBrowser, openContext } from './browser.ts'
import { lastsFor, pressKeys } from './keys.ts'
import { bringInPlan, editorOf, openPlan, type Plan } from './planPage.ts'

export type Stage = {
  readonly browser: Browser
  /** With the plan's sections as its own. */
  readonly running: Running
  readonly leader: SignedIn
  readonly plan: Plan
}

/** Where no browser is, one line says so and nothing is measured. */
export async function onStage(
  name: string,
  { stock, say }: Surroundings,
  big: BigPlan,
  measure: (stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const opened = await openBrowser()
  if (!opened) {
    say(`${name} ${noBrowser}`)
    return { values: {}, fault: null, void: noBrowser, raw: {} }
  }
  const started = await startSubject('ours', stock, 1)
  try {
    const leader = await signIn(started.address, 'karen-vestergaard')
    const plan = await bringInPlan(leader, big)
    const running = { ...started, target: { ...started.target, sections: plan.paths } }
    return await measure({ browser: opened.browser, running, leader, plan })
  } finally {
    await opened.close()
    await started.stop()
  }
}

export type Hand = { readonly page: Page; /** The element that one writes in. */ readonly editor: string }

export async function openOurs({ browser, leader, plan }: Stage, section: string): Promise<Hand> {
  return { page: await openPlan(await openContext(browser, leader), leader, plan, section), editor: editorOf(section) }
}

export async function openEmpty({ browser }: Stage, address: string): Promise<Hand> {
  const page = await (await openContext(browser, null)).newPage()
  await page.goto(address)
  await page.locator('.ProseMirror-focused').waitFor()
  return { page, editor: '.ProseMirror' }
}

type Pressed = readonly number[]

/** Milliseconds of each key, while two others type in each of these sections; throws where a letter of theirs gets lost. */
export async function pressAmongOthers(
  hand: Hand,
  keys: number,
  { generator, running, sections }: { readonly generator: Generator; readonly running: Running; readonly sections: readonly string[] },
): Promise<{ readonly pressed: Pressed; readonly void: string | null; readonly others: object }> {
  const key: { pressed: Promise<Pressed>; isDone: boolean } = { pressed: Promise.resolve([]), isDone: false }
  const job = { sections: sections.length, editors: 2, warmMs: 2_000, forMs: lastsFor(keys) + 4_000, personToo: true }
  const target = { ...running.target, sections }
  const measured = await generator.run('type', { ...running, target }, job, async (on) => {
    if (!on) {
      if (!key.isDone) throw new Error('the others had ended before the last key was painted')
      return
    }
    key.pressed = pressKeys(hand.page, hand.editor, keys).finally(() => (key.isDone = true))
    // Whoever waits for it hears of it.
    key.pressed.catch(() => undefined)
  })
  if (measured.gives.fault) throw new Error(measured.gives.fault)
  return { pressed: await key.pressed, void: measured.void, others: { ...measured, gives: { ...measured.gives, samples: [] } } }
}

/** A frame: what the product may cost on top of an editor that does nothing else. Milliseconds. */
const frame = 16
const parts = [95, 50, 99] as const

/** Ours beside an empty TipTap; p95 has the mark. */
export const keyRows = (where: string): readonly Row[] =>
  parts.flatMap((part): readonly Row[] => [
    {
      key: `p${part}`,
      title: `keypress to paint, ${where}, p${part}`,
      unit: 'ms',
      marks: part === 95 ? [{ against: 'ours', row: 'empty95', must: 'atMost', ratio: 1, plus: frame }] : [],
    },
    { key: `empty${part}`, title: `the same in an empty TipTap, p${part}`, unit: 'ms', marks: [] },
  ])

export function keyValues(ours: Pressed, empty: Pressed): Readonly<Record<string, number>> {
  const of = (name: string, all: Pressed) => parts.map((part) => [`${name}${part}`, quantile(all, part / 100)] as const)
  return Object.fromEntries([...of('p', ours), ...of('empty', empty)])
}
