import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { joined, spliced } from './spliceUpdates.ts'
import { acts, history } from './testHistory.ts'
import { outlineOf } from './updateOutline.ts'

function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** Yjs's own reading, to the end. */
function yjsReads(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  const rest = decoding.createDecoder(update)
  class Decoder extends Y.UpdateDecoderV1 {
    constructor() {
      super(rest)
    }
  }
  try {
    const read = Y.decodeUpdateV2(update, Decoder)
    return decoding.hasContent(rest) ? null : read
  } catch {
    return null
  }
}

function outlined(update: Uint8Array): ReturnType<typeof outlineOf> | null {
  try {
    return outlineOf(update)
  } catch {
    return null
  }
}

/** The clocks that are there, by client. */
function clocksOf({ structs }: ReturnType<typeof Y.decodeUpdate>): ReadonlyMap<number, readonly [count: number, end: number]> {
  const clocks = new Map<number, readonly [number, number]>()
  for (const { id, length } of structs) clocks.set(id.client, [(clocks.get(id.client)?.[0] ?? 0) + 1, id.clock + length])
  return clocks
}

describe('the outline of an update', () => {
  it('RM-60 is accepted exactly where Yjs reads it to its end, and has the clocks that Yjs finds', () => {
    const damaged = fc
      .tuple(acts, fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 3 }), fc.option(fc.nat(4000)), fc.boolean())
      .map(([all, changes, cut, whole]) => {
        const { base, updates } = history(all)
        const update = whole ? Y.mergeUpdates([base, ...updates]) : (updates.at(-1) ?? base)
        const bytes = update.slice(0, cut === null ? undefined : cut % (update.length + 1))
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
        return bytes
      })
    const anything = fc.oneof({ weight: 3, arbitrary: damaged }, fc.uint8Array({ maxLength: 40 }))
    fc.assert(
      fc.property(anything, (update) => {
        const [read, outline] = [yjsReads(update), outlined(update)]
        expect(outline !== null).toBe(read !== null)
        if (!read || !outline) return
        expect(outline.blocks.reduce((sum, { count }) => sum + count, 0)).toBe(read.structs.length)
        expect(new Set(outline.deletions.map(({ client }) => client))).toEqual(new Set(read.ds.clients.keys()))
        if (outline.orderly) expect(new Map(outline.blocks.map(({ client, count, end }) => [client, [count, end]]))).toEqual(clocksOf(read))
      }),
      { numRuns: 500 },
    )
  })

  it('RM-60 what is nested without measure is refused, before it overflows somebody’s stack', () => {
    const nested = (depth: number): Uint8Array => {
      const doc = new Y.Doc()
      let value: unknown[] = []
      for (let level = 0; level < depth; level++) value = [value]
      doc.getArray('l').insert(0, [value])
      return Y.encodeStateAsUpdate(doc)
    }
    expect(outlined(nested(50))).not.toBeNull()
    expect(outlined(nested(500))).toBeNull()
    const embedded = new Y.Doc()
    embedded.getText('t').insertEmbed(0, JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`))
    expect(outlined(Y.encodeStateAsUpdate(embedded))).toBeNull()
  })
})

describe('updates joined by their bytes', () => {
  it('RM-61 say what Yjs merges them to, whichever there are, and can be merged and joined again', () => {
    fc.assert(
      fc.property(acts, fc.array(fc.nat(6), { minLength: 2, maxLength: 8 }), fc.nat(3), (all, chosen, leftOut) => {
        const { base, updates } = history(all)
        // In any order, sometimes with one that is missing or doubled.
        const some = leftOut > 0 ? updates : updates.filter((_, index) => index !== chosen[0])
        const order = [...some].map((update, index) => ({ update, key: chosen[index % chosen.length] ?? 0 }))
        const shuffled = order.toSorted((a, b) => a.key - b.key).map(({ update }) => update)
        const given = leftOut === 1 && shuffled[0] ? [...shuffled, shuffled[0]] : shuffled
        if (given.length < 2) return
        const [merged, ours] = [Y.mergeUpdates([...given]), joined(given)]
        const [expected, found] = [docOf(base, merged), docOf(base, ours)]
        expect(found.getXmlFragment('default').toString()).toBe(expected.getXmlFragment('default').toString())
        expect(found.getText('tekst').toDelta()).toEqual(expected.getText('tekst').toDelta())
        expect(Y.encodeStateAsUpdate(found)).toEqual(Y.encodeStateAsUpdate(expected))
        expect(Y.mergeUpdates([base, ours])).toEqual(Y.mergeUpdates([base, merged]))
        const outline = outlineOf(ours)
        expect(outline.orderly).toBe(true)
        expect(Y.encodeStateAsUpdate(docOf(joined([base, ours])))).toEqual(Y.encodeStateAsUpdate(docOf(base, merged)))
      }),
      { numRuns: 200 },
    )
  })

  it('RM-61 what is typed one after the other is joined without Yjs, an overlap or a gap is not', () => {
    fc.assert(
      fc.property(acts, (all) => {
        const { base, updates } = history(all)
        expect(spliced([base, ...updates])).not.toBeNull()
      }),
      { numRuns: 100 },
    )
    const doc = Object.assign(new Y.Doc(), { clientID: 5 })
    const typed: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => typed.push(update))
    for (const letter of 'abc') doc.getText('t').insert(doc.getText('t').length, letter)
    const [a, b, c] = typed as [Uint8Array, Uint8Array, Uint8Array]
    expect(spliced([a, b, c])).not.toBeNull()
    expect(spliced([c, a, b])).toEqual(spliced([a, b, c]))
    expect(spliced([a, c])).toBeNull()
    expect(spliced([a, b, b])).toBeNull()
    expect(spliced([a, Y.encodeStateAsUpdate(doc)])).toBeNull()
  })

  it('RM-61 an update with structs out of order is not joined by its bytes', () => {
    const of = (clientID: number): Uint8Array => {
      const doc = Object.assign(new Y.Doc(), { clientID })
      doc.getText('t').insert(0, 'x')
      return Y.encodeStateAsUpdate(doc)
    }
    const [low, high] = [of(3), of(9)]
    // Both blocks, the lower client's first; neither has deletions.
    const unordered = new Uint8Array([2, ...low.slice(1, -1), ...high.slice(1, -1), 0])
    expect(yjsReads(unordered)).not.toBeNull()
    expect(outlineOf(unordered).orderly).toBe(false)
    expect(spliced([unordered, of(4)])).toBeNull()
    expect(outlineOf(Y.mergeUpdates([low, high])).orderly).toBe(true)
  })
})
