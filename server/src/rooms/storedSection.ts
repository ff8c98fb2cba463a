/**
 * Owns what a room knows of its section as the store has it: the head that its next append matches, which entries and parts its
 * text has, and that a long tail is moved away.
 */
import type { SectionId } from '@samplan/shared/ids'
import type { HeadMatch, SectionMark, SectionStore } from '../storage/ports.ts'
import type { RoomLog } from './contract.ts'
import type { Loaded } from './loadSection.ts'
import { merge, type Moved, spill, spillBytes, spillEntries } from './tidySection.ts'

export type StoredDeps = { readonly store: SectionStore; readonly newId: () => string; readonly log: RoomLog }

type Entry = { readonly id: string; readonly update: Uint8Array }

export class StoredSection {
  readonly #deps: StoredDeps
  readonly #section: SectionId
  #head: HeadMatch
  /** Parts and entries that the text has, with their bytes: they are not read again. */
  #known = new Map<string, number>()
  #bytes = 0
  #tailBytes = 0
  #tailEntries = 0
  #tidying = false
  /** The entry on its way to the store: it may be there already. */
  sending: string | null = null

  constructor(deps: StoredDeps, section: SectionId, loaded: Loaded) {
    this.#deps = deps
    this.#section = section
    this.#head = this.read(loaded)
  }

  /** As it was last read or written. */
  get head(): HeadMatch {
    return this.#head
  }

  get known(): ReadonlyMap<string, number> {
    return this.#known
  }

  /** Bytes as stored, about. */
  get bytes(): number {
    return this.#bytes
  }

  /** Whether the section has text that this room has not, or another head than it was last seen with. */
  isBehind({ epoch, freeze, known }: SectionMark): boolean {
    if (epoch !== this.#head.epoch || freeze !== this.#head.freeze) return true
    return known.some((id) => id !== this.sending && !this.#known.has(id))
  }

  /** The room has taken this in. */
  read({ head, sizes }: Loaded): HeadMatch {
    const { epoch, freeze, schema, tail } = head
    this.#head = { epoch, freeze, schema }
    this.#knows(sizes)
    this.#tailBytes = tail.reduce((sum, entry) => sum + entry.update.length, 0)
    this.#tailEntries = tail.length
    return this.#head
  }

  /** The entry is on disk: it matched, and an append clears the freeze. */
  wrote(entry: Entry, epoch: number): void {
    this.#head = { ...this.#head, epoch, freeze: null }
    this.#known.set(entry.id, entry.update.length)
    this.#bytes += entry.update.length
    this.#tailBytes += entry.update.length
    this.#tailEntries++
    if (this.#tailBytes > spillBytes || this.#tailEntries > spillEntries) void this.#tidy()
  }

  #knows(sizes: ReadonlyMap<string, number>): void {
    this.#known = new Map(sizes)
    this.#bytes = 0
    for (const size of sizes.values()) this.#bytes += size
  }

  /** A part of which all is known is known, too. */
  #moved(moved: Moved | null): void {
    if (!moved) return
    const sizes = new Map(this.#known)
    const isKnown = moved.from.every((id) => sizes.has(id))
    for (const id of moved.from) sizes.delete(id)
    if (isKnown) sizes.set(moved.part, moved.bytes)
    this.#knows(sizes)
  }

  async #tidy(): Promise<void> {
    if (this.#tidying) return
    this.#tidying = true
    const { store, newId, log } = this.#deps
    try {
      const spilt = await spill(store, this.#section, newId)
      if (spilt) {
        this.#tailBytes = Math.max(0, this.#tailBytes - spilt.fromBytes)
        this.#tailEntries = Math.max(0, this.#tailEntries - spilt.from.length)
      }
      this.#moved(spilt)
      this.#moved(await merge(store, this.#section, newId))
    } catch (error) {
      log.warn({ section: this.#section, error: String(error) }, 'tidying a section failed; it is tried again after a later write')
    }
    this.#tidying = false
  }
}
