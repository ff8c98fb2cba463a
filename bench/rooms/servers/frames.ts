/** Owns what is compared with telling subscribers: `ws` alone, which sends one frame to everybody who is connected when it is asked to. */
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listening } from './listening.ts'

/** About as long as what a subscriber is told. */
const text = JSON.stringify({ id: '1', type: 'next', payload: { data: { planMoved: { revision: 10, state: { at: 'draft' } } } } })
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const server = createServer((_request, response) => {
  for (const ws of sockets.clients) ws.send(text)
  response.end()
})
server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => undefined))
server.listen(0, '127.0.0.1', () => listening(server))
process.on('SIGTERM', () => process.exit(0))
