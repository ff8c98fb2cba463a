/** Owns the judgement whether lines are a heading: evidence is added up, and a narrow result is a doubt. */
import { breaksEarly, endsSentence, isBroken, startsSmall } from './breaks.ts'
import { type Entry, keyOf } from './contents.ts'
import type { Line } from './lines.ts'
import { isLarger, isSmaller, type Looks, sameLook, standsOut } from './looks.ts'
import { markOf } from './marks.ts'
import { bareLabel, fieldOf, inlineResultOf, isPrintedLabel, isResultLabel } from './overallGoals.ts'
import { kindInBrackets, looseLabel, numberedGoal, numberedResult, overallLabel, shallOrPercent } from './vocabulary/goals.ts'
import {
  appendix,
  besideText,
  caption,
  chapterWords,
  decided,
  etcetera,
  numberedChapter,
  questionBegin,
  signature,
  smallWords,
  unfinished,
} from './vocabulary/headings.ts'

/** What a heading looks like; its level is judged from all headings together. */
export type Form =
  | { readonly by: 'style'; readonly level: number }
  | { readonly by: 'number'; readonly depth: number }
  | { readonly by: 'goal' }
  | { readonly by: 'chapter' }
  | { readonly by: 'appendix' }
  | { readonly by: 'capitals' }
  | { readonly by: 'plain' }

/** `count`: how many lines it takes. `doubt`: it may be text. */
export type Candidate = { readonly count: number; readonly form: Form; readonly doubt: boolean }

/** What is known of the whole document when one place is judged. */
export type Surroundings = {
  readonly lines: readonly Line[]
  readonly widths: readonly number[]
  readonly looks: Looks
  readonly contents: ReadonlyMap<string, Entry>
  /** How often a line stands in the document, by its key. */
  readonly repeats: ReadonlyMap<string, number>
  /** The titles of numbered goals: a heading that says one again heads what is said about it. */
  readonly goalTitles: readonly string[]
  readonly isGoalTitle: (text: string) => boolean
  readonly tables: ReadonlyMap<number, { readonly sure: boolean }>
  readonly styled: boolean
  /** Lines that begin with "A.", "B." and so on, in their order through the document. */
  readonly lettered: ReadonlySet<number>
  /** Whether several lines say "Mål: ..." in front of a goal. */
  readonly inlineLabels: boolean
  /** Whether the text is set without empty lines, so that none says nothing. */
  readonly dense: boolean
}

const sectionNumber = /^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[\p{Lu}\d”"»])/u
const mostLines = 4
/** How many lines may stand between a chapter's heading and its first part. */
const nearBelow = 12
/** In larger letters less stands on a line. */
const mostLargeLines = 8
const longest = 170
const mostWords = 24
const enough = 3
const certain = 4.5

export function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.length >= 3 && !/\p{Ll}/u.test(text.replace(smallWords, '')) && /\p{Lu}{2}/u.test(text)
}

const longestTitle = 120

/** A line that says that result goals follow. "Mål" alone says it where it comes again, below several overall goals. */
export function isGoalsLabel(text: string, { repeats, goalTitles }: Surroundings): boolean {
  if (isResultLabel(text)) return true
  return goalTitles.length >= 2 && looseLabel.test(text) && !startsSmall(text) && (repeats.get(keyOf(text)) ?? 0) >= 2
}

/** "Delmål 2" above a title instead of a goal: what stands below is short, ends no sentence and measures nothing. */
export function headsTitle(at: number, { lines }: Surroundings): boolean {
  if (!numberedResult.test(lines[at]?.text ?? '')) return false
  let text = ''
  for (let below = at + 1; below <= at + 3; below++) {
    const line = lines[below]
    if (!line || line.pageStart || line.gap > 0) break
    text = `${text} ${line.text}`
  }
  return text !== '' && text.length <= longestTitle && !endsSentence(text) && !/\d/.test(text)
}

/** "3 Ministermål" above "3.1 ...": the chapter's own number. */
export function headsNumbered(at: number, { lines }: Surroundings): boolean {
  const number = /^\d{1,2}(?=\.?\s)/.exec(lines[at]?.text ?? '')?.[0]
  return number !== undefined && lines.slice(at + 1, at + 1 + nearBelow).some(({ text }) => text.startsWith(`${number}.1 `))
}

