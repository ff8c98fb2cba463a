/** Owns the indicators of a statement: one or several, each with its fields, and what is unsure about them. */
import { comparisonIn } from './comparison.ts'
import { type DateInText, datesIn } from './dates.ts'
import type { Doubt, FoundIndicator } from './draft.ts'
import { exclusionsIn, isCountingRule } from './exclusions.ts'
import { figuresIn } from './figures.ts'
import { words } from './vocabulary/comparisons.ts'
import { dateBegins } from './vocabulary/figures.ts'
import { demand } from './vocabulary/goals.ts'
import { abbreviations } from './vocabulary/headings.ts'
import {
  baselineWords,
  beforeStartDate,
  betweenDates,
  comparedYearBefore,
  dateAtEnd,
  datedFigure,
  measuredBehind,
  ownerLast,
  rankedBehind,
  secondMeasure,
  shareNamed,
  shareSaid,
  standing,
  startYearBefore,
  subjectThatIs,
  subjectThatShall,
  turnedSubject,
} from './vocabulary/indicators.ts'

export type Measured = {
  readonly indicators: readonly FoundIndicator[]
  readonly doubts: readonly Doubt[]
  /** Whether the statement says how it compares. */ readonly measurable: boolean
}

/** What stands behind so many letters is no part of how a goal is measured. */
const longestRead = 1500

/** What a statement measures. `endYear` completes a deadline that is a month without a year. */
export function indicatorsOf(whole: string, endYear: string | null): Measured {
  const doubts: Doubt[] = []
  const statement = whole.slice(0, longestRead)
  const parts = partsOf(statement)
  const found = parts.flatMap((part): FoundIndicator[] => {
    const comparison = comparisonIn(part.text)
    if (!comparison) return []
    const start = part.start
    const dates = datesIn(part.text).length > 0 ? datesIn(part.text) : datesIn(part.shared)
    const when = datesOf(datesIn(part.text).length > 0 ? part.text : part.shared, dates, endYear, comparison.baseline?.to ?? null)
    doubts.push(...when.doubts)
    const { baseline, sure, ...fields } = comparison
    if (!sure) doubts.push({ code: 'operator', words: null })
    return [
      {
        ...fields,
        indicator: nameOf(part.text),
        exclusions: exclusionsIn(part.text),
        baseline: baseline?.value ?? start?.value ?? null,
        baselineDate: when.baselineDate ?? start?.date ?? null,
        deadline: when.deadline,
        source: null,
      },
    ]
  })
  const rules = sentencesOf(statement).filter(isCountingRule).flatMap(exclusionsIn)
  if (found.length > 0) {
    const last = found.length - 1
    const indicators = found.map((one, at) => (at === last ? { ...one, exclusions: [...new Set([...one.exclusions, ...rules])] } : one))
    return { indicators, doubts: unique(doubts), measurable: true }
  }
  const dates = datesOf(statement, datesIn(statement), endYear, null)
  const qualitative: FoundIndicator = {
    targetKind: 'qualitative',
    indicator: nameOf(statement),
    operator: 'qualitative',
    target: null,
    offset: null,
    better: null,
    unit: null,
    reference: null,
    exclusions: rules,
    baseline: null,
    baselineDate: null,
    deadline: dates.deadline,
    source: null,
  }
  return { indicators: [qualitative], doubts: unique(dates.doubts), measurable: false }
}

function unique(doubts: readonly Doubt[]): readonly Doubt[] {
  return doubts.filter((one, at) => doubts.findIndex((other) => other.code === one.code && other.words === one.words) === at)
}

/** The statement's sentences. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = []
  let from = 0
  for (const match of text.matchAll(/[.!?]["”’»)]*\s+(?=[\p{Lu}\d"”»])/gu)) {
    const end = match.index + match[0].length
    if (
      abbreviations.test(text.slice(from, match.index + 1)) ||
      (/\d\.$/.test(text.slice(from, match.index + 1)) && dateBegins.test(text.slice(end)))
    )
      continue
    sentences.push(text.slice(from, end).trim())
    from = end
  }
  sentences.push(text.slice(from).trim())
  return sentences.filter((sentence) => sentence !== '')
}

type Start = { readonly value: string; readonly date: string | null }
type Part = { readonly text: string; readonly shared: string; readonly start: Start | null }

/** Each part that may measure something; `shared` is its whole sentence, whose date and starting point hold for all its parts. */
function partsOf(statement: string): readonly Part[] {
  const sentences = sentencesOf(statement).filter((sentence) => !isCountingRule(sentence))
  return sentences
    .filter((sentence, at) => at === 0 || startIn(sentence) === null)
    .flatMap((whole): Part[] => {
      const next = sentences[sentences.indexOf(whole) + 1]
      const { text: sentence, start = next === undefined ? null : startIn(next) } = withoutStart(whole)
      const pieces = sentence.split(secondMeasure)
      const each = pieces.length > 1 && pieces.every((piece) => comparisonIn(piece) !== null)
      return (each ? pieces : [sentence]).map((text) => ({ text, shared: sentence, start }))
    })
}

