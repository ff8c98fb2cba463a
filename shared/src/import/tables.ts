/** Owns tables: those that the file knows, and those whose rows can be told from the text alone. */
import type { ElementNode } from '../section/content.ts'
import type { Line } from './lines.ts'
import type { SourceTable } from './source.ts'
import { caption } from './vocabulary.ts'

/** Lines `from` to `to`, both inclusive, by their place. `sure` is false where the head's columns could not be told apart. */
export type Table = {
  readonly from: number
  readonly to: number
  readonly rows: readonly (readonly Cell[])[]
  readonly headerRows: number
  readonly sure: boolean
}
type Cell = { readonly text: string; readonly colspan: number; readonly rowspan: number }

const cell = (text: string): Cell => ({ text, colspan: 1, rowspan: 1 })

export function tableNode({ rows, headerRows }: Table): ElementNode {
  return {
    type: 'table',
    content: rows.map((cells, at) => ({
      type: 'tableRow',
      content: cells.map(({ text, colspan, rowspan }) => ({
        type: at < headerRows ? 'tableHeader' : 'tableCell',
        attrs: { colspan, rowspan },
        content: [text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }],
      })),
    })),
  }
}

/** All tables by the line that they begin at. They never overlap; a table of one column is text. */
export function tablesOf(lines: readonly Line[], known: readonly SourceTable[]): ReadonlyMap<number, Table> {
  const found = new Map<number, Table>()
  const taken = new Set<number>()
  const take = (table: Table | null): number | null => {
    if (!table) return null
    for (let at = table.from; at <= table.to; at++) if (taken.has(at)) return null
    for (let at = table.from; at <= table.to; at++) taken.add(at)
    found.set(table.from, table)
    return table.to
  }
  const places = new Map(lines.map(({ number }, at) => [number, at]))
  for (const one of known) take(knownTable(one, lines, places))
  for (let at = 0; at < lines.length; at++) {
    if (taken.has(at)) continue
    at = take(parted(lines, at)) ?? take(figures(lines, at)) ?? take(answers(lines, at)) ?? at
  }
  return found
}

function knownTable(table: SourceTable, lines: readonly Line[], places: ReadonlyMap<number, number>): Table | null {
  const inside: number[] = []
  for (let number = table.from; number <= table.to && number - table.from < 5000; number++) {
    const at = places.get(number)
    if (at !== undefined) inside.push(at)
  }
  const [from, to] = [inside[0], inside.at(-1)]
  const columns = Math.max(0, ...table.rows.map((row) => row.reduce((sum, { colspan }) => sum + Math.max(1, colspan), 0)))
  if (from === undefined || to === undefined || columns < 2 || lines.length === 0) return null
  const rows = table.rows.filter((row) => row.length > 0)
  return {
    from,
    to,
    rows: rows.map((row) =>
      row.map(({ text, colspan, rowspan }) => ({
        text: text.replace(/\s+/g, ' ').trim(),
        colspan: Math.max(1, colspan),
        rowspan: Math.max(1, rowspan),
      })),
    ),
    headerRows: Math.min(table.headerRows, rows.length),
    sure: true,
  }
}

const leastRows = 3

/** Lines in a row whose parts stand apart by tabs or wide blanks, as many in each. */
function parted(lines: readonly Line[], from: number): Table | null {
  const columns = lines[from]?.cells.length ?? 0
  if (columns < 2 || columns > 12) return null
  let to = from
  while (
    to + 1 < lines.length &&
    lines[to + 1]?.cells.length === columns &&
    lines[to + 1]?.pageStart === false &&
    (lines[to + 1]?.gap ?? 2) < 2
  )
    to++
  if (to - from + 1 < leastRows) return null
  const rows = lines.slice(from, to + 1).map(({ cells }) => cells.map(cell))
  const head = rows[0]?.every(({ text }) => !/^[-–]?\d[\d.,]*\s*%?$/.test(text)) === true
  return { from, to, rows, headerRows: head ? 1 : 0, sure: true }
}

const value = /^(?:[-–−+]?\d[\d.,]*%?|[-–−]|\.{1,2})$/

/** How many figures end the line, and what stands before them. */
function tail(line: Line | undefined): { readonly label: string; readonly values: readonly string[] } {
  const tokens = (line?.text ?? '').split(' ')
  let at = tokens.length
  while (at > 0 && value.test(tokens[at - 1] ?? '')) at--
  return { label: tokens.slice(0, at).join(' '), values: tokens.slice(at) }
}

const longestLabel = 80
const mostWrapped = 3
const mostHead = 60

