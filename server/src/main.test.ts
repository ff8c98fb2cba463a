import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { useTestFolder } from './testFolder.ts'
import { ask, visit } from './testProcess.ts'

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

const plans = '{ plans { nodes { id title sections { id title } } } }'

describe('the process', { timeout: 180_000 }, () => {
  const folder = useTestFolder()
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
    const first = folder.start()
    await renameFirst(await first.listening, 'Før nedbruddet')
    await first.kill('SIGKILL')
    expect(await firstTitle(await folder.start().listening)).toBe('Før nedbruddet')
  })

  it('ST-2 SIGINT and SIGTERM end it with code 0 and everything saved', async () => {
    await folder.hasRun()
    let one = folder.start()
    for (const [signal, title] of [
      ['SIGINT', 'Efter SIGINT'],
      ['SIGTERM', 'Efter SIGTERM'],
    ] as const) {
      await renameFirst(await one.listening, title)
      const ended = await one.kill(signal)
      expect(ended).toMatchObject({ code: 0, signal: null })
      // Nobody reads along: every line is JSON, as ST-16 says.
      expect(lines(ended.printed).every(isJson)).toBe(true)
      one = folder.start()
      expect(await firstTitle(await one.listening)).toBe(title)
    }
  })

  it('ST-3 a second start on the same folder says where the first one runs', async () => {
    await folder.hasRun()
    const address = await folder.start().listening
    const second = await folder.start().ended
    expect(second.code).toBe(1)
    expect(second.printed.trim()).toBe(`Samplan kører allerede på ${address}`)
  })

  it('ST-11 of two starts at once on a folder one runs, and the other says where', async () => {
    const starts = [folder.start(), folder.start()]
    const ended = await Promise.race(starts.map(({ ended }) => ended))
    const address = await Promise.any(starts.map(({ listening }) => listening))
    expect([ended.code, ended.printed.trim()]).toEqual([1, `Samplan kører allerede på ${address}`])
  })

  it('ST-16 log lines are readable on a terminal and JSON otherwise, unless the setting says so; Ctrl+C ends it', async (context) => {
    await folder.hasRun()
    const readable = /^\[\d\d:\d\d:\d\d\] INFO.*: saving and ending/
    const asText = folder.start({ LOG_FORMAT: 'text' })
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
      const one = folder.start({ ...names, ...settings }, [], { command: terminal })
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
    await folder.hasRun()
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
    const one = folder.start(closed, [], { ...(within && { within }), script })
    await one.listening
    expect(one.printed()).not.toContain('Installing packages')
    expect((await one.kill('SIGINT')).code).toBe(0)
  })

  it('DA-2 a folder that was copied while nothing ran is the same installation', async () => {
    await folder.hasRun()
    const first = folder.start()
    await renameFirst(await first.listening, 'Kopieret')
    await first.kill('SIGINT')
    const copy = `${folder.path}-copy`
    await cp(folder.path, copy, { recursive: true })
    const second = folder.start({ DATA_DIR: copy })
    expect(await firstTitle(await second.listening)).toBe('Kopieret')
    await second.kill('SIGKILL')
    await rm(copy, { recursive: true, force: true })
  })

  it('PJ-20 the command builds the goals anew and changes none', async () => {
    await folder.hasRun()
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
    const first = folder.start()
    const before = await goals(await first.listening)
    await first.kill('SIGINT')
    expect((await folder.start({}, ['reproject']).ended).printed).toContain('the goals of 3 plans built anew')
    const after = await goals(await folder.start().listening)
    expect(after.goals.total).toBeGreaterThan(10)
    expect(after).toEqual(before)
  })
})
