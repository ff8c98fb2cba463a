/** Owns who is in which section in other processes, and tells them who is in ours. */
import type { SectionId } from '@samplan/shared/ids'
import type { PresenceStore, PresentPerson, ProcessPresence } from '../storage/ports.ts'

export type PresenceBoard = {
  /** Who is in this section here from now on. */
  readonly note: (section: SectionId, people: readonly PresentPerson[]) => void
  /** In this section elsewhere, as far as the last look has shown. */
  readonly elsewhere: (section: SectionId) => readonly PresentPerson[]
  /** Says what has changed here, hears what the others say. */
  readonly look: () => Promise<void>
  /** Takes this process from the board. */
  readonly close: () => Promise<void>
}

/** A sign of life at least this often. Milliseconds. */
const beatEvery = 5_000
/** Whoever has given no sign for so long is not there any more. */
const believedFor = 20_000
/** What a dead process has said is deleted after this. */
const keptFor = 60_000

type Heard = { readonly beat: number; readonly at: number }

/** `moved` is called for a section where somebody came or went elsewhere. Lives are judged by beats and this process's own time: clocks may differ. */
export function createPresenceBoard(store: PresenceStore, process: string, moved: (section: SectionId) => void): PresenceBoard {
  const here = new Map<SectionId, readonly PresentPerson[]>()
  const heard = new Map<string, Heard>()
  let elsewhere: ReadonlyMap<SectionId, readonly PresentPerson[]> = new Map()
  let beat = 0
  let saidAt = -Infinity
  let changed = true

  const say = async (): Promise<void> => {
    if (!changed && performance.now() - saidAt < beatEvery) return
    changed = false
    const sections = [...here].map(([section, people]) => ({ section, people }))
    try {
      await store.say({ process, beat: ++beat, sections })
      saidAt = performance.now()
    } catch (error) {
      changed = true
      throw error
    }
  }

  const hear = async (): Promise<void> => {
    const others = (await store.hear()).filter((other) => other.process !== process)
    const now = performance.now()
    for (const other of others) if (heard.get(other.process)?.beat !== other.beat) heard.set(other.process, { beat: other.beat, at: now })
    const silent = (other: ProcessPresence): number => now - (heard.get(other.process)?.at ?? now)
    const before = elsewhere
    elsewhere = gathered(others.filter((other) => silent(other) < believedFor))
    for (const section of new Set([...before.keys(), ...elsewhere.keys()]))
      if (idsOf(before.get(section)) !== idsOf(elsewhere.get(section))) moved(section)
    const dead = others.filter((other) => silent(other) > keptFor).map((other) => other.process)
    for (const gone of dead) heard.delete(gone)
    await store.forget(dead)
  }

  return {
    note(section, people) {
      if (people.length > 0) here.set(section, people)
      else here.delete(section)
      changed = true
    },
    elsewhere: (section) => elsewhere.get(section) ?? [],
    async look() {
      await say()
      await hear()
    },
    close: () => store.forget([process]),
  }
}

function gathered(processes: readonly ProcessPresence[]): ReadonlyMap<SectionId, readonly PresentPerson[]> {
  const all = new Map<SectionId, readonly PresentPerson[]>()
  for (const { sections } of processes)
    for (const { section, people } of sections) all.set(section, everybody(all.get(section) ?? [], people))
  return all
}

/** Each person once. */
export function everybody(some: readonly PresentPerson[], others: readonly PresentPerson[]): readonly PresentPerson[] {
  return [...some, ...others.filter(({ id }) => !some.some((known) => known.id === id))]
}

const idsOf = (people: readonly PresentPerson[] = []): string =>
  people
    .map(({ id }) => id)
    .toSorted()
    .join()
