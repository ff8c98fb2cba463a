/** Owns the load that most figures are of: editors who type and move their cursors in many sections, and the judgement of what arrived. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { Arrivals, quantileOf } from './arrivals.ts'
import { type Based, type Member, nameOf, openMember, putBase, sameText, servedWhole, type Target } from './member.ts'
import { frameOf } from './rawSocket.ts'
import { cursorStates, randomFrom, type Script, scriptOf } from './script.ts'
import { emptyUpdate, encodeCursor } from './wire.ts'

export type TypingJob = {
  readonly sections: number
  /** In each section. */
  readonly editors: number
  /** How long is typed and measured, after `warmMs` that are not. */
  readonly forMs: number
  readonly warmMs: number
  /** Whether the server's acknowledgements are timed. */
  readonly acknowledgements?: boolean
  /** A person types there, too: what a newcomer must get is not known here. */
  readonly personToo?: boolean
}

export type TypingResult = {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  /** [ms, how many], in steps of 0.05 ms. */
  readonly samples: readonly (readonly [number, number])[]
  readonly delivered: number
  /** Null: all is well. */
  readonly fault: string | null
  /** How late the generator was, p99 in ms. */
  readonly lateness: number
  readonly acknowledged: { readonly p50: number; readonly p99: number; readonly count: number } | null
}

/** Inserts and cursor moves of one editor in a second. */
const [insertsPerSecond, movesPerSecond] = [5, 2] as const
/** When nothing has arrived for so long, nothing more is waited for. */
const [quietMs, longestMs] = [2_000, 45_000] as const
/** So many sections are looked at by a newcomer with a real document. */
const newcomers = 20

type Due = { readonly at: number; readonly member: number; readonly insert: number; readonly frame: Buffer }

