/** Owns the figure of tabs: each with all sections of a plan open, on one shared socket or on a socket for each. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as encoding from 'lib0/encoding'
import { readFrames, writeFrame } from '../../shared/src/roomWire.ts'
import { openMember, type Target } from './member.ts'
import { frameOf, openRaw, type RawSocket } from './rawSocket.ts'
import { emptyUpdate, emptyVector, encodeSync, hear, syncStep1, syncStep2 } from './wire.ts'

export type TabsJob = { readonly tabs: number; readonly sections: number; readonly shared: boolean; readonly idleMs: number }
export type TabsResult = { readonly framesPerSecond: number }

/** `measuring(true)` before the first one opens, `measuring(false)` when all have been idle. */
export async function tabs(
  target: Target,
  { tabs: count, sections, shared, idleMs }: TabsJob,
  measuring: (on: boolean) => Promise<void>,
): Promise<TabsResult> {
  await measuring(true)
  let heard = 0
  const leave: (() => void)[] = []
  for (let tab = 0; tab < count; tab++) {
    if (shared) {
      const socket = await openTab(target, tab, sections, () => void heard++)
      leave.push(socket.drop)
      continue
    }
    for (let section = 0; section < sections; section++) {
      const member = await openMember(target, {
        section,
        // One person may not have so many.
        who: tab * sections + section,
        update: () => void heard++,
        awareness: (bytes) => void (heard += bytes > 3 ? 1 : 0),
      })
      await member.ready
      leave.push(member.leave)
    }
  }
  await sleep(3_000)
  heard = 0
  await sleep(idleMs)
  const framesPerSecond = (heard * 1000) / idleMs
  await measuring(false)
  for (const one of leave) one()
  return { framesPerSecond }
}

async function openTab({ port, sections, people }: Target, tab: number, count: number, heard: () => void): Promise<RawSocket> {
  const person = people[tab % people.length]
  if (!person) throw new Error('nobody is signed in')
  const ready = Promise.withResolvers<void>()
  const synced = new Set<number>()
  const raw: { socket: RawSocket | null } = { socket: null }
  const send = (channel: number, payload: Uint8Array): void => {
    const encoder = encoding.createEncoder()
    writeFrame(encoder, { kind: 'data', channel, payload })
    raw.socket?.send(frameOf(encoding.toUint8Array(encoder)))
  }
  raw.socket = await openRaw(
    port,
    `/rooms`,
    { cookie: person.cookie, origin: `http://localhost:${port}` },
    {
      message(bytes) {
        for (const frame of readFrames(bytes)) {
          if (frame.kind === 'close') return ready.reject(new Error(`a channel was closed with ${frame.code}`))
          if (frame.kind !== 'data') continue
          heard()
          const said = hear('plain', frame.payload)
          if (said.kind === 'step1') send(frame.channel, encodeSync('plain', '', syncStep2, emptyUpdate))
          if (said.kind === 'step2') synced.add(frame.channel)
          if (synced.size === count) ready.resolve()
        }
      },
      closed: (code) => ready.reject(new Error(`a tab was hung up on with ${code}`)),
    },
  )
  for (let channel = 1; channel <= count; channel++) {
    const encoder = encoding.createEncoder()
    writeFrame(encoder, { kind: 'open', channel, path: (sections[channel - 1] ?? '').replace('{person}', person.id) })
    raw.socket.send(frameOf(encoding.toUint8Array(encoder)))
    send(channel, encodeSync('plain', '', syncStep1, emptyVector))
  }
  await ready.promise
  return raw.socket
}
