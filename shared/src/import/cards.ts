/** Owns goals that stand as lines with one field each, "Indikator: ...", "Baseline: ...", and a starting point that stands in a line of its own. */
import { datesIn } from './dates.ts'
import type { FoundIndicator } from './draft.ts'
import { figuresIn } from './figures.ts'
import { type GoalRow, rowOf } from './goalTables.ts'
import { dropStart, keepStart, type Line } from './lines.ts'
import { type FieldRole, fieldOf, inlineResultOf } from './overallGoals.ts'
import { looseInline } from './vocabulary/goals.ts'

export type CardField = { readonly role: FieldRole | 'statement'; readonly label: Line; readonly lines: readonly Line[] }

function headOf(text: string): { readonly role: FieldRole | 'statement'; readonly length: number } | null {
  const field = fieldOf(text)
  if (field) return field.role === 'indicator' ? field : null
  const said = inlineResultOf(text)?.[3] ?? looseInline.exec(text)?.[1]
  return said === undefined ? null : { role: 'statement', length: text.length - said.length }
}

/**
 * The fields of the goal that begins at the line, each with the lines that it runs over, or null where none does: what is measured, or
 * the goal itself, comes first, its target or where it starts from below. `block`: the lines that go on from one.
 */
export function cardAt(lines: readonly Line[], at: number, block: (at: number) => readonly Line[]): readonly CardField[] | null {
  const fields: CardField[] = []
  for (let next = at, line = lines[next]; line; line = lines[next]) {
    const said = fields.length === 0 ? headOf(line.text) : fieldOf(line.text)
    if (!said || (fields.length > 0 && (line.pageStart || line.gap > 1 || fields.some(({ role }) => role === said.role)))) break
    const [first, ...rest] = block(next)
    if (!first) break
    fields.push({ role: said.role, label: keepStart(first, said.length), lines: [dropStart(first, said.length), ...rest] })
    next += rest.length + 1
  }
  const has = (role: FieldRole): boolean => fields.some((field) => field.role === role)
  const whole = fields[0]?.role === 'statement' ? has('target') || has('baseline') || has('deadline') : has('target')
  return fields.length >= 2 && whole ? fields : null
}

/** The card as a row of a table of goals, its words that are in no statement behind it. */
export function cardRows(fields: readonly { readonly role: CardField['role']; readonly text: string }[]): readonly GoalRow[] {
  const roles = fields.map(({ role }) => role)
  const stated = roles.includes('statement')
  const asRow = roles.map((role) => (role === 'indicator' && !stated ? 'statement' : role))
  const targetAt = roles.indexOf('target')
  return rowOf(
    fields.map(({ text }) => text),
    asRow,
    asRow.indexOf('statement'),
    targetAt < 0 ? [] : [targetAt],
    fields.map(() => ''),
  ).found
}

export type StartSaid = { readonly value: string; readonly date: string | null; readonly percent: boolean }

/** What a line such as "Udgangspunkt: ..." says, when it says one figure. */
export function startSaid(text: string): StartSaid | null {
  const field = fieldOf(text)
  if (field?.role !== 'baseline') return null
  const said = text.slice(field.length)
  const dates = datesIn(said)
  const [figure, ...more] = figuresIn(said, dates)
  return figure && more.length === 0 ? { value: figure.value, date: dates[0]?.date ?? null, percent: figure.unit === '%' } : null
}

/** The indicators of the goal right behind such a line, with where the first starts from: only what is counted alike, and no place in a rank. */
export function withStart(indicators: readonly FoundIndicator[], start: StartSaid | null): readonly FoundIndicator[] {
  const [first, ...rest] = indicators
  const fits =
    first?.baseline === null && first.target !== null && first.targetKind !== 'rankTopN' && (first.unit === '%') === start?.percent
  return first && start && fits
    ? [{ ...first, baseline: start.value, baselineDate: first.baselineDate ?? start.date }, ...rest]
    : indicators
}
