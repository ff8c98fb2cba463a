/** Owns the open text of one plan in this tab: its sections' hosts in order, which of them is awake, and what the page shows about saving. */
import type { Editor } from '@tiptap/core'
import type { Level } from '@samplan/shared/plan'
import type { GoalFacts } from '@samplan/shared/section/goalBlock'
import type { PasteTold } from '../editor/pasting.ts'
import type { Refused } from '../rooms/deviceStore.ts'
import { isSigningOut } from '../session.ts'
import { atRest } from '../shell/atRest.ts'
import { nextShown, nothingShown, type SaveFacts, type SaveShown } from '../rooms/saveState.ts'
import type { LivePlan } from './livePlan.ts'
import type { GoalFactsSource } from './liveSection.ts'
import type { ChangedBlock } from './refusedText.ts'
import { type Landing, SectionHost } from './SectionHost.ts'

export type DeskSection = { readonly id: string; readonly level: Level; readonly title: string; readonly writes: boolean }

/** The plan as far as the text needs it; `draft`: the live text may be read by this person now. */
export type DeskFrame = {
  readonly draft: boolean
  readonly pending: boolean
  readonly epoch: number
  readonly sections: readonly DeskSection[]
}

/** What React draws of the desk; a new value with every change. */
export type DeskView = {
  readonly save: SaveShown
  /** The section that has the caret. */
  readonly writingIn: string | null
  readonly editor: Editor | null
  readonly refused: readonly Refused[]
  readonly unsent: number
  /** The sections that are nearly full, with their percent. */
  readonly full: ReadonlyMap<string, number>
  readonly online: boolean
  /** This program is older than the text: nothing can be written until the page is loaded anew. */
  readonly older: boolean
  /** Code of this page could not be fetched: one can read, and write only once it is loaded anew. */
  readonly incomplete: boolean
}

export type DeskSettings = {
  readonly plan: string
  readonly person: string
  readonly origin: string
  readonly now: () => number
  readonly askLink: (editor: Editor) => void
  readonly pasted: (told: PasteTold) => void
}

/** Why sections have ended: the page asks again, or asks to sign in. */
export type Ended = 'noSession' | 'olderSchema' | 'accessChanged' | 'moved'

const mostEditors = 2
const noneFull: ReadonlyMap<string, number> = new Map()

