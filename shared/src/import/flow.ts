/** Owns the reading order: lines become headings, labels, paragraphs, lists and tables. */
import { breaksEarly, endsSentence, isBroken, startsSmall, widthsOf } from './breaks.ts'
import { type CardField, cardAt } from './cards.ts'
import { type Entry, keyOf } from './contents.ts'
import {
  comesAgain,
  type Form,
  formOf,
  headingAt,
  headsNumbered,
  headsTitle,
  isCapitals,
  isGoalsLabel,
  type Surroundings,
} from './headings.ts'
import { looksOf, sameLook } from './looks.ts'
import { dropStart, keepStart, type Line, type Prepared } from './lines.ts'
import { bareLabel, categoryOf, fieldOf, inlineResultOf, isResultLabel, numberedGoalOf, sameGoal } from './overallGoals.ts'
import { lostMark, markOf } from './marks.ts'
import { type Table, tablesOf } from './tables.ts'
import type { SourceTable } from './source.ts'
import { kindInBrackets, looseInline, numberedGoal, numberedResult, overallLabel } from './vocabulary/goals.ts'
import { unfinished } from './vocabulary/headings.ts'

export type ListItem = {
  readonly depth: number
  readonly ordered: boolean
  readonly number: number | null
  readonly lines: readonly Line[]
  readonly mark: string
}

export type Item =
  | { readonly kind: 'heading'; readonly lines: readonly Line[]; readonly form: Form; readonly doubt: boolean }
  /** Says that result goals follow. `code`: of the one goal below. `loose`: the word alone would not say it. */
  | { readonly kind: 'resultLabel'; readonly lines: readonly Line[]; readonly code: string | null; readonly loose: boolean }
  /** A result goal behind its label. */
  | { readonly kind: 'labelled'; readonly label: readonly Line[]; readonly code: string | null; readonly lines: readonly Line[] }
  /** An overall goal behind or below its label. */
  | { readonly kind: 'overall'; readonly label: readonly Line[]; readonly lines: readonly Line[] }
  /** A result goal as lines with one field each. */
  | { readonly kind: 'card'; readonly fields: readonly CardField[]; readonly lines: readonly Line[] }
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly items: readonly ListItem[]; readonly lines: readonly Line[] }
  | { readonly kind: 'table'; readonly table: Table; readonly lines: readonly Line[] }

export type Known = { readonly contents: ReadonlyMap<string, Entry>; readonly tables: readonly SourceTable[]; readonly isDocument: boolean }

/** The document as items in the order of its lines. Every line is in exactly one item. */
export function itemsOf(prepared: Prepared, known: Known): readonly Item[] {
  const { lines } = prepared
  const around = surroundingsOf(prepared, known)
  const flow: Flow = { lines, around, laidOut: prepared.laidOut, tables: around.tables, joins: !known.isDocument }
  const items: Item[] = []
  let inGoal = false
  for (let at = 0; at < lines.length;) {
    const item = nextItem(flow, at, items.at(-1), inGoal)
    items.push(item)
    if (item.kind === 'heading' && item.form.by !== 'plain' && item.form.by !== 'capitals')
      inGoal = numberedGoalOf(item.lines.map(({ text }) => text).join(' ')) !== null
    at += Math.max(1, taken(item))
  }
  return items
}

type Flow = {
  readonly lines: readonly Line[]
  readonly around: Surroundings
  readonly laidOut: boolean
  readonly tables: ReadonlyMap<number, Table>
  /** Whether a paragraph can go on behind a gap: not where the file knows its paragraphs. */
  readonly joins: boolean
}

function taken(item: Item): number {
  if (item.kind === 'table') return item.table.to - item.table.from + 1
  const lines = item.kind === 'labelled' || item.kind === 'overall' ? [...item.label, ...item.lines] : item.lines
  const [first, last] = [lines[0], lines.at(-1)]
  return first && last ? last.at - first.at + 1 : 1
}

function surroundingsOf(prepared: Prepared, { contents, tables }: Known): Surroundings & { readonly tables: ReadonlyMap<number, Table> } {
  const { lines } = prepared
  const repeats = new Map<string, number>()
  lines.forEach(({ text }) => {
    if (text.length > 120) return
    const key = keyOf(text)
    repeats.set(key, (repeats.get(key) ?? 0) + 1)
  })
  const goalTitles = goalTitlesOf(lines)
  const judged = new Map<string, boolean>()
  const styled = lines.filter(({ style }) => style && 'heading' in style).length >= 2
  return {
    lines,
    widths: widthsOf(prepared),
    looks: looksOf(lines, prepared.bodySize),
    contents,
    repeats,
    goalTitles,
    isGoalTitle: (text) => {
      const known = judged.get(text) ?? goalTitles.some((title) => sameGoal(title, text))
      judged.set(text, known)
      return known
    },
    tables: tablesOf(lines, tables),
    styled,
    lettered: letteredOf(lines),
    inlineLabels: lines.filter(({ text }) => looseInline.test(text)).length >= 2,
    dense: isDense(lines),
  }
}

