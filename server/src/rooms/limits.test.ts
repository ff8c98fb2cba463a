import type { SectionId } from '@samplan/shared/ids'
import { closeCodes, roomLimits } from '@samplan/shared/roomWire'
import { fragmentName } from '@samplan/shared/section/content'
import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { connect } from 'node:net'
import { describe, expect, it, vi, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { parseClientFrame } from './frames.ts'
import { Fullness } from './fullness.ts'
import { contains, docOf, eachContained, waits } from './loadSection.ts'
import { createRig, latch, paragraph, personId, section, sendAwareness, syncFrame, textOf, until as untilRead } from './testRig.ts'
import { closed, closers, provide, serve, type, until } from './testServed.ts'
import { openVirtualSockets } from './testSocket.ts'

const roomPath = (of: string): string => `/room/${of}?schema=1&epoch=1&person=ond&acks=1`
const opened = (socket: WebSocket): Promise<void> => new Promise((resolve) => socket.on('open', () => resolve()))

describe('a section that fills up', () => {
  it('RM-50 its writers are told from 80 % on, text beyond the limit is refused with 4413, and deleting makes room again', async () => {
    const rig = createRig({ sectionBytes: 20_000 })
    rig.rights.set(personId('laeser'), 'read')
    const [anna, bent, reader] = [rig.client({ person: 'anna' }), rig.client({ person: 'bent' }), rig.client({ person: 'laeser' })]
    const all = [anna, bent, reader]
    await untilRead(() => anna.acked === 1 && bent.acked === 1, ...all)
    for (let index = 0; index < 15; index++) anna.type('x'.repeat(1_000))
    await untilRead(() => anna.acked === anna.sent, ...all)
    expect([anna.full, bent.full, reader.full]).toEqual([0, 0, 0])
    anna.type('x'.repeat(2_000))
    await untilRead(() => anna.full > 80 && bent.full > 80 && anna.acked === anna.sent, ...all)
    expect([reader.full, anna.close.code]).toEqual([0, null])

    // Refused when it comes, with nothing of it taken in; the others go on.
    bent.type('y'.repeat(4_000))
    await untilRead(() => bent.close.code !== null, ...all)
    expect([bent.close.code, anna.close.code]).toEqual([4413, null])
    expect(await rig.stored()).not.toContain('y')

    // Full or not, one may open it, is told at once, and may delete.
    const back = rig.client({ person: 'bent' })
    await untilRead(() => back.acked === 1 && back.full > 80, back)
    back.doc.getXmlFragment(fragmentName).delete(0, 12)
    await untilRead(() => back.acked === 2 && back.full === 0 && anna.full === 0, back, ...all)
    back.type('y'.repeat(4_000))
    await untilRead(() => back.acked === 3, back, ...all)
    expect(await rig.stored()).toContain('y'.repeat(4_000))
  })

  it('RM-50 one that is over the limit can still be opened and shortened', async () => {
    const rig = createRig({ sectionBytes: 2_000, firstContent: () => paragraph('z'.repeat(3_000)) })
    const anna = rig.client({ person: 'anna' })
    await untilRead(() => anna.acked === 1 && anna.full > 100, anna)
    anna.doc.getXmlFragment(fragmentName).delete(0, 1)
    await untilRead(() => anna.acked === 2 && anna.full === 0, anna)
    expect([anna.close.code, await rig.stored()]).toEqual([null, ''])
  })

  it('RM-51 what counts is the compacted text, and it is measured only near the limit, and seldom', () => {
    let [now, compacted, measured] = [0, 100, 0]
    const fullness = new Fullness(
      10_000,
      () => {
        measured++
        now += 50
        return compacted
      },
      () => now,
    )
    expect(fullness.percent(7_000)).toBe(0)
    expect(measured).toBe(0)
    // Much is stored, and little is left of it.
    expect(fullness.percent(12_000)).toBe(0)
    expect(measured).toBe(1)
    compacted = 9_000
    for (let stored = 12_001; stored < 12_050; stored++) fullness.percent(stored)
    expect(measured).toBe(1)
    expect(fullness.percent(13_000)).toBe(90)
    expect(fullness.takes(13_000, paragraph('q'.repeat(1_500)))).toBe(false)
    // Deleted, and measured again a moment later.
    compacted = 100
    now += 1_001
    expect(fullness.takes(13_010, paragraph('q'.repeat(1_500)))).toBe(true)
  })
})

describe('what is in the text', () => {
  it('RM-52 looking an edit up says what applying it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ kind: fc.constantFrom('type', 'delete', 'theirs'), at: fc.nat(20), length: fc.integer({ min: 1, max: 4 }) }), {
          maxLength: 25,
        }),
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        (steps, kept) => {
          const [mine, theirs] = [new Y.Doc(), new Y.Doc()]
          const updates: Uint8Array[] = []
          for (const doc of [mine, theirs]) doc.on('update', (update: Uint8Array) => updates.push(update))
          for (const { kind, at, length } of steps) {
            const text = (kind === 'theirs' ? theirs : mine).getText('t')
            if (kind === 'delete') text.delete(Math.min(at, text.length), Math.min(length, text.length - Math.min(at, text.length)))
            else text.insert(Math.min(at, text.length), 'abcd'.slice(0, length))
            if (at % 5 === 0) Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
          }
          const stored: Uint8Array[] = []
          // As a room stores them: nothing that hangs on text which is not there.
          for (const [at, update] of updates.entries())
            if (kept[at % kept.length] && !waits(docOf([...stored, update]))) stored.push(update)
          expect(eachContained(stored, updates)).toEqual(updates.map((update) => contains(docOf(stored), update)))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('RM-52 three thousand edits that are not in a long text are looked up at once', () => {
    const doc = new Y.Doc()
    for (let index = 0; index < 500; index++) doc.getText('t').insert(0, `${index} `)
    const stored = [Y.encodeStateAsUpdate(doc)]
    const edits: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => edits.push(update))
    for (let index = 0; index < 3_000; index++) doc.getText('t').insert(0, 'x')
    expect(eachContained(stored, edits).some((is) => is)).toBe(false)
    expect(eachContained([Y.encodeStateAsUpdate(doc)], edits).every((is) => is)).toBe(true)
  })
})