export class PlanDesk {
  readonly #settings: DeskSettings
  readonly #hosts = new Map<string, SectionHost>()
  readonly #listeners = new Set<() => void>()
  readonly #goalListeners = new Set<() => void>()
  readonly #endListeners = new Set<(why: Ended) => void>()
  readonly #goals: GoalFactsSource = {
    all: () => this.#goalFacts,
    onChange: (listener) => {
      this.#goalListeners.add(listener)
      return () => void this.#goalListeners.delete(listener)
    },
  }
  #goalFacts: ReadonlyMap<string, GoalFacts> = new Map()
  #frame: DeskFrame = { draft: false, pending: false, epoch: 0, sections: [] }
  #live: LivePlan | null = null
  #opening: Promise<void> | null = null
  #closed = false
  /** Awake ones, the one that was used last at the end. */
  #awake: readonly SectionHost[] = []
  #timer: ReturnType<typeof setTimeout> | null = null
  #wanted: { readonly host: SectionHost; readonly landing: Landing; readonly typed: () => string } | null = null
  #view: DeskView = {
    save: nothingShown,
    writingIn: null,
    editor: null,
    refused: [],
    unsent: 0,
    full: noneFull,
    online: false,
    older: false,
    incomplete: false,
  }

  constructor(settings: DeskSettings) {
    this.#settings = settings
    addEventListener('beforeunload', this.#beforeLeaving)
  }

  readonly view = (): DeskView => this.#view
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  onEnded(listener: (why: Ended) => void): () => void {
    this.#endListeners.add(listener)
    return () => void this.#endListeners.delete(listener)
  }

  /** Takes over a section that React has drawn; returns its end. */
  attach(id: string, body: HTMLElement, blocks: readonly string[]): () => void {
    const host = new SectionHost(id, body, blocks, {
      edge: (from, direction, left) => this.#overEdge(from, direction, left),
      selectPlan: () => this.#selectPlan(body),
      askLink: this.#settings.askLink,
      pasted: this.#settings.pasted,
      focused: (at) => this.#focused(at),
      blurred: (at) => {
        if (this.#view.writingIn === at.id || !at.editor)
          this.#set({
            writingIn: this.#view.writingIn === at.id ? null : this.#view.writingIn,
            ...(this.#view.editor && !at.editor && this.#awake.at(-1) === at && { editor: null }),
          })
      },
    })
    this.#hosts.set(id, host)
    this.#dress(host)
    host.setLive(this.#live?.section(id) ?? null)
    return () => {
      host.destroy()
      if (this.#hosts.get(id) === host) this.#hosts.delete(id)
      this.#awake = this.#awake.filter((other) => other !== host)
    }
  }

  /** The plan has another state, outline or rights. */
  setFrame(frame: DeskFrame): void {
    this.#frame = frame
    for (const host of this.#hosts.values()) this.#dress(host)
    if (!this.#view.older) this.#live?.wish(frame)
    this.#saved()
  }

  /** The text as the server gives it: shown where no section is live. */
  setText(sections: readonly { readonly id: string; readonly blocks: readonly string[] }[]): void {
    for (const { id, blocks } of sections) this.#hosts.get(id)?.show(blocks)
  }

  setGoals(facts: ReadonlyMap<string, GoalFacts>): void {
    this.#goalFacts = facts
    for (const listener of [...this.#goalListeners]) listener()
  }

  /** Links the text, after the first paint; writers get the editor's code in the next quiet moment. */
  goLive(): Promise<void> {
    this.#opening ??= this.#openLive().catch(() => this.#incomplete())
    return this.#opening
  }

  /** Wakes the section at the place; where its document or the editor's code is still on the way, as soon as they are here. */
  wake(id: string, landing: Landing): void {
    const host = this.#hosts.get(id)
    if (!host?.writes) return
    this.#wanted?.typed()
    this.#wanted = null
    if (host.wake(landing)) return this.#awoke(host)
    this.#wanted = { host, landing, typed: host.awaitWake() }
    void this.goLive()
      .then(() => this.#live?.loadEditor())
      .then(() => this.#wakeWanted())
      .catch(() => this.#incomplete())
  }

  writes(id: string): boolean {
    return this.#hosts.get(id)?.writes ?? false
  }

  /** Into the section that one writes in. */
  insertGoal(): void {
    if (this.#view.editor) this.#live?.insertGoal(this.#view.editor)
  }

  /** The names of others in the section, where its text is live. */
  othersIn(id: string): readonly string[] {
    return this.#live?.section(id)?.others() ?? []
  }

  /** Focus to the section's body without moving the page, also where it cannot be written in. */
  focusBody(id: string): void {
    const body = this.#hosts.get(id)?.body
    if (!body) return
    if (!body.hasAttribute('tabindex')) body.tabIndex = -1
    body.focus({ preventScroll: true })
  }

  /** Back to where the caret was, or to the section that was read. */
  returnToText(id: string | null): void {
    const editor = this.#view.editor
    if (editor) editor.view.focus()
    else if (id) this.focusBody(id)
  }

  changedBlocks(entry: Refused): readonly ChangedBlock[] {
    return this.#live?.changedBlocks(entry) ?? []
  }

  forgetRefused(id: string): void {
    this.#live?.device.forget(id)
  }

  /** After signing in again, or when new rights are known: what was cut off connects anew. */
  resume(): void {
    this.#live?.resume()
  }

  close(): void {
    this.#closed = true
    removeEventListener('beforeunload', this.#beforeLeaving)
    if (this.#timer) clearTimeout(this.#timer)
    for (const host of this.#hosts.values()) host.destroy()
    this.#hosts.clear()
    void this.#live?.close()
    this.#live = null
  }

  async #openLive(): Promise<void> {
    const { plan, person, origin, now } = this.#settings
    const { LivePlan } = await import('./livePlan.ts')
    const live = await LivePlan.open({
      plan,
      person,
      origin,
      now,
      goals: this.#goals,
      changed: () => this.#saved(),
      sectionChanged: (id, section) => this.#hosts.get(id)?.setLive(section),
      ended: (why) => {
        if (why === 'olderSchema') this.#tooOld()
        for (const listener of [...this.#endListeners]) listener(why)
      },
    })
    if (this.#closed) return void live.close()
    this.#live = live
    live.wish(this.#frame)
    this.#saved()
    if (this.#frame.sections.some((section) => section.writes)) {
      await new Promise<void>((resolve) => void atRest(resolve, 1500))
      await live.loadEditor()
    }
  }

  /** What is live stays so; the next attempt to write asks again. */
  #incomplete(): void {
    if (!this.#live) this.#opening = null
    this.#set({ incomplete: true })
  }

  #dress(host: SectionHost): void {
    const section = this.#frame.sections.find(({ id }) => id === host.id)
    host.setWrites(this.#frame.draft && Boolean(section?.writes) && !this.#view.older)
  }

  /** From here on only reading: whatever this program wrote would be refused. */
  #tooOld(): void {
    if (this.#view.older) return
    this.#set({ older: true })
    for (const host of this.#hosts.values()) this.#dress(host)
  }

  #wakeWanted(): void {
    const wanted = this.#wanted
    if (!wanted) return
    if (!wanted.host.wake(wanted.landing)) return
    this.#wanted = null
    this.#set({ incomplete: false })
    this.#awoke(wanted.host)
    const typed = wanted.typed()
    if (typed) wanted.host.editor?.commands.insertContent({ type: 'text', text: typed })
  }

  #awoke(host: SectionHost): void {
    this.#awake = [...this.#awake.filter((other) => other !== host && other.editor), host]
    for (const old of this.#awake.slice(0, -1)) if (this.#awake.filter((one) => one.editor).length > mostEditors - 1) old.sleep()
    this.#awake = this.#awake.filter((one) => one.editor)
    this.#focused(host)
  }

  #focused(host: SectionHost): void {
    if (host.editor) this.#set({ writingIn: host.id, editor: host.editor })
  }

  /** The neighbour's text is live and the code is here, so crossing is synchronous and no keystroke is lost. */
  #overEdge(from: SectionHost, direction: 1 | -1, left: number | null): boolean {
    const order = this.#frame.sections
    const next = order[order.findIndex(({ id }) => id === from.id) + direction]
    const host = next && this.#hosts.get(next.id)
    if (!host?.writes) return false
    const landing: Landing = left === null ? { at: direction > 0 ? 'start' : 'end' } : { at: 'column', left, direction }
    if (!host.wake(landing)) return false
    this.#awoke(host)
    return true
  }

  /** Ctrl+A a second time: the whole plan, in plain text. */
  #selectPlan(body: HTMLElement): boolean {
    const article = body.closest('article')
    if (!article || !(document.activeElement instanceof HTMLElement)) return false
    document.activeElement.blur()
    getSelection()?.selectAllChildren(article)
    return true
  }

  #saved(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#wakeWanted()
    const now = this.#settings.now()
    const refused = this.#live?.device.refused() ?? []
    const facts: SaveFacts = this.#live?.saveFacts() ?? {
      unsent: 0,
      since: null,
      confirmedAt: null,
      offlineSince: now,
      handedOver: false,
      storeFails: false,
      held: false,
      writes: false,
    }
    const save = this.#live && this.#frame.draft ? nextShown(this.#view.save, facts, now) : nothingShown
    if (save.lookAgainAt !== null) this.#timer = setTimeout(() => this.#saved(), Math.max(20, save.lookAgainAt - now))
    const same = refused.length === this.#view.refused.length && refused.every((entry, at) => entry === this.#view.refused[at])
    const full = this.#live?.fullSections() ?? noneFull
    const sameFull = full.size === this.#view.full.size && [...full].every(([id, percent]) => this.#view.full.get(id) === percent)
    this.#set({
      save,
      full: sameFull ? this.#view.full : full,
      refused: same ? this.#view.refused : refused,
      unsent: facts.unsent,
      online: facts.offlineSince === null,
    })
  }

  #set(change: Partial<DeskView>): void {
    const next = { ...this.#view, ...change }
    if ((Object.keys(next) as (keyof DeskView)[]).every((key) => next[key] === this.#view[key])) return
    this.#view = next
    for (const listener of [...this.#listeners]) listener()
  }

  readonly #beforeLeaving = (event: BeforeUnloadEvent): void => {
    if (!isSigningOut() && (this.#live?.saveFacts().unsent ?? 0) > 0) event.preventDefault()
  }
}
