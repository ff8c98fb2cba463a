/** Owns the plans of tests: with goals in their text, brought to any place of their route. */
import { elementOf } from '@samplan/shared/section/seed'
import { fragmentName } from '@samplan/shared/section/content'
import type { SectionId } from '@samplan/shared/ids'
import type { StoredPlan } from '../storage/ports.ts'
import { submitPlan } from './submitPlan.ts'
import { takeStep } from './takeStep.ts'
import { done, makePlan, type TestWorld } from './testWorld.ts'

/** The places on the way of a plan, and the steps that lead there. */
export const stages = {
  'new draft': [],
  'before udvalg': ['submit'],
  'before byraad': ['submit', 'onward'],
  'draft again': ['submit', 'sendBack'],
  adopted: ['submit', 'onward', 'adopt'],
} as const
export type Stage = keyof typeof stages

export function sectionAt(plan: StoredPlan, at: number): SectionId {
  const entry = plan.outline[at]
  if (!entry) throw new Error(`the plan has no section ${at}`)
  return entry.id
}

/** Appends a paragraph to the section's text. */
export async function writeParagraph({ world }: TestWorld, section: SectionId, text: string): Promise<void> {
  done(
    await world.rooms.transact(section, (doc) => {
      const fragment = doc.getXmlFragment(fragmentName)
      fragment.insert(fragment.length, [elementOf({ type: 'paragraph', content: [{ type: 'text', text }] })])
    }),
  )
}

/** Appends a result goal with one indicator of the kind "share, at most 11". */
export async function writeGoalBlock({ world }: TestWorld, section: SectionId, id: string, statement = `Mål ${id}`): Promise<void> {
  done(
    await world.rooms.transact(section, (doc) => {
      const fragment = doc.getXmlFragment(fragmentName)
      const indicator = {
        id: `${id}-i`,
        targetKind: 'share',
        indicator: 'Ledige',
        operator: 'atMost',
        target: '11',
        unit: '%',
        deadline: '2027-12',
      }
      const content = [
        { type: 'goalStatement', content: [{ type: 'text' as const, text: statement }] },
        { type: 'goalIndicator', attrs: indicator },
      ]
      fragment.insert(fragment.length, [elementOf({ type: 'goal', attrs: { id, level: 'result' }, content })])
    }),
  )
}

/** A plan with a paragraph and a goal in each of its two sections ("g1" is job's, "g2" social's), projected, at this stage. */
export async function planAt(test: TestWorld, stage: Stage): Promise<StoredPlan> {
  const plan = await makePlan(test, stage)
  for (const at of [0, 1]) {
    await writeParagraph(test, sectionAt(plan, at), `Tekst ${at}`)
    await writeGoalBlock(test, sectionAt(plan, at), `g${at + 1}`)
  }
  await test.projector.settled(plan.id)
  let now = plan
  for (const name of stages[stage]) now = await step(test, now, name)
  return now
}

/** One step, by whoever it is up to. */
export async function step(
  { world, actor }: TestWorld,
  plan: StoredPlan,
  name: 'submit' | 'onward' | 'sendBack' | 'adopt' | 'withdraw' | 'reopen',
): Promise<StoredPlan> {
  const input = { plan: plan.id, revision: plan.revision, reason: 'fordi' }
  const decides = plan.state.at === 'body' && plan.state.body === 1 ? 'finalSecretary' : 'secretary'
  switch (name) {
    case 'submit':
      return done(await submitPlan(world, actor('leader'), input))
    case 'onward':
    case 'adopt':
      return done(await takeStep(world, actor(decides), 'onward', input))
    case 'sendBack':
      return done(await takeStep(world, actor(decides), 'sendBack', input))
    case 'withdraw':
    case 'reopen':
      return done(await takeStep(world, actor('leader'), name, input))
  }
}
