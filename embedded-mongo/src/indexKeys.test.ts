import { Binary, Double, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf, fieldPart, identity } from './indexKeys.ts'
import { compare, equal } from './value.ts'

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 3, unit: fc.constantFrom('a', '\0', '\u0001', 'ÿ', '\u{1F600}', '\uffff') }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.integer().map((n) => new Double(n)),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.constant(new ObjectId()),
)
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 2, unit: 'binary' }), scalar, { maxKeys: 3, noNullPrototype: true }),
)

describe('index keys', () => {
  it.each([1, -1] as const)('IX-1 keys sort as their values, direction %i', (direction) => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        // What follows in a key begins with 1: the number of the record.
        const key = (v: unknown): Buffer => Buffer.concat([fieldPart({ f: direction }, 'f', v).bytes, Buffer.from([1])])
        expect(Math.sign(Buffer.compare(key(a), key(b))) + 0).toBe(Math.sign(compare(a, b)) * direction + 0)
      }),
      { numRuns: 2_000 },
    )
  })
  it('IX-2 only equal values have the same identity', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(identity(a) === identity(b)).toBe(equal(a, b))
      }),
      { numRuns: 1_000 },
    )
  })
  it('IX-3 a text that is too long is cut, says so, and still sorts against every shorter one', () => {
    const long = 'x'.repeat(5_000)
    const cut = fieldPart({ f: 1 }, 'f', long)
    expect(cut.exact).toBe(false)
    expect(cut.bytes.length).toBeLessThanOrEqual(1_800)
    expect(Buffer.compare(cut.bytes, fieldPart({ f: 1 }, 'f', `${long}y`).bytes)).not.toBe(0)
    for (const other of ['x'.repeat(1_000), 'x'.repeat(1_778), 'w'.repeat(9), 'y']) {
      expect(Math.sign(Buffer.compare(cut.bytes, fieldPart({ f: 1 }, 'f', other).bytes))).toBe(long < other ? -1 : 1)
    }
  })
  it('IX-4 several fields of one array give one entry per element; two arrays are refused', () => {
    const doc = { a: [{ x: 1, y: 2 }, { x: 3 }], b: [1], c: 5 }
    expect(entriesOf({ 'a.x': 1, 'a.y': 1, c: 1 }, false, doc).entries.map((e) => e.values)).toEqual([
      [1, 2, 5],
      [3, undefined, 5],
    ])
    expect(() => entriesOf({ 'a.x': 1, b: 1 }, false, doc)).toThrow(expect.objectContaining({ code: 171 }))
    expect(entriesOf({ none: 1 }, true, doc).entries).toEqual([])
    expect(entriesOf({ none: 1 }, false, doc).entries).toHaveLength(1)
  })
})
