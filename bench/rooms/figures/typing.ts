/** Owns the figures of typing: how many editors and sections a server carries, how long a character takes, what it costs. */
import type { Figure, Outcome, Surroundings } from '../figure.ts'
import { Generator, type Measured } from '../measure.ts'
import { startSubject, type Subject } from '../subjects.ts'
import type { TypingJob, TypingResult } from '../typing.ts'

const peers = ['yWebsocket', 'hocuspocus', 'relay'] as const
const everybody = ['ours', 'oursInMemory', ...peers] as const
const asShipped = ['ours', ...peers] as const
/** A character may take so long to all but one of a hundred. Milliseconds. */
const bearable = 100
const ladder = [25, 50, 100, 200, 400, 800] as const
const begunAt = 100
/** Of the smallest sizes, for trying the bench itself. */
const quickLadder = [2, 4] as const

async function typeOnce(
  subject: Subject,
  job: Pick<TypingJob, 'sections' | 'editors'>,
  { stock, quick }: Surroundings,
): Promise<Measured<TypingResult>> {
  const running = await startSubject(subject, stock, job.sections)
  const generator = new Generator()
  try {
    const times = quick ? { warmMs: 500, forMs: 1_500 } : { warmMs: 3_000, forMs: 12_000 }
    return await generator.run('type', running, { ...job, ...times, acknowledgements: subject === 'ours' || subject === 'oursInMemory' })
  } finally {
    await generator.end()
    await running.stop()
  }
}

function outcomeOf(measured: Measured<TypingResult>, values: Readonly<Record<string, number>>): Outcome {
  return { values, fault: measured.gives.fault, void: measured.void, raw: measured }
}

const percent = (share: number): number => share * 100

/** The largest size that is borne: from the middle of the ladder up until one is not, or down until one is. */
async function climb(subject: Subject, surroundings: Surroundings, of: 'editors' | 'sections'): Promise<Outcome> {
  const steps: object[] = []
  /** Why a size says nothing; null while all do. */
  let nothing: string | null = null
  const isBorne = async (size: number): Promise<boolean> => {
    const job = of === 'editors' ? { sections: 1, editors: size } : { sections: size, editors: 4 }
    const measured = await typeOnce(subject, job, surroundings)
    const { p99, fault } = measured.gives
    steps.push({ size, ...measured })
    surroundings.say(
      `  ${subject} ${size}: p99 ${p99.toFixed(1)} ms, server ${percent(measured.server).toFixed(0)} %, generator ${percent(measured.generator).toFixed(0)} %${measured.void ? `, void: ${measured.void}` : ''}${fault ? `, ${fault}` : ''}`,
    )
    if (fault || !(p99 <= bearable)) return false
    // What the generator could not carry is not the server's: the value is "at least".
    if (measured.void && !surroundings.quick) nothing = `at ${size}: ${measured.void}`
    return nothing === null
  }
  const sizes: readonly number[] = surroundings.quick ? quickLadder : ladder
  const middle = Math.max(0, sizes.indexOf(begunAt))
  let reached = 0
  for (const size of sizes.slice(middle)) {
    if (!(await isBorne(size))) break
    reached = size
  }
  for (const size of sizes.slice(0, middle).reverse()) if (reached === 0 && nothing === null && (await isBorne(size))) reached = size
  return { values: { reached }, fault: null, void: nothing, raw: steps }
}

export const editors: Figure = {
  name: 'editors',
  subjects: asShipped,
  sections: 1,
  rows: [
    {
      key: 'reached',
      title: 'editors in one section with p99 ≤ 100 ms',
      unit: 'editors',
      marks: [
        { against: 'yWebsocket', must: 'atLeast', ratio: 4 },
        { against: 'hocuspocus', must: 'atLeast', ratio: 2 },
      ],
    },
  ],
  measure: (subject, surroundings) => climb(subject, surroundings, 'editors'),
}

export const hundred: Figure = {
  name: 'hundred',
  subjects: everybody,
  sections: 1,
  rows: [
    { key: 'p99', title: 'p99 at 100 editors', unit: 'ms', marks: [{ against: 'yWebsocket', must: 'atMost', ratio: 0.4 }] },
    { key: 'server', title: 'server CPU at 100 editors', unit: '%', marks: [{ against: 'yWebsocket', must: 'atMost', ratio: 0.4 }] },
    {
      key: 'acknowledged',
      title: 'acknowledged as on disk, p99 at 100 editors',
      unit: 'ms',
      marks: [{ against: 'ours', row: 'p99', must: 'atMost', ratio: 3 }],
    },
    {
      key: 'propagation',
      title: 'propagation p99 beside without disk',
      unit: 'ms',
      marks: [{ against: 'oursInMemory', must: 'atMost', ratio: 1.1 }],
    },
  ],
  async measure(subject, surroundings) {
    const measured = await typeOnce(subject, { sections: 1, editors: surroundings.quick ? 5 : 100 }, surroundings)
    const { p99, acknowledged } = measured.gives
    const isOurs = subject === 'ours' || subject === 'oursInMemory'
    return outcomeOf(measured, {
      p99,
      server: percent(measured.server),
      acknowledged: acknowledged && acknowledged.count > 0 && subject === 'ours' ? acknowledged.p99 : Number.NaN,
      propagation: isOurs ? p99 : Number.NaN,
    })
  },
}

const few = (count: number): Figure => ({
  name: `few${count}`,
  subjects: everybody,
  sections: 1,
  rows: [{ key: 'p95', title: `p95 at ${count} editors`, unit: 'ms', marks: [{ against: 'quickest', must: 'atMost', ratio: 1.5 }] }],
  async measure(subject, surroundings) {
    const measured = await typeOnce(subject, { sections: 1, editors: surroundings.quick ? 3 : count }, surroundings)
    return outcomeOf(measured, { p95: measured.gives.p95 })
  },
})
export const ten = few(10)
export const twentyFive = few(25)

export const sections: Figure = {
  name: 'sections',
  subjects: asShipped,
  sections: 800,
  rows: [
    {
      key: 'reached',
      title: 'sections × 4 editors with p99 ≤ 100 ms',
      unit: 'sections',
      marks: [{ against: 'yWebsocket', must: 'atLeast', ratio: 4 }],
    },
  ],
  measure: (subject, surroundings) => climb(subject, surroundings, 'sections'),
}

export const twoHundredSections: Figure = {
  name: 'sections200',
  subjects: everybody,
  sections: 200,
  rows: [
    { key: 'p99', title: 'p99 at 200 sections × 4 editors', unit: 'ms', marks: [{ against: 'yWebsocket', must: 'atMost', ratio: 0.05 }] },
  ],
  async measure(subject, surroundings) {
    const measured = await typeOnce(subject, { sections: surroundings.quick ? 3 : 200, editors: 4 }, surroundings)
    return outcomeOf(measured, { p99: measured.gives.p99 })
  },
}
