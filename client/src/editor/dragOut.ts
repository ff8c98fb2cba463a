/**
 * Owns a selection that is dragged out of the text one writes in: a browser keeps what began in an editor inside of it,
 * so while the pointer is outside the text is no editor.
 */
import { type Editor, Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { CellSelection } from '@tiptap/pm/tables'
import { takeIn } from './handFirst.ts'

/** `out`: the drag has ended outside; the editor cannot be written in any more and wants to rest. */
export function dragOut(out: () => void): Extension {
  return Extension.create({
    name: 'dragOut',
    addProseMirrorPlugins() {
      const { editor } = this
      const pointerdown = (_: unknown, { button, pointerType }: PointerEvent): boolean => {
        if (button === 0 && pointerType === 'mouse') follow(editor, out)
        return false
      }
      return [new Plugin({ props: { handleDOMEvents: { pointerdown } } })]
    },
  })
}

function follow(editor: Editor, out: () => void): void {
  const ended = new AbortController()
  const { signal } = ended
  const move = ({ clientY, buttons }: PointerEvent): void => {
    if (!(buttons & 1) || editor.isDestroyed) return ended.abort()
    const { top, bottom } = editor.view.dom.getBoundingClientRect()
    const outside = clientY < top || clientY > bottom
    if (!outside || !editor.isEditable || editor.state.selection instanceof CellSelection) return
    // Or the caret would go back to where it was before the press.
    takeIn(editor.view)
    editor.setEditable(false, false)
  }
  const end = (): void => {
    ended.abort()
    if (editor.isDestroyed || editor.isEditable) return
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() ?? {}
    const { view } = editor
    if (!anchorNode || !focusNode || !view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return out()
    const [from, to] = [view.posAtDOM(anchorNode, anchorOffset ?? 0), view.posAtDOM(focusNode, focusOffset ?? 0)]
    editor.setEditable(true, false)
    editor.commands.setTextSelection({ from, to })
    view.focus()
  }
  addEventListener('pointermove', move, { signal })
  addEventListener('pointerup', end, { signal })
  addEventListener('pointercancel', end, { signal })
}
