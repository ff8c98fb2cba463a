/** Owns what each person has under way at the doors: openings, last words, and bytes that wait. Nobody is listed who has nothing. */
import type { PersonId } from '@samplan/shared/ids'

export type UnderWay = { readonly openings: number; readonly farewells: number; readonly bytes: number }

export interface EverybodysUnderWay {
  of(person: PersonId | undefined): UnderWay
  change(person: PersonId | undefined, by: Partial<UnderWay>): void
}

const nothing: UnderWay = { openings: 0, farewells: 0, bytes: 0 }

/** Without a person nothing is counted: such a door is closed at once. */
export function createUnderWay(): EverybodysUnderWay {
  const all = new Map<PersonId, UnderWay>()
  return {
    of: (person) => (person && all.get(person)) ?? nothing,
    change(person, by) {
      if (!person) return
      const { openings, farewells, bytes } = all.get(person) ?? nothing
      const has = { openings: openings + (by.openings ?? 0), farewells: farewells + (by.farewells ?? 0), bytes: bytes + (by.bytes ?? 0) }
      if (has.openings === 0 && has.farewells === 0 && has.bytes === 0) all.delete(person)
      else all.set(person, has)
    },
  }
}
