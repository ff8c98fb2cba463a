/** Owns pasted tables: their merged cells laid out as a browser lays them out, and given as a table without holes or overlaps. */
import type { ElementNode } from '@samplan/shared/section/content'
import { withoutMark } from './pasteLine.ts'

export type PastedCell = {
  readonly header: boolean
  readonly colspan: number
  readonly rowspan: number
  readonly content: readonly ElementNode[]
}
type Placed = PastedCell & { readonly row: number; readonly column: number }

/** Wider spans are nobody's meaning. */
const widest = 200

/** The table of these rows; rows and columns in which no cell begins are left out, and every place has a cell. */
export function tableOf(rows: readonly (readonly PastedCell[])[]): ElementNode {
  const cells = headed(placed(rows))
  const columns = startsOf(cells.map(({ column }) => column))
  const lines = startsOf(cells.map(({ row }) => row))
  const between = (starts: readonly number[], from: number, to: number): number => starts.filter((at) => at >= from && at < to).length
  const taken = new Set<string>()
  const starting = new Map<string, Placed>()
  for (const cell of cells) {
    starting.set(`${cell.row} ${cell.column}`, cell)
    for (const row of lines.filter((at) => at >= cell.row && at < cell.row + cell.rowspan))
      for (const column of columns.filter((at) => at >= cell.column && at < cell.column + cell.colspan)) taken.add(`${row} ${column}`)
  }
  return {
    type: 'table',
    content: lines.map((row) => ({
      type: 'tableRow',
      content: columns.flatMap((column) => {
        const cell = starting.get(`${row} ${column}`)
        if (cell)
          return [
            cellNode(
              cell,
              between(columns, cell.column, cell.column + cell.colspan),
              between(lines, cell.row, Math.min(cell.row + cell.rowspan, rows.length)),
            ),
          ]
        return taken.has(`${row} ${column}`) ? [] : [cellNode({ header: row === lines[0] && isHead(cells, row), content: [] }, 1, 1)]
      }),
    })),
  }
}

function cellNode({ header, content }: Pick<PastedCell, 'header' | 'content'>, colspan: number, rowspan: number): ElementNode {
  return {
    type: header ? 'tableHeader' : 'tableCell',
    attrs: { colspan, rowspan },
    // The letters of a header are heavy anyway.
    content: content.length === 0 ? [{ type: 'paragraph' }] : header ? content.map((node) => withoutMark(node, 'bold')) : content,
  }
}

/** Every cell at the next free place of its row, narrowed where another reaches into it. */
function placed(rows: readonly (readonly PastedCell[])[]): readonly Placed[] {
  const cells: Placed[] = []
  const taken = new Set<string>()
  for (const [row, line] of rows.entries()) {
    let column = 0
    for (const cell of line) {
      while (taken.has(`${row} ${column}`)) column++
      const most = Math.max(1, Math.min(cell.colspan, widest))
      const rowspan = Math.max(1, Math.min(cell.rowspan, rows.length - row))
      let colspan = 1
      while (colspan < most && !taken.has(`${row} ${column + colspan}`)) colspan++
      for (let down = 0; down < rowspan; down++) for (let right = 0; right < colspan; right++) taken.add(`${row + down} ${column + right}`)
      cells.push({ ...cell, row, column, colspan, rowspan })
      column += colspan
    }
  }
  return cells
}

function startsOf(places: readonly number[]): readonly number[] {
  return [...new Set(places)].sort((a, b) => a - b)
}

/** A spreadsheet has no header cells: its first row is one where all of it is bold, and not all of the table is. */
function headed(cells: readonly Placed[]): readonly Placed[] {
  if (cells.some(({ header }) => header)) return cells
  const first = cells.filter(({ row, content }) => row === 0 && content.length > 0)
  const rest = cells.filter(({ row, content }) => row > 0 && content.length > 0)
  if (first.length < 2 || !first.every(isBold) || rest.every(isBold)) return cells
  return cells.map((cell) => (cell.row === 0 ? { ...cell, header: true } : cell))
}

function isHead(cells: readonly Placed[], row: number): boolean {
  const own = cells.filter((cell) => cell.row === row)
  return own.length > 0 && own.every(({ header }) => header)
}

function isBold({ content }: PastedCell): boolean {
  const allBold = (node: ElementNode): boolean =>
    (node.content ?? []).every((child) => ('text' in child ? (child.marks ?? []).some(({ type }) => type === 'bold') : allBold(child)))
  return content.every(allBold)
}
