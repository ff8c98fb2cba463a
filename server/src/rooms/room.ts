/**
 * Owns one section in this process for one epoch: its channels, and what each frame of theirs sets going. The order of
 * things is that of docs/ARCHITECTURE.md (the freeze). Knows no sockets and no database.
 */
import type { SectionId } from '@samplan/shared/ids'
import type { Refusal } from '@samplan/shared/refusal'
import { closeCodes, encodeInTextAnswer } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import type * as Y from 'yjs'
import { createAcknowledgements } from './acknowledgements.ts'
import { type Channel, tellFullness, tellStoreState } from './channel.ts'
import type { Gate, RoomEvents, RoomPerson, UnsavedText } from './contract.ts'
import type { SectionMark } from '../storage/ports.ts'
import { EarlyWrites } from './earlyWrites.ts'
import { createFanOut, type FanOut } from './fanOut.ts'
import { Fullness, warnedFrom } from './fullness.ts'
import { FullnessNews } from './fullnessNews.ts'
import type { ClientFrame } from './frames.ts'
import { type EndCode, type RoomLife, takesIn } from './life.ts'
import { docOf, eachContained, type Loaded } from './loadSection.ts'
import type { Pace, Turning } from './pace.ts'
import { createPresence, type RoomPresence } from './presence.ts'
import type { Outcome, Queued } from './queue.ts'
import { RoomText } from './roomText.ts'
import { RoomWriter, type WriterDeps } from './roomWriter.ts'
import { joined } from './spliceUpdates.ts'

/** What an update costs to keep besides its bytes, about. */
const keptAsUpdate = 64

export type RoomBounds = {
  /** Bytes that may wait to be written, held ones too: whoever sends more is sent away, and comes back with it later. */
  readonly queueBytes: number
  /** Bytes of a section as it is stored, about. */
  readonly sectionBytes: number
}

export type RoomDeps = WriterDeps & {
  readonly events: RoomEvents
  readonly pace: Pace
  readonly bounds: RoomBounds
  readonly now: () => number
  /** The room is over, or nobody is in it and nothing waits to be written. */
  readonly idle: (room: Room) => void
}

/** `not`: the room was no longer sound, nothing was done. `ended`: the epoch was over before the edit was written. */
export type Transacted<Result> =
  | { readonly did: 'wrote'; readonly result: Result }
  | { readonly did: 'refused'; readonly refusal: Refusal }
  | { readonly did: 'not' | 'ended' }

export class Room implements Turning {
  readonly section: SectionId
  readonly epoch: number
  readonly #deps: RoomDeps
  readonly #text: RoomText
  readonly #writer: RoomWriter
  readonly #fanOut: FanOut
  readonly #presence: RoomPresence
  readonly #channels = new Set<Channel>()
  readonly #fullnessNews: FullnessNews
  readonly #early = new EarlyWrites()
  #people: readonly RoomPerson[] | null = null
  #present = ''
  readonly #acknowledgements = createAcknowledgements()
  /** The process stops: what comes now is not taken in, and the client, without an acknowledgement, sends it elsewhere. */
  #closing = false

