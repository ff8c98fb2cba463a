/**
 * Owns one section on the page in plain DOM: asleep (HTML), linked (HTML patched per block) or awake (an editor).
 * React draws the frame around it once and never looks inside.
 */
import type { Editor } from '@tiptap/core'
import type { PasteTold } from '../editor/pasting.ts'
import { carrySelection, placeAt, selectionIn, selectionTouches } from './domPlace.ts'
import type { LiveSection } from './liveSection.ts'
import { patchBlocks } from './patchBlocks.ts'

/** What a host tells the desk. */
export type HostEvents = {
  readonly edge: (host: SectionHost, direction: 1 | -1, left: number | null) => boolean
  readonly selectPlan: () => boolean
  readonly askLink: (editor: Editor) => void
  readonly pasted: (told: PasteTold) => void
  readonly focused: (host: SectionHost) => void
  readonly blurred: (host: SectionHost) => void
}

/** Where to put the caret when a section wakes. */
export type Landing =
  | { readonly at: 'start' }
  | { readonly at: 'end' }
  | { readonly at: 'point'; readonly left: number; readonly top: number }
  /** From the neighbour, in the column of the caret. */
  | { readonly at: 'column'; readonly left: number; readonly direction: 1 | -1 }

/** A sleeping section may lag a little: four paints a second cost less than one per keystroke. */
const paintEvery = 250
/** So long without a key, and who typed when the text was locked has seen it; who paused just then comes back later. Milliseconds. */
const handRests = 2500
const handPauses = 10_000

export class SectionHost {
  readonly id: string
  readonly body: HTMLElement
  editor: Editor | null = null
  /** Whether the person has the right to write here now. */
  writes = false
  readonly #text: HTMLElement
  readonly #events: HostEvents
  #blocks: readonly string[]
  #live: LiveSection | null = null
  #ends: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | null = null

  /** `body` holds one element, drawn from `blocks`. */
  constructor(id: string, body: HTMLElement, blocks: readonly string[], events: HostEvents) {
    this.id = id
    this.body = body
    this.#blocks = blocks
    this.#events = events
    this.#text = body.firstElementChild as HTMLElement
  }

  get live(): LiveSection | null {
    return this.#live
  }

  get labelledBy(): string {
    return `h-${this.id}`
  }

