/** Owns the sections in the article, in order; drawn again only when something in them has changed, whatever is typed in one. */
import { memo } from 'react'
import type { SectionHeadFragment } from '../graphql/generated.ts'
import type { Refused } from '../rooms/deviceStore.ts'
import type { PlanDesk } from './PlanDesk.ts'
import { SectionBlock } from './SectionBlock.tsx'
import { namesHere, type PeopleBySection } from './whoIsWhere.ts'

type PlanTextProps = {
  readonly desk: PlanDesk
  readonly sections: readonly SectionHeadFragment[]
  readonly text: ReadonlyMap<string, readonly string[]>
  readonly locked: string | null
  readonly people: PeopleBySection
  readonly writingIn: string | null
  readonly full: ReadonlyMap<string, number>
  readonly refused: readonly Refused[]
}

const noBlocks: readonly string[] = []
const noneRefused: readonly Refused[] = []

export const PlanText = memo(function PlanText({ desk, sections, text, locked, people, writingIn, full, refused }: PlanTextProps) {
  return sections.map((section) => (
    <SectionBlock
      key={section.id}
      desk={desk}
      section={section}
      blocks={text.get(section.id) ?? noBlocks}
      locked={locked}
      here={namesHere(people, section.id)}
      writing={writingIn === section.id}
      full={full.get(section.id) ?? 0}
      refused={refusedOf(refused, section.id)}
    />
  ))
})

function refusedOf(all: readonly Refused[], section: string): readonly Refused[] {
  const own = all.filter((entry) => entry.section === section)
  return own.length > 0 ? own : noneRefused
}
