import { closeCodes, encodeInTextQuestion } from '@samplan/shared/roomWire'
import { fragmentName } from '@samplan/shared/section/content'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { Fullness } from './fullness.ts'
import type { Queued } from './queue.ts'
import { RoomText } from './roomText.ts'
import { createRig, latch, paragraph, section, submission, syncFrame, textOf, turns, until } from './testRig.ts'
import { spillBytes, spillEntries } from './tidySection.ts'

/** Room for as many bytes of text as are asked for. */
const long = (bytes: number): Uint8Array => paragraph('q'.repeat(bytes))

describe('a room under load', () => {
  it('RM-70 a tail of many entries, or of many bytes, is spilt, and no oftener', async () => {
    const rig = createRig()
    const anna = rig.client({ person: 'anna' })
    await until(() => anna.acked === 1, anna)
    const text = anna.doc.getText('t')
    for (let key = 0; key < 600; key++) {
      text.insert(key, 'x')
      await until(() => anna.acked === anna.sent, anna)
    }
    await turns(20)
    const parts = (): number => rig.store.calls.insertPart ?? 0
    expect(parts()).toBeGreaterThanOrEqual(Math.floor(600 / (spillEntries + 20)))
    expect(parts()).toBeLessThanOrEqual(Math.floor(600 / spillEntries))
    const before = parts()
    for (let paste = 0; paste < 8; paste++) {
      text.insert(0, 'q'.repeat(spillBytes / 4))
      await until(() => anna.acked === anna.sent, anna)
    }
    await turns(20)
    expect(parts() - before).toBeGreaterThanOrEqual(1)
    expect(parts() - before).toBeLessThanOrEqual(3)
  })

  it('RM-71 a room that saves before a stop takes nothing more in: it has nothing unsaved, and the client brings it elsewhere', async () => {
    const rig = createRig()
    const [anna, bent] = [rig.client({ person: 'anna' }), rig.client({ person: 'bent' })]
    await until(() => anna.acked === 1 && bent.acked === 1, anna, bent)
    const { opened, open } = latch()
    rig.store.fault = (operation) => (operation === 'append' ? opened : null)
    anna.type('før')
    const closing = rig.rooms.close(10_000)
    await turns(3, anna, bent)
    bent.type('under')
    // The last word comes while the others' is on its way.
    rig.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    open()
    await until(() => anna.close.code !== null || (rig.store.calls.append ?? 0) > 5, anna, bent)
    rig.store.fault = null
    expect((await closing).unsaved).toEqual([])
    expect([bent.acked, bent.close.code, await rig.stored()]).toEqual([1, closeCodes.restart, 'før'])
    const next = rig.anotherProcess()
    const back = rig.client({ rooms: next, person: 'bent', doc: bent.doc })
    await until(() => back.acked === 1, back)
    expect(await rig.stored()).toContain('under')
    await next.close(100)
  })

  it('RM-72 the server’s own edit waits for no rest: it is written while others type without a pause, also where several processes are', async () => {
    const rig = createRig({ several: true, transactMs: 2_000 })
    const anna = rig.client({ person: 'anna' })
    await until(() => anna.acked === 1, anna)
    let done = false
    rig.store.fault = (operation) => {
      if (operation !== 'append') return null
      if (!done) anna.type('x')
      return new Promise((resolve) => setImmediate(resolve))
    }
    anna.type('x')
    const outcome = await rig.rooms.transact(section, (doc) => {
      doc.getText('maal').insert(0, 'mål')
      return 'skrevet'
    })
    done = true
    expect(outcome).toBe('skrevet')
    await until(() => anna.acked === anna.sent, anna)
  })
})

describe('refused at the door', () => {
  it('RM-73 several hundred channels of an epoch that is over cost a few readings, and no document', async () => {
    const rig = createRig({ firstContent: () => paragraph('grund') })
    const anna = rig.client({ person: 'anna' })
    await until(() => anna.acked === 1, anna)
    rig.plan.epoch = 2
    const reads = rig.store.calls.read ?? 0
    const built = vi.spyOn(Y.Doc.prototype, 'transact')
    const many = Array.from({ length: 600 }, () => rig.client({ person: 'ond', epoch: 1, speaks: false }))
    await until(() => many.every(({ received }) => received.length > 0))
    expect(built).not.toHaveBeenCalled()
    built.mockRestore()
    expect((rig.store.calls.read ?? 0) - reads).toBeLessThan(20)
    // One more waits elsewhere, and not for good; another person is heard.
    const more = rig.client({ person: 'ond', epoch: 1, speaks: false })
    await until(() => more.close.code !== null)
    expect(more.close.code).toBe(closeCodes.restart)
    const other = rig.client({ person: 'god', epoch: 1, unacknowledged: [paragraph('aldrig')] })
    await until(() => other.close.code !== null, other)
    other.read()
    expect([other.close.code, other.inText]).toEqual([closeCodes.otherEpoch, [false]])
    for (const one of many) one.drop()
  })
})

