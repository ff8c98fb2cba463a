/** Owns how a newer outline gets into the cache: what it has in common with the known one is not written again. */
import type { ApolloCache, Reference } from '@apollo/client'
import { OutlineAgeFragmentDoc, OutlineRestFragmentDoc, type PlanOutlineFragment, SectionHeadFragmentDoc } from '../graphql/generated.ts'

type Read = (field: string, from: Reference) => unknown

/**
 * The same change is told twice, by its answer and by the subscription, and a plan may have hundreds of sections of which it touched
 * one. An outline that is no newer than the known one is left alone; where none is known, nothing happens: the page has not asked yet.
 */
export function writeOutline(cache: ApolloCache, outline: PlanOutlineFragment): void {
  const from = { __typename: 'Plan', id: outline.id } as const
  const known = cache.readFragment({ from, fragment: OutlineAgeFragmentDoc })
  if (!known || known.outlineVersion >= outline.outlineVersion) return
  const planId = cache.identify(from)
  if (planId === undefined) return
  const withSections = (change: (old: readonly Reference[], read: Read) => readonly Reference[]) =>
    cache.modify<{ sections: readonly Reference[] }>({
      id: planId,
      fields: { sections: (old, { readField }) => change(old as readonly Reference[], (field, ref) => readField(field, ref)) },
    })
  cache.batch({
    update: () => {
      const refs = outline.sections.map(({ id }) => ({ __ref: cache.identify({ __typename: 'Section', id }) ?? '' }))
      let stale = outline.sections
      withSections((old, read) => {
        const there = new Set(old.map(({ __ref }) => __ref))
        stale = outline.sections.filter((section, at) => {
          const ref = refs[at]
          return !ref || !there.has(ref.__ref) || !isAsKnown(section, ref, read)
        })
        return old
      })
      for (const data of stale) cache.writeFragment({ fragment: SectionHeadFragmentDoc, fragmentName: 'SectionHead', data })
      withSections(() => refs)
      cache.writeFragment({ fragment: OutlineRestFragmentDoc, fragmentName: 'OutlineRest', data: outline })
    },
  })
}

function isAsKnown({ level, title, owner, invited, mayDo }: PlanOutlineFragment['sections'][number], ref: Reference, read: Read): boolean {
  const units = (read('invited', ref) ?? []) as readonly Reference[]
  return (
    read('level', ref) === level &&
    read('title', ref) === title &&
    isUnit(owner, read('owner', ref) as Reference | undefined, read) &&
    units.length === invited.length &&
    invited.every((unit, at) => isUnit(unit, units[at], read)) &&
    String(read('mayDo', ref)) === String(mayDo)
  )
}

function isUnit(unit: PlanOutlineFragment['sections'][number]['owner'], ref: Reference | undefined, read: Read): boolean {
  return ref !== undefined && (['id', 'name', 'letter', 'colour'] as const).every((field) => read(field, ref) === unit[field])
}
