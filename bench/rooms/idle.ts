/** Owns the figure of connections that do nothing: opened and in step, then left alone. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Member, openMember, putBase, type Target } from './member.ts'
import { baseOf } from './script.ts'

export type IdleJob = {
  readonly clients: number
  readonly sections: number
  /** Of text that is put into each section first; none where it is left out. */
  readonly paragraphs?: number
}

/** What comes with the first connections, the code that serves them above all, is no cost of a connection: so many come and go before. */
const firstOnes = 50
const quietMs = 3_000

/** `measuring(true)` is called before those that count open, `measuring(false)` when all are in step and quiet. */
export async function idle(
  target: Target,
  { clients, sections, paragraphs = 0 }: IdleJob,
  measuring: (on: boolean) => Promise<void>,
): Promise<null> {
  const first = await Promise.all(Array.from({ length: Math.min(firstOnes, clients) }, (_, who) => opened(target, 0, who)))
  for (const member of first) member.leave()
  await sleep(quietMs)
  await measuring(true)
  const members: { readonly leave: () => void }[] = []
  if (paragraphs > 0) for (let section = 0; section < sections; section++) (await putBase(target, section, baseOf(paragraphs))).leave()
  for (let from = 0; from < clients; from += 20) {
    const some = Array.from({ length: Math.min(20, clients - from) }, (_, index) => opened(target, (from + index) % sections, from + index))
    members.push(...(await Promise.all(some)))
  }
  await sleep(quietMs)
  await measuring(false)
  for (const member of members) member.leave()
  return null
}

async function opened(target: Target, section: number, who: number): Promise<Member> {
  const member = await openMember(target, { section, who })
  await member.ready
  return member
}
