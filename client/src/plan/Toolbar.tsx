/** Owns the formatting tools: one tab stop, Word's habits, acting on the editor that has or had the caret. */
import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { CaretFormats, StyleName } from '../editor/ToolState.tsx'
import { Icon } from '../shell/Icon.tsx'
import { later, useSoon } from '../shell/later.tsx'
import { Menu } from '../shell/Menu.tsx'
import { text } from '../text/da.ts'
import { TableTools } from './TableTools.tsx'
import { useHandInText } from './useHandInText.ts'

const words = text.plan.tools

type ToolbarProps = {
  readonly editor: Editor | null
  readonly onLink: () => void
  readonly onGoal: () => void
  readonly onPanel: () => void
  readonly onEscape: () => void
}

const noFormats: CaretFormats = {
  style: 'paragraph',
  bold: false,
  italic: false,
  bullets: false,
  numbers: false,
  link: false,
  table: null,
}

const styles: readonly { readonly name: StyleName; readonly set: (editor: Editor) => void }[] = [
  {
    name: 'paragraph',
    set: (editor) =>
      void (editor.isActive('blockquote')
        ? editor.chain().focus().lift('blockquote').run()
        : editor.chain().focus().setNode('paragraph').run()),
  },
  { name: 'heading1', set: (editor) => editor.chain().focus().setNode('heading', { depth: 1 }).run() },
  { name: 'heading2', set: (editor) => editor.chain().focus().setNode('heading', { depth: 2 }).run() },
  { name: 'quote', set: (editor) => editor.chain().focus().toggleBlockquote().run() },
]

const tableDialog = later(async () => (await import('./TableDialog.tsx')).TableDialog)
/** Follows the editor with TipTap's own React part, which readers do not load. */
const toolState = later(async () => (await import('../editor/ToolState.tsx')).ToolState)
const soon = [toolState, tableDialog]

