import { fragmentName } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import type { SectionId } from '@samplan/shared/ids'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createRig, type Fault, personId, section, textOf, turns, until } from './testRig.ts'

const paragraph = (text: string): Uint8Array => seedUpdate([{ type: 'paragraph', content: [{ type: 'text', text }] }])
const gate = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}
const syncFrame = (type: number, body: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}
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

describe('loading', () => {
  it('RM-1 no frame is answered before the load has ended, and then all in order', async () => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    const loading = gate()
    rig.store.fault = (operation) => (operation === 'read' ? loading.opened : null)
    const client = rig.client()
    client.type('skrevet før')
    await turns(10, client)
    expect(client.received).toEqual([])
    rig.store.fault = null
    loading.open()
    await until(() => client.acked === 2, client)
    expect(textOf(client.doc)).toBe('begyndelsenskrevet før')
  })

  it('RM-1 a load that fails is never served as an empty section', async () => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    rig.store.fault = (operation) => (operation === 'read' ? 'fails' : null)
    const client = rig.client()
    await until(() => client.close.code !== null, client)
    expect(client.close.code).toBe(1012)
    expect(client.received).toEqual([])
    rig.store.fault = null
    const again = rig.client({ doc: client.doc })
    await until(() => textOf(again.doc) === 'begyndelsen', again)
  })

  it('RM-5 twenty clients at two processes open a new section at once: its first content stands once', async () => {
    const rig = createRig({ firstContent: () => paragraph(`først ${Math.random()}`) })
    const other = rig.anotherProcess()
    const clients = Array.from({ length: 20 }, (_, index) => rig.client({ person: `p${index}`, rooms: index % 2 ? rig.rooms : other }))
    await until(() => clients.every((client) => client.acked === 1), ...clients)
    const texts = new Set(clients.map((client) => textOf(client.doc)))
    expect(texts.size).toBe(1)
    expect([...texts][0]).toMatch(/^først 0\.\d+$/)
  })

  it('RM-5 a lost reply to the first content does not double it', async () => {
    const rig = createRig({ firstContent: () => paragraph(`først ${Math.random()}`) })
    let times = 0
    rig.store.fault = (operation) => (operation === 'create' && times++ === 0 ? 'noReply' : null)
    const client = rig.client()
    await until(() => client.acked === 1, client)
    expect(textOf(client.doc)).toMatch(/^først 0\.\d+$/)
  })
})

