import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createOutboxes, type Outbox } from './socketOutbox.ts'

type Pair = {
  readonly outbox: Outbox
  readonly client: WebSocket
  readonly server: WebSocket
  readonly raw: Duplex
  readonly received: (count: number) => Promise<Buffer[]>
}

/** A real socket of each end. */
async function pairs(count: number): Promise<readonly Pair[]> {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const taken: { server: WebSocket; raw: Duplex }[] = []
  http.on('upgrade', (request, raw, head) => sockets.handleUpgrade(request, raw, head, (server) => void taken.push({ server, raw })))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  const made: Pair[] = []
  for (let index = 0; index < count; index++) {
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    onTestFinished(() => client.terminate())
    const messages: Buffer[] = []
    let moved = (): void => undefined
    client.on('message', (message: Buffer) => {
      messages.push(message)
      moved()
    })
    await new Promise((resolve) => client.on('open', resolve))
    const { server, raw } = taken[index] as { server: WebSocket; raw: Duplex } // it is open
    const received = async (wanted: number): Promise<Buffer[]> => {
      while (messages.length < wanted) await new Promise<void>((resolve) => (moved = resolve))
      return messages
    }
    made.push({
      client,
      server,
      raw,
      received,
      outbox: { socket: raw, open: () => server.readyState === server.OPEN, waiting: [], bytes: 0 },
    })
  }
  return made
}

describe('what is sent to sockets', () => {
  it('RM-62 arrives whole and in order, whatever its length, in one write for each socket and turn', async () => {
    const [a, b, c] = (await pairs(3)) as [Pair, Pair, Pair]
    const outboxes = createOutboxes()
    const sizes = [0, 1, 125, 126, 127, 30_000]
    const messages = sizes.map((size, index) => new Uint8Array(size).fill(index + 1))
    const [own, late] = [new Uint8Array([7, 7]), new Uint8Array([9])]
    const writes = [a, b, c].map(({ raw }) => vi.spyOn(raw, 'write'))
    for (const message of messages) for (const { outbox } of [a, b]) outboxes.add(outbox, message)
    outboxes.add(b.outbox, own)
    // The same last message as others have, and fewer before it.
    outboxes.add(c.outbox, messages.at(-1) as Uint8Array)
    await Promise.resolve()
    expect(writes.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
    expect(writes[0]?.mock.calls[0]?.[0]).not.toBe(writes[1]?.mock.calls[0]?.[0])
    for (const { outbox } of [a, b, c]) outboxes.add(outbox, late)
    const plain = (all: readonly Uint8Array[]): readonly number[][] => all.map((one) => [one.length, one[0] ?? 0, one.at(-1) ?? 0])
    expect(plain(await a.received(messages.length + 1))).toEqual(plain([...messages, late]))
    expect(plain(await b.received(messages.length + 2))).toEqual(plain([...messages, own, late]))
    expect(plain(await c.received(2))).toEqual(plain([...messages.slice(-1), late]))
    expect(writes[0]?.mock.calls[1]?.[0]).toBe(writes[1]?.mock.calls[1]?.[0])
  })

  it('RM-62 what each gets of its own arrives as it was sent, also where the kernel takes no more for a while', async () => {
    const all = await pairs(12)
    const outboxes = createOutboxes()
    // Behind those whose frames are kept in case others get the same.
    const slow = all.at(-1) as Pair
    slow.client.pause()
    // More than a kernel holds for the slow one, and as long frames for the one before it, which is quick.
    const turns = 600
    const ownOf = (at: number, turn: number): Uint8Array => new Uint8Array(at < all.length - 2 ? 10 : 30_000).fill((at * 31 + turn) % 251)
    let wasFull = false
    for (let turn = 0; turn < turns; turn++) {
      const forAll = new Uint8Array([turn % 251, 255])
      all.forEach(({ outbox }, at) => {
        outboxes.add(outbox, ownOf(at, turn))
        outboxes.add(outbox, forAll)
      })
      await new Promise((resolve) => setImmediate(resolve))
      wasFull ||= slow.raw.writableLength > 0
    }
    expect(wasFull).toBe(true)
    slow.client.resume()
    for (const [at, pair] of all.entries()) {
      const got = await pair.received(turns * 2)
      const wrong = got.findIndex((message, index) => {
        const turn = index >> 1
        return !message.equals(index % 2 === 0 ? ownOf(at, turn) : new Uint8Array([turn % 251, 255]))
      })
      expect([at, wrong]).toEqual([at, -1])
    }
  })

  it('RM-62 a long message leaves with what stands beside it in one write, and is not copied for anybody', async () => {
    const [a, b] = (await pairs(2)) as [Pair, Pair]
    const outboxes = createOutboxes()
    const messages = [3, 65_535, 7, 65_536, 200_000, 1, 2].map((size, index) => new Uint8Array(size).fill(index + 1))
    const sockets = [a, b].map(({ raw }) => ({ kernel: vi.spyOn(raw, '_writev'), writes: vi.spyOn(raw, 'write') }))
    for (const message of messages) for (const { outbox } of [a, b]) outboxes.add(outbox, message)
    for (const { outbox } of [a, b]) outboxes.add(outbox, new Uint8Array([9]))
    for (const pair of [a, b])
      expect((await pair.received(8)).map((one) => Buffer.from(one))).toEqual([...messages, [9]].map((one) => Buffer.from(one)))
    for (const { kernel, writes } of sockets) {
      expect(kernel.mock.calls.length).toBe(1)
      const written = writes.mock.calls.map(([chunk]) => (chunk as Uint8Array).buffer)
      for (const message of messages) expect(written.includes(message.buffer)).toBe(message.length > 60_000)
    }
  })

  it('RM-62 leaves before the close that follows it, and nothing is written behind a close', async () => {
    const [pair] = (await pairs(1)) as [Pair]
    const outboxes = createOutboxes()
    outboxes.add(pair.outbox, new Uint8Array([1, 2, 3]))
    outboxes.flush(pair.outbox)
    pair.server.close(4409)
    outboxes.add(pair.outbox, new Uint8Array([4]))
    const ended = new Promise((resolve) => pair.server.on('close', resolve))
    expect(await ended).toBe(4409)
    expect(await pair.received(1)).toEqual([Buffer.from([1, 2, 3])])
  })
})