/** Random bytes, and what the wire really carries, damaged. */
function frameOf(random: (below: number) => number): Uint8Array {
  const bytes = (most: number): Uint8Array => Uint8Array.from({ length: random(most) }, () => random(256))
  const real = [
    (): Uint8Array => syncFrame(2, paragraph('forvansket')),
    (): Uint8Array => syncFrame(1, paragraph('forvansket')),
    (): Uint8Array => new Uint8Array([0, 0, 1, 0]),
    (): Uint8Array => new Uint8Array([3]),
    (): Uint8Array => new Uint8Array([102, 1, 2, 0, 0]),
    (): Uint8Array => new Uint8Array([1, 5, 1, 5, 0, 2, 123, 125]),
  ]
  const kind = random(6)
  if (kind === 0) return bytes(60)
  if (kind === 1) return syncFrame(random(2) === 0 ? 1 : 2, bytes(40))
  const frame = (real[random(real.length)] as () => Uint8Array)()
  if (kind === 2) return frame.slice(0, random(frame.length + 1))
  if (kind === 3) return new Uint8Array([...frame, ...bytes(4)])
  for (let times = random(3); times >= 0; times--) frame[random(frame.length)] = random(256)
  return frame
}

describe('hostile clients', () => {
  const count = Number(process.env['HOSTILE_FRAMES'] ?? 6_000)

  it(
    `RM-53 ${count} random frames of many clients: the room goes on, and says of each what it is (HOSTILE_FRAMES for more)`,
    async () => {
      vi.spyOn(console, 'error').mockReturnValue(undefined)
      onTestFinished(() => void vi.restoreAllMocks())
      let [made, refused] = [0, 0]
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const rig = createRig({ firstContent: () => paragraph('grund') })
          const random = (below: number): number => {
            seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
            return ((seed >>> 8) * below) >>> 24
          }
          const codes = new Set<number | null>()
          for (let client = 0; client < 40; client++) {
            const hostile = rig.client({ person: `ond${client}`, speaks: client % 2 === 0 })
            await untilRead(() => hostile.received.length > 0)
            for (let index = 0; index < 25; index++) {
              const frame = frameOf(random)
              made++
              if (parses(frame)) hostile.send(frame)
              else if (hostile.close.code === null) {
                refused++
                hostile.send(frame)
                // At once, and with a code that says what it was.
                expect(hostile.close.code === null ? 'open' : hostile.close.code).toBe(closeCodes.malformed)
              }
            }
            codes.add(hostile.close.code)
            hostile.drop()
          }
          expect([...codes].every((code) => [null, 4400, 4409, 4413, 1012].includes(code))).toBe(true)
          expect(rig.told).toEqual([])
          const good = rig.client({ person: 'god' })
          await untilRead(() => good.acked === 1 || good.close.code !== null, good)
          expect(await rig.stored()).toContain('grund')
          await rig.rooms.close(100)
        }),
        { numRuns: Math.max(1, Math.round(count / 1_000)), endOnFailure: true },
      )
      expect(made).toBeGreaterThanOrEqual(count * 0.9)
      expect(refused).toBeGreaterThan(0)
    },
    Math.max(60_000, count * 10),
  )

  it('RM-54 a reader on a shared socket that never drains is closed, and what waited for it is let go', async () => {
    const { rig, address, port } = await serve({}, { backlogBytes: 300_000 })
    const slow = connect(port, '127.0.0.1')
    closers.push(() => slow.destroy())
    slow.on('error', () => undefined)
    const head = 'HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n'
    await new Promise<void>((resolve) =>
      slow.once('data', () => resolve()).write(`GET /rooms?person=ond ${head}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`),
    )
    slow.write(masked(opening(1, roomPath(section))))
    slow.pause()
    const gone = new Promise((resolve) => slow.on('close', resolve))
    const writer = provide(address, { person: 'skriver', acks: true })
    await until(() => writer.acked === 1)
    let sent = 1
    const flood = setInterval(() => {
      type(writer.doc, 'x'.repeat(300_000))
      sent++
    }, 5)
    closers.push(() => clearInterval(flood))
    await until(() => sent > 25)
    clearInterval(flood)
    await until(() => writer.acked === sent)
    slow.resume()
    await gone
    expect([writer.provider.wsconnected, (await rig.stored()).length]).toEqual([true, (sent - 1) * 300_000])
  })

  it('RM-55 thousands of openings on one socket: no more channels than the limit, and the rest is told so', async () => {
    const { address } = await serve()
    const sockets = openVirtualSockets(`${address}/rooms?person=ond`)
    closers.push(() => sockets.real.terminate())
    await opened(sockets.real)
    const codes: (number | null)[] = []
    for (let index = 0; index < 3_000; index++) {
      const channel = new sockets.Channel(`${address}${roomPath(`afsnit-${index % 50}`)}`) as unknown as {
        onclose: ((event: { code: number }) => void) | null // set as a WebSocket's
      }
      channel.onclose = ({ code }) => void codes.push(code)
    }
    await until(() => codes.length === 3_000 - roomLimits.channelsPerSocket)
    expect(new Set(codes)).toEqual(new Set([closeCodes.tooLarge]))
    const other = provide(address, { person: 'god', acks: true })
    await until(() => other.acked === 1)
  })

  it('RM-55 a person who opens and leaves faster than sections load is told to come back, and others are served', async () => {
    const rig = createRig()
    const loading = latch()
    rig.store.fault = (operation) => (operation === 'read' ? loading.opened : null)
    const codes: (number | null)[] = []
    for (let index = 0; index < 6_000; index++) {
      const link = { send: () => undefined, close: (code: number) => void codes.push(code) }
      const session = { person: personId('ond'), tokenHash: 'token of ond' }
      const channel = rig.rooms.open(roomPath(`afsnit-${index % 30}`), session, link)
      if (index < 5_000) channel.leave()
    }
    await Promise.resolve()
    expect([codes.length, new Set(codes)]).toEqual([1_000, new Set([closeCodes.restart])])
    rig.store.fault = null
    loading.open()
    const good = rig.client({ person: 'god' })
    await untilRead(() => good.acked === 1, good)
    const again = rig.client({ person: 'ond' })
    await untilRead(() => again.acked === 1 || again.close.code !== null, again)
    expect(again.close.code).toBeNull()
  })

  it('RM-56 what waits for sections that do not load is bounded for all channels of a person together', async () => {
    const rig = createRig()
    rig.store.fault = (operation) => (operation === 'read' ? new Promise(() => undefined) : null)
    const clients = Array.from({ length: 12 }, (_, index) =>
      rig.client({ person: 'ond', section: `a-${index}` as SectionId, speaks: false }),
    )
    const frame = syncFrame(2, new Uint8Array(3_000_000))
    for (const client of clients) for (let times = 0; times < 2; times++) client.send(frame)
    const open = clients.filter(({ close }) => close.code === null)
    expect(open.length).toBeLessThan(7)
    expect(new Set(clients.flatMap(({ close }) => close.code ?? []))).toEqual(new Set([closeCodes.restart]))
    // What they held is free again when they leave.
    for (const client of open) client.drop()
    const [one] = [rig.client({ person: 'ond', speaks: false })]
    for (let times = 0; times < 2; times++) one.send(frame)
    expect(one.close.code).toBeNull()
  })

  it('RM-57 one message with more frames than any client sends closes its socket with 4400', async () => {
    const { address } = await serve()
    const socket = new WebSocket(`${address}/rooms?person=ond`)
    await opened(socket)
    const encoder = encoding.createEncoder()
    for (let index = 0; index <= roomLimits.framesPerMessage; index++) {
      encoding.writeVarUint(encoder, 7)
      encoding.writeVarUint8Array(encoder, new Uint8Array())
    }
    socket.send(encoding.toUint8Array(encoder))
    expect(await closed(socket)).toBe(closeCodes.malformed)
  })

  it('RM-58 neither frames nor awareness of a reader, nor awareness in another’s name, change anything on real sockets', async () => {
    const { rig, address } = await serve({ firstContent: () => paragraph('grund') })
    rig.rights.set(personId('ond'), 'read')
    const good = provide(address, { person: 'god', acks: true })
    await until(() => good.acked === 1)
    good.provider.awareness.setLocalState({ cursor: { anchor: 1 } })
    await until(() => rig.rooms.present(section).length === 1)
    const socket = new WebSocket(`${address}${roomPath(section)}`)
    closers.push(() => socket.terminate())
    await opened(socket)
    for (const kind of [1, 2] as const) socket.send(syncFrame(kind, paragraph('indsmuglet')))
    sendAwareness(socket, good.doc.clientID, { user: { name: 'Borgmesteren' }, cursor: { anchor: 9 } })
    sendAwareness(socket, good.doc.clientID, null)
    sendAwareness(socket, 4711, { user: { name: 'Borgmesteren' }, cursor: { anchor: 9 } })
    await until(() => rig.rooms.present(section).length === 2)
    await until(() => good.provider.awareness.getStates().has(4711))
    expect(good.provider.awareness.getStates().get(4711)).toEqual({
      user: { id: 'ond', name: 'Navn ond', letter: 'S', colour: '#123456' },
    })
    expect(good.provider.awareness.getLocalState()).toEqual({ cursor: { anchor: 1 } })
    expect([textOf(good.doc), await rig.stored()]).toEqual(['grund', 'grund'])
  })
})

function parses(frame: Uint8Array): boolean {
  try {
    parseClientFrame(frame)
    return true
  } catch {
    return false
  }
}

/** The message that opens a channel. */
function opening(channel: number, path: string): Uint8Array {
  const control = encoding.createEncoder()
  encoding.writeVarUint(control, 0)
  encoding.writeVarUint(control, channel)
  encoding.writeVarString(control, path)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(control))
  return encoding.toUint8Array(encoder)
}

/** A short message as a client's WebSocket frame; the mask of nought leaves it as it is. */
function masked(message: Uint8Array): Uint8Array {
  if (message.length > 125) throw new Error('too long for a short frame')
  return new Uint8Array([0x82, 0x80 | message.length, 0, 0, 0, 0, ...message])
}
