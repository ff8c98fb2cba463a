import type { SectionId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import { sectionSchema } from '@samplan/shared/section/content'
import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { createRig, latch, paragraph, personId, section, sendAwareness, syncFrame, textOf, turns, until } from './testRig.ts'

/** An item behind one that the same client has not written yet: it parses, and cannot be applied. */
function unappliable(): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  encoding.writeVarUint(encoder.restEncoder, 1)
  encoding.writeVarUint(encoder.restEncoder, 1)
  encoder.writeClient(4711)
  encoding.writeVarUint(encoder.restEncoder, 0)
  encoder.writeInfo(0x84) // a string with something to its left
  encoder.writeLeftID(Y.createID(4711, 5))
  encoder.writeString('x')
  encoding.writeVarUint(encoder.restEncoder, 0)
  return encoder.toUint8Array()
}

/** Random bytes, and real frames with a byte changed, cut short or made longer. */
const anyFrame: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.uint8Array({ maxLength: 40 }).map((body) => syncFrame(2, body)),
  fc.uint8Array({ maxLength: 40 }).map((body) => new Uint8Array([1, body.length, ...body])),
  fc.tuple(fc.nat(200), fc.nat(255)).map(([at, value]) => {
    const frame = syncFrame(2, paragraph('forvansket'))
    frame[at % frame.length] = value
    return frame
  }),
  fc.nat(30).map((length) => syncFrame(2, paragraph('afkortet')).slice(0, length)),
)

describe('the handshake', () => {
  const unknown = 'ukendt' as SectionId
  it.each([
    ['parameters missing', { path: `/room/${section}?schema=1&epoch=1` }, 4400],
    ['no room', { path: '/rum/x?schema=1&epoch=1&person=per' }, 4400],
    ['no session', { session: null }, 4401],
    ['another person than the session has', { session: { person: personId('anna'), tokenHash: 't' } }, 4401],
    ['unknown section', { section: unknown, epoch: 7, schema: 0 }, 4404],
    ['a section that the person may not read', { person: 'ukendt', epoch: 7, schema: 0 }, 4404],
    ['another epoch', { epoch: 2, schema: 0 }, 4409],
    ['an older schema', { schema: 0 }, 4410],
    ['a newer schema', { schema: 2 }, 1012],
  ])('RM-8 %s', async (_, options, code) => {
    const rig = createRig({ unknown: [unknown] })
    rig.rights.set(personId('ukendt'), 'none')
    const client = rig.client({ ...options, acks: false })
    await until(() => client.close.code !== null, client)
    expect(client.close.code).toBe(code)
    expect(client.received).toEqual([])
    expect(await rig.store.read(section)).toBeNull()
  })

  it('RM-8 a plan that is no draft', async () => {
    const rig = createRig()
    rig.plan.at = 'body'
    const client = rig.client({ acks: false })
    await until(() => client.close.code === 4423, client)
  })
})

describe('frames', () => {
  const frames: readonly (readonly [string, Uint8Array, number])[] = [
    ['nothing', new Uint8Array(), 4400],
    ['an unknown type', new Uint8Array([77]), 4400],
    ['an unknown sync message', new Uint8Array([0, 9, 0]), 4400],
    ['an update cut short', syncFrame(2, paragraph('hej').slice(0, -3)), 4400],
    ['an update that goes on behind its end', syncFrame(2, new Uint8Array([...paragraph('hej'), 0])), 4400],
    ['bytes behind the frame', new Uint8Array([...syncFrame(2, paragraph('hej')), 1]), 4400],
    ['awareness that is no JSON', new Uint8Array([1, 4, 1, 5, 0, 1, 123]), 4400],
    ['a frame too large', new Uint8Array(4 * 1024 * 1024 + 1), 4413],
  ]
  it.each(frames)('RM-9 %s closes its channel with the code and changes nothing', async (_, frame, code) => {
    const rig = createRig()
    const [client, other] = [rig.client(), rig.client({ person: 'anden' })]
    await until(() => client.acked === 1 && other.acked === 1, client, other)
    const before = other.received.length
    client.send(frame)
    await until(() => client.close.code !== null, client)
    expect(client.close.code).toBe(code)
    await turns(5, other)
    expect(other.received.length).toBe(before)
    expect(other.close.code).toBeNull()
    expect(await rig.stored()).toBe('')
  })

  it('RM-9 a section that is full, and one in which too much waits, close with their codes', async () => {
    const full = createRig({ sectionBytes: 500 })
    const a = full.client()
    await until(() => a.acked === 1, a)
    a.type('x'.repeat(600))
    await until(() => a.close.code === 4413, a)

    const waiting = createRig({ queueBytes: 500 })
    const b = waiting.client()
    await until(() => b.acked === 1, b)
    waiting.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    b.type('x'.repeat(300))
    b.type('x'.repeat(300))
    await until(() => b.close.code === 1012, b)
    waiting.store.fault = null
    await until(async () => (await waiting.stored()) === 'x'.repeat(300))
  })

  it('RM-10 a frame that parses and cannot be applied is not written: its author is closed with 4400, the others begin afresh, and what was sound is acknowledged', async () => {
    const rig = createRig({ firstContent: () => paragraph('grund') })
    const [bad, good] = [rig.client({ person: 'ond' }), rig.client({ person: 'god' })]
    await until(() => bad.acked === 1 && good.acked === 1, bad, good)
    const disk = latch()
    rig.store.fault = (operation) => (operation === 'append' ? disk.opened : null)
    good.type(' før')
    await turns(3, good)
    bad.send(syncFrame(2, unappliable()))
    disk.open()
    rig.store.fault = null
    await until(() => bad.close.code !== null && good.close.code !== null)
    expect(bad.close.code).toBe(4400)
    expect(good.close.code).toBe(4409)
    expect(await rig.stored()).toBe('grund før')
    const fresh = rig.client({ person: 'god' })
    await until(() => textOf(fresh.doc) === 'grund før', fresh)
    fresh.type(' efter')
    await until(async () => (await rig.stored()) === 'grund før efter', fresh)
  })

  it('RM-9 whatever comes, the room goes on: nothing is changed by what does not parse', () => {
    // What y-protocols says of an update that the test's own client cannot apply.
    vi.spyOn(console, 'error').mockReturnValue(undefined)
    onTestFinished(() => void vi.restoreAllMocks())
    return fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 30 }), async (messages) => {
        const rig = createRig({ firstContent: () => paragraph('grund') })
        const [good, hostile] = [rig.client({ person: 'god' }), rig.client({ person: 'ond' })]
        await until(() => good.acked === 1 && hostile.acked === 1, good, hostile)
        for (const message of messages) hostile.send(message)
        good.type(' videre')
        await until(() => good.acked === 2 || good.close.code !== null, good)
        expect(rig.told).toEqual([])
        expect([null, 4400, 4413]).toContain(hostile.close.code)
        expect(await rig.stored()).toContain('grund')
        if (good.close.code === null) expect(await rig.stored()).toContain('videre')
        else expect(good.close.code).toBe(4409)
        good.drop()
        hostile.drop()
      }),
      { numRuns: 150 },
    )
  })
})

