/** Owns who is told when a plan moves: the rooms are woken, subscribers hear of it. Correctness never depends on it. */
import type { SectionId } from '@samplan/shared/ids'
import type { Plan } from '@samplan/shared/plan'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

/** Every section of the plan, in the outline or in the bin: all that is frozen with it. */
export function sectionsOf(plan: Pick<Plan, 'outline' | 'bin'>): readonly SectionId[] {
  return [...plan.outline.map(({ id }) => id), ...plan.bin.map(({ entry }) => entry.id)]
}

/** State, revision or pending have changed. */
export function planTouched(world: Pick<World, 'rooms' | 'bus'>, plan: StoredPlan): void {
  world.rooms.planChanged(sectionsOf(plan))
  planTold(world, plan)
}

/** The same for subscribers alone. */
export function planTold({ bus }: Pick<World, 'bus'>, { id, revision }: StoredPlan): void {
  bus.publish({ kind: 'planMoved', plan: id, revision })
}
