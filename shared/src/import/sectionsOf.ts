/** Owns how a draft becomes what is stored: sections with their content, goals as blocks in the text. */
import type { FoundIndicator, ImportDraft, OverallGoalPiece, ResultGoalPiece } from './draft.ts'
import { sectionLimit, titleLimit } from '../outline.ts'
import type { Level } from '../plan.ts'
import type { Content, ElementNode, Json } from '../section/content.ts'
import { openingTitle } from './vocabulary/headings.ts'

/** A section as it will be stored; levels and titles are as the outline wants them. */
export type ImportedSection = { readonly level: Level; readonly title: string; readonly content: Content }

/**
 * What will be stored. `newId` makes an id for each goal and indicator; it is asked in reading order. Text before the first section
 * comes into an opening section. Holds for a corrected draft too: levels without a jump, titles within the limit (a longer one
 * stands whole in the text), no more sections than an outline may have (what is past them becomes sub-headings).
 */
export function sectionsOf(draft: ImportDraft, newId: () => string): readonly ImportedSection[] {
  const goalIds = new Map(draft.pieces.flatMap((piece) => (piece.kind === 'overallGoal' ? [[piece.id, newId()] as const] : [])))
  const sections: { level: Level; title: string; content: ElementNode[] }[] = []
  const current = (): ElementNode[] => {
    const last = sections.at(-1)
    if (last) return last.content
    const opening = { level: 1 as Level, title: openingTitle, content: [] }
    sections.push(opening)
    return opening.content
  }
  for (const piece of draft.pieces) {
    switch (piece.kind) {
      case 'section': {
        const title = piece.title.replace(/\s+/g, ' ').trim()
        if (title === '') break
        if (sections.length >= sectionLimit) {
          current().push(heading(title))
          break
        }
        const level = Math.min(piece.level, (sections.at(-1)?.level ?? 0) + 1) as Level
        const short = title.length > titleLimit
        sections.push({ level, title: short ? shortened(title) : title, content: short ? [paragraph(title)] : [] })
        break
      }
      case 'text':
        current().push(piece.block)
        break
      case 'overallGoal':
        current().push(overallGoal(piece, goalIds.get(piece.id) ?? newId()))
        break
      case 'resultGoal':
        current().push(resultGoal(piece, piece.under === null ? null : (goalIds.get(piece.under) ?? null), newId))
        break
      case 'leftOut':
        break
    }
  }
  return sections
}

function shortened(title: string): string {
  const cut = title.slice(0, titleLimit - 1)
  const blank = cut.lastIndexOf(' ')
  return `${(blank > titleLimit / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`
}

function paragraph(text: string): ElementNode {
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}

function heading(text: string): ElementNode {
  return { type: 'heading', attrs: { depth: 1 }, content: [{ type: 'text', text }] }
}

function statementOf(text: string): ElementNode {
  return text === '' ? { type: 'goalStatement' } : { type: 'goalStatement', content: [{ type: 'text', text }] }
}

/** What is null is left out, as in content that comes from an editor. */
function present(attributes: Readonly<Record<string, string | null>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''))
}

function overallGoal(piece: OverallGoalPiece, id: string): ElementNode {
  return { type: 'goal', attrs: present({ id, level: 'overall', category: piece.category }), content: [statementOf(piece.title)] }
}

function resultGoal(piece: ResultGoalPiece, parentId: string | null, newId: () => string): ElementNode {
  const attrs = present({ id: newId(), level: 'result', parentId })
  return { type: 'goal', attrs, content: [statementOf(piece.statement), ...piece.indicators.map((one) => indicator(one, newId()))] }
}

function indicator({ exclusions, ...attributes }: FoundIndicator, id: string): ElementNode {
  return { type: 'goalIndicator', attrs: present({ id, ...attributes, exclusions: exclusions.length > 0 ? exclusions.join('; ') : null }) }
}
