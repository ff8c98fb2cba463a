/** Owns where a dragged section may be put down: the gaps between the rows that are drawn, each with the levels that fit there. Pure. */
import type { OutlineRow } from './outlineMoves.ts'

export type Gap = {
  /** The drawn row that it is above; null for the gap below the last one. */
  readonly before: string | null
  /** The section behind which it is put, drawn or not; null: first of all. */
  readonly after: string | null
  /** The levels that fit: no sub-section of somebody else would come under it, and none is skipped. */
  readonly lowest: number
  readonly highest: number
}

/** The gaps for a section that moves with its sub-sections, from the top; those where no level fits are left out. */
export function gapsFor(rows: readonly OutlineRow[], drawn: ReadonlySet<string>, dragged: string): readonly Gap[] {
  const from = rows.findIndex((row) => row.id === dragged)
  const root = rows[from]
  if (!root) return []
  let end = from + 1
  while ((rows[end]?.level ?? 0) > root.level) end++
  const depth = Math.max(...rows.slice(from, end).map((row) => row.level)) - root.level
  const rest = [...rows.slice(0, from), ...rows.slice(end)]
  const gaps: Gap[] = []
  let above: OutlineRow | null = null
  for (let at = 0; at <= rest.length; at++) {
    const next = rest[at]
    if (next && !drawn.has(next.id)) continue
    const lowest = next?.level ?? 1
    const highest = Math.min(3 - depth, (above?.level ?? 0) + 1)
    if (lowest <= highest) gaps.push({ before: next?.id ?? null, after: rest[at - 1]?.id ?? null, lowest, highest })
    above = next ?? null
  }
  return gaps
}

/** The wanted level, or the nearest one that fits. */
export function levelIn(gap: Gap, wanted: number): number {
  return Math.min(gap.highest, Math.max(gap.lowest, wanted))
}

/** The section that it would be a sub-section of, or null. */
export function parentIn(rows: readonly OutlineRow[], gap: Gap, level: number, dragged: string): OutlineRow | null {
  const at = rows.findIndex((row) => row.id === gap.after)
  const own = rows.findIndex((row) => row.id === dragged)
  const ownLevel = rows[own]?.level ?? 0
  let end = own + 1
  while ((rows[end]?.level ?? 0) > ownLevel) end++
  return rows.findLast((row, index) => index <= at && (index < own || index >= end) && row.level < level) ?? null
}

/** Whether the section stands there already. */
export function isWhereItIs(rows: readonly OutlineRow[], gap: Gap, level: number, dragged: string): boolean {
  const at = rows.findIndex((row) => row.id === dragged)
  return rows[at]?.level === level && (rows[at - 1]?.id ?? null) === gap.after
}
