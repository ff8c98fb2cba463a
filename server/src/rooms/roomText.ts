/**
 * Owns the text of a room: its Y.Doc, made when something is first applied to it, what waits in the queue, and what of it is to
 * be sent on. Nobody else holds the document.
 */
import * as Y from 'yjs'
import type { Channel } from './channel.ts'
import { encodeSyncStep1, encodeSyncStep2, encodeUpdate } from './frames.ts'
import { applyAll, docOf, waits } from './loadSection.ts'
import { type Queued, WriteQueue } from './queue.ts'
import { joined, spliced } from './spliceUpdates.ts'
import { TextBytes } from './textBytes.ts'

const fromStore = Symbol('from the store')
const fromStep2 = Symbol('from a sync step 2')

/** State vectors whose answer is kept, and for how long. Milliseconds. */
const [answersKept, answersKeptMs] = [8, 1_000] as const

export class RoomText {
  readonly queue = new WriteQueue()
  /** Null while the bytes are all there is. */
  #doc: Y.Doc | null
  /** Null when the document has moved away from them. */
  #bytes: TextBytes | null
  #broken = false
  /** What was said last of the text as it is; null: nothing. */
  #stateVector: Uint8Array | null = null
  #question: Uint8Array | null = null
  /** The same to those who ask with a state vector, by its bytes: after a network's fall all ask with a few. */
  readonly #answers = new Map<string, readonly Uint8Array[]>()
  #forgetting: NodeJS.Timeout | null = null
  readonly #sendOn: (update: Uint8Array, from: Channel | null) => void

  constructor(updates: readonly Uint8Array[], sendOn: (update: Uint8Array, from: Channel | null) => void) {
    this.#sendOn = sendOn
    const whole = spliced(updates)
    this.#bytes = whole && TextBytes.of(whole)
    this.#doc = this.#bytes ? null : docOf(updates)
  }

  /** A frame parsed, and still could not be applied, or hangs on text that is not there: the document may be anything. Only `rebuild` mends it. */
  get broken(): boolean {
    return this.#broken
  }

  stateVector(): Uint8Array {
    return (this.#stateVector ??= Y.encodeStateVector(this.#doc ?? new Map(this.#bytes?.clocks)))
  }

  /** The sync step 1 that asks a client for what it has beyond the text. */
  question(): Uint8Array {
    return (this.#question ??= encodeSyncStep1(this.stateVector()))
  }

  /** The document as one update, with all that was sent on. */
  whole(): Uint8Array {
    this.apply()
    const known = this.#bytes?.whole()
    if (known) return known
    const whole = Y.encodeStateAsUpdate(this.#document())
    this.#bytes = TextBytes.of(whole)
    return whole
  }

  /** How many bytes the document takes when it is encoded anew: what was deleted takes none of them. */
  compactedBytes(): number {
    this.apply()
    const whole = this.#lackedBy(new Uint8Array([0]))
    if (!this.#broken) this.#bytes = TextBytes.of(whole)
    return whole.length
  }

  /** The answer to a sync step 1, in order; the last message is the sync step 2. */
  answer(stateVector: Uint8Array): readonly Uint8Array[] {
    this.apply()
    if (this.#broken) return this.#answerTo(stateVector)
    const key = Buffer.from(stateVector.buffer, stateVector.byteOffset, stateVector.length).toString('latin1')
    const known = this.#answers.get(key)
    if (known) return known
    const answer = this.#answerTo(stateVector)
    if (this.#answers.size >= answersKept) this.#answers.clear()
    this.#answers.set(key, answer)
    // Who comes back, comes back with all the others: soon nobody asks any more.
    this.#forgetting ??= setTimeout(() => this.#forgetAnswers(), answersKeptMs).unref()
    return answer
  }

  #answerTo(stateVector: Uint8Array): readonly Uint8Array[] {
    const clocks = Y.decodeStateVector(stateVector)
    if (clocks.size === 0) return [encodeSyncStep2(this.whole())]
    // Put together only where somebody needs it, or the next are answered from it.
    if (!this.#bytes) this.whole()
    const missing = this.#bytes?.missing(clocks)
    if (!missing) return [encodeSyncStep2(this.#lackedBy(stateVector))]
    const news = missing.news.length > 0 ? [encodeUpdate(joined(missing.news))] : []
    return [...news, encodeSyncStep2(missing.deletions)]
  }

  /** Empty when the document has broken. */
  #lackedBy(stateVector: Uint8Array): Uint8Array {
    let lacked = new Uint8Array([0, 0])
    this.#attempt(() => {
      lacked = Y.encodeStateAsUpdate(this.#document(), stateVector) as Uint8Array<ArrayBuffer> // Yjs makes no other
    })
    return lacked
  }

  #document(): Y.Doc {
    if (this.#doc) return this.#doc
    const whole = this.#bytes?.whole()
    if (!whole) throw new Error('a text that is neither bytes nor document')
    this.#doc = docOf([whole])
    return this.#doc
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
        this.#document(),
        sentOn.flatMap(({ update }) => update ?? []),
      ),
    )
    // Text that waits for text that nobody has sent would be acknowledged and not be seen.
    if (!this.#doc || waits(this.#doc)) this.#broken = true
    if (this.#broken) return
    for (const queued of sentOn) {
      queued.stage = 'applied'
      if (queued.update) this.#added(queued.update)
    }
  }

  /** Takes in what others have written; what is new in it is sent on. */
  takeStored(updates: readonly Uint8Array[]): void {
    if (this.#broken || updates.length === 0) return
    this.apply()
    for (const news of this.#newsOf((doc) => applyAll(doc, updates, fromStore), fromStore)) {
      this.#added(news)
      this.#sendOn(news, null)
    }
  }

  /** A sync step 2 may repeat much that is known: only what is new in it is sent on and written. */
  #takeInStep2(queued: Queued, update: Uint8Array): void {
    this.apply()
    if (this.#broken) return
    const news = this.#newsOf((doc) => Y.applyUpdate(doc, update, fromStep2), fromStep2)
    if (!this.#doc || waits(this.#doc)) this.#broken = true
    if (this.#broken) return
    const content = news.length > 0 ? joined(news) : null
    queued.update = content
    queued.stage = 'applied'
    if (!content) return
    this.#added(content)
    this.#sendOn(content, queued.channel)
  }

  #newsOf(change: (doc: Y.Doc) => void, origin: symbol): readonly Uint8Array[] {
    const news: Uint8Array[] = []
    const note = (update: Uint8Array, from: unknown): void => {
      if (from === origin) news.push(update)
    }
    this.#attempt(() => {
      const doc = this.#document()
      doc.on('update', note)
      change(doc)
    })
    this.#doc?.off('update', note)
    return news
  }

  #attempt(change: () => void): void {
    try {
      change()
    } catch {
      this.#broken = true
    }
  }

  /** Said of a text that has moved on. */
  #forgetAnswers(): void {
    this.#stateVector = this.#question = null
    this.#answers.clear()
    clearTimeout(this.#forgetting ?? undefined)
    this.#forgetting = null
  }

  /** The document has it now; the bytes follow. */
  #added(update: Uint8Array): void {
    this.#forgetAnswers()
    if (this.#bytes?.add(update) === false) this.#bytes = null
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
    this.#doc?.destroy()
    this.#doc = doc
    this.#bytes = null
    this.#broken = false
    this.#forgetAnswers()
    return bad
  }

  destroy(): void {
    this.#forgetAnswers()
    this.#doc?.destroy()
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
