/** Owns the frame of one section in the article: who owns it, its heading, and the body that the desk takes over. */
import { memo, useLayoutEffect, useRef, useState } from 'react'
import type { SectionHeadFragment } from '../graphql/generated.ts'
import { Stamp } from '../shell/Marks.tsx'
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'
import { NotSent } from './NotSent.tsx'
import type { PlanDesk } from './PlanDesk.ts'
import type { Refused } from '../rooms/deviceStore.ts'

const words = text.plan.section

type SectionBlockProps = {
  readonly desk: PlanDesk
  readonly section: SectionHeadFragment
  readonly blocks: readonly string[]
  /** "Version til udvalget", where the plan is no draft. */
  readonly locked: string | null
  readonly here: string
  readonly writing: boolean
  /** How full it is, in percent; 0: there is room. */
  readonly full: number
  readonly refused: readonly Refused[]
}

/** What is said of a section of which this many percent are used up. */
export const fullnessOf = (percent: number): 'nearlyFull' | 'full' => (percent < 100 ? 'nearlyFull' : 'full')

export const SectionBlock = memo(function SectionBlock({ desk, section, blocks, locked, here, writing, full, refused }: SectionBlockProps) {
  const body = useRef<HTMLDivElement>(null)
  // The body belongs to the desk from here on: React never draws it again.
  const [first] = useState(() => ({ __html: `<div class="section-text">${blocks.join('')}</div>`, blocks }))
  useLayoutEffect(() => {
    const element = body.current
    return element ? desk.attach(section.id, element, first.blocks) : undefined
  }, [desk, section.id, first])
  const Heading = `h${Math.min(6, section.level + 1)}` as 'h2'
  return (
    <section
      className={`plan-section level-${section.level}${writing ? ' is-here' : ''}`}
      id={`s-${section.id}`}
      data-section={section.id}
      aria-labelledby={`h-${section.id}`}
    >
      <div className="section-line">
        <span className="owner">
          <Stamp unit={section.owner} plain />
          {section.owner.name}
        </span>
        {!locked && section.invited.length > 0 && (
          <span className="sepdot">{words.invited(section.invited.map((unit) => unit.name).join(', '))}</span>
        )}
        {locked && (
          <span className="sepdot">
            <Icon name="lock" /> {words.locked}
          </span>
        )}
        {locked && <span className="sepdot">{locked}</span>}
        {here && <span className="sepdot">{words.here(here)}</span>}
      </div>
      <Heading id={`h-${section.id}`}>{section.title}</Heading>
      <div className="section-body" ref={body} dangerouslySetInnerHTML={first} suppressHydrationWarning />
      {full > 0 && <p className="section-full">{words[fullnessOf(full)]}</p>}
      {refused.map((entry) => (
        <NotSent key={entry.id} desk={desk} entry={entry} />
      ))}
    </section>
  )
})