/** Judges whether a heading begins at the line. `after`: what stands before it in reading order. */
export function headingAt(at: number, around: Surroundings, after: 'start' | 'heading' | 'label' | 'text' | 'list'): Candidate | null {
  const line = around.lines[at]
  if (!line) return null
  if (line.style && 'heading' in line.style) return { count: 1, form: { by: 'style', level: line.style.heading }, doubt: false }
  if (line.style || line.text.length > longest) return null
  if (caption.test(line.text) || besideText.test(line.text) || inlineResultOf(line.text) !== null) return null
  if (isGoalsLabel(bareLabel(line), around) && !headsTitle(at, around)) return null
  if (isPrintedLabel(line) && !headsNumbered(at, around)) return null
  if (signature.test(line.text) || (at > 0 && after !== 'start' && decided.test(line.text))) return null
  if (startsSmall(line.text) || !/\p{L}{2}/u.test(line.text)) return null
  const form = around.lettered.has(line.at) ? ({ by: 'chapter' } as const) : formOf(line.text)
  if (form.by === 'plain' && (markOf(line.text) || fieldOf(line.text))) return null
  const count = extentOf(at, around, form)
  if (count === null) return null
  const text = around.lines
    .slice(at, at + count)
    .map((one) => one.text)
    .join(' ')
  if (text.length > longest || text.split(' ').length > mostWords) return null
  const score = scoreOf(at, count, text, form, around, after)
  return score < enough ? null : { count, form, doubt: score < certain && !(form.by === 'plain' && score >= enough + 0.5) }
}

/** What the line's own words make of it, were it a heading. */
export function formOf(text: string): Form {
  if (appendix.test(text) && /^\S+\s*(?:\d|[A-ZÆØÅ](?![\p{L}\p{N}])|:|$)/u.test(text)) return { by: 'appendix' }
  if (numberedGoal.test(text)) return { by: 'goal' }
  if (numberedChapter.test(text)) return { by: 'chapter' }
  const number = sectionNumber.exec(text)
  if (number) return { by: 'number', depth: (number[1] ?? '').split('.').length }
  return isCapitals(text) ? { by: 'capitals' } : { by: 'plain' }
}

/** How many lines the heading takes, or null where it runs on as text. */
function extentOf(at: number, around: Surroundings, form: Form): number | null {
  const { lines, widths } = around
  const first = lines[at]
  if (!first) return null
  const capitals = isCapitals(first.text)
  const most = isLarger(first, around.looks) ? mostLargeLines : mostLines
  for (let count = 1; count <= most; count++) {
    const last = lines[at + count - 1]
    const next = lines[at + count]
    if (!last) return null
    const so = lines
      .slice(at, at + count)
      .map(({ text }) => text)
      .join(' ')
    if (around.contents.size > 0 && around.contents.has(keyOf(so))) return count
    if (!next || next.style) return count
    // A kind and number alone ask for the goal's own words.
    const bare = form.by === 'goal' && (numberedGoal.exec(so)?.[3] ?? '') === ''
    if (bare && next.gap < 2 && !next.pageStart) continue
    if (
      !bare &&
      form.by !== 'plain' &&
      form.by !== 'capitals' &&
      /[.!]$/.test(last.text) &&
      endsSentence(last.text) &&
      !startsSmall(next.text)
    )
      return count
    const broken = isBroken(last.text) && startsSmall(next.text)
    if (next.pageStart || (next.gap > 0 && !broken)) return count
    if (around.tables.has(at + count) || isGoalsLabel(next.text, around) || inlineResultOf(next.text) !== null || markOf(next.text))
      return count
    if (!startsSmall(next.text) && formOf(next.text).by !== 'plain' && formOf(next.text).by !== 'capitals') return count
    if (capitals && isCapitals(next.text) && !endsSentence(last.text)) continue
    if (capitals && !isCapitals(next.text)) return count
    if (!sameLook(last, next)) return count
    // A larger line right below, in the same letters, is the same heading's.
    if (isLarger(last, around.looks) && !endsSentence(last.text)) continue
    const width = Math.max(widths[at + count - 1] ?? 0, widths[at + count] ?? 0)
    // "... they have need of": a long line below a short one is the text.
    const textBelow = next.text.length > 60 && !startsSmall(next.text) && breaksEarly(last, next, width)
    if (unfinished.test(last.text) && form.by !== 'plain' && !textBelow) continue
    if (!startsSmall(next.text) && breaksEarly(last, next, width)) return count
    if (
      startsSmall(next.text) &&
      breaksEarly(last, next, width) &&
      count === 1 &&
      last.text.length < 25 &&
      !broken &&
      next.text.length > 60
    )
      return null
  }
  return null
}

