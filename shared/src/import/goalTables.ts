/** Owns goals that stand as a table: one row one goal, its columns told by their heads. */
import { readDecimal } from '../goalValues.ts'
import { datesIn } from './dates.ts'
import type { FoundIndicator } from './draft.ts'
import { figuresIn } from './figures.ts'
import { indicatorsOf } from './indicators.ts'
import { categoryOf } from './overallGoals.ts'
import { hasTarget } from './statements.ts'
import type { Table } from './tables.ts'
import { shallBe, signWords } from './vocabulary/comparisons.ts'
import { columns, goalWord } from './vocabulary/goals.ts'

/** `given` are the fields that columns of their own say. `rest` are words of the row that no statement holds. */
export type GoalRow =
  | {
      readonly kind: 'result'
      readonly statement: string
      readonly given: Partial<FoundIndicator>
      /** Targets of years before, from columns of their own. */
      readonly steps: readonly Partial<FoundIndicator>[]
      readonly sure: boolean
    }
  | { readonly kind: 'goal'; readonly title: string; readonly category: string | null }
  | { readonly kind: 'left'; readonly text: string }

/** "2.1 " or "c) " in front of a statement: its number, no word of it. */
export const goalCode = /^(?:\d{1,2}(?:\.\d{1,2})+\.?|[a-zæøå]\))\s+(?=\p{L}|\d)/u

/** Whether the rows are nothing but goals that stand already, by their numbers. */
export function saysAgain(rows: readonly GoalRow[], codes: ReadonlySet<string>): boolean {
  return rows.every((row) => row.kind !== 'result' || codes.has(goalCode.exec(row.statement)?.[0].trim() ?? ''))
}

type Role = 'statement' | 'target' | 'baseline' | 'deadline' | 'source' | 'goal' | 'indicator' | 'other'

/**
 * The rows as goals, or null where the table holds none: it needs a column of goals or indicators, and one of targets unless the goals
 * say them themselves. Every word of the table is in a row or left.
 */
export function goalRows(table: Table, behindLabel: boolean): readonly GoalRow[] | null {
  const head = table.rows[0]
  const body = table.rows.slice(Math.max(1, table.headerRows))
  if (!head || table.headerRows === 0 || body.length === 0 || head.length > 8) return null
  if (table.rows.some((row) => row.length !== head.length || row.some(({ colspan, rowspan }) => colspan > 1 || rowspan > 1))) return null
  const roles: Role[] = head.map(({ text }, at) =>
    roleOf(
      text,
      body.map((row) => row[at]?.text ?? ''),
    ),
  )
  const statementAt = roles.indexOf('statement')
  const indicatorAt = head.findIndex(({ text }, at) => at !== statementAt && roles[at] === 'statement' && columns.indicator.test(text))
  if (indicatorAt >= 0) roles[indicatorAt] = 'indicator'
  const targetsAt = roles.flatMap((role, at) => (role === 'target' ? [at] : []))
  if (statementAt < 0 || (targetsAt.length === 0 && !behindLabel && !goalWord.test(head[statementAt]?.text ?? ''))) return null
  const rows = body.map((cells) =>
    rowOf(
      cells.map(({ text }) => text),
      roles,
      statementAt,
      targetsAt,
      head.map(({ text }) => text),
    ),
  )
  const good = rows.filter(({ measurable }) => measurable).length
  if (good === 0 || good < rows.length / 2) return null
  return [...leftOf(head.map(({ text }) => text)), ...rows.flatMap(({ found }) => found)]
}

/** A figure, with a few words before it at most: not what is measured, in which a figure may stand too. */
function isTarget(text: string): boolean {
  return (
    text.length <= 40 && /\d/.test(text) && !goalCode.test(text) && (text.length <= 20 || /^(?:\p{L}+\.? ){0,3}[^\p{L}\d]*\d/u.test(text))
  )
}

function roleOf(head: string, cells: readonly string[]): Role {
  const short = cells.filter((text) => isTarget(text)).length
  if (columns.target.test(head) && short >= cells.length / 2) return 'target'
  if (columns.statement.test(head) || columns.indicator.test(head)) return 'statement'
  if (columns.goal.test(head)) return 'goal'
  if (columns.deadline.test(head)) return 'deadline'
  if (columns.baseline.test(head)) return 'baseline'
  return columns.source.test(head) ? 'source' : 'other'
}