/** "I 2023 var den 39 %.": a sentence that sets nothing and says one figure. */
function startIn(sentence: string): Start | null {
  if (!standing.test(sentence) || demand.test(sentence) || words.atLeast.test(sentence) || words.atMost.test(sentence)) return null
  const dates = datesIn(sentence)
  const [figure, ...more] = figuresIn(sentence, dates)
  return figure && more.length === 0 ? { value: figure.value, date: dates[0]?.date ?? null } : null
}

/** A starting point in brackets, "(udgangspunkt: 41 % i 2024)" or "(december 2022: 438)", taken out of the sentence. */
function withoutStart(sentence: string): { readonly text: string; readonly start?: Start } {
  for (const match of sentence.matchAll(/\s*\(([^()]{3,80})\)/gu)) {
    const inside = match[1] ?? ''
    const dates = datesIn(inside)
    const dated = dates[0] !== undefined && beforeStartDate.test(inside.slice(0, dates[0].from)) && /^\s*:/.test(inside.slice(dates[0].to))
    const figure = figuresIn(inside, dates)[0]
    // "(28 % i 2029)": a figure and a date of the past beside a goal that has a figure of its own.
    const only = figure && dates[0] && inside.slice(0, figure.from).trim() === '' && datedFigure.test(inside.slice(figure.end))
    if (figure && (dated || only || baselineWords.test(inside)))
      return {
        text: `${sentence.slice(0, match.index)}${sentence.slice(match.index + match[0].length)}`,
        start: { value: figure.value, date: dates[0]?.date ?? null },
      }
  }
  return { text: sentence }
}

type When = { readonly baselineDate: string | null; readonly deadline: string | null; readonly doubts: readonly Doubt[] }

/** Which date is the start and which the end. */
function datesOf(text: string, dates: readonly DateInText[], endYear: string | null, behindBaseline: number | null): When {
  const doubts: Doubt[] = []
  let baselineDate: string | null = null
  let deadline: string | null = null
  const rest: DateInText[] = []
  dates.forEach((one, at) => {
    const before = text.slice(0, one.from)
    const span = betweenDates.test(text.slice(one.to, dates[at + 1]?.from ?? one.to))
    const start =
      (behindBaseline !== null && one.from >= behindBaseline && one.from - behindBaseline <= 14 && baselineDate === null) ||
      comparedYearBefore.test(before) ||
      (startYearBefore.test(before) && (span || dates.length > 1))
    if (!start) {
      rest.push(one)
      return
    }
    if (one.date === null) doubts.push({ code: 'baselineDate', words: one.words })
    else baselineDate = one.date
  })
  // The last date that is no start; one with a year wins over a month alone.
  const dated = rest.filter(({ date }) => date !== null)
  const last = dated.reduce<DateInText | undefined>(
    (latest, one) => (latest === undefined || (one.date ?? '') >= (latest.date ?? '').slice(0, (one.date ?? '').length) ? one : latest),
    undefined,
  )
  if (last) deadline = last.date
  else if (rest[0]) {
    doubts.push({ code: 'deadline', words: rest[0].words })
    const month = datesIn(`${rest[0].words} ${endYear ?? ''}`)[0]?.date ?? null
    deadline = endYear === null ? null : month
  }
  if (baselineDate !== null && deadline !== null && baselineDate === deadline) deadline = null
  return { baselineDate, deadline, doubts }
}

/** What is measured, as the statement names it: its subject, or for "mindst 75 % af borgerne er ..." the share of them that is. */
function nameOf(text: string): string | null {
  const clean = text
    .replace(/\s+/g, ' ')
    .replace(/[.;:]\s*$/, '')
    .trim()
  const shareOf = shareSaid.exec(clean)
  if (shareOf) {
    const [, whom = '', verb = '', what = ''] = shareOf
    return cut(shareNamed(whom.replace(/,$/, ''), verb, withoutDate(what)))
  }
  const turned = turnedSubject.exec(clean)?.[1]
  const subject = turned ?? (subjectThatShall.exec(clean) ?? subjectThatIs.exec(clean))?.[1]
  const follows = measuredBehind.exec(clean)
  const ranked = rankedBehind.exec(clean)
  const owner = subject !== undefined && ownerLast.test(subject)
  const plainSubject = subject === undefined || owner ? '' : withoutDate(subject)
  if (plainSubject !== '') return cut(plainSubject)
  return cut(withoutDate(ranked?.[0] ?? follows?.[0] ?? clean)) ?? cut(clean)
}

function withoutDate(text: string): string {
  return text.replace(dateAtEnd, '').trim()
}

function cut(text: string): string | null {
  const short = text.length > 240 ? `${text.slice(0, 239)}…` : text
  return short === '' ? null : short
}
