/**
 * Owns tables in the text: when a table that has lost its shape is mended, and what one can do in it. Two people may each change a
 * table; together their changes can leave rows of unlike length. Whoever mended that by himself would mend it twice, once in every
 * tab, and the two mendings would need mending. So a table is mended by what its own editor does to it, never because something came
 * from elsewhere.
 */
import { Table } from '@tiptap/extension-table'
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state'
import { fixTables, isInTable, mergeCells, rowIsHeader, selectedRect, splitCell, tableEditing, TableMap } from '@tiptap/pm/tables'
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'

export const SectionTable = Table.extend({
  addProseMirrorPlugins: () => [mendedByHand()],
  addCommands() {
    return {
      ...this.parent?.(),
      tableAct:
        (act) =>
        ({ editor, tr, state, dispatch }) => {
          if (!dispatch) return isInTable(state)
          // In a transaction of its own: what follows would count its places through the steps of the mending.
          tr.setMeta('preventDispatch', true)
          const undo: { readonly undoManager: UndoManager } | undefined = yUndoPluginKey.getState(state)
          // Two acts in a second are two things to take back.
          undo?.undoManager.stopCapturing()
          queueMicrotask(() => undo?.undoManager.stopCapturing())
          const mended = fixTables(editor.state)
          if (mended) editor.view.dispatch(mended)
          return editor.commands[commandOf[act]]()
        },
    }
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Tab: () => {
        if (!isInTable(this.editor.state)) return false
        if (this.editor.commands.goToNextCell()) return true
        return this.editor.commands.tableAct('rowBelow') && this.editor.commands.goToNextCell()
      },
    }
  },
}).configure({ resizable: false })

function mendedByHand(): Plugin {
  const editing = tableEditing()
  return new Plugin({
    ...editing.spec,
    appendTransaction(transactions, before, state) {
      const own = transactions.every((transaction) => !isFromElsewhere(transaction))
      // What was whole before one's own change and is not now, the change itself has torn.
      const since = own && !hasTornTable(before.doc) ? before : state
      const mended = editing.spec.appendTransaction?.call(this, transactions, since, state) ?? null
      return own ? withoutHollow(mended ?? state.tr, mended) : mended
    },
  })
}

function isFromElsewhere(transaction: Transaction): boolean {
  const sync: unknown = transaction.getMeta(ySyncPluginKey)
  return typeof sync === 'object' && sync !== null && 'isChangeOrigin' in sync && sync.isChangeOrigin === true
}

function hasTornTable(doc: DocumentNode): boolean {
  return tablesOf(doc).some(({ node }) => TableMap.get(node).problems !== null)
}

function tablesOf(doc: DocumentNode): readonly { readonly node: DocumentNode; readonly at: number }[] {
  const found: { readonly node: DocumentNode; readonly at: number }[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'table') found.push({ node, at })
    return !node.isTextblock && node.type.name !== 'table'
  })
  return found
}

/** A table whose last cells two people have deleted is nothing that one could stand in. Deleting it twice is deleting it once. */
function withoutHollow(transaction: Transaction, otherwise: Transaction | null): Transaction | null {
  const hollow = tablesOf(transaction.doc).filter(({ node }) => node.children.every(({ childCount }) => childCount === 0))
  for (const { node, at } of hollow.toReversed()) transaction.delete(at, at + node.nodeSize)
  return hollow.length > 0 ? transaction : otherwise
}

/** What the tools do with the table that the caret is in, by TipTap's names. */
const commandOf = {
  rowAbove: 'addRowBefore',
  rowBelow: 'addRowAfter',
  deleteRow: 'deleteRow',
  headerRow: 'toggleHeaderRow',
  columnLeft: 'addColumnBefore',
  columnRight: 'addColumnAfter',
  deleteColumn: 'deleteColumn',
  headerColumn: 'toggleHeaderColumn',
  merge: 'mergeCells',
  split: 'splitCell',
  deleteTable: 'deleteTable',
} as const
export type TableAct = keyof typeof commandOf
export const tableActs = Object.keys(commandOf) as readonly TableAct[]

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    sectionTable: {
      /** Mends the section's tables and does it, as one thing to take back. False where it cannot be done there. */
      tableAct: (act: TableAct) => ReturnType
    }
  }
}

/** What can be done in the table with the caret, and what it has; null outside of one. */
export type TableFormats = {
  readonly headerRow: boolean
  readonly headerColumn: boolean
  readonly merges: boolean
  readonly splits: boolean
}

export function tableFormats(state: EditorState): TableFormats | null {
  if (!isInTable(state)) return null
  const { map, table } = selectedRect(state)
  if (map.problems) return { headerRow: false, headerColumn: false, merges: false, splits: false }
  const column = Array.from({ length: map.height }, (_, row) => table.nodeAt(map.map[row * map.width] ?? 0))
  return {
    headerRow: rowIsHeader(map, table, 0),
    headerColumn: column.slice(1).length > 0 && column.slice(1).every((cell) => cell?.type.name === 'tableHeader'),
    merges: mergeCells(state),
    splits: splitCell(state),
  }
}
