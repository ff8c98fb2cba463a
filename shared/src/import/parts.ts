/** Owns the parts of a document once its whole order is known: items, and what only their order shows. */
import { type Entry, keyOf } from './contents.ts'
import type { Span } from './draft.ts'
import type { Item } from './flow.ts'
import { isCapitals } from './headings.ts'
import { type Lexicon, plainOf } from './inline.ts'
import { type HeadingSeen, type Levelled, levelsOf } from './levels.ts'
import type { Line } from './lines.ts'
import { labelledGoalOf, numberedGoalOf } from './overallGoals.ts'
import type { Foot } from './pageFeet.ts'

/** An item, or one that only the whole order shows: a list of overall goals, the title of the plan, a title from a page's foot. */
export type Part =
  | Item
  | { readonly kind: 'overview'; readonly goals: readonly (readonly Line[])[] }
  | { readonly kind: 'title'; readonly lines: readonly Line[] }
  | { readonly kind: 'foot'; readonly foot: Foot }
  | { readonly kind: 'box'; readonly lines: readonly Line[] }

/** From the first to the last of the lines, whatever their order. */
export function spanOf(lines: readonly Line[]): Span {
  let from = Number.POSITIVE_INFINITY
  let to = 0
  for (const { number } of lines) {
    from = Math.min(from, number)
    to = Math.max(to, number)
  }
  return lines.length === 0 ? { from: 1, to: 1 } : { from, to }
}

/** What the judge of levels has to know of a heading; null for any other part. */
function headingSeen(part: Part, next: Part | undefined, lexicon: Lexicon): HeadingSeen | null {
  if (part.kind !== 'heading' && part.kind !== 'foot') return null
  const lines = part.kind === 'heading' ? part.lines : part.foot.title
  const title = plainOf(lines, lexicon).replace(/\s*:\s*$/, '')
  const first = lines[0]
  return {
    title,
    form: part.kind === 'heading' ? part.form : { by: 'foot' },
    capitals: isCapitals(title),
    size: part.kind === 'foot' ? null : (first?.size ?? null),
    bold: first?.bold ?? false,
    direct: next?.kind === 'heading' || next?.kind === 'foot',
    pageStart: first?.pageStart ?? false,
  }
}

/** How titles are written where a list of the goals has them in small letters, by their key. */
export function spellingsOf(parts: readonly Part[], lexicon: Lexicon): ReadonlyMap<string, string> {
  const listed = parts.flatMap((part) =>
    part.kind === 'overview' ? part.goals : part.kind === 'list' ? part.items.map(({ lines }) => lines) : [],
  )
  return new Map(
    listed.flatMap((lines) => {
      const text = plainOf(lines, lexicon)
      const title = numberedGoalOf(text)?.title ?? text
      return isCapitals(title) ? [] : [[keyOf(title), title.replace(/[.]$/, '')] as const]
    }),
  )
}

/** The level of every heading, by its place among the parts. */
export function levelsAt(parts: readonly Part[], lexicon: Lexicon, contents: ReadonlyMap<string, Entry>): ReadonlyMap<number, Levelled> {
  const headings = parts.flatMap((part, at) => {
    const seen = headingSeen(part, parts[at + 1], lexicon)
    return seen ? [{ at, seen }] : []
  })
  const levels = levelsOf(
    headings.map(({ seen }) => seen),
    contents,
  )
  return new Map(headings.map(({ at }, index) => [at, levels[index] ?? { level: 1, doubt: false }]))
}

/** The titles of overall goals that have a place of their own. */
export function placedIn(parts: readonly Part[], lexicon: Lexicon): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'heading') return [numberedGoalOf(plainOf(part.lines, lexicon))?.title ?? ''].filter((title) => title !== '')
    return part.kind === 'overall' ? [labelledGoalOf('', plainOf(part.lines, lexicon)).title] : []
  })
}
