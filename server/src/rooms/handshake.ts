/** Owns the WebSocket handshake of the rooms (RFC 6455): whether a request asks for one, and the answer that opens it. */
import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Of RFC 6455: what a server shows that it has understood with. */
const salt = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const keyShape = /^[+/0-9A-Za-z]{22}==$/
const protocolShape = /^[!#$%&'*+\-.0-9A-Z^_`|a-z~]+$/

/** The answer that opens the socket, or the one that refuses it. No extension is taken on; of the protocols that are named, the first. */
export function answerTo({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): {
  readonly opens: boolean
  readonly text: string
} {
  const key = headers['sec-websocket-key']
  const protocol = headers['sec-websocket-protocol']?.split(',', 1)[0]?.trim()
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket' || key === undefined || !keyShape.test(key))
    return refused('400 Bad Request')
  if (headers['sec-websocket-version'] !== '13') return refused('426 Upgrade Required', 'Sec-WebSocket-Version: 13\r\n')
  if (protocol !== undefined && !protocolShape.test(protocol)) return refused('400 Bad Request')
  const accepted = hash('sha1', key + salt, 'base64')
  const chosen = protocol === undefined ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`
  const text = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accepted}\r\n${chosen}\r\n`
  return { opens: true, text }
}

function refused(status: string, more = ''): { readonly opens: false; readonly text: string } {
  return { opens: false, text: `HTTP/1.1 ${status}\r\n${more}Connection: close\r\nContent-Length: 0\r\n\r\n` }
}
