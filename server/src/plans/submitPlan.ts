/** Owns the use case: the leader submits the plan. Every step is one operation on one document; the last one is the one commit point. */
import type { SubmissionId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { refuseAction, nextState } from '@samplan/shared/workflow'
import { projectPlan } from '../goals/projectPlan.ts'
import { NoReply, type PlanChange, type PlanMatch, type StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { buildStep } from './buildStep.ts'
import { buildVersion } from './buildVersion.ts'
import { findPlan } from './findPlan.ts'
import { contentOf, type SectionText } from './readText.ts'
import { movedAlready } from './takeStep.ts'
import { planTold, planTouched, sectionsOf } from './tellPlan.ts'

/** How long a submission may take before anybody may end it. Milliseconds. */
export const submissionLasts = 30_000
/** Sections frozen at the same time: their reads and writes go to the store together. */
const abreast = 100
/** How long the publication waits for the projection. Milliseconds. */
const projectionMayTake = 300

export type Submission = { readonly plan: string; /** The one that the person saw. */ readonly revision: number }

/**
 * pending -> every section frozen -> version -> commit. Of two at once one wins. A failure empties `pending`: the plan is a draft as
 * before, every freeze of this submission is void, and what was held is written.
 */
export async function submitPlan(world: World, actor: Actor, { plan: id, revision }: Submission): Promise<StoredPlan | Refusal> {
  const seen = await findPlan(world, actor, id)
  if (isRefusal(seen)) return seen
  const refusal = refuseAction(seen, 'submit', actor, revision, null)
  if (refusal) return refusal
  if (seen.pending) return { refused: 'submissionPending' }
  if (seen.outline.length === 0) return { refused: 'invalid', field: 'outline', rule: 'empty' }

  const submission = world.newId() as SubmissionId
  const begun = await begin(world, actor, seen, submission)
  if (!begun) return lost(world, actor, seen)
  // A room hears of it by the freeze: until then it writes as before.
  planTold(world, begun)
  try {
    const committed = await freezeAndCommit(world, actor, begun, submission)
    if (!committed) return await lost(world, actor, begun)
    // The projection follows before publication; if it fails or is slow, publication does not wait.
    await projected(world, committed)
    planTouched(world, committed)
    return committed
  } catch (error) {
    await giveUp(world, begun, submission)
    throw error
  }
}

async function begin(world: World, actor: Actor, plan: StoredPlan, submission: SubmissionId): Promise<StoredPlan | null> {
  const pending = { submission, person: actor.person, expiresAt: world.now() + submissionLasts }
  const match: PlanMatch = { at: 'draft', revision: plan.revision, pending: null }
  return changed(world, plan, match, { pending }, (now) => now.pending?.submission === submission)
}

async function freezeAndCommit(world: World, actor: Actor, plan: StoredPlan, submission: SubmissionId): Promise<StoredPlan | null> {
  const texts = await freezeAll(world, plan, submission)
  if (!texts) return null
  const built = await buildVersion(world, plan, texts)
  const at = new Date(world.now()).toISOString()
  await world.stores.versions.save({
    hash: built.hash,
    plan: plan.id,
    revision: built.version.revision,
    submittedAt: at,
    submittedBy: actor.name,
    bytes: built.bytes,
  })
  const to = nextState(plan, 'submit', built.hash)
  const step = buildStep(plan, 'submit', actor, to, null, world.now())
  const match: PlanMatch = { at: 'draft', revision: plan.revision, pending: submission }
  const change: PlanChange = { state: to, revision: plan.revision + 1, pushStep: step, pending: null }
  return changed(world, plan, match, change, (now) => now.steps.some(({ hash }) => hash === step.hash))
}

/** The outline's text at the freeze; null when the submission is no longer the plan's. The bin is frozen with it, and not read. */
async function freezeAll(world: World, plan: StoredPlan, submission: SubmissionId): Promise<readonly SectionText[] | null> {
  const frozen = new Map<string, SectionText['content']>()
  const waiting = [...sectionsOf(plan)]
  let isLost = false
  const worker = async (): Promise<void> => {
    for (let section = waiting.shift(); section !== undefined && !isLost; section = waiting.shift()) {
      const result = await world.rooms.freeze(section, submission)
      if (result === 'lost') isLost = true
      else frozen.set(section, contentOf(result.doc))
    }
  }
  await Promise.all(Array.from({ length: abreast }, worker))
  if (isLost) return null
  return plan.outline.map((entry): SectionText => {
    const content = frozen.get(entry.id)
    if (!content) throw new Error(`section ${entry.id} was not frozen`)
    return { entry, content }
  })
}

/**
 * One compare-and-set. A lost reply is judged by a read: `isDone` says whether it was carried out; if not, it is tried once more, which
 * does no harm, because a late first one then matches nothing.
 */
async function changed(
  world: World,
  plan: StoredPlan,
  match: PlanMatch,
  change: PlanChange,
  isDone: (now: StoredPlan) => boolean,
): Promise<StoredPlan | null> {
  const { plans } = world.stores
  for (let tries = 0; ; tries++) {
    try {
      const result = await plans.change(plan.id, match, change)
      if (result) return result
    } catch (error) {
      if (!(error instanceof NoReply) || tries > 1) throw error
    }
    const now = await plans.read(plan.id)
    if (now && isDone(now)) return now
    if (!now || now.revision !== match.revision || (match.pending === null ? now.pending : now.pending?.submission !== match.pending))
      return null
  }
}

/** Empties this submission's pending; if even that fails, its expiry does it. The commit may have been carried out: all are told. */
async function giveUp(world: World, plan: StoredPlan, submission: SubmissionId): Promise<void> {
  let now: StoredPlan | null = null
  try {
    const emptied = await world.stores.plans.change(plan.id, { pending: submission }, { pending: null })
    now = emptied ?? (await world.stores.plans.read(plan.id))
  } catch (error) {
    world.log.warn({ err: error, plan: plan.id }, 'a failed submission ends with its expiry')
  }
  planTouched(world, now ?? plan)
}

async function lost(world: World, actor: Actor, plan: StoredPlan): Promise<Refusal> {
  const now = await findPlan(world, actor, plan.id)
  if (!isRefusal(now) && now.state.at === 'draft' && now.revision === plan.revision)
    return { refused: now.pending ? 'submissionPending' : 'busy' }
  return movedAlready(world, actor, plan)
}

async function projected(world: World, plan: StoredPlan): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const late = setTimeout(resolve, projectionMayTake)
  const project = projectPlan(world, plan.id).catch((error: unknown) =>
    world.log.warn({ err: error, plan: plan.id }, 'the goals follow later'),
  )
  await Promise.race([project, promise])
  clearTimeout(late)
}
