import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameReader } from './frameReader.ts'

const messageBytes = 70_000

type Frame = { readonly op: number; readonly isFinal: boolean; readonly body: Buffer }

/** A client's frame, masked. */
function framed({ op, isFinal, body }: Frame, mask: Buffer): Buffer {
  const { length } = body
  const head =
    length < 126
      ? Buffer.from([0, 128 | length])
      : length < 65_536
        ? Buffer.from([0, 254, length >> 8, length & 255])
        : Buffer.from([0, 255, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255])
  head[0] = (isFinal ? 128 : 0) | op
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at & 3] ?? 0))])
}

const plain = (op: number, body = Buffer.alloc(0), isFinal = true): Buffer => framed({ op, isFinal, body }, Buffer.from([1, 2, 3, 4]))

function read(pieces: readonly Buffer[]): readonly string[] {
  const heard: string[] = []
  const reader = new FrameReader()
  for (const piece of pieces)
    reader.read(Buffer.from(piece), messageBytes, {
      message: (bytes, isBinary) => void heard.push(`${isBinary ? 'bytes' : 'text'} ${bytes.toString('hex')}`),
      ping: (bytes) => void heard.push(`ping ${bytes.toString('hex')}`),
      pong: () => void heard.push('pong'),
      closing: (code) => void heard.push(`closing ${code}`),
      broken: (code) => void heard.push(`broken ${code}`),
    })
  return heard
}

const bytes = (maxLength: number): fc.Arbitrary<Buffer> => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array))
const long = fc.tuple(fc.integer({ min: 120, max: messageBytes }), fc.nat(255)).map(([length, fill]) => Buffer.alloc(length, fill))
/** A message in fragments, with control frames between them, and what is heard of it. */
const said = fc
  .record({
    isBinary: fc.boolean(),
    body: fc.oneof({ weight: 4, arbitrary: bytes(300) }, { weight: 1, arbitrary: long }),
    cuts: fc.array(fc.nat(messageBytes), { maxLength: 3 }),
    between: fc.array(fc.record({ op: fc.constantFrom(9, 10), body: bytes(125) }), { maxLength: 2 }),
  })
  .map(({ isBinary, body, cuts, between }) => {
    const ends = [...cuts.map((cut) => cut % (body.length + 1)).toSorted((a, b) => a - b), body.length]
    const frames: Frame[] = []
    const heard: string[] = []
    for (const [at, end] of ends.entries()) {
      frames.push({ op: at > 0 ? 0 : isBinary ? 2 : 1, isFinal: at === ends.length - 1, body: body.subarray(ends[at - 1] ?? 0, end) })
      if (at === ends.length - 1) break
      for (const control of between) {
        frames.push({ ...control, isFinal: true })
        heard.push(control.op === 9 ? `ping ${control.body.toString('hex')}` : 'pong')
      }
    }
    return { frames, heard: [...heard, `${isBinary ? 'bytes' : 'text'} ${body.toString('hex')}`] }
  })

/** The bytes in pieces of any lengths. */
function cut(all: Buffer, lengths: readonly number[]): readonly Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  for (let turn = 0; at < all.length; turn++) {
    const length = Math.max(1, lengths[turn % Math.max(1, lengths.length)] ?? all.length)
    pieces.push(all.subarray(at, at + length))
    at += length
  }
  return pieces
}

describe('the frames of a client', () => {
  it('RM-80 say the same in whatever pieces they arrive', () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 100_000 })), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 5 }), bytes(4), lengths, (messages, mask, pieces) => {
        const key = Buffer.concat([mask, Buffer.alloc(4)], 4)
        const all = messages.flatMap(({ frames }) => frames.map((frame) => framed(frame, key)))
        expect(read(cut(Buffer.concat(all), pieces))).toEqual(messages.flatMap(({ heard }) => heard))
      }),
      { numRuns: 200 },
    )
  })

  it('RM-80 say nothing more once they are no frames, or a close has come, whatever the bytes', () => {
    fc.assert(
      fc.property(bytes(200), fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }), (any, pieces) => {
        const heard = read(cut(any, pieces))
        const end = heard.findIndex((one) => one.startsWith('broken') || one.startsWith('closing'))
        expect(end === -1 || end === heard.length - 1).toBe(true)
        expect(heard).toEqual(read([any]))
      }),
      { numRuns: 1000 },
    )
  })

  const half = plain(2, Buffer.from('a'), false)
  it.each([
    ['a bit of an extension', Buffer.from([0xc2, 0x80, 0, 0, 0, 0]), 'broken 1002'],
    ['no mask', Buffer.from([0x82, 0x01, 0x61]), 'broken 1002'],
    ['an unknown kind', plain(3), 'broken 1002'],
    ['an unknown control frame', plain(11), 'broken 1002'],
    ['a fragment of nothing', plain(0), 'broken 1002'],
    ['a message within a message', Buffer.concat([half, plain(2)]), 'broken 1002'],
    ['a control frame in fragments', plain(9, Buffer.alloc(1), false), 'broken 1002'],
    ['a long control frame', plain(9, Buffer.alloc(126)), 'broken 1002'],
    ['a close of one byte', plain(8, Buffer.alloc(1)), 'broken 1002'],
    ['a close', plain(8, Buffer.from([0x03, 0xe8])), 'closing 1000'],
    ['a close without a code', plain(8), 'closing null'],
    ['a message that is too long, before it has come', Buffer.from([0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 'broken 1009'],
    ['one that is too long in fragments', Buffer.concat([half, plain(0, Buffer.alloc(messageBytes))]), 'broken 1009'],
    ['fragments without end', Buffer.concat([half, ...Array.from({ length: 5_000 }, () => plain(0, undefined, false))]), 'broken 1009'],
  ])('RM-80 %s', (_, piece, heard) => {
    expect(read([piece, plain(2, Buffer.from('more'))])).toEqual([heard])
    expect(read(cut(piece, [1]))).toEqual([heard])
  })
})
