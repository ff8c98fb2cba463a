/**
 * Owns what happens to an outline: every change is a function from the newest outline to the next one, or to a refusal.
 *
 * An outline is flat. A section's sub-sections are the deeper entries that follow it; the first entry has level 1, none is more than one
 * level deeper than the entry before it. "Behind" a neighbour means: behind it and behind whatever follows it that is deeper than the
 * section that comes, so that nobody's sub-sections change their section.
 */
import type { SectionId, UnitId } from './ids.ts'
import type { BinnedEntry, Level, OutlineEntry } from './plan.ts'
import type { Refusal } from './refusal.ts'

export type Outline = readonly OutlineEntry[]
export type Bin = readonly BinnedEntry[]
export type OutlineAndBin = { readonly outline: Outline; readonly bin: Bin }

export const titleLimit = 200
/** Sections in the outline and in the bin together. */
export const sectionLimit = 500

const notFound: Refusal = { refused: 'notFound' }
const neighbourGone: Refusal = { refused: 'sectionMoved' }
const levelImpossible: Refusal = { refused: 'levelImpossible' }

/** Whether levels are as they must be and no section is there twice. */
export function isOutline(outline: Outline): boolean {
  const levels = outline.every(({ level }, at) => level >= 1 && level <= 3 && level <= (outline[at - 1]?.level ?? 0) + 1)
  return levels && new Set(outline.map(({ id }) => id)).size === outline.length
}

/** The section and its sub-sections, in order; empty where it is not there. */
export function withSubSections(outline: Outline, id: SectionId): Outline {
  const from = outline.findIndex((entry) => entry.id === id)
  const root = outline[from]
  return root ? outline.slice(from, endOf(outline, from, root.level)) : []
}

/** A title as it is stored: one line, no blanks around. Empty and too long ones are refused. */
export function parseTitle(title: string): string | Refusal {
  const line = title.replace(/\s+/g, ' ').trim()
  if (line === '') return { refused: 'invalid', field: 'title', rule: 'empty' }
  return line.length > titleLimit ? { refused: 'invalid', field: 'title', rule: 'tooLong' } : line
}

/** A new section behind `after` (null: first of all). Its level may be at most one deeper than that of `after`. */
export function addSection({ outline, bin }: OutlineAndBin, entry: OutlineEntry, after: SectionId | null): Outline | Refusal {
  const title = parseTitle(entry.title)
  if (typeof title !== 'string') return title
  if (outline.length + bin.length >= sectionLimit) return { refused: 'tooLarge', limit: sectionLimit }
  if (outline.some(({ id }) => id === entry.id) || bin.some((binned) => binned.entry.id === entry.id))
    return { refused: 'invalid', field: 'id', rule: 'taken' }
  return insert(outline, [{ ...entry, title }], after, entry.level)
}

/** A new title, if the section still has the old one that its author saw; else both are put before them. */
export function renameSection(outline: Outline, id: SectionId, old: string, title: string): Outline | Refusal {
  const next = parseTitle(title)
  if (typeof next !== 'string') return next
  return change(outline, id, (entry) =>
    entry.title === old || entry.title === next ? { ...entry, title: next } : { refused: 'titleChanged', now: entry.title },
  )
}

/**
 * The section with its sub-sections behind `after` (null: first of all). It keeps its level, or comes as deep as it can there;
 * `level` asks for another one. Its sub-sections keep their distance to it.
 */
export function moveSection(outline: Outline, id: SectionId, after: SectionId | null, level?: Level): Outline | Refusal {
  const block = withSubSections(outline, id)
  const root = block[0]
  if (!root) return notFound
  if (block.some((entry) => entry.id === after)) return neighbourGone
  const rest = outline.filter((entry) => !block.includes(entry))
  return insert(rest, block, after, level ?? deepestBehind(rest, after, root.level))
}

/** Another level for the section where it stands; its sub-sections keep their distance to it. */
export function changeLevel(outline: Outline, id: SectionId, level: Level): Outline | Refusal {
  const block = withSubSections(outline, id)
  if (block.length === 0) return notFound
  const shifted = shift(block, level)
  if (!shifted) return levelImpossible
  const next = outline.map((entry) => shifted[block.indexOf(entry)] ?? entry)
  return isOutline(next) ? next : levelImpossible
}

export function setOwner(outline: Outline, id: SectionId, owner: UnitId): Outline | Refusal {
  return change(outline, id, (entry) => ({ ...entry, owner, invited: entry.invited.filter((unit) => unit !== owner) }))
}

