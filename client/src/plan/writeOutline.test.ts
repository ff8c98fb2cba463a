import { InMemoryCache } from '@apollo/client'
import { expect, test } from 'vitest'
import { OutlineAgeFragmentDoc, type PlanOutlineFragment, PlanOutlineFragmentDoc } from '../graphql/generated.ts'
import { writeOutline } from './writeOutline.ts'

const unit = (id: string) => ({ __typename: 'Administration' as const, id, name: id, letter: 'J', colour: 'plum' })
const section = (id: string) => ({
  __typename: 'Section' as const,
  id,
  level: 1,
  title: id,
  owner: unit('job'),
  invited: [unit('unge')],
  mayDo: ['writeText' as const],
})
type Section = ReturnType<typeof section>
const outline = (outlineVersion: number, sections: readonly Section[], bin: readonly string[] = []): PlanOutlineFragment => ({
  ...{ __typename: 'Plan' as const },
  id: 'p',
  outlineVersion,
  sections: [...sections],
  bin: bin.map((id) => ({ __typename: 'BinnedSection' as const, id, title: id, level: 1, binnedAt: '2030-01-01T00:00:00.000Z' })),
})
const [one, two, three] = [section('Forord'), section('Mål'), section('Job')]

function rig() {
  const cache = new InMemoryCache()
  cache.writeFragment({ fragment: PlanOutlineFragmentDoc, fragmentName: 'PlanOutline', data: outline(1, [one, two, three]) })
  cache.writeFragment({
    fragment: OutlineAgeFragmentDoc,
    data: { ...{ __typename: 'Plan' as const }, id: 'p', epoch: 1, outlineVersion: 1 },
  })
  const read = () =>
    cache.readFragment({ from: { __typename: 'Plan', id: 'p' }, fragment: PlanOutlineFragmentDoc, fragmentName: 'PlanOutline' })
  return { cache, read }
}

test('OU-48 whatever changed in an outline, all of it is what the page then knows', () => {
  const changes: readonly (readonly Section[])[] = [
    [two, three, one],
    [one, { ...two, title: 'Retning' }, three],
    [one, { ...two, level: 2 }, three],
    [one, { ...two, owner: unit('unge') }, three],
    [one, { ...two, invited: [] }, three],
    [one, { ...two, mayDo: [] }, three],
    [one, section('Ny'), two, three],
    [one],
  ]
  const { cache, read } = rig()
  for (const [at, sections] of changes.entries()) {
    const next = outline(at + 2, sections, [`bin ${at}`])
    writeOutline(cache, next)
    expect(read()).toEqual(next)
  }
})

test('OU-48 a section that a change did not touch stays the very same, and an outline told again is no change', () => {
  const { cache, read } = rig()
  const before = read()
  const moved = outline(2, [two, one, three])
  writeOutline(cache, moved)
  const after = read()
  for (const old of before?.sections ?? []) expect(after?.sections.find(({ id }) => id === old.id)).toBe(old)
  writeOutline(cache, outline(2, [one]))
  writeOutline(cache, outline(1, [one]))
  expect(read()).toBe(after)
})
