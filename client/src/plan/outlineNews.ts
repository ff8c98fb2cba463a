/** Owns what has changed between two outlines, said in as few sections as can explain it. Pure. */
import type { SectionHeadFragment } from '../graphql/generated.ts'

export type NewsKind = 'moved' | 'renamed' | 'added' | 'owner' | 'gone'
export type News = { readonly section: string; readonly kind: NewsKind; readonly title: string }

type Outline = readonly SectionHeadFragment[]

/** One entry per section; sub-sections that came along with theirs are not named. */
export function newsBetween(before: Outline, after: Outline): readonly News[] {
  const old = new Map(before.map((section) => [section.id, section]))
  const now = new Map(after.map((section) => [section.id, section]))
  const [oldParents, parents] = [parentsOf(before), parentsOf(after)]
  const order = new Map(before.map(({ id }, at) => [id, at]))
  const isAsBefore = ({ id, level }: SectionHeadFragment): boolean => old.get(id)?.level === level && oldParents.get(id) === parents.get(id)
  const common = after.filter(({ id }) => old.has(id))
  const stayed = rising(common.map((section) => ({ at: order.get(section.id) ?? 0, weight: isAsBefore(section) ? 1.001 : 1 })))
  // Another section above it alone is none of its doing.
  const moved = new Set(common.filter(({ id, level }, at) => !stayed.has(at) || old.get(id)?.level !== level).map(({ id }) => id))
  const news: News[] = []
  for (const section of after) {
    const { id, title } = section
    const known = old.get(id)
    const parent = parents.get(id) ?? null
    if (!known) {
      if (parent === null || old.has(parent)) news.push({ section: id, kind: 'added', title })
    } else if (moved.has(id) && !(parent !== null && moved.has(parent) && oldParents.get(id) === parent)) {
      news.push({ section: id, kind: 'moved', title })
    } else if (known.title !== title) news.push({ section: id, kind: 'renamed', title })
    else if (known.owner.id !== section.owner.id || unitsOf(known) !== unitsOf(section)) news.push({ section: id, kind: 'owner', title })
  }
  for (const { id, title } of before) {
    const parent = oldParents.get(id) ?? null
    if (!now.has(id) && (parent === null || now.has(parent))) news.push({ section: id, kind: 'gone', title })
  }
  return news
}

function unitsOf({ invited }: SectionHeadFragment): string {
  return invited
    .map(({ id }) => id)
    .toSorted()
    .join(' ')
}

function parentsOf(sections: Outline): ReadonlyMap<string, string | null> {
  const above: SectionHeadFragment[] = []
  return new Map(
    sections.map((section) => {
      while ((above.at(-1)?.level ?? 0) >= section.level) above.pop()
      const parent = above.at(-1)?.id ?? null
      above.push(section)
      return [section.id, parent]
    }),
  )
}

/** The places of the heaviest rising subsequence: those that need not have moved; of two ways, the one whose sections stand as before. */
function rising(entries: readonly { readonly at: number; readonly weight: number }[]): ReadonlySet<number> {
  const best: { readonly weight: number; readonly before: number }[] = []
  let last = -1
  for (const [index, { at, weight }] of entries.entries()) {
    let before = -1
    for (let other = 0; other < index; other++)
      if ((entries[other]?.at ?? 0) < at && (best[other]?.weight ?? 0) > (best[before]?.weight ?? 0)) before = other
    best.push({ weight: weight + (best[before]?.weight ?? 0), before })
    if ((best[index]?.weight ?? 0) > (best[last]?.weight ?? 0)) last = index
  }
  const found = new Set<number>()
  for (let index = last; index >= 0; index = best[index]?.before ?? -1) found.add(index)
  return found
}
