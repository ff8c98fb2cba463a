/** Owns the making of a plan in a running product, as a leader would do it: sections over GraphQL, text over the rooms. */
import { type Content, fragmentName } from '@samplan/shared/section/content'
import { elementOf } from '@samplan/shared/section/seed'
import { graphql, openRoom, type SignedIn } from './wire.ts'

export type NewSection = {
  readonly title: string
  readonly level: number
  readonly content: Content
  /** Administrations that write in it with the plan's owner. */
  readonly invited?: readonly string[]
}

export type MadePlan = {
  readonly id: string
  readonly epoch: number
  readonly revision: number
  readonly sections: readonly { readonly id: string; readonly title: string }[]
}

const fields = 'id epoch revision sections { id title }'

export type NewPlan = {
  readonly title: string
  readonly period: string
  readonly owner: string
  readonly route: readonly string[]
  readonly sections: readonly NewSection[]
}

/** Sections written at the same time; a person has a bounded number of sockets. */
const atOnce = 6

/** Every section's text is on disk when it resolves. A level that does not fit under the one before is made to fit. */
export async function makePlan(leader: SignedIn, { sections, ...input }: NewPlan): Promise<MadePlan> {
  const { createPlan } = await graphql<{ createPlan: MadePlan }>(
    leader,
    `mutation ($input: NewPlanInput!) { createPlan(input: $input) { ${fields} } }`,
    { input },
  )
  let outline = createPlan
  let level = 0
  for (const section of sections) {
    const [begun] = outline.sections
    // A new plan begins with one section.
    if (level === 0 && begun) {
      level = 1
      const { renameSection } = await graphql<{ renameSection: MadePlan }>(
        leader,
        `mutation ($plan: ID!, $section: ID!, $from: String!, $to: String!) { renameSection(plan: $plan, section: $section, from: $from, to: $to) { ${fields} } }`,
        { plan: createPlan.id, section: begun.id, from: begun.title, to: section.title },
      )
      outline = renameSection
      continue
    }
    level = Math.min(section.level, level + 1)
    const { addSection } = await graphql<{ addSection: MadePlan }>(
      leader,
      `mutation ($plan: ID!, $title: String!, $level: Int!, $after: ID) { addSection(plan: $plan, title: $title, level: $level, after: $after) { ${fields} } }`,
      { plan: createPlan.id, title: section.title, level, after: outline.sections.at(-1)?.id ?? null },
    )
    outline = addSection
  }
  for (const [index, { id }] of outline.sections.entries()) {
    const { invited = [] } = sections[index] ?? {}
    if (invited.length === 0) continue
    const { assignSection } = await graphql<{ assignSection: MadePlan }>(
      leader,
      `mutation ($plan: ID!, $section: ID!, $owner: ID!, $invited: [ID!]!) { assignSection(plan: $plan, section: $section, owner: $owner, invited: $invited) { ${fields} } }`,
      { plan: outline.id, section: id, owner: input.owner, invited },
    )
    outline = assignSection
  }
  const waiting = outline.sections.flatMap(({ id }, index) =>
    sections[index]?.content.length ? [{ id, content: sections[index].content }] : [],
  )
  const { epoch } = outline
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await write(leader, next.id, epoch, next.content)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return outline
}

async function write(leader: SignedIn, section: string, epoch: number, content: Content): Promise<void> {
  const room = await openRoom(leader, section, epoch)
  const fragment = room.doc.getXmlFragment(fragmentName)
  room.doc.transact(() => {
    fragment.delete(0, fragment.length)
    fragment.insert(0, content.map(elementOf))
  })
  // What a second reader is given has passed the room, and the room saves before it lets go.
  const check = await openRoom(leader, section, epoch)
  await check.until((doc) => doc.getXmlFragment(fragmentName).length === content.length)
  room.close()
  check.close()
}
