/** Owns the one WebSocket of a tab: every provider believes that it has its own socket, in truth all share one. */
import * as encoding from 'lib0/encoding'
import { emptyAwareness, readFrames, type SocketFrame, writeFrame } from '@samplan/shared/roomWire'

/** `down` is between two attempts, with the code of the last end, or null; `ended` is for good (44xx on the socket itself) until `revive`. */
export type SocketStatus =
  | { readonly is: 'connecting' }
  | { readonly is: 'open' }
  | { readonly is: 'down'; readonly code: number | null }
  | { readonly is: 'ended'; readonly code: number }

export type SharedSocket = {
  /** For y-websocket's `WebSocketPolyfill`. Channels stay CONNECTING until the real socket is open, so only this one backs off. */
  readonly Channel: typeof ChannelSocket
  readonly status: () => SocketStatus
  /** Tells every change of the status; returns its end. */
  readonly onStatus: (listener: (status: SocketStatus) => void) => () => void
  /** Tries at once, also after an end: for a person who has signed in again. */
  readonly revive: () => void
  readonly close: () => void
}

export type SharedSocketOptions = {
  readonly WebSocket?: typeof WebSocket
  readonly random?: () => number
  /** First and longest wait between attempts, in milliseconds. */
  readonly backOff?: { readonly first: number; readonly most: number }
  /** Without a message for so long the socket counts as dead, in milliseconds; the server beats more often. */
  readonly silence?: number
}

/** A message is sent when it has grown to this, so that no section's load becomes one huge message. */
const messageBytes = 256 * 1024

/** What y-websocket uses of a WebSocket. */
export declare class ChannelSocket {
  constructor(url: string)
  readonly readyState: number
  send(bytes: Uint8Array): void
  close(code?: number, reason?: string): void
  /** A message for this channel. */
  received(payload: Uint8Array): void
}

type Handler<Event> = ((event: Event) => void) | null

