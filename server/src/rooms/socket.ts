/**
 * Owns the sockets of the rooms: a plain y-websocket room on each, or a tab's shared one with a channel for each section.
 * The only module that knows WebSockets.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { PersonId } from '@samplan/shared/ids'
import { closeCodes, emptyAwareness, roomLimits, roomsPath } from '@samplan/shared/roomWire'
import { type WebSocket, WebSocketServer } from 'ws'
import type { RoomLog } from './contract.ts'
import type { RoomSession } from './door.ts'
import type { RoomServer } from './rooms.ts'
import { serveShared } from './sharedSocket.ts'
import { createOutboxes, type Outbox } from './socketOutbox.ts'

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

/** One WebSocket, as the two ways of serving it see it. */
export type Wire = {
  readonly session: RoomSession | null
  /** Bytes that wait to be sent. */
  readonly waiting: () => number
  readonly send: (message: Uint8Array) => void
  readonly close: (code: number, reason: string) => void
}

/** What a way of serving does with what comes. `drained`: what waited to be sent has left this process. */
export type Serving = {
  readonly receive: (message: Uint8Array) => void
  readonly beat: () => void
  readonly drained?: () => void
  readonly gone: () => void
}

type Socket = {
  readonly ws: WebSocket
  readonly outbox: Outbox
  readonly session: RoomSession
  readonly serving: Serving
  alive: boolean
}

/** A peer that does not answer a close is hung up on after this. Milliseconds. */
const closeMs = 2_000

/** Takes over an upgraded request to `/rooms` or `/room/<id>`; Host, Origin and cookie have been judged before. */
export function roomUpgrade(
  rooms: RoomServer,
  options: Partial<SocketOptions> = {},
): (request: IncomingMessage, socket: Duplex, head: Buffer, session: SocketSession | null) => void {
  const { log, beatMs, backlogBytes } = { ...defaultSocketOptions, ...options }
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: roomLimits.messageBytes })
  const sockets = new Set<Socket>()
  const socketsOf = new Map<PersonId, number>()
  const outboxes = createOutboxes()

  const hangUp = (ws: WebSocket, code: number, reason: string, outbox?: Outbox): void => {
    if (outbox) outboxes.flush(outbox)
    ws.close(code, reason)
    // Who reads nothing does not see the code either.
    setTimeout(() => ws.terminate(), closeMs).unref()
  }

  const beat = setInterval(() => {
    for (const socket of sockets) {
      if (!socket.alive) {
        socket.ws.terminate()
        continue
      }
      socket.alive = false
      socket.ws.ping()
      socket.serving.beat()
    }
  }, beatMs)
  beat.unref()

  const stopListening = rooms.listen({
    sessionEnded(tokenHash) {
      for (const { ws, session, outbox } of sockets)
        if (session.tokenHash === tokenHash) hangUp(ws, closeCodes.accessChanged, 'the session has ended', outbox)
    },
    closed() {
      clearInterval(beat)
      stopListening()
      for (const { ws, outbox } of sockets) hangUp(ws, closeCodes.restart, 'the server stops', outbox)
    },
  })

  const tooMany = (person: PersonId): boolean =>
    sockets.size >= roomLimits.socketsInAll || (socketsOf.get(person) ?? 0) >= roomLimits.socketsPerPerson

  const count = (person: PersonId, more: 1 | -1): void => {
    const now = (socketsOf.get(person) ?? 0) + more
    if (now > 0) socketsOf.set(person, now)
    else socketsOf.delete(person)
  }

  const serve = (ws: WebSocket, raw: Duplex, path: string, session: RoomSession | null): void => {
    ws.on('error', () => undefined) // a close follows
    if (!session) return hangUp(ws, closeCodes.noSession, 'no session')
    if (tooMany(session.person)) {
      log?.warn({ sockets: sockets.size }, 'a person has too many sockets, or all together have')
      return hangUp(ws, closeCodes.restart, 'too many sockets')
    }
    const outbox: Outbox = { socket: raw, open: () => ws.readyState === ws.OPEN, waiting: [], bytes: 0 }
    const waiting = (): number => raw.writableLength + outbox.bytes
    const wire: Wire = {
      session,
      waiting,
      send(message) {
        // What something waits for already was open when that came, and nothing closes it within a turn but `hangUp`, which empties it.
        const isFirst = outbox.waiting.length === 0
        if (isFirst && ws.readyState !== ws.OPEN) return
        if ((isFirst ? waiting() : outbox.bytes) > backlogBytes) return hangUp(ws, closeCodes.restart, 'too slow')
        outboxes.add(outbox, message)
      },
      close: (code, reason) => hangUp(ws, code, reason, outbox),
    }
    const shared = path.split('?', 1)[0] === roomsPath
    const serving = shared ? serveShared(rooms, wire, backlogBytes) : servePlain(rooms, wire, path)
    const socket: Socket = { ws, outbox, session, serving, alive: true }
    sockets.add(socket)
    count(session.person, 1)
    ws.on('pong', () => {
      socket.alive = true
    })
    ws.on('message', (message: Buffer, isBinary) => {
      socket.alive = true
      if (ws.readyState !== ws.OPEN) return
      if (isBinary) serving.receive(message)
      else hangUp(ws, closeCodes.malformed, 'not binary', outbox)
    })
    if (serving.drained) raw.on('drain', serving.drained)
    ws.on('close', () => {
      sockets.delete(socket)
      count(session.person, -1)
      serving.gone()
    })
  }

  return (request, socket, head, session) => {
    const opened = session && { person: session.person.id, tokenHash: session.tokenHash }
    server.handleUpgrade(request, socket, head, (ws) => serve(ws, socket, request.url ?? '', opened))
  }
}

/** One room on one socket, for any y-websocket client. */
function servePlain(rooms: RoomServer, wire: Wire, path: string): Serving {
  const channel = rooms.open(path, wire.session, { send: (message) => wire.send(message), close: wire.close })
  return { receive: (message) => channel.receive(message), beat: () => wire.send(emptyAwareness), gone: () => channel.leave() }
}
