/** Owns the branded ids: a PlanId cannot be passed where a SectionId is asked for. */

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type MunicipalityId = Id<'municipality'>
export type UnitId = Id<'unit'>
export type PersonId = Id<'person'>
export type PlanId = Id<'plan'>
export type SectionId = Id<'section'>
export type GoalId = Id<'goal'>
export type IndicatorId = Id<'indicator'>
export type MeasurementId = Id<'measurement'>
export type SubmissionId = Id<'submission'>
export type ImportId = Id<'import'>

/** The characters of every id: safe in a URL path, a MongoDB key, an HTML id and a room's name. At most 64. */
const idShape = /^[A-Za-z0-9_-]{1,64}$/

/** The text as an id of the asked kind, or null when it has another shape. The one parser for all kinds. */
export function parseId<Kind extends string>(text: unknown): Kind | null {
  return typeof text === 'string' && idShape.test(text) ? (text as Kind) : null
}
