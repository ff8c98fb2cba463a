// @vitest-environment happy-dom
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { readContent } from '@samplan/shared/section/read'
import { openEditor } from './testEditor.ts'

/** A section with one goal, which is selected as a whole, as it is after its form. */
function openSelected() {
  const { editor, fragment } = openEditor([
    {
      type: 'goal',
      attrs: { id: 'g', level: 'result' },
      content: [
        { type: 'goalStatement', content: [{ type: 'text', text: 'Flere i job' }] },
        { type: 'goalIndicator', attrs: { id: 'i', targetKind: 'share' } },
      ],
    },
    { type: 'paragraph', content: [{ type: 'text', text: 'Bagefter' }] },
  ])
  const { view } = editor
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, 0)))
  return { editor, view, goal: () => JSON.stringify(readContent(fragment)[0]) }
}

test('SE-44 what is typed while a goal is selected goes to the end of its statement, and takes nothing away', () => {
  const { editor, view, goal } = openSelected()
  // The letters that follow are the browser's own.
  view.dom.dispatchEvent(Object.defineProperty(new KeyboardEvent('keypress', { key: '!' }), 'charCode', { value: '!'.charCodeAt(0) }))
  expect(editor.state.doc.firstChild?.textContent).toBe('Flere i job!')
  expect(goal()).toContain('"id":"i"')
  expect(editor.state.doc.childCount).toBe(2)
})

test('SE-44 a letter that is composed of several keys takes no goal’s place either', () => {
  const { view } = openSelected()
  view.dom.dispatchEvent(new CompositionEvent('compositionstart'))
  const { selection } = view.state
  expect(selection instanceof TextSelection && selection.head).toBe(1 + 1 + 'Flere i job'.length)
})

test('SE-44 a click into the statement of a selected goal puts the caret there', () => {
  const { view } = openSelected()
  const at = 1 + 1 + 'Flere'.length
  const statement = view.state.doc.nodeAt(1)
  if (!statement) throw new Error('the goal has no statement')
  const taken = view.someProp('handleClickOn', (handle) => handle(view, at, statement, 1, new MouseEvent('mouseup'), true))
  expect(taken).toBe(true)
  expect(view.state.selection instanceof TextSelection && view.state.selection.head).toBe(at)
})
