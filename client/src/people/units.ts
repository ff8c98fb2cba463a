/** Owns how the interface tells administrations from bodies, and what is wrong with a letter or colour already taken. Pure. */
import { type AdministrationColour, administrationColours } from '@samplan/shared/people'
import type { UnitsQuery } from '../graphql/generated.ts'

export type AnyUnit = UnitsQuery['units'][number]
export type AdministrationRow = Extract<AnyUnit, { __typename: 'Administration' }>
export type BodyRow = Extract<AnyUnit, { __typename: 'Body' }>

export const isAdministration = (unit: AnyUnit): unit is AdministrationRow => unit.__typename === 'Administration'
export const isBody = (unit: AnyUnit): unit is BodyRow => unit.__typename === 'Body'

/** The other administration with the same colour, or with the same letter. */
export function likeness(
  all: readonly AdministrationRow[],
  own: { readonly id: string | null; readonly letter: string; readonly colour: string },
) {
  const others = all.filter((unit) => unit.id !== own.id)
  const letter = own.letter.trim().toLocaleUpperCase('da-DK')
  return {
    colour: others.find((unit) => unit.colour === own.colour) ?? null,
    letter: letter ? (others.find((unit) => unit.letter.toLocaleUpperCase('da-DK') === letter) ?? null) : null,
  }
}

/** The first colour of the palette that nobody has, or the first. */
export function freeColour(all: readonly AdministrationRow[]): AdministrationColour {
  return administrationColours.find((colour) => all.every((unit) => unit.colour !== colour)) ?? administrationColours[0]
}