/** Whether hardly any line has room above it but where a page begins, or a chapter that says so by its capitals, its number or its kind. */
function isDense(lines: readonly Line[]): boolean {
  const inside = lines.filter(({ pageStart }) => !pageStart)
  const spaced = inside.filter(({ gap }) => gap > 0)
  if (inside.length < 8 || spaced.length > inside.length * 0.2) return false
  const chapters = spaced.filter(({ text }) => text.length <= 90 && formOf(text).by !== 'plain').length
  return spaced.length <= inside.length * 0.04 || chapters >= spaced.length * 0.75
}

/** Short lines with room above that begin with the next letter, from A on; one alone begins no row. */
function letteredOf(lines: readonly Line[]): ReadonlySet<number> {
  const found: number[] = []
  lines.forEach(({ text, gap }, at) => {
    const letter = gap > 0 && text.length <= 90 ? /^([A-Z])[.)] +(?=\p{Lu}\p{Ll})/u.exec(text)?.[1] : undefined
    if (letter?.charCodeAt(0) === 65 + found.length && !endsSentence(text)) found.push(at)
  })
  return new Set(found.length >= 2 ? found : [])
}

const mostTitles = 60

function goalTitlesOf(lines: readonly Line[]): readonly string[] {
  const titles = new Set<string>()
  lines.forEach((line, at) => {
    if (titles.size >= mostTitles || !numberedGoal.test(line.text)) return
    let text = line.text
    for (let next = at + 1; next <= at + 3; next++) {
      const more = lines[next]
      if (!more || more.gap > 0 || isResultLabel(more.text) || inlineResultOf(more.text) !== null) break
      text = `${text} ${more.text}`
    }
    const title = numberedGoal.exec(text.slice(0, 200))?.[3] ?? ''
    if (title !== '') titles.add(title)
  })
  return [...titles]
}

/** `inGoal`: the chapter is that of a numbered goal, so that "Målsætning" is one of its parts and no goal beside it. */
function nextItem(flow: Flow, at: number, before: Item | undefined, inGoal: boolean): Item {
  const { lines } = flow
  const line = lines[at]
  if (!line) throw new Error('no line there')
  const table = flow.tables.get(at)
  if (table) return { kind: 'table', table, lines: lines.slice(table.from, table.to + 1) }
  const after =
    before === undefined
      ? 'start'
      : before.kind === 'heading'
        ? 'heading'
        : before.kind === 'list'
          ? 'list'
          : before.kind === 'paragraph' || before.kind === 'table'
            ? 'text'
            : 'label'
  const styled = line.style !== null && 'heading' in line.style
  const bare = bareLabel(line)
  if (isGoalsLabel(bare, flow.around) && isLabelLine(flow, at) && !headsTitle(at, flow.around))
    return { kind: 'resultLabel', lines: [line], code: numberedResult.exec(bare)?.[1] ?? null, loose: !isResultLabel(bare) }
  const card = styled ? null : cardAt(lines, at, (next) => blockFrom(flow, next, 'goal'))
  if (card) return { kind: 'card', fields: card, lines: lines.slice(at, (card.at(-1)?.lines.at(-1)?.at ?? at) + 1) }
  const labelled = styled ? null : labelledAt(flow, at)
  if (labelled) return labelled
  const overall = (inGoal && categoryOf(line.text) === 'maalsaetning') || headsNumbered(at, flow.around) ? null : overallAt(flow, at)
  if (overall) return overall
  const titled = numberedGoal.test(line.text) || isCapitals(line.text)
  const unmarked = lostMark(line, flow.laidOut) && !titled ? listAt(flow, at, before) : null
  if (unmarked) return unmarked
  const heading = headingAt(at, flow.around, after)
  if (heading) return { kind: 'heading', lines: lines.slice(at, at + heading.count), form: heading.form, doubt: heading.doubt }
  const list = listAt(flow, at, before)
  if (list) return list
  return paragraphAt(flow, at)
}

/** A label stands alone: not the first words of a sentence that runs on. */
function isLabelLine(flow: Flow, at: number): boolean {
  const [line, next] = [flow.lines[at], flow.lines[at + 1]]
  return line !== undefined && next !== undefined && (!startsSmall(next.text) || markOf(next.text) !== null)
}

