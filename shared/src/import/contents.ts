/** Owns the table of contents: it goes into no section, and what it says about headings is kept as evidence. */
import type { Line } from './lines.ts'
import type { Left } from './pages.ts'
import { contentsTitle } from './vocabulary/headings.ts'
import { wordsOf } from './words.ts'

/** `level` from 1 as its number or its indentation says, or null. */
export type Entry = { readonly key: string; readonly level: number | null; readonly page: number }

export type Contents = { readonly lines: readonly Line[]; readonly left: readonly Left[]; readonly entries: ReadonlyMap<string, Entry> }

const leaders = /^(.*?\S)\s*(?:[.·•…_‥]\s?){3,}\s*(\d{1,3})$/su
const tabbed = /^(.*?\S)\s+(\d{1,3})$/su
const longestEntry = 300
const onlyNumber = /^(?:[.·…_]\s?)*\s*\d{1,3}$/

/** What two spellings of a heading have in common. */
export function keyOf(title: string): string {
  return wordsOf(title).join(' ')
}

/** The lines without the table of contents. It needs a title or dot leaders: a list of three lines that end in numbers is none. */
export function withoutContents(lines: readonly Line[]): Contents {
  const out = new Set<number>()
  const entries: Found[] = []
  const later = lines.some(({ text }) => contentsTitle.test(text)) ? lastPlaces(lines) : new Map<string, number>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (!line) break
    if (contentsTitle.test(line.text)) at = takeTitled(lines, at, out, entries, later)
    else if (line.text.length <= longestEntry && leaders.test(line.text)) at = takeLeaders(lines, at, out, entries)
  }
  const left = lines
    .filter((_, at) => out.has(at))
    .map((line): Left => ({ number: line.number, text: line.text, reason: 'tableOfContents', doubts: [] }))
  const kept: Line[] = []
  lines.forEach((line, at) => {
    if (out.has(at)) return
    const after = out.has(at - 1)
    kept.push({ ...line, at: kept.length, gap: after ? 2 : line.gap, pageStart: line.pageStart || kept.length === 0 })
  })
  return { lines: kept, left, entries: levelled(entries) }
}

type Found = { title: string; page: number; indent: number }

/** From the title "Indhold" on: entries with page numbers, or lines that all come again further down. Returns the last line taken. */
function takeTitled(lines: readonly Line[], from: number, out: Set<number>, entries: Found[], later: ReadonlyMap<string, number>): number {
  const found: Found[] = []
  let end = from
  let held: { at: number; text: string; indent: number }[] = []
  let page = 0
  for (let at = from + 1; at < lines.length && held.length <= 3; at++) {
    const line = lines[at]
    if (!line) break
    const entry = line.text.length > longestEntry ? null : (leaders.exec(line.text) ?? tabbed.exec(line.text))
    const number = entry ? Number(entry[2]) : onlyNumber.test(line.text) && held.length > 0 ? Number(/\d+/.exec(line.text)?.[0]) : null
    if (number !== null && number >= page && number < page + 80 && line.text.length < 200) {
      found.push({
        title: [...held.map(({ text }) => text), entry?.[1] ?? ''].join(' ').trim(),
        page: number,
        indent: held[0]?.indent ?? line.indent,
      })
      page = number
      held = []
      end = at
    } else if (line.text.length > 160 || /[.;]$/.test(line.text)) break
    else held.push({ at, text: line.text, indent: line.indent })
  }
  if (found.length >= 2) {
    for (let at = from; at <= end; at++) out.add(at)
    entries.push(...found)
    return end
  }
  return takeUnnumbered(lines, from, out, entries, later)
}

function lastPlaces(lines: readonly Line[]): ReadonlyMap<string, number> {
  return new Map(lines.map((line, at) => [keyOf(line.text), at]))
}

function takeUnnumbered(
  lines: readonly Line[],
  from: number,
  out: Set<number>,
  entries: Found[],
  later: ReadonlyMap<string, number>,
): number {
  const taken: Found[] = []
  let end = from
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at]
    if (!line || line.text.length > 120 || (later.get(keyOf(line.text)) ?? 0) <= at) break
    taken.push({ title: line.text, page: 0, indent: line.indent })
    end = at
  }
  if (taken.length < 3) return from
  for (let at = from; at <= end; at++) out.add(at)
  entries.push(...taken)
  return end
}

/** Lines with dot leaders need no title; up to two lines before one belong to it when they are its beginning. */
function takeLeaders(lines: readonly Line[], from: number, out: Set<number>, entries: Found[]): number {
  const found: Found[] = []
  let end = from
  let held: string[] = []
  for (let at = from; at < lines.length && held.length <= 2; at++) {
    const line = lines[at]
    const entry = line && line.text.length <= longestEntry ? leaders.exec(line.text) : null
    if (!line) break
    if (entry) {
      found.push({ title: [...held, entry[1] ?? ''].join(' '), page: Number(entry[2]), indent: line.indent })
      held = []
      end = at
    } else if (line.text.length > 120 || /[.;:]$/.test(line.text)) break
    else held.push(line.text)
  }
  if (found.length < 3) return from
  for (let at = from; at <= end; at++) out.add(at)
  entries.push(...found)
  return end
}

function levelled(entries: readonly Found[]): ReadonlyMap<string, Entry> {
  const indents = [...new Set(entries.map(({ indent }) => Math.round(indent / 2)))].sort((a, b) => a - b)
  const numbered = entries.filter(({ title }) => /^\d+(?:\.\d+)*\.?\s/.test(title)).length > entries.length / 2
  const byIndent = indents.length > 1 && indents.length <= 4
  const map = new Map<string, Entry>()
  for (const { title, page, indent } of entries) {
    const number = /^(\d+(?:\.\d+)*)\.?\s/.exec(title)?.[1]
    const level = numbered ? (number ? number.split('.').length : 1) : byIndent ? indents.indexOf(Math.round(indent / 2)) + 1 : null
    const entry = { key: keyOf(title), level: level === null ? null : Math.min(level, 3), page }
    if (entry.key !== '') map.set(entry.key, entry)
    const bare = keyOf(title.replace(/^\d+(?:\.\d+)*\.?\s+/, ''))
    if (bare !== '' && !map.has(bare)) map.set(bare, entry)
  }
  return map
}
