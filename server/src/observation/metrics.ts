/** Owns the figures of this process in Prometheus' format. They name no person, no plan and no section. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RoomFigures, RoomMeter } from '../rooms/contract.ts'

export type Metrics = {
  readonly meter: RoomMeter
  /** A socket of this kind has been opened; the closer of its count. */
  readonly socketOpened: (kind: 'rooms' | 'graphql') => () => void
  readonly contentType: string
  readonly render: () => Promise<string>
}

const flushSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** `figures` is asked at each scrape; `now` in milliseconds. */
export function createMetrics(figures: () => RoomFigures, now: () => number): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: (rooms: RoomFigures) => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read(figures())) })
  }
  gauge('samplan_rooms', 'Sections that are open in this process', ({ rooms }) => rooms)
  gauge('samplan_channels', 'Clients in open sections, each as often as it has sections', ({ channels }) => channels)
  gauge('samplan_rooms_held', 'Open sections that wait for the end of a submission', ({ held }) => held)
  gauge('samplan_rooms_nearly_full', 'Open sections at 80 % of what one may hold, or beyond', ({ nearlyFull }) => nearlyFull)
  gauge('samplan_oldest_unsaved_seconds', 'Age of the oldest edit that is not on disk; 0 when all is', ({ unsavedSince }) =>
    unsavedSince === null ? 0 : Math.max(0, now() - unsavedSince) / 1000,
  )
  const sockets = new Gauge({ name: 'samplan_connections', help: 'Open WebSockets', labelNames: ['kind'], registers })
  for (const kind of ['rooms', 'graphql'] as const) sockets.set({ kind }, 0)
  const flushes = new Histogram({
    name: 'samplan_flush_seconds',
    help: 'From the writing of edits to their being on disk',
    buckets: flushSeconds,
    registers,
  })
  const refused = new Counter({
    name: 'samplan_refused_frames_total',
    help: 'Frames that closed a channel',
    labelNames: ['why'],
    registers,
  })
  const freezes = new Counter({
    name: 'samplan_section_freezes_total',
    help: 'Sections frozen for a submission',
    labelNames: ['outcome'],
    registers,
  })
  return {
    meter: {
      flushed: (seconds) => flushes.observe(seconds),
      refused: (why) => refused.inc({ why }),
      froze: (outcome) => freezes.inc({ outcome }),
    },
    socketOpened(kind) {
      sockets.inc({ kind })
      return () => sockets.dec({ kind })
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  }
}
