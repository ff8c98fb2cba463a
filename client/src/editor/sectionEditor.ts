/** Owns the editor of one section: TipTap over the section's live document, without React. Loaded on demand: this module is the split. */
import { Editor, Extension } from '@tiptap/core'
import { NodeSelection, Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import { CellSelection } from '@tiptap/pm/tables'
import { ySyncPlugin } from '@tiptap/y-tiptap'
import type { Level } from '@samplan/shared/plan'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { endBelowTable } from './belowTable.ts'
import { cursors, flagsInside } from './cursors.ts'
import { dragOut } from './dragOut.ts'
import { type GoalSurroundings, statementSelection } from './goalNode.ts'
import { goalHand } from './goalHand.ts'
import { handFirst } from './handFirst.ts'
import { keptUndo } from './keptUndo.ts'
import { type PasteTold, pasting } from './pasting.ts'
import { sectionSchema } from './schema.ts'

export { undoManagerOf } from './keptUndo.ts'
export { Editor }

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    together: {
      /** Takes back the last of one's own edits; others' stay. */
      undoOwn: () => ReturnType
      redoOwn: () => ReturnType
    }
  }
}

export type SectionEditorSettings = {
  readonly fragment: Y.XmlFragment
  readonly undo: Y.UndoManager
  readonly awareness: Awareness
  /** Told before something of others goes into the document; returns its end. */
  readonly beforeRemote: (listener: () => void) => () => void
  readonly level: () => Level
  readonly labelledBy: string
  readonly goals: Omit<GoalSurroundings, 'awareness'>
  /** The caret leaves over the section's edge; `left` is its column in pixels, null for a step sideways. True: taken. */
  readonly edge: (direction: 1 | -1, left: number | null) => boolean
  /** Ctrl+A with everything selected. True: taken. */
  readonly selectPlan: () => boolean
  readonly leave: () => void
  /** A selection was dragged over the section's edge: it is to rest, with the selection. */
  readonly draggedOut: () => void
  readonly askLink: () => void
  readonly pasted: (told: PasteTold) => void
}

/** Draws synchronously, detached: the caller swaps `editor.view.dom` in. */
export function createSectionEditor(settings: SectionEditorSettings): Editor {
  return new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    enableInputRules: true,
    extensions: [
      ...sectionSchema(settings.level, { ...settings.goals, awareness: settings.awareness }),
      collaboration(settings),
      handFirst(settings.beforeRemote),
      goalHand(),
      dragOut(settings.draggedOut),
      pasting(settings.undo, settings.pasted),
      sectionKeys(settings),
    ],
    editorProps: {
      attributes: {
        class: 'section-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': settings.labelledBy,
        lang: 'da',
        spellcheck: 'true',
      },
      // Writing must not move the page more than the caret needs.
      scrollMargin: { top: 204, bottom: 80, left: 0, right: 0 },
      scrollThreshold: { top: 204, bottom: 80, left: 0, right: 0 },
    },
  })
}

function collaboration({ fragment, undo, awareness }: SectionEditorSettings): Extension {
  return Extension.create({
    name: 'together',
    priority: 1000,
    addCommands: () => {
      // The document has its own transaction for it: the command's would come from the text before.
      const without =
        (step: () => unknown) =>
        ({ tr }: { readonly tr: Transaction }) => {
          tr.setMeta('preventDispatch', true)
          return step() !== null
        }
      return { undoOwn: () => without(() => undo.undo()), redoOwn: () => without(() => undo.redo()) }
    },
    addKeyboardShortcuts: () => ({
      'Mod-z': () => undo.undo() !== null || true,
      'Mod-y': () => undo.redo() !== null || true,
      'Shift-Mod-z': () => undo.redo() !== null || true,
    }),
    addProseMirrorPlugins: () => [ySyncPlugin(fragment), keptUndo(undo), cursors(awareness), flagsInside()],
  })
}