function labelledAt(flow: Flow, at: number): Item | null {
  const line = flow.lines[at]
  if (!line) return null
  const found = inlineResultOf(line.text)
  const loose = found === null && flow.around.inlineLabels ? looseInline.exec(line.text) : null
  if (!found && !loose) return null
  const prefix = line.text.length - (found?.[3] ?? loose?.[1] ?? '').length
  const lines = blockFrom(flow, at, 'goal')
  // Without a sentence's end it may be an overall goal's title.
  if (loose && !endsSentence(lines.at(-1)?.text ?? '')) return null
  const [first, ...rest] = lines
  if (!first) return null
  return { kind: 'labelled', label: [keepStart(line, prefix)], code: found?.[2] ?? null, lines: [dropStart(first, prefix), ...rest] }
}

const longestGoal = 220

/** A label such as "Overordnet målsætning", the goal behind its colon or in the lines below. A sentence below makes it a heading instead. */
function overallAt(flow: Flow, at: number): Item | null {
  const line = flow.lines[at]
  const found = line ? overallLabel.exec(bareLabel(line)) : null
  if (!line || !found) return null
  const behind = (found[2] ?? '').trim()
  if (behind !== '') {
    const prefix = line.text.length - behind.length
    const [first, ...rest] = blockFrom(flow, at, 'goal')
    if (!first || !isGoalText([dropStart(first, prefix), ...rest])) return null
    return { kind: 'overall', label: [keepStart(line, prefix)], lines: [dropStart(first, prefix), ...rest] }
  }
  const next = flow.lines[at + 1]
  if (!next || next.pageStart || flow.tables.has(at + 1) || markOf(next.text) || overallLabel.test(next.text) || isResultLabel(next.text))
    return null
  const below: Line[] = [next]
  for (let more = at + 2; more < flow.lines.length && below.length < 4; more++) {
    const [last, candidate] = [flow.lines[more - 1], flow.lines[more]]
    if (!last || !candidate || !sameLook(last, candidate) || candidate.gap > 0 || candidate.pageStart || kindInBrackets.test(last.text))
      break
    if (!startsSmall(candidate.text) && !isBroken(last.text) && breaksEarly(last, candidate, flow.around.widths[more - 1] ?? 0)) break
    below.push(candidate)
  }
  return isGoalText(below) ? { kind: 'overall', label: [line], lines: below } : null
}

