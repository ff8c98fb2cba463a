/** Owns which fields each kind of target asks for, and what can be wrong with their values. */
import {
  type GoalAttributes,
  goalLevels,
  type IndicatorAttributes,
  type Operator,
  operators,
  type TargetKind,
  targetKinds,
} from './goal.ts'
import { lastDayOf, readDate, readDecimal } from './goalValues.ts'

export type Field = Exclude<keyof IndicatorAttributes, 'id'>

type Kind = { readonly operators: readonly Operator[]; readonly fields: readonly Field[] }

const comparisons = ['atLeast', 'atMost', 'above', 'below', 'equal'] as const
const path = ['baseline', 'baselineDate', 'deadline'] as const

/** What each kind asks for beside the indicator's name and source, in the order of the form. Operators: the first is the usual one. */
const kinds: Readonly<Record<TargetKind, Kind>> = {
  share: { operators: comparisons, fields: ['operator', 'target', 'unit', ...path, 'exclusions'] },
  survey: { operators: comparisons, fields: ['operator', 'target', 'unit', ...path] },
  count: { operators: ['atMost', 'atLeast', 'above', 'below', 'equal'], fields: ['operator', 'target', 'unit', ...path, 'exclusions'] },
  national: { operators: comparisons, fields: ['operator', 'reference', 'unit', 'deadline', 'exclusions'] },
  nationalMargin: { operators: comparisons, fields: ['operator', 'reference', 'offset', 'unit', 'deadline', 'exclusions'] },
  region: { operators: comparisons, fields: ['operator', 'reference', 'offset', 'unit', 'deadline', 'exclusions'] },
  gap: { operators: ['atMost', 'atLeast'], fields: ['operator', 'target', 'reference', 'unit', ...path] },
  rankTopN: { operators: ['rankTopN'], fields: ['target', 'better', 'deadline'] },
  rankTopPercent: { operators: ['rankTopPercent'], fields: ['target', 'better', 'deadline'] },
  rankTopPercentChange: { operators: ['rankTopPercent'], fields: ['target', 'better', 'baselineDate', 'deadline'] },
  relativeReduction: { operators: ['relativeReduction'], fields: ['target', 'unit', ...path] },
  compliance: { operators: ['compliance'], fields: ['deadline'] },
  milestone: { operators: ['compliance'], fields: ['deadline'] },
  monitor: { operators: ['monitor'], fields: ['better', 'unit', 'baseline', 'baselineDate'] },
  qualitative: { operators: ['qualitative'], fields: ['deadline'] },
  serviceLevel: { operators: ['atMost', 'atLeast'], fields: ['operator', 'target', 'unit', 'deadline'] },
  budget: { operators: comparisons, fields: ['operator', 'target', 'unit', 'better', 'deadline'] },
}

/** Everything there is to an indicator, for a kind that is unknown or not yet chosen. */
const everyField: readonly Field[] = ['operator', 'target', 'offset', 'better', 'unit', 'reference', 'exclusions', ...path]

/** The fields to ask for, in order: kind and name first, source last. */
export function fieldsOf(kind: string | null): readonly Field[] {
  return ['targetKind', 'indicator', ...(isKind(kind) ? kinds[kind].fields : everyField), 'source']
}

/** The operators that make sense for the kind; the first is the one that a new indicator gets. */
export function operatorsOf(kind: string | null): readonly Operator[] {
  return isKind(kind) ? kinds[kind].operators : operators
}

export function isKind(kind: string | null): kind is TargetKind {
  return (targetKinds as readonly (string | null)[]).includes(kind)
}

export const decimalFields = ['target', 'offset', 'baseline'] as const satisfies readonly Field[]
export const dateFields = ['baselineDate', 'deadline'] as const satisfies readonly Field[]
export const directions = ['higher', 'lower'] as const

/** What is wrong with a stored value: it is kept as it is and shown as a problem. */
export type GoalProblem = {
  readonly attribute: keyof IndicatorAttributes | keyof GoalAttributes
  readonly problem: 'noDecimal' | 'noDate' | 'unknownWord' | 'notOfKind' | 'beforeBaseline'
  readonly text: string
}

/** The problems of an indicator's values. What is missing is none: a draft may lack anything. */
export function indicatorProblems(attributes: IndicatorAttributes): readonly GoalProblem[] {
  const found: GoalProblem[] = []
  const { targetKind, operator, better, baselineDate, deadline } = attributes
  if (targetKind !== null && !isKind(targetKind)) found.push({ attribute: 'targetKind', problem: 'unknownWord', text: targetKind })
  if (operator !== null && !(operators as readonly string[]).includes(operator))
    found.push({ attribute: 'operator', problem: 'unknownWord', text: operator })
  else if (operator !== null && !(operatorsOf(targetKind) as readonly string[]).includes(operator))
    found.push({ attribute: 'operator', problem: 'notOfKind', text: operator })
  if (better !== null && !(directions as readonly string[]).includes(better))
    found.push({ attribute: 'better', problem: 'unknownWord', text: better })
  for (const attribute of decimalFields) {
    const text = attributes[attribute]
    if (text !== null && !readDecimal(text)) found.push({ attribute, problem: 'noDecimal', text })
  }
  for (const attribute of dateFields) {
    const text = attributes[attribute]
    if (text !== null && !readDate(text)) found.push({ attribute, problem: 'noDate', text })
  }
  const [start, end] = [lastDayOf(baselineDate), lastDayOf(deadline)]
  if (start !== null && end !== null && end <= start) found.push({ attribute: 'deadline', problem: 'beforeBaseline', text: deadline ?? '' })
  return found
}

/** The problems of a goal's own values. */
export function goalProblems(attributes: GoalAttributes): readonly GoalProblem[] {
  const { level } = attributes
  return (goalLevels as readonly string[]).includes(level) ? [] : [{ attribute: 'level', problem: 'unknownWord', text: level }]
}
