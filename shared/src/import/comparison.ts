/** Owns how a statement compares: its operator, its target and its kind. Each kind of target has its own small reading, asked in order. */
import type { IndicatorAttributes, Operator, TargetKind } from '../goal.ts'
import { type DateInText, datesIn } from './dates.ts'
import { type Figure, figuresIn, numberOf } from './figures.ts'
import { rankedAmong, referenceIn } from './reference.ts'
import {
  betweenWords,
  changeBefore,
  changeOfBefore,
  changeWords,
  comparedBefore,
  countBegins,
  countNamed,
  countryAverage,
  downTo,
  duration,
  fromBefore,
  gapTo,
  lasting,
  leastWord,
  lowIsBetter,
  lowWords,
  measuredFirst,
  measuredInPercent,
  mostWord,
  noRanked,
  notBeyond,
  onBefore,
  orAbove,
  orBelow,
  orLessBehind,
  orMoreBehind,
  rankFractions,
  ranks,
  rankWords,
  reachedVerb,
  shallOrGoal,
  startBefore,
  startNamedBefore,
  surveyed,
  timeUnit,
  toBefore,
  upTo,
  wanted,
  within,
  words,
} from './vocabulary/comparisons.ts'
import { figureInPercent, fullTime, fullTimePersons, people, percentWord, persons } from './vocabulary/figures.ts'
import { shall } from './vocabulary/goals.ts'
import { besideClause } from './vocabulary/indicators.ts'

/** `sure` is false where the text leaves the operator open. */
export type Comparison = Pick<IndicatorAttributes, 'operator' | 'target' | 'targetKind' | 'offset' | 'better' | 'unit' | 'reference'> & {
  readonly operator: Operator
  readonly sure: boolean
  readonly baseline: Figure | null
}

const none = {
  target: null,
  targetKind: null,
  offset: null,
  better: null,
  unit: null,
  reference: null,
  sure: true,
  baseline: null,
} as const

/** How the text compares, or null where it only says what is to be done. */
export function comparisonIn(whole: string): Comparison | null {
  const bare = whole.replace(besideClause, '')
  const text = bare === whole || figuresIn(bare, datesIn(bare)).length === 0 ? whole : bare
  const dates = datesIn(text)
  const figures = figuresIn(text, dates)
  return (
    compliance(text) ??
    rank(text) ??
    gap(text, figures) ??
    relative(text, figures) ??
    against(text, figures) ??
    number(text, figures) ??
    monitor(text) ??
    milestone(text, dates)
  )
}

function compliance(text: string): Comparison | null {
  return words.compliance.test(text) && !figureInPercent.test(text) ? { ...none, operator: 'compliance', targetKind: 'compliance' } : null
}

function rank(text: string): Comparison | null {
  const found = ranks.map((pattern) => pattern.exec(text)).find((match) => match !== null)
  const fraction = found ? undefined : rankFractions.find(([said]) => said.test(text))
  const target = found ? numberOf(found[1] ?? '') : (fraction?.[1] ?? null)
  if (target === null) return null
  const share = fraction !== undefined || found?.[2] !== undefined
  // "blandt 300 borgere" is no rank.
  if (found && !share && !rankWords.test(text)) return null
  if (found && !share && noRanked.test(text.slice((found.index ?? 0) + found[0].length))) return null
  const change = changeWords.test(text)
  const low = lowWords.test(text)
  return {
    ...none,
    operator: share ? 'rankTopPercent' : 'rankTopN',
    targetKind: share ? (change ? 'rankTopPercentChange' : 'rankTopPercent') : 'rankTopN',
    target,
    better: low ? 'lower' : 'higher',
    unit: share ? '%' : null,
    reference: rankedAmong(text),
  }
}

function gap(text: string, figures: readonly Figure[]): Comparison | null {
  if (!words.gap.test(text) || !words.decrease.test(text)) return null
  const figure = figures.find(({ unit }) => unit === 'procentpoint' || unit === '%') ?? figures[0]
  if (!figure) return null
  const from = figures.find((one) => one !== figure && fromBefore.test(text.slice(0, one.from))) ?? null
  const reached = gapTo.test(text.slice(0, figure.from))
  return {
    ...none,
    operator: reached ? 'atMost' : 'atLeast',
    targetKind: 'gap',
    target: figure.value,
    unit: figure.unit === '%' ? 'procentpoint' : figure.unit,
    reference: referenceIn(text)?.stored ?? null,
    baseline: from,
  }
}

