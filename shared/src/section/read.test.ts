import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Content, type ContentNode, fragmentName, isText } from './content.ts'
import { readContent } from './read.ts'
import { elementOf, seedUpdate } from './seed.ts'
import { anyContent, everyNode } from './sample.ts'

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}
const read = (content: Content): Content => readContent(docOf(seedUpdate(content)).getXmlFragment(fragmentName))

function withoutIds(nodes: readonly ContentNode[]): unknown[] {
  return nodes.map((node) => {
    if (isText(node)) return node
    const { id: _, content, ...rest } = node
    return { ...rest, ...(content && { content: withoutIds(content) }) }
  })
}

describe('seed and read', () => {
  test('SE-1 what is seeded is what is read, over every node type', () => {
    expect(withoutIds(read(everyNode))).toEqual(withoutIds(everyNode))
  })

  test('SE-1 what is seeded is what is read, for any content', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        expect(withoutIds(read(content))).toEqual(withoutIds(content))
      }),
      { numRuns: 60 },
    )
  })

  test('SE-2 the same content is seeded with the same bytes, and twice is once', () => {
    expect(seedUpdate(everyNode)).toEqual(seedUpdate(everyNode))
    const doc = docOf(seedUpdate(everyNode))
    const before = readContent(doc.getXmlFragment(fragmentName))
    Y.applyUpdate(doc, seedUpdate(everyNode))
    expect(readContent(doc.getXmlFragment(fragmentName))).toEqual(before)
  })

  test('SE-2 the order of attributes changes no byte', () => {
    const of = (attrs: Record<string, string>): Uint8Array => seedUpdate([{ type: 'goal', attrs }])
    expect(of({ id: 'a', level: 'result' })).toEqual(of({ level: 'result', id: 'a' }))
  })

  test('SE-3 empty content is one empty paragraph', () => {
    expect(read([])).toEqual([{ type: 'paragraph', id: '1:0' }])
  })

  test('SE-4 the layout is that of y-tiptap: numbers stay numbers, defaults are written, marks are formatting', () => {
    const fragment = docOf(
      seedUpdate([
        { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [{ type: 'paragraph' }] }] }] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'a', marks: [{ type: 'bold' }] },
            { type: 'text', text: 'b', marks: [{ type: 'link', attrs: { href: 'https://x.dk' } }] },
          ],
        },
      ]),
    ).getXmlFragment(fragmentName)
    const cell = ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlElement
    expect(cell.getAttributes()).toEqual({ colspan: 1, rowspan: 1 })
    const text = (fragment.get(1) as Y.XmlElement).get(0) as Y.XmlText
    expect(text.toDelta()).toEqual([
      { insert: 'a', attributes: { bold: {} } },
      { insert: 'b', attributes: { link: { href: 'https://x.dk' } } },
    ])
  })

  test('SE-5 reading changes nothing', () => {
    const doc = docOf(seedUpdate(everyNode))
    let updates = 0
    doc.on('update', () => updates++)
    const before = Y.encodeStateAsUpdate(doc)
    readContent(doc.getXmlFragment(fragmentName))
    expect(updates).toBe(0)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  test('SE-6 an unknown node, attribute and mark are kept, and a hash behind a mark is not', () => {
    const doc = new Y.Doc()
    const fragment = doc.getXmlFragment(fragmentName)
    const box = elementOf({ type: 'factBox', attrs: { tone: 'calm' } })
    fragment.insert(0, [box])
    const text = new Y.XmlText()
    box.insert(0, [text])
    text.insert(0, 'noted', { 'comment--AbCd+/12': { thread: 't1' }, bold: true, gone: null })
    expect(withoutIds(readContent(fragment))).toEqual([
      {
        type: 'factBox',
        attrs: { tone: 'calm' },
        content: [{ type: 'text', text: 'noted', marks: [{ type: 'bold' }, { type: 'comment', attrs: { thread: 't1' } }] }],
      },
    ])
  })

  test('SE-7 neighbouring texts with the same marks are one run', () => {
    const doc = new Y.Doc()
    const fragment = doc.getXmlFragment(fragmentName)
    fragment.insert(0, [elementOf({ type: 'paragraph' })])
    const paragraph = fragment.get(0) as Y.XmlElement
    paragraph.insert(0, [new Y.XmlText('from one '), new Y.XmlText('and another')])
    expect(withoutIds(readContent(fragment))).toEqual([{ type: 'paragraph', content: [{ type: 'text', text: 'from one and another' }] }])
  })

  test('SE-8 what is no JSON never reaches the content, and nesting without end does not throw', () => {
    const doc = new Y.Doc()
    const fragment = doc.getXmlFragment(fragmentName)
    const odd = new Y.XmlElement('paragraph')
    fragment.insert(0, [odd])
    const values: Record<string, unknown> = {
      bytes: new Uint8Array([1]),
      big: 12n,
      none: undefined,
      nan: Number.NaN,
      list: [1, null],
      map: { a: null },
    }
    for (const [name, value] of Object.entries(values)) {
      odd.setAttribute(name, value as string) // Yjs types an attribute as a string; it stores more
    }
    expect(readContent(fragment)[0]?.attrs).toEqual({ big: '12', list: [1, null], map: {} })
    let parent: Y.XmlFragment = fragment
    for (let depth = 0; depth < 1000; depth++) {
      const child = new Y.XmlElement('blockquote')
      parent.insert(0, [child])
      parent = child
    }
    expect(readContent(fragment)).toHaveLength(2)
  })

  test('SE-9 an element keeps its id while the text around it changes', () => {
    const doc = docOf(seedUpdate([{ type: 'paragraph' }, { type: 'blockquote' }]))
    const fragment = doc.getXmlFragment(fragmentName)
    const id = readContent(fragment)[1]?.id
    fragment.insert(0, [elementOf({ type: 'paragraph' })])
    expect(readContent(fragment)[2]?.id).toBe(id)
  })
})
