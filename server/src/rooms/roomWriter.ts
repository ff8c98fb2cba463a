/**
 * Owns the way of a room's text to and from the store: reload, judge, append, and the last look before anything is refused.
 * One thing at a time; a store that fails is asked again until it answers, and nothing is given up meanwhile.
 */
import type { SectionId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import { type HeadMatch, NoReply, type SectionMark, type SectionStore, StoreUnavailable } from '../storage/ports.ts'
import type { Appender } from './appender.ts'
import type { Gate, RoomLog, RoomMeter } from './contract.ts'
import { type EndCode, judge, type LifeEvent, nextLife, type RoomLife } from './life.ts'
import { contains, docOf, type Loaded, loadSection } from './loadSection.ts'
import type { Queued } from './queue.ts'
import type { RoomText } from './roomText.ts'
import { joined } from './spliceUpdates.ts'
import { StoredSection } from './storedSection.ts'

export type WriterOptions = {
  /** Bytes of one entry, about. */
  readonly flushBytes: number
  /** While it holds, a room reads the plan this often. */
  readonly holdPollMs: number
  /** A failed operation is tried again after this, then after twice that, up to the longest. */
  readonly retryMs: number
  readonly longestRetryMs: number
}

export type WriterDeps = {
  readonly store: SectionStore
  readonly appender: Appender
  readonly gate: (section: SectionId) => Promise<Gate | null>
  readonly newId: () => string
  readonly log: RoomLog
  readonly meter: RoomMeter
  readonly options: WriterOptions
}

/** What the room does when the writer has found something out. */
export type WriterHooks = {
  /** These are on disk, `entry` with them when one was written. */
  readonly onDisk: (written: readonly Queued[], entry: string | null) => void
  /** These broke the document: their authors are sent away. */
  readonly broke: (bad: readonly Queued[]) => void
  readonly storeState: (canStore: boolean) => void
  /** Whether a client wants to know which edits of an earlier connection are in the text. */
  readonly asked: () => boolean
  /** The epoch is over, and this is the text; what is in it of the queue is acknowledged already. */
  readonly looked: (stored: readonly Uint8Array[]) => void
  /** The room is over, and these were not written. */
  readonly over: (code: EndCode, refused: readonly Queued[]) => void
  /** Nothing is left to do for now. */
  readonly rested: () => void
}

/** So many failures in a row, and the clients are told that the server cannot store. */
const failuresTold = 2
const mismatchesBelieved = 20

export class RoomWriter {
  readonly #deps: WriterDeps
  readonly #hooks: WriterHooks
  readonly #section: SectionId
  readonly #epoch: number
  readonly #text: RoomText
  #life: RoomLife
  readonly #stored: StoredSection
  #stale = false
  #unjudged = false
  #working = false
  #failures = 0
  #mismatches = 0
  #wake: (() => void) | null = null
  #holdTimer: NodeJS.Timeout | null = null
  #resting: (() => void)[] = []
  #judged: (() => void)[] = []

  /** `gate` was read after `loaded`. */
  constructor(deps: WriterDeps, hooks: WriterHooks, section: SectionId, loaded: Loaded, gate: Gate, text: RoomText) {
    this.#deps = deps
    this.#hooks = hooks
    this.#section = section
    this.#epoch = gate.epoch
    this.#text = text
    this.#stored = new StoredSection(deps, section, loaded)
    this.#life = nextLife({ at: 'live', spoilt: false }, judge(this.#stored.head, gate.epoch, gate))
    if (this.#life.at === 'holding') this.#pollPlan()
  }

  get life(): RoomLife {
    return this.#life
  }

  /** Bytes as stored, about. */
  get bytes(): number {
    return this.#stored.bytes
  }

  get working(): boolean {
    return this.#working
  }

  get canStore(): boolean {
    return this.#failures < failuresTold
  }

  /** Whether the section has text that this room has not, or another head than it was last seen with. */
  isBehind(mark: SectionMark): boolean {
    return this.#stored.isBehind(mark)
  }

  /** Reads section and plan anew, in this order, and judges. Resolves when that is done, whatever then waits to be written, or the room is over. */
  reconsider(): Promise<void> {
    if (this.#life.at === 'over') return Promise.resolve()
    this.#stale = true
    this.#unjudged = true
    this.#wake?.()
    return new Promise((resolve) => {
      this.#judged.push(resolve)
      void this.work()
    })
  }

  /** Does what there is to do. Resolves when nothing is left to do for now. */
  rest(): Promise<void> {
    if (this.#life.at === 'over') return Promise.resolve()
    return new Promise((resolve) => {
      this.#resting.push(resolve)
      void this.work()
    })
  }

  /** The document broke: what is sound in the queue will be found and written. */
  spoil(): void {
    this.#step({ says: 'frameBroke' })
    void this.work()
  }

  /** Ends the room at once; whatever waits in it is not written by it. */
  end(code: EndCode): void {
    if (this.#life.at === 'over') return
    this.#step({ says: 'closed', code })
    this.#wake?.()
    this.#bury(code)
  }

  async work(): Promise<void> {
    if (this.#working || this.#life.at === 'over') return
    this.#working = true
    while (await this.#tryNext());
    this.#working = false
    this.#tellJudged()
    for (const resolve of this.#resting.splice(0)) resolve()
    this.#hooks.rested()
  }

  #tellJudged(): void {
    for (const resolve of this.#judged.splice(0)) resolve()
  }

  /** One thing that there is to do; false when there is none. */
  async #tryNext(): Promise<boolean> {
    try {
      const did = await this.#next()
      if (!did) this.#storeAnswers()
      return did
    } catch (error) {
      const { log } = this.#deps
      const known = error instanceof NoReply || error instanceof StoreUnavailable
      if (known)
        log.warn({ section: this.#section, failures: this.#failures + 1, error: error.message }, 'the store failed; it is asked again')
      else log.error({ section: this.#section, error }, 'a room failed; it tries again')
      this.#failures++
      if (this.#failures === failuresTold) this.#hooks.storeState(false)
      await this.#backOff()
      return this.#life.at !== 'over'
    }
  }

  async #next(): Promise<boolean> {
    if (this.#life.at === 'over') return false
    if (this.#life.at === 'ending') return this.#look(this.#life.code)
    if (this.#text.broken) return this.#rebuild()
    if (this.#stale) return this.#reload()
    // Not at rest only: where people type on, there may be none for a long time.
    if (!this.#unjudged) this.#tellJudged()
    const waits = this.#text.queue.length > 0
    if (this.#unjudged || (waits && this.#life.at === 'live' && this.#stored.head.freeze !== null)) return this.#judge()
    if (this.#life.at === 'holding') return false
    const turn = this.#text.queue.hasContent ? this.#deps.appender.turn() : null
    if (turn) return this.#gather(turn)
    this.#text.apply()
    if (this.#text.broken) return true
    const batch = this.#text.queue.ready(this.#deps.options.flushBytes)
    if (batch.length > 0) return this.#flush(batch)
    if (this.#life.spoilt && !waits) {
      this.#step({ says: 'closed', code: closeCodes.otherEpoch })
      this.#bury(closeCodes.otherEpoch)
    }
    return false
  }

  async #reload(): Promise<boolean> {
    this.#stale = false
    const loaded = await this.#orElse(loadSection(this.#deps.store, this.#section, this.#stored.known), () => (this.#stale = true))
    if (this.#life.at === 'over') return false
    if (!loaded) return this.#step({ says: 'ended', code: closeCodes.notFound })
    const { epoch, schema } = loaded.head
    if (schema > sectionSchema) return this.#step({ says: 'ended', code: closeCodes.restart })
    if (epoch > this.#epoch) return this.#step({ says: 'ended', code: closeCodes.otherEpoch })
    this.#stored.read(loaded)
    this.#text.takeStored(loaded.updates)
    return true
  }

  /** The plan is read after the head, never taken from memory. */
  async #judge(): Promise<boolean> {
    this.#unjudged = false
    const seen = this.#stored.head
    const gate = await this.#orElse(this.#deps.gate(this.#section), () => (this.#unjudged = true))
    if (this.#life.at === 'over') return false
    const held = this.#life.at === 'holding'
    const judgement = judge(seen, this.#epoch, gate)
    this.#step(judgement)
    if (judgement.says === 'held') this.#pollPlan()
    // A freeze without its submission is void: the next append matches it like any value, and clears it.
    if (judgement.says === 'open' && held) this.#text.release()
    if (judgement.says !== 'open') return true
    await this.#writeThrough(seen)
    return true
  }

  /** Behind a judged freeze the append follows at once: judged again and again, it would never be written. */
  async #writeThrough(seen: HeadMatch): Promise<void> {
    if (seen.freeze === null || this.#stale || this.#unjudged) return
    this.#text.apply()
    const batch = this.#text.queue.ready(this.#deps.options.flushBytes)
    if (!this.#text.broken && batch.length > 0) await this.#flush(batch)
  }

  async #flush(batch: readonly Queued[]): Promise<boolean> {
    const updates = batch.flatMap(({ update }) => update ?? [])
    if (updates.length === 0) return this.#written(batch, null)
    const entry = { id: this.#deps.newId(), update: joined(updates) }
    const append = { section: this.#section, match: this.#stored.head, epoch: this.#epoch, entry }
    this.#stored.sending = entry.id
    const began = performance.now()
    // A lost reply is as good as no match: what the section then holds decides, and writing twice does no harm.
    const matched = await this.#orElse(this.#deps.appender.append(append), () => (this.#stale = true)).finally(
      () => (this.#stored.sending = null),
    )
    if (matched) this.#deps.meter.flushed((performance.now() - began) / 1000)
    if (this.#life.at === 'over') return false
    if (!matched) {
      this.#stale = true
      this.#mismatches++
      // Each mismatch has a reason that the next read shows; without end they are the store's.
      if (this.#mismatches > mismatchesBelieved) throw new StoreUnavailable('an append does not match what was just read, again and again')
      return true
    }
    this.#mismatches = 0
    this.#stored.wrote(entry, this.#epoch)
    return this.#written(batch, entry.id)
  }

  /** Only a write that succeeded, or that nothing is left to write, ends a failure: reading may work while writing does not. */
  #storeAnswers(): void {
    const told = !this.canStore
    this.#failures = 0
    if (told) this.#hooks.storeState(true)
  }

  #written(batch: readonly Queued[], entry: string | null): boolean {
    if (entry !== null) this.#storeAnswers()
    this.#text.queue.remove(batch)
    this.#hooks.onDisk(batch, entry)
    return true
  }

  async #rebuild(): Promise<boolean> {
    this.#step({ says: 'frameBroke' })
    const loaded = await loadSection(this.#deps.store, this.#section)
    if (this.#life.at === 'over') return false
    if (!loaded) return this.#step({ says: 'ended', code: closeCodes.notFound })
    this.#hooks.broke(this.#text.rebuild(loaded.updates))
    this.#stale = true
    this.#unjudged = true
    return true
  }

  /** The epoch is over, and the plan showed it: what the section has after all is acknowledged, only the rest is refused. */
  async #look(code: EndCode): Promise<boolean> {
    const loaded = this.#text.queue.length > 0 || this.#hooks.asked() ? await loadSection(this.#deps.store, this.#section) : null
    if (this.#life.at !== 'ending') return false
    this.#acknowledgeWhatIsIn(loaded?.updates ?? [])
    this.#hooks.looked(loaded?.updates ?? [])
    this.#step({ says: 'looked' })
    this.#bury(code)
    return false
  }

  /**
   * Only up to the first that is not in: entries are written in order, and what stands behind it may say nothing because
   * the room, not yet the text, had it already.
   */
  #acknowledgeWhatIsIn(stored: readonly Uint8Array[]): void {
    const doc = docOf(stored)
    const inText: Queued[] = []
    for (const queued of this.#text.queue) {
      if (queued.sent && !contains(doc, queued.sent)) break
      inText.push(queued)
    }
    doc.destroy()
    if (inText.length > 0) this.#written(inText, null)
  }

  #bury(code: EndCode): void {
    if (this.#holdTimer) clearTimeout(this.#holdTimer)
    this.#tellJudged()
    this.#hooks.over(code, this.#text.queue.drain())
  }

  #step(event: LifeEvent): true {
    this.#life = nextLife(this.#life, event)
    return true
  }

  async #orElse<Result>(operation: Promise<Result>, failed: () => void): Promise<Result> {
    try {
      return await operation
    } catch (error) {
      failed()
      throw error
    }
  }

  #pollPlan(): void {
    if (this.#holdTimer) clearTimeout(this.#holdTimer)
    this.#holdTimer = setTimeout(() => {
      this.#unjudged = true
      void this.work()
    }, this.#deps.options.holdPollMs)
  }

  /** More comes meanwhile; what is to be judged anew does not wait for it. */
  async #gather(turn: Promise<void>): Promise<true> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      void turn.then(resolve)
    })
    this.#wake = null
    return true
  }

  async #backOff(): Promise<void> {
    const { retryMs, longestRetryMs } = this.#deps.options
    const ms = Math.min(longestRetryMs, retryMs * 2 ** (this.#failures - 1))
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = null
  }
}