/** Opens the socket as soon as the first channel asks for it. */
export function openSharedSocket(url: string, options: SharedSocketOptions = {}): SharedSocket {
  const RealSocket = options.WebSocket ?? globalThis.WebSocket
  const random = options.random ?? Math.random
  const { first, most } = options.backOff ?? { first: 150, most: 2500 }
  const silence = options.silence ?? 40_000

  const channels = new Map<number, Channel>()
  const listeners = new Set<(status: SocketStatus) => void>()
  let status: SocketStatus = { is: 'down', code: null }
  let real: WebSocket | null = null
  let nextChannel = 1
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let watchdog: ReturnType<typeof setTimeout> | null = null
  let gathered: encoding.Encoder | null = null
  let closed = false

  const set = (next: SocketStatus): void => {
    status = next
    for (const listener of [...listeners]) listener(next)
  }

  const flush = (): void => {
    if (gathered && real?.readyState === 1) real.send(encoding.toUint8Array(gathered) as Uint8Array<ArrayBuffer>)
    gathered = null
  }
  /** All that is written in one turn leaves as one message. */
  const write = (frame: SocketFrame): void => {
    if (!gathered) {
      gathered = encoding.createEncoder()
      queueMicrotask(flush)
    }
    writeFrame(gathered, frame)
    if (encoding.length(gathered) > messageBytes) flush()
  }

  const heard = (): void => {
    if (watchdog) clearTimeout(watchdog)
    watchdog = setTimeout(() => dropped(1006, 'silence'), silence)
  }

  const connect = (): void => {
    timer = null
    if (real || closed || status.is === 'ended') return
    const socket = new RealSocket(url)
    real = socket
    socket.binaryType = 'arraybuffer'
    set({ is: 'connecting' })
    socket.onopen = () => {
      if (real !== socket) return
      heard()
      set({ is: 'open' })
      for (const channel of [...channels.values()]) channel.opened()
    }
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
      if (real !== socket) return
      attempts = 0
      heard()
      for (const frame of readFrames(new Uint8Array(event.data))) received(frame)
    }
    socket.onclose = (event) => {
      if (real === socket) dropped(event.code, event.reason)
    }
    socket.onerror = () => undefined
  }

  const received = (frame: SocketFrame): void => {
    switch (frame.kind) {
      case 'data':
        channels.get(frame.channel)?.received(frame.payload)
        return
      case 'close':
        channels.get(frame.channel)?.ended(frame.code, frame.reason)
        return
      case 'beat':
        for (const channel of [...channels.values()]) channel.received(emptyAwareness)
        return
      case 'open':
        return
    }
  }

  /** The real socket is gone: all channels end with its code, and unless that is final a new attempt is planned. */
  const dropped = (code: number, reason: string): void => {
    const old = real
    real = null
    gathered = null
    if (watchdog) clearTimeout(watchdog)
    if (old) {
      old.onopen = old.onmessage = old.onclose = null
      old.close()
    }
    const final = code >= 4400 && code < 4500
    set(final ? { is: 'ended', code } : { is: 'down', code })
    // A channel that waits for a socket goes on waiting, so that only this one backs off.
    for (const channel of [...channels.values()]) if (final || closed || channel.readyState === 1) channel.ended(code, reason)
    if (!final) again()
  }

  const again = (): void => {
    if (timer || closed) return
    const wait = Math.min(most, first * 2 ** attempts) * (0.5 + random() / 2)
    attempts++
    timer = setTimeout(connect, wait)
  }

  const now = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    connect()
  }

  const wentOffline = (): void => {
    // A socket outlives the network by minutes; what one reads as saved must not.
    if (real) dropped(1006, 'offline')
  }
  globalThis.window?.addEventListener('offline', wentOffline)
  globalThis.window?.addEventListener('online', now)

  class Channel {
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readyState = 0
    binaryType = 'arraybuffer'
    onopen: Handler<unknown> = null
    onmessage: Handler<{ data: ArrayBuffer }> = null
    onclose: Handler<{ code: number; reason: string; wasClean: boolean }> = null
    onerror: Handler<unknown> = null
    readonly channel = nextChannel++
    readonly path: string

    constructor(address: string) {
      const { pathname, search } = new URL(address, 'ws://channel')
      this.path = pathname + search
      channels.set(this.channel, this)
      const { is } = status
      if (is === 'ended') queueMicrotask(() => this.ended(status.is === 'ended' ? status.code : 1006, ''))
      else if (is === 'open') queueMicrotask(() => this.opened())
      else if (!real && !timer) connect()
    }

    send(bytes: Uint8Array): void {
      if (this.readyState === 1) write({ kind: 'data', channel: this.channel, payload: bytes })
    }

    close(code = 1000, reason = ''): void {
      if (this.readyState === 1) write({ kind: 'close', channel: this.channel, code, reason })
      this.ended(code, reason)
    }

    opened(): void {
      if (this.readyState !== 0 || real?.readyState !== 1) return
      this.readyState = 1
      write({ kind: 'open', channel: this.channel, path: this.path })
      this.onopen?.({ type: 'open' })
    }

    received(payload: Uint8Array): void {
      if (this.readyState === 1) this.onmessage?.({ data: payload.slice().buffer as ArrayBuffer })
    }

    ended(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      channels.delete(this.channel)
      this.onclose?.({ code, reason, wasClean: code === 1000 })
    }
  }

  return {
    Channel,
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    revive: () => {
      if (status.is === 'ended') set({ is: 'down', code: null })
      attempts = 0
      now()
    },
    close: () => {
      closed = true
      if (timer) clearTimeout(timer)
      globalThis.window?.removeEventListener('offline', wentOffline)
      globalThis.window?.removeEventListener('online', now)
      if (real) flush()
      dropped(1000, '')
      listeners.clear()
    },
  }
}
