/** Owns a section's live text between its link and the page: blocks to draw, who writes where, an editor when it is asked for. */
import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import type { Level } from '@samplan/shared/plan'
import type { GoalFacts } from '@samplan/shared/section/goalBlock'
import { goalWords } from '@samplan/shared/section/goalWords'
import { renderBlocks } from '@samplan/shared/section/html'
import { readContent } from '@samplan/shared/section/read'
import type * as sectionEditor from '../editor/sectionEditor.ts'
import type { SectionLink } from '../rooms/sectionLink.ts'

export type EditorModule = typeof sectionEditor

export const newGoalId = (): string => `g${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`

/** The page's goals; one for all sections. */
export type GoalFactsSource = {
  readonly all: () => ReadonlyMap<string, GoalFacts>
  readonly onChange: (listener: () => void) => () => void
}

type Present = { readonly id?: string; readonly name?: string; readonly colour?: string | null }
export type EditorHands = Pick<
  sectionEditor.SectionEditorSettings,
  'labelledBy' | 'edge' | 'selectPlan' | 'leave' | 'draggedOut' | 'askLink' | 'pasted'
>

export class LiveSection {
  readonly link: SectionLink
  #level: Level
  readonly #levelListeners = new Set<() => void>()
  readonly #goals: GoalFactsSource
  readonly #editorModule: () => EditorModule | null
  #undo: Y.UndoManager | null = null

  constructor(link: SectionLink, level: Level, goals: GoalFactsSource, editorModule: () => EditorModule | null) {
    this.link = link
    this.#level = level
    this.#goals = goals
    this.#editorModule = editorModule
  }

  get loaded(): boolean {
    return this.link.loaded
  }

  blocks(): readonly string[] {
    return renderBlocks(readContent(this.link.fragment), { level: this.#level, words: goalWords, goals: this.#goals.all() })
  }

  /** The section stands deeper or higher in the plan: its sub-headings do too. */
  setLevel(level: Level): void {
    if (level === this.#level) return
    this.#level = level
    for (const listener of [...this.#levelListeners]) listener()
  }

  onLevel(listener: () => void): () => void {
    this.#levelListeners.add(listener)
    return () => void this.#levelListeners.delete(listener)
  }

  /** Told when the text to draw has changed, for whatever reason. */
  onChange(listener: () => void): () => void {
    this.link.fragment.observeDeep(listener)
    const ends = [this.#goals.onChange(listener), this.link.on((event) => event.tells === 'synced' && listener())]
    return () => {
      this.link.fragment.unobserveDeep(listener)
      for (const end of ends) end()
    }
  }

  onPresence(listener: () => void): () => void {
    this.link.awareness.on('change', listener)
    return () => this.link.awareness.off('change', listener)
  }

  /** The people with a caret here, by the index of the block it is in. */
  writers(): ReadonlyMap<number, { readonly names: string; readonly colour: string }> {
    const found = new Map<number, { readonly names: string; readonly colour: string }>()
    for (const [client, state] of this.link.awareness.getStates()) {
      const user = state['user'] as Present | undefined
      const head = (state['cursor'] as { head?: unknown } | null | undefined)?.head
      if (client === this.link.awareness.clientID || !user?.name || !head) continue
      const at = this.#blockOf(Y.createRelativePositionFromJSON(head))
      if (at < 0) continue
      const before = found.get(at)
      found.set(at, {
        names: before ? `${before.names}, ${user.name}` : user.name,
        colour: before?.colour ?? (user.colour ? `adm-${user.colour}` : ''),
      })
    }
    return found
  }

  /** The names of the others who are in the section. */
  others(): readonly string[] {
    const names = new Set<string>()
    for (const [client, state] of this.link.awareness.getStates()) {
      const name = (state['user'] as Present | undefined)?.name
      if (client !== this.link.awareness.clientID && name) names.add(name)
    }
    return [...names]
  }

  enter(): void {
    if (this.link.awareness.getLocalState() === null) this.link.awareness.setLocalState({})
  }

  leave(): void {
    this.link.awareness.setLocalState(null)
  }

  /** An editor over the document, drawn and detached; null while its code is not here. Undo outlives it. */
  openEditor(hands: EditorHands): Editor | null {
    const module = this.#editorModule()
    if (!module || !this.loaded) return null
    this.#undo ??= module.undoManagerOf(this.link.fragment)
    return module.createSectionEditor({
      ...hands,
      fragment: this.link.fragment,
      undo: this.#undo,
      awareness: this.link.awareness,
      beforeRemote: (listener) => this.link.beforeRemote(listener),
      level: () => this.#level,
      goals: {
        facts: (goal) => this.#goals.all().get(goal),
        onFacts: this.#goals.onChange,
        newId: newGoalId,
      },
    })
  }

  placeCaret(editor: Editor, position: number, scroll: boolean): void {
    this.#editorModule()?.placeCaret(editor, position, scroll)
  }

  destroy(): void {
    this.#undo?.destroy()
    this.link.destroy()
  }

  #blockOf(position: Y.RelativePosition): number {
    let type: Y.AbstractType<unknown> | null = Y.createAbsolutePositionFromRelativePosition(position, this.link.doc)?.type ?? null
    while (type && type.parent !== this.link.fragment) type = type.parent as Y.AbstractType<unknown> | null
    return type ? this.link.fragment.toArray().indexOf(type as Y.XmlElement) : -1
  }
}
