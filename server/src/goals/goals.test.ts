import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Goal } from '@samplan/shared/goal'
import type { GoalId, SectionId } from '@samplan/shared/ids'
import { fragmentName } from '@samplan/shared/section/content'
import { goalsInText } from '@samplan/shared/section/goals'
import { binSection } from '../plans/binSection.ts'
import { moveSection } from '../plans/moveSection.ts'
import { goalsOf, readText } from '../plans/readText.ts'
import { restoreSection } from '../plans/restoreSection.ts'
import { planAt, sectionAt, step, writeGoalBlock } from '../plans/testPlans.ts'
import { done, makePlan, openTestWorld, type TestWorld } from '../plans/testWorld.ts'
import type { SectionStore, StoredPlan } from '../storage/ports.ts'
import { projectPlan } from './projectPlan.ts'
import { startProjector } from './projector.ts'
import { reproject } from './reproject.ts'

let world: TestWorld
/** Appends wait for this. */
let held: Promise<void> | null = null
const holdable = (sections: SectionStore): SectionStore => ({
  ...sections,
  async append(appends) {
    await held
    return sections.append(appends)
  },
})
beforeAll(async () => {
  world = await openTestWorld({ wrap: (stores) => ({ ...stores, sections: holdable(stores.sections) }) })
}, 30_000)
afterAll(() => world.close())

const leader = () => world.actor('leader')

async function projected(plan: StoredPlan): Promise<readonly Goal[]> {
  await world.projector.settled(plan.id)
  return world.stores.goals.list(plan.id)
}

/** The goals as the documents say, read without the projection. */
async function inDocuments(plan: StoredPlan): Promise<readonly Goal[]> {
  const now = (await world.stores.plans.read(plan.id)) as StoredPlan
  const homes = await world.stores.goals.homes(plan.id)
  return goalsOf(now, await readText(world.world, now), homes).goals
}

/** Ids as they stand in the section's text. */
async function idsIn(section: SectionId): Promise<readonly string[]> {
  const doc = await world.world.rooms.read(section)
  const { readContent } = await import('@samplan/shared/section/read')
  return goalsInText(readContent(doc.getXmlFragment(fragmentName))).map(({ attributes }) => attributes.id)
}

/** Deletes the goal's block; returns the function that undoes it as an editor does. */
async function cutGoal(section: SectionId, id: string): Promise<void> {
  done(
    await world.world.rooms.transact(section, (doc) => {
      const fragment = doc.getXmlFragment(fragmentName)
      const at = fragment.toArray().findIndex((child) => child instanceof Y.XmlElement && child.getAttribute('id') === id)
      fragment.delete(at, 1)
    }),
  )
}

const measure = (plan: string, goal: string, indicator: string, who: 'leader' | 'kultur' = 'leader') =>
  world.ask(
    who,
    'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id verdict { word } indicators { measurements { value period byName } } } }',
    {
      input: { plan, goal, indicator, value: '12,4 %', period: 'september 2026', source: 'Jobindsats' },
    },
  )

