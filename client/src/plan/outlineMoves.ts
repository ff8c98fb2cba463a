/** Owns where a section can go by one key or one press: up, down, deeper, higher. Pure. */

export type OutlineRow = { readonly id: string; readonly level: number; readonly title: string }

/** `after`: the section behind which it goes, null for the first place. Undefined in place of a move: it cannot. */
export type Moves = {
  readonly up: { readonly after: string | null } | undefined
  readonly down: { readonly after: string | null } | undefined
  readonly deeper: boolean
  readonly higher: boolean
}

/** How many sections follow that are deeper: its sub-sections. */
export function subSections(rows: readonly OutlineRow[], id: string): number {
  const from = rows.findIndex((row) => row.id === id)
  const level = rows[from]?.level ?? 0
  let count = 0
  while ((rows[from + 1 + count]?.level ?? 0) > level) count++
  return from < 0 ? 0 : count
}

/** The nearest section above it that is less deep, or null. */
export function parentOf(rows: readonly OutlineRow[], id: string): OutlineRow | null {
  const at = rows.findIndex((row) => row.id === id)
  const level = rows[at]?.level ?? 0
  return rows.slice(0, Math.max(0, at)).findLast((row) => row.level < level) ?? null
}

export function movesOf(rows: readonly OutlineRow[], id: string): Moves {
  const row = rows.find((one) => one.id === id)
  if (!row) return { up: undefined, down: undefined, deeper: false, higher: false }
  const parent = parentOf(rows, id)
  const siblings = rows.filter((other) => other.level === row.level && parentOf(rows, other.id)?.id === parent?.id)
  const at = siblings.findIndex((other) => other.id === id)
  const next = siblings[at + 1]
  const before = rows[rows.findIndex((one) => one.id === id) - 1]
  const deepest = Math.max(...rows.slice(rows.indexOf(row), rows.indexOf(row) + subSections(rows, id) + 1).map((one) => one.level))
  return {
    up: at > 0 ? { after: siblings[at - 2]?.id ?? parent?.id ?? null } : undefined,
    down: next ? { after: next.id } : undefined,
    deeper: Boolean(before && before.level >= row.level && deepest < 3),
    higher: row.level > 1,
  }
}
