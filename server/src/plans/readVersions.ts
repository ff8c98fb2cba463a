/** Owns which stored versions a person may read, and the reading of one. */
import type { Actor } from '@samplan/shared/people'
import type { Step } from '@samplan/shared/plan'
import { may, readsVersionsFrom } from '@samplan/shared/rights'
import { readVersion, type Version } from '@samplan/shared/version'
import type { StoredPlan, StoredVersion } from '../storage/ports.ts'
import type { World } from '../world.ts'

/** The submissions whose versions the actor may read, oldest first. What was stored by a submission that failed is nobody's. */
export function readableSubmissions(actor: Actor, plan: StoredPlan): readonly Step[] {
  const from = readsVersionsFrom(actor, plan)
  return from === null ? [] : plan.steps.filter(({ action, seq, version }) => action === 'submit' && version !== null && seq >= from)
}

/** What the plan shows the actor: the live draft, one version (its hash), or nothing yet. */
export function shownTo(actor: Actor, plan: StoredPlan): 'draft' | { readonly hash: string } | 'nothing' {
  if (may(actor, 'readDraft', plan)) return 'draft'
  const hash = readableSubmissions(actor, plan).at(-1)?.version
  return hash ? { hash } : 'nothing'
}

export type OpenVersion = { readonly stored: StoredVersion; readonly version: Version }

/** The version with this hash, or null. Rights are the caller's. A missing one that a step names is a bug. */
export async function openVersion(world: World, plan: StoredPlan, hash: string): Promise<OpenVersion | null> {
  const stored = await world.stores.versions.read(plan.id, hash)
  return stored && { stored, version: readVersion(new TextDecoder('utf-8', { fatal: true }).decode(stored.bytes)) }
}
