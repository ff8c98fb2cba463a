/** Owns goals that stand as a table: one row one goal, its columns told by their heads. */
import { readDecimal } from '../goalValues.ts'
import { datesIn } from './dates.ts'
import type { FoundIndicator } from './draft.ts'
import { figuresIn } from './figures.ts'
import { indicatorsOf } from './indicators.ts'
import { categoryOf } from './overallGoals.ts'
import { hasTarget } from './statements.ts'
import type { Table } from './tables.ts'
import { columns } from './vocabulary.ts'

/** `given` are the fields that columns of their own say. `rest` are words of the row that no statement holds. */
export type GoalRow =
  | { readonly kind: 'result'; readonly statement: string; readonly given: Partial<FoundIndicator>; readonly sure: boolean }
  | { readonly kind: 'goal'; readonly title: string; readonly category: string | null }
  | { readonly kind: 'left'; readonly text: string }

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
  const targetAt = roles.indexOf('target')
  if (statementAt < 0 || (targetAt < 0 && !behindLabel && !/m[åa]l/iu.test(head[statementAt]?.text ?? ''))) return null
  const rows = body.map((cells) =>
    rowOf(
      cells.map(({ text }) => text),
      roles,
      statementAt,
      targetAt,
      head.map(({ text }) => text),
    ),
  )
  const good = rows.filter(({ measurable }) => measurable).length
  if (good === 0 || good < rows.length / 2) return null
  return [...leftOf(head.map(({ text }) => text)), ...rows.flatMap(({ found }) => found)]
}

function roleOf(head: string, cells: readonly string[]): Role {
  const short = cells.filter((text) => text.length <= 40 && /\d/.test(text)).length
  if (columns.target.test(head) && short >= cells.length / 2) return 'target'
  if (columns.statement.test(head) || columns.indicator.test(head)) return 'statement'
  if (columns.goal.test(head)) return 'goal'
  if (columns.deadline.test(head)) return 'deadline'
  if (columns.baseline.test(head)) return 'baseline'
  return columns.source.test(head) ? 'source' : 'other'
}

function rowOf(
  cells: readonly string[],
  roles: readonly Role[],
  statementAt: number,
  targetAt: number,
  heads: readonly string[],
): { readonly found: readonly GoalRow[]; readonly measurable: boolean } {
  const cell = (role: Role): string => cells[roles.indexOf(role)] ?? ''
  const own = cells[statementAt] ?? ''
  const target = targetAt < 0 ? '' : (cells[targetAt] ?? '')
  const measure = cell('indicator') === '' ? own : cell('indicator')
  const said = measure === own ? target : `${measure} ${target}`
  const statement = said.trim() === '' ? own : `${own}: ${said.trim()}`
  const read = indicatorsOf(target === '' ? measure : `${measure} skal være ${inWords(target)}`, null)
  const headYear = (role: Role): string | null => datesIn(heads[roles.indexOf(role)] ?? '').at(-1)?.date ?? null
  const measurable = read.measurable && hasTarget(read.indicators)
  if (own === '') return { found: leftOf(cells), measurable: false }
  const first = read.indicators[0]
  const start = cell('baseline')
  const dates = datesIn(start)
  const given: Partial<FoundIndicator> = {
    ...(first && target !== ''
      ? {
          indicator: measure,
          operator: (read.doubts.length > 0 ? operatorBy(cell('baseline'), first.target) : null) ?? first.operator,
          target: first.target,
          unit: first.unit,
          targetKind: first.targetKind,
          reference: first.reference,
          offset: first.offset,
          deadline: first.deadline ?? headYear('target'),
        }
      : {}),
    ...(start === '' ? {} : { baseline: figuresIn(start, dates)[0]?.value ?? null, baselineDate: dates[0]?.date ?? headYear('baseline') }),
    ...(cell('deadline') === '' ? {} : { deadline: datesIn(cell('deadline')).at(-1)?.date ?? first?.deadline ?? null }),
    ...(cell('source') === '' ? {} : { source: cell('source') }),
  }
  const goal = cell('goal')
  const rest = cells.filter((_, at) => at !== statementAt && at !== targetAt && roles[at] !== 'goal' && roles[at] !== 'indicator')
  return {
    found: [
      ...(goal === '' ? [] : [{ kind: 'goal' as const, title: goal, category: categoryOf(goal) }]),
      { kind: 'result', statement, given, sure: read.doubts.length === 0 },
      ...leftOf(rest),
    ],
    measurable,
  }
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
    .replace(/[≥>]=?\s*/u, (sign) => (sign.startsWith('>') && !sign.includes('=') ? 'over ' : 'mindst '))
    .replace(/[≤<]=?\s*/u, (sign) => (sign.startsWith('<') && !sign.includes('=') ? 'under ' : 'højst '))
}

/** The indicators with what columns of their own say of the first. */
export function withGiven(indicators: readonly FoundIndicator[], given: Partial<FoundIndicator>): readonly FoundIndicator[] {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  return indicators.map((one, at) => (at === 0 ? { ...one, ...said } : one))
}
