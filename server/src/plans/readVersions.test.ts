import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SectionId } from '@samplan/shared/ids'
import { changeGoal } from '../goals/changeGoal.ts'
import { addMeasurement } from '../goals/measurements.ts'
import { StoreUnavailable, type StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { mostKept, openVersion } from './readVersions.ts'
import { planAt, sectionAt } from './testPlans.ts'
import { done, makePlan, openTestWorld, type TestWorld } from './testWorld.ts'
import { viewPlan } from './viewPlan.ts'

let world: TestWorld
/** Hashes whose bytes the store was asked for. */
const reads: string[] = []
let isDown = false

beforeAll(async () => {
  world = await openTestWorld({
    wrap: (stores) => ({
      ...stores,
      versions: {
        ...stores.versions,
        async read(plan, hash) {
          reads.push(hash)
          if (isDown) throw new StoreUnavailable('down')
          return stores.versions.read(plan, hash)
        },
      },
    }),
  })
}, 30_000)
afterAll(() => world.close())
beforeEach(() => {
  reads.length = 0
})

/** Versions of the plan that hold nothing. */
async function saveVersions(plan: StoredPlan, hashes: readonly string[]): Promise<void> {
  const facts = { plan: plan.id, revision: 1, submittedAt: '2026-11-21T09:00:00.000Z', submittedBy: 'Karen' }
  for (const hash of hashes) await world.stores.versions.save({ hash, ...facts, bytes: new TextEncoder().encode('{"format":1}') })
}

const goalsOf = async (plan: StoredPlan) => done(await viewPlan(world.world, world.actor('leader'), plan.id)).goals()

describe('a stored version', () => {
  test('VE-21 is read once, however many look at it, and its bytes not at all for the list of versions', async () => {
    const plan = await planAt(world, 'before udvalg')
    reads.length = 0
    const whole = 'query ($id: ID!) { plan(id: $id) { versions { hash bytes } sections { blocks } } goals(plan: $id) { total } }'
    const answers = await Promise.all(
      ['leader', 'staff', 'secretary', 'leader'].map((who) => world.ask(who as 'leader', whole, { id: plan.id })),
    )
    for (const { data, errors } of answers) {
      expect(errors).toBe(null)
      expect(data?.plan.versions.length).toBe(1)
      expect(data?.plan.sections[0].blocks.join('')).toContain('<')
    }
    expect(reads.length).toBeLessThanOrEqual(1)

    const fresh = await makePlan(world)
    await saveVersions(fresh, ['never-read'])
    const heads = await world.stores.versions.list(fresh.id)
    expect([heads.map(({ size }) => size), reads.includes('never-read')]).toEqual([['{"format":1}'.length], false])
  })

  test('VE-22 is kept while it is among those that were asked for last; a failed read and a missing version are not kept', async () => {
    const plan = await makePlan(world)
    const hashes = Array.from({ length: mostKept + 1 }, (_, at) => `${plan.id}-${at}`)
    const [first = '', second = ''] = hashes
    await saveVersions(plan, hashes)
    const open = (hash: string) => openVersion(world.world, plan, hash)

    isDown = true
    try {
      await expect(Promise.all([open(first), open(first)])).rejects.toThrow('down')
    } finally {
      isDown = false
    }
    expect(await open(first)).toMatchObject({ format: 1 })
    expect(await open(first)).toBe(await open(first))
    expect(reads).toEqual([first, first])
    for (const hash of hashes.slice(1, -1)) await open(hash)
    await open(first)
    await open(hashes.at(-1) ?? '')
    reads.length = 0
    await open(first)
    expect(reads).toEqual([])
    await open(second)
    expect(reads).toEqual([second])

    expect(await open('later')).toBe(null)
    await saveVersions(plan, ['later'])
    expect(await open('later')).toMatchObject({ format: 1 })
  })
})

describe('goals', () => {
  test('PJ-21 readers of one moment share one judging, and a figure makes a new one', async () => {
    const plan = await planAt(world, 'new draft')
    const [first, ...rest] = await Promise.all(Array.from({ length: 20 }, () => goalsOf(plan)))
    for (const goals of rest) expect(goals).toBe(first)
    const figure = { plan: plan.id, goal: 'g1', indicator: 'g1-i', value: '9', period: '2026-09', source: 'Test' }
    done(await addMeasurement(world.world, world.actor('leader'), figure))
    const judged = async () => (await goalsOf(plan)).find(({ id }) => id === 'g1')?.indicators[0]?.latest?.value
    expect([first?.find(({ id }) => id === 'g1')?.indicators[0]?.latest, await judged()]).toEqual([null, '9'])
  })

  test('PJ-22 a changed goal costs the reading of its own section only', async () => {
    const plan = await planAt(world, 'new draft')
    await world.projector.settled(plan.id)
    const read: SectionId[] = []
    const { rooms } = world.world
    const watched: World = {
      ...world.world,
      rooms: {
        ...rooms,
        read(section) {
          read.push(section)
          return rooms.read(section)
        },
        readStored(section, element) {
          read.push(section)
          return rooms.readStored(section, element)
        },
      },
    }
    const change = { statement: 'Ny ordlyd' }
    const { goal } = done(await changeGoal(watched, world.actor('leader'), { plan: plan.id, goal: 'g1', change }))
    expect([goal.statement, [...new Set(read)]]).toEqual(['Ny ordlyd', [sectionAt(plan, 0)]])
  })
})
