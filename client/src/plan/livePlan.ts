/** Owns the live text of one plan in this tab: the socket, a link per section, the device's store, what was refused. Loaded after the first paint. */
import type { Editor } from '@tiptap/core'
import type { Level } from '@samplan/shared/plan'
import { closeCodes } from '@samplan/shared/roomWire'
import { type Content, sectionSchema } from '@samplan/shared/section/content'
import * as Y from 'yjs'
import { type DeviceRow, type DeviceStore, openDeviceStore, type Refused } from '../rooms/deviceStore.ts'
import { askClosedRoom } from '../rooms/inText.ts'
import type { SaveFacts } from '../rooms/saveState.ts'
import { SectionLink } from '../rooms/sectionLink.ts'
import { openSharedSocket, type SharedSocket } from '../rooms/sharedSocket.ts'
import { type EditorModule, type GoalFactsSource, LiveSection, newGoalId } from './liveSection.ts'
import { changedBlocks, type ChangedBlock } from './refusedText.ts'

export type LiveSectionWish = { readonly id: string; readonly level: Level; readonly title: string; readonly writes: boolean }

/** What the page wants to be live: nothing outside of a draft. */
export type LiveWish = {
  readonly draft: boolean
  readonly pending: boolean
  readonly epoch: number
  readonly sections: readonly LiveSectionWish[]
}

export type LivePlanSettings = {
  readonly plan: string
  readonly person: string
  /** "ws://host" */
  readonly origin: string
  readonly goals: GoalFactsSource
  readonly now: () => number
  /** Something that is shown has changed: facts of saving, what was refused. */
  readonly changed: () => void
  /** A section has a live document now, another one, or none. */
  readonly sectionChanged: (section: string, live: LiveSection | null) => void
  readonly ended: (why: 'noSession' | 'olderSchema' | 'accessChanged' | 'moved') => void
}

/** How long a link may take to hear, after the plan has moved, what of its edits came in. */
const farewell = 8000

export class LivePlan {
  readonly device: DeviceStore
  readonly #settings: LivePlanSettings
  readonly #socket: SharedSocket
  readonly #sections = new Map<string, LiveSection>()
  readonly #leaving = new Map<SectionLink, ReturnType<typeof setTimeout>>()
  readonly #titles = new Map<string, { readonly title: string; readonly level: number }>()
  #editor: EditorModule | null = null
  #confirmedAt: number | null = null
  #offlineSince: number | null
  /** The process that served this page has stopped, and said that another one will. */
  #handedOver = false
  #wish: LiveWish = { draft: false, pending: false, epoch: 0, sections: [] }
  #wished = false
  #closedForGood = false
  /** The rows about which a closed room is being asked. */
  readonly #asking = new Set<string>()

