/** Owns which rows of the outline are drawn, and what each of them needs to be drawn alone. Pure. */
import type { SectionHeadFragment } from '../graphql/generated.ts'

export type ShownRow = {
  readonly section: SectionHeadFragment
  /** How many sub-sections it has, at whatever depth, drawn or not. */
  readonly below: number
  /** Null where it has none. */
  readonly open: boolean | null
  readonly parent: string | null
  /** Its place among those on its level under the same parent, from 1. */
  readonly place: number
  readonly siblings: number
  /** Its owner is another one than that of the section above it. */
  readonly ownerShown: boolean
  /** Not asked for, but above one that is. */
  readonly aside: boolean
}

export type RowsAsked = {
  readonly isOpen: (section: string) => boolean
  /** Only what this administration owns, with what stands above it; null for everything. */
  readonly owner: string | null
}

/** One walk over the outline; with an owner asked for nothing is folded. */
export function shownRows(sections: readonly SectionHeadFragment[], { isOpen, owner }: RowsAsked): readonly ShownRow[] {
  const parents: (SectionHeadFragment | null)[] = []
  const above: SectionHeadFragment[] = []
  const count = new Map<string | null, number>()
  const below = new Map<string, number>()
  const asked = new Set<string>()
  const places = sections.map((section) => {
    while ((above.at(-1)?.level ?? 0) >= section.level) above.pop()
    const parent = above.at(-1) ?? null
    for (const { id } of above) below.set(id, (below.get(id) ?? 0) + 1)
    if (section.owner.id === owner) for (const { id } of [...above, section]) asked.add(id)
    above.push(section)
    parents.push(parent)
    const place = (count.get(parent?.id ?? null) ?? 0) + 1
    count.set(parent?.id ?? null, place)
    return place
  })
  const shown: ShownRow[] = []
  let foldedAt = Infinity
  for (const [at, section] of sections.entries()) {
    if (owner === null && section.level > foldedAt) continue
    foldedAt = Infinity
    if (owner !== null && !asked.has(section.id)) continue
    const parent = parents[at] ?? null
    const subSections = below.get(section.id) ?? 0
    const open = subSections === 0 ? null : owner !== null || isOpen(section.id)
    if (open === false) foldedAt = section.level
    shown.push({
      section,
      below: subSections,
      open,
      parent: parent?.id ?? null,
      place: places[at] ?? 1,
      siblings: count.get(parent?.id ?? null) ?? 1,
      ownerShown: owner === null ? parent?.owner.id !== section.owner.id : section.owner.id === owner,
      aside: owner !== null && section.owner.id !== owner,
    })
  }
  return shown
}
