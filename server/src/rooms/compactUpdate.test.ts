import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { compacted } from './compactUpdate.ts'
import { docOf } from './loadSection.ts'
import { joined } from './spliceUpdates.ts'
import { acts, history } from './testHistory.ts'

/** Updates of one client that types `count` characters at one place, in the middle of a text. */
function typed(count: number): { readonly base: Uint8Array; readonly updates: readonly Uint8Array[] } {
  const doc = Object.assign(new Y.Doc(), { clientID: 5 })
  doc.getText('t').insert(0, 'foran bagved')
  const base = Y.encodeStateAsUpdate(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let at = 0; at < count; at++) doc.getText('t').insert(6 + at, 'æ')
  return { base, updates }
}

/** What is pressed: by whom, which key, where. Most go on where they were. */
const keys = fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(1000)), { minLength: 1, maxLength: 40 })

/** Three people who type and delete letter by letter, now and then go elsewhere, and hear each other now and then. */
function pressed(all: readonly (readonly [who: number, key: number, where: number])[]): ReturnType<typeof history> {
  const docs = [11, 300, 70_000].map((clientID) => ({ doc: Object.assign(new Y.Doc(), { clientID }), at: 0, name: 't' }))
  const updates: Uint8Array[] = []
  docs[0]?.doc.getText('t').insert(0, 'begyndelsen')
  const base = Y.encodeStateAsUpdate(docs[0]?.doc ?? new Y.Doc())
  for (const { doc } of docs) {
    Y.applyUpdate(doc, base, 'far')
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'far') updates.push(update)
    })
  }
  for (const [who, key, where] of all) {
    const one = docs[who]
    if (!one) continue
    // To the other text, or in this one; to its end, or anywhere.
    if (key === 9 && where % 2) one.name = one.name === 't' ? 'u' : 't'
    const text = one.doc.getText(one.name)
    if (key >= 8) one.at = where % 3 ? text.length : where % (text.length + 1)
    if (key === 8) for (const update of updates) Y.applyUpdate(one.doc, update, 'far')
    one.at = Math.min(one.at, text.length)
    if (key < 7) text.insert(one.at++, key === 6 ? '😀' : 'aæ '.charAt(key % 3))
    if (key === 6) one.at = Math.min(one.at + 1, text.length)
    if (key === 7 && one.at > 0) text.delete(--one.at, 1)
  }
  return { base, updates }
}

describe('an update made small by its bytes', () => {
  it('RM-61 says what it said: to whoever has nothing, a part of it or all, and with what is written later', () => {
    fc.assert(
      fc.property(fc.oneof(acts.map(history), keys.map(pressed)), fc.nat(100), ({ base, updates }, cut) => {
        const upTo = cut % (updates.length + 1)
        const [some, rest] = [joined([base, ...updates.slice(0, upTo)]), updates.slice(upTo)]
        const small = compacted(some)
        expect(small.length).toBeLessThanOrEqual(some.length)
        expect(compacted(small)).toEqual(small)
        const expected = docOf([some])
        const whole = Y.encodeStateAsUpdate(expected)
        expect(Y.encodeStateAsUpdate(docOf([small]))).toEqual(whole)
        expect(Y.encodeStateVectorFromUpdate(small)).toEqual(Y.encodeStateVectorFromUpdate(some))
        // Who knows the first of what has become one struct.
        for (let known = 0; known < upTo; known += 3)
          expect(Y.encodeStateAsUpdate(docOf([base, ...updates.slice(0, known), small]))).toEqual(whole)
        // Others write between what has become one.
        const full = Y.encodeStateAsUpdate(docOf([some, ...rest]))
        expect(Y.encodeStateAsUpdate(docOf([small, ...rest]))).toEqual(full)
        expect(Y.encodeStateAsUpdate(docOf([...rest, small]))).toEqual(Y.encodeStateAsUpdate(docOf([...rest, some])))
        expect(Y.encodeStateAsUpdate(docOf([compacted(joined([small, ...rest]))]))).toEqual(full)
      }),
      { numRuns: 300 },
    )
  })

  it('RM-61 has typing as one struct, and deletions side by side as one range: no longer than Yjs itself writes it', () => {
    const { base, updates } = typed(300)
    const small = compacted(joined([base, ...updates]))
    const own = Y.encodeStateAsUpdate(docOf([base, ...updates]))
    expect(small.length).toBeLessThanOrEqual(own.length)
    expect(Y.encodeStateAsUpdate(docOf([small]))).toEqual(own)
    expect(Y.decodeUpdate(compacted(joined(updates))).structs.map(({ length }) => length)).toEqual([300])

    const doc = docOf([base])
    const deletions: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => deletions.push(update))
    for (let left = 5; left > 0; left--) doc.getText('t').delete(left - 1, 1)
    const { ds } = Y.decodeUpdate(compacted(joined(deletions)))
    expect(ds.clients.get(5)?.map(({ clock, len }) => [clock, len])).toEqual([[0, 5]])
  })

  it('RM-61 what stands behind somebody else’s is no typing that goes on, though the clocks agree', () => {
    const [one, other] = [5, 9].map((clientID) => Object.assign(new Y.Doc(), { clientID })) as [Y.Doc, Y.Doc]
    other.getText('u').insert(0, 'x')
    const updates: Uint8Array[] = []
    one.on('update', (update: Uint8Array) => updates.push(update))
    one.getText('t').insert(0, 'a')
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
    one.getText('u').insert(1, 'b')
    expect(Y.encodeStateAsUpdate(docOf([compacted(joined(updates))]))).toEqual(Y.encodeStateAsUpdate(one))
  })

  it('RM-61 what is not as Yjs writes it stays as it is, and what is malformed throws', () => {
    const of = (clientID: number): Uint8Array => {
      const doc = Object.assign(new Y.Doc(), { clientID })
      doc.getText('t').insert(0, 'x')
      return Y.encodeStateAsUpdate(doc)
    }
    const unordered = new Uint8Array([2, ...of(3).slice(1, -1), ...of(9).slice(1, -1), 0])
    expect(compacted(unordered)).toBe(unordered)
    expect(() => compacted(new Uint8Array([1, 1, 5]))).toThrow()
  })
})