describe('readers', () => {
  it('RO-1 neither SyncStep2 nor Update of a reader changes anything, and nothing is said to it', async () => {
    const rig = createRig()
    rig.rights.set(personId('læser'), 'read')
    const writer = rig.client({ person: 'per' })
    const reader = rig.client({ person: 'læser' })
    await until(() => writer.acked === 1, writer, reader)
    const before = reader.received.length
    reader.send(syncFrame(1, paragraph('indsmuglet')))
    reader.send(syncFrame(2, paragraph('indsmuglet')))
    reader.type('også')
    await turns(10, writer, reader)
    expect(reader.received.length).toBe(before)
    expect(reader.close.code).toBeNull()
    expect(textOf(writer.doc)).toBe('')
    expect(await rig.stored()).toBe('')
    writer.type('fra den, der må')
    await until(() => textOf(reader.doc).includes('fra den, der må'), writer, reader)
  })

  it('RO-2 a reader is there for the others, but has no cursor', async () => {
    const rig = createRig()
    rig.rights.set(personId('laeser'), 'read')
    const [writer, reader] = [rig.client(), rig.client({ person: 'laeser' })]
    await until(() => writer.acked === 1, writer, reader)
    sendAwareness(reader, reader.doc.clientID, { cursor: { anchor: 1 }, user: { name: 'En anden' } })
    await until(() => writer.awareness.getStates().has(reader.doc.clientID), writer)
    expect(writer.awareness.getStates().get(reader.doc.clientID)).toEqual({
      user: { id: 'laeser', name: 'Navn laeser', letter: 'S', colour: '#123456' },
    })
  })
})

