/** Owns the reading of the material folder's real plans by the line numbers given there; for journeys and bench, never for the product. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type RealBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly kind: 'goal'; readonly statement: string; readonly indicator: Readonly<Record<string, string>> }

export type RealSection = { readonly title: string; readonly level: 1 | 2 | 3; readonly blocks: readonly RealBlock[] }
export type RealPlan = { readonly title: string; readonly period: string; readonly sections: readonly RealSection[] }

type Source = {
  readonly title: string
  readonly periodStart: string
  readonly sections: readonly { readonly title: string; readonly level: 1 | 2 | 3; readonly line: number; readonly lineEnd: number }[]
  readonly resultGoals: readonly { readonly text: string; readonly line: number; readonly lineEnd?: number; readonly [field: string]: unknown }[]
  readonly tables: readonly { readonly line: number; readonly lineEnd: number; readonly columns?: readonly string[]; readonly data?: readonly (readonly unknown[])[] }[]
}

const folder = fileURLToPath(new URL('../../shared/plans/', import.meta.url))

/** Whether the material folder is beside the checkout: a user has none. */
export const hasRealPlans: boolean = existsSync(`${folder}roskilde-2023.txt`)

const indicatorFields = ['indicator', 'operator', 'target', 'unit', 'reference', 'baseline', 'baselineDate', 'deadline'] as const

function goalBlock(goal: Source['resultGoals'][number]): RealBlock {
  const facts = indicatorFields.flatMap((name) => {
    const value = goal[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return { kind: 'goal', statement: goal.text, indicator: Object.fromEntries(facts) as Record<string, string> }
}

function textBlocks(lines: readonly string[], from: number, to: number, taken: ReadonlySet<number>): readonly RealBlock[] {
  const blocks: RealBlock[] = []
  let paragraph: string[] = []
  let items: string[] = []
  const close = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') })
    if (items.length > 0) blocks.push({ kind: 'list', items })
    paragraph = []
    items = []
  }
  for (let line = from; line <= to; line++) {
    const text = (lines[line - 1] ?? '').trim()
    if (taken.has(line)) close()
    else if (text.startsWith('•')) {
      if (paragraph.length > 0) close()
      items.push(text.slice(1).trim())
    } else if (text) {
      if (items.length > 0) close()
      paragraph.push(text)
    } else if (/[.:!?]$/.test(paragraph.at(-1) ?? '')) close()
  }
  close()
  return blocks
}

/** `name` as in the material folder, e.g. "roskilde-2023". */
export function readRealPlan(name: string): RealPlan {
  const source = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Source
  const lines = readFileSync(`${folder}${name}.txt`, 'utf8').split('\n')
  const within = (from: number, to: number) => (thing: { readonly line: number }) => thing.line >= from && thing.line <= to
  const sections = source.sections.map((section, index): RealSection => {
    const from = section.lineEnd + 1
    const to = (source.sections[index + 1]?.line ?? lines.length + 1) - 1
    const goals = source.resultGoals.filter(within(from, to))
    const tables = source.tables.filter(within(from, to))
    const taken = new Set([...goals, ...tables].flatMap(({ line, lineEnd }) => Array.from({ length: (lineEnd ?? line) - line + 1 }, (_, at) => line + at)))
    const table = tables.flatMap(({ columns, data }): RealBlock[] =>
      columns && data ? [{ kind: 'table', columns, rows: data.map((row) => row.map((cell) => (cell === null ? null : String(cell)))) }] : [],
    )
    return { title: section.title, level: section.level, blocks: [...goals.map(goalBlock), ...textBlocks(lines, from, to, taken), ...table] }
  })
  return { title: source.title, period: source.periodStart, sections }
}
