/** Owns the overall goals: what they are called, of which kind they are, and whether two of them are the same. */
import { keyOf } from './contents.ts'
import { fieldLines, inlineResult, kindInBrackets, numberedGoal, overallKinds, overallLabel, resultLabel } from './vocabulary/goals.ts'
import { likeness, wordsOf } from './words.ts'

/** `label`: the words in front of or behind the goal that say its kind. */
export type OverallGoal = {
  readonly title: string
  readonly category: string | null
  readonly number: string | null
  readonly label: string
}

/** A goal's own number and, behind a tab, its standing: what a printed plan sets beside a label. */
const labelNumber = /^\d{1,2}\s?[a-zæøå]?\s+(?=\p{Lu})/u

/** A printed label without what stands beside it: "1a Resultatmål   On its way". */
export function bareLabel({ text, cells }: { readonly text: string; readonly cells: readonly string[] }): string {
  const [label = text, standing = ''] = cells
  return cells.length <= 2 && standing.length <= 40 ? label.replace(labelNumber, '') : text
}

/** "1 Overordnet mål": the goal's kind with its number, above the goal; in the goal's own chapter it says the chapter's goal again. */
export function isPrintedLabel(line: { readonly text: string; readonly cells: readonly string[] }): boolean {
  const label = bareLabel(line)
  return label !== line.text && overallLabel.test(label) && !label.includes(':')
}

/** A line that says that result goals follow. In small letters it is the end of a sentence. */
export function isResultLabel(text: string): boolean {
  return resultLabel.test(text) && /^\p{Lu}/u.test(text)
}

/** A result goal behind its label: the match of `inlineResult`, or null. */
export function inlineResultOf(text: string): RegExpExecArray | null {
  return /^\p{Lu}/u.test(text) ? inlineResult.exec(text) : null
}

export type FieldRole = keyof typeof fieldLines

/** A line that says one field of a goal behind its name: which, and how many letters the name takes. */
export function fieldOf(text: string): { readonly role: FieldRole; readonly length: number } | null {
  if (!/^\p{Lu}[^:]{2,40}:/u.test(text)) return null
  for (const [role, said] of Object.entries(fieldLines) as [FieldRole, RegExp][]) {
    const found = said.exec(text)
    if (found) return { role, length: found[0].length }
  }
  return null
}

/** The category that a label's words stand for. */
export function categoryOf(words: string): string | null {
  return overallKinds.find(({ word }) => word.test(words))?.category ?? null
}

/** "3.1 Mål 1: ...": the number of the section in front of the goal's own. */
const sectionNumber = /^\d{1,2}(?:\.\d{1,2})*\.?\s+/

/** A goal with its number in front: "Fokusområde 3. ...". */
export function numberedGoalOf(text: string): OverallGoal | null {
  const found = numberedGoal.exec(text.replace(sectionNumber, ''))
  if (!found) return null
  const [, kind = '', number = null, title = ''] = found
  const bracket = kindInBrackets.exec(title)
  const bare = title
    .replace(kindInBrackets, '')
    .replace(/[:.]\s*$/, '')
    .trim()
  return bare === ''
    ? null
    : { title: bare, category: categoryOf(bracket?.[1] ?? kind), number, label: number === null ? kind : `${kind} ${number}` }
}

/** A goal below its label: its kind may stand in brackets behind it. */
export function labelledGoalOf(label: string, text: string): OverallGoal {
  const bracket = kindInBrackets.exec(text)
  const title = text
    .replace(kindInBrackets, '')
    .replace(/[:.]\s*$/, '')
    .trim()
  return {
    title,
    category: categoryOf(bracket?.[1] ?? label),
    number: null,
    label: [label, bracket?.[1] ?? ''].filter((part) => part !== '').join(' '),
  }
}

const sameEnough = 0.8

/** Whether two titles name one goal: titles drift by a word between a text and its appendix. */
export function sameGoal(a: string, b: string): boolean {
  // A cheap look first: titles of quite other lengths are not the same.
  if (a.length > b.length * 1.7 + 4 || b.length > a.length * 1.7 + 4) return false
  return keyOf(a) === keyOf(b) || likeness(wordsOf(a), wordsOf(b)) >= sameEnough
}

/** Capitals in small letters, as a sentence; text that is no capitals stays. */
export function asSentence(title: string): string {
  if (/\p{Ll}{2}/u.test(title)) return title
  const small = title.toLowerCase()
  return small.charAt(0).toUpperCase() + small.slice(1)
}

/** The words behind a labelled goal that are no part of its title. */
export function behindGoal(text: string): string {
  return text.slice(labelledGoalOf('', text).title.length).replace(/^[\s.:()]+|[()]/g, '')
}

/** "Resultatmål 3b" belongs to the goal with the number 3: its id, or null. */
export function goalOfCode(goals: readonly { readonly id: string; readonly goal: OverallGoal }[], code: string | null): string | null {
  const number = code === null ? null : /^(?:\d+|\p{L})/u.exec(code)?.[0]?.toLowerCase()
  return goals.find(({ goal }) => number !== null && number !== undefined && goal.number?.toLowerCase() === number)?.id ?? null
}