describe('writing', () => {
  it('RM-2 two clients that type at once end equal, and both are acknowledged', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    a.type('fra a')
    b.type('fra b')
    await until(() => a.acked === 2 && b.acked === 2, a, b)
    await until(() => textOf(a.doc) === textOf(b.doc), a, b)
    expect(textOf(a.doc)).toContain('fra a')
    expect(textOf(a.doc)).toContain('fra b')
    expect(await rig.stored()).toBe(textOf(a.doc))
  })

  it('RM-3 an accepted update is logged exactly once, in order', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    for (let index = 0; index < 10; index++) {
      a.type(`a${index} `)
      b.type(`b${index} `)
      await turns(1, a, b)
    }
    await until(() => a.acked === a.sent && b.acked === b.sent, a, b)
    const head = await rig.store.read(section)
    const logged = (head?.tail ?? []).slice(1).flatMap(({ update }) => Y.decodeUpdate(update).structs.map(({ id, length }) => ({ ...id, length })))
    for (const client of [a, b]) {
      let clock = 0
      for (const struct of logged.filter((one) => one.client === client.doc.clientID)) {
        expect(struct.clock).toBe(clock)
        clock += struct.length
      }
      expect(clock).toBe(Y.getState(client.doc.store, client.doc.clientID))
    }
  })

  it('RM-6 an edit is acknowledged only when it is on disk, and then once per flush', async () => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    const disk = gate()
    rig.store.fault = (operation) => (operation === 'append' ? disk.opened : null)
    client.type('venter')
    await turns(10, client)
    client.type('venter også')
    await turns(10, client)
    expect(client.acked).toBe(1)
    expect(rig.changed).toEqual([])
    disk.open()
    await until(() => client.acked === 3, client)
    expect(rig.changed.length).toBe(2)
  })

  it('RM-6 an empty sync step 2 is acknowledged only when all that came before it is on disk', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    const disk = gate()
    rig.store.fault = (operation) => (operation === 'append' ? disk.opened : null)
    a.type('fra a')
    const b = rig.client({ person: 'b' })
    await until(() => textOf(b.doc) === 'fra a', a, b)
    await turns(10, a, b)
    expect(b.sent).toBe(1)
    expect(b.acked).toBe(0)
    disk.open()
    await until(() => b.acked === 1 && a.acked === 2, a, b)
  })

  it('RM-6 what a returning client repeats is acknowledged and not written again', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    a.type('fra a')
    await until(() => a.acked === 2, a)
    const appends = rig.store.calls.append
    const b = rig.client({ person: 'b', speaks: false })
    await turns(5, b)
    b.send(syncFrame(1, Y.encodeStateAsUpdate(a.doc)))
    await until(() => b.acked === 1, b)
    expect(rig.store.calls.append).toBe(appends)
  })

  it('RM-6 edits made offline arrive, whoever had them', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    a.drop()
    a.type('offline')
    const back = rig.client({ person: 'a', doc: a.doc })
    await until(() => back.acked === 1, back)
    expect(await rig.stored()).toBe('offline')
  })

  it('RM-7 a store that fails is asked again, the clients are told, and nothing is lost when the last one leaves', async () => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    rig.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    client.type('ikke gemt endnu')
    await until(() => !client.canStore, client)
    client.drop()
    await turns(20)
    expect(await rig.stored()).toBe('')
    const late = rig.client({ person: 'b' })
    await until(() => textOf(late.doc) === 'ikke gemt endnu' && !late.canStore, late)
    late.drop()
    rig.store.fault = null
    await until(async () => (await rig.stored()) === 'ikke gemt endnu')
  })

  it('RM-7 the clients are told when it can store again', async () => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    rig.store.fault = () => 'fails'
    client.type('gemmes senere')
    await until(() => !client.canStore, client)
    expect(client.acked).toBe(1)
    rig.store.fault = null
    await until(() => client.canStore && client.acked === 2, client)
  })

  it.each(['noReply', 'lost'] as const)('RM-7 a reply that is missing (%s) is judged by what the section holds', async (kind: Fault) => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    let times = 0
    rig.store.fault = (operation) => (operation === 'append' && times++ < 3 ? kind : null)
    client.type('en gang')
    await until(() => client.acked === 2, client)
    expect(await rig.stored()).toBe('en gang')
  })

  it('RM-2 who joins while the room unloads gets the same text, and the last append', async () => {
    const rig = createRig()
    for (let round = 0; round < 20; round++) {
      const client = rig.client({ person: `p${round}` })
      await until(() => client.acked === 1, client)
      client.type(`${round} `)
      await turns(round % 4)
      client.drop()
      await turns(round % 3)
    }
    const last = rig.client()
    const all = Array.from({ length: 20 }, (_, round) => `${round} `).join('')
    await until(() => textOf(last.doc) === all, last)
    await until(async () => (await rig.stored()) === all)
  })

  it('RM-14 spill and merge while people type lose nothing', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    for (let index = 0; index < 150; index++) {
      a.type(`a${index} ${'x'.repeat(400)}`)
      b.type(`b${index} ${'y'.repeat(400)}`)
      await turns(2, a, b)
    }
    await until(() => a.acked === a.sent && b.acked === b.sent && textOf(a.doc) === textOf(b.doc), a, b)
    expect(rig.store.calls.merge).toBeGreaterThan(0)
    const head = await rig.store.read(section)
    expect(head?.base.length).toBeLessThan(70)
    await until(async () => (await rig.stored()) === textOf(a.doc))
  })

  it('RM-14 spills and merges without replies lose nothing', async () => {
    const rig = createRig()
    const a = rig.client({ person: 'a' })
    await until(() => a.acked === 1, a)
    let times = 0
    rig.store.fault = (operation) => (['spill', 'merge', 'insertPart'].includes(operation) ? (['noReply', 'lost', null] as const)[times++ % 3] ?? null : null)
    for (let index = 0; index < 150; index++) {
      a.type(`a${index} ${'x'.repeat(800)}`)
      await turns(2, a)
    }
    await until(() => a.acked === a.sent, a)
    expect(await rig.stored()).toBe(textOf(a.doc))
  })

  it('RM-18 closing writes what waits, and says what it could not write', async () => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    client.type('i sidste øjeblik')
    expect(await rig.rooms.close(1000)).toEqual({ unsaved: [] })
    expect(client.close.code).toBe(1012)
    expect(await rig.stored()).toBe('i sidste øjeblik')

    const failing = createRig()
    const writer = failing.client()
    await until(() => writer.acked === 1, writer)
    failing.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    writer.type('tabt')
    expect(await failing.rooms.close(30)).toEqual({ unsaved: [section] })
  })
})

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
    const disk = gate()
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
    expect(writer.awareness.getStates().get(reader.doc.clientID)).toEqual({ user: { id: 'laeser', name: 'Navn laeser', letter: 'S', colour: '#123456' } })
  })
})

