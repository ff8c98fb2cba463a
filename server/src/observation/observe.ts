/** Owns what is seen of the server from outside: whether it lives, whether it is ready, its figures. Not for the public: on a port of its own, or behind a token. */
import { timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PortUnusable } from '../http/listen.ts'
import type { Metrics } from './metrics.ts'

export type Observed = { readonly status: number; readonly type: string; readonly body: string }

export type Observation = {
  /** The answer to a path without its query; null for another path. */
  readonly answer: (path: string) => Promise<Observed | null>
  /** From here on it is not ready: nothing new is to be sent here. */
  readonly closing: () => void
}

export type ObservationListen = { readonly port: number; readonly host: string }

export const observationPaths = ['/livez', '/readyz', '/metrics'] as const

/** A store that has not answered by then does not. Milliseconds. */
const storeWithin = 2_000

/** `askStore` is one cheap read of the store. */
export function createObservation(metrics: Metrics, askStore: () => Promise<unknown>): Observation {
  let isClosing = false
  const storeAnswers = async (): Promise<boolean> => {
    const { promise: late, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), storeWithin)
    try {
      return await Promise.race([
        askStore().then(
          () => true,
          () => false,
        ),
        late,
      ])
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    async answer(path) {
      switch (path) {
        case '/livez':
          return { status: 200, ...json({ live: true }) }
        case '/readyz': {
          const store = !isClosing && (await storeAnswers())
          const ready = store && !isClosing
          return { status: ready ? 200 : 503, ...json({ ready, store, closing: isClosing }) }
        }
        case '/metrics':
          return { status: 200, type: metrics.contentType, body: await metrics.render() }
        default:
          return null
      }
    },
    closing() {
      isClosing = true
    },
  }
}

const json = (body: object): Pick<Observed, 'type' | 'body'> => ({
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body)}\n`,
})

/** Whether the header names the token, judged in the same time for each wrong one of its length. */
export function bearsToken(authorization: string | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** The port of its own; 0 takes any. Throws PortUnusable. */
export async function listenForObservers(
  observation: Observation,
  { port, host }: ObservationListen,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const found = request.method === 'GET' || request.method === 'HEAD' ? observation.answer(path) : Promise.resolve(null)
    found.then(
      (answer) => {
        response.writeHead(answer?.status ?? 404, { 'content-type': answer?.type ?? 'text/plain', 'cache-control': 'no-store' })
        response.end(answer?.body ?? '')
      },
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortUnusable(`METRICS_PORT ${port} cannot be used (${error.code})`)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
