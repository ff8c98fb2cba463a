/** Owns the figure of a network that comes back: many clients drop at once and return while one goes on typing. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { Arrivals, type Receiver } from './arrivals.ts'
import { type Member, openMember, putBase, type Target } from './member.ts'
import { scriptOf } from './script.ts'

export type ReturningJob = { readonly clients: number; readonly awayMs: number }
export type ReturningResult = { readonly lastMs: number; readonly each: readonly number[]; readonly fault: string | null }

const [everyMs, paragraphs, typedBefore] = [50, 100, 20] as const

export async function returning(
  target: Target,
  { clients, awayMs }: ReturningJob,
  measuring: (on: boolean) => Promise<void>,
): Promise<ReturningResult> {
  const script = scriptOf(0, 1, 2_000, paragraphs)
  const [writer] = script.editors
  if (!writer) throw new Error('nobody types')
  const { served, leave } = await putBase(target, 0, script.base)
  const arrivals = new Arrivals([script])
  const faults = new Set<string>()
  const typing = await openMember(target, { section: 0, who: clients })
  await typing.ready
  const receivers = Array.from({ length: clients }, () => arrivals.receiver(0, null))

  const come = async (who: number, vector: Uint8Array, from: number): Promise<{ member: Member; ms: number }> => {
    const receiver = receivers[who]
    let at = Number.NaN
    const member = await openMember(target, {
      section: 0,
      who,
      vector,
      update(body, step2) {
        if (step2 && Number.isNaN(at)) at = performance.now()
        try {
          if (receiver) arrivals.note(receiver, body, performance.now())
        } catch (error) {
          faults.add(String(error))
        }
      },
    })
    await member.ready
    return { member, ms: at - from }
  }

  const first = await Promise.all(receivers.map((_, who) => come(who, vectorOf(served, 0, 0), performance.now())))
  let stop = false
  const sent = arrivals.sent[0]?.[0]
  const typed = (async () => {
    for (let insert = 0; !stop && insert < writer.inserts.length; insert++) {
      const update = writer.inserts[insert]?.update
      if (sent) sent[insert] = performance.now()
      if (update) typing.raw.send(typing.frame(update))
      await sleep(everyMs)
    }
  })()
  await sleep(everyMs * typedBefore)
  for (const { member } of first) member.leave()
  const vectors = receivers.map((receiver) => vectorOf(served, writer.client, clockOf(receiver, writer.inserts[0]?.clock ?? 0)))
  await sleep(awayMs)
  await measuring(true)
  const from = performance.now()
  const back = await Promise.all(vectors.map((vector, who) => come(who, vector, from)))
  await measuring(false)
  await sleep(500)
  stop = true
  await typed
  for (const until = performance.now() + 10_000; performance.now() < until && performance.now() - arrivals.lastAt < 1_000;) await sleep(50)
  const { missing, expected } = arrivals.judge(0)
  if (missing > 0) faults.add(`${missing} of ${expected} inserts did not arrive`)
  for (const { member } of back) member.leave()
  typing.leave()
  leave()
  const each = back.map(({ ms }) => ms)
  return { lastMs: Math.max(...each), each, fault: faults.size > 0 ? [...faults].slice(0, 3).join('; ') : null }
}

/** The clock behind the last insert that has come without a gap. */
function clockOf(receiver: Receiver, first: number): number {
  const got = new Set(
    receiver.brought.flatMap(({ ranges }) => ranges.flatMap((range) => Array.from({ length: range.count }, (_, at) => range.first + at))),
  )
  let clock = 0
  while (got.has(clock)) clock++
  return first + clock
}

/** The state vector of who has what was served first and `clock` of `client`. */
function vectorOf(served: Uint8Array, client: number, clock: number): Uint8Array {
  const vector = new Map(Y.decodeStateVector(Y.encodeStateVectorFromUpdate(served)))
  if (clock > 0) vector.set(client, clock)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, vector.size)
  for (const [id, upTo] of [...vector].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, id)
    encoding.writeVarUint(encoder, upTo)
  }
  return encoding.toUint8Array(encoder)
}
