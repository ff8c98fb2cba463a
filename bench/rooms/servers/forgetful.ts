/** Owns a bad server for the self-test: it sends everything on, and serves an empty text to whoever comes late. */
import { createServer } from 'node:http'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { listening } from './listening.ts'

/** Whoever comes after so many updates is late. */
const early = 20
let seen = 0
const server = createServer((_request, response) => response.end())
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
sockets.on('connection', (ws, request) => {
  const isLate = seen > early
  const send = ws.send.bind(ws) as (data: Uint8Array, options: object, done?: (error?: Error) => void) => void
  const forgetting = (data: Uint8Array, options: object, done?: (error?: Error) => void): void =>
    send(isLate && data[0] === 0 && data[1] === 1 ? new Uint8Array([0, 1, 2, 0, 0]) : data, options, done)
  Object.assign(ws, { send: forgetting })
  ws.on('message', (message: ArrayBuffer) => {
    const [type, kind] = new Uint8Array(message)
    if (type === 0 && kind === 2) seen++
  })
  setupWSConnection(ws, request)
})
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
)
server.listen(0, '127.0.0.1', () => listening(server))
process.on('SIGTERM', () => process.exit(0))