function scoreOf(at: number, count: number, text: string, form: Form, around: Surroundings, after: string): number {
  const { lines, looks, contents, repeats } = around
  const [first, last, next] = [lines[at], lines[at + count - 1], lines[at + count]]
  if (!first || !last) return 0
  const key = keyOf(text)
  const larger = isLarger(first, looks)
  const smaller = isSmaller(first, looks)
  const distinct = standsOut(first, looks)
  const often = repeats.get(key) ?? 0
  let score = 0
  if (form.by === 'goal') score += 4
  if (form.by === 'appendix') score += 4
  if (form.by === 'chapter') score += 3
  if (form.by === 'number') score += form.depth > 1 ? 3.5 : 2
  if (form.by === 'capitals') score += 3
  if (larger) score += 3
  if (first.bold && !looks.boldBody) score += 2
  if (smaller) score -= 4
  if (contents.has(key)) score += 4
  else if (contents.size >= 6 && form.by === 'plain' && !(first.gap > 0 && next?.gap === 1 && text.length <= shortLine)) score -= 0.5
  if (looks.telling && !distinct && form.by === 'plain') score -= 2
  if (around.styled && form.by !== 'appendix') score -= 2.5
  if (first.gap >= 1 || after === 'start' || after === 'heading') score += 1
  if (first.gap >= 2) score += 0.5
  // Behind an item that ends where it need not, a line without a sign of its own is none of it.
  const above = lines[at - 1]
  if (after === 'list' && first.gap === 0 && form.by === 'plain' && above && breaksEarly(above, first, around.widths[at - 1] ?? 0))
    score += 1
  const again = comesAgain(at, around)
  if (first.gap === 0 && after === 'text' && form.by === 'plain' && !distinct && !again)
    score -= around.dense && standsBetween(at, count, around) ? -0.5 : 2.5
  if (often >= 2 && text.length <= 60) score += often >= 3 ? 1.5 : 1
  if (chapterWords.test(text)) score += 0.5
  if (form.by === 'plain' && around.goalTitles.length > 0 && around.isGoalTitle(text)) score += 1.5
  const words = text.split(' ').length
  if (form.by === 'number' && form.depth > 1 && endsSentence(text) && words >= 6 && !text.endsWith('?') && !text.endsWith(':')) score -= 1.5
  if (words > 14) score -= 0.5
  if (words > 18) score -= 1
  if (/[.,;]$/.test(text) && !etcetera.test(text)) score -= form.by === 'plain' ? 4 : form.by === 'number' ? 2.5 : 1.5
  // A numbered goal, not a numbered heading.
  if (form.by === 'number' && text.endsWith('.') && shallOrPercent.test(text)) score -= 2.5
  if (text.endsWith(':')) score -= form.by === 'plain' ? ((often >= 3 && words <= 2) || again ? 1 : 3.5) : form.by === 'number' ? 1 : 0
  if (/[?]$/.test(text) && !(questionBegin.test(text) && words <= 8)) score -= 0.5
  if (form.by === 'plain' && unfinished.test(text)) score -= 2.5
  if (kindInBrackets.test(text) && form.by === 'plain') score -= 1
  if (/[.!?]\s+\p{Lu}/u.test(text.replace(/^\S+\s+\d+\.\s/, ''))) score -= form.by === 'plain' ? 2 : 0.5
  if (form.by === 'number' && form.depth === 1 && after === 'heading' && first.gap === 0) score -= 2
  if (form.by === 'number' && form.depth === 1 && isListItem(at, count, lines)) score -= 4
  // A short line that ends where it need not, right above a line that begins with a capital.
  if (form.by === 'plain' && next && next.gap === 0 && !next.style) score += 1
  const below = follows(next, around, form, at + count)
  return score + (again ? Math.max(0.5, below) : below)
}

const shortLine = 60
const shortPart = 40

