import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonId, SubmissionId } from '@samplan/shared/ids'
import { brokenStep, readVersion } from '@samplan/shared/version'
import { NoReply, type StoredPlan, type Stores, StoreUnavailable } from '../storage/ports.ts'
import { recoverPending } from './recoverPending.ts'
import { renameSection } from './renameSection.ts'
import { submitPlan, submissionLasts } from './submitPlan.ts'
import { takeStep } from './takeStep.ts'
import { planAt, sectionAt, step, writeParagraph } from './testPlans.ts'
import { done, openTestWorld, type TestWorld } from './testWorld.ts'

/** Put between the use cases and the store; each test says what goes wrong, and once it has gone wrong all is well again. */
let fault: ((operation: string) => 'before' | 'after' | 'unavailable' | null) | null = null

function faulty(stores: Stores): Stores {
  const wrapped =
    <Args extends unknown[], Result>(name: string, run: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const how = fault?.(name) ?? null
      if (how === 'unavailable') throw new StoreUnavailable('test')
      if (how === 'before') throw new NoReply('test')
      const result = await run(...args)
      if (how === 'after') throw new NoReply('test')
      return result
    }
  const { plans, versions, sections, measurements } = stores
  return {
    ...stores,
    plans: { ...plans, change: wrapped('plans.change', plans.change), read: wrapped('plans.read', plans.read) },
    versions: { ...versions, save: wrapped('versions.save', versions.save) },
    sections: { ...sections, freeze: wrapped('sections.freeze', sections.freeze) },
    measurements: { ...measurements, list: wrapped('measurements.list', measurements.list) },
  }
}

let world: TestWorld
beforeAll(async () => {
  world = await openTestWorld({ wrap: faulty })
}, 30_000)
afterAll(() => world.close())

const stored = async (plan: StoredPlan): Promise<StoredPlan> => (await world.stores.plans.read(plan.id)) as StoredPlan

