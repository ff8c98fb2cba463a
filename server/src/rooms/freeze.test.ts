import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createRig, paragraph, personId, type Rig, section, submission, type TestClient, textOf, turns, until } from './testRig.ts'

const sub = submission('sub-1')

async function joined(rig: Rig, ...people: readonly string[]): Promise<TestClient[]> {
  const clients = people.map((person) => rig.client({ person }))
  await until(() => clients.every((client) => client.acked === 1), ...clients)
  return clients
}

async function frozenText(rig: Rig, rooms = rig.rooms): Promise<string> {
  const frozen = await rooms.freeze(section, sub)
  if (frozen === 'lost') throw new Error('lost')
  return textOf(frozen.doc)
}

/** The commit: the plan is no draft any more. */
function commit(rig: Rig): void {
  Object.assign(rig.plan, { at: 'body', pending: null })
}

describe('a submission', () => {
  it('FZ-1 what comes after the freeze is neither written, acknowledged, sent on, nor in the version', async () => {
    const rig = createRig()
    const [a, b] = (await joined(rig, 'a', 'b')) as [TestClient, TestClient]
    a.type('før')
    await until(() => a.acked === 2, a, b)
    rig.plan.pending = sub
    expect(await frozenText(rig)).toBe('før')
    await turns(3, a, b)
    a.type(' efter')
    await turns(20, a, b)
    expect(a.acked).toBe(2)
    expect(textOf(b.doc)).toBe('før')
    expect(await rig.stored()).toBe('før')
    const late = rig.client({ person: 'c' })
    await until(() => textOf(late.doc) !== '', late)
    expect(textOf(late.doc)).toBe('før')
    commit(rig)
    rig.rooms.planChanged([section])
    await until(() => a.close.code === 4423 && b.close.code === 4423 && late.close.code === 4423)
    expect(a.acked).toBe(2)
    expect(await rig.stored()).toBe('før')
  })

  it('FZ-1 it holds without a word from the plan, and at another process', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    rig.plan.pending = sub
    expect(await frozenText(rig, rig.anotherProcess())).toBe('')
    a.type('efter')
    await turns(30, a)
    expect(a.acked).toBe(1)
    commit(rig)
    await until(() => a.close.code === 4423)
    expect(await rig.stored()).toBe('')
  })

  it('FZ-1 an append that was under way when the freeze came is in the version or held, never lost', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    const { promise: disk, resolve: open } = Promise.withResolvers<void>()
    rig.store.fault = (operation) => (operation === 'append' ? disk : null)
    a.type('under vejs')
    await turns(10, a)
    rig.plan.pending = sub
    expect(await frozenText(rig)).toBe('')
    open()
    await turns(20, a)
    expect(a.acked).toBe(1)
    rig.plan.pending = null
    rig.rooms.planChanged([section])
    await until(() => a.acked === 2, a)
    expect(await rig.stored()).toBe('under vejs')
  })

  it('FZ-2 after a failed submission what was held is written, and sent on before anything newer', async () => {
    const rig = createRig()
    const [a, b] = (await joined(rig, 'a', 'b')) as [TestClient, TestClient]
    rig.plan.pending = sub
    await rig.rooms.freeze(section, sub)
    await turns(3, a, b)
    a.type('en ')
    b.type('to ')
    await turns(20, a, b)
    rig.plan.pending = null
    a.type('tre ')
    await until(() => a.acked === 3 && b.acked === 2, a, b)
    await until(() => textOf(a.doc) === textOf(b.doc), a, b)
    expect(await rig.stored()).toBe(textOf(a.doc))
    expect((await rig.store.read(section))?.freeze).toBeNull()
  })

  it('FZ-2 held frames of one who has left are written when the hold ends', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    rig.plan.pending = sub
    await rig.rooms.freeze(section, sub)
    await turns(3, a)
    a.type('holdt')
    await turns(3)
    a.drop()
    await turns(20)
    rig.plan.pending = null
    await until(async () => (await rig.stored()) === 'holdt')
  })

  it('FZ-3 nothing of an older epoch enters by itself after a send back', async () => {
    const rig = createRig()
    const [a, b] = (await joined(rig, 'a', 'b')) as [TestClient, TestClient]
    b.drop()
    b.type('offline')
    rig.plan.pending = sub
    await rig.rooms.freeze(section, sub)
    a.type('efter frysningen')
    await turns(5, a)
    commit(rig)
    Object.assign(rig.plan, { at: 'draft', epoch: 2 })
    // Nobody has told the room: the first append or the poll finds out.
    await until(() => a.close.code === 4409)
    const back = rig.client({ person: 'b', doc: b.doc, epoch: 1 })
    await until(() => back.close.code === 4409, back)
    expect(back.acked).toBe(0)
    const fresh = rig.client({ person: 'a' })
    await until(() => fresh.acked === 1, fresh)
    fresh.type('ny runde')
    await until(() => fresh.acked === 2, fresh)
    expect(await rig.stored()).toBe('ny runde')
    expect(await rig.store.read(section)).toMatchObject({ epoch: 2, freeze: null })
  })

  it('FZ-3 a room that has slept through submission and send back writes nothing into the new epoch', async () => {
    const rig = createRig({ holdPollMs: 60_000 })
    const [a] = (await joined(rig, 'a')) as [TestClient]
    const other = rig.anotherProcess()
    rig.plan.pending = sub
    await other.freeze(section, sub)
    commit(rig)
    Object.assign(rig.plan, { at: 'draft', epoch: 2 })
    const fresh = rig.client({ person: 'b', rooms: other })
    await until(() => fresh.acked === 1, fresh)
    fresh.type('ny')
    await until(() => fresh.acked === 2, fresh)
    a.type('gammel')
    await until(() => a.close.code === 4409, a)
    expect(await rig.stored()).toBe('ny')
    expect(a.acked).toBe(1)
  })

  it('FZ-3 who opens a section in the new epoch meets no room of the old one', async () => {
    const rig = createRig({ holdPollMs: 60_000 })
    const [a] = (await joined(rig, 'a')) as [TestClient]
    Object.assign(rig.plan, { epoch: 2 })
    const fresh = rig.client({ person: 'b' })
    await until(() => fresh.acked === 1, fresh)
    expect(a.close.code).toBe(4409)
  })

  it('FZ-4 before a client is refused, what is in the text after all is acknowledged', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    // The append is carried out, its reply is lost, and the reading after it fails until the plan is frozen.
    let lost = false
    rig.store.fault = (operation) => {
      if (operation === 'append') {
        lost = true
        return 'noReply'
      }
      return operation === 'read' && lost ? 'fails' : null
    }
    a.type('skrevet')
    await until(() => lost, a)
    rig.plan.pending = sub
    rig.store.fault = null
    expect(await frozenText(rig, rig.anotherProcess())).toBe('skrevet')
    await turns(2)
    a.type(' for sent')
    commit(rig)
    rig.rooms.planChanged([section])
    await until(() => a.close.code === 4423)
    a.read()
    expect(a.acked).toBe(2)
    expect(a.sent).toBe(3)
  })

  it('FZ-4 a client whose acknowledgement was lost with its connection gets it at the door', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    a.type('skrevet')
    await until(() => rig.changed.length === 1)
    a.drop()
    rig.plan.at = 'body'
    const back = rig.client({ person: 'a', doc: a.doc })
    await until(() => back.close.code === 4423, back)
    back.read()
    expect(back.acked).toBe(1)
    const written = Y.encodeStateAsUpdate(a.doc)
    const before = Y.encodeStateVector(a.doc)
    a.type(' og mere')
    const again = rig.client({ person: 'a', doc: a.doc, unacknowledged: [written, Y.encodeStateAsUpdate(a.doc, before)] })
    await until(() => again.close.code === 4423, again)
    again.read()
    expect(again.acked).toBe(0)
    expect(again.inText).toEqual([true, false])
  })

  it('FZ-4 who may only read by now is told at the door what of theirs is in the text', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    a.type('skrevet')
    await until(() => rig.changed.length === 1)
    a.drop()
    rig.rights.set(personId('a'), 'read')
    rig.plan.at = 'body'
    const back = rig.client({ person: 'a', doc: a.doc, unacknowledged: [Y.encodeStateAsUpdate(a.doc), paragraph('aldrig sendt')] })
    await until(() => back.close.code === 4423, back)
    back.read()
    expect(back.inText).toEqual([true, false])
  })

  it('FZ-5 a section that nobody has opened is frozen with its first content', async () => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    rig.plan.pending = sub
    expect(await frozenText(rig)).toBe('begyndelsen')
    expect(await rig.store.read(section)).toMatchObject({ freeze: sub, epoch: 1 })
  })

  it.each(['noReply', 'lost'] as const)('FZ-5 a freeze without a reply (%s) is judged by what the section holds', async (kind) => {
    const rig = createRig({ firstContent: () => paragraph('begyndelsen') })
    rig.plan.pending = sub
    const failed = new Set<string>()
    rig.store.fault = (operation) => {
      if (!['create', 'freeze'].includes(operation) || failed.has(operation)) return null
      failed.add(operation)
      return kind
    }
    expect(await frozenText(rig)).toBe('begyndelsen')
  })

  it('FZ-5 a submitter whose pending is gone is lost, and leaves the section as it was', async () => {
    const rig = createRig()
    await joined(rig, 'a')
    expect(await rig.rooms.freeze(section, sub)).toBe('lost')
    rig.plan.pending = submission('another')
    expect(await rig.rooms.freeze(section, sub)).toBe('lost')
    expect((await rig.store.read(section))?.freeze).toBeNull()
  })

  it('FZ-6 a void freeze hinders nobody: the next append clears it', async () => {
    const rig = createRig()
    rig.plan.pending = sub
    await rig.rooms.freeze(section, sub)
    rig.plan.pending = null
    const [a] = (await joined(rig, 'a')) as [TestClient]
    expect((await rig.store.read(section))?.freeze).toBe(sub)
    a.type('videre')
    await until(() => a.acked === 2, a)
    expect((await rig.store.read(section))?.freeze).toBeNull()
  })

  it('FZ-6 the server’s own edit is refused while a submission holds the section', async () => {
    const rig = createRig()
    const [a] = (await joined(rig, 'a')) as [TestClient]
    rig.plan.pending = sub
    await rig.rooms.freeze(section, sub)
    a.type('holdt')
    await turns(10, a)
    expect(await rig.rooms.transact(section, () => 1)).toEqual({ refused: 'submissionPending' })
    commit(rig)
    rig.rooms.planChanged([section])
    await until(() => a.close.code === 4423)
    expect(await rig.rooms.transact(section, () => 1)).toEqual({ refused: 'wrongState', state: 'body' })
  })
})