describe('a goal id', () => {
  test('GB-31 doubled in another section, it stays with the home that the projection knows, and the other is renamed in its text', async () => {
    const plan = await makePlan(world)
    await writeGoalBlock(world, sectionAt(plan, 1), 'twin')
    await projected(plan)
    // The copy comes first in the outline.
    await writeGoalBlock(world, sectionAt(plan, 0), 'twin', 'Kopien')
    const goals = await projected(plan)
    expect(goals.map(({ id, section }) => [id === 'twin', section])).toEqual([
      [false, sectionAt(plan, 0)],
      [true, sectionAt(plan, 1)],
    ])
    expect(await idsIn(sectionAt(plan, 0))).toEqual([goals[0]?.id])
    expect(goals[0]?.indicators[0]?.id).not.toBe('twin-i')
    expect(await inDocuments(plan)).toEqual(goals)
  })

  test('GB-32 moved to another section, it takes its measurements with it', async () => {
    const plan = await makePlan(world)
    await writeGoalBlock(world, sectionAt(plan, 0), 'mover')
    await projected(plan)
    expect((await measure(plan.id, 'mover', 'mover-i')).errors).toBe(null)
    await cutGoal(sectionAt(plan, 0), 'mover')
    await writeGoalBlock(world, sectionAt(plan, 1), 'mover')
    const goals = await projected(plan)
    expect(goals.map(({ id, section }) => [id, section])).toEqual([['mover', sectionAt(plan, 1)]])
    const { data } = await world.ask(
      'leader',
      'query ($plan: ID!) { goal(plan: $plan, id: "mover") { section indicators { measurements { value } } } }',
      { plan: plan.id },
    )
    expect(data?.goal).toEqual({ section: sectionAt(plan, 1), indicators: [{ measurements: [{ value: '12.4' }] }] })
  })

  test('GB-33 deleted and brought back by undo, it has its measurements again', async () => {
    const plan = await makePlan(world)
    await writeGoalBlock(world, sectionAt(plan, 0), 'phoenix')
    await projected(plan)
    await measure(plan.id, 'phoenix', 'phoenix-i')
    await cutGoal(sectionAt(plan, 0), 'phoenix')
    expect(await projected(plan)).toEqual([])
    expect((await measure(plan.id, 'phoenix', 'phoenix-i')).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    await writeGoalBlock(world, sectionAt(plan, 0), 'phoenix')
    await projected(plan)
    const { data } = await world.ask(
      'leader',
      'query ($plan: ID!) { goals(plan: $plan) { nodes { id indicators { measurements { value byName period source } } } } }',
      { plan: plan.id },
    )
    expect(data?.goals.nodes).toEqual([
      {
        id: 'phoenix',
        indicators: [{ measurements: [{ value: '12.4', byName: 'Person leader', period: '2026-09', source: 'Jobindsats' }] }],
      },
    ])
  })

  test('GB-34 of another plan, it takes nothing: the same id in two plans is two goals, and a forged one is refused', async () => {
    const [mine, theirs] = [await makePlan(world), await makePlan(world)]
    await writeGoalBlock(world, sectionAt(mine, 0), 'shared')
    await writeGoalBlock(world, sectionAt(theirs, 0), 'shared')
    await writeGoalBlock(world, sectionAt(theirs, 0), 'only-theirs')
    await projected(mine)
    await projected(theirs)
    await measure(theirs.id, 'shared', 'shared-i')
    expect((await world.stores.measurements.list(mine.id)).length).toBe(0)
    for (const [goal, indicator] of [
      ['only-theirs', 'only-theirs-i'],
      ['shared', 'only-theirs-i'],
      ['../shared', 'shared-i'],
    ] as const) {
      expect((await measure(mine.id, goal, indicator)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    }
    const [figure] = await world.stores.measurements.list(theirs.id)
    const remove = await world.ask('leader', 'mutation ($plan: ID!, $id: ID!) { removeMeasurement(plan: $plan, id: $id) { id } }', {
      plan: mine.id,
      id: figure?.id,
    })
    expect(remove.errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
    expect((await world.stores.measurements.list(theirs.id)).length).toBe(1)
    expect((await measure(theirs.id, 'shared', 'shared-i', 'kultur')).errors?.[0]?.extensions?.code).toBe('NOT_FOUND')
  })
})

describe('the projection', () => {
  test('PJ-11 after quiet it is what the documents say, by itself', async () => {
    const plan = await makePlan(world)
    const { promise, resolve } = Promise.withResolvers<readonly string[]>()
    const stop = world.world.bus.subscribe((event) => event.kind === 'goalsChanged' && event.plan === plan.id && resolve(event.changed))
    await writeGoalBlock(world, sectionAt(plan, 0), 'quiet')
    expect(await promise).toEqual(['quiet'])
    stop()
    expect(await world.stores.goals.list(plan.id)).toEqual(await inDocuments(plan))
  })

  test('PJ-12 rebuilding it changes nothing', async () => {
    const plan = await planAt(world, 'new draft')
    await writeGoalBlock(world, sectionAt(plan, 0), 'g1', 'Dobbelt')
    const before = await projected(plan)
    expect(before.length).toBe(3)
    await reproject(world.world, plan.id)
    expect(await world.stores.goals.list(plan.id)).toEqual(before)
    const frozen = await step(world, plan, 'submit')
    await reproject(world.world, frozen.id)
    expect(await projected(frozen)).toEqual(before)
  })

  test('PJ-13 it follows the outline: order, codes, the bin and back', async () => {
    const plan = await planAt(world, 'new draft')
    const of = async () => (await projected(plan)).map(({ id, code }) => `${code} ${id}`)
    expect(await of()).toEqual(['a g1', 'b g2'])
    done(await moveSection(world.world, leader(), { plan: plan.id, section: sectionAt(plan, 1), after: null }))
    expect(await of()).toEqual(['a g2', 'b g1'])
    done(await binSection(world.world, leader(), { plan: plan.id, section: sectionAt(plan, 1) }))
    expect(await of()).toEqual(['a g1'])
    done(await restoreSection(world.world, leader(), { plan: plan.id, section: sectionAt(plan, 1) }))
    expect(await of()).toEqual(['a g2', 'b g1'])
  })

  test('PJ-14 what lagged when the process ended is projected at the next start, and only that', async () => {
    const plan = await makePlan(world)
    await writeGoalBlock(world, sectionAt(plan, 0), 'late')
    await projected(plan)
    await world.stores.goals.clear(plan.id)
    const told: string[] = []
    const stop = world.world.bus.subscribe((event) => event.kind === 'goalsChanged' && told.push(event.plan))
    const second = startProjector(world.world)
    await second.caughtUp
    await second.close()
    stop()
    expect(told).toEqual([plan.id])
    expect((await world.stores.goals.list(plan.id)).map(({ id }) => id)).toEqual(['late'])
  })

  test('PJ-23 a goal whose text is not on disk is not projected, and is when it is', async () => {
    const plan = await makePlan(world)
    await writeGoalBlock(world, sectionAt(plan, 0), 'saved')
    await projected(plan)
    const { promise, resolve } = Promise.withResolvers<void>()
    held = promise
    const writing = writeGoalBlock(world, sectionAt(plan, 0), 'unsaved')
    try {
      await expect.poll(() => idsIn(sectionAt(plan, 0))).toEqual(['saved', 'unsaved'])
      // As another process would, or this one when it knows nothing yet.
      await projectPlan(world.world, plan.id, new Map())
      expect((await world.stores.goals.list(plan.id)).map(({ id }) => id)).toEqual(['saved'])
    } finally {
      held = null
      resolve()
    }
    await writing
    expect((await projected(plan)).map(({ id }) => id)).toEqual(['saved', 'unsaved'])
  })

  test('PJ-24 text in which no goal can be is not taken apart for it, and none is missed, wherever it stands', async () => {
    const plan = await makePlan(world)
    const section = sectionAt(plan, 0)
    const { rooms } = world.world
    const write = async (edit: (fragment: Y.XmlFragment) => void): Promise<void> =>
      done(await rooms.transact(section, (doc) => edit(doc.getXmlFragment(fragmentName))))
    await write((fragment) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('Et mål: goal, goalStatement.')])
      fragment.insert(0, [paragraph])
    })
    expect(await rooms.readStored(section, 'goal')).toBe(null)
    await write((fragment) => {
      const [list, item, goal] = ['bulletList', 'listItem', 'goal'].map((name) => new Y.XmlElement(name))
      if (!list || !item || !goal) throw new Error('three are made')
      goal.setAttribute('id', 'deep')
      item.insert(0, [goal])
      list.insert(0, [item])
      fragment.insert(0, [list])
    })
    expect((await projected(plan)).map(({ id }) => id)).toEqual(['deep'])
    await write((fragment) => fragment.delete(0, 1))
    expect(await projected(plan)).toEqual([])
    await writeGoalBlock(world, section, 'later')
    expect((await projected(plan)).map(({ id }) => id)).toEqual(['later'])
    expect(await inDocuments(plan)).toEqual(await projected(plan))
  })

  test('PJ-15 a frozen plan has the goals of its version, judged on the day of submission; later figures stand beside', async () => {
    const plan = await planAt(world, 'new draft')
    await measure(plan.id, 'g1', 'g1-i')
    const frozen = await step(world, plan, 'submit')
    const later = await world.ask('leader', 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { id } }', {
      input: { plan: plan.id, goal: 'g1', indicator: 'g1-i', value: '10', period: 'oktober 2026', source: 'Ny' },
    })
    expect(later.errors).toBe(null)
    const query =
      'query ($plan: ID!) { goal(plan: $plan, id: "g1") { verdict { word fulfilled } indicators { measurements { value sinceVersion } } } }'
    const shown = async () => (await world.ask('leader', query, { plan: plan.id })).data?.goal
    expect(await shown()).toEqual({
      verdict: { word: 'notYet', fulfilled: 'no' },
      indicators: [
        {
          measurements: [
            { value: '10', sinceVersion: true },
            { value: '12.4', sinceVersion: false },
          ],
        },
      ],
    })
    await step(world, frozen, 'withdraw')
    expect((await shown()).verdict).toEqual({ word: 'metNow', fulfilled: 'yes' })
  })
})

