import { afterEach, describe, expect, it } from 'vitest'
import { closeCodes } from '@samplan/shared/roomWire'
import { ask } from '../testProcess.ts'
import { roam, type Roamer } from './testRoamer.ts'
import {
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

/** So much does each of those say who type until they have said it. */
const enough = 6

describe('several processes on one database', { timeout: 180_000 }, () => {
  let site: Site | null = null
  const typing: Roamer[] = []

  afterEach(async () => {
    for (const roamer of typing.splice(0)) roamer.close()
    await site?.close()
    site = null
  })

  it('SP-1 three processes, one killed under load, a freeze and a thaw: all end equal, and nothing acknowledged is lost', async () => {
    site = await openSite()
    // Started at once on an empty database: one of them seeds the demo.
    const processes = [site.start(), site.start(), site.start()]
    const addresses = await Promise.all(processes.map(({ listening }) => listening))
    const [first = '', second = '', third = ''] = addresses
    const karen = await signIn(first, 'karen-vestergaard')
    const seen = await Promise.all(addresses.map((address) => ask<Plans>(visitAs(address, karen), '{ plans { nodes { id title } } }')))
    expect(seen.map(({ plans }) => plans.nodes)).toEqual(addresses.map(() => seen[0]?.plans.nodes))
    expect(new Set(seen[0]?.plans.nodes.map(({ title }) => title)).size).toBe(seen[0]?.plans.nodes.length)

    const plan = await makePlan(karen, 'Plan på tre processer')
    const sit = async (homes: readonly string[], { sections, epoch }: SitePlan, round: string): Promise<readonly Roamer[]> => {
      const seats = homes.flatMap((home, at) =>
        sections.map((section, index) => ({ home, section: section.id, name: `${round}${at}${index}` })),
      )
      const roamers = await Promise.all(
        seats.map(async ({ home, section, name }) => {
          const roamer = await roam({
            address: () => where.get(home) ?? home,
            cookie: karen.cookie(),
            person: 'karen-vestergaard',
            section,
            epoch,
          })
          // At every acknowledgement the next words, until there are enough.
          let words = 0
          const next = (): void => {
            if (words < enough) roamer.write(`[${name}.${words++}]`)
          }
          roamer.onAcknowledged(next)
          next()
          return roamer
        }),
      )
      typing.push(...roamers)
      return roamers
    }
    const where = new Map<string, string>()
    const draft = await sit(addresses, plan, 'a')
    const watching = followAt<Moved>(third, karen, `subscription ($id: ID!) { planMoved(plan: $id) { ${planFields} } }`, { id: plan.id })

    await Promise.all(draft.map((roamer) => roamer.until(() => roamer.acknowledged().length >= 2)))
    where.set(second, first)
    await processes[1]?.kill('SIGKILL')
    // Those of the dead process go on at the first one.
    await Promise.all(draft.map((roamer) => roamer.until(() => roamer.acknowledged().length === enough)))
    const bySection = (roamers: readonly Roamer[]): readonly (readonly Roamer[])[] =>
      [0, 1].map((index) => roamers.filter((_, at) => at % 2 === index))
    for (const together of bySection(draft)) {
      const words = together.flatMap((roamer) => roamer.acknowledged())
      await Promise.all(together.map((roamer) => roamer.until(() => words.every((one) => roamer.text().includes(one)))))
      expect(new Set(together.map((roamer) => roamer.text())).size).toBe(1)
    }

    // A freeze under load: whoever types is refused or in it.
    const typists = await sit([first, third], plan, 'b')
    const again = site.start()
    await Promise.all(typists.map((roamer) => roamer.until(() => roamer.acknowledged().length >= 2)))
    const submitted = await submitPlan(karen, plan)
    expect(await Promise.all([...draft, ...typists].map((roamer) => roamer.refused))).toEqual(
      [...draft, ...typists].map(() => closeCodes.frozen),
    )
    await watching.until(({ planMoved }) => planMoved.state.at === 'body')
    const frozen = await textOfVersion(karen, submitted)
    const inIt = [...draft, ...typists].flatMap((roamer) => roamer.acknowledged())
    expect(inIt.filter((words) => !frozen.includes(words))).toEqual([])

    // The thaw, by another process; a fourth one has come.
    const birgit = await signIn(third, 'birgit-stenholt')
    const thawed = await sendBack(birgit, submitted)
    const fourth = await again.listening
    const late = await sit([first, third, fourth], thawed, 'c')
    await Promise.all(late.map((roamer) => roamer.until(() => roamer.acknowledged().length === enough)))
    for (const together of bySection(late)) {
      const words = together.flatMap((roamer) => roamer.acknowledged())
      await Promise.all(together.map((roamer) => roamer.until(() => words.every((one) => roamer.text().includes(one)))))
      expect(new Set(together.map((roamer) => roamer.text())).size).toBe(1)
    }
    await watching.until(({ planMoved }) => planMoved.state.at === 'draft' && planMoved.revision === thawed.revision)
    const final = await submitPlan(visitAs(fourth, karen), await readPlan(visitAs(fourth, karen), plan.id))
    const text = await textOfVersion(visitAs(first, karen), final)
    const all = [...draft, ...typists, ...late].flatMap((roamer) => roamer.acknowledged())
    expect(all.filter((words) => !text.includes(words))).toEqual([])
    await watching.end()
  })
})
