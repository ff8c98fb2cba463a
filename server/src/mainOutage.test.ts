import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type CutStore, openCutStore } from './testCutStore.ts'
import { ask, startProcess, type TestProcess, visit } from './testProcess.ts'
import { sitDown, type Typist } from './testTypist.ts'

type Plans = {
  readonly plans: {
    readonly nodes: readonly { readonly title: string; readonly epoch: number; readonly sections: readonly { readonly id: string }[] }[]
  }
}

const words = 'Skrevet, mens databasen var væk.'

async function stage() {
  const [folder, store] = await Promise.all([mkdtemp(join(tmpdir(), 'samplan-outage-')), openCutStore()])
  const running: TestProcess[] = []
  onTestFinished(async () => {
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const start = (): TestProcess => {
    const one = startProcess(folder, { MONGODB_URI: store.uri, DEMO: '1' })
    running.push(one)
    return one
  }
  return { folder, store, start }
}

async function sit(address: string): Promise<{ readonly typist: Typist; readonly text: () => string }> {
  const karen = visit(address)
  expect((await karen.post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(200)
  const { plans } = await ask<Plans>(karen, '{ plans { nodes { title epoch sections { id } } } }')
  const plan = plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')
  const seat = {
    address,
    cookie: karen.cookie(),
    person: 'karen-vestergaard',
    section: plan?.sections[0]?.id ?? '',
    epoch: plan?.epoch ?? 0,
  }
  const typist = await sitDown(seat)
  onTestFinished(() => typist.close())
  return { typist, text: typist.text }
}

async function stopWithoutStore(one: TestProcess, store: CutStore): Promise<string> {
  const { typist } = await sit(await one.listening)
  store.cut()
  typist.write(words)
  const { code, signal, printed } = await one.kill('SIGTERM')
  expect([typist.acknowledged(), signal]).toEqual([[], null])
  expect([0, 1]).toContain(code)
  return printed
}

it('RM-47 a process that is asked to stop while its database stays away ends by itself, and the next one puts in what it could not save', async () => {
  const { folder, store, start } = await stage()
  const printed = await stopWithoutStore(start(), store)
  expect(printed).toContain('it is in a rescue file')
  expect(printed).not.toContain(words)
  expect(await readdir(join(folder, 'rescue'))).toHaveLength(1)

  store.restore()
  const { text } = await sit(await start().listening)
  expect(text()).toContain(words)
  expect(await readdir(join(folder, 'rescue'))).toEqual([])
}, 120_000)
