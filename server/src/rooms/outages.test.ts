import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { openRescueFiles } from '../rescue/rescueFiles.ts'
import { takeInRescued } from '../rescue/takeInRescued.ts'
import { createRig, personId, type Rig, section, submission, textOf, turns } from './testRig.ts'
import { provide, type Provided, serve, serveRooms, type, until } from './testServed.ts'

type Outage = readonly [said: string, fails: (rig: Rig) => void]

const outages: readonly Outage[] = [
  ['every write fails', (rig) => (rig.store.fault = (operation) => (operation === 'append' ? 'fails' : null))],
  ['nothing is answered', (rig) => (rig.store.fault = (operation) => (operation === 'append' ? 'lost' : 'fails'))],
]
const comesBack = (rig: Rig): void => {
  rig.store.fault = null
}
const words = 'Ordene, der ikke må gå tabt.'

/** Somebody is in the section, and all is stored. */
async function writer(address: string, person = 'anna'): Promise<Provided> {
  const one = provide(address, { person, acks: true })
  await until(() => one.acked === 1)
  return one
}

/** So often more has the store been asked in vain: nobody has given up. */
async function asksOn(rig: Rig): Promise<void> {
  const appends = (): number => (rig.store.calls.append ?? 0) + (rig.store.calls.read ?? 0)
  const before = appends()
  await until(() => appends() > before + 5)
}

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'samplan-rescue-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'rescue')
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe.each(outages)('an outage of the store: %s', (_, fails) => {
  it('RM-40 (A) a save fails while somebody is there, nothing more is written, the last one leaves: the text is there afterwards', async () => {
    const { rig, address } = await serve()
    const anna = await writer(address)
    fails(rig)
    type(anna.doc, words)
    await until(() => !anna.canStore)
    expect(anna.acked).toBe(1)
    anna.provider.destroy()
    await asksOn(rig)
    comesBack(rig)
    await until(async () => (await rig.stored()) === words)
  })

  it('RM-41 (B) the last one leaves before the save, which fails, and the store comes back: the text is there afterwards', async () => {
    const { rig, address } = await serve()
    const anna = await writer(address)
    fails(rig)
    type(anna.doc, words)
    anna.provider.destroy()
    await asksOn(rig)
    comesBack(rig)
    await until(async () => (await rig.stored()) === words)
    const bent = await writer(address, 'bent')
    expect(textOf(bent.doc)).toBe(words)
  })

  it.each(['while the store is away', 'when it is back'])(
    'RM-42 (C) the same, and somebody who only reads opens and leaves %s: they read it, and the text is there afterwards',
    async (when) => {
      const { rig, address } = await serve()
      rig.rights.set(personId('laeser'), 'read')
      const anna = await writer(address)
      fails(rig)
      type(anna.doc, words)
      await until(() => !anna.canStore)
      anna.provider.destroy()
      await asksOn(rig)
      if (when === 'when it is back') comesBack(rig)
      const reader = provide(address, { person: 'laeser' })
      await until(() => textOf(reader.doc) === words)
      reader.provider.destroy()
      if (when !== 'when it is back') {
        await asksOn(rig)
        comesBack(rig)
      }
      await until(async () => (await rig.stored()) === words)
    },
  )

  it('RM-43 (D) asked to stop while the store stays away: it stops in time, what it could not save is in a file that the next start takes in, and the author has it too', async () => {
    const { rig, address } = await serve()
    const files = openRescueFiles(await folderOf(), 'installation', Date.now)
    const anna = await writer(address)
    fails(rig)
    type(anna.doc, words)
    await until(() => !anna.canStore)
    // Bounded by what it was given, not by the store.
    const { unsaved } = await rig.rooms.close(50)
    const name = await files.write(unsaved)
    expect([anna.acked, textOf(anna.doc)]).toEqual([1, words])
    comesBack(rig)
    expect(await rig.stored()).toBe('')

    const next = rig.anotherProcess()
    const rescue = await takeInRescued({ files, rooms: next, log: silent })
    expect(rescue.done()).toBe(true)
    expect(await rig.stored()).toBe(words)
    expect(await readdir(files.folder)).toEqual([])
    expect(name).toMatch(/\.json$/)
    // Her browser brings the same once more, and it stands once.
    const again = await serveRooms(next)
    const back = provide(again.address, { person: 'anna', acks: true, doc: anna.doc })
    await until(() => back.acked === 1)
    expect(await rig.stored()).toBe(words)
  })
})

