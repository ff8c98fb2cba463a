/** Owns the text of a room: its Y.Doc, what waits in the queue, and what of it is to be sent on. Nobody else holds the document. */
import * as Y from 'yjs'
import type { Channel } from './channel.ts'
import { encodeSyncStep2 } from './frames.ts'
import { applyAll, docOf, waits } from './loadSection.ts'
import { type Queued, WriteQueue } from './queue.ts'
import { joined } from './spliceUpdates.ts'

const fromStore = Symbol('from the store')
const fromStep2 = Symbol('from a sync step 2')

export class RoomText {
  readonly queue = new WriteQueue()
  #doc: Y.Doc
  #whole: Uint8Array | null = null
  #broken = false
  readonly #sendOn: (update: Uint8Array, from: Channel | null) => void

  constructor(updates: readonly Uint8Array[], sendOn: (update: Uint8Array, from: Channel | null) => void) {
    this.#sendOn = sendOn
    this.#doc = docOf(updates)
  }

  /** A frame parsed, and still could not be applied, or hangs on text that is not there: the document may be anything. Only `rebuild` mends it. */
  get broken(): boolean {
    return this.#broken
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  /** The document as one update, with all that was sent on. */
  whole(): Uint8Array {
    this.apply()
    this.#whole ??= Y.encodeStateAsUpdate(this.#doc)
    return this.#whole
  }

  /** The answer to a sync step 1. */
  answer(stateVector: Uint8Array): Uint8Array {
    const whole = this.whole()
    return encodeSyncStep2(stateVector.length === 1 ? whole : Y.encodeStateAsUpdate(this.#doc, stateVector))
  }

  /** Sends on all that was held, in order. */
  release(): void {
    if (this.#broken) return
    for (const queued of this.queue.held()) {
      if (!queued.update || this.#broken) continue
      if (queued.step2) this.#takeInStep2(queued, queued.update)
      else {
        queued.stage = 'sentOn'
        this.#sendOn(queued.update, queued.channel)
      }
    }
  }

  /** Applies what was sent on; behind the fan-out, and before anything is written or answered from the document. */
  apply(): void {
    if (this.#broken) return
    const sentOn = this.queue.sentOn()
    if (sentOn.length === 0) return
    this.#attempt(() =>
      applyAll(
        this.#doc,
        sentOn.flatMap(({ update }) => update ?? []),
      ),
    )
    // Text that waits for text that nobody has sent would be acknowledged and not be seen.
    if (waits(this.#doc)) this.#broken = true
    if (!this.#broken) for (const queued of sentOn) queued.stage = 'applied'
  }

  /** Takes in what others have written; what is new in it is sent on. */
  takeStored(updates: readonly Uint8Array[]): void {
    if (this.#broken || updates.length === 0) return
    this.apply()
    for (const news of this.#newsOf(() => applyAll(this.#doc, updates, fromStore), fromStore)) this.#sendOn(news, null)
  }

  /** A sync step 2 may repeat much that is known: only what is new in it is sent on and written. */
  #takeInStep2(queued: Queued, update: Uint8Array): void {
    this.apply()
    if (this.#broken) return
    const news = this.#newsOf(() => Y.applyUpdate(this.#doc, update, fromStep2), fromStep2)
    if (this.#broken) return
    if (waits(this.#doc)) {
      this.#broken = true
      return
    }
    const content = news.length > 0 ? joined(news) : null
    queued.update = content
    queued.stage = 'applied'
    if (content) this.#sendOn(content, queued.channel)
  }

  #newsOf(change: () => void, origin: symbol): readonly Uint8Array[] {
    const news: Uint8Array[] = []
    const note = (update: Uint8Array, from: unknown): void => {
      if (from === origin) news.push(update)
    }
    this.#doc.on('update', note)
    this.#attempt(change)
    this.#doc.off('update', note)
    return news
  }

  #attempt(change: () => void): void {
    this.#whole = null
    try {
      change()
    } catch {
      this.#broken = true
    }
  }

  /** A fresh document from what is stored and all that is sound in the queue; takes the rest out of the queue and gives it. */
  rebuild(stored: readonly Uint8Array[]): readonly Queued[] {
    const bad: Queued[] = []
    const sound = [...stored]
    let doc = docOf(sound)
    for (const queued of this.queue) {
      if (!queued.update || applies(doc, queued.update)) {
        if (queued.update) sound.push(queued.update)
        queued.stage = 'applied'
        continue
      }
      bad.push(queued)
      doc.destroy()
      doc = docOf(sound)
    }
    this.queue.remove(bad)
    this.#doc.destroy()
    this.#doc = doc
    this.#whole = null
    this.#broken = false
    return bad
  }

  destroy(): void {
    this.#doc.destroy()
  }
}

function applies(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, update)
  } catch {
    return false
  }
  return !waits(doc)
}
