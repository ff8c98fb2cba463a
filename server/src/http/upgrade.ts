/** Owns the upgrade listener: where a socket comes from, whose it is, and which part of the server gets it. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { plainRoomPath, roomsPath } from '@samplan/shared/roomWire'
import type { OpenSession } from '../people/session.ts'
import type { RoomLog } from '../rooms/contract.ts'
import { type Addresses, refuseOrigin } from './address.ts'

/** Takes over a socket; without a session it closes it with a code that the client understands. */
export type TakeSocket = (request: IncomingMessage, socket: Duplex, head: Buffer, session: OpenSession | null) => void

/** Where an upgrade's session comes from. */
export type SocketSessions = {
  /** Without asking the store; null: it must be asked. Whatever is known, its end is told here. */
  readonly known: (request: IncomingMessage) => OpenSession | null
  /** Asks the store. */
  readonly read: (request: IncomingMessage) => Promise<OpenSession | null>
  /** Told of every session before it has a socket, so that its end can be watched for. */
  readonly opened: (session: OpenSession) => void
  /** Whether it is still there, now that its end is watched for. */
  readonly livesOn: (session: OpenSession) => Promise<boolean>
}

export type UpgradeOptions = {
  readonly addresses: () => Addresses
  readonly sessions: SocketSessions
  readonly graphql: TakeSocket
  readonly rooms: TakeSocket
  readonly log: RoomLog
}

export function upgradeListener({ addresses, sessions, graphql, rooms, log }: UpgradeOptions) {
  const readAndTake = async (take: TakeSocket, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    try {
      const session = await sessions.read(request)
      if (session) sessions.opened(session)
      if (socket.destroyed) return
      const isKnown = sessions.known(request) !== null
      socket.off('error', ignore)
      take(request, socket, head, session)
      // A session that ended between its reading and this registration was announced to nobody: the client comes back and is told.
      if (session && !isKnown && !(await sessions.livesOn(session).catch(() => false))) socket.destroy()
    } catch (error) {
      log.error({ err: error }, 'a socket could not be opened')
      refuse(socket, '503 Service Unavailable')
    }
  }

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    // A socket that breaks while its session is read must not end the process.
    socket.on('error', ignore)
    const take = takerOf(request.url ?? '', { graphql, rooms })
    if (!take) return refuse(socket, '404 Not Found')
    if (refuseOrigin(request.headers, addresses(), true)) return refuse(socket, '403 Forbidden')
    const session = sessions.known(request)
    if (!session) return readAndTake(take, request, socket, head)
    // In one step: whoever ends the session finds its socket.
    socket.off('error', ignore)
    take(request, socket, head, session)
  }
}

const ignore = (): void => undefined

function takerOf(url: string, { graphql, rooms }: Pick<UpgradeOptions, 'graphql' | 'rooms'>): TakeSocket | null {
  const path = url.split('?', 1)[0] ?? ''
  if (path === '/graphql') return graphql
  return path === roomsPath || path.startsWith(plainRoomPath) ? rooms : null
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
