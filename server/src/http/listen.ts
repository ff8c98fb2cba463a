/** Owns the listening sockets: one port on both loopback addresses, or on the opened host; the next free port where none was asked for. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { networkInterfaces } from 'node:os'
import type { Duplex } from 'node:stream'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { loopbackHosts } from './address.ts'

/** The port that is asked for is taken, or may not be used. */
export class PortUnusable extends Error {
  override name = 'PortUnusable'
}

export type ListenOptions = {
  /** 0: any free one. Undefined: `firstPort`, or the next that is free. */
  readonly port: number | undefined
  readonly firstPort: number
  /** Undefined: this machine only. */
  readonly host: string | undefined
}

export type Listening = {
  readonly port: number
  readonly hosts: readonly string[]
  /** Takes no new connection; resolves when every request has its answer, or after so many milliseconds. Sockets stay open. */
  readonly drain: (ms: number) => Promise<void>
  readonly close: () => Promise<void>
}

export type Handlers = {
  readonly request: RequestListener
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

const portsTried = 50
/** From a connection to its request. Milliseconds. */
const sayingMs = 20
const askedAgainMs = 5

/** Resolves when connections are accepted. Throws PortUnusable. */
export async function listen(handlers: Handlers, { port, firstPort, host }: ListenOptions): Promise<Listening> {
  const answering = createAnswering()
  const counted = { ...handlers, request: answering.counted(handlers.request) }
  const last = port === undefined ? firstPort + portsTried : port
  for (let candidate = port ?? firstPort; candidate <= last; candidate++) {
    const servers = await tryPort(counted, candidate, host)
    if (servers === 'taken') continue
    const [first] = servers
    const drain = async (ms: number): Promise<void> => {
      // Connections that came in this turn of the event loop are taken before the door is shut, and say what they want.
      await setImmediate()
      for (const server of servers) server.close()
      answering.end()
      await setTimeout(sayingMs)
      await answering.done(ms)
    }
    return { port: portOf(first), hosts: hostsOf(host), drain, close: () => closeAll(servers) }
  }
  throw new PortUnusable(port === undefined ? `no port from ${firstPort} to ${last} is free` : `port ${port} is taken by another program`)
}

type Servers = readonly [Server, ...Server[]]

async function tryPort(handlers: Handlers, port: number, host: string | undefined): Promise<Servers | 'taken'> {
  const first = await open(handlers, port, host ?? '127.0.0.1')
  if (first === 'taken') return 'taken'
  if (first === 'missing') throw new PortUnusable(`this machine has no address ${host ?? '127.0.0.1'}`)
  if (host !== undefined) return [first]
  // "localhost" may mean ::1: somebody else there would get our visitors.
  const second = await open(handlers, portOf(first), '::1')
  if (second === 'missing') return [first]
  if (second !== 'taken') return [first, second]
  await closeAll([first])
  return port === 0 ? tryPort(handlers, 0, host) : 'taken'
}

/** Longer than a proxy or a browser keeps an idle connection: who hangs up first may hang up on a request that is on its way. Milliseconds. */
const idleMs = 75_000

function open({ request, upgrade }: Handlers, port: number, host: string): Promise<Server | 'taken' | 'missing'> {
  const server = createServer({ keepAliveTimeout: idleMs }, request)
  server.on('upgrade', upgrade)
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken')
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' || error.code === 'ENOTFOUND') resolve('missing')
      else if (error.code === 'EACCES') reject(new PortUnusable(`port ${port} may not be used by this user`))
      else reject(error)
    })
    server.listen(port, host, () => resolve(server))
  })
}

type Answering = {
  readonly counted: (request: RequestListener) => RequestListener
  /** From now on each answer is the last on its connection. */
  readonly end: () => void
  /** After the end: resolves when no answer is under way, or after so many milliseconds. */
  readonly done: (ms: number) => Promise<void>
}

function createAnswering(): Answering {
  const underWay = new Set<ServerResponse>()
  let ending = false
  const last = (response: ServerResponse): void => void (response.headersSent || response.setHeader('connection', 'close'))
  return {
    counted: (request) => (message, response) => {
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
      if (ending) last(response)
      request(message, response)
    },
    end() {
      ending = true
      underWay.forEach(last)
    },
    async done(ms) {
      const late = performance.now() + ms
      while (underWay.size > 0 && performance.now() < late) await setTimeout(askedAgainMs)
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** Under which names we may be called. An address of this machine cannot be rebound; a name can, so names must be given. */
function hostsOf(host: string | undefined): readonly string[] {
  if (host === undefined) return loopbackHosts
  const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address)
  if (host !== '0.0.0.0' && host !== '::') return [...loopbackHosts, bracketed(host)]
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => bracketed(address)))
  return [...new Set([...loopbackHosts, ...own])]
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    }),
  )
}
