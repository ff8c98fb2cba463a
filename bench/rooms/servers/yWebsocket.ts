/** Owns the peer `@y/websocket-server` 0.1, the last one on yjs 13, with the newest `ws`; YPERSISTENCE names the folder of its own LevelDB. */
import { createServer } from 'node:http'
import { getPersistence, setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { listening } from './listening.ts'

const server = createServer((_request, response) => response.end())
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
sockets.on('connection', setupWSConnection)
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
)
server.listen(0, '127.0.0.1', () => listening(server))
process.on('SIGTERM', () => {
  // What waits to be written is written first.
  const persistence = getPersistence() as { readonly provider: { destroy(): Promise<void> } } | null
  void Promise.resolve(persistence?.provider.destroy()).then(() => process.exit(0))
})