/** A fall by a share of what was there: halved, reduced by 20 per cent. */
function relative(text: string, figures: readonly Figure[]): Comparison | null {
  if (words.halved.test(text)) return { ...none, operator: 'relativeReduction', targetKind: 'relativeReduction', target: '50', unit: '%' }
  const by = figures.find(({ from }) => changeBefore.test(text.slice(0, from)))
  if (!by || referenceIn(text)) return null
  // "... by 3 points to 18 %" says where to: that is the target.
  if (figures.some(({ from, unit }) => from > by.to && unit !== null && toBefore.test(text.slice(0, from)))) return null
  const before = text.slice(0, by.from)
  if (!words.decrease.test(before) && !words.increase.test(before)) return null
  if (onBefore.test(before) && !changeOfBefore.test(before)) return null
  const falls = words.decrease.test(before)
  if (falls && by.unit === '%')
    return { ...none, operator: 'relativeReduction', targetKind: 'relativeReduction', target: by.value, unit: '%' }
  // A change by a number has no operator of its own: at least so much.
  return {
    ...none,
    operator: 'atLeast',
    targetKind: by.unit === '%' ? 'share' : 'count',
    target: by.value,
    unit: by.unit ?? countedIn(text),
    better: falls ? 'lower' : 'higher',
    sure: false,
  }
}

function against(text: string, figures: readonly Figure[]): Comparison | null {
  const reference = referenceIn(text)
  if (!reference) return null
  const before = text.slice(0, reference.from)
  const margin = figures.find(({ unit, to }) => unit === 'procentpoint' && to <= reference.to + 40)
  const own = figures.find(({ unit }) => unit === '%')
  // A share of its own that is only said beside the reference.
  if (own && !margin && !comparedBefore.test(before)) return null
  const level = words.onLevel.test(before)
  const [above, below] = [words.above.test(before) || orAbove.test(text), words.below.test(before) || orBelow.test(text)]
  const [least, most] = [words.atLeast.test(text), words.atMost.test(text)]
  const not = notBeyond.test(before)
  const low = lowIsBetter.test(text.slice(0, reference.from))
  const kind = reference.stored === countryAverage ? 'national' : 'region'
  const found = { ...none, reference: reference.stored, targetKind: kind as TargetKind, unit: unitOfShare(text) }
  if (margin) {
    const down = below || (!above && low)
    const offset = `${down ? '-' : ''}${margin.value.replace('-', '')}`
    const atLeast = most ? down : !down
    return {
      ...found,
      targetKind: kind === 'national' ? 'nationalMargin' : 'region',
      operator: atLeast ? 'atLeast' : 'atMost',
      offset,
      sure: above || below,
    }
  }
  if (not) return { ...found, operator: above ? 'atMost' : 'atLeast' }
  if (level && below) return { ...found, operator: 'atMost' }
  if (level && (above || least)) return { ...found, operator: 'atLeast' }
  if (level && most) return { ...found, operator: 'atMost' }
  if (below) return { ...found, operator: 'below' }
  if (above) return { ...found, operator: 'above' }
  if (least) return { ...found, operator: 'atLeast' }
  if (most) return { ...found, operator: 'atMost' }
  if (level) return { ...found, operator: low ? 'atMost' : 'atLeast', sure: false }
  return shall.test(text) ? { ...found, operator: low ? 'atMost' : 'atLeast', sure: false } : null
}

function unitOfShare(text: string): string | null {
  return measuredInPercent.test(text) ? '%' : duration.test(text) ? null : '%'
}

