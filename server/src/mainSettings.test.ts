import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { useTestFolder } from './testFolder.ts'
import { ask, type Surroundings, visit } from './testProcess.ts'

/** The user without rights of every Unix. */
const nobody = 65534

describe('what the process is given', { timeout: 180_000 }, () => {
  const folder = useTestFolder()

  it('ST-4 demo or real is decided at the first start; a contradicting setting is one line', async () => {
    const first = folder.start({ DEMO: '0' })
    await first.listening
    expect(first.printed()).toContain('/velkommen#')
    await first.kill('SIGINT')
    const contradicting = await folder.start({ DEMO: '1' }).ended
    expect(contradicting.code).toBe(1)
    expect(contradicting.printed.trim().split('\n')).toEqual(['these data are real and stay so; DEMO=1 needs another DATA_DIR'])
    await folder.start().listening
  })

  it.each(['start.mjs', 'test.mjs'])('ST-23 an old Node is one clear line: %s', (script) => {
    const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'16.20.2'})"
    const path = fileURLToPath(new URL(`../../scripts/${script}`, import.meta.url))
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', older, path], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^Samplan needs Node 18 or newer .*; this is Node 16\.20\.2\. /)])
  })

  it('ST-5 HOST opens a demo only together with the second setting, and then every page is told so', async () => {
    await folder.hasRun()
    const refused = await folder.start({ HOST: '0.0.0.0' }).ended
    expect(refused.code).toBe(1)
    expect(refused.printed.trim().split('\n')).toHaveLength(1)
    expect(refused.printed).toContain('DEMO_OPEN=1')
    const address = await folder.start({ HOST: '0.0.0.0', DEMO_OPEN: '1' }).listening
    expect(await (await visit(address).get('/api/session')).json()).toMatchObject({ demo: true, demoIsOpen: true })
  })

  it('ST-10 the address of a proxy opens a demo like an address to listen on', async () => {
    await folder.hasRun()
    const refused = await folder.start({ PUBLIC_URL: 'https://plan.example' }).ended
    expect([refused.code, refused.printed.trim()]).toEqual([
      1,
      'a demo signs anybody in without a password: PUBLIC_URL opens it only together with DEMO_OPEN=1',
    ])
    await folder.start({ PUBLIC_URL: 'http://localhost:5173' }).listening
  })

  it('ST-6 a port that was asked for and is taken is one line', async () => {
    await folder.hasRun()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const ended = await folder.start({ PORT: String(port) }).ended
    other.close()
    expect([ended.code, ended.printed.trim()]).toEqual([1, `port ${port} is taken by another program`])
  })

  it('ST-7 a bad setting is one line that names it', async () => {
    const ended = await folder.start({ PORT: 'http', LOG: 'loud' }).ended
    expect(ended.code).toBe(1)
    expect(ended.printed.trim().split('\n')).toEqual([
      'PORT: must be a number (is "http")',
      'LOG: must be silent, error, warn, info or debug (is "loud")',
    ])
  })

  it('ST-8 a folder that cannot be written is one line', async () => {
    const file = join(folder.path, 'file')
    await writeFile(file, '')
    const ended = await folder.start({ DATA_DIR: join(file, 'data') }).ended
    expect([ended.code, ended.printed.trim().split('\n').length]).toEqual([1, 1])
    expect(ended.printed).toContain('data folder')
  })

  it('ST-12 a folder that is read-only for this user is one line', async (context) => {
    await chmod(folder.path, 0o500)
    let surroundings: Surroundings = {}
    // The administrator of a machine may write everywhere: somebody else has to try.
    if (process.getuid?.() === 0) {
      await chown(folder.path, nobody, nobody)
      surroundings = { uid: nobody }
      const reads = spawnSync(process.execPath, ['--check', fileURLToPath(new URL('./main.ts', import.meta.url))], { uid: nobody })
      if (reads.status !== 0) return context.skip('the program lies where nobody but root may read it')
    }
    const ended = await folder.start({}, [], surroundings).ended
    expect([ended.code, ended.printed.trim().split('\n').length]).toEqual([1, 1])
    expect(ended.printed.trim()).toMatch(/^the data folder .* is not writable for this user/)
    await chmod(folder.path, 0o700)
  })

  it('DA-1 data of a newer version are refused in one line and left as they are', async () => {
    await writeFile(join(folder.path, 'version.json'), '{"version": 99}\n')
    const ended = await folder.start().ended
    expect([ended.code, ended.printed.trim()]).toEqual([
      1,
      'the data have version 99, this program knows versions up to 1: use a newer program',
    ])
    expect(await readdir(folder.path)).toEqual(['version.json'])
  })

  it('PE-1 without a demo the printed link makes the first administrator, once; a command prints a new one', async () => {
    const first = folder.start({ DEMO: '0' })
    const address = await first.listening
    const token = /velkommen#([\w-]+)/.exec(first.printed())?.[1]
    const visitor = visit(address)
    const signedIn = await visitor.post('/api/sign-in/link', { token })
    expect(await signedIn.json()).toMatchObject({ me: { name: 'Administrator', memberships: [{ unit: null, role: 'administrator' }] } })
    expect(await ask(visitor, '{ people { nodes { name } } }')).toEqual({ people: { nodes: [{ name: 'Administrator' }] } })
    expect((await visit(address).post('/api/sign-in/link', { token })).status).toBe(410)
    expect((await visit(address).post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(403)
    await first.kill('SIGINT')

    const command = await folder.start({}, ['link']).ended
    const again = /velkommen#([\w-]+)/.exec(command.printed)?.[1]
    const second = folder.start()
    const next = await second.listening
    expect(second.printed()).not.toContain('/velkommen#')
    expect((await visit(next).post('/api/sign-in/link', { token: again })).status).toBe(200)
  })
})
