import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { randomFrom } from './rooms/simulation/random.ts'
import { useTestFolder } from './testFolder.ts'
import { ask, visit, type Visitor } from './testProcess.ts'
import { smallDisk } from './testSmallDisk.ts'
import { sitDown, type Typist } from './testTypist.ts'

type Made = {
  readonly id: string
  readonly epoch: number
  readonly revision: number
  readonly sections: readonly { readonly id: string }[]
}
type Now = Made & { readonly pending: boolean; readonly state: { readonly at: string; readonly version: string | null } }
const fields = 'id epoch revision sections { id }'

describe('the process in hard times', { timeout: 400_000 }, () => {
  const folder = useTestFolder()
  let typing: Typist[] = []
  afterEach(() => {
    for (const typist of typing) typist.close()
    typing = []
  })
  const signIn = async (address: string, person: string): Promise<Visitor> => {
    const visitor = visit(address)
    expect((await visitor.post('/api/sign-in/demo', { person })).status).toBe(200)
    return visitor
  }
  const makePlan = async (karen: Visitor, title: string): Promise<Made> => {
    const input = { title, period: '2027', owner: 'jobcenter', route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'] }
    const { createPlan } = await ask<{ createPlan: Made }>(
      karen,
      `mutation ($input: NewPlanInput!) { createPlan(input: $input) { ${fields} } }`,
      { input },
    )
    const { addSection } = await ask<{ addSection: Made }>(
      karen,
      `mutation ($plan: ID!, $after: ID!) { addSection(plan: $plan, title: "To", level: 1, after: $after) { ${fields} } }`,
      { plan: createPlan.id, after: createPlan.sections[0]?.id },
    )
    return addSection
  }
  const submit = (karen: Visitor, { id, revision }: Made): Promise<unknown> =>
    ask(karen, 'mutation ($id: ID!, $revision: Int!) { submitPlan(plan: $id, revision: $revision) { id } }', { id, revision })
  const look = async (karen: Visitor, id: string): Promise<Now> => {
    const query = `query ($id: ID!) { plan(id: $id) { ${fields} pending state { at version } } }`
    return (await ask<{ plan: Now }>(karen, query, { id })).plan
  }
  const sit = async (address: string, visitor: Visitor, person: string, plan: Made): Promise<readonly Typist[]> => {
    const cookie = visitor.cookie()
    const seats = plan.sections.map(({ id }) => sitDown({ address, cookie, person, section: id, epoch: plan.epoch }))
    const typists = await Promise.all(seats)
    typing.push(...typists)
    return typists
  }

  const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1e9))
  const rounds = Number(process.env['KILL_ROUNDS'] ?? 4)

  it(`ST-13 kill -9 at any moment of a submission, while two type: a draft or a frozen plan, and all that was acknowledged is in it (${rounds} rounds, KILL_SEED=${seed})`, async () => {
    const random = randomFrom(seed)
    const outcomes: string[] = []
    let lasts = 0
    await folder.hasRun()
    let one = folder.start()
    for (let round = 0; round < rounds; round++) {
      const address = await one.listening
      const [karen, mads] = await Promise.all([signIn(address, 'karen-vestergaard'), signIn(address, 'mads-thorup')])
      const plan = await makePlan(karen, `Plan ${round}`)
      const typists = [...(await sit(address, karen, 'karen-vestergaard', plan)), ...(await sit(address, mads, 'mads-thorup', plan))]
      // As fast as the disk: the next words at every acknowledgement.
      for (const [at, typist] of typists.entries()) {
        let words = 0
        const next = (): void => typist.write(`[${round}.${at}.${words++}]`)
        typist.onAcknowledged(next)
        next()
      }
      await Promise.all(typists.map((typist) => typist.untilAcknowledged(3)))
      let isAnswered = false
      const began = performance.now()
      const submission = submit(karen, plan).then(
        () => (isAnswered = true),
        () => undefined,
      )
      // The first dies when its submission has been answered, which tells how long one lasts here; the others somewhere in it.
      if (round === 0) await submission
      else await Promise.race([submission, setTimeout(random() * lasts)])
      lasts = round === 0 ? performance.now() - began : lasts
      await one.kill('SIGKILL')
      await submission
      const acknowledged = typists.flatMap((typist) => typist.acknowledged())
      for (const typist of typists) typist.close()

      one = folder.start()
      const again = await signIn(await one.listening, 'karen-vestergaard')
      let now = await look(again, plan.id)
      outcomes.push(now.state.at)
      expect(now.pending).toBe(false)
      expect(now.state.at).toBe(isAnswered ? 'body' : now.state.version === null ? 'draft' : 'body')
      // A draft can be sent at once: nothing of the submission that died stands in its way.
      if (now.state.at === 'draft') await submit(again, now)
      now = await look(again, plan.id)
      const { version } = await ask<{ version: { sections: readonly { readonly blocks: readonly string[] }[] } }>(
        again,
        'query ($plan: ID!, $hash: ID!) { version(plan: $plan, hash: $hash) { sections { blocks } } }',
        { plan: plan.id, hash: now.state.version },
      )
      const text = version.sections.flatMap(({ blocks }) => blocks).join('')
      expect(acknowledged.length).toBeGreaterThanOrEqual(typists.length * 3)
      expect(acknowledged.filter((words) => !text.includes(words))).toEqual([])
    }
    expect(outcomes[0]).toBe('body')
  })

  it('ST-14 a disk that fills up while it runs: what cannot be stored is refused, reading goes on, and with room again so does writing', async (context) => {
    const disk = smallDisk(folder.path, 'size=48m')
    if (typeof disk === 'string') return context.skip(disk)
    const one = folder.start({}, [], disk)
    const address = await one.listening
    const karen = await signIn(address, 'karen-vestergaard')
    const plan = await makePlan(karen, 'Plan på en lille disk')
    const [typist] = await sit(address, karen, 'karen-vestergaard', plan)
    if (!typist) throw new Error('nobody types')
    typist.write('Før.')
    await typist.untilAcknowledged(1)
    await disk.fill(one.pid)
    const isFull = typist.untilStores(false)
    typist.write('x'.repeat(1_000_000))
    await isFull
    expect(typist.acknowledged()).toEqual(['Før.'])
    expect((await look(karen, plan.id)).sections).toHaveLength(2)
    await expect(submit(karen, plan)).rejects.toThrow('STORE_UNAVAILABLE')
    expect((await look(karen, plan.id)).state.at).toBe('draft')
    const works = typist.untilStores(true)
    await disk.free(one.pid)
    await works
    typist.write('Efter.')
    await typist.untilAcknowledged(3)
    expect(await one.kill('SIGINT')).toMatchObject({ code: 0, signal: null })
  })

  it('ST-15 a disk that is full or read-only before the first start is one line', async (context) => {
    for (const [options, line] of [
      ['size=4k', /^the data folder .* lies on a full disk: 0 MB are free, 40 MB are needed to start$/],
      ['size=8m', /^the data folder .* lies on a full disk: 8 MB are free, 40 MB are needed to start$/],
      ['size=8m,ro', /^the data folder .* lies on a read-only disk \(EROFS\)$/],
    ] as const) {
      const disk = smallDisk(folder.path, options)
      if (typeof disk === 'string') return context.skip(disk)
      const ended = await folder.start({}, [], disk).ended
      expect([options, ended.code, ended.printed.trim().split('\n').length]).toEqual([options, 1, 1])
      expect(ended.printed.trim()).toMatch(line)
    }
  })
})
