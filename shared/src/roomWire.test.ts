import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { closeCodes, encodeAck, messageAck, parseHandshake, readFrames, type SocketFrame, writeFrame } from './roomWire.ts'

const anyFrame: fc.Arbitrary<SocketFrame> = fc.oneof(
  fc.record({
    kind: fc.constant('data' as const),
    channel: fc.integer({ min: 1, max: 2 ** 31 }),
    payload: fc.uint8Array({ maxLength: 50 }),
  }),
  fc.record({ kind: fc.constant('open' as const), channel: fc.nat(), path: fc.string({ unit: 'grapheme' }) }),
  fc.record({
    kind: fc.constant('close' as const),
    channel: fc.nat(),
    code: fc.constantFrom(...Object.values(closeCodes)),
    reason: fc.string({ unit: 'grapheme' }),
  }),
  fc.constant({ kind: 'beat' as const }),
)
const messageOf = (frames: readonly SocketFrame[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  for (const frame of frames) writeFrame(encoder, frame)
  return encoding.toUint8Array(encoder)
}

describe('the shared socket', () => {
  test('RW-1 what is written is read, any number of frames in one message', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 8 }), (frames) => {
        expect(readFrames(messageOf(frames))).toEqual(frames)
      }),
    )
  })

  test('RW-2 a message cut anywhere inside a frame is malformed, never half a frame', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const message = messageOf([frame])
        for (let end = 1; end < message.length; end++) expect(() => readFrames(message.slice(0, end))).toThrow()
      }),
    )
    expect(() => readFrames(new Uint8Array([0, 1, 9]))).toThrow('unknown control frame')
  })

  test('RW-3 an acknowledgement is its type and a count', () => {
    const decoder = decoding.createDecoder(encodeAck(300))
    expect([decoding.readVarUint(decoder), decoding.readVarUint(decoder), decoding.hasContent(decoder)]).toEqual([messageAck, 300, false])
  })

  test('RW-4 codes from 4400 to 4499 are final, coming back is asked for outside of them', () => {
    const final = Object.entries(closeCodes)
      .filter(([, code]) => code >= 4400 && code <= 4499)
      .map(([name]) => name)
    expect(final).toEqual(['malformed', 'noSession', 'notFound', 'otherEpoch', 'olderSchema', 'tooLarge', 'frozen'])
    expect(new Set(Object.values(closeCodes)).size).toBe(Object.keys(closeCodes).length)
  })
})

describe('the handshake', () => {
  test('RW-5 names section, schema, epoch and person', () => {
    expect(parseHandshake('/room/s1?schema=1&epoch=1790000000000&person=p1&acks=1')).toEqual({
      section: 's1',
      schema: 1,
      epoch: 1_790_000_000_000,
      person: 'p1',
      acks: true,
    })
    expect(parseHandshake('/room/s1?schema=1&epoch=0&person=p1')).toMatchObject({ acks: false })
  })

  test.each([
    '',
    '/',
    '/rooms',
    '/room/',
    '/room/s1',
    '/room/s1?schema=1&epoch=1',
    '/room/s1?schema=1&person=p',
    '/room/s1?schema=x&epoch=1&person=p',
    '/room/s1?schema=1&epoch=-1&person=p',
    '/room/s1?schema=1&epoch=1.5&person=p',
    '/room/a%2Fb?schema=1&epoch=1&person=p',
    '/room/%E0%A4%A?schema=1&epoch=1&person=p',
    '/room/a/b?schema=1&epoch=1&person=p',
    '/room/../s1?schema=1&epoch=1&person=p',
    `/room/${'x'.repeat(65)}?schema=1&epoch=1&person=p`,
    'http://',
  ])('RW-5 "%s" is none', (path) => {
    expect(parseHandshake(path)).toBeNull()
  })
})
