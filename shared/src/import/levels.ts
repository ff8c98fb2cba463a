/** Owns the levels of headings: judged from all of them together, by style, numbers, contents, size, and what stands within what. */
import { type Entry, keyOf } from './contents.ts'
import type { Form } from './headings.ts'
import type { Level } from '../plan.ts'
import { goalChapter } from './vocabulary/goals.ts'
import { closingWords } from './vocabulary/headings.ts'

export type HeadingSeen = {
  readonly title: string
  readonly form: Form | { readonly by: 'foot' }
  readonly capitals: boolean
  readonly size: number | null
  readonly bold: boolean
  /** Whether the next heading follows with nothing between. */
  readonly direct: boolean
  readonly pageStart: boolean
}

export type Levelled = { readonly level: Level; readonly doubt: boolean }

/** One level for each heading, in order; the first is 1 and none is more than one deeper than the one before. */
export function levelsOf(headings: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Levelled[] {
  const styled = headings.filter(({ form }) => form.by === 'style').length
  const wanted =
    styled >= 2
      ? byStyle(headings)
      : (byContents(headings, contents) ?? bySize(headings, contents) ?? flat(headings, contents) ?? byFamily(headings, contents))
  let before = 0
  return wanted.map(({ level, doubt }) => {
    const fitting = Math.max(1, Math.min(3, level, before + 1)) as Level
    before = fitting
    return { level: fitting, doubt }
  })
}

type Wanted = { readonly level: number; readonly doubt: boolean }

function byStyle(headings: readonly HeadingSeen[]): readonly Wanted[] {
  const used = [...new Set(headings.flatMap(({ form }) => (form.by === 'style' ? [form.level] : [])))].sort((a, b) => a - b)
  let last = 0
  return headings.map(({ form }) => {
    if (form.by === 'style') last = used.indexOf(form.level) + 1
    else if (form.by === 'appendix') last = 1
    else return { level: last + 1, doubt: true }
    return { level: last, doubt: false }
  })
}

const mostlyFound = 0.7
const leastEntries = 4

/** What the table of contents says, where it knows most headings, or most of it is found again: what it does not name is below what it does. */
function byContents(headings: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Wanted[] | null {
  const { entries, levels, whole } = knownOf(headings, contents)
  const most = entries.filter((entry) => typeof entry?.level === 'number').length >= headings.length * 0.5
  return headings.length > 0 && levels.size >= 2 && !levels.has(null) && (most || whole) ? byEntries(headings, contents, entries) : null
}

/** A table of contents that shows no levels names what is on top. */
function flat(headings: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Wanted[] | null {
  const { entries, levels, whole } = knownOf(headings, contents)
  return whole && levels.size === 1 && levels.has(null) ? byEntries(headings, contents, entries) : null
}

/** What the contents know of the headings. `whole`: most of them is found again. */
function knownOf(
  headings: readonly HeadingSeen[],
  contents: ReadonlyMap<string, Entry>,
): { readonly entries: readonly (Entry | undefined)[]; readonly levels: ReadonlySet<number | null>; readonly whole: boolean } {
  const entries = headings.map(({ title }) => contents.get(keyOf(title)))
  const found = new Set(entries.filter((entry) => entry !== undefined))
  const whole = found.size >= leastEntries && found.size >= new Set(contents.values()).size * mostlyFound
  return { entries, levels: new Set([...found].map(({ level }) => level)), whole }
}

function byEntries(
  headings: readonly HeadingSeen[],
  contents: ReadonlyMap<string, Entry>,
  entries: readonly (Entry | undefined)[],
): readonly Wanted[] {
  const family = byFamily(headings, contents)
  let last = 0
  let lastFamily = 0
  return entries.map((entry, at) => {
    const own = family[at]?.level ?? 1
    if (entry === undefined) return { level: last + Math.max(1, own - lastFamily), doubt: true }
    last = entry.level ?? 1
    lastFamily = own
    return { level: last, doubt: false }
  })
}

/** The larger the letters, the higher; bold in the size of the text comes last. Numbers with points win over size. */
function bySize(headings: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Wanted[] | null {
  if (headings.length === 0 || headings.some(({ size, form }) => size === null && form.by !== 'foot')) return null
  const ranks = [...new Set(headings.map(rankOf))].sort((a, b) => b - a)
  // A size that only the first heading has, on top of everything, is the title's.
  const [first] = headings
  const top = ranks[0] ?? 0
  const titled =
    first !== undefined && rankOf(first) === top && headings.filter((one) => rankOf(one) === top).length === 1 && first.form.by !== 'number'
  const merged = mergeRanks(titled && ranks.length > 2 ? ranks.slice(1) : ranks)
  if (merged.size < 2 || new Set(merged.values()).size < 2) return null
  // Where all but the chapters are set alike, what stands within what tells the rest.
  const lowest = Math.max(...merged.values())
  const family = lowest === 2 ? byFamily(headings, contents) : []
  return headings.map((heading, at) => {
    const seen = merged.get(rankOf(heading)) ?? 1
    const within = seen === lowest ? family[at] : undefined
    const level = within && !within.doubt ? Math.max(seen, within.level) : seen
    if (heading.form.by === 'number' && heading.form.depth > 1) return { level: heading.form.depth, doubt: false }
    return { level, doubt: level > 3 }
  })
}

function rankOf({ size, bold }: HeadingSeen): number {
  return Math.round((size ?? 0) * 2) * 2 + (bold ? 2.5 : 0)
}

/** Ranks to levels; sizes that differ by less than half a point are one. */
function mergeRanks(ranks: readonly number[]): ReadonlyMap<number, number> {
  const levels = new Map<number, number>()
  let level = 0
  let last = Number.POSITIVE_INFINITY
  for (const rank of ranks) {
    if (last - rank > 2) level++
    else if (level === 0) level = 1
    levels.set(rank, level)
    last = rank
  }
  return levels
}

/** Texts without layout: what stands within what is told by the forms of headings. */
function byFamily(given: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Wanted[] {
  const titles = new Map<string, number>()
  for (const { title } of given) titles.set(keyOf(title), (titles.get(keyOf(title)) ?? 0) + 1)
  const structured = given.some(({ form }) => isStructured(form))
  const headings = structured ? given : withHolders(given, titles)
  const capitals = headings.filter(({ capitals: all }) => all).length
  const lastStructured = headings.findLastIndex(({ form }) => isStructured(form))
  const firstStructured = headings.findIndex(({ form }) => isStructured(form))
  const goals = headings.filter(({ form }) => isStructured(form)).length
  const inside = headings.filter(({ form }, at) => at > firstStructured && at < lastStructured && form.by === 'plain')
  /** The parts of every goal have the same titles: one that stands once, behind the last goal, is no part. */
  const ownRepeat = inside.length >= 1 && inside.every(({ title }) => (titles.get(keyOf(title)) ?? 0) >= 2)
  /** The level of the chapter that plain headings stand in; 0 while they are chapters themselves. */
  let within = 0
  let container = 0
  /** The goals are over. */
  let behind = false
  return headings.map((heading, at): Wanted => {
    const { form, title } = heading
    const next = headings[at + 1]
    const before = headings[at - 1]
    const beside = next !== undefined && contents.has(keyOf(title)) && contents.has(keyOf(next.title))
    const listed = next?.form.by === 'goal' && !next.pageStart && !beside && goalChapter.test(title)
    const heads = (heading.direct || listed) && next !== undefined && isStructured(next.form) && !isStructured(form)
    const repeated = (titles.get(keyOf(title)) ?? 0) >= 2 && !isStructured(form) && form.by !== 'appendix'
    if (form.by === 'appendix') {
      within = 1
      container = heads ? 1 : 0
      return { level: 1, doubt: false }
    }
    if (form.by === 'number') {
      within = form.depth
      container = heads ? form.depth : 0
      return { level: form.depth, doubt: false }
    }
    if (isStructured(form)) {
      const below = before?.direct === true && !isStructured(before.form) && container > 0
      const level = below || container > 0 ? container + 1 : 1
      within = level
      return { level, doubt: false }
    }
    if (repeated && within > 0) return { level: within + 1, doubt: false }
    if (heads) {
      // It heads the goals that follow: a chapter of its own.
      container = 1
      within = 1
      return { level: 1, doubt: false }
    }
    if (form.by === 'plain' && heading.direct && next?.form.by === 'plain' && !repeated && !structured && capitals < 2) {
      // It stands right above another: the chapter of what follows.
      within = 1
      container = 0
      return { level: 1, doubt: at > 0 && (before?.form.by ?? 'plain') === 'plain' && before?.direct !== true && within > 0 }
    }
    if (form.by === 'capitals' && capitals >= 2) {
      const deeper = structured && !headings.some((one) => isStructured(one.form) && one.capitals) && within > 0 && repeated
      const level = deeper ? within + 1 : 1
      if (!deeper) {
        within = 1
        container = 0
      }
      return { level, doubt: false }
    }
    if (within === 0) {
      if (behind && heading.direct && next?.form.by === 'plain') within = 1
      return { level: 1, doubt: false }
    }
    if (!structured && form.by === 'plain' && closingWords.test(title)) {
      within = 0
      return { level: 1, doubt: false }
    }
    if (
      !repeated &&
      at > lastStructured &&
      lastStructured >= 0 &&
      (before === undefined || isStructured(before.form) || within > 0) &&
      before?.form.by !== 'appendix' &&
      (closingWords.test(title) || ownRepeat || (inside.length === 0 && goals >= 2 && (!behind || heading.direct)))
    ) {
      within = heading.direct && next?.form.by === 'plain' ? 1 : 0
      container = 0
      behind = true
      return { level: 1, doubt: true }
    }
    return { level: within + 1, doubt: false }
  })
}

const leastHolders = 2

/** Plain headings right above the part that comes again below each of them are of one kind, as numbered goals are. */
function withHolders(headings: readonly HeadingSeen[], titles: ReadonlyMap<string, number>): readonly HeadingSeen[] {
  const again = (one: HeadingSeen | undefined): boolean => one?.form.by === 'plain' && (titles.get(keyOf(one.title)) ?? 0) >= leastHolders
  const above = new Map<string, number[]>()
  headings.forEach((heading, at) => {
    const next = headings[at + 1]
    if (heading.form.by !== 'plain' || again(heading) || !next || !again(next)) return
    above.set(keyOf(next.title), [...(above.get(keyOf(next.title)) ?? []), at])
  })
  // The first part of each is the one that most of them stand above.
  const most = [...above.values()].reduce<readonly number[]>((best, one) => (one.length > best.length ? one : best), [])
  if (most.length < leastHolders) return headings
  const holding = new Set(most)
  return headings.map((heading, at) => (holding.has(at) ? { ...heading, form: { by: 'chapter' } as const } : heading))
}

function isStructured(form: HeadingSeen['form']): boolean {
  return form.by === 'goal' || form.by === 'chapter' || form.by === 'foot'
}
