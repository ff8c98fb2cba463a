/** Owns the fire hose: a few writers as fast as they may, and how much of it reaches everybody. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Arrivals } from './arrivals.ts'
import { openMember, putBase, type Target } from './member.ts'
import { scriptOf } from './script.ts'

export type HoseJob = { readonly writers: number; readonly receivers: number; readonly inserts: number }
export type HoseResult = { readonly perSecond: number; readonly fault: string | null }

/** Until nothing has come for so long, or for ever. */
async function quiet(arrivals: Arrivals, ms: number): Promise<void> {
  const from = performance.now()
  for (const until = from + 120_000; performance.now() < until && performance.now() - Math.max(from, arrivals.lastAt) < ms;) await sleep(20)
}

/** A writer goes on while fewer bytes than these wait in its socket. */
const backlog = 64 * 1024

export async function hose(
  target: Target,
  { writers, receivers, inserts }: HoseJob,
  measuring: (on: boolean) => Promise<void>,
): Promise<HoseResult> {
  const script = scriptOf(0, writers, inserts)
  const { leave } = await putBase(target, 0, script.base)
  const arrivals = new Arrivals([script])
  const faults = new Set<string>()
  const open = (who: number, editor: number | null) => {
    const receiver = arrivals.receiver(0, editor)
    return openMember(target, {
      section: 0,
      who,
      update(body) {
        try {
          arrivals.note(receiver, body, performance.now())
        } catch (error) {
          faults.add(String(error))
        }
      },
      closed: (code) => faults.add(`a client was hung up on with ${code}`),
    })
  }
  const members = await Promise.all([
    ...script.editors.map((_, index) => open(index, index)),
    ...Array.from({ length: receivers }, (_, index) => open(writers + index, null)),
  ])
  await Promise.all(members.map(({ ready }) => ready))
  const frames = script.editors.map(({ inserts: typed }, index) =>
    typed.map(({ update }) => members[index]?.frame(update) ?? Buffer.alloc(0)),
  )
  await measuring(true)
  const from = performance.now()
  await Promise.all(
    frames.map(async (mine, index) => {
      const [link, sent] = [members[index], arrivals.sent[0]?.[index]]
      if (!link || !sent) return
      for (let at = 0; at < mine.length;) {
        for (let burst = 0; burst < 50 && at < mine.length; burst++, at++) {
          sent[at] = performance.now()
          link.raw.send(mine[at] ?? Buffer.alloc(0))
        }
        do await new Promise((resolve) => setImmediate(resolve))
        while (link.raw.waiting() > backlog)
      }
    }),
  )
  await quiet(arrivals, 2_000)
  await measuring(false)
  // One that has gone silent over so much may still be at it.
  if (arrivals.judge(0).missing > 0) await quiet(arrivals, 20_000)
  const { missing, expected } = arrivals.judge(0)
  if (missing > 0) faults.add(`${missing} of ${expected} inserts did not arrive`)
  for (const member of members) member.leave()
  leave()
  return {
    perSecond: (writers * inserts * 1000) / (arrivals.lastAt - from),
    fault: faults.size > 0 ? [...faults].slice(0, 3).join('; ') : null,
  }
}
