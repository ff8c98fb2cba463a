/** Owns which stored versions a person may read, and the reading of one. */
import type { PlanId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Step } from '@samplan/shared/plan'
import { may, readsVersionsFrom } from '@samplan/shared/rights'
import { readVersion, type Version } from '@samplan/shared/version'
import type { StoredPlan, Stores } from '../storage/ports.ts'
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

/** Versions kept as they were parsed. One is some hundred kilobytes; those that anybody looks at are the newest of a few plans. */
export const mostKept = 16

/** Per store, with the version that was asked for last at the end. */
const kept = new WeakMap<Stores, Map<string, Promise<Version | null>>>()

/**
 * The version with this hash, or null. Rights are the caller's. A missing one that a step names is a bug. What a hash names never changes,
 * so callers share one record.
 */
export async function openVersion({ stores }: World, plan: Pick<StoredPlan, 'id'>, hash: string): Promise<Version | null> {
  const versions = kept.get(stores) ?? new Map<string, Promise<Version | null>>()
  kept.set(stores, versions)
  const key = `${plan.id} ${hash}`
  const opening = versions.get(key) ?? readParsed(stores, plan.id, hash)
  versions.delete(key)
  versions.set(key, opening)
  for (const oldest of versions.keys()) {
    if (versions.size <= mostKept) break
    versions.delete(oldest)
  }
  const forget = (): void => {
    if (versions.get(key) === opening) versions.delete(key)
  }
  try {
    const version = await opening
    if (!version) forget()
    return version
  } catch (error) {
    forget()
    throw error
  }
}

async function readParsed({ versions }: Stores, plan: PlanId, hash: string): Promise<Version | null> {
  const stored = await versions.read(plan, hash)
  return stored && readVersion(new TextDecoder('utf-8', { fatal: true }).decode(stored.bytes))
}
