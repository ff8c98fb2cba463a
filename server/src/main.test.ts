import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, startProcess, type Surroundings, type TestProcess, visit } from './testProcess.ts'

type Plans = {
  readonly plans: {
    readonly nodes: readonly {
      readonly id: string
      readonly title: string
      readonly sections: readonly { readonly id: string; readonly title: string }[]
    }[]
  }
}
const isJson = (line: string): boolean => line.startsWith('{') && JSON.parse(line) !== null
const lines = (printed: string): readonly string[] => printed.split(/\r?\n/).filter((line) => line.trim() !== '')

/** The user without rights of every Unix. */
const nobody = 65534
const plans = '{ plans { nodes { id title sections { id title } } } }'

describe('the process', { timeout: 180_000 }, () => {
  let folder: string
  let running: TestProcess[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samplan-process-'))
    running = []
  })
  afterEach(async () => {
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await rm(folder, { recursive: true, force: true })
  })
  const start = (
    settings: Readonly<Record<string, string>> = {},
    words: readonly string[] = [],
    surroundings: Surroundings = {},
  ): TestProcess => {
    const started = startProcess(folder, settings, words, surroundings)
    running.push(started)
    return started
  }
  const signIn = async (address: string, person: string) => {
    const visitor = visit(address)
    expect((await visitor.post('/api/sign-in/demo', { person })).status).toBe(200)
    return visitor
  }
  const renameFirst = async (address: string, to: string): Promise<void> => {
    const karen = await signIn(address, 'karen-vestergaard')
    const plan = (await ask<Plans>(karen, plans)).plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')
    const [first] = plan?.sections ?? []
    const rename =
      'mutation ($plan: ID!, $section: ID!, $from: String!, $to: String!) { renameSection(plan: $plan, section: $section, from: $from, to: $to) { id } }'
    await ask(karen, rename, { plan: plan?.id, section: first?.id, from: first?.title, to })
  }
  const firstTitle = async (address: string): Promise<string | undefined> => {
    const karen = await signIn(address, 'karen-vestergaard')
    return (await ask<Plans>(karen, plans)).plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')?.sections[0]?.title
  }

  it('ST-1 after kill -9 the next start works unaided and has everything that was answered', async () => {
    const first = start()
    await renameFirst(await first.listening, 'Før nedbruddet')
    await first.kill('SIGKILL')
    expect(await firstTitle(await start().listening)).toBe('Før nedbruddet')
  })

  it('ST-2 SIGINT and SIGTERM end it with code 0 and everything saved', async () => {
    for (const [signal, title] of [
      ['SIGINT', 'Efter SIGINT'],
      ['SIGTERM', 'Efter SIGTERM'],
    ] as const) {
      const one = start()
      await renameFirst(await one.listening, title)
      const ended = await one.kill(signal)
      expect(ended).toMatchObject({ code: 0, signal: null })
      // Nobody reads along: every line is JSON, as ST-16 says.
      expect(lines(ended.printed).every(isJson)).toBe(true)
      const next = start()
      expect(await firstTitle(await next.listening)).toBe(title)
      await next.kill('SIGINT')
    }
  })

  it('ST-3 a second start on the same folder says where the first one runs', async () => {
    const address = await start().listening
    const second = await start().ended
    expect(second.code).toBe(1)
    expect(second.printed.trim()).toBe(`Samplan kører allerede på ${address}`)
  })

  it('ST-4 demo or real is decided at the first start; a contradicting setting is one line', async () => {
    const first = start({ DEMO: '0' })
    await first.listening
    expect(first.printed()).toContain('/velkommen#')
    await first.kill('SIGINT')
    const contradicting = await start({ DEMO: '1' }).ended
    expect(contradicting.code).toBe(1)
    expect(contradicting.printed.trim().split('\n')).toEqual(['these data are real and stay so; DEMO=1 needs another DATA_DIR'])
    await start().listening
  })

  it('ST-5 HOST opens a demo only together with the second setting, and then every page is told so', async () => {
    const refused = await start({ HOST: '0.0.0.0' }).ended
    expect(refused.code).toBe(1)
    expect(refused.printed.trim().split('\n')).toHaveLength(1)
    expect(refused.printed).toContain('DEMO_OPEN=1')
    const address = await start({ HOST: '0.0.0.0', DEMO_OPEN: '1' }).listening
    expect(await (await visit(address).get('/api/session')).json()).toMatchObject({ demo: true, demoIsOpen: true })
  })

  it('ST-10 the address of a proxy opens a demo like an address to listen on', async () => {
    const refused = await start({ PUBLIC_URL: 'https://plan.example' }).ended
    expect([refused.code, refused.printed.trim()]).toEqual([
      1,
      'a demo signs anybody in without a password: PUBLIC_URL opens it only together with DEMO_OPEN=1',
    ])
    await start({ PUBLIC_URL: 'http://localhost:5173' }).listening
  })

  it('ST-11 of two starts at once on a folder one runs, and the other says where', async () => {
    const starts = [start(), start()]
    const ended = await Promise.race(starts.map(({ ended }) => ended))
    const address = await Promise.any(starts.map(({ listening }) => listening))
    expect([ended.code, ended.printed.trim()]).toEqual([1, `Samplan kører allerede på ${address}`])
  })

  it('ST-6 a port that was asked for and is taken is one line', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const ended = await start({ PORT: String(port) }).ended
    other.close()
    expect([ended.code, ended.printed.trim()]).toEqual([1, `port ${port} is taken by another program`])
  })

  it('ST-7 a bad setting is one line that names it', async () => {
    const ended = await start({ PORT: 'http', LOG: 'loud' }).ended
    expect(ended.code).toBe(1)
    expect(ended.printed.trim().split('\n')).toEqual([
      'PORT: must be a number (is "http")',
      'LOG: must be silent, error, warn, info or debug (is "loud")',
    ])
  })

  it('ST-8 a folder that cannot be written is one line', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const ended = await start({ DATA_DIR: join(file, 'data') }).ended
    expect([ended.code, ended.printed.trim().split('\n').length]).toEqual([1, 1])
    expect(ended.printed).toContain('data folder')
  })

  it('ST-12 a folder that is read-only for this user is one line', async (context) => {
    await chmod(folder, 0o500)
    let surroundings: Surroundings = {}
    // The administrator of a machine may write everywhere: somebody else has to try.
    if (process.getuid?.() === 0) {
      await chown(folder, nobody, nobody)
      surroundings = { uid: nobody }
      const reads = spawnSync(process.execPath, ['--check', fileURLToPath(new URL('./main.ts', import.meta.url))], { uid: nobody })
      if (reads.status !== 0) return context.skip('the program lies where nobody but root may read it')
    }
    const ended = await start({}, [], surroundings).ended
    expect([ended.code, ended.printed.trim().split('\n').length]).toEqual([1, 1])
    expect(ended.printed.trim()).toMatch(/^the data folder .* is not writable for this user/)
    await chmod(folder, 0o700)
  })

  it('ST-16 log lines are readable on a terminal and JSON otherwise, unless the setting says so; Ctrl+C ends it', async (context) => {
    const readable = /^\[\d\d:\d\d:\d\d\] INFO.*: saving and ending/
    const asText = start({ LOG_FORMAT: 'text' })
    const address = await asText.listening
    const said = lines((await asText.kill('SIGINT')).printed)
    expect(said.some(isJson)).toBe(false)
    expect(said.find((line) => readable.test(line))).toBeDefined()
    // The addresses and the people of the demo.
    for (const words of [address, address.replace('localhost', '127.0.0.1'), 'Karen Vestergaard'])
      expect(said.some((line) => line.includes(words))).toBe(true)

    const terminal = ['script', '--quiet', '--return', '--command', 'exec "$SAMPLAN_NODE" "$SAMPLAN_MAIN"', '/dev/null']
    if (spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') !== true)
      return context.skip("on a terminal: this machine has no util-linux 'script' to make one")
    for (const [settings, seen] of [
      [{}, readable],
      [{ LOG_FORMAT: 'json' }, /^\{.*"msg":"saving and ending"\}$/],
    ] as const) {
      const names = { SAMPLAN_NODE: process.execPath, SAMPLAN_MAIN: fileURLToPath(new URL('./main.ts', import.meta.url)) }
      const one = start({ ...names, ...settings }, [], { command: terminal })
      await one.listening
      one.press('\u0003')
      const ended = await one.ended
      expect(ended.code).toBe(0)
      // oxlint-disable-next-line no-control-regex -- colours
      const plain = lines(ended.printed.replaceAll(/\u001b\[[\d;]*m/g, '')).map((line) => line.replace(/^\^C/, ''))
      expect(plain.filter((line) => seen.test(line))).toHaveLength(1)
    }
  })

  it('ST-17 a second start needs no network', async (context) => {
    const marker = fileURLToPath(new URL('../../node_modules/.samplan-installed.json', import.meta.url))
    const built = fileURLToPath(new URL('../../client/dist/.built', import.meta.url))
    if (!existsSync(marker) || !existsSync(built)) return context.skip('nothing was started here before: npm start or npm test sets it up')
    // Without any but the machine's own interface where that is allowed; else every package registry is a closed door.
    const within = [
      ['unshare', '-r', '-n'],
      ['unshare', '-n'],
    ].find(([command = '', ...words]) => spawnSync(command, [...words, 'true']).status === 0)
    if (!within) process.stdout.write('ST-17: no namespace without a network on this machine: the registries are closed instead\n')
    const nowhere = 'http://127.0.0.1:9'
    const closed = { npm_config_registry: nowhere, npm_config_proxy: nowhere, npm_config_https_proxy: nowhere, HTTPS_PROXY: nowhere }
    const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
    const one = start(closed, [], { ...(within && { within }), script })
    await one.listening
    expect(one.printed()).not.toContain('Installing packages')
    expect((await one.kill('SIGINT')).code).toBe(0)
  })

  it('DA-1 data of a newer version are refused in one line and left as they are', async () => {
    await writeFile(join(folder, 'version.json'), '{"version": 99}\n')
    const ended = await start().ended
    expect([ended.code, ended.printed.trim()]).toEqual([
      1,
      'the data have version 99, this program knows versions up to 1: use a newer program',
    ])
    expect(await readdir(folder)).toEqual(['version.json'])
  })

  it('DA-2 a folder that was copied while nothing ran is the same installation', async () => {
    const first = start()
    await renameFirst(await first.listening, 'Kopieret')
    await first.kill('SIGINT')
    const copy = `${folder}-copy`
    await cp(folder, copy, { recursive: true })
    const second = start({ DATA_DIR: copy })
    expect(await firstTitle(await second.listening)).toBe('Kopieret')
    await second.kill('SIGKILL')
    await rm(copy, { recursive: true, force: true })
  })

  it('PE-1 without a demo the printed link makes the first administrator, once; a command prints a new one', async () => {
    const first = start({ DEMO: '0' })
    const address = await first.listening
    const token = /velkommen#([\w-]+)/.exec(first.printed())?.[1]
    const visitor = visit(address)
    const signedIn = await visitor.post('/api/sign-in/link', { token })
    expect(await signedIn.json()).toMatchObject({ me: { name: 'Administrator', memberships: [{ unit: null, role: 'administrator' }] } })
    expect(await ask(visitor, '{ people { nodes { name } } }')).toEqual({ people: { nodes: [{ name: 'Administrator' }] } })
    expect((await visit(address).post('/api/sign-in/link', { token })).status).toBe(410)
    expect((await visit(address).post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(403)
    await first.kill('SIGINT')

    const command = await start({}, ['link']).ended
    const again = /velkommen#([\w-]+)/.exec(command.printed)?.[1]
    const second = start()
    const next = await second.listening
    expect(second.printed()).not.toContain('/velkommen#')
    expect((await visit(next).post('/api/sign-in/link', { token: again })).status).toBe(200)
  })

  it('PJ-20 the command builds the goals anew and changes none', async () => {
    type Goals = { readonly goals: { readonly nodes: readonly object[]; readonly total: number } }
    const goals = async (address: string): Promise<Goals> => {
      const karen = await signIn(address, 'karen-vestergaard')
      const plan = (await ask<Plans>(karen, plans)).plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')?.id
      return ask<Goals>(
        karen,
        'query ($plan: ID!) { goals(plan: $plan) { total nodes { id code section statement parent indicators { id target } } } }',
        { plan },
      )
    }
    const first = start()
    const before = await goals(await first.listening)
    await first.kill('SIGINT')
    expect((await start({}, ['reproject']).ended).printed).toContain('the goals of 2 plans built anew')
    const after = await goals(await start().listening)
    expect(after.goals.total).toBeGreaterThan(10)
    expect(after).toEqual(before)
  })
})
