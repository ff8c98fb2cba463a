/** Owns a tab's shared socket: a channel for each section, and messages in which the channels take turns. */
import * as encoding from 'lib0/encoding'
import { closeCodes, readFrames, roomLimits, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'
import type { OpenChannel } from './door.ts'
import type { RoomServer } from './rooms.ts'
import type { Serving, Wire } from './socket.ts'

/** A message ends when it has grown to this: a long answer in one channel does not delay the keys in another by more. */
const messageBytes = 64 * 1024
/** The next message is made when fewer than these wait in the socket. */
const wireBytes = 4 * messageBytes

export function serveShared(rooms: RoomServer, wire: Wire, backlogBytes: number): Serving {
  const channels = new Map<number, OpenChannel>()
  const waiting = new Map<number, SocketFrame[]>()
  let waitingBytes = 0
  let scheduled = false
  let gone = false

  const queue = (channel: number, frame: SocketFrame): void => {
    if (gone) return
    waitingBytes += bytesOf(frame)
    if (waitingBytes > backlogBytes) return end(closeCodes.restart, 'too slow')
    const frames = waiting.get(channel)
    if (frames) frames.push(frame)
    else waiting.set(channel, [frame])
    if (scheduled) return
    scheduled = true
    // All that the rooms say in one turn goes in one message.
    queueMicrotask(() => {
      scheduled = false
      flush()
    })
  }

  /** What is left over goes out when the socket has drained. */
  const flush = (): void => {
    while (!gone && waiting.size > 0 && wire.waiting() < wireBytes) wire.send(nextMessage())
  }

  /** One frame of each channel in turn, until the message is long enough. */
  const nextMessage = (): Uint8Array => {
    const encoder = encoding.createEncoder()
    while (waiting.size > 0 && encoding.length(encoder) < messageBytes) {
      for (const [channel, frames] of waiting) {
        const frame = frames.shift()
        if (frame) {
          waitingBytes -= bytesOf(frame)
          writeFrame(encoder, frame)
        }
        if (frames.length === 0) waiting.delete(channel)
        if (encoding.length(encoder) >= messageBytes) {
          // Its turn is over: the others come first in the next message.
          if (frames.length > 0) {
            waiting.delete(channel)
            waiting.set(channel, frames)
          }
          break
        }
      }
    }
    return encoding.toUint8Array(encoder)
  }

  const end = (code: number, reason: string): void => {
    leaveAll()
    wire.close(code, reason)
  }

  const leaveAll = (): void => {
    gone = true
    waiting.clear()
    for (const channel of channels.values()) channel.leave()
    channels.clear()
  }

  const open = (channel: number, path: string): void => {
    if (channels.size >= roomLimits.channelsPerSocket) {
      queue(channel, { kind: 'close', channel, code: closeCodes.tooLarge, reason: 'too many channels' })
      return
    }
    const opened = rooms.open(path, wire.session, {
      send: (payload) => queue(channel, { kind: 'data', channel, payload }),
      close(code, reason) {
        channels.delete(channel)
        queue(channel, { kind: 'close', channel, code, reason })
      },
    })
    channels.set(channel, opened)
  }

  const take = (frame: SocketFrame): void => {
    switch (frame.kind) {
      case 'open':
        if (frame.channel === 0 || channels.has(frame.channel)) return end(closeCodes.malformed, 'channel in use')
        return open(frame.channel, frame.path)
      case 'close':
        channels.get(frame.channel)?.leave()
        channels.delete(frame.channel)
        return
      case 'data':
        // A channel that is closed already may still be spoken to: its close is on the way.
        return channels.get(frame.channel)?.receive(frame.payload)
      case 'beat':
        return
    }
  }

  return {
    receive(message) {
      const frames = parsed(message)
      if (!frames) return end(closeCodes.malformed, 'malformed message')
      for (const frame of frames) if (!gone) take(frame)
    },
    beat: () => queue(0, { kind: 'beat' }),
    drained: flush,
    gone: leaveAll,
  }
}

function parsed(message: Uint8Array): readonly SocketFrame[] | null {
  try {
    return readFrames(message)
  } catch {
    return null
  }
}

/** What a frame takes, about. */
function bytesOf(frame: SocketFrame): number {
  return frame.kind === 'data' ? frame.payload.length + 8 : 64
}
