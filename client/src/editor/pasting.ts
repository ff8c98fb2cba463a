/** Owns a paste into a section: its HTML is cleaned before the editor reads it, it is one thing to take back, and it is told of. */
import { Extension } from '@tiptap/core'
import { DOMParser as SchemaParser, type Node as DocumentNode, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from 'prosemirror-view'
import type { Content } from '@samplan/shared/section/content'
import type * as Y from 'yjs'
import { cleanPasted, looksLikePlan } from './pasteHtml.ts'

/** What the page must know of a paste that has happened. */
export type PasteTold = {
  /** Pictures that were left out. */
  readonly images: number
  /** So much, and with such headings, that it may be a whole plan. */
  readonly plan: PastedPlan | null
}
export type PastedPlan = {
  readonly kind: 'text/html' | 'text/plain'
  readonly body: string
  /** Takes the paste back out of the section, whatever was written since; nothing where it has been taken back already. */
  readonly takeBack: () => void
}

type Reading = { readonly kind: PastedPlan['kind']; readonly body: string; readonly content: Content | null; readonly images: number }

/** What ProseMirror itself has put on the clipboard is read by the schema alone: it may hold goals. */
const ownClipboard = /\sdata-pm-slice\s*=/

export function pasting(undo: Y.UndoManager, tell: (told: PasteTold) => void): Extension {
  return Extension.create({
    name: 'pasting',
    priority: 3000,
    addProseMirrorPlugins: () => [pastePlugin(undo, tell)],
  })
}

function pastePlugin(undo: Y.UndoManager, tell: (told: PasteTold) => void): Plugin {
  let reading: Reading | null = null
  let claimed: string | null = null
  return new Plugin({
    props: {
      transformPastedHTML: (html) => {
        reading = null
        claimed = ownClipboard.test(html) ? html : null
        if (claimed !== null) return html
        const clean = cleanPasted(html)
        reading = { kind: 'text/html', body: clean.document, content: clean.content, images: clean.images }
        return clean.html
      },
      transformPastedText: (text) => {
        reading = { kind: 'text/plain', body: text, content: null, images: 0 }
        claimed = null
        return text
      },
      transformPasted: (slice, view) => {
        if (claimed !== null && !slice.content.content.every(isBuilt)) {
          const { body } = new DOMParser().parseFromString(cleanPasted(claimed).html, 'text/html')
          return closed(SchemaParser.fromSchema(view.state.schema).parseSlice(body), view)
        }
        return reading?.kind === 'text/html' ? closed(slice, view) : slice
      },
      handlePaste: (_view, event, slice) => {
        const now = reading
        reading = null
        const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/')).length
        const images = now ? now.images : slice.size === 0 ? files : 0
        // Neither what was typed just before nor what comes after it is taken back with it.
        undo.stopCapturing()
        const before = undo.undoStack.at(-1)
        const content = now?.content ?? (slice.content.toJSON() as Content | null) ?? []
        queueMicrotask(() => {
          undo.stopCapturing()
          const item = undo.undoStack.at(-1)
          const plan = now && item && item !== before && looksLikePlan(content) ? { kind: now.kind, body: now.body } : null
          if (images > 0 || plan) tell({ images, plan: plan && { ...plan, takeBack: () => takeBack(undo, item) } })
        })
        return false
      },
    },
  })
}

/** Whether a node that says it comes from an editor could: its children may stand in it, or would with what was cut off at its edges. */
function isBuilt(node: DocumentNode): boolean {
  if (node.isText) return true
  if (!node.type.contentMatch.fillBefore(node.content, true)) return false
  const isGoal = node.type.name.startsWith('goal')
  if (isGoal && Object.values(node.attrs).some((value) => value !== null && typeof value !== 'string')) return false
  return node.children.every(isBuilt)
}

/** One's later edits stay: what is taken back is the newest only in the order of the stack. */
function takeBack(undo: Y.UndoManager, item: Y.UndoManager['undoStack'][number] | undefined): void {
  const at = item ? undo.undoStack.indexOf(item) : -1
  if (!item || at < 0) return
  undo.undoStack.splice(at, 1)
  undo.undoStack.push(item)
  undo.undo()
}

/**
 * A heading, list or table at the edge of what is pasted stays what it is; ProseMirror would pour its words into the line with the caret.
 * One block alone is words for the line.
 */
function closed(slice: Slice, view: EditorView): Slice {
  const { content } = slice
  if (content.childCount < 2) return content.firstChild?.type.name === 'table' ? new Slice(content, 0, 0) : slice
  const { $to } = view.state.selection
  const openStart = content.firstChild?.type.name === 'paragraph' ? slice.openStart : 0
  const openEnd = content.lastChild?.type.name === 'paragraph' || $to.parentOffset === $to.parent.content.size ? slice.openEnd : 0
  return new Slice(content, openStart, openEnd)
}
