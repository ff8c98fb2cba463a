/** Owns the making of a plan in a running product, as a leader would do it: sections over GraphQL, text over the rooms. */
import * as Y from 'yjs'
import { fragmentName } from '@samplan/shared/section/content'
import type { RealBlock } from './realPlan.ts'
import { graphql, openRoom, type SignedIn } from './wire.ts'

const text = (value: string): Y.XmlText => {
  const node = new Y.XmlText()
  node.insert(0, value)
  return node
}

function element(name: string, children: readonly (Y.XmlElement | Y.XmlText)[], attributes: Readonly<Record<string, string>> = {}): Y.XmlElement {
  const node = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.insert(0, [...children])
  return node
}

const paragraph = (value: string): Y.XmlElement => element('paragraph', value ? [text(value)] : [])

const kinds: Readonly<Record<string, string>> = { atLeast: 'share', atMost: 'share' }

/** `id` is unique in the plan: goals are keyed by (plan, id). */
function build(block: RealBlock, id: string): Y.XmlElement {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text)
    case 'list':
      return element('bulletList', block.items.map((item) => element('listItem', [paragraph(item)])))
    case 'table':
      return element('table', [
        element('tableRow', block.columns.map((cell) => element('tableHeader', [paragraph(cell)]))),
        ...block.rows.map((row) => element('tableRow', row.map((cell) => element('tableCell', [paragraph(cell ?? '')])))),
      ])
    case 'goal': {
      const targetKind = kinds[block.indicator['operator'] ?? '']
      return element('goal', [
        element('goalStatement', [text(block.statement)]),
        element('goalIndicator', [], { id: `${id}-i`, ...block.indicator, ...(targetKind ? { targetKind } : {}) }),
      ], { id, level: 'result' })
    }
  }
}

export type NewSection = {
  readonly title: string
  readonly level: number
  readonly blocks: readonly RealBlock[]
  /** Administrations that write in it with the plan's owner. */
  readonly invited?: readonly string[]
}

export type MadePlan = { readonly id: string; readonly epoch: number; readonly revision: number; readonly sections: readonly { readonly id: string; readonly title: string }[] }

const fields = 'id epoch revision sections { id title }'

export type NewPlan = { readonly title: string; readonly period: string; readonly owner: string; readonly route: readonly string[]; readonly sections: readonly NewSection[] }

/** Every section's text is on disk when it resolves. A level that does not fit under the one before is made to fit. */
export async function makePlan(leader: SignedIn, { sections, ...input }: NewPlan): Promise<MadePlan> {
  const { createPlan } = await graphql<{ createPlan: MadePlan }>(leader, `mutation ($input: NewPlanInput!) { createPlan(input: $input) { ${fields} } }`, { input })
  const begun = createPlan.sections
  let outline = createPlan
  let level = 0
  for (const section of sections) {
    level = Math.min(section.level, level + 1)
    const { addSection } = await graphql<{ addSection: MadePlan }>(
      leader,
      `mutation ($plan: ID!, $title: String!, $level: Int!, $after: ID) { addSection(plan: $plan, title: $title, level: $level, after: $after) { ${fields} } }`,
      { plan: createPlan.id, title: section.title, level, after: outline.sections.at(-1)?.id ?? null },
    )
    outline = addSection
  }
  for (const { id } of begun) {
    const { binSection } = await graphql<{ binSection: MadePlan }>(leader, `mutation ($plan: ID!, $section: ID!) { binSection(plan: $plan, section: $section) { ${fields} } }`, {
      plan: createPlan.id,
      section: id,
    })
    outline = binSection
  }
  for (const [index, { id }] of outline.sections.entries()) {
    const { blocks = [], invited = [] } = sections[index] ?? {}
    if (invited.length > 0) {
      const { assignSection } = await graphql<{ assignSection: MadePlan }>(
        leader,
        `mutation ($plan: ID!, $section: ID!, $owner: ID!, $invited: [ID!]!) { assignSection(plan: $plan, section: $section, owner: $owner, invited: $invited) { ${fields} } }`,
        { plan: outline.id, section: id, owner: input.owner, invited },
      )
      outline = assignSection
    }
    if (blocks.length > 0) await write(leader, id, outline.epoch, blocks, index)
  }
  return outline
}

async function write(leader: SignedIn, section: string, epoch: number, blocks: readonly RealBlock[], index: number): Promise<void> {
  const room = await openRoom(leader, section, epoch)
  const fragment = room.doc.getXmlFragment(fragmentName)
  room.doc.transact(() => {
    fragment.delete(0, fragment.length)
    fragment.insert(0, blocks.map((block, at) => build(block, `g-${index}-${at}`)))
  })
  // What a second reader is given has passed the room, and the room saves before it lets go.
  const check = await openRoom(leader, section, epoch)
  await check.until((doc) => doc.getXmlFragment(fragmentName).length === blocks.length)
  room.close()
  check.close()
}