describe('what counts towards the limit of a section', () => {
  it('RM-74 near it the text is measured seldom, also where that is cheap, and nothing is refused by an old measuring', () => {
    let [now, compacted, measured] = [0, 9_000, 0]
    const measure = (): number => {
      measured++
      now += 10
      return compacted
    }
    const fullness = new Fullness(10_000, measure, () => now)
    for (let stored = 9_000; stored < 9_040; stored++) {
      fullness.takes(stored, paragraph('q'))
      fullness.percent(stored)
    }
    expect(measured).toBe(1)
    compacted = 8_500
    expect(fullness.staleMs(9_039)).toBeGreaterThan(0)
    expect(fullness.takes(9_045, long(1_200))).toBe(true)
    expect([measured, fullness.staleMs(9_045)]).toEqual([2, 0])
  })

  it('RM-75 it counts what waits for its author’s sync step 2', async () => {
    const rig = createRig({ sectionBytes: 20_000 })
    const anna = rig.client({ person: 'anna', speaks: false })
    await until(() => anna.received.length > 0, anna)
    anna.send(syncFrame(2, long(12_000)))
    expect(anna.close.code).toBeNull()
    anna.send(syncFrame(1, long(12_000)))
    expect(anna.close.code).toBe(closeCodes.tooLarge)
    expect(await rig.stored()).toBe('')
  })

  it('RM-75 it counts what is held while a submission is under way', async () => {
    const rig = createRig({ sectionBytes: 20_000, lingerMs: 60_000 })
    const anna = rig.client({ person: 'anna' })
    await until(() => anna.acked === 1, anna)
    // Much of it is deleted, so that what is stored says little.
    anna.type('q'.repeat(18_000))
    await until(() => anna.acked === 2, anna)
    const fragment = anna.doc.getXmlFragment(fragmentName)
    fragment.delete(0, fragment.length)
    await until(() => anna.acked === 3, anna)
    rig.plan.pending = submission('sub')
    await rig.rooms.freeze(section, submission('sub'))
    await until(() => rig.rooms.figures().held === 1, anna)
    anna.type('a'.repeat(12_000))
    expect(anna.close.code).toBeNull()
    anna.type('b'.repeat(12_000))
    expect(anna.close.code).toBe(closeCodes.tooLarge)
    rig.plan.pending = null
    await until(async () => (await rig.stored()).length === 12_000)
  })

  it('RM-76 questions about edits of before are bounded: one beyond what a client asks is malformed, too many of them together wait elsewhere', async () => {
    const rig = createRig()
    const ask = (bytes: number): Uint8Array => encodeInTextQuestion([new Uint8Array(bytes)])
    const wild = rig.client({ person: 'ond', speaks: false })
    await until(() => wild.received.length > 0)
    wild.send(ask(2_000_001))
    expect(wild.close.code).toBe(closeCodes.malformed)
    const many = Array.from({ length: 5 }, () => rig.client({ person: 'ond', speaks: false }))
    await until(() => many.every(({ received }) => received.length > 0))
    // Asked again, only the newer counts.
    for (const one of many) for (let times = 0; times < 3; times++) one.send(ask(1_900_000))
    expect(many.map(({ close }) => close.code)).toEqual([null, null, null, null, closeCodes.restart])
    for (const one of many) one.drop()
  })
})

describe('text that comes back', () => {
  it('RM-77 one bad update keeps no good text out, and is kept with what hangs on it', async () => {
    const rig = createRig()
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const letter of ['a', 'b', 'c']) doc.getText('t').insert(0, letter)
    const [first, , third] = updates
    if (!first || !third) throw new Error('no updates')
    // The third hangs on the second, which nobody has.
    const unsaved = { section, epoch: 1, schema: 1, updates: [first, new Uint8Array([1, 2, 3]), third, paragraph('god')] }
    expect(await rig.rooms.takeIn(unsaved)).toEqual({ refused: [unsaved.updates[1], third] })
    const stored = await rig.rooms.read(section)
    expect([stored.getText('t').toString(), textOf(stored)]).toEqual(['a', 'god'])
  })
})

describe('the answer to a client that was away for a moment', () => {
  it('RM-78 needs no encoding of the whole, whatever has come meanwhile', () => {
    const writer = new Y.Doc()
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    const text = writer.getText('t')
    text.insert(0, 'grund')
    const room = new RoomText(updates.splice(0), () => undefined)
    const vector = Y.encodeStateVector(writer)
    text.insert(0, 'ny')
    const queued = (update: Uint8Array): Queued => {
      return { channel: null, count: 0, at: 0, step2: false, settle: null, sent: update, update, stage: 'held' }
    }
    for (const update of updates) room.queue.push(queued(update))
    room.release()
    const whole = vi.spyOn(room, 'whole')
    expect(room.answer(vector)).toHaveLength(2)
    expect(whole).not.toHaveBeenCalled()
    room.destroy()
  })
})
