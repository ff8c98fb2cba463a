import fc from 'fast-check'
import { messageSync } from '@samplan/shared/roomWire'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { describe, expect, it, vi } from 'vitest'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Queued } from './queue.ts'
import { RoomText } from './roomText.ts'
import { acts, history } from './testHistory.ts'

const fresh = new Uint8Array([0])

function queued(update: Uint8Array, step2 = false): Queued {
  return { channel: null, count: 0, at: 0, step2, settle: null, sent: update, update, stage: 'held' }
}

/** A client takes the messages of an answer. */
function take(doc: Y.Doc, messages: readonly Uint8Array[]): Y.Doc {
  for (const message of messages) {
    const decoder = decoding.createDecoder(message)
    expect(decoding.readVarUint(decoder)).toBe(messageSync)
    syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), doc, 'room')
  }
  return doc
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const state = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc)

describe('the answer to a sync step 1', () => {
  it('RM-64 makes every client equal, whatever it had, and whatever has come since the section was read', () => {
    fc.assert(
      fc.property(acts, fc.nat(100), fc.nat(100), fc.boolean(), (all, read, had, asked) => {
        const { base, updates } = history(all)
        const stored = updates.slice(0, read % (updates.length + 1))
        const text = new RoomText([base, ...stored], () => undefined)
        const known = docOf([base, ...updates.slice(0, had % (updates.length + 1))])
        if (asked) expect(state(take(new Y.Doc(), text.answer(fresh)))).toEqual(state(docOf([base, ...stored])))
        updates.slice(stored.length).forEach((update, index) => text.queue.push(queued(update, index % 5 === 4)))
        text.release()
        const whole = state(docOf([base, ...updates]))
        expect(state(take(known, text.answer(Y.encodeStateVector(known))))).toEqual(whole)
        const late = take(new Y.Doc(), text.answer(fresh))
        expect(state(late)).toEqual(whole)
        expect(text.stateVector()).toEqual(Y.encodeStateVector(late))
        expect(state(docOf([text.whole()]))).toEqual(whole)
        expect(text.broken).toBe(false)
        text.destroy()
      }),
      { numRuns: 150 },
    )
  })

  it('RM-64 costs no document: neither the first answer nor one to a client that was away for a moment is encoded anew', () => {
    const writer = docOf([])
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    const write = (letter: string): void => writer.getText('t').insert(writer.getText('t').length, letter)
    for (const letter of 'hej') write(letter)
    const built = vi.spyOn(Y.Doc.prototype, 'transact')
    const text = new RoomText(updates, () => undefined)
    const away = text.answer(fresh)
    expect(text.stateVector()).toEqual(Y.encodeStateVector(writer))
    expect(built).not.toHaveBeenCalled()
    built.mockRestore()
    const client = take(new Y.Doc(), away)
    const vector = Y.encodeStateVector(client)
    write('!')
    writer.getText('t').delete(0, 1)
    for (const update of updates.slice(3)) text.queue.push(queued(update))
    text.release()
    const answer = text.answer(vector)
    expect(answer).toHaveLength(2)
    expect(take(client, answer).getText('t').toString()).toBe('ej!')
    text.destroy()
  })

  it('RM-64 is the same bytes for all that have the same, until the text moves, if only by a deletion', () => {
    const writer = docOf([])
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    const [text, words] = [new RoomText([], () => undefined), writer.getText('t')]
    const vectors = [fresh, ...['en', 'to', 'tre'].map((word) => (words.insert(0, word), Y.encodeStateVector(writer)))]
    words.delete(1, 3)
    for (const update of updates) {
      const before = vectors.map((vector) => text.answer(vector))
      expect(vectors.map((vector, at) => text.answer(vector).every((message, of) => message === before[at]?.[of]))).not.toContain(false)
      expect(text.question()).toBe(text.question())
      text.queue.push(queued(update))
      text.release()
      const now = docOf(updates.slice(0, updates.indexOf(update) + 1))
      for (const vector of vectors) {
        const client = docOf([Y.encodeStateAsUpdate(now, vector)])
        expect(Y.encodeStateVector(take(client, text.answer(vector)))).toEqual(Y.encodeStateVector(client))
      }
      expect(state(take(new Y.Doc(), text.answer(fresh)))).toEqual(state(now))
      expect(text.stateVector()).toEqual(Y.encodeStateVector(now))
    }
    text.destroy()
  })

  it('RM-64 has what was typed since the section was read as text, not as one struct for each key', () => {
    const writer = docOf([])
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    for (let index = 0; index < 200; index++) writer.getText('t').insert(index, 'x')
    const text = new RoomText(updates.slice(0, 50), () => undefined)
    for (const update of updates.slice(50)) text.queue.push(queued(update))
    text.release()
    expect(text.whole().length).toBeLessThanOrEqual(state(writer).length)
    expect(state(take(new Y.Doc(), text.answer(fresh)))).toEqual(state(writer))
    text.destroy()
  })

  it('RM-64 more than is kept is encoded anew, and says the same', () => {
    const writer = docOf([])
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    writer.getText('t').insert(0, 'x')
    const text = new RoomText(updates.splice(0), () => undefined)
    const vector = Y.encodeStateVector(writer)
    const client = docOf([state(writer)])
    for (let index = 0; index < 5; index++) writer.getText('t').insert(0, `${index}`.repeat(100_000))
    for (const update of updates) text.queue.push(queued(update))
    text.release()
    const answer = text.answer(vector)
    expect(answer).toHaveLength(1)
    expect(state(take(client, answer))).toEqual(state(writer))
    expect(state(take(new Y.Doc(), text.answer(fresh)))).toEqual(state(writer))
    text.destroy()
  })
})
