import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { closeCodes } from '@samplan/shared/roomWire'
import { ask, type TestProcess } from '../testProcess.ts'
import { freePort } from './testRedis.ts'
import { keepTyping, moreAcknowledged, roam, type Roamer } from './testRoamer.ts'
import { followAt, makePlan, openSite, signIn, type Site } from './testSite.ts'

const sample = fileURLToPath(new URL('../../../docs/nginx.conf', import.meta.url))

/** The sample of docs/ with this machine's ports, and without the certificate. */
async function configuration(folder: string, front: number, ports: readonly number[]): Promise<string> {
  const [first, second] = ports
  const site = (await readFile(sample, 'utf8'))
    .replace('127.0.0.1:4217', `127.0.0.1:${first}`)
    .replace('127.0.0.1:4218', `127.0.0.1:${second}`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${front};`)
    .replace('server_name samplan.kommune.dk;', 'server_name localhost;')
    .replace(/^ *ssl_certificate.*$/gm, '')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')
  const file = join(folder, 'nginx.conf')
  await writeFile(
    file,
    `daemon off; master_process off; error_log ${folder}/errors info; pid ${folder}/pid; events {} http { access_log off; ${temporary}\n${site}\n}`,
  )
  return file
}

describe('two processes behind a proxy', { timeout: 180_000 }, () => {
  let site: Site | null = null
  let nginx: ChildProcess | null = null
  const typing: Roamer[] = []

  afterEach(async ({ task }) => {
    if (site && task.result?.state === 'fail') process.stdout.write(await readFile(join(site.folder, 'nginx', 'errors'), 'utf8'))
    for (const roamer of typing) roamer.close()
    if (nginx && nginx.exitCode === null) {
      const ended = once(nginx, 'exit')
      nginx.kill('SIGKILL')
      await ended
    }
    await site?.close()
  })

  it('SP-13 each is stopped in turn: whoever types or reads goes on at the other, sees no error, and loses nothing', async (context) => {
    if (spawnSync('nginx', ['-v']).status !== 0) {
      process.stdout.write('Without nginx on the PATH SP-13 did not run\n')
      return context.skip('there is no nginx on the PATH')
    }
    site = await openSite()
    const [front, first, second] = [await freePort(), await freePort(), await freePort()]
    const address = `http://localhost:${front}`
    const start = (port: number): TestProcess => site?.start({ PUBLIC_URL: address, PORT: String(port) }) ?? bug()
    const processes = [start(first), start(second)]
    await Promise.all(processes.map(({ listening }) => listening))
    const folder = join(site.folder, 'nginx')
    await mkdir(folder)
    nginx = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', await configuration(folder, front, [first, second])], { stdio: 'inherit' })
    await untilOpen(front)

    const karen = await signIn(address, 'karen-vestergaard')
    const plan = await makePlan(karen, 'Bag en proxy')
    const watching = followAt<unknown>(address, karen, 'subscription ($id: ID!) { planMoved(plan: $id) { id } }', { id: plan.id })
    await watching.until(() => true)
    const seat = {
      address: () => address,
      cookie: karen.cookie(),
      person: 'karen-vestergaard',
      section: plan.sections[0]?.id ?? '',
      epoch: plan.epoch,
    }
    const roamers = await Promise.all([0, 1, 2].map(() => roam(seat)))
    typing.push(...roamers)
    const finish = keepTyping(roamers)
    const more = (): Promise<unknown> => Promise.all(roamers.map(moreAcknowledged))
    for (const [at, port] of [first, second].entries()) {
      await more()
      let isStopped = false
      const stopped = processes[at]?.kill('SIGTERM').finally(() => (isStopped = true))
      // Whoever asks for something while it stops has an answer to everything.
      while (!isStopped) await ask<{ plans: unknown }>(karen, '{ plans { nodes { id } } }')
      expect(await stopped).toMatchObject({ code: 0, signal: null })
      await more()
      if (at === 0) await start(port).listening
    }
    await finish()
    const words = roamers.flatMap((roamer) => roamer.acknowledged())
    await Promise.all(roamers.map((roamer) => roamer.until(() => words.every((one) => roamer.text().includes(one)))))
    expect(new Set(roamers.map((roamer) => roamer.text())).size).toBe(1)
    // Each was handed over, and knew that it was.
    for (const roamer of roamers) expect(new Set(roamer.closes)).toEqual(new Set([closeCodes.restart]))
    expect(await watching.closed).toBe(closeCodes.restart)

    // A file of 20 MB comes through; what is larger is refused by the server, in its own words.
    const send = (bytes: number): Promise<Response> =>
      fetch(`${address}/api/imports?name=plan.txt`, {
        method: 'POST',
        headers: { cookie: karen.cookie(), origin: address, 'content-type': 'application/octet-stream' },
        body: Buffer.alloc(bytes, 'a '),
      })
    expect((await send(20 * 1024 * 1024)).status).toBeLessThan(300)
    expect(await (await send(21 * 1024 * 1024)).json()).toMatchObject({ error: {} })
  })
})

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      }).on('error', () => resolve(false))
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function bug(): never {
  throw new Error('there is no site')
}
