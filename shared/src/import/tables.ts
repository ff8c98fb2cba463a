/** Owns tables: those that the file knows, and those whose rows can be told from the text alone. */
import type { ElementNode } from '../section/content.ts'
import type { Line } from './lines.ts'
import type { SourceTable } from './source.ts'
import { beforePercent, figureCell, shareAlone, shareBehind } from './vocabulary/figures.ts'
import { columnHead, columns } from './vocabulary/goals.ts'
import { caption, etcetera } from './vocabulary/headings.ts'

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
    at = take(parted(lines, at)) ?? take(stacked(lines, at)) ?? take(figures(lines, at)) ?? take(answers(lines, at)) ?? at
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

/** Whether these are the heads of a table of goals: one row below them is a table too. */
function isGoalHead(heads: readonly string[]): boolean {
  return (
    heads.some((head) => columns.target.test(head)) && heads.some((head) => columns.statement.test(head) || columns.indicator.test(head))
  )
}

/** The heads of columns that were run together on a line, or null where other words stand there. */
function columnHeads(text: string): readonly string[] | null {
  const heads = text.match(columnHead) ?? []
  return heads.length >= 2 && heads.join(' ') === text ? heads : null
}

/** Lines in a row whose parts stand apart by tabs or wide blanks, as many in each. */
function parted(lines: readonly Line[], from: number): Table | null {
  const count = lines[from]?.cells.length ?? 0
  if (count < 2 || count > 12) return null
  const rows: string[][] = [[...(lines[from]?.cells ?? [])]]
  let to = from
  for (let line = lines[to + 1]; line && !line.pageStart && line.gap < 2; line = lines[to + 1]) {
    const last = rows.at(-1)
    const full = cutAt(line, lines[from]?.starts ?? [])
    if (line.cells.length === count) rows.push([...line.cells])
    else if (full.length === count) rows.push([...full])
    else if (startsRow(line, lines[to + 2], count))
      rows.push([joined([line.text, lines[++to + 1]?.cells[0] ?? '']), ...(lines[to + 1]?.cells.slice(1) ?? [])])
    else if (last && rows.length > 1 && isRest(line)) last[0] = joined([last[0] ?? '', line.text])
    else break
    to++
  }
  if (rows.length < (isGoalHead(rows[0] ?? []) ? 2 : leastRows)) return null
  const head = isGoalHead(rows[0] ?? []) || rows[0]?.every((text) => !/^[-–]?\d[\d.,]*\s*%?$/.test(text)) === true
  return { from, to, rows: rows.map((row) => row.map(cell)), headerRows: head ? 1 : 0, sure: true }
}

/** The cells of a line, where one so long that a single blank parts it from the next is cut where the head's column begins. */
function cutAt({ cells, starts }: Line, columnsAt: readonly number[]): readonly string[] {
  if (cells.length < 2 || cells.length >= columnsAt.length) return cells
  return cells.flatMap((text, at): string[] => {
    const from = starts[at] ?? 0
    const cut = columnsAt.map((column) => column - from).find((place) => place > 1 && place < text.length && text[place - 1] === ' ')
    return cut === undefined ? [text] : [text.slice(0, cut).trim(), text.slice(cut)]
  })
}

/** The beginning of a row's first cell, the rest of which stands beside the other cells. */
function startsRow(line: Line, next: Line | undefined, count: number): boolean {
  const whole = next !== undefined && next.cells.length === count && next.gap === 0 && !next.pageStart && /^\p{Ll}/u.test(next.text)
  return whole && line.cells.length === 1 && line.text.length <= longestLabel && !/[.:]$/.test(line.text)
}

/** The rest of a row's first cell, which was broken over lines. */
function isRest({ cells, gap, text }: Line): boolean {
  return cells.length === 1 && gap === 0 && text.length <= longestLabel && /^\p{Ll}/u.test(text) && !/[.:]$/.test(text)
}

const shortCell = 30