async function versionBytes(plan: StoredPlan, hash: string): Promise<Uint8Array> {
  const found = await world.stores.versions.read(plan.id, hash)
  if (!found) throw new Error('no such version')
  return found.bytes
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The revisions that subscribers of the plan are told of meanwhile. */
async function movesDuring(plan: StoredPlan, act: () => Promise<unknown>): Promise<readonly number[]> {
  const revisions: number[] = []
  const stop = world.world.bus.subscribe((event) => {
    if (event.kind === 'planMoved' && event.plan === plan.id) revisions.push(event.revision)
  })
  await act()
  stop()
  return revisions
}

describe('the journey of a plan', () => {
  test('WF-11 draft, udvalg, byraad, adopted, and open again: each step is logged with its version', async () => {
    let plan = await planAt(world, 'adopted')
    const [submitted] = plan.steps
    const hash = submitted?.version ?? ''
    expect(plan.state).toEqual({ at: 'adopted', version: hash })
    expect(plan.steps.map(({ action, version }) => [action, version])).toEqual([
      ['submit', hash],
      ['onward', hash],
      ['onward', hash],
    ])
    expect(plan.steps.map(({ role }) => role)).toEqual(['leader', 'secretary', 'secretary'])
    plan = await step(world, plan, 'reopen')
    expect([plan.state.at, plan.revision, plan.steps.at(-1)?.reason]).toEqual(['draft', 4, 'fordi'])
    expect(brokenStep((await stored(plan)).steps)).toBe(null)
  })

  test('WF-12 what leads to draft raises the epoch, also when the clock stands', async () => {
    const before = await planAt(world, 'before udvalg')
    const back = await step(world, before, 'sendBack')
    expect(back.epoch).toBeGreaterThan(before.epoch)
    const again = await step(world, await step(world, back, 'submit'), 'withdraw')
    expect(again.epoch).toBeGreaterThan(back.epoch)
    // A restored backup may have an epoch of the future.
    const future = again.epoch + 10_000_000
    const submitted = await step(world, (await world.stores.plans.change(again.id, {}, { epoch: future })) as StoredPlan, 'submit')
    expect((await step(world, submitted, 'withdraw')).epoch).toBe(future + 1)
  })

  test('WF-13 a decision on an older revision is refused, and so is one without its reason', async () => {
    const plan = await planAt(world, 'before udvalg')
    const secretary = world.actor('secretary')
    const old = await takeStep(world.world, secretary, 'onward', { plan: plan.id, revision: 0, reason: null })
    expect(old).toEqual({ refused: 'alreadyMoved', state: 'body', revision: 1 })
    expect(await takeStep(world.world, secretary, 'sendBack', { plan: plan.id, revision: 1, reason: '  ' })).toEqual({
      refused: 'reasonMissing',
    })
    expect((await stored(plan)).revision).toBe(1)
  })

  test('WF-14 of two decisions at once one wins, the other is told', async () => {
    const plan = await planAt(world, 'before udvalg')
    const input = { plan: plan.id, revision: 1, reason: 'fordi' }
    const results = await Promise.all([
      takeStep(world.world, world.actor('secretary'), 'onward', input),
      takeStep(world.world, world.actor('secretary'), 'sendBack', input),
      takeStep(world.world, world.actor('leader'), 'withdraw', input),
    ])
    expect(results.filter((result) => !('refused' in result)).length).toBe(1)
    expect(results.flatMap((result) => ('refused' in result ? [result.refused] : []))).toEqual(['alreadyMoved', 'alreadyMoved'])
    expect((await stored(plan)).steps.length).toBe(2)
  })

  test('WF-15 a step whose reply is lost is taken once', async () => {
    for (const how of ['before', 'after'] as const) {
      const plan = await planAt(world, 'before udvalg')
      failOnce('plans.change', how)
      const moved = done(await takeStep(world.world, world.actor('secretary'), 'onward', { plan: plan.id, revision: 1, reason: null }))
      expect([moved.revision, moved.steps.length, moved.state]).toEqual([2, 2, { at: 'body', body: 1, version: plan.steps[0]?.version }])
    }
  })
})

/** Fails the n-th call of the operation from now on, once. */
function failOnce(operation: string, how: 'before' | 'after' | 'unavailable', nth = 1): void {
  let calls = 0
  fault = (name) => {
    if (name !== operation || ++calls !== nth) return null
    fault = null
    return how
  }
}

describe('submitting', () => {
  test('VE-11 the version is what was read after the freeze; its hash is that of its bytes', async () => {
    const plan = await planAt(world, 'before udvalg')
    const hash = plan.state.at === 'body' ? plan.state.version : ''
    const bytes = await versionBytes(plan, hash)
    expect(sha(bytes)).toBe(hash)
    const version = readVersion(textOf(bytes))
    expect(version.sections.map(({ title }) => title)).toEqual(['Indledning', 'Mål'])
    expect(JSON.stringify(version.sections)).toContain('Tekst 0')
    expect(version.goals.map(({ id, code }) => [id, code])).toEqual([
      ['g1', 'a'],
      ['g2', 'b'],
    ])
    expect(version.revision).toBe(plan.revision)
  })

  test('VE-12 a stored version is read as it was after all later changes', async () => {
    const plan = await planAt(world, 'draft again')
    const hash = plan.steps[0]?.version ?? ''
    const before = textOf(await versionBytes(plan, hash))
    const query =
      'query ($plan: ID!, $hash: ID!) { version(plan: $plan, hash: $hash) { head { hash bytes } planTitle sections { title blocks } goals { id code verdict { word } } } }'
    const shown = (await world.ask('member', query, { plan: plan.id, hash })).text
    await writeParagraph(world, sectionAt(plan, 0), 'Senere tekst')
    done(
      await renameSection(world.world, world.actor('leader'), {
        plan: plan.id,
        section: sectionAt(plan, 0),
        from: 'Indledning',
        to: 'Forord',
      }),
    )
    const later = await step(world, plan, 'submit')
    expect(textOf(await versionBytes(plan, hash))).toBe(before)
    expect((await world.ask('member', query, { plan: plan.id, hash })).text).toBe(shown)
    expect(shown).toContain('Indledning')
    const { data } = await world.ask(
      'leader',
      'query ($id: ID!) { plan(id: $id) { versions { hash revision } sections { title blocks } } }',
      { id: plan.id },
    )
    expect(data?.plan.versions.map(({ revision }: { revision: number }) => revision)).toEqual([3, 1])
    expect(JSON.stringify(data?.plan.sections)).toContain('Senere tekst')
    expect(later.steps.length).toBe(3)
  })

  test('VE-13 the people of a body read the first version that lay before it and every later one, and no earlier one', async () => {
    const twice = await step(world, await planAt(world, 'draft again'), 'submit')
    const plan = await step(world, await step(world, twice, 'onward'), 'sendBack')
    const hashes = plan.steps.flatMap(({ action, version }) => (action === 'submit' ? [version] : []))
    const read = async (who: 'member' | 'finalMember' | 'staff' | 'kultur') => {
      const { data } = await world.ask(who, 'query ($id: ID!) { plan(id: $id) { versions { hash } } }', { id: plan.id })
      const versions: readonly { hash: string }[] = data?.plan?.versions ?? []
      const query = 'query ($plan: ID!, $hash: ID!) { version(plan: $plan, hash: $hash) { head { hash } } }'
      const opened = await Promise.all(hashes.map((hash) => world.ask(who, query, { plan: plan.id, hash })))
      return [versions.map(({ hash }) => hashes.indexOf(hash)).toSorted(), opened.map((answer) => answer.data?.version !== null)]
    }
    expect(await read('member')).toEqual([
      [0, 1],
      [true, true],
    ])
    expect(await read('finalMember')).toEqual([[1], [false, true]])
    expect(await read('staff')).toEqual([
      [0, 1],
      [true, true],
    ])
    expect(await read('kultur')).toEqual([[], [false, false]])
  })

  test('WF-16 of two submissions at once one wins; the other hears that it is sent, or under way', async () => {
    const plan = await planAt(world, 'new draft')
    const input = { plan: plan.id, revision: 0 }
    const results = await Promise.all([
      submitPlan(world.world, world.actor('leader'), input),
      submitPlan(world.world, world.actor('leader'), input),
    ])
    expect(results.filter((result) => !('refused' in result)).length).toBe(1)
    const told = results.flatMap((result) => ('refused' in result ? [result.refused] : []))
    expect(['alreadyMoved', 'submissionPending']).toContain(told[0])
    expect((await stored(plan)).steps.length).toBe(1)
    expect(await submitPlan(world.world, world.actor('leader'), input)).toEqual({ refused: 'alreadyMoved', state: 'body', revision: 1 })
  })

  test('WF-17 while a submission is under way the outline stands still and nobody else submits', async () => {
    const plan = await planAt(world, 'new draft')
    type Pending = NonNullable<StoredPlan['pending']>
    const expiresAt = world.world.now() + 5000
    const pending = { submission: 'someone-elses', person: 'leader', expiresAt } as unknown as Pending // plain ids
    await world.stores.plans.change(plan.id, {}, { pending })
    expect(await submitPlan(world.world, world.actor('leader'), { plan: plan.id, revision: 0 })).toEqual({ refused: 'submissionPending' })
    const rename = { plan: plan.id, section: sectionAt(plan, 0), from: 'Indledning', to: 'Nyt' }
    expect(await renameSection(world.world, world.actor('leader'), rename)).toEqual({ refused: 'submissionPending' })
    // Whoever sees it after its time ends it.
    world.wait(6000)
    expect(done(await renameSection(world.world, world.actor('leader'), rename)).outline[0]?.title).toBe('Nyt')
    expect((await stored(plan)).pending).toBe(null)
  })

  const places: readonly (readonly [operation: string, nth: number, how: 'before' | 'after' | 'unavailable'])[] = [
    ['plans.change', 1, 'before'],
    ['plans.change', 1, 'after'],
    ['plans.change', 1, 'unavailable'],
    ['sections.freeze', 1, 'before'],
    ['sections.freeze', 1, 'after'],
    ['sections.freeze', 2, 'unavailable'],
    ['measurements.list', 1, 'unavailable'],
    ['versions.save', 1, 'unavailable'],
    ['versions.save', 1, 'after'],
    ['plans.change', 2, 'before'],
    ['plans.change', 2, 'after'],
    ['plans.change', 2, 'unavailable'],
  ]
  test.each(places)(
    'WF-18 a store that fails at %s (%i, %s) leaves a draft without pending, or a frozen plan',
    async (operation, nth, how) => {
      const plan = await planAt(world, 'new draft')
      failOnce(operation, how, nth)
      let failed = false
      const result = await submitPlan(world.world, world.actor('leader'), { plan: plan.id, revision: 0 }).catch(() => {
        failed = true
        return null
      })
      fault = null
      const now = await stored(plan)
      expect(now.pending).toBe(null)
      if (failed || (result && 'refused' in result)) {
        expect([now.state.at, now.revision, now.steps.length]).toEqual(['draft', 0, 0])
        // A draft like before: what is typed arrives, and it can be submitted.
        await writeParagraph(world, sectionAt(plan, 0), 'Skrevet bagefter')
        const submitted = await step(world, now, 'submit')
        expect(textOf(await versionBytes(plan, submitted.steps[0]?.version ?? ''))).toContain('Skrevet bagefter')
      } else {
        expect([now.state.at, now.revision, now.steps.length]).toEqual(['body', 1, 1])
        expect(sha(await versionBytes(plan, now.steps[0]?.version ?? ''))).toBe(now.steps[0]?.version)
      }
    },
  )

  test("WF-19 a submission whose process died is ended at start, and its version is nobody's", async () => {
    const plan = await planAt(world, 'new draft')
    // The commit never comes, and neither does the clearing up.
    let changes = 0
    fault = (name) => (name === 'plans.change' && ++changes > 1 ? 'unavailable' : null)
    await expect(submitPlan(world.world, world.actor('leader'), { plan: plan.id, revision: 0 })).rejects.toThrow(StoreUnavailable)
    fault = null
    expect((await stored(plan)).pending).not.toBe(null)
    expect((await world.stores.versions.list(plan.id)).length).toBe(1)
    expect(await recoverPending(world.world)).toBe(1)
    expect([(await stored(plan)).pending, (await stored(plan)).state.at]).toEqual([null, 'draft'])
    const { data } = await world.ask('leader', 'query ($id: ID!) { plan(id: $id) { versions { hash } } }', { id: plan.id })
    expect(data?.plan.versions).toEqual([])
    await writeParagraph(world, sectionAt(plan, 0), 'Det går videre')
  })

  test('WF-21 a process that dies after any operation of a submission leaves a draft that goes on, or a frozen plan', async () => {
    let plan = await planAt(world, 'new draft')
    const outcomes: string[] = []
    for (let survives = 0; ; survives++) {
      expect(survives, 'no submission came through').toBeLessThan(100)
      let operations = 0
      // From here on nothing reaches the store any more.
      fault = () => (++operations > survives ? 'unavailable' : null)
      await submitPlan(world.world, world.actor('leader'), { plan: plan.id, revision: plan.revision }).catch(() => null)
      const died = operations > survives
      fault = null
      await recoverPending(world.world)
      plan = await stored(plan)
      outcomes.push(plan.state.at)
      expect(plan.pending).toBe(null)
      if (plan.state.at === 'draft') {
        expect([plan.revision, plan.steps.length]).toEqual([0, 0])
        await writeParagraph(world, sectionAt(plan, 0), `Skrevet efter ${survives}`)
        continue
      }
      const text = textOf(await versionBytes(plan, plan.steps[0]?.version ?? ''))
      for (let before = 0; before < survives; before++) expect(text.split(`"Skrevet efter ${before}"`).length - 1).toBe(1)
      if (!died) break
      plan = await step(world, plan, 'withdraw')
      break
    }
    expect(outcomes.length).toBeGreaterThan(8)
  }, 60_000)

  test('WF-22 a commit that was carried out is told, also when nobody could read that it was', async () => {
    const plan = await planAt(world, 'new draft')
    const revisions = await movesDuring(plan, async () => {
      let [changes, reads] = [0, 0]
      fault = (name) => {
        if (name === 'plans.change' && ++changes === 2) return 'after'
        return name === 'plans.read' && changes === 2 && ++reads === 1 ? 'unavailable' : null
      }
      await submitPlan(world.world, world.actor('leader'), { plan: plan.id, revision: 0 }).catch(() => null)
      fault = null
    })
    expect((await stored(plan)).state.at).toBe('body')
    expect(revisions).toContain(1)
  })

  test('WF-23 subscribers hear of a submission that expired, also when a room was the first to see it', async () => {
    const plan = await planAt(world, 'new draft')
    const pending = { submission: 'of-the-dead' as SubmissionId, person: 'leader' as PersonId, expiresAt: world.world.now() - 1 }
    await world.stores.plans.change(plan.id, {}, { pending })
    const revisions = await movesDuring(plan, () => world.access('leader', sectionAt(plan, 0)))
    expect((await stored(plan)).pending).toBe(null)
    expect(revisions).toEqual([0])
  })

  test('WF-20 whoever has lost the pending by its expiry cannot commit', async () => {
    const plan = await planAt(world, 'new draft')
    // The submitter stands still between its version and its commit; meanwhile its time is up and somebody looks.
    fault = (name) => {
      if (name === 'versions.save') {
        world.wait(submissionLasts + 1)
        fault = null
      }
      return null
    }
    const looker = { ...world.stores.versions }
    const slow: Stores = {
      ...world.stores,
      versions: {
        ...looker,
        async save(version) {
          await looker.save(version)
          await world.ask('leader', 'query ($id: ID!) { plan(id: $id) { pending } }', { id: plan.id })
        },
      },
    }
    const result = await submitPlan({ ...world.world, stores: slow }, world.actor('leader'), { plan: plan.id, revision: 0 })
    expect(result).toEqual({ refused: 'busy' })
    expect([(await stored(plan)).state.at, (await stored(plan)).pending]).toEqual(['draft', null])
  })
})
