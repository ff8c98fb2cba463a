/** Owns the lines that the finder works on: text without indentation, and the empty space around it. */
import { sizesOf } from './looks.ts'
import type { SourceLine, SourceRun, SourceText } from './source.ts'

/** A line with words. `gap`: empty space before it, 0 none, 1 a blank line, 2 more; lines of a text that is set with double spacing count from there. */
export type Line = {
  readonly at: number
  readonly number: number
  readonly text: string
  readonly runs: readonly SourceRun[]
  readonly indent: number
  readonly gap: number
  /** Blank lines as they stand. */
  readonly blanks: number
  readonly page: number
  readonly pageStart: boolean
  /** Right edge and width of a letter: points where the file has layout, letters elsewhere. */
  readonly right: number
  readonly letter: number
  readonly size: number | null
  readonly bold: boolean
  readonly style: SourceLine['style']
  /** Parts that tabs or wide blanks keep apart; one part where there are none. */
  readonly cells: readonly string[]
  /** Where each part begins, in letters of the line as it stands. */
  readonly starts: readonly number[]
}

const leastRunning = 0.12

/** Whether sentences go on behind an empty line: then it is the spacing of lines. A text of paragraphs of one line each has empty lines too. */
function runsOn(lines: readonly { readonly line: SourceLine; readonly text: string; readonly blanks: number }[]): boolean {
  const behind = lines.filter(({ blanks }) => blanks === 1)
  return behind.filter(({ text, line }) => line.layout !== null || /^\p{Ll}/u.test(text)).length >= behind.length * leastRunning
}

/** The lines that have letters, digits or any sign; the document's pages and whether it is set with double spacing. */
export type Prepared = {
  readonly lines: readonly Line[]
  readonly paged: boolean
  readonly bodySize: number | null
  readonly laidOut: boolean
}

/** Control and format characters but not tab, line ends and the soft hyphen; lone halves of a pair of surrogates. */
const plain = /^(?:[!-~æøåÆØÅé–’”•] ?)*$/
const unseen = /[^\P{C}\t\n\r\f\v\u00ad\uE000-\uF8FF]/gu

/** Control characters and zero-width ones go; every kind of blank becomes one. */
export function tidy(text: string): string {
  if (plain.test(text)) return text.trim()
  return text.replace(unseen, '').replace(/\s+/g, ' ').trim()
}

/** The runs with the blanks of the line's text, so that together they are that text; a line whose runs say something else becomes one run. */
function tidyRuns(runs: readonly SourceRun[], text: string): readonly SourceRun[] {
  const tidied: SourceRun[] = []
  let so = ''
  for (const run of runs) {
    const clean = run.text.replace(unseen, '').replace(/\s+/g, ' ')
    const piece = so === '' || so.endsWith(' ') ? clean.trimStart() : clean
    so += piece
    if (piece !== '' || run.note !== undefined) tidied.push({ ...run, text: piece })
  }
  for (let at = tidied.length - 1; at >= 0; at--) {
    const run = tidied[at]
    if (!run) break
    const trimmed = run.text.trimEnd()
    tidied[at] = { ...run, text: trimmed }
    if (trimmed !== '') break
  }
  return so.trimEnd() === text && tidied.length > 0 ? tidied : [{ text }]
}

/** The line without its first letters. */
export function dropStart(line: Line, count: number): Line {
  const runs: SourceRun[] = []
  let skip = count
  for (const run of line.runs) {
    const cut = run.text.slice(Math.min(skip, run.text.length))
    skip -= Math.min(skip, run.text.length)
    const piece = runs.length === 0 ? cut.trimStart() : cut
    if (piece !== '' || (run.note !== undefined && skip === 0)) runs.push({ ...run, text: piece })
  }
  return { ...line, text: line.text.slice(count).trim(), runs }
}

/** The line up to its first `count` letters. */
export function keepStart(line: Line, count: number): Line {
  const runs: SourceRun[] = []
  let left = count
  for (const run of line.runs) {
    if (left <= 0) break
    runs.push({ ...run, text: run.text.slice(0, left) })
    left -= run.text.length
  }
  return { ...line, text: line.text.slice(0, count).trim(), runs }
}

