import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeCodes } from '@samplan/shared/roomWire'
import { ask, type TestProcess, type Visitor } from '../testProcess.ts'
import { hasRedis, openRedis, type TestRedis } from './testRedis.ts'
import { keepTyping, moreAcknowledged, roam, type Roamer } from './testRoamer.ts'
import {
  type Followed,
  followAt,
  makePlan,
  openSite,
  planFields,
  readPlan,
  sendBack,
  signIn,
  type Site,
  type SitePlan,
  submitPlan,
  textOfVersion,
  visitAs,
} from './testSite.ts'

type Plans = { readonly plans: { readonly nodes: readonly { readonly id: string; readonly title: string }[] } }
type Moved = { readonly planMoved: SitePlan }
type Settings = Readonly<Record<string, string>>
type Home = { readonly process: TestProcess; readonly address: string; readonly settings: Settings }

/** So much does each of those say who type until they have said it. */
const enough = 6
const person = 'karen-vestergaard'
const alone: Settings = {}

describe('several processes on one database', { timeout: 180_000 }, () => {
  let site: Site
  let redis: TestRedis | null = null
  /** What processes are told that have a Redis. */
  let together: Settings = alone
  /** All that run, from test to test: to start one takes longer than most that is done with it. */
  let homes: Home[] = []
  const typing: Roamer[] = []
  const following: Followed<Moved>[] = []

  beforeAll(async () => {
    site = await openSite()
    if (!hasRedis('the tests with Redis (SP-12, SP-15)')) return
    redis = await openRedis()
    together = { REDIS_URL: redis.url }
  })
  afterEach(async () => {
    for (const roamer of typing.splice(0)) roamer.close()
    for (const followed of following.splice(0)) await followed.end()
    moved.clear()
  })
  afterAll(async () => {
    await site?.close()
    await redis?.close()
  })

  const start = async (settings: Settings): Promise<Home> => {
    const process = site.start(settings)
    const home = { process, address: await process.listening, settings }
    homes.push(home)
    return home
  }
  const end = async (home: Home, signal: NodeJS.Signals): Promise<unknown> => {
    homes = homes.filter((one) => one !== home)
    return home.process.kill(signal)
  }
  /** Three with these settings, and no others. */
  const three = async (settings: Settings): Promise<readonly [Home, Home, Home]> => {
    await Promise.all(homes.filter((home) => home.settings !== settings).map((home) => end(home, 'SIGKILL')))
    await Promise.all(Array.from({ length: 3 - homes.length }, () => start(settings)))
    const [first, second, third] = homes
    if (!first || !second || !third) throw new Error('three have not started')
    return [first, second, third]
  }
  /** Where those who sat at a process that is gone go on. */
  const moved = new Map<string, string>()
  const sit = async (address: string, cookie: string, { epoch }: SitePlan, section: string): Promise<Roamer> => {
    const roamer = await roam({ address: () => moved.get(address) ?? address, cookie, person, section, epoch })
    typing.push(roamer)
    return roamer
  }
  const follow = (address: string, visitor: Visitor, plan: SitePlan): Followed<Moved> => {
    const query = `subscription ($id: ID!) { planMoved(plan: $id) { ${planFields} } }`
    const followed = followAt<Moved>(address, visitor, query, { id: plan.id })
    following.push(followed)
    return followed
  }
  const equal = async (roamers: readonly Roamer[]): Promise<void> => {
    const words = roamers.flatMap((roamer) => roamer.acknowledged())
    await Promise.all(roamers.map((roamer) => roamer.until(() => words.every((one) => roamer.text().includes(one)))))
    expect(new Set(roamers.map((roamer) => roamer.text())).size).toBe(1)
  }

  /** What happens to Redis meanwhile; its processes see each other's carets, the others not. */
  type Outage = { readonly begins: () => Promise<void>; readonly ends: () => Promise<void> }

  const liveThrough = async (settings: Settings, title: string, outage: Outage | null): Promise<void> => {
    // On an empty database they start at once: one of them seeds the demo.
    const [first, second, third] = await three(settings)
    const addresses = [first, second, third].map(({ address }) => address)
    const karen = await signIn(first.address, person)
    const seen = await Promise.all(addresses.map((address) => ask<Plans>(visitAs(address, karen), '{ plans { nodes { id title } } }')))
    expect(seen.map(({ plans }) => plans.nodes)).toEqual(addresses.map(() => seen[0]?.plans.nodes))
    expect(new Set(seen[0]?.plans.nodes.map(({ title: name }) => name)).size).toBe(seen[0]?.plans.nodes.length)

    const plan = await makePlan(karen, title)
    /** One at each of these processes in each section, who says the next words at every acknowledgement, until there are enough. */
    const write = async (at: readonly string[], now: SitePlan, round: string): Promise<readonly Roamer[]> => {
      const seats = at.flatMap((address, home) => now.sections.map(({ id }, index) => ({ address, id, name: `${round}${home}${index}` })))
      return Promise.all(
        seats.map(async ({ address, id, name }) => {
          const roamer = await sit(address, karen.cookie(), now, id)
          let words = 0
          const next = (): void => {
            if (words < enough) roamer.write(`[${name}.${words++}]`)
          }
          roamer.onAcknowledged(next)
          next()
          return roamer
        }),
      )
    }
    const bySection = (roamers: readonly Roamer[]): readonly (readonly Roamer[])[] =>
      [0, 1].map((index) => roamers.filter((_, at) => at % 2 === index))
    const someSaid = (roamers: readonly Roamer[]): Promise<unknown> =>
      Promise.all(roamers.map((roamer) => roamer.until(() => roamer.acknowledged().length >= 2)))
    const allSaid = (roamers: readonly Roamer[]): Promise<unknown> =>
      Promise.all(roamers.map((roamer) => roamer.until(() => roamer.acknowledged().length === enough)))

    const draft = await write(addresses, plan, 'a')
    const watching = follow(third.address, karen, plan)
    await someSaid(draft)
    moved.set(second.address, first.address)
    await end(second, 'SIGKILL')
    // Those of the dead process go on at the first one.
    await allSaid(draft)
    for (const roamers of bySection(draft)) await equal(roamers)

    // A freeze under load: whoever types is refused or in it.
    const typists = await write([first.address, third.address], plan, 'b')
    const again = start(settings)
    await someSaid(typists)
    await outage?.begins()
    const submitted = await submitPlan(karen, plan)
    const all = [...draft, ...typists]
    expect(await Promise.all(all.map((roamer) => roamer.refused))).toEqual(all.map(() => closeCodes.frozen))
    await watching.until(({ planMoved }) => planMoved.state.at === 'body')
    const frozen = await textOfVersion(karen, submitted)
    expect(all.flatMap((roamer) => roamer.acknowledged()).filter((words) => !frozen.includes(words))).toEqual([])

    // The thaw, by another process; a fourth one has come.
    const thawed = await sendBack(await signIn(third.address, 'birgit-stenholt'), submitted)
    const fourth = await again
    const late = await write([first.address, third.address, fourth.address], thawed, 'c')
    await someSaid(late)
    await outage?.ends()
    await allSaid(late)
    for (const roamers of bySection(late)) await equal(roamers)
    await watching.until(({ planMoved }) => planMoved.state.at === 'draft' && planMoved.revision === thawed.revision)
    const last = visitAs(fourth.address, karen)
    const final = await submitPlan(last, await readPlan(last, plan.id))
    const text = await textOfVersion(visitAs(first.address, karen), final)
    expect([...all, ...late].flatMap((roamer) => roamer.acknowledged()).filter((words) => !text.includes(words))).toEqual([])
  }

  it('SP-1 three processes, one killed under load, a freeze and a thaw: all end equal, and nothing acknowledged is lost', () =>
    liveThrough(alone, 'Plan på tre processer', null))

  it('SP-16 a rolling restart, each process stopped in turn and another in its place: whoever types goes on there, sees no error and loses nothing', async () => {
    const before = await three(alone)
    const karen = await signIn(before[0].address, person)
    const plan = await makePlan(karen, 'Skift')
    const after = Promise.all(before.map(() => start(together)))
    const section = plan.sections[0]?.id ?? ''
    const roamers = await Promise.all(before.map(({ address }) => sit(address, karen.cookie(), plan, section)))
    const followed = before.map(({ address }) => follow(address, karen, plan))
    await Promise.all(followed.map((one) => one.until(() => true)))
    const finish = keepTyping(roamers)
    for (const [at, next] of (await after).entries()) {
      const [home, roamer] = [before[at], roamers[at]]
      if (!home || !roamer) throw new Error('nobody is there')
      await moreAcknowledged(roamer)
      moved.set(home.address, next.address)
      expect(await end(home, 'SIGTERM')).toMatchObject({ code: 0, signal: null })
      await moreAcknowledged(roamer)
    }
    await finish()
    await equal(roamers)
    expect(roamers.map(({ closes }) => closes)).toEqual(before.map(() => [closeCodes.restart]))
    expect(await Promise.all(followed.map(({ closed }) => closed))).toEqual(before.map(() => closeCodes.restart))
  })

  it('SP-15 the same with Redis, which is stopped and started again in the middle', async (context) => {
    if (!redis) return context.skip('there is no redis-server on the PATH')
    await liveThrough(together, 'Plan på tre processer med Redis', { begins: redis.stop, ends: redis.start })
  })

  it('SP-12 with Redis carets cross too; while it is gone the text does, it is said once, and back again it serves', async (context) => {
    if (!redis) return context.skip('there is no redis-server on the PATH')
    const [here, there] = await three(together)
    const [karen, mads] = [await signIn(here.address, person), await signIn(there.address, 'mads-thorup')]
    const plan = await makePlan(karen, 'Med Redis')
    const seat = { section: plan.sections[0]?.id ?? '', epoch: plan.epoch }
    const one = await sit(here.address, karen.cookie(), plan, seat.section)
    const other = await roam({ ...seat, address: () => there.address, cookie: mads.cookie(), person: 'mads-thorup' })
    typing.push(other)
    await Promise.all([
      one.until(() => one.carets().includes('Mads Thorup')),
      other.until(() => other.carets().includes('Karen Vestergaard')),
    ])
    one.write('Med.')
    await other.until(() => other.text().includes('Med.'))

    const told = (): readonly number[] => homes.map(({ process }) => process.printed().split('Redis does not answer').length - 1)
    const once = told().map((times) => times + 1)
    await redis.stop()
    one.write('Uden.')
    other.write('Også uden.')
    await Promise.all([other.until(() => other.text().includes('Uden.')), one.until(() => one.text().includes('Også uden.'))])
    await expect.poll(told, { timeout: 60_000 }).toEqual(once)

    await redis.start()
    // Somebody new is seen at the other process: only Redis tells of carets.
    await sit(here.address, karen.cookie(), plan, seat.section)
    await other.until(() => other.carets().filter((name) => name === 'Karen Vestergaard').length === 2)
    one.write('Igen.')
    await other.until(() => other.text().includes('Igen.'))
    expect(one.text()).toBe(other.text())
    expect(told()).toEqual(once)

    // A process that stops says who was in it; of one that dies the others find out later.
    await end(here, 'SIGTERM')
    await other.until(() => other.carets().length === 0)
  })
})
