/** Owns the figure of years: a section with a long history opens as fast as a young one of the same text. */
import type { Figure } from '../figure.ts'
import { Generator } from '../measure.ts'
import { shuffled, spreadOf } from '../rounds.ts'
import { startSubject } from '../subjects.ts'
import { oldSection, otherSection, youngSection } from '../years.ts'

const median = (values: readonly number[]): number => spreadOf(values)?.median ?? Number.NaN

export const years: Figure = {
  name: 'years',
  subjects: ['ours'],
  sections: 3,
  rows: [
    { key: 'old', title: 'cold opening after 200,000 edits in 400 sessions', unit: 'ms', marks: [] },
    { key: 'young', title: 'cold opening of the same text typed once', unit: 'ms', marks: [] },
    { key: 'ratio', title: 'the old one through the young one, of the same restart', unit: '×', marks: [] },
  ],
  async measure(subject, { stock, quick }) {
    let running = await startSubject(subject, stock, 3)
    const generator = new Generator()
    try {
      const aged = await generator.run('age', running, quick ? { edits: 2_000, sessions: 8 } : { edits: 200_000, sessions: 400 })
      const opened: { readonly old: number; readonly young: number; readonly bytes: readonly number[] }[] = []
      for (let time = 0; time < (quick ? 2 : 9); time++) {
        running = await running.restart()
        // A server's first opening costs what has nothing to do with the section.
        await generator.run('openOne', running, { section: otherSection })
        const found = new Map<number, { readonly ms: number; readonly bytes: number }>()
        for (const section of shuffled([oldSection, youngSection]))
          found.set(section, (await generator.run('openOne', running, { section })).gives)
        const [old, young] = [found.get(oldSection), found.get(youngSection)]
        if (old && young) opened.push({ old: old.ms, young: young.ms, bytes: [old.bytes, young.bytes] })
      }
      const values = {
        old: median(opened.map(({ old }) => old)),
        young: median(opened.map(({ young }) => young)),
        ratio: median(opened.map(({ old, young }) => old / young)),
      }
      return { values, fault: null, void: null, raw: { aged: aged.gives, opened } }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}
