import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, inject, onTestFinished, test } from 'vitest'
import { p } from '@samplan/server/demo/write'
import { freePort } from '@samplan/server/several/testRedis'
import { openSite } from '@samplan/server/several/testSite'
import { leave, openAs, openBrowser } from './actors.ts'
import { makePlan } from './makePlan.ts'
import { untilAllSent, untilSave, wordsOf, writeIn } from './planText.ts'
import { openRoom, signIn } from './wire.ts'

/** Stands in front of the processes: whoever comes is served by the first of them that takes them. */
async function openFront(ports: readonly number[]): Promise<string> {
  const server = createServer((near) => {
    const lead = ([port, ...others]: readonly number[]): void => {
      if (port === undefined) return void near.destroy()
      const far = connect(port, '127.0.0.1', () => near.pipe(far).pipe(near))
      far.on('error', () => (far.connecting || far.bytesRead === 0 ? lead(others) : near.destroy()))
      near.once('close', () => far.destroy())
    }
    near.on('error', () => near.destroy())
    lead(ports)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
}

test('E2E-161 the process that serves a page is stopped while one types: another takes over, nothing is lost, and the page says no word of it', async () => {
  const site = await openSite(inject('modelFolder'))
  onTestFinished(site.close)
  const ports = [await freePort(), await freePort()]
  const address = await openFront(ports)
  const processes = ports.map((port) => site.start({ PUBLIC_URL: address, PORT: String(port) }))
  const [browser] = await Promise.all([openBrowser(), ...processes.map(({ listening }) => listening)])
  onTestFinished(() => browser.close())
  const leader = await signIn(address, 'karen-vestergaard')
  const plan = await makePlan(leader, {
    title: 'Plan, der skifter hænder',
    period: '2027',
    owner: 'jobcenter',
    route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'],
    sections: [{ title: 'Forord', level: 1, content: [p('Først dette.')] }],
  })
  const section = plan.sections[0]?.id ?? ''
  const karen = await openAs(browser, { address }, 'karen-vestergaard', `/plan/${plan.id}`)
  const { page } = karen
  await writeIn(page, section)
  await untilSave(page, 'saved')
  // Longer than the page keeps to a word, so that it may say another one.
  await page.keyboard.type(' Så skrives der en sætning, der tager sin tid,', { delay: 30 })

  const said = await page.evaluateHandle(() => {
    const said = new Set<string>()
    const look = (): void => {
      said.add(document.querySelector<HTMLElement>('.save[data-save]')?.dataset['save'] ?? 'nothing')
      for (const one of document.querySelectorAll('.banner, [role=alert], dialog[open]')) said.add(one.textContent ?? '')
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    return said
  })
  const typing = page.keyboard.type(' og skrives videre, mens den ene server går og den anden kommer til.', { delay: 20 })
  expect(await processes[0]?.kill('SIGTERM')).toMatchObject({ code: 0 })
  await typing
  await untilAllSent(page)
  await untilSave(page, 'saved')
  expect((await said.evaluate((words) => [...words])).filter((word) => !['', 'saved', 'saving'].includes(word))).toEqual([])
  const room = await openRoom(leader, section, plan.epoch)
  expect(wordsOf(room.doc)).toContain(
    'Først dette. Så skrives der en sætning, der tager sin tid, og skrives videre, mens den ene server går og den anden kommer til.',
  )
  room.close()
  await leave(karen)
})
