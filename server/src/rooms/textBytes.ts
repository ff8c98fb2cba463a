/**
 * Owns the text of a room as bytes: those that were read or encoded once, and the updates that came since. Who asks is answered
 * from them, without a document and without encoding it anew.
 */
import { compacted } from './compactUpdate.ts'
import { spliced } from './spliceUpdates.ts'
import { outlineOf, type UpdateOutline } from './updateOutline.ts'

/** Updates beyond this are not kept: the document is encoded anew. */
const keptBytes = 256 * 1024

export class TextBytes {
  /** How many clocks of each client are in the bytes that were there first. */
  readonly clocks: ReadonlyMap<number, number>
  readonly #first: Uint8Array
  readonly #deletions: Uint8Array
  readonly #since: { readonly update: Uint8Array; readonly outline: UpdateOutline }[] = []
  #sinceBytes = 0
  #whole: Uint8Array | null

  private constructor(first: Uint8Array, clocks: ReadonlyMap<number, number>, deletions: Uint8Array) {
    this.#first = first
    this.#whole = first
    this.clocks = clocks
    this.#deletions = deletions
  }

  /** Null where the update is no whole text: something in it may wait for what is not in it. */
  static of(whole: Uint8Array): TextBytes | null {
    const outline = outlineOf(whole)
    if (!outline.orderly || outline.skips || outline.blocks.some(({ clock }) => clock !== 0)) return null
    const clocks = new Map(outline.blocks.map(({ client, end }) => [client, end]))
    // No structs, and the deletions as they stand.
    const deletions = new Uint8Array(1 + whole.length - outline.structsEnd)
    deletions.set(whole.subarray(outline.structsEnd), 1)
    return new TextBytes(whole, clocks, deletions)
  }

  /** False: too much has come, and the bytes are of no use any more. */
  add(update: Uint8Array): boolean {
    this.#since.push({ update, outline: outlineOf(update) })
    this.#sinceBytes += update.length
    this.#whole = null
    return this.#sinceBytes <= keptBytes
  }

  /** All of it as one update; null where that is not certain to be right. */
  whole(): Uint8Array | null {
    if (this.#whole) return this.#whole
    const whole = spliced([this.#first, ...this.#since.map(({ update }) => update)])
    this.#whole = whole && compacted(whole)
    return this.#whole
  }

  /** What a client lacks that has these clocks; null where the first bytes hold some of it. It may have missed deletions of any age. */
  missing(clocks: ReadonlyMap<number, number>): { readonly deletions: Uint8Array; readonly news: readonly Uint8Array[] } | null {
    for (const [client, clock] of this.clocks) if ((clocks.get(client) ?? 0) < clock) return null
    const isNews = ({ blocks, deletions }: UpdateOutline): boolean =>
      deletions.length > 0 || blocks.some(({ client, end }) => end > (clocks.get(client) ?? 0))
    return { deletions: this.#deletions, news: this.#since.filter(({ outline }) => isNews(outline)).map(({ update }) => update) }
  }
}
