/** Owns who is who: administrations, bodies, people and their memberships. */
import type { PersonId, UnitId } from './ids.ts'

/** The colours an administration can have: pairs that pass contrast in both themes (client/src/style/tokens.css). */
export const administrationColours = ['plum', 'teal', 'olive', 'sienna', 'slate', 'rose'] as const
export type AdministrationColour = (typeof administrationColours)[number]

export type Administration = {
  readonly kind: 'administration'
  readonly id: UnitId
  readonly name: string
  /** One or two letters, shown in the stamp. */
  readonly letter: string
  readonly colour: AdministrationColour
}

export type Body = {
  readonly kind: 'body'
  readonly id: UnitId
  readonly name: string
  /** The word on the plan's route, e.g. "Udvalg". */
  readonly shortName: string
  /** Whether its "onward" can be an adoption. Exactly the last body of a route is final. */
  readonly final: boolean
}

export type Unit = Administration | Body

export const roles = ['leader', 'staff', 'secretary', 'member', 'administrator'] as const
export type Role = (typeof roles)[number]

/** Leader and staff belong to an administration, secretary and member to a body, an administrator to the municipality (unit null). */
export type Membership = { readonly unit: UnitId | null; readonly role: Role }

export type Person = {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly title: string
  readonly active: boolean
  readonly memberships: readonly Membership[]
}

/** Whoever acts: every operation, subscription and room channel has one. */
export type Actor = { readonly person: PersonId; readonly name: string; readonly memberships: readonly Membership[] }

/** Which roles a unit of this kind can have; null is the municipality. */
export const rolesOf: Readonly<Record<'administration' | 'body' | 'municipality', readonly Role[]>> = {
  administration: ['leader', 'staff'],
  body: ['secretary', 'member'],
  municipality: ['administrator'],
}

export function hasRole(actor: Pick<Actor, 'memberships'>, role: Role, unit: UnitId | null): boolean {
  return actor.memberships.some((membership) => membership.role === role && membership.unit === unit)
}

/** The administrations a person works in, as leader or staff. */
export function administrationsOf(actor: Pick<Actor, 'memberships'>): readonly UnitId[] {
  return actor.memberships.flatMap(({ role, unit }) => ((role === 'leader' || role === 'staff') && unit ? [unit] : []))
}
