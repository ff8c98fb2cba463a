/** Owns how the plan moves in a simulation: a submission that freezes every section, its commit, failure and expiry, and the way back. */
import type { SectionId, SubmissionId } from '@samplan/shared/ids'
import type * as Y from 'yjs'
import { submission } from '../testRig.ts'
import type { Edit } from './edits.ts'
import { checkVersion } from './truth.ts'
import { type Process, sectionsOfPlan, type World } from './world.ts'

export type PlanMoves = {
  /** While every room is known to hold: for which submission. */
  readonly heldBy: () => SubmissionId | null
  /** Runs beside all that follows; its end is nobody's to wait for. */
  readonly submit: () => void
  /** The submission under way is given up by somebody else. */
  readonly expire: () => void
  readonly sendBack: () => void
}

/** `acknowledged`: all that has been so far. */
export function createPlanMoves(world: World, acknowledged: () => readonly Edit[]): PlanMoves {
  const { plan, truth, random, check, note, time, aWhile, weather, processes, running } = world
  let submissions = 0
  let held: SubmissionId | null = null

  const freezeAll = async (process: Process, id: SubmissionId): Promise<ReadonlyMap<SectionId, Y.Doc> | null> => {
    const frozen = new Map<SectionId, Y.Doc>()
    const one = async (section: SectionId): Promise<boolean> => {
      const result = await process.rooms.freeze(section, id)
      if (result !== 'lost') frozen.set(section, result.doc)
      return result !== 'lost'
    }
    // One after the other, or all at once.
    const outcomes: boolean[] = []
    if (random.chance(0.5)) outcomes.push(...(await Promise.all(sectionsOfPlan.map(one))))
    else for (const section of sectionsOfPlan) outcomes.push(await one(section))
    return outcomes.every(Boolean) ? frozen : null
  }

  /** Every room hears of the freeze, and nothing fails meanwhile: what is sent from here on is held. */
  const letAllHold = async (id: SubmissionId): Promise<void> => {
    weather.calm++
    for (const { rooms } of running) rooms.planChanged(sectionsOfPlan)
    await time.wait(60)
    if (plan.pending === id) {
      note('all rooms hold')
      held = id
      for (let left = 20; left > 0; left--) await aWhile()
      held = null
    }
    weather.calm--
  }

  const run = async (process: Process, id: SubmissionId, before: readonly Edit[]): Promise<void> => {
    const frozen = await freezeAll(process, id)
    if (!frozen) return note('submission lost')
    await aWhile()
    if (plan.pending === id && random.chance(0.3)) await letAllHold(id)
    if (plan.pending !== id) return note('submission expired')
    if (random.chance(0.3)) {
      plan.pending = null
      return note('submission fails')
    }
    for (const [section, doc] of frozen) {
      const own = before.filter((edit) => edit.section === section)
      checkVersion(truth.of(section), section, id, doc, own, check)
    }
    Object.assign(plan, { at: 'body', pending: null })
    note('commits')
  }

  return {
    heldBy: () => held,
    submit() {
      if (plan.at !== 'draft' || plan.pending !== null) return
      const id = submission(`sub-${++submissions}`)
      const process = random.pick(processes)
      plan.pending = id
      note('submits', `${process.name} ${id}`)
      run(process, id, acknowledged()).catch((error: unknown) => {
        check(error instanceof Error && error.name !== 'TypeError', () => `I4 a submission fails by a fault: ${String(error)}`)
        if (plan.pending === id) plan.pending = null
        note('submission fails by the store')
      })
    },
    expire() {
      if (plan.pending === null) return
      plan.pending = null
      note('submission expires')
    },
    sendBack() {
      if (plan.at !== 'body') return
      Object.assign(plan, { at: 'draft', epoch: plan.epoch + 1 })
      truth.epochEnds()
      note('sent back')
    },
  }
}
