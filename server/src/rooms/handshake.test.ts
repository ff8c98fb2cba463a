import { describe, expect, it } from 'vitest'
import { answerTo } from './handshake.ts'

const headers = { upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }

describe('the answer to an upgrade', () => {
  it('RM-81 is that of RFC 6455, without extensions, and with the first protocol that is named', () => {
    const { opens, text } = answerTo({ method: 'GET', headers: { ...headers, 'sec-websocket-extensions': 'permessage-deflate' } })
    expect(opens).toBe(true)
    expect(text.split('\r\n')).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      '',
      '',
    ])
    const named = answerTo({ method: 'GET', headers: { ...headers, 'sec-websocket-protocol': 'a, b' } })
    expect(named.text).toContain('\r\nSec-WebSocket-Protocol: a\r\n\r\n')
  })

  it.each([
    ['another method', 'POST', {}, 400],
    ['another protocol', 'GET', { upgrade: 'h2c' }, 400],
    ['no key', 'GET', { 'sec-websocket-key': '' }, 400],
    ['a key that would end the header', 'GET', { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25\r\n==' }, 400],
    ['another version', 'GET', { 'sec-websocket-version': '8' }, 426],
    ['a protocol that is no word', 'GET', { 'sec-websocket-protocol': 'a b' }, 400],
  ])('RM-81 refuses %s', (_, method, wrong, status) => {
    const { opens, text } = answerTo({ method, headers: { ...headers, ...wrong } })
    expect(opens).toBe(false)
    expect(text.startsWith(`HTTP/1.1 ${status} `)).toBe(true)
  })
})
