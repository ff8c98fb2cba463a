/** Owns that the server keeps the newest draft: one request at a time, soon after a change, again after a failure. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { keepDraft, outlivePage } from './importApi.ts'

/** `conflict`: another tab kept another draft; nothing more is sent. */
export type Keeping =
  | { readonly is: 'kept' }
  | { readonly is: 'keeping' }
  | { readonly is: 'conflict' }
  | { readonly is: 'failed'; readonly why: unknown }

/** After a change, and between two tries after a failure, in milliseconds. */
const soon = 700
const later = 5000

type Send = (id: string, draft: ImportDraft, revision: number) => Promise<{ readonly revision: number } | Refusal>

/** Begins with the draft that the server has. `changed` is called when `keeping` has changed. */
export class DraftKeeper {
  keeping: Keeping = { is: 'kept' }
  #waiting: ImportDraft | null = null
  /** Without an answer yet. */
  #sent: readonly ImportDraft[] = []
  #sending: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #id: string
  #revision: number
  readonly #changed: () => void
  readonly #send: Send

  constructor(id: string, revision: number, changed: () => void, send: Send = keepDraft) {
    this.#id = id
    this.#revision = revision
    this.#changed = changed
    this.#send = send
  }

  keep(draft: ImportDraft): void {
    if (this.keeping.is === 'conflict') return
    this.#waiting = draft
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
      if (this.keeping.is === 'failed' || this.keeping.is === 'conflict') return false
    }
    return true
  }

  /**
   * The page may go now: what waits is sent at once, behind a request without an answer as the revision that it makes. True when all
   * that is on its way outlives the page; false where the last try failed.
   */
  leave(): boolean {
    if (this.keeping.is === 'conflict') return true
    clearTimeout(this.#timer)
    if (this.#waiting) void this.#begin(this.#revision + this.#sent.length)
    return this.keeping.is !== 'failed' && outlivePage(this.#sent)
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
    this.#sent = [...this.#sent, draft]
    const all: Promise<void> = Promise.all([this.#sending, this.#sendOne(draft, revision)]).then(() => {
      if (this.#sending === all) this.#sending = null
    })
    this.#sending = all
    return all
  }

  async #sendOne(draft: ImportDraft, revision: number): Promise<void> {
    try {
      const answer = await this.#send(this.#id, draft, revision)
      this.#sent = this.#sent.filter((one) => one !== draft)
      if (isRefusal(answer)) return this.#refused(draft, answer)
      this.#revision = Math.max(this.#revision, answer.revision)
      if (!this.#waiting && this.#sent.length === 0) this.#say({ is: 'kept' })
    } catch (error) {
      this.#sent = this.#sent.filter((one) => one !== draft)
      this.#failed(draft, error)
    }
  }

  #refused(draft: ImportDraft | null, refusal: Refusal): void {
    if (refusal.refused !== 'importChanged') return this.#failed(draft, refusal)
    this.#waiting = null
    this.#say({ is: 'conflict' })
  }

  #failed(draft: ImportDraft | null, why: unknown): void {
    this.#waiting ??= draft
    this.#say({ is: 'failed', why })
    this.#after(later)
  }

  #say(keeping: Keeping): void {
    if (keeping.is === this.keeping.is && keeping.is !== 'failed') return
    this.keeping = keeping
    this.#changed()
  }
}
