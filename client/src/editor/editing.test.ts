// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { type Content } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'
import { endBelowTable, keepLineBelowTable } from './belowTable.ts'
import { goalFields, indicatorFields, notAsked } from './goalFields.ts'
import { openEditor } from './testEditor.ts'

function open(content: Content) {
  const { fragment, editor, undo } = openEditor(content)
  return { fragment, editor, undo, types: () => readContent(fragment).map((node) => node.type) }
}

test('ED-11 a table that is inserted last has a line behind it, and no second one', () => {
  const { editor, types } = open([{ type: 'paragraph' }])
  const insert = () =>
    editor
      .chain()
      .insertTable({ rows: 2, cols: 2 })
      .command(({ tr }) => keepLineBelowTable(tr))
      .run()
  editor.commands.setTextSelection(1)
  insert()
  expect(types()).toEqual(['table', 'paragraph'])
  expect(keepLineBelowTable(editor.state.tr)).toBe(true)
  expect(types()).toEqual(['table', 'paragraph'])
})

test('ED-12 only from the last line of the last row of a table that the section ends with there is a place below it', () => {
  const { editor } = open([{ type: 'paragraph' }])
  editor.commands.setTextSelection(1)
  editor.chain().insertTable({ rows: 2, cols: 1, withHeaderRow: false }).run()
  const cells: number[] = []
  editor.state.doc.descendants((node, at) => void (node.type.name === 'paragraph' && cells.push(at + 1)))
  const end = () => editor.state.doc.content.size
  const below = (at: number | undefined) => endBelowTable(editor.state.doc, editor.state.doc.resolve(at ?? 0))
  expect(cells.map(below)).toEqual([null, end()])
  editor.commands.insertContentAt(end(), { type: 'paragraph' })
  expect(below(cells[1])).toBeNull()
})

test('ED-13 an indicator of another kind gives back what the new kind does not ask for, and one undo brings it again', async () => {
  const indicator = { id: 'i', targetKind: 'share', operator: 'atLeast', target: '40', unit: '%', deadline: '2027' }
  const { editor, fragment, undo } = open([
    {
      type: 'goal',
      attrs: { id: 'g', level: 'result' },
      content: [
        { type: 'goalStatement', content: [{ type: 'text', text: 'Flere i job' }] },
        { type: 'goalIndicator', attrs: indicator },
      ],
    },
  ])
  const stored = () => ((fragment.get(0) as Y.XmlElement).get(1) as Y.XmlElement).getAttributes()
  const before = stored()
  editor.view.dom.querySelector('.goal')?.dispatchEvent(new CustomEvent('goal-open'))
  const kind = editor.view.dom.querySelector<HTMLSelectElement>('select[id$="-targetKind"]')
  if (!kind) throw new Error('the form has no kind')
  kind.value = 'milestone'
  kind.dispatchEvent(new Event('change'))
  expect(stored()).toEqual({ id: 'i', targetKind: 'milestone', deadline: '2027' })
  undo.undo()
  expect(stored()).toEqual(before)
  expect(indicatorFields({ targetKind: 'milestone' }).map(({ name }) => name)).not.toContain('operator')
  expect(notAsked('of another program')).toEqual([])
  expect(goalFields('result')).not.toHaveLength(0)
})

test('ED-14 after one has added an indicator its first field has the focus', () => {
  const { editor } = open([
    {
      type: 'goal',
      attrs: { id: 'g', level: 'result' },
      content: [{ type: 'goalStatement' }, { type: 'goalIndicator', attrs: { id: 'i', targetKind: 'share' } }],
    },
  ])
  editor.view.dom.querySelector('.goal')?.dispatchEvent(new CustomEvent('goal-open'))
  const add = editor.view.dom.querySelector<HTMLButtonElement>('.goal-foot button')
  add?.focus()
  add?.click()
  expect(document.activeElement?.id).toBe('f-g-new-indicator')
})
