/** Owns what counts as a result goal where no label says so, and which items of a list are one statement. */
import type { FoundIndicator } from './draft.ts'
import type { ListItem } from './flow.ts'
import type { Line } from './lines.ts'
import { statementStart } from './vocabulary.ts'

/** Whether a text reads as a goal: it measures something and says what shall be. */
export function isStatement(text: string, measurable: boolean): boolean {
  return (
    measurable &&
    text.length <= 500 &&
    (/(?<!\p{L})(?:skal|mindst|højst|opfylder|overholder|minimum|maks\p{L}*|målet)(?!\p{L})/iu.test(text) || statementStart.test(text))
  )
}

/** Whether any of the indicators says what is to be reached. */
export function hasTarget(indicators: readonly FoundIndicator[]): boolean {
  return indicators.some(({ target, reference, offset }) => target !== null || reference !== null || offset !== null)
}

/** The items of a list as statements: what stands one level down belongs to the item above when that ends with a colon. */
export function grouping(items: readonly ListItem[]): readonly (readonly Line[])[] {
  const groups: Line[][] = []
  for (const { depth, lines } of items) {
    const last = groups.at(-1)
    if (depth > 0 && last && /[:,]$/.test(last.at(-1)?.text ?? '')) last.push(...lines)
    else groups.push([...lines])
  }
  return groups
}
