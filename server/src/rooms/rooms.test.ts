import type { PlanId } from '@samplan/shared/ids'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { StoreUnavailable } from '../storage/ports.ts'
import { createRig, type Fault, latch, paragraph, section, syncFrame, textOf, turns, until } from './testRig.ts'

describe('loading', () => {
  it('RM-1 no frame is answered before the load has ended, and then all in order', async () => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    const loading = latch()
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
    const logged = (head?.tail ?? [])
      .slice(1)
      .flatMap(({ update }) => Y.decodeUpdate(update).structs.map(({ id, length }) => ({ ...id, length })))
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
    const disk = latch()
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
    const disk = latch()
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

  it('RM-6 an edit that comes before what it was made in waits for its author’s sync step 2', async () => {
    const rig = createRig()
    const [a, other] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && other.acked === 1, a, other)
    a.drop()
    a.type('offline ')
    const back = rig.client({ person: 'a', doc: a.doc })
    back.type('og straks')
    await turns(10, other)
    expect([back.acked, textOf(other.doc), await rig.stored()]).toEqual([0, '', ''])
    await until(() => back.acked === 2 && textOf(other.doc) === 'offline og straks', back, other)
    expect(await rig.stored()).toBe('offline og straks')
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
    for (let index = 0; index < 40; index++) {
      a.type(`a${index} ${'x'.repeat(3000)}`)
      b.type(`b${index} ${'y'.repeat(3000)}`)
      await until(() => a.acked === a.sent, a, b)
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
    rig.store.fault = (operation) =>
      ['spill', 'merge', 'insertPart'].includes(operation)
        ? ((['noReply', null, 'lost', null, null, null, null] as const)[times++ % 7] ?? null)
        : null
    for (let index = 0; index < 60; index++) {
      a.type(`a${index} ${'x'.repeat(5000)}`)
      await until(() => a.acked === a.sent, a)
    }
    expect(rig.store.calls.merge).toBeGreaterThan(0)
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
    expect(await failing.rooms.close(30)).toMatchObject({ unsaved: [{ section }] })
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

  it('RM-15 a section of which a part is lost cannot be read, and does not keep the server busy for ever', async () => {
    const rig = createRig()
    const head = { plan: 'plan-1' as PlanId, epoch: 1, freeze: null, schema: sectionSchema, base: ['lost'], tail: [] }
    await rig.store.create(section, head)
    await expect(rig.rooms.read(section)).rejects.toThrow(StoreUnavailable)
    const client = rig.client()
    await until(() => client.close.code === 1012, client)
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
