/** Owns how a page's fragments become lines and tables of the source. */
import type { SourceCell, SourceLayout, SourceRun } from '@samplan/shared/import/source'
import { guessedHeaderRows, type SourceBuilder } from '../buildSource.ts'
import { alignedTable } from './alignedTable.ts'
import { type Fragment, fragmentsOf } from './fragments.ts'
import type { PageParts, Piece } from './pageParts.ts'
import { inReadingOrder, median, type Placed, type Row } from './readingOrder.ts'
import { type Grid, type GridCell, gridsOf } from './ruledTables.ts'

type Table = Placed & {
  readonly rows: readonly (readonly SourceCell[])[]
  readonly layouts: readonly SourceLayout[]
  readonly headerRows: number
}
type Item = Fragment | Table

const isTable = (item: Item): item is Table => 'rows' in item

/** No cell of a table has more lines. */
const framedLines = 15
/** A gap this much wider than lines usually have is an empty line. */
const emptyLine = 1.45
/** A gap within a line that a person sees as a tab. In sizes. */
const tab = 2

export function addPage(source: SourceBuilder, page: number, { pieces, turned, rulings }: PageParts): void {
  const { tables, rest } = takeTables(pieces, gridsOf(rulings))
  const rows = inReadingOrder<Item>([...fragmentsOf(rest), ...tables], isTable)
  const usual = leading(rows)
  let above: Row<Item> | null = null
  for (let at = 0; at < rows.length;) {
    const row = rows[at] ?? []
    const [first] = row
    if (first && above && isApart(above, row, usual)) source.line([], { page })
    const aligned = first && !isTable(first) ? alignedTable(rows.slice(at) as readonly Row<Fragment>[], isTable) : null
    if (first && isTable(first)) source.table(first.rows, first.headerRows, page, first.layouts)
    else if (aligned) source.table(aligned.rows, guessedHeaderRows(aligned.rows), page, aligned.layouts)
    else source.line(runsOf(row as Row<Fragment>), { page, layout: layoutOf(row as Row<Fragment>) })
    at += aligned?.taken ?? 1
    above = rows[at - 1] ?? null
  }
  for (const text of turned) source.line([{ text }], { page })
}

/** Text whose middle lies in a grid is that of its cells. A grid with words in one cell only is a frame. */
function takeTables(
  pieces: readonly Piece[],
  grids: readonly Grid[],
): { readonly tables: readonly Table[]; readonly rest: readonly Piece[] } {
  let rest = pieces
  const tables: Table[] = []
  for (const grid of grids) {
    const [left = 0, right = 0, top = 0, end = 0] = [grid.xs[0], grid.xs.at(-1), grid.ys[0], grid.ys.at(-1)]
    const middle = (piece: Piece): readonly [number, number] => [(piece.left + piece.right) / 2, piece.base - piece.size * 0.35]
    const inside = rest.filter((piece) => {
      const [x, y] = middle(piece)
      return x > left && x < right && y > top && y < end
    })
    const rows = new Map<number, SourceCell[]>()
    const sizes = new Map<number, number>()
    for (const { row, column, rowspan, colspan } of grid.cells) {
      const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [grid.xs[column], grid.xs[column + colspan], grid.ys[row], grid.ys[row + rowspan]]
      const own = inside.filter((piece) => {
        const [x, y] = middle(piece)
        return x >= x0 && x < x1 && y >= y0 && y < y1
      })
      const text = inReadingOrder(fragmentsOf(own))
        .map((line) => line.map((fragment) => withMarks(fragment.runs)).join(' '))
        .join('\n')
      rows.set(row, [...(rows.get(row) ?? []), { text: text.trim(), colspan, rowspan }])
      sizes.set(row, Math.max(sizes.get(row) ?? 0, ...own.map(({ size }) => size)))
    }
    const filled = [...rows.values()].flat().filter(({ text }) => text !== '').length
    if (filled < 3 || isFrame(grid, rows)) continue
    rest = rest.filter((piece) => !inside.includes(piece))
    const ordered = [...rows].sort(([a], [b]) => a - b)
    const layouts = ordered.map(([row]) => ({ left, right, top: grid.ys[row] ?? top, size: sizes.get(row) ?? 0 }))
    const cells = ordered.map(([, row]) => row)
    tables.push({ left, right, top, base: end, text: '', rows: cells, layouts, headerRows: guessedHeaderRows(cells) })
  }
  return { tables, rest }
}

/** Boxes around whole parts of a page are no table, even where they touch. */
function isFrame({ xs, ys, cells }: Grid, rows: ReadonlyMap<number, readonly SourceCell[]>): boolean {
  const area = ({ row, column, rowspan, colspan }: GridCell): number =>
    ((xs[column + colspan] ?? 0) - (xs[column] ?? 0)) * ((ys[row + rowspan] ?? 0) - (ys[row] ?? 0))
  const whole = ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0))
  const longest = Math.max(...[...rows.values()].flat().map(({ text }) => text.split('\n').length))
  return longest > framedLines && cells.some((cell) => area(cell) > whole * 0.5)
}

/** A cell has no runs: the mark of a note stays behind its word. */
const withMarks = (runs: readonly SourceRun[]): string => runs.map(({ text, note }) => text + (note ? ` ${note}` : '')).join('')

function runsOf(row: Row<Fragment>): readonly SourceRun[] {
  return row.flatMap((fragment, at) => {
    const before = row[at - 1]
    if (!before) return fragment.runs
    return [{ text: fragment.left - before.right > tab * fragment.size ? '\t' : ' ' }, ...fragment.runs]
  })
}

function layoutOf(row: Row<Fragment>): SourceLayout {
  return {
    left: round(Math.min(...row.map(({ left }) => left))),
    right: round(Math.max(...row.map(({ right }) => right))),
    top: round(Math.min(...row.map(({ top }) => top))),
    size: round(Math.max(...row.map(({ size }) => size))),
  }
}

const round = (points: number): number => Math.round(points * 10) / 10
const baseOf = (row: Row<Item>): number => Math.max(...row.map(({ base }) => base))

function leading(rows: readonly Row<Item>[]): number {
  const steps = rows.flatMap((row, at) => {
    const next = rows[at + 1]
    const step = next ? baseOf(next) - baseOf(row) : 0
    return step > 1 && step < 40 ? [step] : []
  })
  return median(steps)
}

/** Only downwards: where a column ends, the text goes on. */
function isApart(above: Row<Item>, row: Row<Item>, usual: number): boolean {
  if (usual === 0) return false
  if ([...above, ...row].some(isTable)) return true
  return baseOf(row) - baseOf(above) > usual * emptyLine
}
