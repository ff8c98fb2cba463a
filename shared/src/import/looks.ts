/** Owns what the letters of a document tell of its headings: the size of its text, and whether its headings stand out from it. */
import type { Line } from './lines.ts'
import { inlineResultOf, isResultLabel } from './overallGoals.ts'
import type { SourceLine, SourceText } from './source.ts'
import { overallLabel } from './vocabulary/goals.ts'

export type Looks = {
  /** Points; null where no line has a size. */
  readonly bodySize: number | null
  /** Whether most text is bold, so that bold says nothing. */
  readonly boldBody: boolean
  /** Whether headings are set in letters of their own; where not, a line in the text's letters is as good a heading as in a plain text. */
  readonly telling: boolean
}

/** What Word sets text in where its runs do not say. */
const wordSize = 11
const least = 3

/** The size of each line's letters. In Word a run says its size only where it differs from the style's. */
export function sizesOf(source: SourceText): (line: SourceLine) => number | null {
  const said = source.lines.some(({ size }) => size !== undefined)
  return ({ layout, size }) => layout?.size ?? size ?? (said ? wordSize : null)
}

export function looksOf(lines: readonly Line[], bodySize: number | null): Looks {
  const letters = (some: readonly Line[]): number => some.reduce((sum, { text }) => sum + text.length, 0)
  const boldBody = letters(lines.filter((line) => line.bold)) > letters(lines) * 0.4
  const looks = { bodySize, boldBody, telling: false }
  const own = lines.filter((line, at) => standsOut(line, looks) && at > 2 && !isLabel(line.text))
  return { ...looks, telling: own.length >= least }
}

export const isLarger = ({ size }: Line, { bodySize }: Looks): boolean => bodySize !== null && size !== null && size > bodySize * 1.08
export const isSmaller = ({ size }: Line, { bodySize }: Looks): boolean => bodySize !== null && size !== null && size < bodySize * 0.93
export const standsOut = (line: Line, looks: Looks): boolean =>
  isLarger(line, looks) || (line.bold && !looks.boldBody && !isSmaller(line, looks))

/** Set in the same letters: lines of one heading, or headings of one kind. */
export function sameLook(a: Line, b: Line): boolean {
  return (a.size === null || b.size === null || Math.abs(a.size - b.size) <= 0.6) && a.bold === b.bold
}

function isLabel(text: string): boolean {
  return isResultLabel(text) || overallLabel.test(text) || inlineResultOf(text) !== null
}
