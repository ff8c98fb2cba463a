// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { type Content } from '@samplan/shared/section/content'
import type { GoalFacts } from '@samplan/shared/section/goalBlock'
import { goalWords } from '@samplan/shared/section/goalWords'
import type { Level } from '@samplan/shared/plan'
import { renderBlocks } from '@samplan/shared/section/html'
import { readContent } from '@samplan/shared/section/read'
import { everyNode } from '@samplan/shared/section/sample'
import { openEditor } from './testEditor.ts'

const goals = new Map<string, GoalFacts>([
  [
    'maal-4a',
    {
      code: '4a',
      verdict: 'onTrack',
      indicators: new Map([['ledige', { latest: { value: '12.4', period: '2026-09' }, reason: 'På vej mod målet.' }]]),
    },
  ],
])

function open(content: Content, level: () => Level = () => 2) {
  const facts = { facts: (id: string) => goals.get(id), onFacts: () => () => undefined, newId: () => 'new' }
  const { doc, fragment, editor, sent } = openEditor(content, { level, goals: facts })
  const drawn = (): readonly string[] => {
    const dom = editor.view.dom.cloneNode(true) as HTMLElement
    for (const only of dom.querySelectorAll('.goal-edit')) only.remove()
    return [...dom.children].map((block) => normal(block))
  }
  return { doc, fragment, editor, sent, drawn }
}

/** Attributes in one order, without what only an editor's inside carries and draws no box. */
function normal(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const each of [copy, ...copy.querySelectorAll('*')]) {
    each.removeAttribute('contenteditable')
    each.removeAttribute('draggable')
    const attributes = [...each.attributes]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value }) => [name, value.trim()] as const)
    for (const { name } of [...each.attributes]) each.removeAttribute(name)
    for (const [name, value] of attributes) each.setAttribute(name, value)
  }
  return copy.outerHTML
}

function parsed(html: string): string {
  const box = document.createElement('div')
  box.innerHTML = html
  return box.firstElementChild ? normal(box.firstElementChild) : ''
}

test.each(everyNode.map((node, at) => [`${at} ${node.type}`, node] as const))(
  'ED-1 the renderer and the editor draw the same DOM: %s',
  (_name, node) => {
    const { fragment, drawn, sent } = open([node])
    const rendered = renderBlocks(readContent(fragment), { level: 2, words: goalWords, goals })
    expect(drawn()).toEqual(rendered.map(parsed))
    expect(sent).toEqual([])
  },
)

test('ED-2 opening an editor changes nothing in the document', () => {
  const { fragment, sent, editor } = open(everyNode)
  const before = JSON.stringify(readContent(fragment))
  editor.view.dispatch(editor.state.tr.setMeta('nothing', true))
  expect(JSON.stringify(readContent(fragment))).toBe(before)
  expect(sent).toEqual([])
})

test('ED-2 where the section stands deeper, its sub-headings are drawn anew, the caret stays, and nothing is written', () => {
  let level: Level = 1
  const { editor, sent } = open([{ type: 'heading', attrs: { depth: 1 }, content: [{ type: 'text', text: 'Under' }] }], () => level)
  editor.commands.setTextSelection(3)
  expect(editor.view.dom.firstElementChild?.tagName).toBe('H3')
  level = 2
  editor.createNodeViews()
  expect(editor.view.dom.firstElementChild?.tagName).toBe('H4')
  expect([editor.state.selection.head, sent]).toEqual([3, []])
})
