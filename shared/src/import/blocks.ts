/** Owns how paragraphs and lists are written as the plan's content. */
import type { ElementNode, Json, TextNode } from '../section/content.ts'
import type { ListItem } from './flow.ts'
import type { Notes } from './footnotes.ts'
import { inlineOf, type Lexicon } from './inline.ts'

/** Null where there is nothing to write. */
export function paragraphNode(nodes: readonly TextNode[]): ElementNode | null {
  return nodes.length === 0 ? null : { type: 'paragraph', content: nodes }
}

type Open = {
  readonly depth: number
  readonly ordered: boolean
  readonly attrs: Readonly<Record<string, Json>> | null
  readonly items: Growing[]
}
type Growing = { readonly text: readonly TextNode[]; readonly inner: Open[] }

/** A list with its levels. A numbered list begins with its own first number; a list inside an item is that item's. */
export function listNode(items: readonly ListItem[], lexicon: Lexicon, notes: Notes): ElementNode {
  const roots: Open[] = []
  const path: Open[] = []
  for (const { depth, ordered, number, lines } of items) {
    while (path.length > 0 && (path.at(-1)?.depth ?? 0) > depth) path.pop()
    let list = path.at(-1)
    if (!list || list.depth < depth || list.ordered !== ordered) {
      if (list && list.depth === depth) path.pop()
      const parent = path.at(-1)
      const opened: Open = { depth, ordered, attrs: ordered ? { start: number ?? 1 } : null, items: [] }
      const into = parent?.items.at(-1)?.inner ?? roots
      into.push(opened)
      path.push(opened)
      list = opened
    }
    list.items.push({ text: inlineOf(lines, lexicon, notes), inner: [] })
  }
  const [only, ...others] = roots.map(nodeOf)
  // Lists of two kinds in a row are one block to the reader: the second stands inside the first's last item.
  return only === undefined ? { type: 'paragraph' } : others.reduce(appended, only)
}

function nodeOf({ ordered, attrs, items }: Open): ElementNode {
  return {
    type: ordered ? 'orderedList' : 'bulletList',
    ...(attrs && { attrs }),
    content: items.map(({ text, inner }) => ({
      type: 'listItem',
      content: [text.length > 0 ? { type: 'paragraph', content: text } : { type: 'paragraph' }, ...inner.map(nodeOf)],
    })),
  }
}

function appended(list: ElementNode, more: ElementNode): ElementNode {
  const items = [...(list.content ?? [])]
  const last = items.pop()
  if (!last || last.type === 'text') return list
  const item = last as ElementNode
  return { ...list, content: [...items, { ...item, content: [...(item.content ?? []), more] }] }
}
