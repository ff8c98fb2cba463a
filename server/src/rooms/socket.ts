/** Owns the sockets of the rooms: a plain y-websocket room on each, or a tab's shared one with a channel for each section. */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { PersonId } from '@samplan/shared/ids'
import { closeCodes, emptyAwareness, roomLimits, roomsPath } from '@samplan/shared/roomWire'
import type { RoomLog } from './contract.ts'
import type { OpenChannel } from './door.ts'
import { answerTo } from './handshake.ts'
import type { RoomServer } from './rooms.ts'
import { serveShared } from './sharedSocket.ts'
import { RoomSocket, type Serving, type SharedBySockets, type Wire } from './roomSocket.ts'
import { createOutboxes } from './socketOutbox.ts'

/** Who has opened a socket, as the http layer knows it. */
export type SocketSession = { readonly person: { readonly id: PersonId }; readonly tokenHash: string }

export type SocketOptions = {
  readonly log: RoomLog | null
  /** Between two signs of life; y-websocket hangs up after 30 s without one. Milliseconds. */
  readonly beatMs: number
  /** A socket with more than this waiting to be sent is closed. */
  readonly backlogBytes: number
}

export const defaultSocketOptions: SocketOptions = { log: null, beatMs: 12_000, backlogBytes: roomLimits.backlogBytes }

/** Takes over an upgraded request to `/rooms` or `/room/<id>`; Host, Origin and cookie have been judged before. */
export function roomUpgrade(
  rooms: RoomServer,
  options: Partial<SocketOptions> = {},
): (request: IncomingMessage, socket: Duplex, head: Buffer, session: SocketSession | null) => void {
  const { log, beatMs, backlogBytes } = { ...defaultSocketOptions, ...options }
  const sockets = new Set<RoomSocket>()
  const socketsOf = new Map<PersonId, number>()

  const beat = setInterval(() => {
    for (const socket of sockets) {
      if (!socket.alive) {
        socket.socket.destroy()
        continue
      }
      socket.alive = false
      socket.ping()
      socket.serving?.beat()
    }
  }, beatMs)
  beat.unref()

  const stopListening = rooms.listen({
    sessionEnded(tokenHash) {
      for (const socket of sockets)
        if (socket.session?.tokenHash === tokenHash) socket.close(closeCodes.accessChanged, 'the session has ended')
    },
    closed() {
      clearInterval(beat)
      stopListening()
      for (const socket of sockets) socket.close(closeCodes.restart, 'the server stops')
    },
  })

  const tooMany = (person: PersonId): boolean =>
    sockets.size >= roomLimits.socketsInAll || (socketsOf.get(person) ?? 0) >= roomLimits.socketsPerPerson

  const count = (person: PersonId, more: 1 | -1): void => {
    const now = (socketsOf.get(person) ?? 0) + more
    if (now > 0) socketsOf.set(person, now)
    else socketsOf.delete(person)
  }

  const shared: SharedBySockets = {
    outboxes: createOutboxes(),
    backlogBytes,
    gone(socket) {
      if (sockets.delete(socket) && socket.session) count(socket.session.person, -1)
    },
  }

  const serve = (socket: RoomSocket, path: string): void => {
    const { session } = socket
    if (!session) return socket.close(closeCodes.noSession, 'no session')
    if (tooMany(session.person)) {
      log?.warn({ sockets: sockets.size }, 'a person has too many sockets, or all together have')
      return socket.close(closeCodes.restart, 'too many sockets')
    }
    sockets.add(socket)
    count(session.person, 1)
    if (path.split('?', 1)[0] === roomsPath) socket.serving = serveShared(rooms, socket, backlogBytes)
    else socket.serving = new PlainRoom(rooms, socket, path)
    if (socket.serving.drained) socket.socket.on('drain', socket.serving.drained)
  }

  return (request, raw, head, session) => {
    const answer = answerTo(request)
    if (!answer.opens) return void raw.end(answer.text)
    if (!raw.writable) return void raw.destroy()
    if ('setNoDelay' in raw) (raw as Socket).setTimeout(0).setNoDelay()
    // What is said to it at once goes with the answer.
    raw.cork()
    raw.write(answer.text)
    const socket = new RoomSocket(shared, raw, session && { person: session.person.id, tokenHash: session.tokenHash })
    serve(socket, request.url ?? '')
    queueMicrotask(() => raw.uncork())
    if (head.length > 0) socket.receive(head)
  }
}

/** One room on one socket, for any y-websocket client. */
class PlainRoom implements Serving {
  readonly #wire: Wire
  readonly #channel: OpenChannel

  constructor(rooms: RoomServer, wire: Wire, path: string) {
    this.#wire = wire
    this.#channel = rooms.open(path, wire.session, wire)
  }
  receive(message: Uint8Array): void {
    this.#channel.receive(message)
  }
  beat(): void {
    this.#wire.send(emptyAwareness)
  }
  gone(): void {
    this.#channel.leave()
  }
}
