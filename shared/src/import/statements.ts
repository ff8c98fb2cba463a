/** Owns what counts as a result goal where no label says so, and which items of a list are one statement. */
import type { FoundIndicator } from './draft.ts'
import type { ListItem } from './flow.ts'
import { endsSentence, startsSmall } from './breaks.ts'
import { isCountingRule } from './exclusions.ts'
import { indicatorsOf, sentencesOf } from './indicators.ts'
import { dropStart, keepStart, type Line } from './lines.ts'
import { demand, goesOn, statementStart, statementWord } from './vocabulary/goals.ts'

/** Whether a text reads as a goal: it measures something and says what shall be. */
export function isStatement(text: string, measurable: boolean): boolean {
  return measurable && text.length <= 500 && (statementWord.test(text) || statementStart.test(text))
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

/** The lines of a paragraph, cut where a sentence ends. */
function sentenceLines(lines: readonly Line[]): readonly (readonly Line[])[] {
  const groups: Line[][] = []
  let open: Line[] = []
  const close = (): void => {
    if (open.length > 0) groups.push(open)
    open = []
  }
  lines.forEach((line, at) => {
    let rest = line
    const sentences = sentencesOf(line.text)
    for (const sentence of sentences.slice(0, -1)) {
      if (!rest.text.startsWith(sentence)) break
      open.push(keepStart(rest, sentence.length))
      close()
      rest = dropStart(rest, sentence.length)
    }
    open.push(rest)
    const next = lines[at + 1]
    if (
      endsSentence(rest.text) &&
      !rest.text.endsWith(':') &&
      !(next && startsSmall(next.text)) &&
      !(/\d\.$/.test(rest.text) && /^\d/.test(next?.text ?? ''))
    )
      close()
  })
  close()
  return groups
}

/** A paragraph that may say goals: each sentence that measures is one, what is counted belongs to it, the others are text. */
export function textAndGoals(
  lines: readonly Line[],
  textOf: (lines: readonly Line[]) => string,
  endYear: string | null,
  asked: boolean,
): readonly { readonly lines: readonly Line[]; readonly goal: boolean }[] {
  const parts: { readonly lines: Line[]; readonly goal: boolean }[] = []
  for (const own of sentenceLines(lines)) {
    const last = parts.at(-1)
    const text = textOf(own)
    const goal = isUnlabelledGoal(text, endYear, asked)
    if (last && !goal && (!last.goal || isCountingRule(text))) last.lines.push(...own)
    else parts.push({ lines: [...own], goal })
  }
  return parts
}

/** Whether a sentence without a label is a goal. `asked`: its heading asks for goals, so that what is only watched is one too. */
function isUnlabelledGoal(text: string, endYear: string | null, asked: boolean): boolean {
  if (text.length > 500 || !/[.!]$/.test(text.trim()) || isCountingRule(text)) return false
  const { measurable, indicators } = indicatorsOf(text, endYear)
  if (!measurable) return false
  if (!demand.test(text) && !(asked && statementStart.test(text))) return false
  return hasTarget(indicators) || (asked && indicators.some(({ operator }) => operator === 'monitor' || operator === 'compliance'))
}

/** A labelled paragraph as its goals: several where every sentence begins a line, measures, and goes on about none before it. */
export function eachGoal(lines: readonly Line[], measures: (lines: readonly Line[]) => boolean): readonly (readonly Line[])[] {
  const parts = sentenceLines(lines)
  const starts = new Set(lines.map(({ text }) => text))
  const own = parts.every(([first, ...rest]) => {
    if (!first || goesOn.test(first.text)) return false
    return [...starts].some((start) => start.startsWith(first.text)) && measures([first, ...rest])
  })
  return parts.length > 1 && own ? parts : [lines]
}

/** Whether half of the items or more measure what shall be. */
export function mostAreGoals(
  items: readonly (readonly Line[])[],
  textOf: (lines: readonly Line[]) => string,
  endYear: string | null,
): boolean {
  const good = items.filter((lines) => {
    const text = textOf(lines)
    const { measurable, indicators } = indicatorsOf(text, endYear)
    return isStatement(text, measurable) && hasTarget(indicators)
  })
  return good.length > 0 && good.length >= items.length / 2
}

/** The sentence that introduces what stands below: the last of the paragraph. */
export function leadOf(paragraph: string): string {
  return /[^.]*$/u.exec(paragraph.slice(-500).replace(/\.(?=\S)/g, ''))?.[0] ?? ''
}
