/**
 * Owns what has arrived: each update that a receiver gets is compared with what was typed and noted with its time; the sums are drawn after
 * the measurement, over every receiver and every (client, clock).
 */
import * as Y from 'yjs'
import type { Insert, Script } from './script.ts'

/** What one update brings: (room, editor, insert) as ranges. */
type Brought = { readonly bytes: Buffer; readonly ranges: readonly Range[] }
type Range = { readonly editor: number; readonly first: number; readonly count: number }
type Known = { readonly room: number; readonly editor: number; readonly firstClock: number; readonly inserts: readonly Insert[] }

/** A latency in steps of 0.05 ms up to ten seconds. */
export const [bucketMs, buckets] = [0.05, 200_000] as const

/** A fault of the server: what came is not what was typed, or came where it does not belong. */
export class WrongArrival extends Error {
  override name = 'WrongArrival'
}

export type Receiver = {
  readonly room: number
  /** Its own editor, whose inserts it need not get; null for one who only reads. */
  readonly editor: number | null
  readonly times: number[]
  readonly brought: Brought[]
}

export type Judged = {
  /** Latencies by `bucketMs`, those sent after the warm-up only. */
  readonly histogram: Uint32Array
  readonly delivered: number
  readonly expected: number
  readonly missing: number
}

export class Arrivals {
  readonly #scripts: readonly Script[]
  readonly #byClient = new Map<number, Known>()
  readonly #seen = new Map<number, Brought[]>()
  /** When each insert was sent: by room, editor, insert; NaN until then. */
  readonly sent: readonly (readonly Float64Array[])[]
  readonly receivers: Receiver[] = []
  lastAt = 0
  #room = 0

  constructor(scripts: readonly Script[]) {
    this.#scripts = scripts
    this.sent = scripts.map(({ editors }) => editors.map(({ inserts }) => new Float64Array(inserts.length).fill(Number.NaN)))
    scripts.forEach(({ editors }, room) =>
      editors.forEach(({ client, inserts }, editor) =>
        this.#byClient.set(client, { room, editor, firstClock: inserts[0]?.clock ?? 0, inserts }),
      ),
    )
  }

  receiver(room: number, editor: number | null): Receiver {
    const made: Receiver = { room, editor, times: [], brought: [] }
    this.receivers.push(made)
    return made
  }

  /** Notes an update; throws WrongArrival where it holds what nobody has typed there. */
  note(receiver: Receiver, update: Uint8Array, now: number): void {
    this.#room = receiver.room
    receiver.times.push(now)
    receiver.brought.push(this.#read(update))
    this.lastAt = now
  }

  /** The same bytes reach many receivers: they are parsed once for each room. */
  #read(update: Uint8Array): Brought {
    const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength)
    const key = keyOf(bytes, this.#room)
    const alike = this.#seen.get(key)
    const known = alike?.find((one) => one.bytes.equals(bytes))
    if (known) return known
    const made = { bytes: Buffer.from(bytes), ranges: this.#parse(bytes) }
    if (alike) alike.push(made)
    else this.#seen.set(key, [made])
    return made
  }

  #parse(bytes: Buffer): readonly Range[] {
    const { structs, ds } = decoded(bytes)
    if (ds.clients.size > 0) throw new WrongArrival('a deletion that nobody has made')
    const ranges: Range[] = []
    for (const struct of structs) {
      const known = this.#byClient.get(struct.id.client)
      // The base, or a server's own first content.
      if (!known) continue
      if (known.room !== this.#room) throw new WrongArrival(`an insert of section ${known.room} came to section ${this.#room}`)
      const first = struct.id.clock - known.firstClock
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString))
        throw new WrongArrival('an insert came as something else')
      for (let at = 0; at < struct.length; at++) compare(struct, struct.content, at, known.inserts[first + at])
      ranges.push({ editor: known.editor, first, count: struct.length })
    }
    return ranges
  }

  /** Every (client, clock) at every receiver. `from`: only what was sent since then counts as a latency; all must have arrived. */
  judge(from: number): Judged {
    const histogram = new Uint32Array(buckets + 1)
    let [delivered, expected, missing] = [0, 0, 0]
    for (const receiver of this.receivers) {
      const times = this.sent[receiver.room] ?? []
      const got = times.map((sent) => new Uint8Array(sent.length))
      receiver.brought.forEach(({ ranges }, index) => {
        const at = receiver.times[index] ?? Number.NaN
        for (const { editor, first, count } of ranges) {
          const [mine, sent] = [got[editor], times[editor]]
          if (!mine || !sent || editor === receiver.editor) continue
          for (let insert = first; insert < first + count; insert++) {
            // The first time counts: an update that comes twice changes nothing.
            if (mine[insert]) continue
            mine[insert] = 1
            delivered++
            const sentAt = sent[insert] ?? Number.NaN
            if (sentAt < from) continue
            const bucket = Math.min(buckets, Math.max(0, Math.round((at - sentAt) / bucketMs)))
            histogram[bucket] = (histogram[bucket] ?? 0) + 1
          }
        }
      })
      times.forEach((sent, editor) => {
        if (editor === receiver.editor) return
        for (let insert = 0; insert < sent.length; insert++) {
          if (Number.isNaN(sent[insert])) continue
          expected++
          if (!got[editor]?.[insert]) missing++
        }
      })
    }
    return { histogram, delivered, expected, missing }
  }

  /** What must stand in a section in the end, beside the server's own first content. */
  updatesOf(room: number): readonly Uint8Array[] {
    const script = this.#scripts[room]
    if (!script) return []
    return [
      script.base,
      ...script.editors.flatMap(({ inserts }, editor) =>
        inserts.flatMap(({ update }, insert) => (Number.isNaN(this.sent[room]?.[editor]?.[insert]) ? [] : [update])),
      ),
    ]
  }
}

function decoded(bytes: Buffer): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(bytes)
  } catch (error) {
    throw new WrongArrival(`an update that cannot be read: ${String(error)}`)
  }
}

function compare(struct: Y.Item, content: Y.ContentString, at: number, typed: Insert | undefined): void {
  if (!typed) throw new WrongArrival(`nobody has typed ${struct.id.client}:${struct.id.clock + at}`)
  const origin = at === 0 ? struct.origin : { client: struct.id.client, clock: struct.id.clock + at - 1 }
  const isSame = content.str[at] === typed.character && sameId(origin, typed.origin) && sameId(struct.rightOrigin, typed.rightOrigin)
  if (!isSame) throw new WrongArrival(`${struct.id.client}:${typed.clock} came with another character, or for another place`)
}

const sameId = (one: Y.ID | { client: number; clock: number } | null, other: Y.ID | null): boolean =>
  one === null || other === null ? one === other : one.client === other.client && one.clock === other.clock

/** Collisions are told apart by the bytes. */
function keyOf(bytes: Buffer, room: number): number {
  const { length } = bytes
  let key = Math.imul(length ^ 0x9e3779b9, 2654435761) ^ Math.imul(room + 1, 40503)
  const step = Math.max(1, Math.floor(length / 24))
  for (let at = 0; at < length; at += step) key = Math.imul(key ^ (bytes[at] ?? 0), 16777619)
  return Math.imul(key ^ (bytes[length - 1] ?? 0), 16777619)
}

/** The q-th quantile of a histogram, in milliseconds. */
export function quantileOf(histogram: Uint32Array, q: number): number {
  const all = histogram.reduce((sum, count) => sum + count, 0)
  let rest = Math.ceil(q * all)
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    rest -= histogram[bucket] ?? 0
    if (rest <= 0 && all > 0) return bucket * bucketMs
  }
  return Number.NaN
}
