/** The server: connections on a socket, one command at a time on each. */
import { createServer, type ListenOptions, type Socket } from 'node:net'
import type { Doc } from './bson.ts'
import { HEADER_BYTES, MAX_MESSAGE_BYTES, parseRequest } from './message.ts'

export type WireServer = {
  /** Takes no more commands, waits for `settle`, sends what it has answered, and breaks all connections. */
  close(settle: () => Promise<void>): Promise<void>
}

/** Answers one command: `read` gives it, or throws what is wrong with its bytes. Never rejects. */
export type Answer = (read: () => Doc) => Promise<Doc>

/** Cuts a stream into messages. Undefined from `push` means that the other side does not speak the protocol. */
function messageCutter(): (chunk: Buffer) => Buffer[] | undefined {
  let chunks: Buffer[] = []
  let have = 0
  let want = HEADER_BYTES
  return (chunk) => {
    chunks.push(chunk)
    have += chunk.length
    const messages: Buffer[] = []
    while (have >= want) {
      const bytes = chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] as Buffer)
      chunks = [bytes]
      const size = bytes.readInt32LE(0)
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES + HEADER_BYTES) return undefined
      if (have < size) {
        want = size
        break
      }
      messages.push(bytes.subarray(0, size))
      chunks = [bytes.subarray(size)]
      have -= size
      want = HEADER_BYTES
    }
    return messages
  }
}

function serve(answerTo: Answer, socket: Socket): void {
  const cut = messageCutter()
  let turn: Promise<void> = Promise.resolve()
  const answer = async (message: Buffer): Promise<void> => {
    const request = parseRequest(message)
    if (!request) {
      socket.destroy()
      return
    }
    const reply = await answerTo(request.read)
    if (request.expectsReply && !socket.destroyed) socket.write(request.reply(reply))
  }
  socket.setNoDelay(true)
  // A connection that breaks has nobody left to tell.
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const messages = cut(chunk)
    if (!messages) {
      socket.destroy()
      return
    }
    for (const message of messages) turn = turn.then(() => answer(message)).catch(() => void socket.destroy())
  })
}

/** Listens until closed. Rejects when the address cannot be taken. */
export function listen(answerTo: Answer, where: ListenOptions): Promise<WireServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(answerTo, socket)
  })
  const close = async (settle: () => Promise<void>): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.pause()
    await settle()
    for (const socket of sockets) socket.destroySoon()
    await closed
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => resolve({ close }))
  })
}
