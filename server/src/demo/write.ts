/** Owns the tiny builders with which the demo's text is written: each returns plain section content. */
import type { GoalAttributes, IndicatorAttributes } from '@samplan/shared/goal'
import type { UnitId } from '@samplan/shared/ids'
import type { Level } from '@samplan/shared/plan'
import type { Content, ElementNode, Json, TextNode } from '@samplan/shared/section/content'

/** A section as it is seeded. `key` is unique within its plan and stands for the id that the seeder makes. */
export type DemoSection = {
  readonly key: string
  readonly level: Level
  readonly title: string
  readonly owner: UnitId
  readonly invited: readonly UnitId[]
  readonly content: Content
}

/** A section of a demo plan. */
export function section(
  key: string,
  level: Level,
  title: string,
  owner: UnitId,
  invited: readonly UnitId[],
  content: Content,
): DemoSection {
  return { key, level, title, owner, invited, content }
}

/** Running text: a string is plain text. */
export type Inline = string | TextNode

/** A list item: its text, and behind it what stands inside it, such as a list one level down. */
export type Item = Inline | readonly (Inline | ElementNode)[]

/** A table's cell: "-" is how the demo writes that there is no value. */
export type Cell = Inline | readonly Inline[]

/** A percentage stays on one line. */
const tied = (text: string): string => text.replaceAll(/(\d) %/g, '$1\u00a0%')

const asText = (inline: Inline): TextNode => {
  const node: TextNode = typeof inline === 'string' ? { type: 'text', text: inline } : inline
  return { ...node, text: tied(node.text) }
}

const isElement = (node: Inline | ElementNode): node is ElementNode => typeof node !== 'string' && node.type !== 'text'

/** A paragraph. */
export function p(...inlines: readonly Inline[]): ElementNode {
  return { type: 'paragraph', content: inlines.map(asText) }
}

/** Bold text. */
export function b(text: string): TextNode {
  return { type: 'text', text, marks: [{ type: 'bold' }] }
}

/** Italic text. */
export function i(text: string): TextNode {
  return { type: 'text', text, marks: [{ type: 'italic' }] }
}

/** A link. */
export function a(href: string, text: string): TextNode {
  return { type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }
}

/** A sub-heading, `depth` below the section's title. */
export function h(depth: 1 | 2, text: string): ElementNode {
  return { type: 'heading', attrs: { depth }, content: [asText(text)] }
}

function listItem(item: Item): ElementNode {
  const parts: readonly (Inline | ElementNode)[] = Array.isArray(item) ? item : [item as Inline]
  const inside = parts.filter(isElement)
  const inlines = parts.filter((part): part is Inline => !isElement(part))
  return { type: 'listItem', content: [p(...inlines), ...inside] }
}

/** A list with bullets. */
export function ul(...items: readonly Item[]): ElementNode {
  return { type: 'bulletList', content: items.map(listItem) }
}

/** A numbered list from 1. */
export function ol(...items: readonly Item[]): ElementNode {
  return { type: 'orderedList', attrs: { start: 1 }, content: items.map(listItem) }
}

/** A quotation; each argument is a paragraph of it. */
export function quote(...paragraphs: readonly Cell[]): ElementNode {
  return { type: 'blockquote', content: paragraphs.map(paragraphOf) }
}

function paragraphOf(cell: Cell): ElementNode {
  return Array.isArray(cell) ? p(...cell) : p(cell as Inline)
}

function row(type: 'tableHeader' | 'tableCell', cells: readonly Cell[]): ElementNode {
  const content = cells.map((cell) => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [paragraphOf(cell)] }))
  return { type: 'tableRow', content }
}

/** A table with one header row. Throws when a row has another number of cells than the header. */
export function table(header: readonly Cell[], rows: readonly (readonly Cell[])[]): ElementNode {
  const odd = rows.find((cells) => cells.length !== header.length)
  if (odd) throw new Error(`a row of ${odd.length} cells in a table of ${header.length} columns`)
  return { type: 'table', content: [row('tableHeader', header), ...rows.map((cells) => row('tableCell', cells))] }
}

type WithId<Attributes> = { readonly id: string } & { readonly [Name in keyof Attributes]?: string | null }

/** What is null or missing is left out, as in content that comes from an editor. */
function present(attributes: Readonly<Record<string, string | null | undefined>>): Record<string, Json> {
  const entries = Object.entries(attributes).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries)
}

/** An indicator of a goal, to be handed to `goal`. */
export function indicator(attributes: WithId<IndicatorAttributes>): ElementNode {
  return { type: 'goalIndicator', attrs: present(attributes) }
}

/** A goal with its statement and its indicators. */
export function goal(
  attributes: WithId<GoalAttributes> & { readonly level: 'overall' | 'result' },
  statement: string,
  indicators: readonly ElementNode[] = [],
): ElementNode {
  const words: ElementNode = { type: 'goalStatement', content: [asText(statement)] }
  return { type: 'goal', attrs: present(attributes), content: [words, ...indicators] }
}