  /** `gate` was read after `loaded`, and is open. */
  constructor(deps: RoomDeps, section: SectionId, loaded: Loaded, gate: Gate) {
    this.#deps = deps
    this.section = section
    this.epoch = gate.epoch
    const soon = (): void => deps.pace.soon(this)
    this.#fanOut = createFanOut(soon)
    const { awareness } = deps.events
    this.#presence = createPresence(deps.now, () => deps.pace.unhurried(this), awareness ? (entries) => awareness(section, entries) : null)
    this.#text = new RoomText(loaded.updates, (update, from) => this.#fanOut.add(update, from))
    this.#fullnessNews = new FullnessNews(
      new Fullness(deps.bounds.sectionBytes, () => this.#compactedBytes(), deps.now),
      () => (this.#text.broken ? null : this.#stored),
      (percent, before) => this.#tellFullness(percent, before),
    )
    const hooks = {
      onDisk: (written: readonly Queued[], entry: string | null) => this.#onDisk(written, entry),
      broke: (bad: readonly Queued[]) => this.#broke(bad),
      storeState: (canStore: boolean) => {
        for (const channel of this.#channels) tellStoreState(channel, canStore)
      },
      asked: () => [...this.#channels].some((channel) => channel.asked),
      looked: (stored: readonly Uint8Array[]) => this.#answerQuestions(stored),
      over: (code: EndCode, refused: readonly Queued[]) => this.#over(code, refused),
      rested: () => this.#toldIfIdle(),
    }
    this.#writer = new RoomWriter(deps, hooks, section, loaded, gate, this.#text)
    this.#fullnessNews.look()
  }

  get life(): RoomLife {
    return this.#writer.life
  }

  /** Nobody is in it, and nothing waits to be written. */
  get idle(): boolean {
    return this.#channels.size === 0 && this.#text.queue.length === 0 && !this.#writer.working
  }

  /** Something that was sent is not on disk. */
  get unsaved(): boolean {
    return this.#text.queue.hasContent
  }

  /** When the oldest edit came that is not on disk, in milliseconds. */
  get unsavedSince(): number | null {
    return this.#text.queue.since
  }

  get channels(): number {
    return this.#channels.size
  }

  /** All that was sent and is not on disk, held or not. */
  unsavedText(): UnsavedText {
    const updates = [...this.#text.queue].flatMap(({ update }) => update ?? [])
    return { section: this.section, epoch: this.epoch, schema: sectionSchema, updates }
  }

  get receivers(): number {
    return this.#channels.size
  }

  get people(): readonly RoomPerson[] {
    return this.#presence.people()
  }

  /** False when the room takes nobody in any more. */
  join(channel: Channel): boolean {
    if (!takesIn(this.life)) return false
    this.#channels.add(channel)
    if (channel.right === 'write') channel.link.send(this.#text.question())
    const others = this.#presence.others(channel)
    if (others) channel.link.send(others)
    if (!this.#writer.canStore) tellStoreState(channel, false)
    if (this.full > 0 && channel.right === 'write') tellFullness(channel, this.full)
    return true
  }

  /** What it sent is written all the same. */
  leave(channel: Channel): void {
    if (!this.#channels.delete(channel)) return
    this.#early.end(channel)
    this.#presence.leave(channel)
    this.#deps.pace.soon(this)
    this.#toldIfIdle()
  }

  receive(channel: Channel, frame: ClientFrame): void {
    if (!takesIn(this.life) || !this.#channels.has(channel)) return
    switch (frame.kind) {
      case 'syncStep1': {
        const answer = this.#text.answer(frame.stateVector)
        if (!this.#spoilt()) for (const message of answer) channel.link.send(message)
        return
      }
      case 'awareness':
        return this.#presence.take(channel, frame.entries)
      case 'queryAwareness': {
        const others = this.#presence.others(channel)
        if (others) channel.link.send(others)
        return
      }
      case 'inText':
        return this.#receiveQuestion(channel, frame.updates)
      case 'write':
        // A reader's are dropped without a word: y-websocket sends them by itself.
        if (channel.right === 'write') this.#receiveWrite(channel, frame)
    }
  }

  #receiveQuestion(channel: Channel, updates: readonly Uint8Array[]): void {
    channel.asked = { updates, bytes: updates.reduce((sum, { length }) => sum + length + keptAsUpdate, 0) }
    const asked = [...this.#channels].reduce((sum, other) => sum + (other.asked?.bytes ?? 0), 0)
    if (asked > this.#deps.bounds.queueBytes) this.#sendAway(channel, closeCodes.restart, 'too many questions wait')
  }

  #receiveWrite(channel: Channel, { update, step2, empty }: ClientFrame & { kind: 'write' }): void {
    if (this.#closing) return
    const { queueBytes } = this.#deps.bounds
    const waiting = this.#text.queue.bytes + update.length
    if (!this.#fullnessNews.fullness.takes(this.#stored, update)) return this.#sendAway(channel, closeCodes.tooLarge, 'the section is full')
    if (waiting > queueBytes) return this.#sendAway(channel, closeCodes.restart, 'too much waits to be written')
    channel.received++
    if (!step2 && channel.early) {
      this.#early.add(channel, update)
      if (this.#early.bytes > queueBytes) this.#sendAway(channel, closeCodes.restart, 'too much before a sync step 2')
      return
    }
    const early = this.#early.end(channel)
    const all = early.length > 0 ? joined([update, ...early]) : empty ? null : update
    this.#take({
      channel,
      count: channel.received,
      at: this.#deps.now(),
      step2,
      settle: null,
      sent: all,
      update: all,
      stage: all ? 'held' : 'applied',
    })
  }

  #take(queued: Queued): void {
    this.#text.queue.push(queued)
    if (this.life.at === 'live') this.#text.release()
    if (!this.#spoilt()) this.#deps.pace.soon(this)
  }

  /** Bytes on disk and on the way there, also of what waits for its author's sync step 2. */
  get #stored(): number {
    return this.#writer.bytes + this.#text.queue.bytes + this.#early.bytes
  }

  /** The text, and what of it the document has not got yet. */
  #compactedBytes(): number {
    const held = this.#text.queue.held().reduce((sum, { sent }) => sum + (sent?.length ?? 0), 0)
    return this.#text.compactedBytes() + held + this.#early.bytes
  }

  /** Percent of what a section may hold, 0 where that is far. */
  get full(): number {
    return this.#fullnessNews.percent
  }

  #tellFullness(percent: number, before: number): void {
    if (before < warnedFrom) this.#deps.log.warn({ section: this.section, percent }, 'a section is nearly full')
    for (const channel of this.#channels) if (channel.right === 'write') tellFullness(channel, percent)
  }

  /** As `Rooms.transact`. A copy is edited: an edit that throws half-way leaves nothing behind. */
  async transact<Result>(edit: (doc: Y.Doc) => Result): Promise<Transacted<Result>> {
    // The submission may have ended without a word: the plan says so, not the memory of it.
    if (this.life.at === 'holding') await this.reconsider()
    if (this.life.at === 'holding') return { did: 'refused', refusal: { refused: 'submissionPending' } }
    const whole = this.snapshot()
    if (!whole) return { did: 'not' }
    const copy = docOf([whole])
    const updates: Uint8Array[] = []
    copy.on('update', (update: Uint8Array) => updates.push(update))
    const result = copy.transact(() => edit(copy))
    copy.destroy()
    const update = updates.length > 0 ? joined(updates) : null
    const outcome = await new Promise<Outcome>((settle) => {
      this.#take({
        channel: null,
        count: 0,
        at: this.#deps.now(),
        step2: true,
        settle,
        sent: update,
        update,
        stage: update ? 'held' : 'applied',
      })
    })
    return outcome === 'onDisk' ? { did: 'wrote', result } : { did: 'ended' }
  }

  /** The text with all that was sent on, written or not; null when the room is not sound. */
  snapshot(): Uint8Array | null {
    if (!takesIn(this.life)) return null
    const whole = this.#text.whole()
    return this.#spoilt() ? null : whole
  }

  /** What other processes say of clients there, and what is said of those here. */
  get presence(): Pick<RoomPresence, 'takeElsewhere' | 'forgetElsewhere' | 'told'> {
    return this.#presence
  }

  /** Whether the store has more of the section, or another head, than this room has seen. */
  isBehind(mark: SectionMark): boolean {
    return this.#writer.isBehind(mark)
  }

  /** Plan or section may have moved: reads both anew and judges. */
  reconsider(): Promise<void> {
    return this.#writer.reconsider()
  }

  /** The same for a room that is on its way out: resolves when nothing more is left to do for now. */
  async settle(): Promise<void> {
    await this.#writer.reconsider()
    await this.#writer.rest()
  }

  /** Takes nothing more in from channels. Resolves when nothing waits to be written, or the room is over. A room that holds waits for the end of the hold. */
  async saved(signal: AbortSignal): Promise<void> {
    this.#closing = true
    this.turn()
    while (this.#text.queue.length > 0 && this.life.at !== 'over' && !signal.aborted) {
      await Promise.race([this.#writer.rest(), new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))])
      if (this.life.at === 'holding') await new Promise((resolve) => setTimeout(resolve, 20))
    }
    this.#acknowledgements.send(this.#channels)
  }

  /** Closes all channels and ends the room, whatever waits in it. */
  end(code: EndCode): void {
    this.#writer.end(code)
  }

  turn(): void {
    if (this.life.at === 'over') return
    this.#acknowledgements.send(this.#channels)
    this.#fanOut.send(this.#channels)
    this.#presence.send(this.#channels)
  }

  /** The others have it now: the document and the store may take their time. */
  follow(): void {
    if (this.life.at === 'over') return
    this.#tellPresence()
    if (!this.#spoilt() && this.#text.queue.length > 0) void this.#writer.work()
  }

  #tellPresence(): void {
    const people = this.#presence.people()
    if (people === this.#people) return
    this.#people = people
    const present = people.map((person) => person.id).join()
    if (present === this.#present) return
    this.#present = present
    this.#deps.events.presence(this.section, people)
  }

  /** Whether the document has broken; the room then takes nothing more in, and what is not sent is not sent. */
  #spoilt(): boolean {
    if (!this.#text.broken) return false
    this.#fanOut.clear()
    this.#writer.spoil()
    return true
  }

  #onDisk(written: readonly Queued[], entry: string | null): void {
    for (const { settle } of written) settle?.('onDisk')
    this.#acknowledgements.add(written)
    // Where the process has little time, with what the next turn says: else it is a write for each author.
    if (this.#deps.pace.hasTime) this.#acknowledgements.send(this.#channels)
    else this.#deps.pace.unhurried(this)
    this.#fullnessNews.look()
    if (entry !== null) this.#deps.events.changed(this.section, entry)
  }

  /** What is refused to a client now may have been written over an earlier connection of it. */
  #answerQuestions(stored: readonly Uint8Array[]): void {
    for (const channel of this.#channels)
      if (channel.asked) channel.link.send(encodeInTextAnswer(eachContained(stored, channel.asked.updates)))
  }

  #broke(bad: readonly Queued[]): void {
    for (const { channel, settle } of bad) {
      settle?.('ended')
      if (channel) this.#sendAway(channel, closeCodes.malformed, 'a frame could not be applied')
    }
  }

  #over(code: EndCode, refused: readonly Queued[]): void {
    for (const { settle } of refused) settle?.('ended')
    this.#fullnessNews.end()
    this.#acknowledgements.send(this.#channels)
    const channels = [...this.#channels]
    this.#channels.clear()
    for (const channel of channels) channel.link.close(code, 'the room is over')
    for (const channel of channels) this.#presence.leave(channel)
    // To other processes: nobody is left here.
    this.#presence.send(this.#channels)
    this.#tellPresence()
    this.#text.destroy()
    this.#deps.idle(this)
  }

  #sendAway(
    channel: Channel,
    code: typeof closeCodes.tooLarge | typeof closeCodes.restart | typeof closeCodes.malformed,
    reason: string,
  ): void {
    channel.link.close(code, reason)
    this.leave(channel)
  }

  #toldIfIdle(): void {
    if (this.idle) this.#deps.idle(this)
  }
}
