/**
 * Owns the order of two hands: what the person has just done (a caret key that the browser has carried out and not yet told)
 * is taken in before anything from elsewhere is drawn. ProseMirror would put the caret back where it was.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { yCursorPluginKey } from '@tiptap/y-tiptap'
import type { EditorView } from 'prosemirror-view'

/** `beforeRemote` tells before something of others goes into the document; it returns its end. */
export function handFirst(beforeRemote: (listener: () => void) => () => void): Extension {
  return Extension.create({
    name: 'handFirst',
    addProseMirrorPlugins: () => [
      new Plugin({
        view: (view) => ({ destroy: beforeRemote(() => takeIn(view)) }),
        props: { handleDOMEvents: { keydown: believeKeys } },
      }),
    ],
    dispatchTransaction({ transaction, next }) {
      const carets: unknown = transaction.getMeta(yCursorPluginKey)
      // The last of them comes when the editor has gone: the section was locked, or fell asleep.
      if (carets === undefined || transaction.docChanged || transaction.selectionSet || this.editor.isDestroyed) return next(transaction)
      const { view } = this.editor
      takeIn(view)
      next(view.state.tr.setMeta(yCursorPluginKey, carets))
    },
  })
}

/**
 * For 200 ms after the focus ProseMirror takes a caret that comes to the text's start for the browser's doing, and puts it back:
 * after a key it is the person's. And a key that follows a click at once means the place of the click.
 */
function believeKeys(view: EditorView): boolean {
  takeIn(view)
  const { input } = view as EditorView & { readonly input: { lastFocus: number } } // not in its types
  input.lastFocus = 0
  return false
}

/** ProseMirror reads the caret when the browser tells of it, which is a task later. */
export function takeIn(view: EditorView): void {
  if (view.composing || !view.hasFocus()) return
  view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'))
}
