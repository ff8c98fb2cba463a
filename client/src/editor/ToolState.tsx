/** Owns what the toolbar shows of the editor: which formats the caret stands in. Loaded with the editor, so that readers never load it. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useLayoutEffect } from 'react'
import { type TableFormats, tableFormats } from './tables.ts'

export type StyleName = 'paragraph' | 'heading1' | 'heading2' | 'quote'

/** The formats that the caret stands in. */
export type CaretFormats = { readonly style: StyleName } & {
  readonly [Name in 'bold' | 'italic' | 'bullets' | 'numbers' | 'link']: boolean
} & { readonly table: TableFormats | null }

/** Draws nothing; tells the formats whenever they change, and no oftener. */
export function ToolState({ editor, onFormats }: { readonly editor: Editor; readonly onFormats: (formats: CaretFormats) => void }) {
  const formats = useEditorState({ editor, selector: ({ editor: at }) => formatsAt(at) })
  useLayoutEffect(() => onFormats(formats), [formats, onFormats])
  return null
}

function formatsAt(editor: Editor): CaretFormats {
  const style = editor.isActive('heading', { depth: 1 })
    ? 'heading1'
    : editor.isActive('heading', { depth: 2 })
      ? 'heading2'
      : editor.isActive('blockquote')
        ? 'quote'
        : 'paragraph'
  return {
    style,
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    bullets: editor.isActive('bulletList'),
    numbers: editor.isActive('orderedList'),
    link: editor.isActive('link'),
    table: tableFormats(editor.state),
  }
}