export function prepareLines(source: SourceText): Prepared {
  const pitch = typicalPitch(source.lines)
  const raw: { line: SourceLine; text: string; blanks: number; page: number; pageStart: boolean }[] = []
  let blanks = 0
  let page = 1
  let before: SourceLine | null = null
  for (const line of source.lines) {
    const text = tidy(line.text)
    if (text === '') {
      blanks++
      continue
    }
    const starts: boolean = before !== null && line.page !== null && before.page !== null && line.page !== before.page
    if (starts) page++
    // Where the places of lines are known they say more than empty lines, which a reader puts above every large one.
    const seen = before && !starts ? (spaceBetween(before, line, pitch) ?? blanks) : blanks
    raw.push({ line, text, blanks: seen, page, pageStart: before === null || starts })
    before = line
    blanks = 0
  }
  const inside = raw.filter(({ pageStart }) => !pageStart)
  const tight = inside.filter((one) => one.blanks === 0).length
  const double = source.kind !== 'docx' && inside.length > 20 && tight < inside.length * 0.3 && runsOn(inside)
  const sizeOf = sizesOf(source)
  const sizes = source.lines.flatMap((line) => {
    const size = sizeOf(line)
    return size === null ? [] : [[size, line.text.length] as const]
  })
  const bodySize = weightedMedian(sizes)
  const lines = raw.map(({ line, text, blanks: space, page: onPage, pageStart }, at): Line => {
    const gap = line.style ? 1 : source.kind === 'docx' ? 1 : Math.max(0, space - (double ? 1 : 0))
    const { layout } = line
    return {
      at,
      number: line.number,
      text,
      runs: tidyRuns(line.runs, text),
      indent: layout ? layout.left : line.text.length - line.text.trimStart().length,
      gap: pageStart ? 2 : Math.min(gap, 2),
      blanks: space,
      page: onPage,
      pageStart,
      right: layout ? layout.right : line.text.trimEnd().length,
      letter: layout ? Math.max(0.1, (layout.right - layout.left) / Math.max(1, text.length)) : 1,
      size: sizeOf(line),
      bold: line.runs.length > 0 && line.runs.every((run) => run.bold === true || run.text.trim() === ''),
      style: line.style,
      ...cellsOf(line.text, text),
    }
  })
  return {
    lines,
    paged: raw.some(({ line }) => line.page !== null) && page > 1,
    bodySize,
    laidOut: raw.some(({ line }) => line.layout !== null),
  }
}

function cellsOf(raw: string, text: string): Pick<Line, 'cells' | 'starts'> {
  const inside = raw.trim()
  if (!inside.includes('\t') && !inside.includes('   ')) return { cells: [text], starts: [0] }
  const found = [...raw.matchAll(/(?:[^\t ]| {1,2}(?! ))+/gu)]
    .map((match) => ({ cell: tidy(match[0]), from: match.index + match[0].length - match[0].trimStart().length }))
    .filter(({ cell }) => cell !== '')
  return { cells: found.map(({ cell }) => cell), starts: found.map(({ from }) => from) }
}

function typicalPitch(lines: readonly SourceLine[]): number | null {
  const steps: [number, number][] = []
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    if (!before?.layout || !line.layout || before.page !== line.page) return
    const step = (line.layout.top - before.layout.top) / Math.max(1, line.layout.size)
    if (step > 0.5 && step < 4) steps.push([step, 1])
  })
  return weightedMedian(steps)
}

/** How many lines would fit between two lines; null where the file has no layout. A line higher up stands in another column. */
function spaceBetween(before: SourceLine, line: SourceLine, pitch: number | null): number | null {
  if (!before.layout || !line.layout || pitch === null) return null
  const step = (line.layout.top - before.layout.top) / Math.max(1, Math.max(line.layout.size, before.layout.size))
  if (step < -0.5) return 1
  return step > pitch * 2.4 ? 2 : step > pitch * 1.3 ? 1 : 0
}

function weightedMedian(values: readonly (readonly [number, number])[]): number | null {
  const sorted = [...values].sort((a, b) => a[0] - b[0])
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let seen = 0
  for (const [value, weight] of sorted) {
    seen += weight
    if (seen >= total / 2) return value
  }
  return null
}
