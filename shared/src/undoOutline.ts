/**
 * Owns how the last change of an outline is taken back: only what it changed, and only where that is still as it was left.
 *
 * Whoever changes something keeps how the section stood before and after. Undoing compares the "after" with the newest outline in the
 * facts that were changed, so that what somebody else has done since is never undone.
 */
import type { SectionId, UnitId } from './ids.ts'
import { binSection, isOutline, moveSection, type Outline, type OutlineAndBin, restoreSection, withSubSections } from './outline.ts'
import type { Level, OutlineEntry } from './plan.ts'
import { isRefusal, type Refusal } from './refusal.ts'

/** How a section stands in an outline. */
export type Stand = {
  readonly parent: SectionId | null
  /** The entry right before it, whatever its level; null for the first. */
  readonly after: SectionId | null
  /** Its neighbours on its level, under the same parent. */
  readonly previous: SectionId | null
  readonly next: SectionId | null
  readonly level: Level
  readonly title: string
  readonly owner: UnitId
  readonly invited: readonly UnitId[]
  /** Its sub-sections in order. */
  readonly below: readonly SectionId[]
}

export const deeds = ['move', 'level', 'rename', 'owner', 'add', 'bin'] as const

/** What somebody did to one section. `was` is null for what was added, `now` for what is in the bin. */
export type Deed = {
  readonly deed: (typeof deeds)[number]
  readonly section: SectionId
  readonly was: Stand | null
  readonly now: Stand | null
}

/** Null where it is not there. */
export function standOf(outline: Outline, id: SectionId): Stand | null {
  const at = outline.findIndex((entry) => entry.id === id)
  const entry = outline[at]
  if (!entry) return null
  const parentAt = outline.findLastIndex((other, index) => index < at && other.level < entry.level)
  const previous = outline.findLast((other, index) => index > parentAt && index < at && other.level === entry.level)
  const below = withSubSections(outline, id)
    .slice(1)
    .map((each) => each.id)
  const following = outline[at + 1 + below.length]
  return {
    parent: outline[parentAt]?.id ?? null,
    after: outline[at - 1]?.id ?? null,
    previous: previous?.id ?? null,
    next: following?.level === entry.level ? following.id : null,
    level: entry.level,
    title: entry.title,
    owner: entry.owner,
    invited: entry.invited,
    below,
  }
}

/**
 * The outline without what the deed did, or changedSince with what stands in the way. `now` is ISO 8601: what was added goes to the
 * bin, where nothing is lost. A deed that is none in itself (no `was` where one is needed) is refused as one whose section is gone.
 */
export function undoOutline(state: OutlineAndBin, { deed, section, was, now }: Deed, time: string): OutlineAndBin | Refusal {
  const { outline, bin } = state
  if (deed === 'bin')
    return bin.some(({ entry }) => entry.id === section) ? restoreSection(state, section) : { refused: 'changedSince', what: 'section' }
  const stands = standOf(outline, section)
  if (!stands || !now || (deed !== 'add' && !was)) return { refused: 'changedSince', what: 'section' }
  const inTheWay = changedSince(deed, stands, now)
  if (inTheWay) return inTheWay
  if (deed === 'add') return binSection(state, section, time)
  return was ? taken(state, deed, section, was) : { refused: 'changedSince', what: 'section' }
}

function taken(state: OutlineAndBin, deed: 'move' | 'level' | 'rename' | 'owner', section: SectionId, was: Stand): OutlineAndBin | Refusal {
  const { outline, bin } = state
  const withEntry = (facts: Partial<OutlineEntry>): OutlineAndBin => ({
    bin,
    outline: outline.map((entry) => (entry.id === section ? { ...entry, ...facts } : entry)),
  })
  switch (deed) {
    case 'rename':
      return withEntry({ title: was.title })
    case 'owner':
      return withEntry({ owner: was.owner, invited: was.invited.filter((unit) => unit !== was.owner) })
    case 'move': {
      const next = moveSection(outline, section, was.after, was.level)
      return isRefusal(next) || standOf(next, section)?.parent !== was.parent ? placeChanged : { bin, outline: next }
    }
    case 'level': {
      const next = relevelled(outline, section, was)
      return isOutline(next) && standOf(next, section)?.parent === was.parent ? { bin, outline: next } : placeChanged
    }
  }
}

const placeChanged: Refusal = { refused: 'changedSince', what: 'place' }

/** Only what moved then moves now: what became a sub-section by the change stays where it is. */
function relevelled(outline: Outline, section: SectionId, was: Stand): Outline {
  const by = was.level - (outline.find(({ id }) => id === section)?.level ?? was.level)
  const moved = new Set<SectionId>([section, ...was.below])
  return outline.map((entry) => (moved.has(entry.id) ? { ...entry, level: (entry.level + by) as Level } : entry))
}

/** What of that which the deed changed is no longer as it left it. */
function changedSince(deed: Exclude<Deed['deed'], 'bin'>, stands: Stand, left: Stand): Refusal | null {
  const title = stands.title === left.title
  const owner = stands.owner === left.owner && isSame(stands.invited.toSorted(), left.invited.toSorted())
  const below = isSame(stands.below, left.below)
  // One neighbour may be new: somebody has put a section beside it. Whoever moves it changes both.
  const place =
    stands.level === left.level && stands.parent === left.parent && (stands.previous === left.previous || stands.next === left.next)
  switch (deed) {
    case 'rename':
      return title ? null : { refused: 'changedSince', what: 'title' }
    case 'owner':
      return owner ? null : { refused: 'changedSince', what: 'owner' }
    case 'move':
      return place ? null : placeChanged
    case 'level':
      return place && below ? null : placeChanged
    case 'add':
      if (!title) return { refused: 'changedSince', what: 'title' }
      if (!owner) return { refused: 'changedSince', what: 'owner' }
      return place && below ? null : placeChanged
  }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at])
}
