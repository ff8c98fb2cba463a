/** Owns the one reading of a section's Y.Doc: Y.XmlFragment to content. No ProseMirror, no DOM; the document is never changed. */
import * as Y from 'yjs'
import { type Content, type ContentNode, type ElementNode, isText, type Json, type Mark, markOrder, type TextNode } from './content.ts'

/** Deeper than an editor can nest. What a hostile document holds below is left out, so that no stack overflows. */
const deepest = 200

/** y-tiptap adds a hash to the names of marks that may overlap. */
const hashedMark = /^(.+)--[A-Za-z0-9+/=]{8}$/

/**
 * The content of a section as it stands. Every element carries its Yjs id, "client:clock"; texts have none. Nodes, attributes and
 * marks that this program does not know are kept; attributes that are null, and values that are no JSON, are left out.
 */
export function readContent(fragment: Y.XmlFragment): Content {
  return childrenOf(fragment, 0).map((node): ElementNode => (isText(node) ? { type: 'paragraph', content: [node] } : node))
}

/** The Yjs id of an element that is in a document. */
export function elementId(type: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  const id = type._item?.id
  if (!id) throw new Error('the element is in no document')
  return `${id.client}:${id.clock}`
}

function childrenOf(parent: Y.XmlFragment, depth: number): readonly ContentNode[] {
  if (depth > deepest) return []
  const nodes: ContentNode[] = []
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) for (const node of textOf(child)) append(nodes, node)
    else if (child instanceof Y.XmlElement) nodes.push(elementOf(child, depth))
    // A hook is a map: nothing that we write, kept by its name alone.
    else nodes.push({ type: String((child as Y.XmlHook).hookName), id: elementId(child as Y.XmlHook) })
  }
  return nodes
}

function elementOf(element: Y.XmlElement, depth: number): ElementNode {
  const attrs = recordOf(element.getAttributes())
  const content = childrenOf(element, depth + 1)
  return {
    type: element.nodeName,
    id: elementId(element),
    ...(attrs && { attrs }),
    ...(content.length > 0 && { content }),
  }
}

type Run = { readonly insert: unknown; readonly attributes?: Readonly<Record<string, unknown>> }

function textOf(text: Y.XmlText): readonly ContentNode[] {
  return (text.toDelta() as readonly Run[]).map(({ insert, attributes }): ContentNode => {
    if (typeof insert !== 'string') {
      const attrs = recordOf({ embed: insert })
      return { type: 'embed', ...(attrs && { attrs }) }
    }
    const marks = marksOf(attributes ?? {})
    return { type: 'text', text: insert, ...(marks.length > 0 && { marks }) }
  })
}

function marksOf(attributes: Readonly<Record<string, unknown>>): readonly Mark[] {
  const marks = Object.keys(attributes).map((name): Mark => {
    const value = attributes[name]
    const attrs = isRecord(value) ? recordOf(value) : undefined
    return { type: hashedMark.exec(name)?.[1] ?? name, ...(attrs && { attrs }) }
  })
  return marks.sort((a, b) => rank(a.type) - rank(b.type) || compare(a.type, b.type) || compare(JSON.stringify(a), JSON.stringify(b)))
}

function rank(mark: string): number {
  const at = (markOrder as readonly string[]).indexOf(mark)
  return at < 0 ? markOrder.length : at
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Adds a node; a text with the same marks as the text before it grows that one. */
function append(nodes: ContentNode[], node: ContentNode): void {
  const last = nodes.at(-1)
  if (isText(node) && node.text === '') return
  if (last && isText(last) && isText(node) && sameMarks(last, node)) {
    nodes[nodes.length - 1] = { ...last, text: last.text + node.text }
    return
  }
  nodes.push(node)
}

function sameMarks(a: TextNode, b: TextNode): boolean {
  return JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? [])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Y.AbstractType)
  )
}

/** The record in the order of its keys, without what is null or no JSON; undefined where nothing is left. */
function recordOf(record: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> | undefined {
  const entries = Object.keys(record)
    .sort()
    .flatMap((key): [string, Json][] => {
      const value = jsonOf(record[key], 0)
      return value === undefined || value === null ? [] : [[key, value]]
    })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

function jsonOf(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'bigint') return value.toString()
  if (depth > deepest) return undefined
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, depth + 1) ?? null)
  return isRecord(value) ? (recordOf(value) ?? {}) : undefined
}
