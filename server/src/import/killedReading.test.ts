import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startProcess, type TestProcess, visit, type Visitor } from '../testProcess.ts'
import { endlessPdf } from './testFiles.ts'

let folder: string
const running: TestProcess[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samplan-reading-'))
})
afterAll(async () => {
  await Promise.all(running.map((one) => one.kill('SIGKILL')))
  await rm(folder, { recursive: true, force: true })
})

async function started(): Promise<{ readonly karen: Visitor; readonly address: string; readonly process: TestProcess }> {
  const process = startProcess(folder, { DEMO: '1' })
  running.push(process)
  const address = await process.listening
  const karen = visit(address)
  expect((await karen.post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(200)
  return { karen, address, process }
}

it(
  'IR-35 a file that was being read when the process was killed is told as interrupted at the next start, and the next one is read',
  { timeout: 180_000 },
  async () => {
    const first = await started()
    const upload = ({ karen, address }: typeof first, body: Uint8Array<ArrayBuffer> | string, name: string) =>
      fetch(`${address}/api/imports?name=${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', origin: address, cookie: karen.cookie() },
        body,
      })
    const view = async ({ karen }: typeof first, id: string) =>
      (await (await karen.get(`/api/imports/${id}`)).json()) as { state: string; failure: object | null; draft: object | null }

    const { id } = (await (await upload(first, endlessPdf(), 'plan.pdf')).json()) as { id: string }
    expect(await view(first, id)).toMatchObject({ state: 'reading', failure: null })
    await first.process.kill('SIGKILL')

    const second = await started()
    expect(await view(second, id)).toMatchObject({ state: 'failed', failure: { refused: 'importInterrupted' }, draft: null })
    const { imports } = (await (await second.karen.get('/api/imports')).json()) as { imports: readonly { id: string; state: string }[] }
    expect(imports).toContainEqual(expect.objectContaining({ id, state: 'failed' }))
    const again = (await (await upload(second, 'Indledning\n\nFlere skal i arbejde, og det skal ske i år.\n', 'plan.txt')).json()) as {
      id: string
    }
    let seen = await view(second, again.id)
    while (seen.state === 'reading') seen = await view(second, again.id)
    expect(seen.state).toBe('ready')
    expect((await second.karen.get('/api/session')).status).toBe(200)
  },
)
