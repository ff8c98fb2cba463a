import { connect } from 'node:net'
import type { SectionId } from '@samplan/shared/ids'
import { messageAck } from '@samplan/shared/roomWire'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { personId, section, textOf } from './testRig.ts'
import { closed, closers, provide, type Provided, serve, type, until } from './testServed.ts'
import { openVirtualSockets } from './testSocket.ts'

describe.each(['plain', 'shared'])('the unmodified y-websocket client on a %s socket', (kind) => {
  const socketFor = (address: string, person: string): unknown => {
    if (kind === 'plain') return WebSocket
    const sockets = openVirtualSockets(`${address}/rooms?person=${person}`)
    closers.push(() => sockets.real.terminate())
    return sockets.Channel
  }

  it('RM-16 two write at once, with a cursor each, and end equal on disk', async () => {
    const { rig, address } = await serve()
    const [a, b] = ['a', 'b'].map((person) => provide(address, { person, acks: true, socket: socketFor(address, person) })) as [
      Provided,
      Provided,
    ]
    await until(() => a.provider.synced && b.provider.synced)
    a.provider.awareness.setLocalStateField('cursor', { anchor: 1 })
    for (let index = 0; index < 20; index++) {
      type(a.doc, `a${index} `)
      type(b.doc, `b${index} `)
      if (index % 5 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await until(() => a.acked === 21 && b.acked === 21)
    await until(() => textOf(a.doc) === textOf(b.doc))
    expect(await rig.stored()).toBe(textOf(a.doc))
    const state = b.provider.awareness.getStates().get(a.doc.clientID)
    expect(state).toEqual({ cursor: { anchor: 1 }, user: { id: 'a', name: 'Navn a', letter: 'S', colour: '#123456' } })
    await until(() => rig.rooms.present(section).length === 2)
  })

  it('RM-16 what was written offline arrives after the reconnect', async () => {
    const { rig, address } = await serve()
    const a = provide(address, { person: 'a', socket: socketFor(address, 'a') })
    await until(() => a.provider.synced)
    a.provider.disconnect()
    type(a.doc, 'offline')
    a.provider.connect()
    await until(async () => (await rig.stored()) === 'offline')
  })

  it('RM-8 a refusal is final for the client and comes with its code', async () => {
    const { address } = await serve()
    const a = provide(address, { person: 'a', epoch: 5, socket: socketFor(address, 'a') })
    const code = await new Promise((resolve) => a.provider.on('closed', (event: { code: number }) => resolve(event.code)))
    expect(code).toBe(4409)
    expect(a.provider.shouldConnect).toBe(false)
  })

  it('FZ-1 a frame after the freeze is not in the text, and the client is closed with 4423 at the commit', async () => {
    const { rig, address } = await serve()
    const a = provide(address, { person: 'a', acks: true, socket: socketFor(address, 'a') })
    await until(() => a.acked === 1)
    rig.plan.pending = 'sub' as never
    await rig.rooms.freeze(section, 'sub' as never)
    type(a.doc, 'for sent')
    // What is held says nothing that one could wait for; were it late, it would be refused all the same.
    await new Promise((resolve) => setTimeout(resolve, 20))
    Object.assign(rig.plan, { at: 'body', pending: null })
    rig.rooms.planChanged([section])
    const code = await new Promise((resolve) => a.provider.on('closed', (event: { code: number }) => resolve(event.code)))
    expect(code).toBe(4423)
    expect(a.acked).toBe(1)
    expect(await rig.stored()).toBe('')
  })

  it('RM-12 changed access closes so that the client comes back', async () => {
    const { rig, address } = await serve()
    const a = provide(address, { person: 'a', socket: socketFor(address, 'a') })
    await until(() => a.provider.synced)
    rig.rights.set(personId('a'), 'read')
    const code = new Promise((resolve) => a.provider.on('connection-close', (event: { code: number } | null) => resolve(event?.code)))
    rig.rooms.accessChanged(personId('a'))
    expect(await code).toBe(4503)
    expect(a.provider.shouldConnect).toBe(true)
    if (kind === 'plain') await until(() => a.provider.synced)
  })
})

describe('sockets', () => {
  it('RM-16 an idle connection hears something at each beat', async () => {
    const { address } = await serve({}, { beatMs: 20 })
    const socket = new WebSocket(`${address}/room/${section}?schema=1&epoch=1&person=a`)
    closers.push(() => socket.terminate())
    let beats = 0
    socket.on('message', (message: Buffer) => {
      if (message.equals(new Uint8Array([1, 1, 0]))) beats++
    })
    const shared = openVirtualSockets(`${address}/rooms?person=a`)
    closers.push(() => shared.real.terminate())
    await until(() => beats > 2 && shared.came.beats > 2)
  })

  it('RM-16 a plain client hears of no acknowledgement that it did not ask for', async () => {
    const { rig, address } = await serve()
    const a = provide(address, { person: 'a' })
    const types = new Set<number>()
    await until(() => a.provider.synced)
    const socket = a.provider.ws as unknown as WebSocket // the one of ws has the same events
    socket.addEventListener('message', ({ data }) => types.add(new Uint8Array(data as ArrayBuffer)[0] ?? -1))
    type(a.doc, 'noget')
    await until(() => rig.changed.length > 0)
    // Time for an acknowledgement that must not come.
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(types.has(messageAck)).toBe(false)
  })

  it('RM-16 fifty sections open on one socket in few messages', async () => {
    const { address } = await serve()
    const shared = openVirtualSockets(`${address}/rooms?person=a`)
    closers.push(() => shared.real.terminate())
    const provided = Array.from({ length: 50 }, (_, index) =>
      provide(address, { person: 'a', socket: shared.Channel, section: `afsnit-${index}` as SectionId }),
    )
    await until(() => provided.every(({ provider }) => provider.synced))
    expect(shared.came.frames).toBeGreaterThan(99)
    expect(shared.came.messages).toBeLessThan(shared.came.frames / 2)
  })

  it('RM-8 a socket without a session is closed with 4401', async () => {
    const { address } = await serve()
    expect(await closed(new WebSocket(`${address}/rooms`))).toBe(4401)
    expect(await closed(new WebSocket(`${address}/room/${section}?schema=1&epoch=1`))).toBe(4401)
  })

  it('RM-13 a session that ends closes its sockets, and no other', async () => {
    const { rig, address } = await serve()
    const [a, b] = ['a', 'b'].map((person) => openVirtualSockets(`${address}/rooms?person=${person}`).real) as [WebSocket, WebSocket]
    closers.push(() => b.terminate())
    await Promise.all([a, b].map((socket) => new Promise((resolve) => socket.on('open', resolve))))
    rig.rooms.sessionEnded('token of a')
    expect(await closed(a)).toBe(4503)
    expect(b.readyState).toBe(WebSocket.OPEN)
  })

  it.each([
    ['no frame at all', new Uint8Array([200])],
    ['an unknown control frame', new Uint8Array([0, 1, 9])],
    ['channel 0 opened', new Uint8Array([0, 3, 0, 0, 0])],
  ])('RM-9 %s on a shared socket closes it with 4400', async (_, message) => {
    const { address } = await serve()
    const socket = new WebSocket(`${address}/rooms?person=a`)
    socket.on('open', () => socket.send(message))
    expect(await closed(socket)).toBe(4400)
  })

  it('RM-9 text, and a message larger than any may be, close the socket', async () => {
    const { address } = await serve()
    const texts = new WebSocket(`${address}/rooms?person=a`)
    texts.on('open', () => texts.send('hej'))
    expect(await closed(texts)).toBe(4400)
    const large = new WebSocket(`${address}/rooms?person=a`)
    large.on('open', () => large.send(new Uint8Array(17 * 1024 * 1024)))
    expect(await closed(large)).toBe(1009)
  })

  it('RM-9 a person has no more sockets than the limit', async () => {
    const { address } = await serve()
    const sockets = Array.from({ length: 40 }, () => new WebSocket(`${address}/rooms?person=a`))
    closers.push(() => sockets.forEach((socket) => socket.terminate()))
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on('open', resolve))))
    expect(await closed(new WebSocket(`${address}/rooms?person=a`))).toBe(1012)
  })

  it('RM-11 a slow reader is closed, and the others go on', async () => {
    const { rig, address, port } = await serve({}, { backlogBytes: 200_000 })
    // A client that never reads: its socket is paused right after the handshake.
    const slow = connect(port, '127.0.0.1')
    closers.push(() => slow.destroy())
    slow.on('error', () => undefined)
    const request = `GET /room/${section}?schema=1&epoch=1&person=slow HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
    await new Promise<void>((resolve) => slow.once('data', () => resolve()).write(request))
    slow.pause()
    const gone = new Promise((resolve) => slow.on('close', resolve))
    const writer = provide(address, { person: 'writer', acks: true })
    await until(() => writer.acked === 1)
    let sent = 1
    const flood = setInterval(() => {
      type(writer.doc, 'x'.repeat(300_000))
      sent++
    }, 5)
    closers.push(() => clearInterval(flood))
    await until(() => sent > 30)
    clearInterval(flood)
    await until(() => writer.acked === sent)
    slow.resume()
    await gone
    expect(writer.provider.wsconnected).toBe(true)
    expect((await rig.stored()).length).toBe((sent - 1) * 300_000)
  })

  it('RM-18 a server that stops closes with 1012, for which clients come back', async () => {
    const { rig, address } = await serve()
    const plain = new WebSocket(`${address}/room/${section}?schema=1&epoch=1&person=a`)
    const shared = openVirtualSockets(`${address}/rooms?person=a`).real
    await Promise.all([plain, shared].map((socket) => new Promise((resolve) => socket.on('open', resolve))))
    const codes = Promise.all([closed(plain), closed(shared)])
    await rig.rooms.close(500)
    expect(await codes).toEqual([1012, 1012])
  })
})
