// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CellSelection, TableMap } from '@tiptap/pm/tables'
import { type Content, plainText } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'
import { type Editor } from './sectionEditor.ts'
import { type TableAct, tableActs, tableFormats } from './tables.ts'
import { closeEditors, openEditor } from './testEditor.ts'

/** A table of these rows, each cell its words; a header row where the first row's cells begin with "#". */
function table(...rows: readonly string[]): Content {
  return [
    {
      type: 'table',
      content: rows.map((row) => ({
        type: 'tableRow',
        content: row.split('|').map((cell) => ({
          type: cell.startsWith('#') ? 'tableHeader' : 'tableCell',
          attrs: { colspan: 1, rowspan: 1 },
          content: [{ type: 'paragraph', ...(cell.length > 0 && { content: [{ type: 'text', text: cell }] }) }],
        })),
      })),
    },
    { type: 'paragraph' },
  ] as Content
}

/** The rows as in `table`, with a header cell's words marked. */
function rowsOf(editor: Editor): readonly string[] {
  const rows: string[] = []
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'tableRow')
      rows.push(
        node.children
          .map((cell) => `${cell.type.name === 'tableHeader' && !cell.textContent.startsWith('#') ? '#' : ''}${cell.textContent}`)
          .join('|'),
      )
    return node.type.name !== 'tableRow'
  })
  return rows
}

function cellsOf(editor: Editor): readonly number[] {
  const cells: number[] = []
  editor.state.doc.descendants((node, at) => {
    if (/^table(Cell|Header)$/.test(node.type.name)) cells.push(at)
  })
  return cells
}

/** The caret into the nth cell. */
const into = (editor: Editor, cell: number): boolean => editor.commands.setTextSelection((cellsOf(editor)[cell] ?? 0) + 2)

const press = (editor: Editor, key: string, shiftKey = false): boolean =>
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, new KeyboardEvent('keydown', { key, shiftKey }))) ?? false

test.each<[TableAct, readonly string[]]>([
  ['rowAbove', ['#a|#b', '|', 'c|d', 'e|f']],
  ['rowBelow', ['#a|#b', 'c|d', '|', 'e|f']],
  ['columnLeft', ['#|#a|#b', '|c|d', '|e|f']],
  ['columnRight', ['#a|#|#b', 'c||d', 'e||f']],
  ['deleteRow', ['#a|#b', 'e|f']],
  ['deleteColumn', ['#b', 'd', 'f']],
  ['headerRow', ['#a|b', 'c|d', 'e|f'].map((row) => row)],
  ['deleteTable', []],
])('TB-1 what the tools do from the cell c: %s', (act, rows) => {
  const { editor } = openEditor(table('#a|#b', 'c|d', 'e|f'))
  into(editor, 2)
  expect(editor.commands.tableAct(act)).toBe(true)
  if (act === 'headerRow') expect(tableFormats(editor.state)?.headerRow).toBe(false)
  else expect(rowsOf(editor)).toEqual(rows)
  editor.commands.undoOwn()
  expect(rowsOf(editor)).toEqual(['#a|#b', 'c|d', 'e|f'])
})

test('TB-2 cells are merged and split again, and their words stay', () => {
  const { editor } = openEditor(table('a|b', 'c|d'))
  into(editor, 0)
  expect([tableFormats(editor.state), editor.commands.tableAct('merge')]).toEqual([
    { headerRow: false, headerColumn: false, merges: false, splits: false },
    false,
  ])
  const [first = 0, second = 0] = cellsOf(editor)
  editor.view.dispatch(editor.state.tr.setSelection(CellSelection.create(editor.state.doc, first, second)))
  expect(tableFormats(editor.state)?.merges).toBe(true)
  editor.commands.tableAct('merge')
  expect(rowsOf(editor)).toEqual(['ab', 'c|d'])
  into(editor, 0)
  expect(tableFormats(editor.state)?.splits).toBe(true)
  editor.commands.tableAct('split')
  expect(rowsOf(editor)).toEqual(['ab|', 'c|d'])
  expect(tableFormats(editor.state)?.splits).toBe(false)
})

test('TB-3 Tab goes from cell to cell and adds a row behind the last one, Shift+Tab goes back, and outside Tab is the page’s', () => {
  const { editor } = openEditor(table('a|b', 'c|d'))
  into(editor, 2)
  expect(press(editor, 'Tab')).toBe(true)
  expect(editor.state.selection.$head.parent.textContent).toBe('d')
  expect(press(editor, 'Tab')).toBe(true)
  expect(rowsOf(editor)).toEqual(['a|b', 'c|d', '|'])
  expect(editor.state.selection.$head.pos).toBe((cellsOf(editor)[4] ?? 0) + 2)
  expect(press(editor, 'Tab', true)).toBe(true)
  expect(editor.state.selection.$head.parent.textContent).toBe('d')
  editor.commands.setTextSelection(editor.state.doc.content.size - 1)
  expect([press(editor, 'Tab'), tableFormats(editor.state)]).toEqual([false, null])
})

/** Two people with the text, and a way between them that opens when the test says. */
function two(content: Content) {
  const [karen, mads] = [openEditor(content), openEditor(content)]
  const meet = (): void => {
    Y.applyUpdate(mads.doc, Y.encodeStateAsUpdate(karen.doc, Y.encodeStateVector(mads.doc)))
    Y.applyUpdate(karen.doc, Y.encodeStateAsUpdate(mads.doc, Y.encodeStateVector(karen.doc)))
  }
  return { karen, mads, meet }
}

function expectEqual({ karen, mads }: Pick<ReturnType<typeof two>, 'karen' | 'mads'>): void {
  expect(readContent(mads.fragment)).toEqual(readContent(karen.fragment))
  for (const { editor } of [karen, mads]) editor.state.doc.check()
  expect(mads.editor.getJSON()).toEqual(karen.editor.getJSON())
}