/** One row as a goal. `targetsAt`: of several columns of targets the last is the goal, those before it are steps on the way. */
export function rowOf(
  cells: readonly string[],
  roles: readonly Role[],
  statementAt: number,
  targetsAt: readonly number[],
  heads: readonly string[],
): { readonly found: readonly GoalRow[]; readonly measurable: boolean } {
  const cell = (role: Role): string => cells[roles.indexOf(role)] ?? ''
  const own = cells[statementAt] ?? ''
  const said = targetsAt.filter((at) => (cells[at] ?? '') !== '')
  const targetAt = said.at(-1) ?? -1
  const target = cells[targetAt] ?? ''
  const measure = cell('indicator') === '' ? own : cell('indicator')
  const behind = measure === own ? target : `${measure} ${target}`
  const statement = behind.trim() === '' ? own : `${own}: ${behind.trim()}`
  const headYear = (at: number): string | null => datesIn(heads[at] ?? '').at(-1)?.date ?? null
  if (own === '') return { found: leftOf(cells), measurable: false }
  const start = cell('baseline')
  const dates = datesIn(start)
  const read = targetOf(measure, target, start, headYear(targetAt))
  const given: Partial<FoundIndicator> = {
    ...read.given,
    ...(start === ''
      ? {}
      : { baseline: figuresIn(start, dates)[0]?.value ?? null, baselineDate: dates[0]?.date ?? headYear(roles.indexOf('baseline')) }),
    ...(cell('deadline') === '' ? {} : { deadline: datesIn(cell('deadline')).at(-1)?.date ?? read.given.deadline ?? null }),
    ...(cell('source') === '' ? {} : { source: cell('source') }),
  }
  const steps = said.slice(0, -1).map((at) => targetOf(measure, cells[at] ?? '', start, headYear(at)).given)
  const goal = cell('goal')
  const rest = cells.filter((_, at) => at !== statementAt && at !== targetAt && roles[at] !== 'goal' && roles[at] !== 'indicator')
  return {
    found: [
      ...(goal === '' ? [] : [{ kind: 'goal' as const, title: goal, category: categoryOf(goal) }]),
      { kind: 'result', statement, given, steps, sure: read.sure },
      ...leftOf(rest),
    ],
    measurable: read.measurable,
  }
}

/** What one cell of a column of targets says. `deadline`: of the column's head. */
function targetOf(
  measure: string,
  target: string,
  start: string,
  deadline: string | null,
): { readonly given: Partial<FoundIndicator>; readonly sure: boolean; readonly measurable: boolean } {
  // Figures of what is measured, "over 26 uger", are not its target.
  const what = figuresIn(target, datesIn(target)).length > 0 ? measure.replace(/\d[\d.,]*/g, '') : measure
  const read = indicatorsOf(target === '' ? measure : `${what} ${shallBe} ${inWords(target)}`, null)
  const [first] = read.indicators
  const facts = { sure: read.doubts.length === 0, measurable: read.measurable && hasTarget(read.indicators) }
  if (!first || target === '') return { given: {}, ...facts }
  const { target: value, unit, targetKind, reference, offset } = first
  const operator = (facts.sure ? null : operatorBy(start, value)) ?? first.operator
  const given = { indicator: measure, operator, target: value, unit, targetKind, reference, offset, deadline: first.deadline ?? deadline }
  return { given, ...facts }
}

/** Where the text leaves it open: a target below the start is one to stay below. */
function operatorBy(start: string, target: string | null): 'atLeast' | 'atMost' | null {
  const [from, to] = [readDecimal(figuresIn(start, datesIn(start))[0]?.value ?? null), readDecimal(target)]
  return from && to && !from.equals(to) ? (to.lessThan(from) ? 'atMost' : 'atLeast') : null
}

function leftOf(cells: readonly string[]): readonly GoalRow[] {
  const text = cells.filter((one) => one !== '').join(' ')
  return text === '' ? [] : [{ kind: 'left', text }]
}

/** Signs of comparison as words. */
function inWords(target: string): string {
  return target
    .replace(/[≥>]=?\s*/u, (sign) => (sign.startsWith('>') && !sign.includes('=') ? signWords.above : signWords.atLeast))
    .replace(/[≤<]=?\s*/u, (sign) => (sign.startsWith('<') && !sign.includes('=') ? signWords.below : signWords.atMost))
}

/** The indicators with what columns of their own say of the first, behind the steps on the way to it. */
export function withGiven(
  indicators: readonly FoundIndicator[],
  given: Partial<FoundIndicator>,
  steps: readonly Partial<FoundIndicator>[] = [],
): readonly FoundIndicator[] {
  const [first, ...rest] = indicators
  if (!first) return indicators
  const main = { ...first, ...said(given) }
  return [...steps.map((step) => ({ ...main, ...said(step) })), main, ...rest]
}

function said(given: Partial<FoundIndicator>): Partial<FoundIndicator> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}
