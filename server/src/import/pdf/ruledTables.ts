/** Owns the tables that are drawn: lines that make a grid, and the text in its cells. */
import type { Ruling } from './pageParts.ts'

/** The lines between columns and rows, and which of them are missing between two cells. Points. */
export type Grid = { readonly xs: readonly number[]; readonly ys: readonly number[]; readonly cells: readonly GridCell[] }
export type GridCell = { readonly row: number; readonly column: number; readonly rowspan: number; readonly colspan: number }

/** Lines this near are one. Points. */
const near = 3.5
const mostLines = 200

/** Grids of at least two rows and two columns, from the top. */
export function gridsOf(rulings: readonly Ruling[]): readonly Grid[] {
  return groupsOf(rulings)
    .flatMap((group) => gridOf(group) ?? [])
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0))
}

const touch = (a: Ruling, b: Ruling): boolean => a.x0 - near <= b.x1 && b.x0 - near <= a.x1 && a.y0 - near <= b.y1 && b.y0 - near <= a.y1

/** Lines that hang together. */
function groupsOf(rulings: readonly Ruling[]): readonly (readonly Ruling[])[] {
  let groups: { readonly box: Ruling; readonly lines: readonly Ruling[] }[] = []
  for (const line of rulings) {
    const own = groups.filter(({ box, lines }) => touch(box, line) && lines.some((other) => touch(other, line)))
    const lines = [...own.flatMap((group) => group.lines), line]
    groups = [...groups.filter((group) => !own.includes(group)), { box: around(lines), lines }]
    if (groups.length > mostLines) return []
  }
  return groups.map(({ lines }) => lines)
}

function around(lines: readonly Ruling[]): Ruling {
  return {
    x0: Math.min(...lines.map(({ x0 }) => x0)),
    y0: Math.min(...lines.map(({ y0 }) => y0)),
    x1: Math.max(...lines.map(({ x1 }) => x1)),
    y1: Math.max(...lines.map(({ y1 }) => y1)),
  }
}

function gridOf(lines: readonly Ruling[]): Grid | null {
  const flat = lines.filter(({ x0, x1, y0, y1 }) => x1 - x0 > y1 - y0)
  const upright = lines.filter((line) => !flat.includes(line))
  const xs = distinct(upright.map(({ x0, x1 }) => (x0 + x1) / 2))
  const ys = distinct(flat.map(({ y0, y1 }) => (y0 + y1) / 2))
  const [columns, rows] = [xs.length - 1, ys.length - 1]
  if (columns < 2 || rows < 2 || xs.length > mostLines || ys.length > mostLines) return null
  const parted = (row: number, x: number): boolean => {
    const [top = 0, end = 0] = [ys[row], ys[row + 1]]
    return upright.some((line) => Math.abs((line.x0 + line.x1) / 2 - x) <= near && line.y0 - near <= top && line.y1 + near >= end)
  }
  const ruled = (y: number, column: number): boolean => {
    const [left = 0, right = 0] = [xs[column], xs[column + 1]]
    return flat.some((line) => Math.abs((line.y0 + line.y1) / 2 - y) <= near && line.x0 - near <= left && line.x1 + near >= right)
  }
  return {
    xs,
    ys,
    cells: cellsOf(
      rows,
      columns,
      (row, column) => !parted(row, xs[column + 1] ?? 0),
      (row, column) => !ruled(ys[row + 1] ?? 0, column),
    ),
  }
}

type Open = (row: number, column: number) => boolean

function cellsOf(rows: number, columns: number, opensRight: Open, opensDown: Open): readonly GridCell[] {
  const taken = new Set<string>()
  const cells: GridCell[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(`${row} ${column}`)) continue
      let colspan = 1
      while (column + colspan < columns && opensRight(row, column + colspan - 1) && !taken.has(`${row} ${column + colspan}`)) colspan++
      let rowspan = 1
      const opens = (at: number): boolean => Array.from({ length: colspan }, (_, step) => opensDown(at, column + step)).every(Boolean)
      while (row + rowspan < rows && opens(row + rowspan - 1)) rowspan++
      for (let r = row; r < row + rowspan; r++) for (let c = column; c < column + colspan; c++) taken.add(`${r} ${c}`)
      cells.push({ row, column, rowspan, colspan })
    }
  }
  return cells
}

function distinct(values: readonly number[]): readonly number[] {
  const kept: number[] = []
  for (const value of [...values].sort((a, b) => a - b)) if (value - (kept.at(-1) ?? -Infinity) > near) kept.push(value)
  return kept
}
