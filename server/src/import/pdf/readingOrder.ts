/** Owns the order in which fragments are read: bands from the top, columns from the left, within them line by line. */

/** A fragment, or a table that stands as one. Points. */
export type Placed = { readonly left: number; readonly right: number; readonly top: number; readonly base: number; readonly text: string }

/** What is read together: one line of a page or of a column, from left to right. */
export type Row<Item extends Placed> = readonly Item[]

/** A gutter is at least as wide. Points. */
const gutter = 8
const leastLines = 4
/** Beside so many lines, with nothing across, a single one is the end of the text in the next column. */
const longColumn = 12
const narrowest = 2
const mostBins = 1_000

/** `isWhole` says of an item that it is a line by itself. */
export function inReadingOrder<Item extends Placed>(
  items: readonly Item[],
  isWhole: (item: Item) => boolean = () => false,
): readonly Row<Item>[] {
  if (items.length === 0) return []
  return bandsOf(items).flatMap((band) => orderBand(band, isWhole, 0))
}

/** The page's head and foot stand apart: what is far from the text above or below it is no part of its columns. */
function bandsOf<Item extends Placed>(items: readonly Item[]): readonly (readonly Item[])[] {
  const sorted = [...items].sort((a, b) => a.top - b.top)
  const size = median(sorted.map(({ top, base }) => base - top))
  const bands: Item[][] = []
  let end = -Infinity
  for (const item of sorted) {
    const last = bands.at(-1)
    if (last && item.top - end < size * 2.5) last.push(item)
    else bands.push([item])
    end = Math.max(end, item.base)
  }
  // Only single lines are apart: a wide gap within columns is a gap of one of them.
  const isSlim = (band: readonly Item[]): boolean => rowsOf(band).length <= 2
  const merged: Item[][] = []
  for (const band of bands) {
    const last = merged.at(-1)
    if (last && !isSlim(band) && !isSlim(last)) last.push(...band)
    else merged.push([...band])
  }
  return merged
}

function orderBand<Item extends Placed>(items: readonly Item[], isWhole: (item: Item) => boolean, depth: number): readonly Row<Item>[] {
  const cut = depth < 4 ? findGutter(items) : null
  if (!cut) return rowsOf(items, isWhole)
  const crossing = (item: Item): boolean => item.left < cut.from && item.right > cut.to
  const blockers = items.filter(crossing).sort((a, b) => a.top - b.top)
  let rest = items.filter((item) => !crossing(item))
  const rows: Row<Item>[] = []
  for (const blocker of blockers) {
    const above = rest.filter((item) => item.base <= blocker.base)
    rest = rest.filter((item) => item.base > blocker.base)
    rows.push(...orderSides(above, cut, isWhole, depth), [blocker])
  }
  rows.push(...orderSides(rest, cut, isWhole, depth))
  // Words that happen to stand on a full line's height belong to it.
  return rows
}

function orderSides<Item extends Placed>(
  items: readonly Item[],
  cut: Gutter,
  isWhole: (item: Item) => boolean,
  depth: number,
): readonly Row<Item>[] {
  const left = items.filter((item) => (item.left + item.right) / 2 < cut.middle)
  const right = items.filter((item) => (item.left + item.right) / 2 >= cut.middle)
  if (left.length === 0 || right.length === 0 || !(isColumn(left, 1) && isColumn(right, 1))) return rowsOf(items, isWhole)
  return [...orderBand(left, isWhole, depth + 1), ...orderBand(right, isWhole, depth + 1)]
}

type Gutter = { readonly from: number; readonly to: number; readonly middle: number }

/** The emptiest upright stripe between two columns of running text, or null. */
function findGutter(items: readonly Placed[]): Gutter | null {
  const [min, max] = [Math.min(...items.map(({ left }) => left)), Math.max(...items.map(({ right }) => right))]
  const bin = Math.max(narrowest, (max - min) / mostBins)
  const bins = Math.ceil((max - min) / bin)
  const crossing = Array.from({ length: bins }, () => 0)
  for (const { left, right } of items) {
    for (let at = Math.max(0, Math.floor((left - min) / bin)); at < Math.min(bins, Math.ceil((right - min) / bin)); at++)
      crossing[at] = (crossing[at] ?? 0) + 1
  }
  let best: (Gutter & { readonly score: number }) | null = null
  // Headings may cross it, more than a few lines of text may not.
  const allowed = Math.floor(items.length * 0.3)
  for (let level = 0; level <= allowed; level++) {
    for (let at = 0; at < bins;) {
      let end = at
      while (end < bins && (crossing[end] ?? 0) <= level) end++
      const [from, to] = [min + at * bin, min + end * bin]
      if (to - from >= gutter && at > 0 && end < bins) {
        const middle = (from + to) / 2
        const left = items.filter((item) => item.right <= to && (item.left + item.right) / 2 < middle)
        const right = items.filter((item) => item.left >= from && (item.left + item.right) / 2 >= middle)
        const score = Math.min(left.length, right.length) - level * 2
        if (
          isColumn(left, leastLines) &&
          isColumn(right, level === 0 && left.length >= longColumn ? 1 : leastLines) &&
          overlap(left, right) > 0.3 &&
          (!best || score > best.score)
        )
          best = { from, to, middle, score }
      }
      at = end + 1
    }
    if (best) return best
  }
  return null
}

/** Running text fills its column, without gaps, and its lines have several words; the cells of a table do not. */
function isColumn(items: readonly Placed[], least: number): boolean {
  const rows = rowsOf(items)
  if (rows.length < least) return false
  const width = Math.max(...items.map(({ right }) => right)) - Math.min(...items.map(({ left }) => left))
  const filled = rows.filter((row) => (row.at(-1)?.right ?? 0) - (row[0]?.left ?? 0) > width * 0.6).length
  const words = items.reduce((sum, { text }) => sum + text.trim().split(/\s+/).length, 0)
  return items.length < rows.length * 1.8 && filled >= rows.length * 0.4 && words >= rows.length * 2.5
}

function overlap(a: readonly Placed[], b: readonly Placed[]): number {
  const [from, to] = [Math.max(topOf(a), topOf(b)), Math.min(endOf(a), endOf(b))]
  return (to - from) / Math.max(1, Math.min(endOf(a) - topOf(a), endOf(b) - topOf(b)))
}
const topOf = (items: readonly Placed[]): number => Math.min(...items.map(({ top }) => top))
const endOf = (items: readonly Placed[]): number => Math.max(...items.map(({ base }) => base))

function rowsOf<Item extends Placed>(items: readonly Item[], isWhole: (item: Item) => boolean = () => false): readonly Row<Item>[] {
  const rows: Item[][] = []
  for (const item of [...items].sort((a, b) => a.base - b.base)) {
    const last = rows.at(-1)
    const first = last?.[0]
    const near = first && Math.abs(first.base - item.base) < Math.min(item.base - item.top, first.base - first.top) * 0.5
    if (last && near && !isWhole(item) && !isWhole(first)) last.push(item)
    else rows.push([item])
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
