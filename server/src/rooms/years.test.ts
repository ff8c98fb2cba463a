import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createRig, latch, type Rig, type TestClient, turns, until } from './testRig.ts'
import { spillEntries } from './tidySection.ts'

/** What has not been merged into the first part is fewer than these, where the section is not large. */
const fewParts = 8
/** What is typed takes fewer, until it is spilt: then it is joined, and a part of as many entries takes hardly more than their letters. */
const typedBytes = 40
const partBytes = 800
/** Nobody keeps more text than this; what is older is deleted. */
const keptText = 400

/** Of people who sit side by side: each goes on where they were, and deletes from the beginning what is too much. */
async function type(clients: readonly TestClient[], edits: number, from: number): Promise<void> {
  for (let edit = from; edit < from + edits; edit++) {
    const client = clients[edit % clients.length]
    const text = client?.doc.getText(`t${edit % clients.length}`)
    if (!client || !text) throw new Error('nobody types')
    if (text.length >= keptText && edit % 50 < 2) text.delete(0, 60)
    else text.insert(text.length, 'abcdefg hij'.charAt(edit % 11))
    if (edit % 3 === 2) await until(() => client.acked === client.sent, ...clients)
  }
  await until(() => clients.every((client) => client.acked === client.sent), ...clients)
}

/** Sessions of two people with as many edits each; after each of them nobody is there, and the room ends. */
async function live(rig: Rig, sessions: number, edits: number, from: number): Promise<void> {
  for (let session = 0; session < sessions; session++) {
    const clients = [rig.client({ person: 'anna' }), rig.client({ person: 'bent' })]
    await until(() => clients.every((client) => client.acked === 1), ...clients)
    await type(clients, edits, from + session * edits)
    for (const client of clients) client.drop()
    await until(() => rig.rooms.figures().rooms === 0)
    await turns(5)
  }
}

/** What the store is asked for, and gives, when a process that knows nothing opens the section. */
async function opening(rig: Rig) {
  const read = { heads: 0, parts: 0, entries: 0, bytes: 0 }
  const rooms = rig.anotherProcess(undefined, {
    ...rig.store,
    async read(of) {
      const head = await rig.store.read(of)
      const tail = head?.tail ?? []
      read.heads++
      read.entries += tail.length
      read.bytes += tail.reduce((sum, { update }) => sum + update.length, 0)
      return head
    },
    async readPart(part) {
      const update = await rig.store.readPart(part)
      read.parts++
      read.bytes += update?.length ?? 0
      return update
    },
  })
  const client = rig.client({ rooms, person: 'carl' })
  await until(() => client.acked === 1, client)
  const texts = [client.doc.getText('t0').toString(), client.doc.getText('t1').toString()]
  const compacted = Y.encodeStateAsUpdate(client.doc).length
  client.drop()
  await rooms.close(100)
  return { ...read, texts, compacted }
}

it('RM-80 a section with 3,000 edits of many sessions opens by as little as one with a few hundred: one head, a few parts, few bytes', async () => {
  const rig = createRig()
  for (let year = 0; year < 5; year++) {
    await live(rig, 10, 60, year * 600)
    const read = await opening(rig)
    expect(read.heads).toBe(1)
    expect(read.parts).toBeLessThanOrEqual(fewParts)
    // An entry more may come while it is spilt.
    expect(read.entries).toBeLessThanOrEqual(spillEntries + 2)
    expect(read.bytes).toBeLessThanOrEqual(read.compacted * 1.25 + (spillEntries + 2) * typedBytes + fewParts * partBytes)
  }
  // Nothing of the history lies about.
  expect(await rig.store.sweepParts(0)).toBe(0)
})

it('RM-81 spill and merge hold nobody up, and whoever types meanwhile loses nothing', async () => {
  const rig = createRig()
  const clients = [rig.client({ person: 'anna' }), rig.client({ person: 'bent' })]
  await until(() => clients.every((client) => client.acked === 1), ...clients)
  let goOn = (): void => undefined
  for (const step of ['insertPart', 'spill', 'merge', 'deleteParts'] as const) {
    const go = latch()
    let isReached = false
    rig.store.fault = (operation) => {
      if (operation !== step || isReached) return null
      isReached = true
      return go.opened
    }
    goOn()
    while (!isReached) await type(clients, 60, 0)
    // The tidying stands still, and the writing does not.
    await type(clients, 60, 0)
    goOn = go.open
  }
  goOn()
  await turns(20, ...clients)
  const texts = clients.map(({ doc }) => [doc.getText('t0').toString(), doc.getText('t1').toString()])
  expect(texts[1]).toEqual(texts[0])
  expect((await opening(rig)).texts).toEqual(texts[0])
})
