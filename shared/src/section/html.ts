/** Owns the one rendering of content to HTML, for drafts and versions alike: the same DOM as the editor's, without an editor. */
import type { Level } from '../plan.ts'
import { type Content, type ContentNode, type ElementNode, isText, type Mark } from './content.ts'
import { attributesHtml, escapeHtml } from './escapeHtml.ts'
import { type GoalFacts, goalElement, goalHeadHtml, indicatorHtml } from './goalBlock.ts'
import type { GoalWords } from './goalWords.ts'

export type RenderContext = {
  /** The level of the section: sub-headings stand below its own heading, which is h(level + 1). */
  readonly level: Level
  readonly words: GoalWords
  /** By the goal's id in the text. */
  readonly goals?: ReadonlyMap<string, GoalFacts> | undefined
}

/** One string per top-level block, so that a change touches only its own block. */
export function renderBlocks(content: Content, context: RenderContext): readonly string[] {
  return content.map((node) => blockHtml(node, context))
}

/** The HTML element that a sub-heading is drawn as: "h3" below a section of level 1. */
export function headingTag(level: Level, depth: number): string {
  return `h${Math.min(6, level + 1 + Math.max(1, Math.min(3, Math.trunc(depth) || 1)))}`
}

/** Only these lead anywhere; a link with another protocol keeps its text and loses its address. */
export function safeHref(href: unknown): string | null {
  return typeof href === 'string' && /^(?:https?|mailto|tel):/i.test(href) ? href : null
}

/** What an editor puts into a line that would otherwise have no height. */
const trailingBreak = '<br class="ProseMirror-trailingBreak">'

const wrappers: Readonly<Record<string, string>> = { blockquote: 'blockquote', bulletList: 'ul', listItem: 'li', tableRow: 'tr' }

/** TipTap's narrowest column, in pixels. */
const columnWidth = 25
const mostColumns = 200

/** One block as HTML; a node that this program does not know is shown as a plain block with its text. */
export function blockHtml(node: ElementNode, context: RenderContext): string {
  const inside = (): string => childrenHtml(node, context)
  switch (node.type) {
    case 'paragraph':
      return `<p>${lineHtml(node, context)}</p>`
    case 'heading': {
      const depth = numberOf(node, 'depth', 1)
      const tag = headingTag(context.level, depth)
      return `<${tag} data-depth="${depth}">${lineHtml(node, context)}</${tag}>`
    }
    case 'orderedList': {
      const start = numberOf(node, 'start', 1)
      return `<ol${start === 1 ? '' : ` start="${start}"`}>${inside()}</ol>`
    }
    case 'blockquote':
    case 'bulletList':
    case 'listItem':
    case 'tableRow':
      return `<${wrappers[node.type]}>${inside()}</${wrappers[node.type]}>`
    case 'table':
      return tableHtml(node, inside())
    case 'tableHeader':
    case 'tableCell': {
      const tag = node.type === 'tableHeader' ? 'th' : 'td'
      return `<${tag} colspan="${numberOf(node, 'colspan', 1)}" rowspan="${numberOf(node, 'rowspan', 1)}">${inside()}</${tag}>`
    }
    case 'hardBreak':
      return '<br>'
    case 'goal':
      return goalHtml(node, context)
    case 'goalStatement':
      return `<p class="goal-say">${lineHtml(node, context)}</p>`
    case 'goalIndicator':
      return `<div class="goal-indicator" contenteditable="false">${indicatorHtml(node.attrs ?? {}, undefined, context.words)}</div>`
    default:
      return `<div class="unknown-block">${lineHtml(node, context)}</div>`
  }
}

function goalHtml(node: ElementNode, context: RenderContext): string {
  const attributes = node.attrs ?? {}
  const facts = context.goals?.get(String(attributes['id'] ?? ''))
  const body = (node.content ?? []).map((child) => {
    if (isText(child) || child.type !== 'goalIndicator') return inlineHtml([child], context)
    const own = facts?.indicators?.get(String(child.attrs?.['id'] ?? ''))
    return `<div class="goal-indicator" contenteditable="false">${indicatorHtml(child.attrs ?? {}, own, context.words)}</div>`
  })
  const head = `<div class="goal-head" contenteditable="false">${goalHeadHtml(attributes, facts, context.words)}</div>`
  return `<div${attributesHtml(goalElement(attributes, facts, context.words))}>${head}<div class="goal-body">${body.join('')}</div></div>`
}

function tableHtml(node: ElementNode, rows: string): string {
  const first = node.content?.find((child): child is ElementNode => !isText(child))
  const cells = (first?.content ?? []).filter((child): child is ElementNode => !isText(child))
  const columns = Math.min(
    mostColumns,
    cells.reduce((sum, cell) => sum + numberOf(cell, 'colspan', 1), 0),
  )
  const group = `<col style="min-width: ${columnWidth}px;">`.repeat(columns)
  return `<div class="tableWrapper"><table style="min-width: ${columns * columnWidth}px;"><colgroup>${group}</colgroup><tbody>${rows}</tbody></table></div>`
}

/** The content of a line of text, with the break that gives it height where nothing else does. */
function lineHtml(node: ElementNode, context: RenderContext): string {
  const content = node.content ?? []
  const last = content.at(-1)
  const hollow = !last || (isText(last) ? last.text.endsWith('\n') : isInline(last))
  return `${inlineHtml(content, context)}${hollow ? trailingBreak : ''}`
}

function isInline(node: ElementNode): boolean {
  return node.type === 'hardBreak' || node.type === 'embed'
}

function childrenHtml(node: ElementNode, context: RenderContext): string {
  return inlineHtml(node.content ?? [], context)
}

/** Neighbours that begin with the same marks share those elements, as in the editor. */
function inlineHtml(nodes: readonly ContentNode[], context: RenderContext): string {
  let html = ''
  let open: readonly Mark[] = []
  const closeTo = (kept: number): void => {
    for (const mark of open.slice(kept).toReversed()) html += markHtml(mark)[1]
    open = open.slice(0, kept)
  }
  for (const node of nodes) {
    if (!isText(node)) {
      closeTo(0)
      html += blockHtml(node, context)
      continue
    }
    const marks = node.marks ?? []
    let shared = 0
    while (shared < open.length && shared < marks.length && sameMark(open[shared], marks[shared])) shared++
    closeTo(shared)
    for (const mark of marks.slice(shared)) html += markHtml(mark)[0]
    open = marks
    html += escapeHtml(node.text)
  }
  closeTo(0)
  return html
}

function sameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a?.type === b?.type && JSON.stringify(a?.attrs ?? {}) === JSON.stringify(b?.attrs ?? {})
}

function markHtml(mark: Mark): readonly [open: string, close: string] {
  switch (mark.type) {
    case 'bold':
      return ['<strong>', '</strong>']
    case 'italic':
      return ['<em>', '</em>']
    case 'link': {
      const href = safeHref(mark.attrs?.['href'])
      return [href === null ? '<a>' : `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">`, '</a>']
    }
    default:
      return ['<span class="unknown-mark">', '</span>']
  }
}

/** A whole number of a node, bounded, so that no attribute can be a burden or markup. */
function numberOf(node: ElementNode, name: string, fallback: number): number {
  const value = Number(node.attrs?.[name] ?? fallback)
  return Number.isInteger(value) && value >= 0 && value <= 9999 ? value : fallback
}
