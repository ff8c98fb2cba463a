/** Owns what a hand does to a goal that is selected as a whole: a click into its statement writes there, and no letter takes its place. */
import { Extension } from '@tiptap/core'
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from 'prosemirror-view'

/** Only the keys for it delete a goal: its figures hang on it. What is typed goes to the end of its statement. */
export function goalHand(): Extension {
  return Extension.create({
    name: 'goalHand',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleTextInput(view, _from, _to, text) {
            if (selectedGoal(view) === null) return false
            if (toStatementEnd(view)) view.dispatch(view.state.tr.insertText(text).scrollIntoView())
            return true
          },
          handleDOMEvents: {
            compositionstart(view) {
              toStatementEnd(view)
              return false
            },
          },
          // The browser may think that the goal is to be dragged, and then sets no caret.
          handleClickOn(view, at, node, nodeAt) {
            if (node.type.name !== 'goalStatement' || selectedGoal(view) !== nodeAt - 1) return false
            view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))))
            return true
          },
        },
      }),
    ],
  })
}

/** Where the goal stands that is selected as a whole. */
function selectedGoal({ state: { selection } }: EditorView): number | null {
  return selection instanceof NodeSelection && selection.node.type.name === 'goal' ? selection.from : null
}

/** False where no goal is selected, or it has no statement. */
function toStatementEnd(view: EditorView): boolean {
  const goal = selectedGoal(view)
  const statement = goal === null ? null : view.state.doc.nodeAt(goal + 1)
  if (goal === null || statement?.type.name !== 'goalStatement') return false
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, goal + 1 + statement.nodeSize - 1)))
  return true
}
