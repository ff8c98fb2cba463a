/** Owns how stored versions are answered. */
import type { Unit } from '@samplan/shared/people'
import { renderVersion, viewVersionGoals } from '../plans/viewPlan.ts'
import { openVersion } from '../plans/readVersions.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import type { ResolversTypes, VersionHead } from './generated.ts'

type VersionAnswer = Awaited<ResolversTypes['Version']>

/** The heads of versions that steps of the plan name, in the order of `hashes`; that one is not there is a bug. Rights are the caller's. */
export async function readHeads(world: World, plan: StoredPlan, hashes: readonly string[]): Promise<VersionHead[]> {
  if (hashes.length === 0) return []
  const heads = new Map((await world.stores.versions.list(plan.id)).map((head) => [head.hash, head]))
  return hashes.map((hash) => {
    const { revision, submittedAt, submittedBy, size } = heads.get(hash) ?? missing(plan, hash)
    return { hash, revision, submittedAt, submittedBy, bytes: size }
  })
}

/** A version that a step of the plan names; that it is not there is a bug. Rights are the caller's. */
export async function readStoredVersion(world: World, plan: StoredPlan, hash: string): Promise<VersionAnswer> {
  const version = (await openVersion(world, plan, hash)) ?? missing(plan, hash)
  const [heads, goals, units] = await Promise.all([
    readHeads(world, plan, [hash]),
    viewVersionGoals(world, plan, version),
    world.stores.people.units(),
  ])
  const blocks = renderVersion(version)
  const names = new Map(version.units.map(({ id, name }) => [id, name]))
  return {
    head: heads[0] ?? missing(plan, hash),
    planTitle: version.plan.title,
    period: version.plan.period,
    sections: version.sections.map(({ id, level, title, owner }) => {
      const ownerName = names.get(owner) ?? ''
      return {
        id,
        level,
        title,
        ownerName,
        ownerLetter: letterOf(units, owner) ?? ownerName.slice(0, 1),
        blocks: [...(blocks.get(id) ?? [])],
      }
    }),
    goals: [...goals],
  }
}

function missing(plan: StoredPlan, hash: string): never {
  throw new Error(`version ${hash} of plan ${plan.id} is not in the store`)
}

/** A letter is for the eye: the one of today. */
function letterOf(units: readonly Unit[], id: string): string | null {
  const unit = units.find((known) => known.id === id)
  return unit?.kind === 'administration' ? unit.letter : null
}
