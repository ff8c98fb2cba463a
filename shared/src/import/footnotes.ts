/** Owns footnotes: the mark in the text and the note at the foot of the page are found, and the note comes to stand at its mark. */
import type { Line } from './lines.ts'
import type { SourceNote, SourceRun } from './source.ts'

export type Note = { readonly mark: string; readonly text: readonly Line[] | string }

/** The notes by the key that a run's `note` carries from here on. */
export type Notes = ReadonlyMap<string, Note>

const noteStart = /^(?:(\d{1,2})|\[(\d{1,2})\]|([¹²³⁴⁵⁶⁷⁸⁹⁰]+))\s*(?=[\p{L}”"“»‘'(])/u
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const farthest = 90
const mostLines = 12

/** Lines without the notes' own lines; a run that ends at a mark carries the note's key. A number that begins a line is a note only when its mark stands above it. */
export function withFootnotes(
  lines: readonly Line[],
  own: readonly SourceNote[],
): { readonly lines: readonly Line[]; readonly notes: Notes } {
  const notes = new Map<string, Note>(own.map(({ mark, text }) => [mark, { mark, text }]))
  const marked = new Map<number, Line>()
  const out = new Set<number>()
  let last = 0
  let lastMark = -1
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    const start = line ? noteStart.exec(line.text) : null
    if (!line || !start) continue
    const raised = start[3] ? [...start[3]].map((sign) => superscripts.indexOf(sign)).join('') : null
    const number = Number(start[1] ?? start[2] ?? raised)
    if (number !== last + 1 && number !== 1) continue
    if (start[1] !== undefined && !/^\d{1,2}\s/.test(line.text)) continue
    const place = findMark(lines, marked, number === 1 ? -1 : lastMark, at, number, own.length > 0)
    // A note is never set larger than the text that it belongs to.
    const above = lines[place?.at ?? -1]
    if (!place || (line.size ?? 0) > (above?.size ?? Infinity) + 0.3) continue
    const end = endOfNote(lines, at)
    const key = `${number}@${line.number}`
    notes.set(key, { mark: String(number), text: [cutStart(line, start[0].length), ...lines.slice(at + 1, end)] })
    marked.set(place.at, markLine(marked.get(place.at) ?? lines[place.at] ?? line, place, key))
    for (let gone = at; gone < end; gone++) out.add(gone)
    last = number
    lastMark = place.at
    at = end - 1
  }
  const kept = lines.flatMap((line, at): Line[] =>
    out.has(at) ? [] : [{ ...(marked.get(at) ?? line), gap: out.has(at - 1) ? Math.max(1, line.gap) : line.gap }],
  )
  return { lines: kept.map((line, at) => ({ ...line, at })), notes }
}

type Place = { readonly at: number; readonly from: number; readonly to: number; readonly run: number | null }

/** The nearest mark above, not above that of the note before. */
function findMark(
  lines: readonly Line[],
  marked: ReadonlyMap<number, Line>,
  after: number,
  before: number,
  number: number,
  own: boolean,
): Place | null {
  const raised = [...String(number)].map((digit) => superscripts[Number(digit)]).join('')
  for (let at = before - 1; at >= Math.max(0, after, before - farthest); at--) {
    const line = marked.get(at) ?? lines[at]
    if (!line) continue
    const run = own ? -1 : line.runs.findIndex(({ note }) => note === String(number))
    if (run >= 0) return { at, from: 0, to: 0, run }
    const high = line.text.indexOf(raised)
    if (high > 0) return { at, from: high, to: high + raised.length, run: null }
    const low = lowMark(line.text, String(number))
    if (low !== null) return { at, from: low, to: low + String(number).length, run: null }
  }
  return null
}

/** Where the digits hang on a word or on the sign behind it, as a raised mark does when its height is lost. */
function lowMark(text: string, digits: string): number | null {
  for (let from = text.indexOf(digits, 1); from > 0; from = text.indexOf(digits, from + 1)) {
    const before = text[from - 1] ?? ''
    const behind = text.slice(from + digits.length)
    // "2.1 Status": the number of a heading.
    if (/^(?:\d{1,2}\.)+$/.test(text.slice(0, from))) continue
    if (!/[\p{L}.,:;!?)”"’»%\]]/u.test(before) || !/^(?:$|[\s.,;:)])/.test(behind) || /^[.,]\d/.test(behind)) continue
    const decimal = /\d[.,]$/.test(text.slice(Math.max(0, from - 12), from)) && !(before === '.' && /^(?:$|\s+\p{Lu})/u.test(behind))
    const named = /(?:^|[\s(/-])\p{Lu}{1,6}$/u.test(text.slice(Math.max(0, from - 12), from))
    if (!decimal && !named) return from
  }
  return null
}

function markLine(line: Line, place: Place, key: string): Line {
  if (place.run !== null) return { ...line, runs: line.runs.map((run, at) => (at === place.run ? { ...run, note: key } : run)) }
  const runs: SourceRun[] = []
  let seen = 0
  for (const run of line.runs) {
    const [from, to] = [place.from - seen, place.to - seen]
    seen += run.text.length
    if (to <= 0 || from >= run.text.length) {
      runs.push(run)
      continue
    }
    const { note, ...plain } = run
    runs.push({ ...plain, text: run.text.slice(0, Math.max(0, from)), note: key })
    const rest = run.text.slice(Math.min(to, run.text.length))
    if (rest !== '' || note !== undefined) runs.push(run.note === undefined ? { ...plain, text: rest } : { ...run, text: rest })
  }
  return { ...line, text: `${line.text.slice(0, place.from)}${line.text.slice(place.to)}`, runs }
}

function endOfNote(lines: readonly Line[], from: number): number {
  let end = from + 1
  while (end < lines.length && end - from < mostLines) {
    const [before, line] = [lines[end - 1], lines[end]]
    if (!before || !line || line.pageStart || noteStart.test(line.text)) break
    const broken = /\p{L}[-\u00ad]$/u.test(before.text) && /^\p{Ll}/u.test(line.text)
    const runsOn = line.gap === 0 && (/^\p{Ll}/u.test(line.text) || (!/[.!?]$/.test(before.text) && before.text.length > 60))
    if (!broken && !runsOn) break
    end++
  }
  return end
}

function cutStart(line: Line, count: number): Line {
  const text = line.text.slice(count).trim()
  return { ...line, text, runs: [{ text }] }
}
