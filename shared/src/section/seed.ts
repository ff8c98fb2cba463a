/** Owns how content becomes a section's Y.Doc: the layout that TipTap's y-tiptap 3.0.9 writes. */
import * as Y from 'yjs'
import { type Content, type ContentNode, type ElementNode, fragmentName, isText, type Json, type Mark, type TextNode } from './content.ts'

/** The client id of every seed. Small, so that no person's random one meets it. */
export const seedClient = 1

/** What y-tiptap writes for a node even where nobody chose it: the defaults of the editor's schema. */
const defaults: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  heading: { depth: 1 },
  orderedList: { start: 1 },
  tableCell: { colspan: 1, rowspan: 1 },
  tableHeader: { colspan: 1, rowspan: 1 },
}

/**
 * One Yjs update that holds the content: the first content of a section, a single empty paragraph where there is none.
 * The same content gives the same bytes, so two processes that seed one section do no harm. Trap: two different contents
 * with one client id must never meet in the same section.
 */
export function seedUpdate(content: Content, clientId: number = seedClient): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const blocks: Content = content.length > 0 ? content : [{ type: 'paragraph' }]
  doc.transact(() => doc.getXmlFragment(fragmentName).insert(0, childrenOf(blocks)))
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

/** The node as a new element, not yet in any document. */
export function elementOf(node: ElementNode): Y.XmlElement {
  const element = new Y.XmlElement<Record<string, Json>>(node.type)
  const attributes = { ...defaults[node.type], ...node.attrs }
  for (const name of Object.keys(attributes).sort()) {
    const value = attributes[name]
    if (value !== null && value !== undefined) element.setAttribute(name, value)
  }
  element.insert(0, childrenOf(node.content ?? []))
  return element as unknown as Y.XmlElement // Yjs types an attribute as a string; it stores any JSON
}

/** Neighbouring texts become one Y.XmlText with marks as formatting. */
function childrenOf(nodes: readonly ContentNode[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: TextNode[] = []
  const endRun = (): void => {
    if (run.length > 0) children.push(textOf(run))
    run = []
  }
  for (const node of nodes) {
    if (isText(node)) {
      if (node.text !== '') run.push(node)
      continue
    }
    endRun()
    children.push(elementOf(node))
  }
  endRun()
  return children
}

function textOf(run: readonly TextNode[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(run.map((node) => ({ insert: node.text, attributes: formattingOf(node.marks ?? []) })))
  return text
}

function formattingOf(marks: readonly Mark[]): Record<string, Json> {
  return Object.fromEntries(marks.map((mark) => [mark.type, mark.attrs ?? {}]))
}