function sendAwareness(client: { send(message: Uint8Array): void }, id: number, state: object | null): void {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, 1)
  encoding.writeVarUint(body, id)
  encoding.writeVarUint(body, 1)
  encoding.writeVarString(body, JSON.stringify(state))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body))
  client.send(encoding.toUint8Array(encoder))
}

describe('presence', () => {
  it('RM-4 an awareness entry names its own connection, and its person is the session’s', async () => {
    const rig = createRig()
    const [a, b, c] = [rig.client({ person: 'a' }), rig.client({ person: 'b' }), rig.client({ person: 'c' })]
    await until(() => [a, b, c].every((client) => client.acked === 1), a, b, c)
    sendAwareness(a, a.doc.clientID, { user: { name: 'Borgmesteren' }, cursor: { anchor: 1 } })
    sendAwareness(b, b.doc.clientID, {})
    await until(() => c.awareness.getStates().size === 2, a, b, c)
    expect(c.awareness.getStates().get(a.doc.clientID)).toEqual({ cursor: { anchor: 1 }, user: { id: 'a', name: 'Navn a', letter: 'S', colour: '#123456' } })
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
    a.drop()
    await until(() => !b.awareness.getStates().has(a.doc.clientID), b)
    expect(rig.rooms.present(section)).toEqual([])
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
  ] as const)('RM-12 a right that is %s closes the channel with 4503, and what comes while it is judged is not taken in', async (_, right) => {
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
  })

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

  it('RM-12 a right that is lost while the section loads is judged anew', async () => {
    const rig = createRig()
    const loading = gate()
    rig.store.fault = (operation) => (operation === 'read' ? loading.opened : null)
    const a = rig.client({ person: 'a' })
    await turns(3)
    rig.rights.set(personId('a'), 'none')
    rig.rooms.accessChanged(personId('a'))
    loading.open()
    await until(() => a.close.code === 4404, a)
    expect(a.received).toEqual([])
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

describe('the server’s own edits', () => {
  it('RM-15 an edit of the server is on disk when it resolves, and its readers see it', async () => {
    const rig = createRig()
    const client = rig.client()
    await until(() => client.acked === 1, client)
    const result = await rig.rooms.transact(section, (doc) => {
      doc.getXmlFragment(fragmentName).push([new Y.XmlElement('goal')])
      return 'gjort'
    })
    expect(result).toBe('gjort')
    await until(() => client.doc.getXmlFragment(fragmentName).toString().includes('<goal'), client)
    const stored = await rig.rooms.read(section)
    expect(stored.getXmlFragment(fragmentName).toString()).toContain('<goal')
  })

  it('RM-15 an edit that throws half-way leaves nothing behind', async () => {
    const rig = createRig()
    const edit = rig.rooms.transact(section, (doc) => {
      doc.getXmlFragment(fragmentName).push([new Y.XmlElement('goal')])
      throw new Error('halvvejs')
    })
    await expect(edit).rejects.toThrow('halvvejs')
    expect((await rig.rooms.read(section)).getXmlFragment(fragmentName).toString()).not.toContain('goal')
  })

  it('RM-15 it is refused where the plan is no draft, and told where the store fails', async () => {
    const rig = createRig({ transactMs: 20 })
    rig.plan.at = 'adopted'
    expect(await rig.rooms.transact(section, () => 1)).toEqual({ refused: 'wrongState', state: 'adopted' })
    rig.plan.at = 'draft'
    const client = rig.client()
    await until(() => client.acked === 1, client)
    rig.store.fault = (operation) => (operation === 'append' ? 'fails' : null)
    const edit = rig.rooms.transact(section, (doc) => doc.getXmlFragment(fragmentName).push([new Y.XmlElement('goal')]))
    expect(await edit).toEqual({ refused: 'storeUnavailable' })
  })

  it('RM-15 a section that nobody has opened is read with its first content, and not created by it', async () => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    expect(textOf(await rig.rooms.read(section))).toBe('begyndelsen')
    expect(await rig.store.read(section)).toBeNull()
  })
})

describe('two processes', () => {
  it('RM-17 what two processes write in one section is all there, and each has the other’s after a reload', async () => {
    const rig = createRig()
    const other = rig.anotherProcess()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b', rooms: other })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    for (let index = 0; index < 30; index++) {
      a.type(`a${index} ${'x'.repeat(300)}`)
      b.type(`b${index} ${'y'.repeat(300)}`)
      await turns(2, a, b)
    }
    await until(() => a.acked === a.sent && b.acked === b.sent, a, b)
    for (const rooms of [rig.rooms, other]) rooms.planChanged([section])
    await until(() => textOf(a.doc) === textOf(b.doc) && textOf(a.doc).includes('b29'), a, b)
    expect(await rig.stored()).toBe(textOf(a.doc))
  })
})
