/** Owns the levels of headings: judged from all of them together, by style, numbers, contents, size, and what stands within what. */
import { type Entry, keyOf } from './contents.ts'
import type { Form } from './headings.ts'
import type { Level } from '../plan.ts'
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
  const wanted = styled >= 2 ? byStyle(headings) : (byContents(headings, contents) ?? bySize(headings) ?? byFamily(headings))
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

/** What the table of contents says, where it knows most headings and their levels. */
function byContents(headings: readonly HeadingSeen[], contents: ReadonlyMap<string, Entry>): readonly Wanted[] | null {
  const known = headings.map(({ title }) => contents.get(keyOf(title))?.level ?? null)
  const levels = new Set(known.filter((level) => level !== null))
  if (headings.length === 0 || known.filter((level) => level !== null).length < headings.length * 0.5 || levels.size < 2) return null
  let last = 0
  return known.map((level) => {
    if (level === null) return { level: last + 1, doubt: true }
    last = level
    return { level, doubt: false }
  })
}

/** The larger the letters, the higher; bold in the size of the text comes last. Numbers with points win over size. */
function bySize(headings: readonly HeadingSeen[]): readonly Wanted[] | null {
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
  const family = lowest === 2 ? byFamily(headings) : []
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
function byFamily(headings: readonly HeadingSeen[]): readonly Wanted[] {
  const titles = new Map<string, number>()
  for (const { title } of headings) titles.set(keyOf(title), (titles.get(keyOf(title)) ?? 0) + 1)
  const capitals = headings.filter(({ capitals: all }) => all).length
  const structured = headings.some(({ form }) => isStructured(form))
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
    const heads = heading.direct && next !== undefined && isStructured(next.form) && !isStructured(form)
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

function isStructured(form: HeadingSeen['form']): boolean {
  return form.by === 'goal' || form.by === 'chapter' || form.by === 'foot'
}
