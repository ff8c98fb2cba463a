/** Owns what becomes of pasted HTML: the words and their structure in the section's schema, as HTML that the editor reads; nothing else. */
import type { Content, ElementNode } from '@samplan/shared/section/content'
import { plainText } from '@samplan/shared/section/content'
import { goalWords } from '@samplan/shared/section/goalWords'
import { renderBlocks } from '@samplan/shared/section/html'
import { readPasted } from './pasteRead.ts'

export type CleanPaste = {
  /** In the schema: headings of depth 1 and 2. */
  readonly content: Content
  /** For the editor's parser. */
  readonly html: string
  /** With the levels that the headings had in their document, for the import. */
  readonly document: string
  readonly images: number
}

/** Any HTML at all; never throws, loads nothing and runs nothing of it. Call it with a clipboard's "text/html". */
export function cleanPasted(html: string): CleanPaste {
  // Conditional sections that are no comments: an old way of Word that not every parser takes for one.
  const doc = new DOMParser().parseFromString(html.replace(/<!\[[^\]>]{0,80}\]>/g, ''), 'text/html')
  const { content, images } = readPasted(doc)
  const highest = Math.min(9, ...levelsIn(content))
  return {
    content: withDepths(content, highest),
    html: renderBlocks(withDepths(content, highest), { level: 1, words: goalWords }).join(''),
    document: documentHtml(content),
    images,
  }
}

/** The highest level of the pasted headings stands right below the section's title, all others one deeper. */
function withDepths(content: Content, highest: number): Content {
  return content.map((node) => mapHeadings(node, (level) => ({ ...node, attrs: { depth: level <= highest ? 1 : 2 } }), highest))
}

function mapHeadings(node: ElementNode, map: (level: number) => ElementNode, highest: number): ElementNode {
  if (node.type === 'heading') return map(levelOf(node))
  if (!node.content || node.type === 'paragraph') return node
  return { ...node, content: node.content.map((child) => ('text' in child ? child : (withDepths([child], highest)[0] ?? child))) }
}

function levelsIn(content: Content): readonly number[] {
  return content.flatMap((node) =>
    node.type === 'heading' ? [levelOf(node)] : levelsIn((node.content ?? []).filter((child): child is ElementNode => !('text' in child))),
  )
}

function levelOf(node: ElementNode): number {
  return Number(node.attrs?.['depth'] ?? 1)
}

function documentHtml(content: Content): string {
  return content
    .map((node) => {
      const level = Math.min(6, levelOf(node))
      const html = renderBlocks([node], { level: 1, words: goalWords }).join('')
      return node.type === 'heading' ? html.replace(/^<h\d[^>]*>/, `<h${level}>`).replace(/<\/h\d>$/, `</h${level}>`) : html
    })
    .join('\n')
}

const manyHeadings = 6
const someHeadings = 3
const longText = 8000
const veryLongText = 24_000

/** Whether so much was pasted, with headings as of sections, that a plan of its own is likelier what one wants than one long section. */
export function looksLikePlan(content: Content): boolean {
  const headings = content.filter((node) => node.type === 'heading' || isNumberedHeading(node)).length
  const length = plainText(content).length
  return headings >= manyHeadings || (headings >= someHeadings && length >= longText) || length >= veryLongText
}

/** In plain text: a short line with a number and no full stop, "2.1 Unge uden uddannelse". */
function isNumberedHeading(node: ElementNode): boolean {
  const line = plainText([node])
  return node.type === 'paragraph' && line.length < 90 && /^\d{1,2}(?:\.\d{1,2})*\.?\s+\p{Lu}/u.test(line) && !/[.:;,]$/.test(line)
}
