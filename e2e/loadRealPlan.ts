/** Owns the loading of a real plan of the material folder into a running product. */
import { makePlan, type MadePlan } from './makePlan.ts'
import { readRealPlan } from './realPlan.ts'
import type { SignedIn } from './wire.ts'

/** Makes a plan of `name` (e.g. "roskilde-2023") as this leader; every section's text is on disk when it resolves. */
export async function loadRealPlan(leader: SignedIn, owner: string, route: readonly string[], name: string): Promise<MadePlan> {
  const { title, period, sections } = readRealPlan(name)
  return makePlan(leader, { title, period, owner, route, sections })
}
