import { afterAll, beforeAll, expect, test } from 'vitest'
import { binSection } from '../plans/binSection.ts'
import { sectionAt, step, writeGoalBlock } from '../plans/testPlans.ts'
import { done, makePlan, openTestWorld, type TestWorld } from '../plans/testWorld.ts'

/** Nothing is projected by itself here: whatever is asked for comes before its projection. */
let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld()
  await world.projector.close()
}, 30_000)
afterAll(() => world.close())

const change = (plan: string, goal: string, input: object) =>
  world.ask(
    'leader',
    'mutation ($plan: ID!, $goal: ID!, $change: GoalChange!) { changeGoal(plan: $plan, goal: $goal, change: $change) { statement indicators { id target } } }',
    { plan, goal, change: input },
  )

const measure = (plan: string, goal: string, indicator: string) =>
  world.ask('leader', 'mutation ($input: MeasurementInput!) { addMeasurement(input: $input) { indicators { measurements { value } } } }', {
    input: { plan, goal, indicator, value: '12,4', period: '2026-09', source: 'Jobindsats' },
  })

const codeOf = (answer: Awaited<ReturnType<typeof change>>) => answer.errors?.[0]?.extensions?.code

test('GB-38 a goal that has just been written is changed, with its indicators, before it is projected', async () => {
  const plan = await makePlan(world)
  await writeGoalBlock(world, sectionAt(plan, 0), 'fresh')
  const answer = await change(plan.id, 'fresh', {
    statement: 'Nyt mål',
    indicators: [{ id: 'fresh-i', changes: [{ name: 'target', value: '8' }] }],
  })
  expect(answer.errors).toBe(null)
  expect(answer.data?.changeGoal).toEqual({ statement: 'Nyt mål', indicators: [{ id: 'fresh-i', target: '8' }] })
  await writeGoalBlock(world, sectionAt(plan, 0), 'second')
  expect((await change(plan.id, 'second', { statement: 'Også nyt' })).data?.changeGoal.statement).toBe('Også nyt')
})

test('GB-39 a goal that has just been written takes a figure, also where the plan was submitted at once', async () => {
  const plan = await makePlan(world)
  await writeGoalBlock(world, sectionAt(plan, 0), 'fresh')
  expect((await measure(plan.id, 'fresh', 'fresh-i')).data?.addMeasurement.indicators[0].measurements).toEqual([{ value: '12.4' }])
  await writeGoalBlock(world, sectionAt(plan, 1), 'late')
  const frozen = await step(world, plan, 'submit')
  expect((await measure(frozen.id, 'late', 'late-i')).errors).toBe(null)
})

test('GB-40 what stands in no text, or only in the bin, is still not found', async () => {
  const plan = await makePlan(world)
  await writeGoalBlock(world, sectionAt(plan, 0), 'kept')
  await writeGoalBlock(world, sectionAt(plan, 1), 'binned')
  done(await binSection(world.world, world.actor('leader'), { plan: plan.id, section: sectionAt(plan, 1) }))
  expect(codeOf(await change(plan.id, 'nowhere', { statement: 'x' }))).toBe('NOT_FOUND')
  expect(codeOf(await change(plan.id, 'binned', { statement: 'x' }))).toBe('NOT_FOUND')
  expect(codeOf(await change(plan.id, 'kept', { indicators: [{ id: 'binned-i', changes: [] }] }))).toBe('NOT_FOUND')
  expect(codeOf(await measure(plan.id, 'kept', 'nowhere-i'))).toBe('NOT_FOUND')
})
