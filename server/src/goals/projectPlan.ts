/** Owns one projection of one plan: from its documents to the goals collection. */
import type { Goal, GoalInText } from '@samplan/shared/goal'
import { diffGoals } from '@samplan/shared/goalDiff'
import type { PlanId, SectionId } from '@samplan/shared/ids'
import { judgeGoals, type Rename } from '@samplan/shared/judgeGoals'
import { fragmentName } from '@samplan/shared/section/content'
import { goalsInText } from '@samplan/shared/section/goals'
import { writeAttributes } from '@samplan/shared/section/write'
import { contentOf } from '../plans/readText.ts'
import { openVersion } from '../plans/readVersions.ts'
import type { StoredPlan, Stores } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { oneAtATime } from './oneAtATime.ts'

/** What the projection has seen of a plan: per section its newest entry, and under the plan's own id its outline and revision. */
export type Seen = ReadonlyMap<SectionId, string>

/** Goals as they were read from sections, under the newest entry that the section had before. */
export type GoalMemory = Map<SectionId, { readonly entry: string; readonly goals: readonly GoalInText[] }>

/** Stands for the outline and revision of a plan that is being projected. */
const unfinished = 'unfinished'
/** Whoever keeps writing goals is projected again behind each pause: the projector hears of every change. */
const mostTries = 3

/** One for all who project from the same store. */
const memories = new WeakMap<Stores, GoalMemory>()

function memoryOf(stores: Stores): GoalMemory {
  const memory: GoalMemory = memories.get(stores) ?? new Map()
  memories.set(stores, memory)
  return memory
}

/**
 * Brings the collection to what the plan's documents say (those of the version, where it is frozen), publishes what changed, and writes
 * the ids of doubled goals into a writable draft. Projections of one plan go one after the other. `memory` spares the reading of what has
 * not changed since the last time; an empty one reads everything.
 */
export async function projectPlan(world: World, id: PlanId, memory = memoryOf(world.stores)): Promise<void> {
  await oneAtATime(world.stores, id, async () => {
    for (let tries = 0; tries < mostTries; tries++) if (await projectOnce(world, id, memory)) return
  })
}

/**
 * Two processes may project one plan at a time, and the one that read first may write last. So whoever has written looks whether what it
 * read still stands; the last to write does so after all the others. False when it does not. Until then the plan counts as not projected:
 * what a process that dies has half done is done again.
 */
async function projectOnce(world: World, id: PlanId, memory: GoalMemory): Promise<boolean> {
  const { plans, goals: store } = world.stores
  const plan = await plans.read(id)
  if (!plan) return true
  // Before the text: what comes in between is read now and looked at once more, never the other way round.
  const seen = await seenNow(world, plan)
  const { goals, renames } = await judged(world, plan, seen, memory)
  const { upsert, withdraw } = diffGoals(await store.list(id), goals)
  const changes = upsert.length > 0 || withdraw.length > 0
  const remembered = await store.seen(id)
  if (changes) {
    await store.remember(id, new Map([[keyOf(plan), unfinished]]))
    await store.upsert(id, upsert)
    await store.withdraw(id, withdraw)
  }
  const mark = changes || remembered.get(keyOf(plan)) === unfinished ? await plans.noteGoals(id) : null
  if (changes) world.bus.publish({ kind: 'goalsChanged', plan: id, changed: upsert.map((goal) => goal.id), withdrawn: withdraw, mark })
  if (changes && !isSame(seen, await seenNow(world, (await plans.read(id)) ?? plan))) return false
  const news = [...seen].filter(([section, entry]) => remembered.get(section) !== entry)
  await store.remember(id, new Map(changes ? [...news, [keyOf(plan), seen.get(keyOf(plan)) ?? '']] : news))
  await writeRenames(world, renames)
  return true
}

/** Ids of plans and sections are of one kind, and never the same. */
const keyOf = (plan: StoredPlan): SectionId => plan.id as string as SectionId

const isSame = (before: Seen, now: Seen): boolean => before.size === now.size && [...now].every(([key, entry]) => before.get(key) === entry)

/** Whether the plan has something that the projection has not seen. */
export async function lags(world: World, plan: StoredPlan): Promise<boolean> {
  const [seen, now] = await Promise.all([world.stores.goals.seen(plan.id), seenNow(world, plan)])
  return [...now].some(([section, entry]) => seen.get(section) !== entry)
}

type Judged = { readonly goals: readonly Goal[]; readonly renames: readonly Rename[] }

async function judged(world: World, plan: StoredPlan, seen: Seen, memory: GoalMemory): Promise<Judged> {
  if (plan.state.at !== 'draft') {
    const opened = await openVersion(world, plan, plan.state.version)
    if (!opened) throw new Error(`version ${plan.state.version} of plan ${plan.id} is not in the store`)
    return { goals: opened.goals, renames: [] }
  }
  const homes = await world.stores.goals.homes(plan.id)
  const sections = await Promise.all(
    plan.outline.map(async ({ id }) => {
      const entry = seen.get(id) ?? ''
      const known = memory.get(id)
      if (known?.entry === entry) return { section: id, goals: known.goals }
      // As it is on disk, for that is what is remembered as seen: what never comes there would else be a goal for good.
      const text = await world.rooms.readStored(id, 'goal')
      const goals = text ? goalsInText(contentOf(text)) : []
      memory.set(id, { entry, goals })
      return { section: id, goals }
    }),
  )
  return judgeGoals(plan.id, sections, homes)
}

async function seenNow(world: World, plan: StoredPlan): Promise<Seen> {
  const ids = plan.outline.map(({ id }) => id)
  const marks = await world.stores.sections.marks(ids)
  // Order and codes come from the outline.
  return new Map([
    ...ids.map((id) => [id, marks.get(id)?.known.at(-1) ?? ''] as const),
    [keyOf(plan), `${plan.outlineVersion} ${plan.revision}`],
  ])
}

/** Where the plan is no draft any more, or held, the renames are judged again when it is. */
async function writeRenames(world: World, renames: readonly Rename[]): Promise<void> {
  for (const [section, own] of Map.groupBy(renames, (rename) => rename.section)) {
    await world.rooms.transact(section, (doc) => {
      for (const { element, attribute, to } of own) writeAttributes(doc.getXmlFragment(fragmentName), element, { [attribute]: to })
    })
  }
}
