/** Owns the command: `node rooms/run.ts [FIGURE ...] [--rounds n] [--quick] [--only ours,relay] [--kept] [--void-too]`; the table on the terminal, raw samples in results/. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Figure, Mark, Row } from './figure.ts'
import { fireHose, idle, opening, returning } from './figures/coming.ts'
import { graphql } from './figures/graphql.ts'
import { hundredPages } from './figures/navigation.ts'
import { paint, threeHundred } from './figures/page.ts'
import { frozen, tabs, told } from './figures/product.ts'
import { editors, hundred, sections, ten, twentyFive, twoHundredSections } from './figures/typing.ts'
import { years } from './figures/years.ts'
import { printTable } from './printTable.ts'
import { type Round, runRounds } from './rounds.ts'
import { selfTest } from './selfTest.ts'
import { makeStock, type Subject, subjects, versions } from './subjects.ts'

const figures: readonly Figure[] = [
  editors,
  hundred,
  ten,
  twentyFive,
  sections,
  twoHundredSections,
  opening,
  returning,
  idle,
  fireHose,
  told,
  frozen,
  tabs,
  graphql,
  paint,
  hundredPages,
  threeHundred,
  years,
]

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    'void-too': { type: 'boolean', default: false },
    only: { type: 'string' },
    kept: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((name) => !figures.some((figure) => figure.name === name))
if (unknown.length > 0) {
  process.stderr.write(`No such figure: ${unknown.join(', ')}. There are: ${figures.map(({ name }) => name).join(', ')}\n`)
  process.exit(1)
}
const only = flags.only?.split(',').filter((name): name is Subject => (subjects as readonly string[]).includes(name))
const chosen = figures
  .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  .map((figure) => (flags.kept ? withKept(figure) : figure))
  .map((figure) => (only ? { ...figure, subjects: figure.subjects.filter((subject) => only.includes(subject)) } : figure))
const { quick } = flags

/** The second table: the peers with the persistence they have. */
function withKept(figure: Figure): Figure {
  const kept = (subject: Subject): Subject =>
    subject === 'yWebsocket' ? 'yWebsocketKept' : subject === 'hocuspocus' ? 'hocuspocusKept' : subject
  const marks = (row: Row): readonly Mark[] =>
    row.marks.map((mark) => (mark.against === 'quickest' ? mark : { ...mark, against: kept(mark.against) }))
  return {
    ...figure,
    subjects: figure.subjects.map(kept).filter((subject) => subject !== 'relay'),
    rows: figure.rows.map((row) => ({ ...row, marks: marks(row) })),
  }
}
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`
const versionsUsed = await versions()
say(`${machine}\n${versionsUsed}\n`)

// A run of everything begins with the proof that a bad server is seen.
if (positionals.length === 0 && !(await selfTest(say))) process.exit(1)

const sectionsNeeded = quick ? 12 : Math.max(...chosen.map((figure) => figure.sections))
const stock = await makeStock(sectionsNeeded, quick ? 4 : 100)
const done: { readonly figure: Figure; readonly rounds: readonly Round[] }[] = []
try {
  for (const figure of chosen) done.push({ figure, rounds: await runRounds(figure, Number(flags.rounds), { stock, quick, say }) })
} finally {
  await stock.remove()
}
say(`\n${printTable(done, flags['void-too'] || quick)}`)

const results = fileURLToPath(new URL('../results/', import.meta.url))
await mkdir(results, { recursive: true })
const at = new Date().toISOString()
const raw = done.map(({ figure, rounds }) => ({ figure: figure.name, rounds: rounds.map((round) => Object.fromEntries(round)) }))
const file = `${results}rooms-${at.replaceAll(':', '-')}.json`
if (!quick) await writeFile(file, JSON.stringify({ at, machine, versions: versionsUsed, raw }))
const faults = done.flatMap(({ rounds }) => rounds.flatMap((round) => [...round].filter(([, outcome]) => outcome.fault)))
process.exit(faults.length > 0 ? 1 : 0)
