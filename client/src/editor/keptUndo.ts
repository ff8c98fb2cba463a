/** Owns undo and redo of one's own edits, kept over the sleep of a section: the manager outlives every editor. */
import { Plugin } from '@tiptap/pm/state'
import { getRelativeSelection, ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/** Tracks only what this tab's editors write, never what arrives from others. One per section, for as long as its document is open. */
export function undoManagerOf(fragment: Y.XmlFragment): Y.UndoManager {
  return new Y.UndoManager(fragment, {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
    deleteFilter: isOwn,
  })
}

/** A line of one's own that a colleague has written in is no longer one's own: what is inside goes first, and what is left is theirs. */
function isOwn({ content }: Y.Item): boolean {
  if (!(content instanceof Y.ContentType)) return true
  const { type } = content
  return !(type instanceof Y.XmlText || type instanceof Y.XmlFragment) || type.length === 0
}

type UndoState = {
  readonly undoManager: Y.UndoManager
  readonly prevSel: ReturnType<typeof getRelativeSelection> | null
  readonly hasUndoOps: boolean
  readonly hasRedoOps: boolean
}
type StackEvent = { readonly stackItem: { readonly meta: Map<unknown, unknown> } }

/**
 * Ties a kept manager to one editor under y-tiptap's key. Unlike y-tiptap's own plugin it neither destroys the manager with the
 * editor nor leaves its listeners behind (each would hold a dead editor).
 */
export function keptUndo(manager: Y.UndoManager): Plugin {
  return new Plugin<UndoState>({
    key: yUndoPluginKey,
    state: {
      init: () => ({
        undoManager: manager,
        prevSel: null,
        hasUndoOps: manager.undoStack.length > 0,
        hasRedoOps: manager.redoStack.length > 0,
      }),
      apply: (_transaction, value, oldState, state) => {
        const { binding } = ySyncPluginKey.getState(state)
        return {
          undoManager: manager,
          prevSel: binding ? getRelativeSelection(binding, oldState) : value.prevSel,
          hasUndoOps: manager.undoStack.length > 0,
          hasRedoOps: manager.redoStack.length > 0,
        }
      },
    },
    view: (view) => {
      const { binding } = ySyncPluginKey.getState(view.state)
      const added = ({ stackItem }: StackEvent): void => {
        stackItem.meta.set('selection', yUndoPluginKey.getState(view.state).prevSel)
      }
      const popped = ({ stackItem }: StackEvent): void => {
        binding.beforeTransactionSelection = stackItem.meta.get('selection') ?? binding.beforeTransactionSelection
      }
      manager.on('stack-item-added', added)
      manager.on('stack-item-popped', popped)
      return {
        destroy: () => {
          manager.off('stack-item-added', added)
          manager.off('stack-item-popped', popped)
        },
      }
    },
  })
}
