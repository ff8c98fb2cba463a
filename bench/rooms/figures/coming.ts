/** Owns the figures of coming and being there: opening cold and warm, returning, memory of a connection, the fire hose. */
import type { Figure } from '../figure.ts'
import { collectGarbage } from '../inspect.ts'
import { Generator } from '../measure.ts'
import { residentKiB } from '../processor.ts'
import { startSubject } from '../subjects.ts'

export const opening: Figure = {
  name: 'opening',
  // Nothing can be opened cold that was not kept.
  subjects: ['ours', 'yWebsocketKept', 'hocuspocusKept'],
  sections: 1,
  rows: [
    {
      key: 'cold',
      title: 'cold opening after 260,000 one-character edits, server restarted',
      unit: 'ms',
      marks: [{ against: 'hocuspocusKept', must: 'atMost', ratio: 0.1 }],
    },
    {
      key: 'warm',
      title: '100 clients open that section warm, the last one ready',
      unit: 'ms',
      marks: [
        { against: 'yWebsocketKept', must: 'atMost', ratio: 0.2 },
        { against: 'hocuspocusKept', must: 'atMost', ratio: 0.2 },
      ],
    },
  ],
  async measure(subject, { stock, quick }) {
    const edits = quick ? 2_000 : 260_000
    let running = await startSubject(subject, stock, 1)
    const generator = new Generator()
    try {
      await generator.run('fill', running, { edits })
      running = await running.restart()
      const measured = await generator.run('open', running, { edits, clients: quick ? 5 : 100 })
      return { values: { cold: measured.gives.coldMs, warm: measured.gives.warmMs }, fault: null, void: measured.void, raw: measured }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}

export const returning: Figure = {
  name: 'returning',
  subjects: ['ours', 'oursInMemory', 'yWebsocket', 'hocuspocus'],
  sections: 1,
  rows: [
    {
      key: 'last',
      title: '200 clients drop and return while one types, the last one equal',
      unit: 'ms',
      marks: [{ against: 'hocuspocus', must: 'atMost', ratio: 0.25 }],
    },
  ],
  async measure(subject, { stock, quick }) {
    const running = await startSubject(subject, stock, 1)
    const generator = new Generator()
    try {
      const measured = await generator.run('returning', running, { clients: quick ? 10 : 200, awayMs: 1_000 })
      return { values: { last: measured.gives.lastMs }, fault: measured.gives.fault, void: measured.void, raw: measured }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}

export const idle: Figure = {
  name: 'idle',
  subjects: ['ours', 'yWebsocket', 'hocuspocus', 'relay'],
  sections: 500,
  rows: [
    {
      key: 'resident',
      title: 'RSS of an idle connection after GC, 2,000 in 500 sections',
      unit: 'KiB',
      marks: [{ against: 'hocuspocus', must: 'atMost', ratio: 0.5 }],
    },
  ],
  async measure(subject, { stock, quick }) {
    const [clients, sections] = quick ? [40, 10] : [2_000, 500]
    const running = await startSubject(subject, stock, sections, { inspected: true })
    const generator = new Generator()
    try {
      const resident: number[] = []
      const measured = await generator.run('idle', running, { clients, sections }, async () => {
        await collectGarbage(running.inspector)
        resident.push(await residentKiB(running.pid))
      })
      const [before = Number.NaN, after = Number.NaN] = resident
      // Processor time says nothing about memory.
      return { values: { resident: (after - before) / clients }, fault: null, void: null, raw: { ...measured, before, after, clients } }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}

export const fireHose: Figure = {
  name: 'hose',
  subjects: ['ours', 'oursInMemory', 'yWebsocket', 'hocuspocus', 'relay'],
  sections: 1,
  rows: [{ key: 'perSecond', title: 'fire hose: 4 writers as fast as they may, 20 receivers', unit: '/s', marks: [] }],
  async measure(subject, { stock, quick }) {
    const running = await startSubject(subject, stock, 1)
    const generator = new Generator()
    try {
      const measured = await generator.run('hose', running, { writers: 4, receivers: quick ? 3 : 20, inserts: quick ? 200 : 10_000 })
      return { values: { perSecond: measured.gives.perSecond }, fault: measured.gives.fault, void: measured.void, raw: measured }
    } finally {
      await generator.end()
      await running.stop()
    }
  },
}
