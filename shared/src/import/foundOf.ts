/** Owns how a draft is printed as FOUND: the answer of the dry run. */
import type { FoundIndicator, ImportDraft, OverallGoalPiece, TextPiece } from './draft.ts'
import type { Found } from './found.ts'
import { isText, type ContentNode, type ElementNode } from '../section/content.ts'
import { caption as captionWords } from './vocabulary/headings.ts'
import { textOf } from './words.ts'

/** The draft as a script reads it. Pure; the lines are the first ones of each piece. */
export function foundOf(draft: ImportDraft): Found {
  const overall = new Map(draft.pieces.flatMap((piece) => (piece.kind === 'overallGoal' ? [[piece.id, piece] as const] : [])))
  const [periodStart = null, periodEnd = periodStart] = draft.period === '' ? [] : draft.period.split('-')
  return {
    title: draft.title,
    periodStart,
    periodEnd,
    sections: draft.pieces.flatMap((piece) =>
      piece.kind === 'section' ? [{ title: piece.title, level: piece.level, line: piece.span.from }] : [],
    ),
    goals: [...overall.values()].map((piece) => ({ title: piece.title, category: piece.category, line: piece.span.from })),
    resultGoals: draft.pieces.flatMap((piece) =>
      piece.kind === 'resultGoal'
        ? [
            {
              text: piece.statement,
              underGoal: overallTitle(overall, piece.under),
              line: piece.span.from,
              indicators: piece.indicators.map(indicatorOf),
            },
          ]
        : [],
    ),
    tables: draft.pieces.flatMap((piece, at) => (isTable(piece) ? [tableOf(piece, draft.pieces[at - 1])] : [])),
    leftOut: draft.pieces.flatMap((piece) =>
      piece.kind === 'leftOut' ? [{ text: piece.text, reason: piece.reason, line: piece.span.from }] : [],
    ),
  }
}

function overallTitle(overall: ReadonlyMap<string, OverallGoalPiece>, under: string | null): string | null {
  return under === null ? null : (overall.get(under)?.title ?? null)
}

/** In FOUND the unit is that of the number in the text: a margin is in percentage points, a rank is a place. */
function indicatorOf(indicator: FoundIndicator): FoundIndicator {
  const margin = indicator.target === null && indicator.offset !== null
  return { ...indicator, unit: margin ? 'procentpoint' : indicator.operator === 'rankTopN' ? 'placering' : indicator.unit }
}

type TablePiece = TextPiece & { readonly block: ElementNode }

function isTable(piece: ImportDraft['pieces'][number]): piece is TablePiece {
  return piece.kind === 'text' && piece.block.type === 'table'
}

function tableOf(piece: TablePiece, before: ImportDraft['pieces'][number] | undefined): Found['tables'][number] {
  const rows = elementsOf(piece.block.content)
  const header = rows.filter((row) => elementsOf(row.content).every((cell) => cell.type === 'tableHeader'))
  const top = elementsOf(header.at(-1)?.content)
  const above = before?.kind === 'text' ? textOf([before.block]) : ''
  return {
    caption: captionWords.test(above) && above.length <= 240 ? above : null,
    columns: top.map((cell) => textOf([cell])),
    rows: rows.length - header.length,
    line: piece.span.from,
  }
}

function elementsOf(nodes: readonly ContentNode[] | undefined): readonly ElementNode[] {
  return (nodes ?? []).filter((node): node is ElementNode => !isText(node))
}
