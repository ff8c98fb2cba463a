/** Owns the figure of GraphQL requests: as many at once as there are connections, each answered before the next is sent. */
import { connect } from 'node:net'
import type { Target } from './member.ts'

export type RequestsJob = {
  readonly query: string
  readonly variables: object
  readonly cookie: string | null
  readonly connections: number
  readonly forMs: number
}
export type RequestsResult = { readonly perSecond: number; readonly bytes: number }

export async function requests(target: Target, job: RequestsJob, measuring: (on: boolean) => Promise<void>): Promise<RequestsResult> {
  const body = Buffer.from(JSON.stringify({ query: job.query, variables: job.variables }))
  const host = `localhost:${target.port}`
  const head = [
    'POST /graphql HTTP/1.1',
    `host: ${host}`,
    `origin: http://${host}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...(job.cookie ? [`cookie: ${job.cookie}`] : []),
  ]
  const request = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
  let [answers, bytes, stop] = [0, 0, false]
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(target.port, '127.0.0.1', () => socket.write(request))
      socket.setNoDelay(true)
      let got = ''
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1')
        const end = got.indexOf('\r\n\r\n')
        const length = Number(/content-length: (\d+)/i.exec(got)?.[1] ?? Number.NaN)
        if (end < 0 || got.length < end + 4 + length) return
        if (!got.startsWith('HTTP/1.1 200') || got.includes('"errors"')) return reject(new Error(got.slice(0, 500)))
        answers++
        bytes = length
        got = ''
        if (!stop) return void socket.write(request)
        socket.destroy()
        resolve()
      })
    })
  const all = Array.from({ length: job.connections }, one)
  await measuring(true)
  const [from, before] = [performance.now(), answers]
  await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(resolve, job.forMs))])
  const perSecond = ((answers - before) * 1000) / (performance.now() - from)
  await measuring(false)
  stop = true
  await Promise.all(all)
  return { perSecond, bytes }
}