/** `measuring` is called when the measured time begins and when it ends. */
export async function type(target: Target, job: TypingJob, measuring: (on: boolean) => Promise<void>): Promise<TypingResult> {
  const { sections, editors, forMs, warmMs } = job
  const seconds = (forMs + warmMs) / 1000
  const inserts = Math.ceil(seconds * insertsPerSecond)
  const scripts = Array.from({ length: sections }, (_, room) => scriptOf(room, editors, inserts))
  const based: Based[] = []
  for (let from = 0; from < sections; from += 10) {
    const some = scripts.slice(from, from + 10)
    based.push(...(await Promise.all(some.map(({ base }, index) => putBase(target, from + index, base)))))
  }

  const arrivals = new Arrivals(scripts)
  const faults = new Set<string>()
  const acks = job.acknowledgements ? new Acknowledgements() : null
  const members: Member[] = []
  const places: { readonly room: number; readonly editor: number }[] = []
  for (let room = 0; room < sections; room++) for (let editor = 0; editor < editors; editor++) places.push({ room, editor })
  for (let from = 0; from < places.length; from += 25) {
    const opened = await Promise.all(
      places.slice(from, from + 25).map(async ({ room, editor }, index) => {
        const receiver = arrivals.receiver(room, editor)
        const at = from + index
        const member = await openMember(target, {
          section: room,
          who: at,
          update(body) {
            try {
              arrivals.note(receiver, body, performance.now())
            } catch (error) {
              faults.add(String(error))
            }
          },
          acknowledged: (upTo) => acks?.note(at, upTo, performance.now()),
          closed: (code) => faults.add(`a client was hung up on with ${code}`),
        })
        await member.ready
        return member
      }),
    )
    members.push(...opened)
  }
  for (const { leave } of based) leave()
  const schedule = scheduleOf(target, scripts, members, places, seconds)

  const start = performance.now() + 50
  const from = start + warmMs
  const late: number[] = []
  const begun = sleep(warmMs + 50).then(() => measuring(true))
  for (let next = 0; next < schedule.length;) {
    const now = performance.now()
    const due = schedule[next]
    if (!due) break
    if (start + due.at > now) {
      await sleep(Math.max(0, Math.min(5, start + due.at - now)))
      continue
    }
    const place = places[due.member]
    if (due.insert >= 0 && place) {
      const sent = arrivals.sent[place.room]?.[place.editor]
      if (sent) sent[due.insert] = performance.now()
      acks?.sent(due.member, performance.now())
      late.push(now - start - due.at)
    }
    members[due.member]?.raw.send(due.frame)
    next++
    // The answers are read between: sockets are served once a turn.
    if (next % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await begun
  await sleep(20)
  await measuring(false)

  const until = performance.now() + longestMs
  while (performance.now() < until && performance.now() - arrivals.lastAt < quietMs) await sleep(50)
  const { histogram, delivered, expected, missing } = arrivals.judge(from)
  if (missing > 0) faults.add(`${missing} of ${expected} inserts did not arrive`)
  if (target.keepsText && !job.personToo && faults.size === 0) {
    await compareNewcomers(target, arrivals, based).catch((error: unknown) =>
      faults.add(error instanceof Error ? error.message : String(error)),
    )
  }
  for (const member of members) member.leave()
  late.sort((a, b) => a - b)
  return {
    p50: quantileOf(histogram, 0.5),
    p95: quantileOf(histogram, 0.95),
    p99: quantileOf(histogram, 0.99),
    max: quantileOf(histogram, 1),
    samples: [...histogram.entries()].flatMap(([bucket, count]) => (count > 0 ? [[bucket / 20, count] as const] : [])),
    delivered,
    fault: faults.size > 0 ? [...faults].slice(0, 3).join('; ') : null,
    lateness: late[Math.floor(late.length * 0.99)] ?? 0,
    acknowledged: acks?.sums(from) ?? null,
  }
}

function scheduleOf(
  { dialect }: Target,
  scripts: readonly Script[],
  members: readonly Member[],
  places: readonly { readonly room: number; readonly editor: number }[],
  seconds: number,
): readonly Due[] {
  const random = randomFrom(11)
  const schedule: Due[] = []
  places.forEach(({ room, editor: index }, member) => {
    const [editor, link] = [scripts[room]?.editors[index], members[member]]
    if (!editor || !link) return
    const phase = random() * (1000 / insertsPerSecond)
    editor.inserts.forEach(({ update }, insert) => {
      schedule.push({ at: phase + (insert * 1000) / insertsPerSecond, member, insert, frame: link.frame(update) })
    })
    const moves = Math.floor(seconds * movesPerSecond)
    const movePhase = random() * (1000 / movesPerSecond)
    cursorStates(editor, moves).forEach((state, move) => {
      const frame = frameOf(encodeCursor(dialect, nameOf(room), editor.client, move + 1, state))
      schedule.push({ at: movePhase + (move * 1000) / movesPerSecond, member, insert: -1, frame })
    })
  })
  return schedule.sort((a, b) => a.at - b.at)
}

/** Somebody who comes late, with a real document, must have exactly what the writers wrote. */
async function compareNewcomers(target: Target, arrivals: Arrivals, based: readonly Based[]): Promise<void> {
  const step = Math.max(1, Math.floor(based.length / newcomers))
  for (let room = 0; room < based.length; room += step) {
    const should = new Y.Doc()
    Y.applyUpdate(should, based[room]?.served ?? emptyUpdate)
    should.transact(() => {
      for (const update of arrivals.updatesOf(room)) Y.applyUpdate(should, update)
    })
    const got = new Y.Doc()
    Y.applyUpdate(got, await servedWhole(target, room, Y.encodeStateAsUpdate(should)))
    if (!sameText(got, should)) throw new Error(`section ${room}: a newcomer got another text than was written`)
  }
}

/** When writes were sent and when the server said that they are on disk, by member. */
class Acknowledgements {
  readonly #sent = new Map<number, number[]>()
  readonly #told = new Map<number, number[]>()
  /** Every member has answered one sync step 1 before it types: that write is counted, too. */
  readonly #before = 1

  sent(member: number, at: number): void {
    const times = this.#sent.get(member)
    if (times) times.push(at)
    else this.#sent.set(member, [at])
  }

  note(member: number, upTo: number, at: number): void {
    const told = this.#told.get(member) ?? []
    this.#told.set(member, told)
    while (told.length < upTo - this.#before) told.push(at)
  }

  sums(from: number): { p50: number; p99: number; count: number } {
    const took: number[] = []
    for (const [member, times] of this.#sent) {
      times.forEach((sent, index) => {
        const told = this.#told.get(member)?.[index]
        if (sent >= from && told !== undefined) took.push(told - sent)
      })
    }
    took.sort((a, b) => a - b)
    const at = (q: number): number => took[Math.max(0, Math.ceil(q * took.length) - 1)] ?? Number.NaN
    return { p50: at(0.5), p99: at(0.99), count: took.length }
  }
}
