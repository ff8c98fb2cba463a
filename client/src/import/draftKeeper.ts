/** Owns that the server keeps the newest draft: soon after a change, again after a failure; a second request is on its way only when the page goes. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { keepDraft, loadImport, outlivePage } from './importApi.ts'
import { saysTheSame } from './saysTheSame.ts'

/** `conflict`: another tab kept another draft; nothing more is sent. */
export type Keeping =
  | { readonly is: 'kept' }
  | { readonly is: 'keeping' }
  | { readonly is: 'conflict' }
  | { readonly is: 'failed'; readonly why: unknown }

/** After a change, and between two tries after a failure, in milliseconds. */
const soon = 700
const later = 5000

type Send = (id: string, draft: ImportDraft, revision: number, outlives: boolean) => Promise<{ readonly revision: number } | Refusal>
type Load = (id: string) => Promise<{ readonly draft: ImportDraft | null; readonly revision: number } | Refusal>

/** A request without an answer. `ahead`: behind another one, whose revision it counts on. */
type Sent = { readonly draft: ImportDraft; readonly revision: number; readonly outlives: boolean; readonly ahead: boolean }

/** Begins with the draft that the server has. `changed` is called when `keeping` has changed. */
export class DraftKeeper {
  keeping: Keeping = { is: 'kept' }
  #waiting: ImportDraft | null = null
  /** Until the server has said that it has it. */
  #newest: ImportDraft | null = null
  #sent: readonly Sent[] = []
  /** Sent since the last answer that told a revision, and maybe stored: what became of them was never told. */
  #lost: readonly ImportDraft[] = []
  #sending: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #id: string
  #revision: number
  readonly #changed: () => void
  readonly #send: Send
  readonly #load: Load

  constructor(id: string, revision: number, changed: () => void, send: Send = keepDraft, load: Load = loadImport) {
    this.#id = id
    this.#revision = revision
    this.#changed = changed
    this.#send = send
    this.#load = load
  }

  keep(draft: ImportDraft): void {
    if (this.keeping.is === 'conflict') return
    this.#waiting = draft
    this.#newest = draft
    this.#say({ is: 'keeping' })
    this.#after(soon)
  }

  isKept(): boolean {
    return this.#waiting === null && this.#sending === null
  }

  /** Sends at once; true when the server has it all. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    while (this.#waiting || this.#sending) {
      await (this.#sending ?? this.#begin(this.#revision))
      if (this.keeping.is === 'failed' && !this.#sending) return false
    }
    return this.keeping.is !== 'conflict'
  }

  /**
   * The page may go now: what waits is sent at once, behind a request without an answer as the revision that it makes. True when all
   * that is on its way outlives the page; false where the last try failed.
   */
  leave(): boolean {
    if (this.keeping.is === 'conflict') return true
    clearTimeout(this.#timer)
    if (this.#waiting) void this.#begin(this.#revision + this.#sent.length)
    return this.keeping.is !== 'failed' && this.#sent.every(({ outlives }) => outlives)
  }

  /** Sends what waits, and tries no more. */
  close(): void {
    void this.flush().finally(() => clearTimeout(this.#timer))
  }

  /** After a time without a session or a connection. */
  readonly retry = (): void => {
    if (this.#waiting && this.keeping.is !== 'conflict') this.#after(0)
  }

  #after(pause: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), pause)
  }

  /** Sends what waits; resolves when nothing is on its way. */
  #begin(revision: number): Promise<void> {
    const draft = this.#waiting
    if (!draft) return this.#sending ?? Promise.resolve()
    this.#waiting = null
    const others = this.#sent.filter((one) => one.outlives).map((one) => one.draft)
    const sent: Sent = { draft, revision, outlives: outlivePage([...others, draft]), ahead: revision > this.#revision }
    this.#sent = [...this.#sent, sent]
    const all: Promise<void> = Promise.all([this.#sending, this.#sendOne(sent)]).then(() => {
      if (this.#sending === all) this.#sending = null
    })
    this.#sending = all
    return all
  }

  async #sendOne(sent: Sent): Promise<void> {
    const { draft, revision, outlives } = sent
    try {
      const answer = await this.#send(this.#id, draft, revision, outlives)
      this.#answered(sent)
      if (isRefusal(answer)) return await this.#refused(sent, answer)
      this.#hasStored(draft, answer.revision)
    } catch (error) {
      this.#answered(sent)
      this.#lost = [...this.#lost, draft]
      this.#failed(error)
    }
  }

  #hasStored(draft: ImportDraft, revision: number): void {
    this.#lost = []
    this.#revision = Math.max(this.#revision, revision)
    if (draft === this.#newest) {
      this.#newest = null
      this.#waiting = null
    }
    this.#settle()
  }

  #answered(sent: Sent): void {
    this.#sent = this.#sent.filter((one) => one !== sent)
  }

  async #refused({ ahead }: Sent, refusal: Refusal): Promise<void> {
    if (this.keeping.is === 'conflict') return
    if (refusal.refused !== 'importChanged') return this.#failed(refusal)
    if (ahead) {
      // It came before the one that it counted on: no other tab is to blame.
      this.#waiting = this.#newest
      if (this.#waiting) this.#after(soon)
      return this.#settle()
    }
    if (this.#lost.length > 0 && (await this.#wasOwn())) return
    this.#waiting = null
    this.#newest = null
    this.#say({ is: 'conflict' })
  }

  /** A request whose answer was lost may have been stored: then the revision is one's own. Where that cannot be asked, it is asked later. */
  async #wasOwn(): Promise<boolean> {
    const stored = await this.#load(this.#id).catch((error: unknown) => this.#failed(error))
    if (!stored) return true
    if (isRefusal(stored)) {
      this.#failed(stored)
      return true
    }
    const own = this.#lost.findLast((draft) => stored.draft !== null && saysTheSame(stored.draft, draft))
    if (!own) return false
    this.#waiting = this.#newest
    this.#hasStored(own, stored.revision)
    if (this.#waiting) {
      this.#say({ is: 'keeping' })
      this.#after(soon)
    }
    return true
  }

  /** Whatever failed, the newest is what the server is to have; where it has it, nothing failed. */
  #failed(why: unknown): void {
    this.#waiting = this.#newest
    if (!this.#waiting) return this.#settle()
    this.#say({ is: 'failed', why })
    this.#after(later)
  }

  #settle(): void {
    if (!this.#waiting && this.#sent.length === 0) this.#say({ is: 'kept' })
  }

  #say(keeping: Keeping): void {
    if (this.keeping.is === 'conflict' || (keeping.is === this.keeping.is && keeping.is !== 'failed')) return
    this.keeping = keeping
    this.#changed()
  }
}
