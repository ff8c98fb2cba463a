/** Owns what this process learns of plans that other processes have moved, and tells it here as if it had happened here. */
import type { PlanId } from '@samplan/shared/ids'
import { busOfElsewhere } from '../bus.ts'
import { planTouched, sectionsOf } from '../plans/tellPlan.ts'
import { tellAccess } from '../plans/tellAccess.ts'
import type { PlanMark, StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

export type PlanWatch = {
  /** Reads the marks of all plans, and tells what has moved since the last look. The first look only remembers. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** As it was at the last look: the plan whole, to find whose rights an outline has changed, and the number of what had moved in its goals. */
type Known = { readonly plan: StoredPlan; readonly goalsMoved: number }

/** What this process itself has told since the last look. */
type Told = { readonly created: boolean; readonly revision: number; readonly outlineVersion: number }
const nothingTold: Told = { created: false, revision: -1, outlineVersion: -1 }

/** What is told twice does no harm: whoever listens reads the store. */
export function watchPlans(here: World): PlanWatch {
  const world = { ...here, bus: busOfElsewhere(here.bus) }
  const { plans, goals } = world.stores
  let known: Map<PlanId, Known> | null = null
  let told = new Map<PlanId, Told>()
  /** Numbers of moved goals that were given to this process, and have not been looked at. */
  const ownGoals = new Map<PlanId, readonly number[]>()

  const note = (plan: PlanId, news: Partial<Told>): void => void told.set(plan, { ...(told.get(plan) ?? nothingTold), ...news })
  const unsubscribe = here.bus.subscribe((event, origin) => {
    if (origin === 'elsewhere') return
    if (event.kind === 'planMoved') note(event.plan, { revision: event.revision })
    if (event.kind === 'planCreated') note(event.plan, { created: true })
    if (event.kind === 'outlineChanged') note(event.plan, { outlineVersion: event.outlineVersion })
    if (event.kind === 'goalsChanged' && event.mark !== null) ownGoals.set(event.plan, [...(ownGoals.get(event.plan) ?? []), event.mark])
  })

  const tellMoves = async (before: Known, { plan, goalsMoved }: Known, own: Told): Promise<void> => {
    const { id } = plan
    const was = before.plan
    // Told here already only where nobody else came in between.
    const ownStep = plan.revision === own.revision && plan.revision === was.revision + 1 && plan.pending === null
    const stepped = plan.revision !== was.revision || plan.epoch !== was.epoch || pendingOf(plan) !== pendingOf(was)
    if (stepped && !ownStep) planTouched(world, plan)
    const changes = plan.outlineVersion - was.outlineVersion
    if (changes !== 0 && !(changes === 1 && plan.outlineVersion === own.outlineVersion)) {
      world.bus.publish({ kind: 'outlineChanged', plan: id, outlineVersion: plan.outlineVersion })
      await tellAccess(world, was, plan)
      // Of several changes one may have given a right that the next one took, and let somebody in: all who are in its sections are judged.
      if (changes !== 1) world.rooms.accessChanged(undefined, [...sectionsOf(was), ...sectionsOf(plan)])
    }
    const ownMoves = (ownGoals.get(id) ?? []).filter((number) => number > before.goalsMoved && number <= goalsMoved)
    if (ownMoves.length !== goalsMoved - before.goalsMoved) await tellGoals(id)
  }

  /** Which goals moved is not known: all of them are new, and all withdrawn ones gone. */
  const tellGoals = async (plan: PlanId): Promise<void> => {
    const [living, homes] = await Promise.all([goals.list(plan), goals.homes(plan)])
    const changed = living.map(({ id }) => id)
    const withdrawn = [...homes.keys()].filter((id) => !changed.includes(id))
    world.bus.publish({ kind: 'goalsChanged', plan, changed, withdrawn, mark: null })
  }

  const lookAt = async (all: Map<PlanId, Known>, mark: PlanMark, own: Told): Promise<void> => {
    const before = all.get(mark.id)
    if (before && isAsMarked(before, mark)) return
    // Read after the mark, and as a whole: what the next look compares with is what was told, not what was marked.
    const plan = await plans.read(mark.id)
    if (!plan) return
    const now = { plan, goalsMoved: mark.goalsMoved }
    if (before) await tellMoves(before, now, own)
    else if (!own.created) world.bus.publish({ kind: 'planCreated', plan: mark.id })
    // Remembered behind the telling: what could not be told is told at the next look.
    all.set(mark.id, now)
  }

  const forgetOwnGoals = (marks: readonly PlanMark[]): void => {
    if (ownGoals.size === 0) return
    const moved = new Map(marks.map(({ id, goalsMoved }) => [id, goalsMoved]))
    for (const [id, numbers] of [...ownGoals]) {
      const later = numbers.filter((number) => number > (moved.get(id) ?? Infinity))
      if (later.length > 0) ownGoals.set(id, later)
      else ownGoals.delete(id)
    }
  }

  return {
    async look() {
      const own = told
      told = new Map()
      try {
        const marks = await plans.marks()
        if (!known) {
          const whole = new Map((await plans.list()).map((plan) => [plan.id, plan]))
          known = new Map(
            marks.flatMap(({ id, goalsMoved }) => {
              const plan = whole.get(id)
              return plan ? [[id, { plan, goalsMoved }]] : []
            }),
          )
          return
        }
        for (const mark of marks) await lookAt(known, mark, own.get(mark.id) ?? nothingTold)
        forgetOwnGoals(marks)
        const there = new Set(marks.map(({ id }) => id))
        for (const [id, { plan }] of [...known]) {
          if (there.has(id)) continue
          known.delete(id)
          planTouched(world, plan)
        }
      } catch (error) {
        told = new Map([...own, ...told])
        throw error
      }
    },
    close: unsubscribe,
  }
}

const pendingOf = ({ pending }: StoredPlan): string | null => pending?.submission ?? null

function isAsMarked({ plan, goalsMoved }: Known, mark: PlanMark): boolean {
  return (
    plan.revision === mark.revision &&
    plan.epoch === mark.epoch &&
    plan.outlineVersion === mark.outlineVersion &&
    pendingOf(plan) === mark.pending &&
    goalsMoved === mark.goalsMoved
  )
}
