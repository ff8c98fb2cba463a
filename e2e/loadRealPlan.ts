/** Owns the loading of a real plan into a running product, as a leader would do it: sections over GraphQL, text over the rooms. */
import * as Y from 'yjs'
import { fragmentName } from '@samplan/shared/section/content'
import { readRealPlan, type RealBlock } from './realPlan.ts'
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

export type LoadedPlan = { readonly id: string; readonly epoch: number; readonly sections: readonly { readonly id: string; readonly title: string }[] }

type Outline = { readonly id: string; readonly epoch: number; readonly sections: readonly { readonly id: string; readonly title: string }[] }
const fields = 'id epoch sections { id title }'

/** Makes a plan of `name` (e.g. "roskilde-2023") as this leader; every section's text is on disk when it resolves. */
export async function loadRealPlan(leader: SignedIn, owner: string, route: readonly string[], name: string): Promise<LoadedPlan> {
  const source = readRealPlan(name)
  const { createPlan } = await graphql<{ createPlan: Outline }>(
    leader,
    `mutation ($input: NewPlanInput!) { createPlan(input: $input) { ${fields} } }`,
    { input: { title: source.title, period: source.period, owner, route } },
  )
  const empty = createPlan.sections[0]
  let outline = createPlan
  let level = 0
  for (const section of source.sections) {
    level = Math.min(section.level, level + 1)
    const { addSection } = await graphql<{ addSection: Outline }>(
      leader,
      `mutation ($plan: ID!, $title: String!, $level: Int!, $after: ID) { addSection(plan: $plan, title: $title, level: $level, after: $after) { ${fields} } }`,
      { plan: createPlan.id, title: section.title, level, after: outline.sections.at(-1)?.id ?? null },
    )
    outline = addSection
  }
  if (empty) {
    const { binSection } = await graphql<{ binSection: Outline }>(leader, `mutation ($plan: ID!, $section: ID!) { binSection(plan: $plan, section: $section) { ${fields} } }`, {
      plan: createPlan.id,
      section: empty.id,
    })
    outline = binSection
  }
  for (const [index, { id }] of outline.sections.entries()) {
    const blocks = source.sections[index]?.blocks ?? []
    if (blocks.length === 0) continue
    const room = await openRoom(leader, id, outline.epoch)
    const fragment = room.doc.getXmlFragment(fragmentName)
    room.doc.transact(() => {
      fragment.delete(0, fragment.length)
      fragment.insert(0, blocks.map((block, at) => build(block, `g-${index}-${at}`)))
    })
    room.close()
    // What a second reader is given has passed the room, and the room saves before it lets go.
    const check = await openRoom(leader, id, outline.epoch)
    if (check.doc.getXmlFragment(fragmentName).length !== blocks.length) throw new Error(`section ${index} of ${name} did not arrive whole`)
    check.close()
  }
  return outline
}