/** A table of goals whose cells stand one below the other: the heads of its columns, then for each row as many cells. */
function stacked(lines: readonly Line[], from: number): Table | null {
  const heads: string[] = []
  let at = from
  for (let line = lines[at]; line && !line.style && line.text.replace(columnHead, '') === '' && heads.length < 8; line = lines[++at]) {
    if (heads.length > 0 && (line.gap > 0 || line.pageStart)) break
    heads.push(line.text)
  }
  if (heads.length < 3 || !isGoalHead(heads)) return null
  const rows: string[][] = []
  const spaced = lines[at]?.gap ?? 0
  const isCell = ({ text, gap, pageStart, style }: Line): boolean =>
    text.length <= longestLabel && gap <= Math.min(spaced, 1) && !pageStart && !style && !/[.:]$/.test(text)
  let to = at - 1
  while (at < lines.length) {
    const label: string[] = []
    for (let line = lines[at]; line && isCell(line) && !/^[-–]?\d/.test(line.text) && label.length < mostWrapped; line = lines[++at])
      label.push(line.text)
    const values = lines.slice(at, at + heads.length - 1)
    const whole =
      values.length === heads.length - 1 &&
      values.every((line) => isCell(line) && line.text.length <= shortCell && /^[-–]|\d/.test(line.text))
    if (label.length === 0 || !whole) break
    rows.push([joined(label), ...values.map(({ text }) => text)])
    at += values.length
    to = at - 1
  }
  return rows.length === 0 ? null : { from, to, rows: [heads.map(cell), ...rows.map((row) => row.map(cell))], headerRows: 1, sure: true }
}

/** How many figures end the line, and what stands before them. */
function tail(line: Line | undefined): { readonly label: string; readonly values: readonly string[] } {
  const tokens = (line?.text ?? '').replace(beforePercent, '\u00a0').split(' ')
  let at = tokens.length
  while (at > 0 && figureCell.test(tokens[at - 1] ?? '')) at--
  return { label: tokens.slice(0, at).join(' '), values: tokens.slice(at).map((token) => token.replace('\u00a0', ' ')) }
}

const longestLabel = 80
const mostWrapped = 3
const mostHead = 60

/** Lines that end in equally many figures. A label may be broken over the lines before its figures. */
function figures(lines: readonly Line[], from: number): Table | null {
  const first = tail(lines[from])
  const count = first.values.length
  if (count < 2 || count > 14 || first.label.length > longestLabel || (first.label === '' && count < 3)) return null
  const rows: string[][] = []
  let held: string[] = []
  let to = from
  let real = 0
  for (let at = from; at < lines.length && held.length <= mostWrapped; at++) {
    const line = lines[at]
    if (!line) break
    const { label, values } = tail(line)
    if (values.length === count && label.length <= longestLabel && (held.length === 0 || label === '')) {
      if (held.length === 0 && label === '' && rows.length > 0) break
      rows.push([joined([...held, label]), ...values])
      if (values.some((one) => /\d/.test(one))) real++
      held = []
      to = at
    } else if (
      values.length === 0 &&
      line.text.length <= 45 &&
      !/[.!?:]$/.test(line.text.replace(etcetera, '')) &&
      !caption.test(line.text)
    )
      held.push(line.text)
    else break
  }
  // Years over the columns are their head, not a row.
  const years = rows[0]?.slice(1).every((one) => /^(?:19|20)\d\d$/.test(one)) === true ? rows.shift() : undefined
  const above = columnHeads(lines[from - 1]?.text ?? '')
  const goals = above !== null && above.length === count + 1 && isGoalHead(above)
  if (!goals && (rows.length < leastRows - (years ? 1 : 0) || real < leastRows)) return null
  if (goals) return { from: from - 1, to, rows: [above.map(cell), ...rows.map((row) => row.map(cell))], headerRows: 1, sure: true }
  // A head that names its first column needs none above it.
  const top = years && years[0] !== '' ? from : behindCaption(lines, headOf(lines, from), from, count)
  const head = lines.slice(top, from).map(({ text }) => text)
  const header = [...(head.length === 0 ? [] : [headCells(head, count + 1)]), ...(years ? [years.map(cell)] : [])]
  return {
    from: top,
    to,
    rows: [...header, ...rows.map((row) => row.map(cell))],
    headerRows: header.length,
    sure: head.length === 0 || header.every((row) => row.length === count + 1),
  }
}

/** Above a line that has a head for each column, a few words without a figure are what the table is about. */
function behindCaption(lines: readonly Line[], top: number, row: number, count: number): number {
  const [above, heads] = [lines[top]?.text ?? '', lines[row - 1]?.text.split(' ') ?? []]
  return top === row - 2 && heads.length >= count && heads.length <= count + 1 && above.split(' ').length <= 4 && !/\d/.test(above)
    ? row - 1
    : top
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
    if (shareAlone.test(line.text)) {
      if (held.length === 0) break
      // Above the first answer stands the head, if a gap parts two blocks.
      if (rows.length === 0 && blocks > 1) head.push(...held.splice(0, firstBlock(lines, from, at)))
      rows.push([joined(held), line.text])
      held = []
      to = at
      continue
    }
    if (at > from && line.gap > 0 && rows.length === 0) blocks++
    const both = rows.length > 0 && held.length === 0 ? shareBehind.exec(line.text) : null
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
