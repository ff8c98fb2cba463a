import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { afterEach, expect, test } from 'vitest'
import { closeCodes, encodeAck, encodeFullness, encodeInTextAnswer, messageInText } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import { openDeviceStore } from './deviceStore.ts'
import { FarEnd } from './farEnd.ts'
import { askClosedRoom } from './inText.ts'
import { SectionLink } from './sectionLink.ts'
import { openSharedSocket } from './sharedSocket.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function open() {
  FarEnd.all = []
  const socket = openSharedSocket('ws://here/rooms', {
    WebSocket: FarEnd as unknown as typeof WebSocket /* as much of one as is used */,
    backOff: { first: 0, most: 0 },
  })
  const device = await openDeviceStore('plan', 'per')
  const link = new SectionLink({ section: 'a', epoch: 1, person: 'per', writes: true, origin: 'ws://here', socket, device, now: () => 7 })
  ends.push(
    () => link.destroy(),
    () => socket.close(),
  )
  const type = (text: string): void => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    link.fragment.push([paragraph])
  }
  const closed = new Promise<number>((resolve) => link.on((event) => event.tells === 'closed' && resolve(event.code)))
  return { socket, device, link, type, closed }
}

const far = (): FarEnd => FarEnd.all.at(-1) as FarEnd
const sent = () => far().messages.flat()

/** What the last connection was asked: the section's texts that the edits in the question bring. */
function question(): readonly Uint8Array[] {
  for (const frame of sent()) {
    if (frame.kind !== 'data' || frame.payload[0] !== messageInText) continue
    const decoder = decoding.createDecoder(frame.payload)
    decoding.readVarUint(decoder)
    return Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarUint8Array(decoder))
  }
  return []
}

const channel = (): number => Math.max(...sent().map((frame) => (frame.kind === 'data' ? frame.channel : 0)))
const say = (payload: Uint8Array): void => far().say({ kind: 'data', channel: channel(), payload })

function textOf(update: Uint8Array): string {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
    .getXmlFragment(fragmentName)
    .toString()
    .replaceAll(/<[^>]*>/g, ' ')
    .trim()
}

test('SL-1 a link that comes back asks about its unconfirmed edits before anything else', async () => {
  const { type } = await open()
  type('en')
  type('to')
  far().open()
  await Promise.resolve()
  const kinds = sent().map((frame) => (frame.kind === 'data' ? `data ${frame.payload[0]}` : frame.kind))
  expect(kinds.slice(0, 3)).toEqual(['open', `data ${messageInText}`, 'data 0'])
  expect(question()).toHaveLength(2)
})

test('SL-2 without unconfirmed edits nothing is asked', async () => {
  await open()
  far().open()
  await Promise.resolve()
  expect(question()).toEqual([])
})

test('SL-3 what is in the text after all leaves the device and is not shown as refused; the rest is, on top of it', async () => {
  const { device, link, type, closed } = await open()
  type('en')
  type('to')
  far().open()
  await Promise.resolve()
  say(encodeInTextAnswer([true, false]))
  expect(link.unsent.count).toBe(1)
  far().say({ kind: 'close', channel: channel(), code: closeCodes.frozen, reason: '' })
  expect(await closed).toBe(closeCodes.frozen)
  const refused = link.takeRefused()
  expect(refused && [textOf(refused.before), textOf(refused.after).split(/\s+/)]).toEqual(['en', ['en', 'to']])
  expect(device.rows()).toEqual([])
})

test('SL-4 where all is in the text nothing was refused', async () => {
  const { device, link, type } = await open()
  type('en')
  far().open()
  await Promise.resolve()
  say(encodeInTextAnswer([true]))
  expect([link.unsent.count, device.rows(), link.takeRefused()]).toEqual([0, [], null])
})

test('SL-5 an edit that stands on a confirmed one is shown whole when it is refused', async () => {
  const { link } = await open()
  far().open()
  await Promise.resolve()
  const text = new Y.XmlText('en')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  link.fragment.push([paragraph])
  text.insert(2, ' to')
  await Promise.resolve()
  say(encodeAck(1))
  expect(link.unsent.count).toBe(1)
  const refused = link.takeRefused()
  expect(refused && [textOf(refused.before), textOf(refused.after)]).toEqual(['en', 'en to'])
})

test('SL-6 a closed room is asked about edits from the device, and one that says nothing has none of them', async () => {
  const { socket } = await open()
  const edits = [new Y.Doc(), new Y.Doc()].map((doc) => ({ update: Y.encodeStateAsUpdate(doc) }))
  const room = { section: 'b', epoch: 0, schema: sectionSchema, person: 'per' }
  const asked = askClosedRoom(socket, room, edits)
  far().open()
  await Promise.resolve()
  expect(question()).toHaveLength(2)
  const at = sent().find((frame) => frame.kind === 'data' && frame.payload[0] === messageInText)
  const to = at?.kind === 'data' ? at.channel : 0
  far().say(
    { kind: 'data', channel: to, payload: encodeInTextAnswer([false, true]) },
    { kind: 'close', channel: to, code: closeCodes.otherEpoch, reason: '' },
  )
  expect(await asked).toEqual([false, true])
  const silent = askClosedRoom(socket, room, edits)
  await Promise.resolve()
  await Promise.resolve()
  far().say({ kind: 'close', channel: to + 1, code: closeCodes.notFound, reason: '' })
  expect(await silent).toEqual([false, false])
})

test('SL-7 what was said of the room left in a section is forgotten with the connection: the server says it anew where it is true', async () => {
  const { link } = await open()
  far().open()
  await Promise.resolve()
  say(encodeFullness(85))
  expect(link.full).toBe(85)
  const forgotten = new Promise<number>((resolve) => link.on((event) => event.tells === 'fullness' && resolve(link.full)))
  const [first] = FarEnd.all
  const next = new Promise<void>((resolve) => {
    const look = (): void => (FarEnd.all.at(-1) === first ? void setTimeout(look) : resolve())
    look()
  })
  first?.end(1006)
  await next
  far().open()
  expect(await forgotten).toBe(0)
})
