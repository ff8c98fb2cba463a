/** Owns how a stored version is answered. */
import type { Unit } from '@samplan/shared/people'
import { renderVersion, viewVersionGoals } from '../plans/viewPlan.ts'
import { openVersion } from '../plans/readVersions.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import type { ResolversTypes, VersionHead } from './generated.ts'

type VersionAnswer = Awaited<ResolversTypes['Version']>

/** A version that a step of the plan names; that it is not there is a bug. Rights are the caller's. */
export async function readStoredVersion(
  world: World,
  plan: StoredPlan,
  hash: string,
): Promise<{ readonly head: VersionHead; readonly version: () => Promise<VersionAnswer> }> {
  const opened = await openVersion(world, plan, hash)
  if (!opened) throw new Error(`version ${hash} of plan ${plan.id} is not in the store`)
  const { stored, version } = opened
  const { revision, submittedAt, submittedBy, bytes } = stored
  const head: VersionHead = { hash: stored.hash, revision, submittedAt, submittedBy, bytes: bytes.byteLength }
  return {
    head,
    async version() {
      const [blocks, goals, units] = await Promise.all([
        renderVersion(world, plan, version),
        viewVersionGoals(world, plan, version),
        world.stores.people.units(),
      ])
      const names = new Map(version.units.map(({ id, name }) => [id, name]))
      return {
        head,
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
    },
  }
}

/** A letter is for the eye: the one of today. */
function letterOf(units: readonly Unit[], id: string): string | null {
  const unit = units.find((known) => known.id === id)
  return unit?.kind === 'administration' ? unit.letter : null
}
