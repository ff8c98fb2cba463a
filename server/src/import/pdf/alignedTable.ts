/** Owns the tables that nothing but their alignment shows. */
import type { SourceCell, SourceLayout } from '@samplan/shared/import/source'
import type { Fragment } from './fragments.ts'
import type { Row } from './readingOrder.ts'

export type AlignedTable = {
  readonly rows: readonly (readonly SourceCell[])[]
  readonly layouts: readonly SourceLayout[]
  readonly taken: number
}

/** Rows stand at most this far from each other, in sizes. */
const widestStep = 3.2
/** Lines of one cell stand nearer. In sizes. */
const wrapStep = 1.5
/** Points. */
const slack = 4
const leastGap = 2
type Stripe = { left: number; right: number }

/** The table at the beginning of the rows, where one clearly stands: three columns or more with two full rows, or two columns with four rows. */
export function alignedTable(rows: readonly Row<Fragment>[], isOther: (item: Fragment) => boolean): AlignedTable | null {
  const taken = takeRows(rows, isOther)
  const columns = stripesOf(taken.filter((row) => row.length > 1).flat())
  const full = taken.filter((row) => row.length === columns.length).length
  if (columns.length < 2 || full < 2 || (columns.length === 2 && (full < 4 || isContents(taken)))) return null
  const cells: string[][] = []
  const layouts: SourceLayout[] = []
  let used = 0
  for (const row of taken) {
    const [first] = row
    const own = columns.map((column) => row.filter((one) => isIn(one, column)))
    // A single piece that is in no column is a line of text below the table.
    if (!first || own.flat().length < row.length || (row.length === 1 && !fits(first, columns))) break
    const texts = own.map((fragments) => fragments.map(({ text }) => text.trim()).join(' '))
    const last = cells.at(-1)
    // A row without a first cell, or with one cell only, goes on with the one above.
    if (last && (texts[0] === '' || row.length === 1)) texts.forEach((text, at) => (last[at] = [last[at], text].filter(Boolean).join('\n')))
    else {
      cells.push(texts)
      layouts.push({ left: first.left, right: row.at(-1)?.right ?? first.right, top: first.top, size: first.size })
    }
    used++
  }
  if (cells.length < 2) return null
  return { rows: cells.map((row) => row.map((text) => ({ text, colspan: 1, rowspan: 1 }))), layouts, taken: used }
}

/** Rows of several pieces, and between them what goes on in one cell: a single piece near below. */
function takeRows(rows: readonly Row<Fragment>[], isOther: (item: Fragment) => boolean): readonly Row<Fragment>[] {
  const taken: Row<Fragment>[] = []
  for (const row of rows) {
    const [first, above] = [row[0], taken.at(-1)?.[0]]
    if (!first || isOther(first) || (row.length < 2 && !above)) break
    const step = above ? first.base - above.base : 0
    if (above && (step > (row.length < 2 ? wrapStep : widestStep) * first.size || step <= 0)) break
    taken.push(row)
  }
  return taken
}

const fits = ({ left, right }: Fragment, columns: readonly Stripe[]): boolean =>
  columns.some((column) => left >= column.left - slack && right <= column.right + slack)
const isIn = ({ left, right }: Fragment, column: Stripe): boolean => (left + right) / 2 >= column.left && (left + right) / 2 <= column.right

/** Titles with page numbers are a table of contents. */
const isContents = (rows: readonly Row<Fragment>[]): boolean => rows.every((row) => /^[.\s…]*\d{1,3}$/.test(row.at(-1)?.text ?? ''))

/** The upright stripes that the fragments fill, with clear space between them. */
function stripesOf(fragments: readonly Fragment[]): readonly Stripe[] {
  const stripes: Stripe[] = []
  for (const { left, right } of [...fragments].sort((a, b) => a.left - b.left)) {
    const last = stripes.at(-1)
    if (last && left - last.right < leastGap) last.right = Math.max(last.right, right)
    else stripes.push({ left, right })
  }
  return stripes
}
