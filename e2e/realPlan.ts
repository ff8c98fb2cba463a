/** Owns the reading of the material folder's real plans by the line numbers given there; for journeys and bench, never for the product. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { goal, indicator, p, table, ul } from '@samplan/server/demo/write'
import type { Content, ElementNode } from '@samplan/shared/section/content'

export type RealSection = { readonly title: string; readonly level: 1 | 2 | 3; readonly content: Content }
export type RealPlan = { readonly title: string; readonly period: string; readonly sections: readonly RealSection[] }

type Source = {
  readonly title: string
  readonly periodStart: string
  readonly sections: readonly { readonly title: string; readonly level: 1 | 2 | 3; readonly line: number; readonly lineEnd: number }[]
  readonly resultGoals: readonly {
    readonly text: string
    readonly line: number
    readonly lineEnd?: number
    readonly [field: string]: unknown
  }[]
  readonly tables: readonly {
    readonly line: number
    readonly lineEnd: number
    readonly columns?: readonly string[]
    readonly data?: readonly (readonly unknown[])[]
  }[]
}

const folder = fileURLToPath(new URL('../../shared/plans/', import.meta.url))

/** Whether the material folder is beside the checkout: a user has none. */
export const hasRealPlans: boolean = existsSync(`${folder}roskilde-2023.txt`)

const indicatorFields = ['indicator', 'operator', 'target', 'unit', 'reference', 'baseline', 'baselineDate', 'deadline'] as const

const kinds: Readonly<Record<string, string>> = { atLeast: 'share', atMost: 'share' }

/** `id` is unique in the plan: goals are keyed by (plan, id). */
function goalBlock(source: Source['resultGoals'][number], id: string): ElementNode {
  const facts = Object.fromEntries(
    indicatorFields.flatMap((name) => {
      const value = source[name]
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  ) as Readonly<Record<string, string>>
  const targetKind = kinds[facts['operator'] ?? ''] ?? null
  return goal({ id, level: 'result' }, source.text, [indicator({ id: `${id}-i`, targetKind, ...facts })])
}

function textBlocks(lines: readonly string[], from: number, to: number, taken: ReadonlySet<number>): readonly ElementNode[] {
  const blocks: ElementNode[] = []
  let paragraph: string[] = []
  let items: string[] = []
  const close = (): void => {
    if (paragraph.length > 0) blocks.push(p(paragraph.join(' ')))
    if (items.length > 0) blocks.push(ul(...items))
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
    const taken = new Set(
      [...goals, ...tables].flatMap(({ line, lineEnd }) => Array.from({ length: (lineEnd ?? line) - line + 1 }, (_, at) => line + at)),
    )
    const drawn = tables.flatMap(({ columns, data }): ElementNode[] => {
      const rows = (data ?? []).filter((row) => row.length === columns?.length)
      return columns && rows.length > 0
        ? [
            table(
              columns,
              rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
            ),
          ]
        : []
    })
    const blocks = goals.map((found, at) => goalBlock(found, `g-${index}-${at}`))
    return { title: section.title, level: section.level, content: [...blocks, ...textBlocks(lines, from, to, taken), ...drawn] }
  })
  return { title: source.title, period: source.periodStart, sections }
}
