/** Owns what belongs to the page and not to the text: page numbers, running headers and footers. */
import type { Doubt, LeftOutReason } from './draft.ts'
import type { Line, Prepared } from './lines.ts'
import { inlineResultOf, isResultLabel } from './overallGoals.ts'
import { numberedGoal, overallLabel } from './vocabulary/goals.ts'
import {
  contentsTitle,
  countedBefore,
  headerPage,
  headerPageAround,
  namesOwner,
  numberedBefore,
  numberOfPages,
  pageAndNumber,
  pageWord,
  planName,
  planWord,
} from './vocabulary/headings.ts'

/** Words that go into no section, with the line that they came from. */
export type Left = { readonly number: number; readonly text: string; readonly reason: LeftOutReason; readonly doubts: readonly Doubt[] }

export type Paged = { readonly lines: readonly Line[]; readonly left: readonly Left[] }

const loneNumber = /^(?:[-–—|]\s*)?\d{1,3}(?:\s*[-–—|])?$/
/** Before the page's number in a table of contents. */
const leaders = /(?:[.·•…_‥]\s?){3,}$/u
const gluedNumber = /^(.*[\p{L}.!?:;”"’)»])\s+(\d{1,3})$/su

/** How many lines at the top and at the foot of a page can be a header or footer. */
const edge = 3
const longestHeader = 110

/** The lines without what belongs to the page, and where pages begin: also where a page's number or header stands in a text without pages. */
export function withoutPageFurniture({ lines, paged, laidOut, bodySize }: Prepared): Paged {
  const out = new Map<number, Left>()
  const edges = edgesOf(lines, paged)
  const numbered = numberedHeaders(lines, paged)
  lines.forEach((line, at) => numbered.has(at) && out.set(at, leftOf(line, 'pageHeader')))
  markNumbers(lines, edges, paged, out)
  markRunning(lines, edges, out, bodySize ?? 0)
  markNeighbours(lines, out)
  markKickers(lines, out, bodySize ?? 0)
  return closeUp(lines, out, numbered, paged, laidOut)
}

/** Lines that stand at the top or the foot of a page, by their distance from it. */
function edgesOf(lines: readonly Line[], paged: boolean): ReadonlySet<number> {
  const found = new Set<number>()
  if (!paged) return found
  const starts = lines.flatMap((line, at) => (line.pageStart ? [at] : []))
  starts.forEach((start, page) => {
    const end = starts[page + 1] ?? lines.length
    for (let at = start; at < Math.min(end, start + edge); at++) found.add(at)
    for (let at = Math.max(start, end - edge); at < end; at++) found.add(at)
  })
  return found
}

const leastPages = 3

/** Lone numbers of a text without pages that rise through it, most of them beside a line that comes again beside the others. */
function countedNumbers(lines: readonly Line[], paged: boolean): ReadonlySet<number> {
  const none = new Set<number>()
  if (paged) return none
  const places = lines.flatMap(({ text }, at) => (/^(?:[-–—|]\s*)?\d{1,3}(?:\s*[-–—|])?$/.test(text) ? [at] : []))
  const beside = new Map<string, Set<number>>()
  for (const at of places)
    for (const near of [at - 1, at + 1]) {
      const text = lines[near]?.text ?? ''
      const form = text.length <= longestHeader && !/[.:;,]$/.test(text) ? runningForm(text) : ''
      if (form.length >= 3) beside.set(form, (beside.get(form) ?? new Set()).add(at))
    }
  const sure = new Set([...beside.values()].filter((ats) => ats.size >= leastPages).flatMap((ats) => [...ats]))
  const value = (at: number): number => Number(/\d+/.exec(lines[at]?.text ?? '')?.[0])
  const rising = [...sure].sort((a, b) => a - b)
  if (rising.some((at, index) => index > 0 && value(at) <= value(rising[index - 1] ?? 0))) return none
  // Others that fit between their neighbours are numbers of pages whose header is missing.
  let last = 0
  return new Set(
    places.filter((at) => {
      const next = rising.find((one) => one > at)
      const fits = rising.length > 0 && value(at) > last && value(at) <= last + 3 && (next === undefined || value(at) < value(next))
      if (sure.has(at) || fits) last = value(at)
      return sure.has(at) || fits
    }),
  )
}

const farApart = 4

/** In a text without pages: lines that come again with a number that rises, and name the plan or its owner: headers with their page. */
function numberedHeaders(lines: readonly Line[], paged: boolean): ReadonlySet<number> {
  if (paged) return new Set()
  const groups = new Map<string, { readonly at: number; readonly page: number }[]>()
  lines.forEach(({ text }, at) => {
    if (text.length > longestHeader || !(planName.test(text) || namesOwner.test(text)) || isLabel(text)) return
    const page = headerPage.exec(text)?.[0]
    if (page !== undefined)
      groups.set(runningForm(text), [...(groups.get(runningForm(text)) ?? []), { at, page: Number(/\d+/.exec(page)?.[0]) }])
  })
  const rises = (places: readonly { readonly at: number; readonly page: number }[]): boolean =>
    places.every(({ at, page }, index) => {
      const before = places[index - 1]
      return before === undefined || (page > before.page && page <= before.page + 3 && at >= before.at + farApart)
    })
  const sure = [...groups.values()].filter((places) => places.length >= leastPages && rises(places))
  return new Set(sure.flat().map(({ at }) => at))
}

function markNumbers(lines: readonly Line[], edges: ReadonlySet<number>, paged: boolean, out: Map<number, Left>): void {
  const counted = countedNumbers(lines, paged)
  let last = 0
  lines.forEach((line, at) => {
    const next = lines[at + 1]
    const alone = line.blanks >= 1 && (next === undefined || next.blanks >= 1 || next.pageStart)
    const certain = numberOfPages.test(line.text) || pageAndNumber.test(line.text)
    if (certain && (edges.has(at) || alone || !paged)) {
      out.set(at, leftOf(line, 'pageNumber'))
      return
    }
    if (!loneNumber.test(line.text) || out.has(at)) return
    const value = Number(/\d+/.exec(line.text)?.[0])
    const roomy = line.blanks >= 2 || (next?.blanks ?? 3) >= 2 || next?.pageStart === true
    const beside = [lines[at - 1], next].some(
      (near) => near !== undefined && near.text.length <= 80 && planName.test(near.text) && !/[.:;]$/.test(near.text),
    )
    if (
      edges.has(at) ||
      counted.has(at) ||
      (beside && line.blanks + (next?.blanks ?? 1) >= 1) ||
      (alone && roomy && value > last && value <= last + 12)
    ) {
      out.set(at, leftOf(line, 'pageNumber'))
      last = value
    }
  })
}

/** A header without its page number and its year, in lower case: running headers change these. */
function runningForm(text: string): string {
  return text
    .toLowerCase()
    .replace(/(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?/g, '#')
    .replace(headerPageAround, '')
    .replace(pageWord, '')
    .replace(/[^\p{L}#]+/gu, ' ')
    .trim()
}

function isLabel(text: string): boolean {
  return numberedGoal.test(text) || overallLabel.test(text) || isResultLabel(text) || inlineResultOf(text) !== null
}

/** Lines at the edges of several pages that say the same. A chapter's title that runs on above its pages stays where it stands first. */
function markRunning(lines: readonly Line[], edges: ReadonlySet<number>, out: Map<number, Left>, body: number): void {
  const groups = new Map<string, number[]>()
  const counted = (at: number): boolean =>
    edges.has(at) || (out.size > 0 && [at - 2, at - 1, at + 1, at + 2].some((near) => out.get(near)?.reason === 'pageNumber'))
  lines.forEach((line, at) => {
    if (out.has(at) || line.text.length > longestHeader || !counted(at)) return
    const form = runningForm(line.text)
    if (form.length < 3) return
    groups.set(form, [...(groups.get(form) ?? []), at])
  })
  const pages = lines.filter((line) => line.pageStart).length
  const often = (at: number): boolean => (groups.get(runningForm(lines[at]?.text ?? ''))?.length ?? 0) >= leastPages
  for (const [form, places] of groups) {
    // A part that comes again right below the chapter's own heading, or above its text, stands inside the page.
    if (
      !planName.test(lines[places[0] ?? 0]?.text ?? '') &&
      places.filter((at) => isInside(lines, at, out, often)).length > places.length / 2
    )
      continue
    const onPages = new Set(places.map((at) => lines[at]?.page)).size
    // In letters smaller than the text's it is no heading.
    const small = places.every((at) => (lines[at]?.size ?? Infinity) < body * 0.92)
    const needed = small ? 2 : pages >= 8 ? 4 : 3
    if (onPages < needed && !(places.length >= needed && pages <= 1)) continue
    const first = lines[places[0] ?? 0]
    const label = isLabel(first?.text ?? '')
    const exact = new Set(places.map((at) => lines[at]?.text)).size === 1
    if (label && (!exact || overallLabel.test(first?.text ?? '') || isResultLabel(first?.text ?? ''))) continue
    // A title that heads text of its own on every page is a heading that repeats, not a header.
    const heads = places.filter((at) => startsText(lines, at)).length
    if (heads > places.length / 2 && !planName.test(first?.text ?? '') && onPages < pages * 0.6) continue
    const keepFirst = !planName.test(first?.text ?? '') && !form.includes('#') && bodyBelow(lines, places[0] ?? 0)
    for (const at of keepFirst ? places.slice(1) : places) {
      const line = lines[at]
      if (line) out.set(at, leftOf(line, 'pageHeader'))
    }
  }
}

/** Whether a line of the text stands between the line and the edge of its page, or the page's number: what comes again there too is none. */
function isInside(lines: readonly Line[], at: number, out: ReadonlyMap<number, Left>, often: (at: number) => boolean): boolean {
  const free = (step: 1 | -1): boolean => {
    for (let near = at, count = 0; count < edge; near += step, count++) {
      const [line, beyond] = [lines[near], lines[near + step]]
      if (!line || !beyond || (step < 0 ? line.pageStart : beyond.pageStart)) return true
      if (out.has(near + step)) return true
      if (!often(near + step)) return false
    }
    return false
  }
  return !free(-1) && !free(1)
}

/** Whether the line stands alone above text that begins: what a heading does and a header in the middle of a sentence does not. */
function startsText(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1]
  return next !== undefined && next.gap === 0 && !next.pageStart && /^\p{Lu}/u.test(next.text) && next.text.length > 40
}

function bodyBelow(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1]
  return next !== undefined && !next.pageStart && /^[\p{Lu}\d•–-]/u.test(next.text)
}

/** Short lines right beside a page number that name a plan and a year: a header that stands only once, often of another year. */
function markNeighbours(lines: readonly Line[], out: Map<number, Left>): void {
  for (const [at, left] of [...out]) {
    if (left.reason !== 'pageNumber') continue
    for (const step of [-1, 1]) {
      const block: number[] = []
      for (let near = at + step; block.length < edge; near += step) {
        const line = lines[near]
        if (!line || out.has(near) || line.text.length > 60 || isLabel(line.text) || /[.;:]$/.test(line.text)) break
        if (line.pageStart && step > 0) break
        block.push(near)
        const between = step < 0 ? line.gap : (lines[near + 1]?.gap ?? 2)
        if (between > 0 || (line.pageStart && step < 0)) break
      }
      const ordered = step < 0 ? [...block].reverse() : block
      const text = ordered.map((near) => lines[near]?.text ?? '').join(' ')
      const first = ordered[0] ?? 0
      // The title of the document itself stands before everything else.
      if (first === 0 || !planWord.test(text) || !/(?:19|20)\d\d/.test(text) || text.split(' ').length > 9) continue
      for (const near of ordered) {
        const line = lines[near]
        if (line) out.set(near, leftOf(line, 'pageHeader'))
      }
    }
  }
}

/** A short line in small letters that stands again and again right above a larger one: who answers for the section, not text of it. */
function markKickers(lines: readonly Line[], out: Map<number, Left>, body: number): void {
  const groups = new Map<string, number[]>()
  lines.forEach((line, at) => {
    const next = lines[at + 1]
    if (out.has(at) || line.text.length > 60 || (line.size ?? Infinity) >= body || (next?.size ?? 0) <= body * 1.08) return
    groups.set(line.text, [...(groups.get(line.text) ?? []), at])
  })
  for (const places of groups.values()) {
    if (places.length < 4) continue
    for (const at of places) {
      const line = lines[at]
      if (line) out.set(at, leftOf(line, 'label'))
    }
  }
}

function leftOf(line: Pick<Line, 'number' | 'text'>, reason: LeftOutReason): Left {
  return { number: line.number, text: line.text, reason, doubts: [] }
}

/** Takes the marked lines out. Where they stood a page ends; a page number that hangs on the last sentence is taken off it. */
function closeUp(
  lines: readonly Line[],
  out: ReadonlyMap<number, Left>,
  numbered: ReadonlySet<number>,
  paged: boolean,
  laidOut: boolean,
): Paged {
  const kept: Line[] = []
  const left: Left[] = []
  let boundary = false
  let page = 1
  lines.forEach((line, at) => {
    const gone = out.get(at)
    if (gone) {
      left.push(gone)
      if (gone.reason === 'pageNumber' || numbered.has(at)) boundary = true
      return
    }
    // Text that runs on behind a header in the middle of a page is still the same page.
    const starts = line.pageStart || (boundary && !paged) || (boundary && (headerBefore(lines, out, at)?.blanks ?? 0) >= 3)
    if (starts && kept.length > 0) page++
    const next = lines[at + 1]
    const lastOfPage = next === undefined || next.pageStart || next.blanks >= 3
    const glued = lastOfPage && !contentsTitle.test(lines[at - 1]?.text ?? '') ? gluedNumber.exec(line.text) : null
    const plain = glued && !leaders.test(glued[1] ?? '') && isPageNumber(glued[1] ?? '', glued[2] ?? '', line.page, paged) ? glued : null
    if (plain) left.push({ number: line.number, text: plain[2] ?? '', reason: 'pageNumber', doubts: [] })
    const text = plain ? (plain[1] ?? '').trim() : line.text
    kept.push({
      ...line,
      at: kept.length,
      page,
      pageStart: starts || kept.length === 0,
      gap: starts ? 2 : line.gap,
      ...(plain && !laidOut ? { text, runs: [{ text }] } : plain ? { text, runs: cutRuns(line, plain[2] ?? '') } : {}),
    })
    boundary = false
  })
  return { lines: kept, left }
}

function headerBefore(lines: readonly Line[], out: ReadonlyMap<number, Left>, at: number): Line | undefined {
  let first = at
  while (out.has(first - 1)) first--
  return first < at ? lines[first] : undefined
}

function isPageNumber(before: string, digits: string, page: number, paged: boolean): boolean {
  const value = Number(digits)
  if (/[.!?”"»]$/.test(before) && !numberedBefore.test(before)) return value > 0 && value < 400
  return paged && Math.abs(value - page) <= 3 && !countedBefore.test(before) && before.length > 30
}

function cutRuns(line: Line, digits: string): Line['runs'] {
  const runs = [...line.runs]
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at]
    if (!run) continue
    const cut = run.text.trimEnd()
    if (cut.endsWith(digits)) {
      runs[at] = { ...run, text: cut.slice(0, -digits.length).trimEnd() }
      break
    }
    if (cut !== '') break
  }
  return runs
}