describe('presence', () => {
  it('RM-4 an awareness entry names its own connection, and its person is the session’s', async () => {
    const rig = createRig()
    const [a, b, c] = [rig.client({ person: 'a' }), rig.client({ person: 'b' }), rig.client({ person: 'c' })]
    await until(() => [a, b, c].every((client) => client.acked === 1), a, b, c)
    sendAwareness(a, a.doc.clientID, { user: { name: 'Borgmesteren' }, cursor: { anchor: 1 } })
    sendAwareness(b, b.doc.clientID, {})
    await until(() => c.awareness.getStates().size === 2, a, b, c)
    expect(c.awareness.getStates().get(a.doc.clientID)).toEqual({
      cursor: { anchor: 1 },
      user: { id: 'a', name: 'Navn a', letter: 'S', colour: '#123456' },
    })
    // Neither taking over nor ending another's entry, nor a second id of one's own.
    sendAwareness(b, a.doc.clientID, { cursor: { anchor: 99 } })
    sendAwareness(b, a.doc.clientID, null)
    sendAwareness(b, 12345, {})
    sendAwareness(c, a.doc.clientID, null)
    await turns(5, a, b, c)
    expect([...c.awareness.getStates().keys()].sort()).toEqual([a.doc.clientID, b.doc.clientID].sort())
    expect(c.awareness.getStates().get(a.doc.clientID)?.cursor).toEqual({ anchor: 1 })
    expect(rig.rooms.present(section).map((person) => person.id)).toEqual(['a', 'b'])
  })

  it('RM-4 who leaves is gone for the others, and seen at once when back with the same document', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    sendAwareness(a, a.doc.clientID, {})
    await until(() => b.awareness.getStates().has(a.doc.clientID), a, b)
    const present = (): readonly string[] => rig.rooms.present(section).map(({ id }) => id)
    expect(present()).toEqual(['a'])
    a.drop()
    await until(() => !b.awareness.getStates().has(a.doc.clientID), b)
    expect(present()).toEqual([])
    sendAwareness(b, b.doc.clientID, {})
    await until(() => present().join() === 'b', b)
    const back = rig.client({ person: 'a', doc: a.doc })
    await until(() => back.acked === 1, back)
    sendAwareness(back, a.doc.clientID, {})
    await until(() => b.awareness.getStates().has(a.doc.clientID), b, back)
  })

  it('RM-4 presence counts persons, not tabs', async () => {
    const rig = createRig()
    const tabs = [rig.client({ person: 'a' }), rig.client({ person: 'a' })]
    await until(() => tabs.every((tab) => tab.acked === 1), ...tabs)
    for (const tab of tabs) sendAwareness(tab, tab.doc.clientID, {})
    await turns(3, ...tabs)
    expect(rig.rooms.present(section)).toHaveLength(1)
  })
})

describe('rights', () => {
  it.each([
    ['lost', 'read'],
    ['gone', 'none'],
  ] as const)(
    'RM-12 a right that is %s closes the channel with 4503, and what comes while it is judged is not taken in',
    async (_, right) => {
      const rig = createRig()
      const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
      await until(() => a.acked === 1 && b.acked === 1, a, b)
      rig.rights.set(personId('a'), right)
      rig.rooms.accessChanged(personId('a'))
      a.type('for sent')
      await until(() => a.close.code !== null, a)
      expect(a.close.code).toBe(4503)
      await turns(5, b)
      expect(await rig.stored()).toBe('')
      expect(b.close.code).toBeNull()
    },
  )

  it('RM-12 an unchanged right goes on, with all that came meanwhile', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    rig.rooms.accessChanged()
    rig.rooms.accessChanged(personId('a'))
    a.type('gik videre')
    await until(() => a.acked === 2, a)
    expect(await rig.stored()).toBe('gik videre')
  })

  it('RM-12 where the rights in some sections may have changed, nobody is judged in the others', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    rig.rights.set(personId('a'), 'none')
    rig.rooms.accessChanged(undefined, ['another' as SectionId])
    a.type('gik videre')
    await until(() => a.acked === 2, a)
    rig.rooms.accessChanged(undefined, [section])
    await until(() => a.close.code !== null, a)
    expect(a.close.code).toBe(4503)
  })

  it('RM-12 all who are in a room are judged anew in slices, and whoever has lost a right in secret is out', async () => {
    const rig = createRig()
    const all = Array.from({ length: 1100 }, (_, at) => rig.client({ person: `p${at}`, speaks: false }))
    await until(() => all.every(({ received }) => received.length > 0))
    const asked = vi.spyOn(rig.rights, 'get')
    rig.rights.set(personId('p1099'), 'none')
    const judged = rig.rooms.judgeAll()
    expect(asked.mock.calls.length).toBe(500)
    await judged
    expect(asked.mock.calls.length).toBe(1100)
    expect(all.map(({ close }) => close.code).filter((code) => code !== null)).toEqual([closeCodes.accessChanged])
    expect(all.at(-1)?.close.code).toBe(closeCodes.accessChanged)
  })

  it('RM-12 a right that is lost while the section loads is judged anew', async () => {
    const rig = createRig()
    const loading = latch()
    rig.store.fault = (operation) => (operation === 'read' ? loading.opened : null)
    const a = rig.client({ person: 'a' })
    await turns(3)
    rig.rights.set(personId('a'), 'none')
    rig.rooms.accessChanged(personId('a'))
    loading.open()
    await until(() => a.close.code === 4404, a)
    expect(a.received).toEqual([])
  })

  it('RM-12 a right that is lost in the moment in which the channel joins is judged anew', async () => {
    const rig = createRig()
    const codes: number[] = []
    const person = personId('a')
    rig.rooms.open(
      `/room/${section}?schema=${sectionSchema}&epoch=1&person=a&acks=1`,
      { person, tokenHash: 'token of a' },
      {
        send() {
          if (rig.rights.has(person)) return
          rig.rights.set(person, 'read')
          queueMicrotask(() => rig.rooms.accessChanged(person))
        },
        close: (code) => void codes.push(code),
      },
    )
    await until(() => codes.length > 0)
    expect(codes).toEqual([4503])
  })

  it('RM-13 the end of a session closes its channels only', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    rig.rooms.sessionEnded('token of a')
    await until(() => a.close.code === 4503)
    await turns(3, b)
    expect(b.close.code).toBeNull()
  })
})
