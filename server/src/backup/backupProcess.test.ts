import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageAck, messageStoreState } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import * as decoding from 'lib0/decoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { textOf, until } from '../rooms/testRig.ts'
import { openSite } from '../several/testSite.ts'
import { ask, startProcess, type TestProcess, visit, type Visitor } from '../testProcess.ts'

type FoundPlan = {
  readonly id: string
  readonly title: string
  readonly epoch: number
  readonly sections: readonly { readonly id: string }[]
}

/** A tab with one section open: what it typed so far, and how much of that the server has acknowledged. */
type Tab = {
  readonly doc: Y.Doc
  readonly typed: string[]
  readonly acknowledged: () => readonly string[]
  readonly synced: Promise<void>
  readonly refused: Promise<number>
  readonly close: () => void
}

describe('backup and restore of the product', { timeout: 180_000 }, () => {
  let folder: string
  let running: TestProcess[]
  let tabs: Tab[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samplan-kept-'))
    running = []
    tabs = []
  })
  afterEach(async () => {
    for (const tab of tabs) tab.close()
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await rm(folder, { recursive: true, force: true })
  })
  const start = (data: string, ...words: readonly string[]): TestProcess => {
    const started = startProcess(join(folder, data), {}, words)
    running.push(started)
    return started
  }
  /** What a command says; its code is in front where it failed. */
  const command = async (data: string, ...words: readonly string[]): Promise<string> => {
    const { code, printed } = await start(data, ...words).ended
    return code === 0 ? printed.trim() : `${code} ${printed.trim()}`
  }
  const signIn = async (address: string): Promise<Visitor> => {
    const visitor = visit(address)
    expect((await visitor.post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(200)
    return visitor
  }
  const findDraft = async (karen: Visitor): Promise<FoundPlan> => {
    const { plans } = await ask<{ plans: { nodes: readonly FoundPlan[] } }>(karen, '{ plans { nodes { id title epoch sections { id } } } }')
    const found = plans.nodes.find(({ title }) => title === 'Beskæftigelsesplan 2027')
    if (!found) throw new Error('the demo has no draft')
    return found
  }
  const open = (address: string, karen: Visitor, section: string, epoch: number, doc = new Y.Doc(), typed: string[] = []): Tab => {
    class Signed extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: karen.cookie(), origin: address } })
      }
    }
    const provider = new WebsocketProvider(`${address.replace('http', 'ws')}/room`, section, doc, {
      WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket, // ws has the same calls, not the same type
      disableBc: true,
      params: { schema: String(sectionSchema), epoch: String(epoch), person: 'karen-vestergaard', acks: '1' },
    })
    let acked = 0
    provider.messageHandlers[messageAck] = (_, decoder) => {
      acked = decoding.readVarUint(decoder)
    }
    provider.messageHandlers[messageStoreState] = (_, decoder) => void decoding.readVarUint(decoder)
    const refused = new Promise<number>((resolve) => provider.on('connection-close', (event) => event && resolve(event.code)))
    const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()))
    // The first frame is the answer to the server's first question.
    const tab: Tab = {
      doc,
      typed,
      synced,
      refused,
      acknowledged: () => typed.slice(0, Math.max(0, acked - 1)),
      close: () => provider.destroy(),
    }
    tabs.push(tab)
    return tab
  }
  const type = ({ doc, typed }: Tab, text: string): void => {
    typed.push(text)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    doc.getXmlFragment(fragmentName).push([paragraph])
  }

  it('BK-8 a backup while people type has all that was acknowledged before it began; restored, it starts, and an old tab is refused', async () => {
    const address = await start('data').listening
    const karen = await signIn(address)
    const plan = await findDraft(karen)
    const writing = plan.sections.slice(0, 3).map(({ id }) => open(address, karen, id, plan.epoch))
    await Promise.all(writing.map(({ synced }) => synced))
    let isTyping = true
    const typist = (async () => {
      for (let number = 0; isTyping; number++) {
        for (const [at, tab] of writing.entries()) type(tab, `[${at}.${number}]`)
        const sent = number - 8
        await until(() => sent < 0 || writing.every((tab) => tab.acknowledged().length > sent))
      }
    })()
    await until(() => writing.every((tab) => tab.acknowledged().length > 10))
    const before = writing.map((tab) => [...tab.acknowledged()])
    const file = join(folder, 'kept.ndjson.gz')
    expect(await command('data', 'backup', file)).toContain(`3 plans with`)
    const during = writing.map((tab) => tab.acknowledged().length)
    expect(during.every((count, at) => count > (before[at]?.length ?? 0))).toBe(true)
    isTyping = false
    await typist
    for (const tab of writing) type(tab, '[efter]')
    await until(() => writing.every((tab) => tab.acknowledged().length === tab.typed.length))
    await running[0]?.kill('SIGKILL')
    for (const tab of writing) tab.close()

    expect(await command('restored', 'restore', file)).toContain('restored from the backup of')
    const again = await start('restored').listening
    // Nobody is signed in by a cookie from before.
    const session = await fetch(`${again}/api/session`, { headers: { cookie: karen.cookie(), origin: again } })
    expect(await session.json()).toMatchObject({ me: null })
    const newKaren = await signIn(again)
    const restored = await findDraft(newKaren)
    expect(restored.epoch).toBeGreaterThan(plan.epoch)
    expect(restored.sections).toEqual(plan.sections)
    // The old tabs come first, with all that they hold and were told is saved.
    for (const [at, { id }] of plan.sections.slice(0, 3).entries()) {
      const tab = writing[at] as Tab
      expect(await open(again, newKaren, id, plan.epoch, tab.doc, tab.typed).refused).toBe(4409)
    }
    for (const [at, { id }] of restored.sections.slice(0, 3).entries()) {
      const reader = open(again, newKaren, id, restored.epoch)
      const all = (writing[at] as Tab).typed.join('')
      const kept = (before[at] ?? []).join('')
      await until(() => textOf(reader.doc).includes(kept))
      const text = textOf(reader.doc)
      const own = text.slice(text.indexOf(kept))
      expect(all.startsWith(own)).toBe(true)
      expect(own).not.toContain('efter')
    }
  })

  it('BK-9 the commands say in one line what they did, and why they did not', async () => {
    expect(await command('nothing', 'backup', join(folder, 'kept'))).toMatch(/^1 there are no data in /)
    await expect(stat(join(folder, 'nothing'))).rejects.toThrow('ENOENT')
    expect(await command('data', 'link')).toContain('/velkommen#')
    // Nobody serves it: the command opens the data itself.
    const said = await command('data', 'backup', join(folder, 'kept'))
    const file = said.slice(said.indexOf(' kept in ') + ' kept in '.length)
    expect(file).toMatch(/kept\/samplan-\d{4}-\d\d-\d\d-\d{6}\.ndjson\.gz$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await command('data', 'restore', file)).toMatch(/^1 a restore wants an empty folder, and .* is not: choose another DATA_DIR$/)
    const bytes = await readFile(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    await writeFile(join(folder, 'damaged.gz'), bytes)
    expect(await command('new', 'restore', join(folder, 'damaged.gz'))).toMatch(/^1 .*damaged.*: nothing was restored from it$/)
    await expect(stat(join(folder, 'new'))).rejects.toThrow('ENOENT')
    expect(await command('new', 'restore', file)).toMatch(
      /^0 plans with 0 sections and 0 versions, and 0 people restored from the backup of /,
    )
  })

  it('BK-10 with MONGODB_URI the same commands copy a served database, and bring it back into an empty one', async () => {
    const [site, empty] = await Promise.all([openSite(), openSite()])
    try {
      const address = await site.start().listening
      const plan = await findDraft(await signIn(address))
      const file = join(folder, 'kept.ndjson.gz')
      expect((await site.start({}, ['backup', file]).ended).printed).toContain('3 plans with')
      expect((await site.start({}, ['restore', file]).ended).printed).toMatch(/a restore wants an empty database/)
      expect((await empty.start({}, ['restore', file]).ended).printed).toContain('restored from the backup of')
      const restored = await findDraft(await signIn(await empty.start().listening))
      expect(restored.sections).toEqual(plan.sections)
      expect(restored.epoch).toBeGreaterThan(plan.epoch)
    } finally {
      await Promise.all([site.close(), empty.close()])
    }
  })
})