function sectionKeys({ edge, selectPlan, leave, askLink, goals }: SectionEditorSettings): Extension {
  return Extension.create({
    name: 'sectionKeys',
    priority: 2000,
    addKeyboardShortcuts() {
      const go = (direction: 1 | -1, vertical: boolean) => (): boolean => {
        const { state, view } = this.editor
        const { selection, doc } = state
        if (!selection.empty && !(selection instanceof NodeSelection)) return false
        const at = direction > 0 ? selection.$to : selection.$from
        const outside = at.depth === 0 ? at.pos : direction > 0 ? at.after() : at.before()
        if (Selection.findFrom(doc.resolve(outside), direction, true)) return false
        if (
          selection instanceof TextSelection &&
          !view.endOfTextblock(vertical ? (direction > 0 ? 'down' : 'up') : direction > 0 ? 'forward' : 'backward')
        )
          return false
        return edge(direction, vertical ? view.coordsAtPos(selection.head).left : null)
      }
      const goalAt = (): number | null => {
        const { $from } = this.editor.state.selection
        for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === 'goal') return $from.before(depth)
        return null
      }
      const below = (): boolean => {
        const { state, view } = this.editor
        const { selection, doc } = state
        const end = selection instanceof TextSelection && selection.empty ? endBelowTable(doc, selection.$head) : null
        if (end === null || !view.endOfTextblock('down')) return false
        return this.editor
          .chain()
          .insertContentAt(end, { type: 'paragraph' })
          .setTextSelection(end + 1)
          .scrollIntoView()
          .run()
      }
      return {
        ArrowDown: () => below() || go(1, true)(),
        ArrowUp: go(-1, true),
        ArrowRight: go(1, false),
        ArrowLeft: go(-1, false),
        'Mod-a': () => {
          const { doc, selection } = this.editor.state
          return selection.from <= 1 && selection.to >= doc.content.size - 1 ? selectPlan() : false
        },
        'Mod-k': () => {
          askLink()
          return true
        },
        'Mod-Alt-g': () => insertGoal(this.editor, goals.newId),
        Enter: () => {
          const { selection, doc } = this.editor.state
          if (selection instanceof NodeSelection && selection.node.type.name === 'goal') {
            this.editor.view.nodeDOM(selection.from)?.dispatchEvent(new CustomEvent('goal-open'))
            return true
          }
          const goal = goalAt()
          if (goal === null) return false
          // A statement is one line: Enter goes on below the goal.
          const end = goal + (doc.nodeAt(goal)?.nodeSize ?? 0)
          const next = doc.nodeAt(end)
          if (next?.type.name === 'paragraph') return this.editor.commands.setTextSelection(end + 1)
          return this.editor
            .chain()
            .insertContentAt(end, { type: 'paragraph' })
            .setTextSelection(end + 1)
            .run()
        },
        Escape: () => {
          const goal = goalAt()
          const { view, state } = this.editor
          if (goal !== null && state.selection instanceof TextSelection) {
            view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, goal)))
            return true
          }
          if (state.selection instanceof CellSelection) return false
          leave()
          return true
        },
      }
    },
  })
}

/** A new result goal behind the block with the caret; the caret goes into its statement. */
export function insertGoal(editor: Editor, newId: () => string): boolean {
  const { state, view } = editor
  const { goal, goalStatement, goalIndicator } = state.schema.nodes
  if (!goal || !goalStatement || !goalIndicator) return false
  const { $to } = state.selection
  const block = $to.depth > 0 ? $to.node(1) : null
  const at = $to.depth > 0 ? $to.after(1) : $to.pos
  const node = goal.create({ id: newId(), level: 'result' }, [
    goalStatement.create(),
    goalIndicator.create({ id: newId(), targetKind: 'share', operator: 'atLeast', unit: '%' }),
  ])
  const emptyLine = block?.type.name === 'paragraph' && block.content.size === 0
  const from = emptyLine ? $to.before(1) : at
  const transaction = state.tr.replaceWith(from, at, node)
  if (!transaction.doc.nodeAt(from + node.nodeSize) && state.schema.nodes['paragraph'])
    transaction.insert(from + node.nodeSize, state.schema.nodes['paragraph'].create())
  view.dispatch(transaction.setSelection(statementSelection(transaction.doc, from)).scrollIntoView())
  view.focus()
  return true
}

/** The caret at the place nearest to this position where text can be written. */
export function placeCaret(editor: Editor, position: number, scroll: boolean): void {
  const { state, view } = editor
  const at = Math.max(0, Math.min(position, state.doc.content.size))
  const transaction = state.tr.setSelection(Selection.near(state.doc.resolve(at), at === state.doc.content.size ? -1 : 1))
  view.dispatch(scroll ? transaction.scrollIntoView() : transaction)
}
