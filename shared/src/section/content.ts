/** Owns the form in which a section's content leaves its Y.Doc: in versions, for HTML, for goals. Plain JSON. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export type Mark = { readonly type: string; readonly attrs?: Readonly<Record<string, Json>> }

export type TextNode = { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] }

/** `id` is the Yjs id of the element, "client:clock"; content that is only to be seeded has none. Attributes that are null are left out. */
export type ElementNode = {
  readonly type: string
  readonly id?: string
  readonly attrs?: Readonly<Record<string, Json>>
  readonly content?: readonly ContentNode[]
}

export type ContentNode = TextNode | ElementNode

export type Content = readonly ElementNode[]

/**
 * The schema of a section's Y.Doc. Raised when an older client would delete what a newer one writes
 * (it deletes whatever it cannot build), so that the handshake can refuse it.
 */
export const sectionSchema = 1

/** The name of the fragment in every section's Y.Doc: TipTap's own default. */
export const fragmentName = 'default'

/**
 * Nodes: paragraph, heading {depth 1|2} (below the section's title), bulletList, orderedList {start}, listItem, blockquote,
 * table, tableRow, tableHeader/tableCell {colspan, rowspan}, hardBreak, goal, goalStatement, goalIndicator.
 * Marks: bold, italic, link {href}.
 */
export const blockNames = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'table', 'goal'] as const

/** Tells the two kinds of node apart; an element may not be named "text". */
export function isText(node: ContentNode): node is TextNode {
  return node.type === 'text'
}

/** The order in which marks enclose each other, outermost first: the editor's schema has the same. Unknown ones come after these. */
export const markOrder = ['link', 'bold', 'italic'] as const

/** All text below the nodes, without marks; a hard break is a line break. */
export function plainText(nodes: readonly ContentNode[]): string {
  return nodes.map((node) => (isText(node) ? node.text : node.type === 'hardBreak' ? '\n' : plainText(node.content ?? []))).join('')
}