describe('rescued text', () => {
  /** What a process that had to stop has left of a plan that is now as `change` says. */
  async function rescued(change: (rig: Rig) => void) {
    const rig = createRig()
    const client = rig.client()
    await until(() => {
      client.read()
      return client.acked === 1
    })
    rig.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    client.type(words)
    const { unsaved } = await rig.rooms.close(20)
    // An append that was on its way has failed, too.
    await turns(5)
    rig.store.fault = null
    const files = openRescueFiles(await folderOf(), 'installation', Date.now)
    await files.write(unsaved)
    change(rig)
    const said: string[] = []
    const say = (facts: object, text: string): void => void said.push(`${text} ${JSON.stringify(facts)}`)
    const log = { info: say, warn: say, error: say }
    const rooms = rig.anotherProcess({ transactMs: 500 })
    const takeIn = () => takeInRescued({ files, rooms, log, againMs: 5 })
    onTestFinished(async () => void (await rooms.close(100)))
    return { rig, files, rooms, takeIn, said, unsaved }
  }

  it.each<readonly [string, (rig: Rig) => void]>([
    ['of an older epoch', (rig) => (rig.plan.epoch = 2)],
    ['of a plan that is frozen', (rig) => (rig.plan.at = 'body')],
  ])('RM-44 %s is not put in: it is kept, and said without its words', async (_, change) => {
    const { rig, files, takeIn, said, unsaved } = await rescued(change)
    expect((await takeIn()).done()).toBe(true)
    rig.plan.at = 'draft'
    expect(await rig.stored()).toBe('')
    expect((await files.list()).files).toEqual([])
    const kept = openRescueFiles(join(files.folder, 'not-taken-in'), 'installation', Date.now)
    expect((await kept.list()).files.map(({ texts }) => texts)).toEqual([unsaved])
    expect(said.join()).toContain(section)
    expect(said.join()).not.toContain('Ordene')
  })

  it('RM-44 that is in the text after all, although its epoch is over, needs no keeping', async () => {
    const { rig, files, rooms, takeIn, unsaved } = await rescued(() => undefined)
    for (const text of unsaved) expect(await rooms.takeIn(text)).toBe('onDisk')
    rig.plan.at = 'body'
    await takeIn()
    expect(await readdir(files.folder)).toEqual([])
  })

  it('RM-45 it waits while a submission is under way, and comes in when that has failed', async () => {
    const { rig, files, takeIn } = await rescued((changed) => (changed.plan.pending = submission('sub')))
    await rig.anotherProcess().freeze(section, submission('sub'))
    const rescue = await takeIn()
    expect([rescue.done(), await rig.stored(), (await files.list()).files.length]).toEqual([false, '', 1])
    rig.plan.pending = null
    await until(() => rescue.done())
    expect(await rig.stored()).toBe(words)
    expect(await readdir(files.folder)).toEqual([])
    rescue.close()
  })

  it('RM-45 it waits while the store fails', async () => {
    const { rig, files, takeIn } = await rescued((changed) => (changed.store.fault = () => 'fails'))
    const rescue = await takeIn()
    expect([rescue.done(), (await files.list()).files.length]).toEqual([false, 1])
    rig.store.fault = null
    await until(() => rescue.done())
    expect(await rig.stored()).toBe(words)
    rescue.close()
  })

  it('RM-46 files of another installation, of a newer program, or torn ones stay as they are', async () => {
    const { rig, files, takeIn, said } = await rescued(() => undefined)
    const [mine] = (await files.list()).files
    await openRescueFiles(files.folder, 'another', Date.now).write(mine?.texts ?? [])
    await writeFile(join(files.folder, 'newer.json'), '{"rescue": 2, "texts": "elsewhere"}')
    await writeFile(join(files.folder, 'torn.json'), '{"rescue": 1, "installation')
    await writeFile(join(files.folder, 'half.json.new'), '{"rescue": 1')
    expect((await takeIn()).done()).toBe(true)
    expect(await rig.stored()).toBe(words)
    expect((await readdir(files.folder)).length).toBe(4)
    expect(said.join()).toContain('newer.json')
  })

  it('RM-46 what is no update, or hangs on text that nobody has, changes nothing and is kept', async () => {
    const { rig, rooms, unsaved } = await rescued(() => undefined)
    const [text] = unsaved
    if (!text) throw new Error('nothing was rescued')
    for (const bad of [new Uint8Array([1, 2, 3]), laterOnly()])
      expect(await rooms.takeIn({ ...text, updates: [bad] })).toEqual({ refused: [bad] })
    expect(await rooms.takeIn({ ...text, schema: 99 })).toBe('later')
    expect(await rig.stored()).toBe('')
    expect(await rooms.takeIn(text)).toBe('onDisk')
    expect(await rooms.takeIn(text)).toBe('onDisk')
    expect(await rig.stored()).toBe(words)
  })

  it('RM-79 of a text of which some came to disk, or can come there, only the rest is kept', async () => {
    const { rig, files, rooms, takeIn, unsaved } = await rescued(() => undefined)
    const [text] = unsaved
    const [file] = (await files.list()).files
    if (!text || !file) throw new Error('nothing was rescued')
    const [noUpdate, later] = [new Uint8Array([1, 2, 3]), laterOnly()]
    await files.settle(file.name, { later: [{ ...text, updates: [noUpdate, ...text.updates, later] }], refused: [] })
    expect((await takeIn()).done()).toBe(true)
    expect(await rig.stored()).toBe(words)
    const kept = async () => {
      const found = await openRescueFiles(join(files.folder, 'not-taken-in'), 'installation', Date.now).list()
      return found.files.flatMap(({ texts }) => texts)
    }
    expect(await kept()).toEqual([{ ...text, updates: [noUpdate, later] }])
    expect((await files.list()).files).toEqual([])
    // Its epoch is over, and the half of it had come to disk.
    rig.plan.epoch = 2
    expect(await rooms.takeIn({ ...text, updates: [...text.updates, later] })).toEqual({ refused: [later] })
  })
})

/** The second of two edits, without the first. */
function laterOnly(): Uint8Array {
  const doc = new Y.Doc()
  type(doc, 'først')
  const before = Y.encodeStateVector(doc)
  type(doc, 'siden')
  return Y.encodeStateAsUpdate(doc, before)
}
