/** Owns when plans are projected: one second after the last change, at the latest three after the first that was not projected. */
import type { PlanId, SectionId } from '@samplan/shared/ids'
import type { World } from '../world.ts'
import { lags, projectPlan } from './projectPlan.ts'

/** Milliseconds. */
export type Pace = {
  readonly quiet: number
  readonly atTheLatest: number
  readonly retry: number
  /** Where other processes may leave something behind. */
  readonly catchUpEvery?: number
}
export const usualPace: Pace = { quiet: 1000, atTheLatest: 3000, retry: 3000 }

export type Projector = {
  /** A section's flush is on disk. */
  readonly touched: (section: SectionId, entry: string) => void
  /** Projects at once what waits for this plan; resolves when nothing waits. Throws what the projection throws. */
  readonly settled: (plan: PlanId) => Promise<void>
  /** What lagged at start has been projected, or has failed and is tried again. */
  readonly caughtUp: Promise<void>
  /** Ends; what waits is projected at the next start. */
  readonly close: () => Promise<void>
}

type Waiting = { readonly since: number; readonly timer: NodeJS.Timeout }

export function startProjector(world: World, pace: Pace = usualPace): Projector {
  const waiting = new Map<PlanId, Waiting>()
  const running = new Set<Promise<void>>()
  const planOf = new Map<SectionId, PlanId>()
  let closed = false

  const keep = (work: Promise<void>): void => {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  /** Performance time, not the world's clock: only distances count. */
  const plan = (id: PlanId, delay: number | null = null): void => {
    if (closed) return
    const before = waiting.get(id)
    clearTimeout(before?.timer)
    const now = performance.now()
    const since = before?.since ?? now
    const wait = delay ?? Math.max(0, Math.min(pace.quiet, since + pace.atTheLatest - now))
    waiting.set(id, { since, timer: setTimeout(() => keep(runLogged(id)), wait) })
  }

  const run = async (id: PlanId): Promise<void> => {
    const entry = waiting.get(id)
    clearTimeout(entry?.timer)
    waiting.delete(id)
    await projectPlan(world, id)
  }

  const runLogged = async (id: PlanId): Promise<void> => {
    try {
      await run(id)
    } catch (error) {
      world.log.warn({ err: error, plan: id }, 'the goals could not be projected; it is tried again')
      plan(id, pace.retry)
    }
  }

  const touch = async (section: SectionId): Promise<void> => {
    try {
      const id = planOf.get(section) ?? (await world.stores.plans.planOfSection(section))
      if (!id) return
      planOf.set(section, id)
      plan(id)
    } catch (error) {
      world.log.warn({ err: error, section }, 'a changed section has no plan that can be read')
      if (!closed) setTimeout(() => keep(touch(section)), pace.retry).unref()
    }
  }

  const unsubscribe = world.bus.subscribe((event) => {
    // A draft again, or another order: codes and homes may be others.
    if (event.kind === 'outlineChanged' || event.kind === 'planMoved' || event.kind === 'planCreated') plan(event.plan)
  })

  const catchUp = async (): Promise<void> => {
    try {
      for (const stored of await world.stores.plans.list()) if (await lags(world, stored)) await runLogged(stored.id)
    } catch (error) {
      world.log.warn({ err: error }, 'what the goals lack could not be found out')
    }
  }
  const caughtUp = catchUp()
  const again = pace.catchUpEvery === undefined ? null : setInterval(() => keep(catchUp()), pace.catchUpEvery).unref()

  return {
    touched: (section) => keep(touch(section)),
    caughtUp,
    async settled(id) {
      await caughtUp
      while (running.size > 0 || waiting.has(id)) {
        await Promise.all(running)
        if (waiting.has(id)) await run(id)
      }
    },
    async close() {
      closed = true
      if (again) clearInterval(again)
      unsubscribe()
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
      await Promise.all([caughtUp, ...running])
    },
  }
}
