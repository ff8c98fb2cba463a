/** Owns the asking of a server's Node for a garbage collection, over its inspector. */
import { WebSocket } from 'ws'

/** Collects more than once: what the first one frees lets go of more. */
export async function collectGarbage(inspector: string | null): Promise<void> {
  if (!inspector) throw new Error('the server was not started with its inspector')
  const socket = new WebSocket(inspector)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  for (let id = 1; id <= 4; id++) {
    const answered = new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }))
    await answered
    // What a collection lets go of is freed a moment later, and tells nobody.
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  socket.close()
}
