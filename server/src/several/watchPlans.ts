/** Owns what this process learns of plans that other processes have moved, and tells it here as if it had happened here. */
import type { PlanId } from '@samplan/shared/ids'
import { planTouched, sectionsOf } from '../plans/tellPlan.ts'
import { tellAccess } from '../plans/tellAccess.ts'
import type { PlanMark, StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

export type PlanWatch = {
  /** Reads the marks of all plans, and tells what has moved since the last look. The first look only remembers. */
  readonly look: () => Promise<void>
  readonly close: () => void
}

/** As it was at the last look; the plan whole, to find whose rights an outline has changed. */
type Known = { readonly mark: PlanMark; readonly plan: StoredPlan }

/** What this process itself has told since the last look. */
type Told = { readonly created: boolean; readonly revision: number; readonly outlineVersion: number; readonly goals: number }
const nothingTold: Told = { created: false, revision: -1, outlineVersion: -1, goals: 0 }

/** What is told twice does no harm: whoever listens reads the store. */
export function watchPlans(world: World): PlanWatch {
  const { plans, goals } = world.stores
  let known: Map<PlanId, Known> | null = null
  let told = new Map<PlanId, Told>()
  let telling = false

  const note = (plan: PlanId, news: Partial<Told>): void => void told.set(plan, { ...(told.get(plan) ?? nothingTold), ...news })
  const unsubscribe = world.bus.subscribe((event) => {
    if (telling) return
    if (event.kind === 'planMoved') note(event.plan, { revision: event.revision })
    if (event.kind === 'planCreated') note(event.plan, { created: true })
    if (event.kind === 'outlineChanged') note(event.plan, { outlineVersion: event.outlineVersion })
    if (event.kind === 'goalsChanged') note(event.plan, { goals: (told.get(event.plan)?.goals ?? 0) + 1 })
  })
  const tell = (say: () => void): void => {
    telling = true
    say()
    telling = false
  }

  const tellMoves = async (before: Known, { mark, plan }: Known, own: Told): Promise<void> => {
    const { id } = plan
    const was = before.mark
    // Told here already only where nobody else came in between.
    const ownStep = mark.revision === own.revision && mark.revision === was.revision + 1 && mark.pending === null
    if (!ownStep && (mark.revision !== was.revision || mark.epoch !== was.epoch || mark.pending !== was.pending))
      tell(() => planTouched(world, plan))
    const ownOutline = mark.outlineVersion === own.outlineVersion && mark.outlineVersion === was.outlineVersion + 1
    if (!ownOutline && mark.outlineVersion !== was.outlineVersion) {
      tell(() => world.bus.publish({ kind: 'outlineChanged', plan: id, outlineVersion: mark.outlineVersion }))
      await tellAccess(world, before.plan, plan)
      // A right may have come and gone between two looks, and let somebody in meanwhile: all who are in its sections are judged.
      world.rooms.accessChanged(undefined, [...sectionsOf(before.plan), ...sectionsOf(plan)])
    }
    if (mark.goalsMoved - was.goalsMoved > own.goals) await tellGoals(id)
  }

  /** Which goals moved is not known: all of them are new, and all withdrawn ones gone. */
  const tellGoals = async (plan: PlanId): Promise<void> => {
    const [living, homes] = await Promise.all([goals.list(plan), goals.homes(plan)])
    const changed = living.map(({ id }) => id)
    const withdrawn = [...homes.keys()].filter((id) => !changed.includes(id))
    tell(() => world.bus.publish({ kind: 'goalsChanged', plan, changed, withdrawn }))
  }

  const lookAt = async (all: Map<PlanId, Known>, mark: PlanMark, own: Told): Promise<void> => {
    const before = all.get(mark.id)
    if (before && same(before.mark, mark)) return
    // Read after the mark: where it has moved on, the next look sees it once more.
    const plan = await plans.read(mark.id)
    if (!plan) return
    if (before) await tellMoves(before, { mark, plan }, own)
    else if (!own.created) tell(() => world.bus.publish({ kind: 'planCreated', plan: mark.id }))
    // Remembered behind the telling: what could not be told is told at the next look.
    all.set(mark.id, { mark, plan })
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
            marks.flatMap((mark) => {
              const plan = whole.get(mark.id)
              return plan ? [[mark.id, { mark, plan }]] : []
            }),
          )
          return
        }
        for (const mark of marks) await lookAt(known, mark, own.get(mark.id) ?? nothingTold)
        const there = new Set(marks.map(({ id }) => id))
        for (const [id, { plan }] of [...known]) {
          if (there.has(id)) continue
          known.delete(id)
          tell(() => planTouched(world, plan))
        }
      } catch (error) {
        told = new Map([...own, ...told])
        throw error
      }
    },
    close: unsubscribe,
  }
}

function same(a: PlanMark, b: PlanMark): boolean {
  return (
    a.revision === b.revision &&
    a.epoch === b.epoch &&
    a.outlineVersion === b.outlineVersion &&
    a.pending === b.pending &&
    a.goalsMoved === b.goalsMoved
  )
}