function number(text: string, figures: readonly Figure[]): Comparison | null {
  if (figures.length === 0) return null
  const baseline =
    figures.find((figure) => startBefore.test(text.slice(0, figure.from)) || startNamedBefore.test(text.slice(0, figure.from))) ?? null
  // How long something lasts or may take says for whom the other figure counts.
  const others = figures.some((figure) => figure !== baseline && !timeUnit.test(figure.unit ?? ''))
  const candidates = figures.filter(
    (figure) => figure !== baseline && !(others && timeUnit.test(figure.unit ?? '') && lasting.test(text.slice(0, figure.from))),
  )
  const read = candidates.map((figure) => ({ figure, ...operatorOf(text, figure) })).filter(({ weight }) => weight > 0)
  const best = read.sort((a, b) => b.weight - a.weight || a.figure.from - b.figure.from)[0]
  if (!best) return null
  const { figure, operator, sure } = best
  const unit = figure.unit === 'procentpoint' ? 'procentpoint' : figure.unit === '%' ? '%' : (countedIn(text) ?? figure.unit)
  const service = words.service.test(text) && (figure.unit === null || !/%/.test(figure.unit))
  const kind: TargetKind = service
    ? 'serviceLevel'
    : unit === '%'
      ? words.survey.test(text) && surveyed.test(text)
        ? 'survey'
        : 'share'
      : 'count'
  return { ...none, operator, target: figure.value, targetKind: kind, unit: service ? (figure.unit ?? unit) : unit, sure, baseline }
}

/** What the words before and behind a number make of it. A heavier reading is the likelier target. */
function operatorOf(text: string, figure: Figure): { readonly operator: Operator; readonly sure: boolean; readonly weight: number } {
  const before = text.slice(Math.max(0, figure.from - 40), figure.from)
  const behind = text.slice(figure.to, figure.to + 25)
  const near = before.replace(betweenWords, '').trimEnd()
  const ends = (pattern: RegExp): boolean => new RegExp(`${pattern.source}\\s*$`, 'iu').test(near)
  const weight = 5 + (figure.unit === '%' ? 1 : 0)
  if (orMoreBehind.test(behind)) return { operator: 'atLeast', sure: true, weight }
  if (orLessBehind.test(behind)) return { operator: 'atMost', sure: true, weight }
  if (ends(words.atLeast)) return { operator: 'atLeast', sure: true, weight }
  if (ends(words.atMost)) return { operator: 'atMost', sure: true, weight }
  if (ends(words.above)) return { operator: 'above', sure: true, weight }
  if (ends(words.below)) return { operator: 'below', sure: true, weight }
  if (ends(words.equal)) return { operator: 'equal', sure: true, weight }
  const all = text.slice(0, figure.from)
  const to = toBefore.test(all)
  if (to && (words.decrease.test(all) || downTo.test(all))) return { operator: 'atMost', sure: true, weight: 4 }
  if (to && (words.increase.test(all) || upTo.test(all))) return { operator: 'atLeast', sure: true, weight: 4 }
  // "mindst" stands early in the sentence: "skal mindst op på 85 %".
  if (leastWord.test(all) && to) return { operator: 'atLeast', sure: true, weight: 4 }
  if (mostWord.test(all) && to) return { operator: 'atMost', sure: true, weight: 4 }
  if (within.test(before) && timeUnit.test(figure.unit ?? '') && !percentWord.test(text))
    return { operator: 'atMost', sure: true, weight: 3 }
  // "100 unge får ...": the sentence begins with what is to be reached.
  if (figure.from === 0 && figure.unit !== null && people.test(figure.unit) && reachedVerb.test(text))
    return { operator: 'atLeast', sure: false, weight: 1 }
  const demands = wanted.test(text)
  if (!demands && figure.unit !== '%') return { operator: 'equal', sure: false, weight: 0 }
  const low = lowIsBetter.test(text) && figure.unit === '%' && measuredFirst.test(text.trim())
  if (figure.unit === '%') return { operator: low ? 'atMost' : 'atLeast', sure: false, weight: 2 }
  return shallOrGoal.test(text) ? { operator: 'atLeast', sure: false, weight: 1 } : { operator: 'atLeast', sure: false, weight: 0 }
}

/** What is counted where the number itself has no unit: persons, full-time persons. */
function countedIn(text: string): string | null {
  if (fullTime.test(text)) return fullTimePersons
  return countNamed.test(text) && people.test(text) ? persons : null
}

function monitor(text: string): Comparison | null {
  return words.monitor.test(text)
    ? { ...none, operator: 'monitor', targetKind: 'monitor', unit: countBegins.test(text) ? countedIn(text) : null }
    : null
}

function milestone(text: string, dates: readonly DateInText[]): Comparison | null {
  return words.milestone.test(text) && dates.some(({ date }) => date !== null) && shall.test(text)
    ? { ...none, operator: 'compliance', targetKind: 'milestone' }
    : null
}