/** A short line that stands three times or more, each time behind the end of a sentence or with room above: the heading of a part that comes again. */
export function comesAgain(at: number, { lines, repeats }: Surroundings): boolean {
  const [above, line, next] = [lines[at - 1], lines[at], lines[at + 1]]
  if (!above || !line || !next || line.text.length > shortPart || line.cells.length > 1 || startsSmall(line.text)) return false
  if (
    line.text.split(' ').length > 5 ||
    /[.,;!]$/.test(line.text) ||
    unfinished.test(line.text.replace(/\s*:$/, '')) ||
    !/\p{L}{3}/u.test(line.text) ||
    startsSmall(next.text)
  )
    return false
  return (repeats.get(keyOf(line.text)) ?? 0) >= 3 && (line.gap > 0 || endsSentence(above.text))
}

/** In a text without empty lines: a short line that ends nothing, behind the end of a sentence and above the beginning of one. */
function standsBetween(at: number, count: number, { lines, widths }: Surroundings): boolean {
  const [above, first, last, next] = [lines[at - 1], lines[at], lines[at + count - 1], lines[at + count]]
  if (!above || !first || !last || !next || count > 1) return false
  return (
    first.text.length <= shortLine &&
    !/[.,;:!]$/.test(first.text) &&
    endsSentence(above.text) &&
    !startsSmall(next.text) &&
    breaksEarly(last, next, widths[at] ?? 0)
  )
}

/** What stands below: a heading heads something. */
function follows(next: Line | undefined, around: Surroundings, form: Form, at: number): number {
  if (!next) return form.by === 'plain' ? -3 : -1
  const strong = form.by !== 'plain' && !(form.by === 'number' && form.depth === 1)
  if (next.pageStart) return strong ? 0 : -2
  if (next.style) return 1
  const table = around.tables.get(at)
  if (table) return table.sure && next.gap > 0 ? 2 : strong ? 0.5 : 0
  if (around.tables.get(at + 1)?.sure === true && next.gap > 0 && around.lines[at + 1]?.gap === 0) return strong ? 1 : 1.5
  if (isGoalsLabel(next.text, around) || inlineResultOf(next.text) !== null || numberedGoal.test(next.text)) return next.gap > 0 ? 2 : 1.5
  if (overallLabel.test(next.text)) return next.gap > 0 ? 2 : 1.5
  if (!strong && around.looks.bodySize === null && isStacked(at, around)) return 2
  const deeper = formOf(next.text)
  if (form.by === 'number' && deeper.by === 'number' && deeper.depth === form.depth + 1) return 1.5
  if (markOf(next.text)) return next.gap > 0 && !strong ? 2 : 1
  // The block below: long enough, or a sentence.
  let length = 0
  let ended = false
  for (let below = at; below < Math.min(around.lines.length, at + 6); below++) {
    const line = around.lines[below]
    if (!line || (below > at && (line.gap > 0 || line.pageStart))) break
    length += line.text.length
    ended = endsSentence(line.text)
    if (length >= 120) break
  }
  if (length >= 60 || (ended && length >= 25)) return next.gap === 0 ? 1.5 : strong ? 1 : 2
  return strong ? 0 : -2
}

/** A short line that stands alone above text, below another: the heading of a part below that of its chapter. */
function isStacked(at: number, { lines }: Surroundings): boolean {
  const [above, line, next] = [lines[at - 1], lines[at], lines[at + 1]]
  if (!above || !line || !next || above.text.length > shortLine || next.pageStart) return false
  const alone =
    line.gap === 1 && line.text.length <= shortLine && !/[.,;:!]$/.test(line.text) && !startsSmall(line.text) && !markOf(line.text)
  return (
    alone &&
    line.cells.length === 1 &&
    /^\p{Lu}/u.test(next.text) &&
    (endsSentence(next.text) || next.text.length >= 60) &&
    next.cells.length === 1
  )
}

/** Numbered lines in a row with nothing between them are a list. */
function isListItem(at: number, count: number, lines: readonly Line[]): boolean {
  const number = Number(/^\d{1,2}/.exec(lines[at]?.text ?? '')?.[0])
  const sibling = (line: Line | undefined, value: number): boolean => line !== undefined && new RegExp(`^${value}[.)]?\\s`).test(line.text)
  return (
    sibling(lines[at + count], number + 1) ||
    (number > 1 && [1, 2, 3].some((back) => sibling(lines[at - back], number - 1) && (lines[at]?.gap === 0 || back === 1)))
  )
}