  private constructor(settings: LivePlanSettings, device: DeviceStore) {
    this.#settings = settings
    this.device = device
    this.#offlineSince = settings.now()
    this.#socket = openSharedSocket(`${settings.origin}/rooms`)
    this.#socket.onStatus((status) => {
      this.#offlineSince = status.is === 'open' ? null : (this.#offlineSince ?? settings.now())
      if (status.is === 'open') this.#handedOver = false
      if (status.is === 'down' && status.code === closeCodes.restart) this.#handedOver = true
      if (status.is === 'ended' && status.code === closeCodes.noSession) settings.ended('noSession')
      settings.changed()
    })
    device.onRefused(settings.changed)
  }

  static async open(settings: LivePlanSettings): Promise<LivePlan> {
    return new LivePlan(settings, await openDeviceStore(settings.plan, settings.person))
  }

  section(id: string): LiveSection | null {
    return this.#sections.get(id) ?? null
  }

  /** Makes live what is wished, and lets go of the rest. A new epoch or another right comes with a new document. */
  wish(wish: LiveWish): void {
    this.#wish = wish
    for (const section of wish.sections) this.#titles.set(section.id, section)
    const wanted = new Map(wish.draft ? wish.sections.map((section) => [section.id, section] as const) : [])
    for (const [id, live] of [...this.#sections]) {
      const want = wanted.get(id)
      if (want && live.link.settings.epoch === wish.epoch && live.link.settings.writes === want.writes && !isRefusal(live.link.closed))
        live.setLevel(want.level)
      else this.#letGo(id, live)
    }
    for (const want of wanted.values()) if (!this.#sections.has(want.id)) this.#link(want)
    if (!this.#wished) {
      this.#wished = true
      this.#refuseOldRows()
    }
    this.#settings.changed()
  }

  /** Fetches the editor's code; from then on sections wake at once. */
  async loadEditor(): Promise<void> {
    this.#editor ??= await import('../editor/sectionEditor.ts')
  }

  /** A goal behind the block with the caret, at once: the next letter goes into its statement. */
  insertGoal(editor: Editor): void {
    this.#editor?.insertGoal(editor, newGoalId)
  }

  /** The person is signed in again, or the rights were looked up: everything goes on with the same documents. */
  resume(): void {
    this.#socket.revive()
    if (this.#wished) this.#refuseOldRows()
    for (const { link } of this.#sections.values())
      if (link.closed === closeCodes.noSession || link.closed === closeCodes.accessChanged) link.resume()
  }

  /** The sections that are nearly full, with their percent. */
  fullSections(): ReadonlyMap<string, number> {
    return new Map([...this.#sections].flatMap(([id, { link }]) => (link.full > 0 ? [[id, link.full] as const] : [])))
  }

  saveFacts(): SaveFacts {
    let unsent = 0
    let since: number | null = null
    let storeFails = false
    for (const link of this.#links()) {
      const own = link.unsent
      unsent += own.count
      if (own.since !== null) since = Math.min(since ?? own.since, own.since)
      storeFails ||= link.storeFails
    }
    const writes = this.#wish.draft && this.#wish.sections.some((section) => section.writes)
    return {
      unsent,
      since,
      confirmedAt: this.#confirmedAt,
      offlineSince: this.#offlineSince,
      handedOver: this.#handedOver,
      storeFails,
      held: this.#wish.pending,
      writes,
    }
  }

  /** The blocks that a refused edit touched, before and after. */
  changedBlocks(entry: Refused): readonly ChangedBlock[] {
    return changedBlocks(entry.before, entry.after)
  }

  async close(): Promise<void> {
    this.#closedForGood = true
    for (const [id, live] of [...this.#sections]) {
      this.#sections.delete(id)
      this.#settings.sectionChanged(id, null)
      live.destroy()
    }
    for (const [link, timer] of this.#leaving) {
      clearTimeout(timer)
      link.destroy()
    }
    this.#socket.close()
    await this.device.close()
  }

  *#links(): Iterable<SectionLink> {
    for (const { link } of this.#sections.values()) yield link
    yield* this.#leaving.keys()
  }

  #link(want: LiveSectionWish): void {
    const { origin, person, goals, now } = this.#settings
    const link = new SectionLink({
      section: want.id,
      epoch: this.#wish.epoch,
      person,
      writes: want.writes,
      origin,
      socket: this.#socket,
      device: this.device,
      now,
    })
    const live = new LiveSection(link, want.level, goals, () => this.#editor)
    this.#sections.set(want.id, live)
    link.on((event) => {
      if (event.tells === 'confirmed') this.#confirmedAt = now()
      if (event.tells === 'closed') this.#closed(live, event.code)
      else this.#settings.changed()
    })
    this.#settings.sectionChanged(want.id, live)
  }

  #closed(live: LiveSection, code: number): void {
    const { link } = live
    const id = link.settings.section
    const { ended } = this.#settings
    switch (code) {
      case closeCodes.noSession:
        return ended('noSession')
      case closeCodes.olderSchema:
        this.#drop(id, live)
        return ended('olderSchema')
      case closeCodes.accessChanged:
        return ended('accessChanged')
      case closeCodes.malformed:
      case closeCodes.tooLarge:
        // The document has gone another way than the server's: a fresh one, and what it does not have is shown.
        this.#refuse(link, code)
        this.#drop(id, live)
        return this.wish(this.#wish)
      default:
        this.#refuse(link, code)
        this.#drop(id, live)
        return ended('moved')
    }
  }

  /** The page wants this section no longer: what is not confirmed may still be, until the server closes the channel. */
  #letGo(id: string, live: LiveSection): void {
    this.#sections.delete(id)
    this.#settings.sectionChanged(id, null)
    const { link } = live
    const why = this.#wish.draft && this.#wish.epoch === link.settings.epoch ? closeCodes.accessChanged : closeCodes.frozen
    if (link.unsent.count === 0 || link.closed !== null) {
      this.#refuse(link, link.closed ?? why)
      live.destroy()
      return
    }
    const finish = (code: number): void => {
      clearTimeout(this.#leaving.get(link))
      this.#leaving.delete(link)
      this.#refuse(link, code)
      live.destroy()
      this.#settings.changed()
    }
    this.#leaving.set(
      link,
      setTimeout(() => finish(why), farewell),
    )
    link.on((event) => {
      if (event.tells === 'closed') finish(event.code)
      else if (event.tells === 'confirmed' && link.unsent.count === 0) finish(why)
    })
  }

  #drop(id: string, live: LiveSection): void {
    if (this.#sections.get(id) !== live) return
    this.#sections.delete(id)
    this.#settings.sectionChanged(id, null)
    live.destroy()
    this.#settings.changed()
  }

  #refuse(link: SectionLink, code: number): void {
    const taken = link.takeRefused()
    if (!taken) return
    this.#keepRefused({ section: link.settings.section, epoch: link.settings.epoch, schema: sectionSchema, code, ...taken })
  }

  #keepRefused(entry: Pick<Refused, 'section' | 'epoch' | 'schema' | 'code' | 'from' | 'to' | 'before' | 'after'>): void {
    if (changedBlocks(entry.before, entry.after).length === 0) return
    const known = this.#titles.get(entry.section)
    this.device.refuse({
      ...entry,
      id: `${entry.section}-${entry.from.toString(36)}-${entry.to.toString(36)}`,
      person: this.#settings.person,
      title: known?.title ?? '',
      level: known?.level ?? 1,
    })
  }

  /** Edits in the store that no room takes any more: of another epoch, of an older schema, or of a plan that lies elsewhere now. */
  #refuseOldRows(): void {
    const groups = new Map<string, DeviceRow[]>()
    for (const row of this.device.rows()) {
      const lives =
        row.schema === sectionSchema &&
        this.#wish.draft &&
        row.epoch === this.#wish.epoch &&
        this.#sections.get(row.section)?.link.settings.writes
      if (!lives) {
        const key = `${row.section} ${row.epoch} ${row.schema}`
        groups.set(key, [...(groups.get(key) ?? []), row])
      }
    }
    for (const [key, rows] of groups) {
      if (this.#asking.has(key)) continue
      this.#asking.add(key)
      void this.#refuseRows(rows).finally(() => this.#asking.delete(key))
    }
  }

  /** The acknowledgement may have been lost and not the edit: what is in the text after all was not refused. */
  async #refuseRows(rows: readonly DeviceRow[]): Promise<void> {
    const own = rows.filter((row) => row.kind === 'own').sort((a, b) => a.at - b.at || a.seq - b.seq)
    const [first] = own
    const inText = first ? await askClosedRoom(this.#socket, first, own) : []
    if (!inText || this.#closedForGood) return
    const refused = own.filter((_, at) => !inText[at])
    const [from, to] = [refused[0], refused.at(-1)]
    if (first && from && to) {
      const others = rows.filter((row) => !refused.includes(row)).map((row) => row.update)
      const before = others.length > 0 ? Y.mergeUpdates(others) : Y.encodeStateAsUpdate(new Y.Doc())
      const after = Y.mergeUpdates([before, ...refused.map((row) => row.update)])
      const { section, epoch, schema } = first
      this.#keepRefused({ section, epoch, schema, code: 0, from: from.at, to: to.at, before, after })
    }
    this.device.remove(rows.map((row) => row.id))
    this.#settings.changed()
  }
}

/** Whether a close code means that this document cannot go on. */
function isRefusal(code: number | null): boolean {
  return code !== null && code !== closeCodes.noSession && code !== closeCodes.accessChanged
}

export type { ChangedBlock, Content }