/** The administrations that write there beside the owner. */
export function setInvited(outline: Outline, id: SectionId, invited: readonly UnitId[]): Outline | Refusal {
  return change(outline, id, (entry) => ({ ...entry, invited: [...new Set(invited)].filter((unit) => unit !== entry.owner) }))
}

/** The section with its sub-sections to the bin; each keeps where it stood. `now` is ISO 8601. */
export function binSection({ outline, bin }: OutlineAndBin, id: SectionId, now: string): OutlineAndBin | Refusal {
  const block = withSubSections(outline, id)
  if (block.length === 0) return notFound
  const before = outline[outline.findIndex((entry) => entry.id === id) - 1]
  const binned = block.map((entry, at): BinnedEntry => ({ entry, after: (at === 0 ? before : block[at - 1])?.id ?? null, binnedAt: now }))
  return { outline: outline.filter((entry) => !block.includes(entry)), bin: [...bin, ...binned] }
}

/**
 * The section out of the bin, with the sub-sections that went there with it, to where it stood: behind the same neighbour, or where
 * that one in turn had stood if it is in the bin too, or else at the end. Its level becomes as deep as it can be there.
 */
export function restoreSection({ outline, bin }: OutlineAndBin, id: SectionId): OutlineAndBin | Refusal {
  const from = bin.findIndex(({ entry }) => entry.id === id)
  const root = bin[from]
  if (!root) return notFound
  let to = from + 1
  while (to < bin.length && bin[to]?.binnedAt === root.binnedAt && (bin[to]?.entry.level ?? 0) > root.entry.level) to++
  const block = levelled(bin.slice(from, to).map(({ entry }) => entry))
  const after = placeOf(outline, bin, root)
  const next = insert(outline, block, after, deepestBehind(outline, after, root.entry.level))
  return 'refused' in next ? next : { outline: next, bin: [...bin.slice(0, from), ...bin.slice(to)] }
}

function placeOf(outline: Outline, bin: Bin, binned: BinnedEntry): SectionId | null {
  const seen = new Set<SectionId>()
  for (let after = binned.after; ;) {
    if (after === null || outline.some((entry) => entry.id === after)) return after
    const neighbour = bin.find(({ entry }) => entry.id === after)
    if (!neighbour || seen.has(after)) return outline.at(-1)?.id ?? null
    seen.add(after)
    after = neighbour.after
  }
}

/** The entries with no gap in their levels: a sub-section whose own section was restored alone moves up. */
function levelled(block: Outline): Outline {
  const done: OutlineEntry[] = []
  for (const entry of block) {
    const before = done.at(-1)
    done.push(before && entry.level > before.level + 1 ? { ...entry, level: (before.level + 1) as Level } : entry)
  }
  return done
}

/** The wanted level, or the deepest one that is possible behind `after`. */
function deepestBehind(outline: Outline, after: SectionId | null, wanted: Level): Level {
  const neighbour = outline.find((entry) => entry.id === after)
  return Math.min(wanted, (neighbour?.level ?? 0) + 1) as Level
}

function insert(outline: Outline, block: Outline, after: SectionId | null, level: Level): Outline | Refusal {
  const at = after === null ? -1 : outline.findIndex((entry) => entry.id === after)
  if (after !== null && at < 0) return neighbourGone
  const shifted = shift(block, level)
  if (!shifted || level > (outline[at]?.level ?? 0) + 1) return levelImpossible
  const to = after === null ? 0 : endOf(outline, at, level)
  return [...outline.slice(0, to), ...shifted, ...outline.slice(to)]
}

/** Where the entries that follow `at` and are deeper than `level` end. */
function endOf(outline: Outline, at: number, level: Level): number {
  let end = at + 1
  while (end < outline.length && (outline[end]?.level ?? 0) > level) end++
  return end
}

/** The block with its root at this level, or null where one would come to stand outside 1 to 3. */
function shift(block: Outline, level: Level): Outline | null {
  const by = level - (block[0]?.level ?? level)
  const shifted = block.map((entry): OutlineEntry => ({ ...entry, level: (entry.level + by) as Level }))
  return shifted.every((entry) => entry.level >= 1 && entry.level <= 3) ? shifted : null
}

function change(outline: Outline, id: SectionId, next: (entry: OutlineEntry) => OutlineEntry | Refusal): Outline | Refusal {
  const entry = outline.find((candidate) => candidate.id === id)
  if (!entry) return notFound
  const changed = next(entry)
  return 'refused' in changed ? changed : outline.map((candidate) => (candidate === entry ? changed : candidate))
}
