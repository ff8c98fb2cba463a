/** Owns what a goal is: its attributes in the text, one fact each, flat, as strings. One truth for editor, form, GraphQL and projection. */
import type { GoalId, IndicatorId, PlanId, SectionId } from './ids.ts'

export const goalLevels = ['overall', 'result'] as const
export type GoalLevel = (typeof goalLevels)[number]

/** Kinds A to Q of the domain, by name. Only `share` and `count` are judged so far. */
export const targetKinds = [
  'share', // A own share at least / at most X
  'survey', // B
  'count', // C
  'national', // D against the national average
  'nationalMargin', // E
  'region', // F
  'gap', // G
  'rankTopN', // H
  'rankTopPercent', // I
  'rankTopPercentChange', // J
  'relativeReduction', // K
  'compliance', // L
  'milestone', // M
  'monitor', // N
  'qualitative', // O
  'serviceLevel', // P
  'budget', // Q
] as const
export type TargetKind = (typeof targetKinds)[number]

export const operators = [
  'atLeast',
  'atMost',
  'above',
  'below',
  'equal',
  'rankTopN',
  'rankTopPercent',
  'relativeReduction',
  'compliance',
  'qualitative',
  'monitor',
] as const
export type Operator = (typeof operators)[number]

/**
 * Every attribute is a string or absent: decimals canonical ("1.7"), dates with the precision of the text
 * ("2024", "2023-12", "2023-12-31"). An unknown value is kept and shown as a problem, never thrown.
 */
export type GoalAttributes = {
  readonly id: string
  readonly level: string
  /** From the municipality's list, e.g. "ministermaal", "lokaltMaal", "fokusomraade"; free text is kept. */
  readonly category: string | null
  readonly responsible: string | null
  readonly parentId: string | null
}

export type IndicatorAttributes = {
  readonly id: string
  readonly targetKind: string | null
  readonly indicator: string | null
  readonly operator: string | null
  readonly target: string | null
  readonly offset: string | null
  readonly better: string | null
  readonly unit: string | null
  readonly reference: string | null
  readonly exclusions: string | null
  readonly baseline: string | null
  readonly baselineDate: string | null
  readonly deadline: string | null
  readonly source: string | null
}

export const goalAttributeNames = [
  'id',
  'level',
  'category',
  'responsible',
  'parentId',
] as const satisfies readonly (keyof GoalAttributes)[]
export const indicatorAttributeNames = [
  'id',
  'targetKind',
  'indicator',
  'operator',
  'target',
  'offset',
  'better',
  'unit',
  'reference',
  'exclusions',
  'baseline',
  'baselineDate',
  'deadline',
  'source',
] as const satisfies readonly (keyof IndicatorAttributes)[]

/** A goal as it stands in a section's document, in reading order; `element` is the Yjs id of its element, "client:clock". */
export type GoalInText = {
  readonly element: string
  readonly attributes: GoalAttributes
  /** Attributes that this program does not know: kept. */
  readonly unknown: Readonly<Record<string, string>>
  readonly statement: string
  readonly indicators: readonly {
    readonly element: string
    readonly attributes: IndicatorAttributes
    readonly unknown: Readonly<Record<string, string>>
  }[]
}

/** A goal of the plan after ids are judged: unique ids, computed code, parent resolved. What the projection stores and a version holds. */
export type Goal = {
  readonly id: GoalId
  readonly plan: PlanId
  readonly section: SectionId
  /** "4" for an overall goal, "4a" for a result goal: computed from position, never a key. */
  readonly code: string
  /** Position over the whole plan, from 0. */
  readonly order: number
  readonly level: GoalLevel
  readonly category: string | null
  readonly responsible: string | null
  /** The overall goal it belongs to, or null. */
  readonly parent: GoalId | null
  readonly statement: string
  readonly indicators: readonly Indicator[]
}

export type Indicator = Omit<IndicatorAttributes, 'id'> & { readonly id: IndicatorId }

/** One figure, entered by a person. `value` is canonical decimal text; `period` has the precision of dates above. */
export type Measurement = {
  readonly id: string
  readonly plan: PlanId
  readonly goal: GoalId
  readonly indicator: IndicatorId
  readonly value: string
  readonly period: string
  readonly source: string
  readonly note: string | null
  readonly by: string
  /** ISO 8601 UTC. */
  readonly at: string
}
