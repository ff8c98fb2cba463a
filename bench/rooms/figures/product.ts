/** Owns the figures of our server beside the least that could do the same: telling subscribers, freezing, tabs on one socket. */
import { fileURLToPath } from 'node:url'
import { signIn } from '../../people.ts'
import type { Figure } from '../figure.ts'
import { collectGarbage } from '../inspect.ts'
import { Generator } from '../measure.ts'
import { makePlan } from '../ours.ts'
import { residentKiB } from '../processor.ts'
import { spreadOf } from '../rounds.ts'
import { startSubject } from '../subjects.ts'

const median = (values: readonly number[]): number => spreadOf(values)?.median ?? Number.NaN

/** The largest but one of a hundred; of twenty the largest. */
function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(0.99 * sorted.length) - 1)] ?? Number.NaN
}

export const told: Figure = {
  name: 'subscribers',
  subjects: ['ours'],
  sections: 1,
  rows: [
    {
      key: 'told',
      title: 'state change to the last of 500 subscribers',
      unit: 'ms',
      marks: [{ against: 'ours', row: 'frames', must: 'atMost', ratio: 3 }],
    },
    { key: 'frames', title: 'ws alone, 500 frames', unit: 'ms', marks: [] },
  ],
  async measure(subject, { stock, quick }) {
    const [count, times] = quick ? [10, 2] : [500, 20]
    const running = await startSubject(subject, stock, 1)
    const generator = new Generator()
    const bare = await startSubject('relay', stock, 1, { main: fileURLToPath(new URL('../servers/frames.ts', import.meta.url)) })
    try {
      const leader = await signIn(running.address, 'karen-vestergaard')
      const { id } = await makePlan(leader, 900, 1)
      const ours = await generator.run('subscribers', running, { leader, plan: id, count, times })
      const alone = await generator.run('frames', bare, { count, times })
      return {
        values: { told: median(ours.gives.last), frames: median(alone.gives.last) },
        fault: null,
        void: ours.void ?? alone.void,
        raw: { ours, alone },
      }
    } finally {
      await generator.end()
      await Promise.all([running.stop(), bare.stop()])
    }
  },
}

export const frozen: Figure = {
  name: 'freeze',
  subjects: ['ours', 'oursInMemory'],
  sections: 1,
  rows: [{ key: 'p99', title: 'freeze of 50 sections with 100 editors typing, until the last is told, p99 of 20', unit: 'ms', marks: [] }],
  async measure(subject, { stock, quick }) {
    const running = await startSubject(subject, stock, 1)
    const generator = new Generator()
    try {
      const leader = await signIn(running.address, 'karen-vestergaard')
      const { id } = await makePlan(leader, 901, quick ? 3 : 50)
      const measured = await generator.run('freezes', running, { leader, plan: id, perSection: 2, times: quick ? 2 : 20 })
      return { values: { p99: p99(measured.gives.last) }, fault: null, void: measured.void, raw: measured }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}

export const tabs: Figure = {
  name: 'tabs',
  subjects: ['ours'],
  sections: 52,
  rows: [
    {
      key: 'shared',
      title: 'RSS of a tab with 52 sections on its one socket, 400 tabs',
      unit: 'KiB',
      marks: [{ against: 'ours', row: 'plain', must: 'atMost', ratio: 0.6 }],
    },
    { key: 'plain', title: 'the same with 52 plain sockets, 40 tabs', unit: 'KiB', marks: [] },
    { key: 'frames', title: 'frames at idle but the beat, all 400 tabs', unit: '/s', marks: [] },
  ],
  async measure(subject, { stock, quick }) {
    const sections = quick ? 4 : 52
    const once = async (shared: boolean): Promise<{ readonly perTab: number; readonly framesPerSecond: number; readonly raw: object }> => {
      // As many plain sockets as the server takes, about half.
      const count = quick ? 5 : shared ? 400 : 40
      const running = await startSubject(subject, stock, sections, { inspected: true })
      const generator = new Generator()
      try {
        const resident: number[] = []
        const measured = await generator.run(
          'tabs',
          running,
          { tabs: count, sections, shared, idleMs: quick ? 1_000 : 20_000 },
          async () => {
            await collectGarbage(running.inspector)
            resident.push(await residentKiB(running.pid))
          },
        )
        const [before = Number.NaN, after = Number.NaN] = resident
        return {
          perTab: (after - before) / count,
          framesPerSecond: measured.gives.framesPerSecond,
          raw: { ...measured, before, after, count },
        }
      } finally {
        await generator.end()
        await running.stop()
      }
    }
    const [shared, plain] = [await once(true), await once(false)]
    return {
      values: { shared: shared.perTab, plain: plain.perTab, frames: shared.framesPerSecond },
      fault: null,
      void: null,
      raw: { shared: shared.raw, plain: plain.raw },
    }
  },
}
