import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acknowledged, nothingUnsent, reconnected, stepSent, updateSent, written, type Unsent } from './unsent.ts'

const edit = (id: string) => ({ id, update: new Uint8Array(), at: 0 })
const ids = (unsent: Unsent) => unsent.edits.map(({ id }) => id)

test('SV-1 an edit is confirmed by the acknowledgement of its own frame, not by an earlier one', () => {
  let unsent = updateSent(written(nothingUnsent, edit('a')))
  unsent = updateSent(written(unsent, edit('b')))
  const first = acknowledged(unsent, 1)
  expect(first.confirmed).toEqual(['a'])
  expect(ids(first.unsent)).toEqual(['b'])
  expect(acknowledged(first.unsent, 2).confirmed).toEqual(['b'])
})

test('SV-2 edits written without a connection are carried by the SyncStep2 of the next one', () => {
  let unsent = reconnected(written(written(nothingUnsent, edit('a')), edit('b')))
  unsent = updateSent(written(unsent, edit('c')))
  unsent = stepSent(unsent)
  expect(ids(acknowledged(unsent, 1).unsent)).toEqual(['a', 'b'])
  expect(acknowledged(unsent, 2).confirmed).toEqual(['a', 'b', 'c'])
})

test('SV-3 what a lost connection carried is unsent again: its acknowledgements count for nothing', () => {
  const lost = reconnected(updateSent(written(nothingUnsent, edit('a'))))
  expect(acknowledged(lost, 5).confirmed).toEqual([])
  expect(acknowledged(stepSent(lost), 1).confirmed).toEqual(['a'])
})

test('SV-4 whatever happens, an edit is confirmed only by a frame that was sent after it was written', () => {
  const act = fc.constantFrom('write', 'step', 'reconnect', 'ack')
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let unsent = nothingUnsent
      let [frames, next] = [0, 0]
      const sentIn = new Map<string, number>()
      for (const what of acts) {
        if (what === 'write') {
          const id = String(next++)
          unsent = updateSent(written(unsent, edit(id)))
          sentIn.set(id, ++frames)
        } else if (what === 'step') {
          frames++
          for (const one of unsent.edits) if (one.sentAs === null) sentIn.set(one.id, frames)
          unsent = stepSent(unsent)
        } else if (what === 'reconnect') {
          frames = 0
          sentIn.clear()
          unsent = reconnected(unsent)
        } else {
          const { unsent: left, confirmed } = acknowledged(unsent, frames)
          for (const id of confirmed) expect(sentIn.get(id)).toBeLessThanOrEqual(frames)
          unsent = left
        }
      }
      expect(unsent.frames).toBe(frames)
    }),
  )
})
