import { expect, test } from 'vitest'
import { closeCodes } from '@samplan/shared/roomWire'
import { FarEnd } from './farEnd.ts'
import { openSharedSocket } from './sharedSocket.ts'

type Heard = {
  onopen: (() => void) | null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null
  onclose: ((event: { code: number }) => void) | null
}

function open() {
  FarEnd.all = []
  const socket = openSharedSocket('ws://here/rooms', {
    WebSocket: FarEnd as unknown as typeof WebSocket /* as much of one as is used */,
    backOff: { first: 0, most: 0 },
  })
  const channel = (section: string) => {
    const made = new socket.Channel(`ws://here/room/${section}?epoch=1`)
    const heard: string[] = []
    const handlers = made as unknown as Heard // y-websocket sets the handlers as properties
    handlers.onopen = () => {
      heard.push('open')
      made.send(new Uint8Array([0, 0]))
    }
    handlers.onmessage = ({ data }) => heard.push(`message ${new Uint8Array(data).join(' ')}`)
    handlers.onclose = ({ code }) => heard.push(`close ${code}`)
    return { made, heard }
  }
  const far = () => FarEnd.all.at(-1) as FarEnd
  return { socket, channel, far }
}

test('SK-1 all channels open one socket, and what they send in one turn leaves as one message', async () => {
  const { socket, channel, far } = open()
  const [a, b] = [channel('a'), channel('b')]
  expect(FarEnd.all).toHaveLength(1)
  far().open()
  await Promise.resolve()
  expect([a.heard, b.heard]).toEqual([['open'], ['open']])
  expect(far().messages.map((frames) => frames.map(({ kind }) => kind))).toEqual([['open', 'data', 'open', 'data']])
  socket.close()
})

test('SK-2 a channel that is refused ends alone', () => {
  const { socket, channel, far } = open()
  const [a, b] = [channel('a'), channel('b')]
  far().open()
  far().say({ kind: 'close', channel: 1, code: closeCodes.frozen, reason: '' }, { kind: 'data', channel: 2, payload: new Uint8Array([7]) })
  expect(a.heard).toEqual(['open', `close ${closeCodes.frozen}`])
  expect(b.heard).toEqual(['open', 'message 7'])
  socket.close()
})

test('SK-3 a beat lets every channel hear something that says nothing', () => {
  const { socket, channel, far } = open()
  const a = channel('a')
  far().open()
  far().say({ kind: 'beat' })
  expect(a.heard).toEqual(['open', 'message 1 1 0'])
  socket.close()
})

test('SK-4 44xx on the socket itself ends all for good, until somebody has signed in again', async () => {
  const { socket, channel, far } = open()
  const a = channel('a')
  far().open()
  far().end(closeCodes.noSession)
  expect(a.heard).toEqual(['open', `close ${closeCodes.noSession}`])
  expect(socket.status()).toEqual({ is: 'ended', code: closeCodes.noSession })
  const late = channel('a')
  await Promise.resolve()
  expect(late.heard).toEqual([`close ${closeCodes.noSession}`])
  expect(FarEnd.all).toHaveLength(1)
  socket.revive()
  expect(FarEnd.all).toHaveLength(2)
  socket.close()
})

test('SK-5 a channel that waits for the socket goes on waiting when an attempt fails, and opens with the next one', async () => {
  const { socket, channel, far } = open()
  const a = channel('a')
  const second = new Promise<void>((resolve) => {
    const end = socket.onStatus(({ is }) => {
      if (is !== 'connecting' || FarEnd.all.length < 2) return
      end()
      resolve()
    })
  })
  far().end(1006)
  expect(a.heard).toEqual([])
  await second
  far().open()
  expect(a.heard).toEqual(['open'])
  socket.close()
})
