import type { PersonId, SectionId } from '@samplan/shared/ids'
import { messageAwareness } from '@samplan/shared/roomWire'
import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import { describe, expect, it } from 'vitest'
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type Channel, createChannel } from './channel.ts'
import { createPresence } from './presence.ts'

/** The clients that a message tells of, as y-protocols reads it; nothing stands behind its end. */
function clientsIn(message: Uint8Array): readonly number[] {
  const decoder = decoding.createDecoder(message)
  expect(decoding.readVarUint(decoder)).toBe(messageAwareness)
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(null)
  applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'server')
  expect(decoding.hasContent(decoder)).toBe(false)
  const clients = [...awareness.getStates()].map(([client, state]) => {
    expect(state['cursor']).toEqual({ anchor: client })
    return client
  })
  awareness.destroy()
  return clients
}

describe('what a room says of those who are in it', () => {
  it('RM-4 of many that move in one turn, each is told of all others and not of itself', () => {
    const moved = fc.integer({ min: 1, max: 12 }).chain((there) => fc.tuple(fc.constant(there), fc.subarray([...Array(there).keys()])))
    fc.assert(
      fc.property(moved, ([there, moving]) => {
        const heard = new Map<Channel, Uint8Array[]>()
        const channels = Array.from({ length: there }, (_, index) => {
          const messages: Uint8Array[] = []
          const person = { id: `person-${index}` as PersonId, name: 'Ø'.repeat(index), letter: 'A', colour: null }
          const link = { send: (message: Uint8Array) => void messages.push(message), close: () => undefined }
          const channel = createChannel('afsnit-1' as SectionId, { person, right: 'write' }, true, link)
          heard.set(channel, messages)
          return channel
        })
        const presence = createPresence(
          () => 1_000,
          () => undefined,
        )
        const clientOf = (index: number): number => 1 + index * 1_000
        for (const index of moving) {
          const client = clientOf(index)
          presence.take(channels[index] as Channel, [{ client, state: { cursor: { anchor: client } } }])
        }
        presence.send(channels)
        for (const [index, channel] of channels.entries()) {
          const others = moving.filter((other) => other !== index).map(clientOf)
          const told = heard.get(channel) ?? []
          expect(told).toHaveLength(others.length > 0 ? 1 : 0)
          expect(told.flatMap(clientsIn)).toEqual(others)
        }
      }),
    )
  })
})
