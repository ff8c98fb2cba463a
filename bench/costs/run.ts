/** Owns the command: `node costs/run.ts [--quick]`, what a connection, a section, an edit and a process cost; docs/SCALING.md reckons with it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { collectGarbage } from '../rooms/inspect.ts'
import { Generator, type Measured } from '../rooms/measure.ts'
import { readProcessor, residentKiB } from '../rooms/processor.ts'
import { makeStock, type Running, serverCore, startSubject, type Stock } from '../rooms/subjects.ts'
import type { TypingResult } from '../rooms/typing.ts'
import { openPair } from './pair.ts'

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const { quick } = flags
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`
say(`${machine}\n`)

/** Seconds of typing that are measured. */
const typed = quick ? 2 : 15
/** Inserts of one editor in a second; cursor moves come on top. */
const insertsPerSecond = 5

const secondsOf = async (pid: number): Promise<number> => (await readProcessor(pid, serverCore)).process

/** A server that nobody uses: resident KiB, and its share of a core. */
async function rest(stock: Stock): Promise<object> {
  const running = await startSubject('ours', stock, 1, { inspected: true })
  try {
    await collectGarbage(running.inspector)
    const resident = await residentKiB(running.pid)
    const before = await secondsOf(running.pid)
    const seconds = quick ? 2 : 20
    await sleep(seconds * 1000)
    return { 'resident MiB': resident / 1024, 'share of a core %': ((await secondsOf(running.pid)) - before) * (100 / seconds) }
  } finally {
    await running.stop()
  }
}

/** Clients that come and stay without writing: resident KiB of each, and processor time of its coming. */
async function staying(stock: Stock, clients: number, sections: number, paragraphs: number): Promise<object> {
  const running = await startSubject('ours', stock, sections, { inspected: true })
  const generator = new Generator()
  try {
    const read: { readonly resident: number; readonly seconds: number }[] = []
    await generator.run('idle', running, { clients, sections, paragraphs }, async () => {
      const seconds = await secondsOf(running.pid)
      await collectGarbage(running.inspector)
      // Collecting costs, too: what comes after it counts.
      read.push({ resident: await residentKiB(running.pid), seconds: read.length === 0 ? await secondsOf(running.pid) : seconds })
    })
    const [before, after] = read
    if (!before || !after) throw new Error('nothing was measured')
    return {
      'resident KiB each': (after.resident - before.resident) / clients,
      'processor ms to come': ((after.seconds - before.seconds) * 1000) / clients,
    }
  } finally {
    await generator.end()
    await running.stop()
  }
}

const perEdit = ({ server }: Measured<TypingResult>, editors: number): number => (server * 1000) / (editors * insertsPerSecond)

async function type(running: Running, sections: number, editors: number): Promise<Measured<TypingResult>> {
  const generator = new Generator()
  try {
    return await generator.run('type', running, { sections, editors, warmMs: 2_000, forMs: typed * 1000, acknowledgements: true })
  } finally {
    await generator.end()
  }
}

async function typing(stock: Stock, sections: number, editors: number): Promise<object> {
  const running = await startSubject('ours', stock, sections)
  try {
    const measured = await type(running, sections, editors)
    const { p99, fault, acknowledged } = measured.gives
    return {
      'processor ms per edit': perEdit(measured, sections * editors),
      'share of a core %': measured.server * 100,
      'p99 ms': p99,
      'on disk p99 ms': acknowledged?.p99 ?? Number.NaN,
      ...(fault !== null && { fault }),
      ...(measured.void !== null && { void: measured.void }),
    }
  } finally {
    await running.stop()
  }
}

/** Two servers on one database that is a process of its own: everybody types at the first, the second has the same sections open. */
async function pair(stock: Stock, sections: number, editors: number): Promise<object> {
  const { database, first, second, close } = await openPair(stock, sections)
  const readers = new Generator()
  const held = Promise.withResolvers<void>()
  const inStep = Promise.withResolvers<void>()
  const reading = readers.run('idle', second, { clients: sections, sections, paragraphs: 0 }, async (on) => {
    if (on) return
    inStep.resolve()
    await held.promise
  })
  const all = async (): Promise<readonly number[]> => Promise.all([first.pid, second.pid, database].map(secondsOf))
  const since = (before: readonly number[], after: readonly number[], share: number): readonly number[] =>
    after.map((value, at) => (value - (before[at] ?? 0)) * share)
  const [a, b, d] = ['first', 'second', 'database']
  const named = (values: readonly number[], unit: string): object =>
    Object.fromEntries([a, b, d].map((name, at) => [`${name} ${unit}`, values[at]]))
  try {
    await Promise.race([inStep.promise, reading])
    const resting = await all()
    const seconds = quick ? 2 : 20
    await sleep(seconds * 1000)
    const quiet = since(resting, await all(), 100 / seconds)
    const generator = new Generator()
    try {
      let [before, after]: (readonly number[])[] = [[], []]
      const measured = await generator.run(
        'type',
        first,
        { sections, editors, warmMs: 2_000, forMs: typed * 1000 },
        async (on) => void (on ? (before = await all()) : (after = await all())),
      )
      const edits = sections * editors * insertsPerSecond * typed
      return {
        ...named(quiet, 'at rest %'),
        ...named(since(before ?? [], after ?? [], 1000 / edits), 'ms per edit'),
        'p99 ms': measured.gives.p99,
        ...(measured.gives.fault !== null && { fault: measured.gives.fault }),
      }
    } finally {
      await generator.end()
    }
  } finally {
    held.resolve()
    await reading.catch(() => undefined)
    await readers.end()
    await close()
  }
}

const stock = await makeStock(quick ? 12 : 500, quick ? 4 : 100)
const [few, many] = quick ? [3, 12] : [100, 500]
const measurements: readonly (readonly [string, () => Promise<object>])[] = [
  ['a process that nobody uses', () => rest(stock)],
  [`${many * 4} connections in ${many} empty sections`, () => staying(stock, many * 4, many, 0)],
  [`${many * 4} connections in one empty section`, () => staying(stock, many * 4, 1, 0)],
  [`${many} sections of 7,500 characters, one connection in each`, () => staying(stock, many, many, 50)],
  ...(quick ? [2, 4] : [10, 50, 100, 200]).map(
    (editors) => [`${editors} editors in one section`, () => typing(stock, 1, editors)] as const,
  ),
  ...(quick ? [2, 4] : [25, 100, 200, 400]).map(
    (sections) => [`${sections} sections with 4 editors`, () => typing(stock, sections, 4)] as const,
  ),
  [`two processes on one database, ${few} sections with 4 editors`, () => pair(stock, few, 4)],
]
const found: Record<string, object> = {}
try {
  for (const [title, measure] of measurements) {
    const values = await measure().catch((error: unknown) => ({ fault: error instanceof Error ? error.message : String(error) }))
    found[title] = values
    const shown = Object.entries(values).map(
      ([name, value]) => `${name}: ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`,
    )
    say(`${title}\n  ${shown.join('\n  ')}`)
  }
} finally {
  await stock.remove()
}
const results = fileURLToPath(new URL('../results/', import.meta.url))
await mkdir(results, { recursive: true })
const at = new Date().toISOString()
if (!quick) await writeFile(`${results}costs-${at.replaceAll(':', '-')}.json`, JSON.stringify({ at, machine, found }))
process.exit(Object.values(found).some((values) => 'fault' in values) ? 1 : 0)
