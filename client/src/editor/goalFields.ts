/** Owns which fields the form of a goal asks for, and how each is read and printed. Pure. */
import {
  goalLevels,
  type GoalAttributes,
  type IndicatorAttributes,
  indicatorAttributeNames,
  operators,
  type TargetKind,
  targetKinds,
} from '@samplan/shared/goal'
import { parseDate, parseDecimal, printDecimal } from '@samplan/shared/goalValues'
import { text } from '../text/da.ts'
import { period } from '../text/format.ts'

export type GoalFieldName = Exclude<keyof GoalAttributes, 'id' | 'parentId'>
export type IndicatorFieldName = Exclude<keyof IndicatorAttributes, 'id'>
export type FieldName = GoalFieldName | IndicatorFieldName

/** `columns` of the form's six; `choices` makes a select. */
export type Field = {
  readonly name: FieldName
  readonly label: string
  readonly columns: 2 | 3 | 4 | 6
  readonly kind: 'text' | 'decimal' | 'date' | 'choice'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
}

const words = text.plan.goal

function choices(values: readonly string[], labels: Readonly<Record<string, string>>): NonNullable<Field['choices']> {
  return values.map((value) => ({ value, label: labels[value] ?? value }))
}

const fields: Readonly<Record<FieldName, Field>> = {
  level: { name: 'level', label: words.attributes.level, columns: 2, kind: 'choice', choices: choices(goalLevels, words.levels) },
  category: {
    name: 'category',
    label: words.attributes.category,
    columns: 2,
    kind: 'choice',
    choices: choices(Object.keys(words.categories), words.categories),
  },
  responsible: { name: 'responsible', label: words.attributes.responsible, columns: 2, kind: 'text' },
  indicator: { name: 'indicator', label: words.attributes.indicator, columns: 4, kind: 'text' },
  targetKind: {
    name: 'targetKind',
    label: words.attributes.targetKind,
    columns: 2,
    kind: 'choice',
    choices: choices(targetKinds, words.kinds),
  },
  operator: {
    name: 'operator',
    label: words.attributes.operator,
    columns: 2,
    kind: 'choice',
    choices: choices(operators.slice(0, 5), words.operators),
  },
  target: { name: 'target', label: words.attributes.target, columns: 2, kind: 'decimal' },
  offset: { name: 'offset', label: words.attributes.offset, columns: 2, kind: 'decimal' },
  better: {
    name: 'better',
    label: words.attributes.better,
    columns: 2,
    kind: 'choice',
    choices: choices(['higher', 'lower'], words.betters),
  },
  unit: { name: 'unit', label: words.attributes.unit, columns: 2, kind: 'text' },
  reference: { name: 'reference', label: words.attributes.reference, columns: 2, kind: 'text' },
  exclusions: { name: 'exclusions', label: words.attributes.exclusions, columns: 6, kind: 'text' },
  baseline: { name: 'baseline', label: words.attributes.baseline, columns: 2, kind: 'decimal' },
  baselineDate: { name: 'baselineDate', label: words.attributes.baselineDate, columns: 2, kind: 'date' },
  deadline: { name: 'deadline', label: words.attributes.deadline, columns: 2, kind: 'date' },
  source: { name: 'source', label: words.attributes.source, columns: 2, kind: 'text' },
}

const figure: readonly IndicatorFieldName[] = ['operator', 'target', 'unit', 'baseline', 'baselineDate', 'deadline', 'source']
const compared: readonly IndicatorFieldName[] = ['operator', 'reference', 'unit', 'baseline', 'baselineDate', 'deadline', 'source']
const rank: readonly IndicatorFieldName[] = ['target', 'better', 'deadline', 'source']
const words1: readonly IndicatorFieldName[] = ['deadline', 'source']

/** What each kind of target asks for, below what is measured and the kind itself. */
const fieldsOfKind: Readonly<Record<TargetKind, readonly IndicatorFieldName[]>> = {
  share: [...figure, 'exclusions'],
  survey: figure,
  count: [...figure, 'exclusions'],
  national: compared,
  nationalMargin: ['operator', 'reference', 'offset', 'unit', 'baseline', 'baselineDate', 'deadline', 'source'],
  region: compared,
  gap: figure,
  rankTopN: rank,
  rankTopPercent: rank,
  rankTopPercentChange: rank,
  relativeReduction: ['target', 'baseline', 'baselineDate', 'deadline', 'source'],
  compliance: words1,
  milestone: words1,
  monitor: ['unit', 'baseline', 'baselineDate', 'source'],
  qualitative: words1,
  serviceLevel: figure,
  budget: figure,
}

export function goalFields(level: string): readonly Field[] {
  return level === 'overall' ? [fields.level, fields.category, fields.responsible] : [fields.level, fields.responsible]
}

/** The fields of an indicator of this kind; those that hold something are never hidden. */
export function indicatorFields(attributes: Readonly<Record<string, unknown>>): readonly Field[] {
  const kind = attributes['targetKind']
  const known = targetKinds.find((name) => name === kind)
  const asked = ['indicator', 'targetKind', ...(known ? fieldsOfKind[known] : figure)] as const
  const filled = indicatorAttributeNames.filter(
    (name): name is IndicatorFieldName => name !== 'id' && Boolean(attributes[name]) && !(asked as readonly string[]).includes(name),
  )
  return [...asked, ...filled].map((name) => fields[name])
}

/** The facts that an indicator of this kind has no field for: they would be read as part of its target. None for an unknown kind. */
export function notAsked(kind: string | null): readonly IndicatorFieldName[] {
  const known = targetKinds.find((name) => name === kind)
  if (!known) return []
  const asked: readonly string[] = ['id', 'indicator', 'targetKind', ...fieldsOfKind[known]]
  return indicatorAttributeNames.filter((name): name is IndicatorFieldName => !asked.includes(name))
}

/** The stored value as it stands in the field: Danish decimals, dates in words. */
export function printed(field: Field, stored: unknown): string {
  const value = typeof stored === 'string' ? stored : ''
  if (field.kind === 'decimal') return printDecimal(value)
  return field.kind === 'date' ? period(value) : value
}

/** What a person wrote as a stored value, or why it cannot be one. Empty is null: the attribute goes. */
export function parsed(field: Field, written: string): { readonly value: string | null } | { readonly problem: string } {
  const typed = written.trim()
  if (!typed) return { value: null }
  if (field.kind === 'decimal') {
    const value = parseDecimal(typed)
    return value === null ? { problem: words.notNumber } : { value }
  }
  if (field.kind === 'date') {
    const value = parseDate(typed)
    return value === null ? { problem: words.notDate } : { value }
  }
  return { value: typed }
}