export function Toolbar({ editor, onLink, onGoal, onPanel, onEscape }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const [told, setTold] = useState(noFormats)
  const [inserting, setInserting] = useState<Editor | null>(null)
  const now = editor ? told : noFormats
  useSoon(soon, true)
  const inTable = now.table !== null
  // One tab stop: the first tool, and from then on the one that was used last, as long as it is there.
  useEffect(() => {
    const all = tools(bar.current)
    const last = all.find((tool) => tool.dataset['last'] !== undefined) ?? all[0]
    for (const tool of all) tool.tabIndex = tool === last ? 0 : -1
  }, [inTable])
  const cannot = editor ? null : words.notWriting
  const run = (act: (editor: Editor) => void) => () => {
    if (editor) act(editor)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      return onEscape()
    }
    if (event.target instanceof Element && event.target.closest('[role="menu"]')) return
    const all = tools(bar.current)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined || at < 0) return
    event.preventDefault()
    const next = all[(to + all.length) % all.length]
    for (const one of all) {
      one.tabIndex = one === next ? 0 : -1
      if (one === next) one.dataset['last'] = ''
      else delete one.dataset['last']
    }
    next?.focus()
  }

  return (
    <div className="tools" role="toolbar" tabIndex={-1} aria-label={words.label} ref={bar} onKeyDown={onKeyDown}>
      {editor && <toolState.Part editor={editor} onFormats={setTold} />}
      <span hidden id="tools-rest">
        {words.notWriting}
      </span>
      <div className="tools-row">
        <Menu
          label={words.style(words[now.style])}
          className={editor ? 'btn style' : 'btn style rests'}
          align="start"
          button={
            <>
              {words[now.style]} <Icon name="chevron-down" />
            </>
          }
          items={styles.map((style) => ({
            key: style.name,
            label: words[style.name],
            onPress: run(style.set),
            current: style.name === now.style,
            cannot,
          }))}
        />
        <span className="sep" />
        <Tool
          label={words.bold}
          keys="Ctrl+B"
          pressed={now.bold}
          off={!editor}
          onPress={run((at) => at.chain().focus().toggleBold().run())}
        >
          <b>{words.boldLetter}</b>
        </Tool>
        <Tool
          label={words.italic}
          keys="Ctrl+I"
          pressed={now.italic}
          off={!editor}
          onPress={run((at) => at.chain().focus().toggleItalic().run())}
        >
          <i className="serif">{words.italicLetter}</i>
        </Tool>
        <span className="sep" />
        <Tool
          label={words.bullets}
          keys="Ctrl+Skift+8"
          pressed={now.bullets}
          off={!editor}
          onPress={run((at) => at.chain().focus().toggleBulletList().run())}
        >
          <Icon name="list" />
        </Tool>
        <Tool
          label={words.numbers}
          keys="Ctrl+Skift+7"
          pressed={now.numbers}
          off={!editor}
          onPress={run((at) => at.chain().focus().toggleOrderedList().run())}
        >
          <Icon name="numbered" />
        </Tool>
        <Tool label={words.link} keys="Ctrl+K" pressed={now.link} off={!editor} onPress={onLink}>
          <Icon name="link" />
        </Tool>
        <Tool
          label={words.insertTable}
          off={!editor || now.table !== null}
          why={editor ? words.inTable : undefined}
          onPress={() => setInserting(editor)}
        >
          <Icon name="table" />
        </Tool>
        <span className="sep" />
        <Tool label={words.insertGoal} keys="Ctrl+Alt+G" off={!editor} onPress={onGoal} word>
          <Icon name="goal" /> {words.goal}
        </Tool>
        <span className="push" />
        <Tool label={words.undo} keys="Ctrl+Z" off={!editor} onPress={run((at) => pressKey(at, 'z'))}>
          <Icon name="undo" />
        </Tool>
        <Tool label={words.redo} keys="Ctrl+Y" off={!editor} onPress={run((at) => pressKey(at, 'y'))}>
          <Icon name="redo" />
        </Tool>
      </div>
      {editor && now.table && <TableTools editor={editor} formats={now.table} />}
      <button type="button" className="btn mid-only" aria-haspopup="dialog" aria-label={words.panel} title={words.panel} onClick={onPanel}>
        <Icon name="goal" />
      </button>
      {inserting && <tableDialog.Part editor={inserting} onClose={() => setInserting(null)} onMissing={() => setInserting(null)} />}
    </div>
  )
}

/** The tools have gone from under a hand that writes: their place stays until it has left. */
export function ToolsPlace() {
  return useHandInText() ? <div className="tools tools-place" aria-hidden="true" /> : null
}

function tools(bar: HTMLElement | null): readonly HTMLElement[] {
  return bar ? [...bar.querySelectorAll<HTMLElement>('.tools-row > .btn, .tools-row > .menu-box > .btn')] : []
}

/** Undo and redo live in the editor's own keys. */
function pressKey(editor: Editor, key: 'z' | 'y'): void {
  editor.view.focus()
  if (key === 'z') editor.commands.undoOwn()
  else editor.commands.redoOwn()
}

type ToolProps = {
  readonly label: string
  readonly keys?: string
  /** Why it is off, where that is not that nobody writes. */
  readonly why?: string | undefined
  readonly pressed?: boolean | undefined
  readonly off: boolean
  readonly word?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** Keeps the selection of the text: it is pressed without taking the focus. */
function Tool({ label, keys, why, pressed, off, word, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      className={word ? 'btn word' : 'btn'}
      aria-label={label}
      title={off ? `${label}. ${why ?? words.notWriting}` : keys ? `${label} (${keys})` : label}
      aria-describedby={off && !why ? 'tools-rest' : undefined}
      aria-pressed={pressed === undefined ? undefined : pressed}
      aria-disabled={off || undefined}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={off ? undefined : onPress}
    >
      {children}
    </button>
  )
}
