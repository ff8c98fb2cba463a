/** Owns the making of a version: what was read after the freeze, as one canonical text. */
import type { Goal } from '@samplan/shared/goal'
import type { UnitId } from '@samplan/shared/ids'
import { hashText, type Version, versionText } from '@samplan/shared/version'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { dayAt } from './dayIn.ts'
import { goalsOf, type SectionText } from './readText.ts'

export type BuiltVersion = { readonly version: Version; readonly goals: readonly Goal[]; readonly bytes: Uint8Array; readonly hash: string }

/** `texts` are the outline's sections as they were read after their freeze; goals come from them, never from the projection. */
export async function buildVersion(world: World, plan: StoredPlan, texts: readonly SectionText[]): Promise<BuiltVersion> {
  const { stores } = world
  const [homes, measurements, units] = await Promise.all([
    stores.goals.homes(plan.id),
    stores.measurements.list(plan.id),
    stores.people.units(),
  ])
  const { goals } = goalsOf(plan, texts, homes)
  const named = new Set<UnitId>([plan.owner, ...plan.route, ...plan.outline.flatMap(({ owner, invited }) => [owner, ...invited])])
  const version: Version = {
    format: 1,
    plan: { id: plan.id, title: plan.title, period: plan.period, owner: plan.owner, route: plan.route },
    units: units.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name })),
    revision: plan.revision + 1,
    submittedOn: dayAt(world.now()),
    outline: plan.outline,
    sections: texts.map(({ entry: { id, level, title, owner }, content }) => ({ id, level, title, owner, content })),
    goals,
    measurements,
  }
  const text = versionText(version)
  return { version, goals, bytes: new TextEncoder().encode(text), hash: hashText(text) }
}