/** Lines that end in equally many figures. A label may be broken over the lines before its figures. */
function figures(lines: readonly Line[], from: number): Table | null {
  const first = tail(lines[from])
  const columns = first.values.length
  if (columns < 2 || columns > 14 || first.label.length > longestLabel || (first.label === '' && columns < 3)) return null
  const rows: string[][] = []
  let held: string[] = []
  let to = from
  let real = 0
  for (let at = from; at < lines.length && held.length <= mostWrapped; at++) {
    const line = lines[at]
    if (!line) break
    const { label, values } = tail(line)
    if (values.length === columns && label.length <= longestLabel && (held.length === 0 || label === '')) {
      if (held.length === 0 && label === '' && rows.length > 0) break
      rows.push([joined([...held, label]), ...values])
      if (values.some((one) => /\d/.test(one))) real++
      held = []
      to = at
    } else if (
      values.length === 0 &&
      line.text.length <= 45 &&
      !/[.!?:]$/.test(line.text.replace(/(?<![\p{L}\p{N}])mv\.$/u, '')) &&
      !caption.test(line.text)
    )
      held.push(line.text)
    else break
  }
  // Years over the columns are their head, not a row.
  const years = rows[0]?.slice(1).every((one) => /^(?:19|20)\d\d$/.test(one)) === true ? rows.shift() : undefined
  if (rows.length < leastRows - (years ? 1 : 0) || real < leastRows) return null
  const top = headOf(lines, from)
  const head = lines.slice(top, from).map(({ text }) => text)
  const header = [...(head.length === 0 ? [] : [headCells(head, columns + 1)]), ...(years ? [years.map(cell)] : [])]
  return {
    from: top,
    to,
    rows: [...header, ...rows.map((row) => row.map(cell))],
    headerRows: header.length,
    sure: head.length === 0 || header.every((row) => row.length === columns + 1),
  }
}

/** Where the head above the first row begins: behind the caption, or the lines that stand close above. */
function headOf(lines: readonly Line[], row: number): number {
  let close = row
  for (let at = row - 1; at >= Math.max(0, row - mostHead); at--) {
    const line = lines[at]
    if (!line || line.style) break
    const captioned = [at, at - 1, at - 2].find(
      (above) => caption.test(lines[above]?.text ?? '') && (above === at || (lines[at]?.gap ?? 2) === 0),
    )
    if (captioned !== undefined) {
      // The caption's own lines reach to the next empty space.
      let below = captioned + 1
      while (below < row && lines[below]?.gap === 0) below++
      return below < row ? below : captioned + 1
    }
    if (line.text.length > 60 || (/[.!?]$/.test(line.text) && !/(?<![\p{L}\p{N}])\p{L}{1,5}\.$/u.test(line.text)) || line.pageStart) break
    if (row - at <= 4 && close === at + 1 && (lines[at + 1]?.gap ?? 2) === 0) close = at
  }
  return close
}

function headCells(head: readonly string[], columns: number): readonly Cell[] {
  const parts = head.length === 1 ? (head[0] ?? '').split(' ') : head
  if (parts.length === columns) return parts.map(cell)
  if (head.length === 1 && parts.length === columns - 1) return [cell(''), ...parts.map(cell)]
  return [{ text: joined(head), colspan: columns, rowspan: 1 }]
}

/** A label or a head that was broken over lines. */
function joined(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce(
      (text, part) => (text === '' ? part : /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(part) ? text.slice(0, -1) + part : `${text} ${part}`),
      '',
    )
}

const share = /^(?:ca\.\s*)?[-–]?\d[\d.,]*\s*(?:%|pct\.?)$/iu
const answered = /^(.*\S)\s+((?:\p{Lu}+ = )?[-–]?\d[\d.,]*\s*(?:%|pct\.?))$/u

/** Questions with one share each: a short text, then a line that holds nothing but a percentage, several times. */
function answers(lines: readonly Line[], from: number): Table | null {
  const head: string[] = []
  const rows: string[][] = []
  let held: string[] = []
  let blocks = 0
  let to = from
  for (let at = from; at < lines.length && held.length <= 5; at++) {
    const line = lines[at]
    if (!line || line.text.length > 90 || (line.pageStart && at > from) || line.style) break
    if (share.test(line.text)) {
      if (held.length === 0) break
      // Above the first answer stands the head, if a gap parts two blocks.
      if (rows.length === 0 && blocks > 1) head.push(...held.splice(0, firstBlock(lines, from, at)))
      rows.push([joined(held), line.text])
      held = []
      to = at
      continue
    }
    if (at > from && line.gap > 0 && rows.length === 0) blocks++
    const both = rows.length > 0 && held.length === 0 ? answered.exec(line.text) : null
    if (both && /\?/.test(both[1] ?? '')) {
      rows.push([both[1] ?? '', both[2] ?? ''])
      to = at
      continue
    }
    if (blocks === 0 && rows.length === 0) blocks = 1
    if (rows.length === 0 && blocks > 2) break
    held.push(line.text)
  }
  if (rows.length < leastRows - 1 || rows.filter(([label]) => (label ?? '').length <= 160).length < rows.length) return null
  const header = head.length > 0 ? [[{ text: joined(head), colspan: 2, rowspan: 1 }]] : []
  return { from, to, rows: [...header, ...rows.map((row) => row.map(cell))], headerRows: header.length, sure: head.length === 0 }
}

/** How many lines stand before the first gap. */
function firstBlock(lines: readonly Line[], from: number, to: number): number {
  let count = 1
  while (from + count < to && (lines[from + count]?.gap ?? 0) === 0) count++
  return count
}