test('TB-4 one adds a row while the other types in a cell and adds a column: both have all of it, and nobody mends by himself', () => {
  const both = two(table('#a|#b', 'c|d'))
  const { karen, mads, meet } = both
  into(karen.editor, 2)
  karen.editor.commands.tableAct('rowBelow')
  into(mads.editor, 3)
  mads.editor.commands.insertContent('ord ')
  mads.editor.commands.tableAct('columnRight')
  meet()
  expectEqual(both)
  expect(rowsOf(karen.editor)).toEqual(['#a|#b|#', 'c|ord d|', '|'])
  // Both go on typing: no cell comes of it.
  for (const [{ editor }, word] of [
    [karen, 'k'],
    [mads, 'm'],
  ] as const) {
    into(editor, 0)
    editor.commands.insertContent(word)
  }
  meet()
  expectEqual(both)
  expect(cellsOf(karen.editor)).toHaveLength(8)
  // Whoever changes the table next mends it.
  into(karen.editor, 0)
  karen.editor.commands.tableAct('rowBelow')
  meet()
  expectEqual(both)
  expect(rowsOf(mads.editor).map((row) => row.split('|').length)).toEqual([3, 3, 3, 3])
})

const step = fc.record({
  who: fc.constantFrom('karen', 'mads'),
  cell: fc.nat(30),
  does: fc.oneof(
    { weight: 3, arbitrary: fc.constant('types' as const) },
    { weight: 4, arbitrary: fc.constantFrom(...tableActs) },
    { weight: 2, arbitrary: fc.constant('meet' as const) },
    { weight: 1, arbitrary: fc.constantFrom('selects' as const, 'Tab' as const, 'undo' as const) },
  ),
})

test(
  'TB-5 whatever two people do in a table, they end equal, with a document of the schema, and typing alone never adds a cell',
  () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const both = two(table('#a|#b|#c', 'd|e|f', 'g|h|i'))
        for (const { who, cell, does } of steps) {
          const { editor } = both[who]
          const cells = cellsOf(editor)
          if (does === 'meet') both.meet()
          else if (does === 'undo') editor.commands.undoOwn()
          else if (cells.length > 0) {
            const at = cell % cells.length
            if (does === 'selects')
              editor.view.dispatch(
                editor.state.tr.setSelection(CellSelection.create(editor.state.doc, cells[at] ?? 0, cells[(at * 7) % cells.length] ?? 0)),
              )
            else if (does === 'types') {
              into(editor, at)
              editor.commands.insertContent('x')
              expect(cellsOf(editor)).toHaveLength(cells.length)
            } else if (does === 'Tab') press(editor, 'Tab')
            else {
              if (does !== 'merge') into(editor, at)
              editor.commands.tableAct(does)
            }
          }
        }
        both.meet()
        expectEqual(both)
        closeEditors()
      }),
      { numRuns: Number(process.env['TABLE_RUNS'] ?? 30) },
    )
  },
  60_000 + Number(process.env['TABLE_RUNS'] ?? 30) * 500,
)

test('TB-9 what is done in a table of rows of unlike length is done in its place, behind the mending', () => {
  const both = two(table('#a|#b|#c', 'd|e|f', 'g|h|i'))
  const { karen, mads, meet } = both
  into(karen.editor, 0)
  karen.editor.commands.tableAct('rowAbove')
  into(mads.editor, 0)
  mads.editor.commands.tableAct('deleteColumn')
  meet()
  into(karen.editor, cellsOf(karen.editor).length - 1)
  expect(karen.editor.commands.tableAct('columnRight')).toBe(true)
  meet()
  expectEqual(both)
  const rows = rowsOf(karen.editor)
  expect(rows.slice(-2).map((row) => row.split('|').slice(0, 2).join('|'))).toEqual(['e|f', 'h|i'])
  expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1)
})

test('TB-6 a table whose last cells two people have deleted is gone with the next letter, for both', () => {
  const both = two(table('a|b'))
  const { karen, mads, meet } = both
  into(karen.editor, 0)
  karen.editor.commands.tableAct('deleteColumn')
  into(mads.editor, 1)
  mads.editor.commands.tableAct('deleteColumn')
  meet()
  expectEqual(both)
  karen.editor.commands.insertContentAt(karen.editor.state.doc.content.size - 1, 'videre')
  meet()
  expectEqual(both)
  expect(readContent(mads.fragment).map((node) => [node.type, plainText([node])])).toEqual([['paragraph', 'videre']])
})

test('TB-7 one’s own deletion across a table’s edge leaves a table of whole rows', () => {
  const { editor } = openEditor([{ type: 'paragraph', content: [{ type: 'text', text: 'Før' }] }, ...table('a|b', 'c|d')])
  const [, second = 0] = cellsOf(editor)
  editor.view.dispatch(editor.state.tr.delete(2, second + 3))
  for (const node of editor.state.doc.children) if (node.type.name === 'table') expect(TableMap.get(node).problems).toBeNull()
})

test('TB-8 two things that are done in a table at once are two to take back', async () => {
  const { editor } = openEditor(table('a|b'))
  into(editor, 0)
  editor.commands.tableAct('rowBelow')
  await Promise.resolve()
  editor.commands.tableAct('columnRight')
  await Promise.resolve()
  editor.commands.insertContent('x')
  expect(rowsOf(editor)).toEqual(['xa||b', '||'])
  editor.commands.undoOwn()
  expect(rowsOf(editor)).toEqual(['a||b', '||'])
  editor.commands.undoOwn()
  expect(rowsOf(editor)).toEqual(['a|b', '|'])
})
