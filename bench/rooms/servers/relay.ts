/**
 * Owns a relay that does no work: whoever comes by one path gets what the others on it send. BENCH_FAULT makes it a bad server, for the
 * self-test: it loses, corrupts or misdelivers one message of some hundreds.
 */
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { listening } from './listening.ts'

const fault = process.env['BENCH_FAULT']
const every = Number(process.env['BENCH_EVERY'] ?? '1000')
const rooms = new Map<string, Set<WebSocket>>()
const server = createServer((_request, response) => response.end())
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
let seen = 0

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const path = request.url ?? ''
    const room = rooms.get(path) ?? new Set()
    rooms.set(path, room)
    room.add(ws)
    ws.on('message', (message: Buffer) => {
      // Who comes asks for a text that a relay does not have.
      const isQuestion = message[0] === 0 && message[1] === 0
      for (const other of room) if (other !== ws && !isQuestion) send(other, room, message)
    })
    ws.on('close', () => room.delete(ws))
    ws.on('error', () => undefined)
  })
})
server.listen(0, '127.0.0.1', () => listening(server))
process.on('SIGTERM', () => process.exit(0))

function send(to: WebSocket, room: ReadonlySet<WebSocket>, message: Buffer): void {
  const isUpdate = message[0] === 0 && message[1] === 2
  const isBad = fault !== undefined && isUpdate && ++seen % every === 0
  if (!isBad) return to.send(message)
  if (fault === 'lossy') return
  if (fault === 'misdelivers') {
    const [other] = [...rooms.values()].filter((one) => one !== room)
    for (const stranger of other ?? []) stranger.send(message)
    return to.send(message)
  }
  // The character that was typed stands last but for the (empty) deletions.
  const changed = Buffer.from(message)
  const at = changed.length - 2
  changed[at] = (changed[at] ?? 0) ^ 1
  to.send(changed)
}
