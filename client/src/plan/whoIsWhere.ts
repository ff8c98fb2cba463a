/** Owns who is in which section, as one reads and hears it. */
import type { PresenceChangedSubscription, SectionHeadFragment } from '../graphql/generated.ts'
import type { Present } from '../shell/PlanTop.tsx'
import { text } from '../text/da.ts'

const words = text.plan

export type PeopleBySection = ReadonlyMap<string, PresenceChangedSubscription['presenceChanged'][number]['people']>

/** One knows where one is oneself. */
export function othersOf(people: PeopleBySection, me: string): PeopleBySection {
  return new Map([...people].map(([section, here]) => [section, here.filter((person) => person.id !== me)]))
}

/** Everybody once, in whatever section. */
export function hereNow(people: PeopleBySection): readonly Present[] {
  return [...new Map([...people.values()].flat().map((person) => [person.id, person])).values()]
}

/** As they stand over the section. */
export function namesHere(people: PeopleBySection, section: string): string {
  return (people.get(section) ?? []).map((person) => person.name).join(', ')
}

/** For those who ask by key: a sentence for each, in the order of the plan. */
export function whereSentences(people: PeopleBySection, sections: readonly SectionHeadFragment[]): string {
  const lines = sections.flatMap((section) => (people.get(section.id) ?? []).map((person) => words.log.where(person.name, section.title)))
  return lines.length > 0 ? lines.join(' ') : words.log.alone
}
