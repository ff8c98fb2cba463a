/** Owns pages of a goal whose title stands in a box that was read last: at the page's foot, behind the text. */
import { endsSentence, startsSmall } from './breaks.ts'
import type { Line } from './lines.ts'
import { inlineResultOf, isResultLabel } from './overallGoals.ts'
import { lostMark, markOf } from './marks.ts'
import { numberedGoal, overallLabel } from './vocabulary/goals.ts'

/** `before`: the number of the line that begins the page. `box`: the other words of the foot; they stay at the page's end, behind the line `behind`. */
export type Foot = { readonly before: number; readonly title: readonly Line[]; readonly box: readonly Line[]; readonly behind: number }

const longestLine = 45
const mostLines = 14

/**
 * Takes the feet out of the lines. Only a page that begins with an overall goal's label and so has no heading above it, and that ends in
 * short lines that are no sentences, is read so; its title is the first of these lines, and where it stands in the order is a guess.
 */
export function withoutFeet(lines: readonly Line[], laidOut: boolean): { readonly lines: readonly Line[]; readonly feet: readonly Foot[] } {
  const feet: Foot[] = []
  const out = new Set<number>()
  const starts = lines.flatMap((line, at) => (line.pageStart || at === 0 ? [at] : []))
  starts.forEach((start, page) => {
    const [first, end] = [lines[start], starts[page + 1] ?? lines.length]
    if (!first || !overallLabel.test(first.text) || end - start < 6) return
    let from = end
    while (from > start + 3 && end - from < mostLines && isShort(lines[from - 1], laidOut)) from--
    // The box begins behind a gap; what hangs on the text above is text.
    while (from < end && (lines[from]?.gap === 0 || startsSmall(lines[from]?.text ?? ''))) from++
    const behind = lines[from - 1]
    if (from >= end || !behind) return
    let titled = from + 1
    while (titled < end && startsSmall(lines[titled]?.text ?? '') && lines[titled]?.gap === 0) titled++
    feet.push({ before: first.number, title: lines.slice(from, titled), box: lines.slice(titled, end), behind: behind.number })
    for (let at = from; at < end; at++) out.add(at)
  })
  if (feet.length === 0) return { lines, feet }
  return { lines: lines.filter((_, at) => !out.has(at)).map((line, at) => ({ ...line, at })), feet }
}

function isShort(line: Line | undefined, laidOut: boolean): boolean {
  if (!line || line.text.length > longestLine || line.style) return false
  if (endsSentence(line.text) || markOf(line.text) || lostMark(line, laidOut)) return false
  return !isResultLabel(line.text) && inlineResultOf(line.text) === null && !numberedGoal.test(line.text) && !overallLabel.test(line.text)
}