function isGoalText(lines: readonly Line[]): boolean {
  const text = lines.map((line) => line.text).join(' ')
  if (kindInBrackets.test(text)) return true
  return (
    text.length <= longestGoal &&
    !/[.:]\s+\p{Lu}/u.test(text) &&
    !text.endsWith(':') &&
    (!text.endsWith('.') || text.length <= 150) &&
    /^[\p{Lu}\d”"»]/u.test(text)
  )
}

function listAt(flow: Flow, at: number, before: Item | undefined): Item | null {
  if (!startsItem(flow, at, before, null)) return null
  const items: { depth: number; ordered: boolean; number: number | null; lines: Line[]; mark: string }[] = []
  const signs: string[] = []
  const indents: number[] = []
  let next = at
  while (next < flow.lines.length) {
    const line = flow.lines[next]
    if (!line || (next > at && !startsItem(flow, next, before, items))) break
    const mark = markOf(line.text)
    const style = line.style && 'listDepth' in line.style ? line.style : null
    const depth = style ? Math.min(style.listDepth, 5) : depthOf(mark?.sign ?? '', line, signs, indents, flow.laidOut)
    const cut = mark ? dropStart(line, mark.length) : line
    const ordered = style ? style.ordered : mark?.number !== null && mark?.number !== undefined
    const item = {
      depth: items.length === 0 ? 0 : Math.min(depth, (items.at(-1)?.depth ?? 0) + 1),
      ordered,
      number: mark?.number ?? null,
      lines: [cut],
      mark: mark?.sign ?? '',
    }
    items.push(item)
    next++
    while (next < flow.lines.length && continues(flow, next, 'item') && !startsItem(flow, next, before, items)) {
      const more = flow.lines[next]
      if (more) item.lines.push(more)
      next++
    }
  }
  return { kind: 'list', items, lines: flow.lines.slice(at, next) }
}

function depthOf(sign: string, line: Line, signs: string[], indents: number[], laidOut: boolean): number {
  if (laidOut) {
    const near = indents.findIndex((indent) => Math.abs(indent - line.indent) < 6)
    if (near >= 0) return near
    indents.push(line.indent)
    indents.sort((a, b) => a - b)
    return Math.min(indents.indexOf(line.indent), 5)
  }
  const known = signs.indexOf(sign)
  if (known >= 0) {
    signs.splice(known + 1)
    return known
  }
  signs.push(sign)
  return Math.min(signs.length - 1, 5)
}

type Open = readonly { readonly number: number | null; readonly mark: string }[]

function startsItem(flow: Flow, at: number, before: Item | undefined, open: Open | null): boolean {
  const [line, above] = [flow.lines[at], flow.lines[at - 1]]
  if (!line || flow.tables.has(at)) return false
  if (line.style) return 'listDepth' in line.style
  if (open && above?.style) return false
  const mark = markOf(line.text)
  if (mark) {
    if (mark.number === null) return true
    const last = open?.findLast((one) => one.mark === mark.sign)?.number ?? (open === null ? lastNumber(before, mark.sign) : null)
    if (last !== null && last !== undefined && mark.number === last + 1) return true
    const headed = open === null && before?.kind === 'heading' && line.gap === 0
    return mark.number === 1 && (headed || hasSecond(flow, at, mark.sign)) && !numberedHeading(flow, at)
  }
  const behindList = (open !== null && open.at(-1)?.mark === '') || above?.text.endsWith(':') === true
  return lostMark(line, flow.laidOut) && (line.blanks >= 1 || behindList) && (open === null || open.at(-1)?.mark === '')
}

/** A list that was interrupted goes on with its numbers. */
function lastNumber(before: Item | undefined, sign: string): number | null {
  return before?.kind === 'list' ? (before.items.findLast((one) => one.mark === sign)?.number ?? null) : null
}

function hasSecond(flow: Flow, at: number, sign: string): boolean {
  for (let next = at + 1; next < Math.min(flow.lines.length, at + 14); next++) {
    const mark = markOf(flow.lines[next]?.text ?? '')
    if (mark && mark.sign === sign && mark.number === 2) return true
  }
  return false
}

function numberedHeading(flow: Flow, at: number): boolean {
  const heading = headingAt(at, flow.around, 'text')
  return heading !== null && heading.form.by === 'number'
}

/** All lines from here to the end of the paragraph. */
function blockFrom(flow: Flow, at: number, as: 'paragraph' | 'goal'): readonly Line[] {
  let end = at + 1
  while (end < flow.lines.length && continues(flow, end, as)) end++
  return flow.lines.slice(at, end)
}

function paragraphAt(flow: Flow, at: number): Item {
  return { kind: 'paragraph', lines: blockFrom(flow, at, 'paragraph') }
}

/** A heading that says so itself, by a number with points or a goal's kind and number: it needs no room above it. */
function isPlainlyHeading(flow: Flow, at: number): boolean {
  const heading = headingAt(at, flow.around, 'text')
  return heading !== null && (heading.form.by === 'goal' || (heading.form.by === 'number' && heading.form.depth > 1))
}

/** Whether the line goes on with the paragraph of the line above. */
function continues(flow: Flow, at: number, as: 'paragraph' | 'item' | 'goal'): boolean {
  const [above, line] = [flow.lines[at - 1], flow.lines[at]]
  if (!above || !line || line.style || above.style || flow.tables.has(at)) return false
  if (!flow.joins) return false
  const mark = markOf(line.text)
  if (mark && mark.number === null) return false
  if (mark?.number === 1 && above.text.endsWith(':')) return false
  if (fieldOf(line.text) || (endsSentence(above.text) && comesAgain(at, flow.around))) return false
  if (isGoalsLabel(bareLabel(line), flow.around) || inlineResultOf(line.text) !== null) return false
  if (above.size !== null && line.size !== null && Math.abs(above.size - line.size) > 0.6) return false
  if (line.bold && !above.bold && headingAt(at, flow.around, 'text')) return false
  const small = startsSmall(line.text)
  if (isBroken(above.text) && small) return true
  if (!small && !isBroken(above.text) && !/[,(]$/.test(above.text) && !unfinished.test(above.text) && isPlainlyHeading(flow, at))
    return false
  if (small && !endsSentence(above.text)) return true
  const early = breaksEarly(above, line, flow.around.widths[at - 1] ?? 0)
  // Behind the number of a goal one sentence is that goal; a heading that stands close to it is none of it.
  if (flow.around.dense && endsSentence(above.text) && headingAt(at, flow.around, 'text')) return false
  if (line.gap > 0)
    return line.pageStart && !early && !endsSentence(above.text) && !isCapitals(line.text) && !headingAt(at, flow.around, 'text')
  if (small) return true
  if (endsSentence(above.text) && early) return false
  if (isCapitals(line.text) && !isCapitals(above.text) && line.text.length > 12) return false
  if (numberedGoal.test(line.text) && early && endsSentence(above.text)) return false
  if (as === 'item' && early && endsSentence(above.text)) return false
  if (early && !endsSentence(above.text)) {
    // A short line in the middle: a heading that stands close above its text is its own item, judged there.
    const heading = headingAt(at, flow.around, as === 'item' ? 'list' : 'text')
    if (heading) return false
  }
  return true
}
