/** Owns the figures of a hand on the plan page: a key until it is painted, beside an empty TipTap; scrolling, and a section that is moved. */
import { quantile } from '../../samples.ts'
import type { Figure } from '../figure.ts'
import { Generator } from '../measure.ts'
import { serveEmptyTipTap } from '../page/emptyTipTap.ts'
import { pressKeys } from '../page/keys.ts'
import { moveDown, scrollThrough } from '../page/outline.ts'
import { showsWhatIsServed } from '../page/planPage.ts'
import { keyRows, keyValues, onStage, openEmpty, openOurs, pressAmongOthers } from '../page/stage.ts'
import { shuffled } from '../rounds.ts'

const pages = ['ours', 'empty'] as const
type Pressed = Record<(typeof pages)[number], readonly number[]>
const nothingPressed = (): Pressed => ({ ours: [], empty: [] })

export const paint: Figure = {
  name: 'paint',
  subjects: ['ours'],
  sections: 1,
  rows: keyRows('plan of 60 pages, 20 others typing'),
  measure: (_subject, surroundings) =>
    onStage('paint', surroundings, { sections: 50, letters: 150_000 }, async (stage) => {
      const { plan, running } = stage
      const [generator, tipTap, pressed] = [new Generator(), await serveEmptyTipTap(), nothingPressed()]
      const others: object[] = []
      let isVoid: string | null = null
      try {
        for (const [turn, which] of shuffled(pages).entries()) {
          // Ten sections with two others in each; while the other page is measured they type as much in ten others.
          const places = Array.from({ length: 10 }, (_, index) => index * 5 + turn)
          const sections = places.map((index) => running.target.sections[index] ?? '')
          const hand = await (which === 'ours' ? openOurs(stage, plan.sections[places[4] ?? 0] ?? '') : openEmpty(stage, tipTap.address))
          const one = await pressAmongOthers(hand, surroundings.quick ? 12 : 200, { generator, running, sections })
          if (which === 'ours') await showsWhatIsServed(hand.page, plan, running.target)
          await hand.page.context().close()
          pressed[which] = one.pressed
          others.push(one.others)
          isVoid ??= one.void
        }
      } finally {
        await Promise.all([generator.end(), tipTap.close()])
      }
      return { values: keyValues(pressed.ours, pressed.empty), fault: null, void: isVoid, raw: { pressed, others } }
    }),
}

export const threeHundred: Figure = {
  name: 'threeHundred',
  subjects: ['ours'],
  sections: 1,
  rows: [
    ...keyRows('plan of 300 sections'),
    { key: 'frames', title: 'from frame to frame while scrolling in 300 sections, p95', unit: 'ms', marks: [] },
    { key: 'longest', title: 'the longest of these', unit: 'ms', marks: [] },
    { key: 'move', title: 'a section with two under it moved among 300, until painted, p95', unit: 'ms', marks: [] },
  ],
  measure: (_subject, surroundings) =>
    onStage('threeHundred', surroundings, { sections: 300, letters: 150_000 }, async (stage) => {
      const { plan, running } = stage
      const [keys, turns, moves] = surroundings.quick ? [12, 20, 3] : [200, 200, 20]
      const [tipTap, pressed] = [await serveEmptyTipTap(), nothingPressed()]
      let [frames, moved]: [readonly number[], readonly number[]] = [[], []]
      try {
        for (const which of shuffled(pages)) {
          const hand = await (which === 'ours' ? openOurs(stage, plan.sections[150] ?? '') : openEmpty(stage, tipTap.address))
          pressed[which] = await pressKeys(hand.page, hand.editor, keys)
          if (which === 'ours') {
            moved = await moveDown(hand.page, plan.sections[60] ?? '', moves)
            await hand.page.evaluate(() => scrollTo(0, 0))
            frames = await scrollThrough(hand.page, turns)
            await showsWhatIsServed(hand.page, plan, running.target)
          }
          await hand.page.context().close()
        }
      } finally {
        await tipTap.close()
      }
      const values = { frames: quantile(frames, 0.95), longest: Math.max(...frames), move: quantile(moved, 0.95) }
      return {
        values: { ...keyValues(pressed.ours, pressed.empty), ...values },
        fault: null,
        void: null,
        raw: { pressed, frames, moved },
      }
    }),
}