describe('changeGoal', () => {
  const change = (plan: string, goal: string, input: object, who: 'leader' | 'social' | 'sundhed' = 'leader') =>
    world.ask(
      who,
      'mutation ($plan: ID!, $goal: ID!, $change: GoalChange!) { changeGoal(plan: $plan, goal: $goal, change: $change) { statement responsible indicators { id target deadline } } }',
      { plan, goal, change: input },
    )

  test('GB-35 it changes the live text, and what is entered is kept in its stored form', async () => {
    const plan = await planAt(world, 'new draft')
    const { data, errors } = await change(plan.id, 'g1', {
      statement: 'Ledigheden\nskal falde',
      changes: [{ name: 'responsible', value: 'Jobcenter' }],
      indicators: [
        {
          id: 'g1-i',
          changes: [
            { name: 'target', value: '1.234,50' },
            { name: 'deadline', value: null },
          ],
        },
        { changes: [{ name: 'targetKind', value: 'count' }] },
      ],
    })
    expect(errors).toBe(null)
    expect(data?.changeGoal.statement).toBe('Ledigheden skal falde')
    expect(data?.changeGoal.indicators.map(({ target, deadline }: { target: string; deadline: string }) => [target, deadline])).toEqual([
      ['1234.5', null],
      [null, null],
    ])
    expect((await inDocuments(plan)).find(({ id }) => id === 'g1')?.responsible).toBe('Jobcenter')
    const removed = await change(plan.id, 'g1', { indicators: [{ id: 'g1-i', changes: [], remove: true }] })
    expect(removed.data?.changeGoal.indicators.length).toBe(1)
  })

  test('GB-36 what can be no value is refused and changes nothing', async () => {
    const plan = await planAt(world, 'new draft')
    const before = await projected(plan)
    const wrong = [
      [{ changes: [{ name: 'id', value: 'other' }] }, { refused: 'invalid', field: 'id', rule: 'unknown' }],
      [{ changes: [{ name: 'onclick', value: 'x' }] }, { refused: 'invalid', field: 'onclick', rule: 'unknown' }],
      [
        { indicators: [{ id: 'g1-i', changes: [{ name: 'target', value: 'mange' }] }] },
        { refused: 'invalid', field: 'target', rule: 'format' },
      ],
      [
        { indicators: [{ id: 'g1-i', changes: [{ name: 'operator', value: 'cirka' }] }] },
        { refused: 'invalid', field: 'operator', rule: 'unknown' },
      ],
      [{ indicators: [{ id: 'g2-i', changes: [] }] }, { refused: 'notFound' }],
    ] as const
    for (const [input, refusal] of wrong) expect((await change(plan.id, 'g1', input)).errors?.[0]?.extensions?.refusal).toEqual(refusal)
    expect(await projected(plan)).toEqual(before)
  })

  test('GB-37 a value that is wrong in the text is kept and shown, never thrown', async () => {
    const plan = await planAt(world, 'new draft')
    done(
      await world.world.rooms.transact(sectionAt(plan, 0), (doc) => {
        const goal = doc
          .getXmlFragment(fragmentName)
          .toArray()
          .find((child) => child instanceof Y.XmlElement && child.nodeName === 'goal') as Y.XmlElement
        goal.setAttribute('level', 'helt nyt')
        ;(goal.get(1) as Y.XmlElement).setAttribute('target', 'mange')
      }),
    )
    await projected(plan)
    const { data } = await world.ask(
      'leader',
      'query ($plan: ID!) { goal(plan: $plan, id: "g1") { level indicators { target verdict { word reason } } } }',
      { plan: plan.id },
    )
    expect(data?.goal.indicators[0]).toMatchObject({ target: 'mange', verdict: { word: 'unknown' } })
    expect((await world.stores.goals.read(plan.id, 'g1' as GoalId))?.level).toBe('result')
  })
})