  /** New text from the server; a linked section has newer. */
  show(blocks: readonly string[]): void {
    if (!this.#live) this.#paint(blocks)
  }

  setWrites(writes: boolean): void {
    this.writes = writes
    if (!writes) this.sleep(true)
    this.#dress()
  }

  /** Ties the section to its live document; null leaves the text as it stands, without an editor. Nothing moves. */
  setLive(live: LiveSection | null): void {
    if (this.#live === live) return
    this.sleep(true)
    for (const end of this.#ends) end()
    this.#ends = []
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#live = live
    if (!live) {
      this.#marks(new Map())
      return
    }
    this.#ends = [live.onChange(() => this.#later()), live.onPresence(() => this.#later()), live.onLevel(() => this.#levelled())]
    if (live.loaded) this.#later()
  }

  /**
   * Puts an editor in the place of the text, with the selection that was in it. Synchronous, so that no keystroke falls between;
   * false where the document or the editor's code is not here yet.
   */
  wake(landing: Landing | null): boolean {
    if (this.editor) {
      if (landing) this.#land(this.editor, landing)
      return true
    }
    if (!this.writes || !this.#live?.loaded) return false
    this.#now()
    const span = selectionIn(this.#text)
    const editor = this.#live.openEditor({
      labelledBy: this.labelledBy,
      edge: (direction, left) => this.#events.edge(this, direction, left),
      selectPlan: this.#events.selectPlan,
      leave: () => this.leave(),
      draggedOut: () => this.sleep(true),
      askLink: () => this.editor && this.#events.askLink(this.editor),
      pasted: this.#events.pasted,
    })
    if (!editor) return false
    this.editor = editor
    editor.on('focus', () => {
      this.#live?.enter()
      this.#events.focused(this)
    })
    editor.on('blur', () => setTimeout(() => this.#blurred(), 0))
    this.#text.replaceWith(editor.view.dom)
    this.#dress()
    if (landing) this.#land(editor, landing)
    else if (span) {
      const [from, to] = [placeAt(editor.view.dom, span.from), placeAt(editor.view.dom, span.to)]
      editor.commands.setTextSelection({ from: editor.view.posAtDOM(...from), to: editor.view.posAtDOM(...to) })
    }
    return true
  }

  /** Puts the text back in the editor's place. Never under the reader's hands, unless the right to write has gone. */
  sleep(forced = false): void {
    const { editor } = this
    if (!editor) return
    const dom = editor.view.dom
    const hasFocus = dom.contains(document.activeElement)
    if (!forced && (hasFocus || selectionTouches(dom))) return
    const carry = forced ? carrySelection(dom) : null
    if (this.#live?.loaded) this.#blocks = this.#live.blocks()
    this.#text.innerHTML = this.#blocks.join('')
    dom.replaceWith(this.#text)
    this.editor = null
    this.#live?.leave()
    editor.destroy()
    this.#dress()
    if (hasFocus) {
      if (!this.body.hasAttribute('tabindex')) this.body.tabIndex = -1
      this.body.focus({ preventScroll: true })
      if (this.body.tabIndex < 0) this.#keepFocus()
      if (forced && editor.isEditable) swallowKeys(this.body)
    }
    carry?.(this.#text)
    this.#events.blurred(this)
    this.#now()
  }

  /** The section will wake in a moment: it has the focus, and what is typed until then is kept. Gives the letters back once. */
  awaitWake(): () => string {
    this.body.focus({ preventScroll: true })
    let typed = ''
    const keep = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return
      event.preventDefault()
      event.stopPropagation()
      typed += event.key
    }
    this.body.addEventListener('keydown', keep)
    return () => {
      this.body.removeEventListener('keydown', keep)
      return typed
    }
  }

  /** Out of the text by Esc: the section is a group again and has the focus, and Tab goes on from there. */
  leave(): void {
    const { editor } = this
    if (!editor) return
    editor.view.dom.blur()
    getSelection()?.removeAllRanges()
    this.sleep()
    this.body.focus({ preventScroll: true })
  }

  destroy(): void {
    this.setLive(null)
  }

  #blurred(): void {
    const { editor } = this
    if (!editor || editor.view.dom.contains(document.activeElement)) return
    this.#live?.leave()
    this.#events.blurred(this)
  }

  #land(editor: Editor, landing: Landing): void {
    const { view } = editor
    view.focus()
    const box = view.dom.getBoundingClientRect()
    const position = ((): number | null => {
      switch (landing.at) {
        case 'start':
          return 0
        case 'end':
          return view.state.doc.content.size
        case 'point':
          return view.posAtCoords({ left: landing.left, top: landing.top })?.pos ?? 0
        case 'column':
          return (
            view.posAtCoords({ left: landing.left, top: landing.direction > 0 ? box.top + 8 : box.bottom - 8 })?.pos ??
            (landing.direction > 0 ? 0 : view.state.doc.content.size)
          )
      }
    })()
    this.#live?.placeCaret(editor, position ?? 0, landing.at !== 'point')
  }

  /** A resting writable section is a group that one can reach; only an awake one is a textbox. */
  #dress(): void {
    const rests = this.writes && !this.editor
    const set = (name: string, value: string): void => (rests ? this.body.setAttribute(name, value) : this.body.removeAttribute(name))
    if (!rests && this.body === document.activeElement) this.#keepFocus()
    else set('tabindex', '0')
    set('role', 'group')
    set('aria-labelledby', this.labelledBy)
    set('aria-describedby', 'enter-to-write')
    this.body.classList.toggle('is-awake', this.editor !== null)
  }

  /** What may no longer be reached keeps the focus that it has: without a tabindex it would fall to the page. */
  #keepFocus(): void {
    this.body.tabIndex = -1
    this.body.addEventListener('blur', () => this.body.tabIndex < 0 && this.body.removeAttribute('tabindex'), { once: true })
  }

  #levelled(): void {
    // Draws all nodes anew; the caret stays.
    this.editor?.createNodeViews()
    this.#later()
  }

  #later(): void {
    if (this.editor || !this.#live?.loaded) return
    this.#timer ??= setTimeout(() => this.#now(), paintEvery)
  }

  #now(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.editor || !this.#live?.loaded) return
    this.#paint(this.#live.blocks())
    this.#marks(this.#live.writers())
  }

  #paint(blocks: readonly string[]): void {
    this.#blocks = patchBlocks(this.#text, this.#blocks, blocks)
  }

  /** Who writes here while there is no editor: a name in the margin of the block, so that nothing moves. */
  #marks(writers: ReadonlyMap<number, { readonly names: string; readonly colour: string }>): void {
    for (const [index, block] of [...this.#text.children].entries()) {
      if (!(block instanceof HTMLElement)) continue
      const here = writers.get(index)
      if (!here && block.dataset['who'] === undefined) continue
      block.classList.remove(...[...block.classList].filter((name) => name.startsWith('adm-')))
      if (here) {
        block.dataset['who'] = here.names
        if (here.colour) block.classList.add(here.colour)
      } else {
        delete block.dataset['who']
        if (block.className === '') block.removeAttribute('class')
      }
    }
  }
}

/** The hand goes on typing for a moment when its editor is taken away: a space must not scroll the page, a letter not press a key of it. */
function swallowKeys(element: HTMLElement): void {
  const stop = (): void => {
    element.removeEventListener('keydown', swallow)
    clearTimeout(timer)
  }
  let timer = setTimeout(stop, handPauses)
  const swallow = (event: KeyboardEvent): void => {
    // An editor is in it again: the hand means it.
    if (event.target !== element) return stop()
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key.length > 1 && event.key !== 'Enter' && event.key !== 'Backspace'))
      return
    event.preventDefault()
    event.stopPropagation()
    clearTimeout(timer)
    timer = setTimeout(stop, handRests)
  }
  element.addEventListener('keydown', swallow)
}
