/** Owns what goes over Redis between processes: that something has moved, never what, and the carets. Nothing rests on it: the poll finds the rest. */
import { Redis } from 'ioredis'
import { z } from 'zod'
import { parseId, type SectionId } from '@samplan/shared/ids'
import type { Bus } from '../bus.ts'
import type { AwarenessElsewhere, RoomLog } from '../rooms/contract.ts'
import type { RoomServer } from '../rooms/rooms.ts'

export type Wakes = {
  /** Text of the section is on disk. */
  readonly textMoved: (section: SectionId) => void
  /** Awareness changed here. */
  readonly awareness: (section: SectionId, entries: readonly AwarenessElsewhere[]) => void
  /** The section has been loaded here: the others say who is in it. */
  readonly opened: (section: SectionId) => void
  /** From now on what the others say is heard, and what the bus says is passed on. `look` asks the database. */
  readonly listen: (hearers: Hearers) => void
  /** What was said before is still sent. */
  readonly close: () => void
}

export type Hearers = {
  readonly rooms: Pick<RoomServer, 'refresh' | 'takeAwareness' | 'awareness' | 'sections'>
  readonly bus: Bus
  readonly look: () => void
}

export type WakesOptions = { readonly url: string; readonly channel: string; readonly process: string; readonly log: RoomLog }

const sectionId = z.string().transform((text, context): SectionId => {
  const id = parseId<'section'>(text) as SectionId | null
  if (id === null) context.addIssue('no id')
  return id ?? z.NEVER
})
const message = z.object({
  from: z.string(),
  /** Sections whose text has moved. */
  text: z.array(sectionId).optional(),
  /** Something else has moved. */
  other: z.boolean().optional(),
  awareness: z
    .object({
      section: sectionId,
      /** Client, clock, gone, and the bytes in base64. */
      entries: z.array(z.tuple([z.number(), z.number(), z.boolean(), z.string()])),
    })
    .optional(),
  opened: sectionId.optional(),
})
type Message = z.input<typeof message>

/** What moves in this time goes in one message, and is looked at together. Milliseconds. */
const gatherMs = 5
const longestRetryMs = 2_000

/** Connects by itself, again and again; what is said meanwhile is not sent later. An outage is logged once. */
export function createWakes({ url, channel, process, log }: WakesOptions): Wakes {
  let isDown = false
  let closed = false
  const connect = (): Redis => {
    const redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(longestRetryMs, times * 100),
    })
    redis.on('error', (error: Error) => {
      // Its message alone: the error itself carries the command that failed, and that may be the password.
      if (!isDown && !closed) log.warn({ error: error.message }, 'Redis does not answer: the others are found by the poll alone')
      isDown = true
    })
    return redis
  }
  const speaker = connect()
  const listener = connect()
  const moved = new Set<SectionId>()
  let other = false
  let timer: NodeJS.Timeout | null = null

  const send = (said: Omit<Message, 'from'>): void => {
    if (speaker.status !== 'ready') return
    speaker.publish(channel, JSON.stringify({ from: process, ...said })).catch(() => undefined) // the poll finds it
  }
  const sayGathered = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    if (moved.size > 0 || other) send({ ...(moved.size > 0 && { text: [...moved] }), ...(other && { other }) })
    moved.clear()
    other = false
  }
  const soon = (): void => {
    timer ??= setTimeout(sayGathered, gatherMs)
  }
  const awareness = (section: SectionId, entries: readonly AwarenessElsewhere[]): void => {
    if (entries.length === 0) return
    const packed = entries.map((entry): [number, number, boolean, string] => [
      entry.client,
      entry.clock,
      entry.isGone,
      Buffer.from(entry.bytes).toString('base64'),
    ])
    send({ awareness: { section, entries: packed } })
  }

  const opened = (section: SectionId): void => send({ opened: section })

  let unsubscribe = (): void => undefined
  const listen = ({ rooms, bus, look }: Hearers): void => {
    unsubscribe = bus.subscribe((event, origin) => {
      // Whoever did it has said so to all.
      if (event.kind === 'presenceChanged' || origin === 'elsewhere') return
      other = true
      soon()
    })
    const waiting = new Set<SectionId>()
    let refreshing = false
    /** One refresh at a time, of all that has moved meanwhile. */
    const refresh = async (): Promise<void> => {
      if (refreshing) return
      refreshing = true
      while (waiting.size > 0 && !closed) {
        const sections = [...waiting]
        waiting.clear()
        await rooms.refresh(sections).catch(() => undefined) // the poll says so
      }
      refreshing = false
    }
    listener.on('message', (_channel, text) => {
      const heard = parsed(text)
      if (!heard || heard.from === process || closed) return
      for (const section of heard.text ?? []) waiting.add(section)
      void refresh()
      if (heard.other) look()
      if (heard.opened) awareness(heard.opened, rooms.awareness(heard.opened))
      if (heard.awareness) {
        const entries = heard.awareness.entries.map(([client, clock, isGone, bytes]) => ({
          client,
          clock,
          isGone,
          bytes: Buffer.from(bytes, 'base64'),
        }))
        rooms.takeAwareness(heard.awareness.section, entries)
      }
    })
    let hears = false
    /** What was said before was not heard, on either side: whoever comes last tells and asks. */
    const greet = (): void => {
      if (!hears || speaker.status !== 'ready') return
      look()
      for (const section of rooms.sections()) {
        awareness(section, rooms.awareness(section))
        opened(section)
      }
    }
    const subscribe = async (): Promise<void> => {
      if (isDown) log.info({}, 'Redis answers again')
      isDown = false
      await listener.subscribe(channel)
      hears = true
      greet()
    }
    const subscribed = (): void => void subscribe().catch(() => undefined) // it connects again, and subscribes then
    listener.on('close', () => (hears = false))
    listener.on('ready', subscribed)
    speaker.on('ready', greet)
    if (listener.status === 'ready') subscribed()
  }

  return {
    textMoved(section) {
      moved.add(section)
      soon()
    },
    awareness,
    opened,
    listen,
    close() {
      closed = true
      unsubscribe()
      sayGathered()
      speaker.disconnect()
      listener.disconnect()
    },
  }
}

/** What is no message of ours is none. */
function parsed(text: string): z.output<typeof message> | null {
  try {
    return message.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
