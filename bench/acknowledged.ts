/** Owns the figure: one inserted character until the server says that it is on disk, on a plain room. */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { draftPlan, signIn } from './people.ts'
import type { Figure } from './samples.ts'

const [sync, syncStep1, syncStep2, update, ack] = [0, 0, 1, 2, 100]

function varUint(value: number): readonly number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest]
    bytes.push(128 + (rest % 128))
  }
}

/** The count in an acknowledgement: all in one varuint after the type. */
function readVarUint(bytes: Uint8Array, from: number): number {
  let value = 0
  for (let at = from, weight = 1; at < bytes.length; at++, weight *= 128) {
    const byte = bytes[at] ?? 0
    value += (byte & 127) * weight
    if (byte < 128) break
  }
  return value
}

export async function acknowledged(address: string, count: number): Promise<Figure> {
  const who = await signIn(address, 'karen-vestergaard')
  const plan = await draftPlan(who)
  const section = plan.sections[0]?.id ?? ''
  const url = `${address.replace('http', 'ws')}/room/${section}?schema=1&epoch=${plan.epoch}&person=${who.person}&acks=1`
  const socket = new WebSocket(url, { headers: { cookie: who.cookie, origin: address } })
  socket.binaryType = 'arraybuffer'
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  let sent = 0
  const waiting: { readonly from: number; readonly upTo: number; readonly done: (ms: number) => void }[] = []
  const send = (kind: number, body: Uint8Array): void => {
    socket.send(Uint8Array.from([sync ?? 0, kind, ...varUint(body.length), ...body]))
    if (kind !== syncStep1) sent++
  }
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', (code: number) => reject(new Error(`closed with ${code}`)))
    socket.on('open', () => send(syncStep1 ?? 0, Y.encodeStateVector(doc)))
    socket.on('message', (data: ArrayBuffer) => {
      const bytes = new Uint8Array(data)
      if (bytes[0] === sync && bytes[1] === syncStep1) send(syncStep2 ?? 1, Y.encodeStateAsUpdate(doc))
      else if (bytes[0] === sync && bytes[1] === syncStep2) resolve()
      else if (bytes[0] === ack) {
        const upTo = readVarUint(bytes, 1)
        while (waiting[0] && waiting[0].upTo <= upTo) {
          const first = waiting.shift()
          first?.done(performance.now() - first.from)
        }
      }
    })
  })
  doc.on('update', (bytes: Uint8Array) => send(update ?? 2, bytes))
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  doc.getXmlFragment('default').insert(0, [paragraph])
  const samples: number[] = []
  for (let at = 0; at < count; at++) {
    samples.push(
      await new Promise<number>((done) => {
        waiting.push({ from: performance.now(), upTo: sent + 1, done })
        text.insert(text.length, 'a')
      }),
    )
  }
  socket.removeAllListeners('close')
  socket.close()
  return { name: 'keystroke to acknowledged', path: 'one character on a plain room, until told that it is on disk', samples }
}
