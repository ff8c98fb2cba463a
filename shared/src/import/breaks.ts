/** Owns where a line ends because its writer wanted it to, and where only because the page is no wider. */
import type { Line, Prepared } from './lines.ts'
import { abbreviations } from './vocabulary/headings.ts'

/** Whether the line ends a sentence or introduces what follows; a point behind an abbreviation ends none. */
export function endsSentence(text: string): boolean {
  return /[.!?…:][”"’»)\]]*$/u.test(text) && !abbreviations.test(text)
}

export function startsSmall(text: string): boolean {
  return /^[("”'’«»]*\p{Ll}/u.test(text)
}

/** A word that goes on in the next line. */
export function isBroken(text: string): boolean {
  return /[\p{L}\p{N}][-\u00ad\u2010]$/u.test(text)
}

/** How far to the right the lines around each line reach: the width of its column. */
export function widthsOf({ lines, laidOut }: Pick<Prepared, 'lines' | 'laidOut'>): readonly number[] {
  const reach = lines.map(({ right }) => right).sort((a, b) => a - b)
  const typical = reach[Math.floor(reach.length * 0.8)] ?? 0
  const around = 6
  return lines.map((line, at) => {
    const near: number[] = []
    for (let other = Math.max(0, at - around); other <= Math.min(lines.length - 1, at + around); other++) {
      const candidate = lines[other]
      if (candidate && (laidOut ? sameColumn(line, candidate) : sameBlock(lines, at, other))) near.push(candidate.right)
    }
    const widest = Math.max(...near, 0)
    return near.length >= 3 || (laidOut && near.length >= 2) ? widest : Math.max(widest, typical)
  })
}

function sameColumn(a: Line, b: Line): boolean {
  return a.page === b.page && Math.abs(a.indent - b.indent) < 45
}

function sameBlock(lines: readonly Line[], at: number, other: number): boolean {
  for (let step = Math.min(at, other) + 1; step <= Math.max(at, other); step++) if (lines[step]?.gap !== 0) return false
  return true
}

/** Whether the first word of the next line would have had room on this one. */
export function breaksEarly(line: Line, next: Line, width: number): boolean {
  const word = next.text.split(' ', 1)[0] ?? ''
  return line.right + (word.length + 2) * line.letter <= width
}
