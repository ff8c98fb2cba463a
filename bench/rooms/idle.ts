/** Owns the figure of connections that do nothing: opened and in step, then left alone. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openMember, putBase, type Target } from './member.ts'
import { baseOf } from './script.ts'

export type IdleJob = {
  readonly clients: number
  readonly sections: number
  /** Of text that is put into each section first; none where it is left out. */
  readonly paragraphs?: number
}

/** `measuring(true)` is called before the first one opens, `measuring(false)` when all are in step and quiet. */
export async function idle(
  target: Target,
  { clients, sections, paragraphs = 0 }: IdleJob,
  measuring: (on: boolean) => Promise<void>,
): Promise<null> {
  await measuring(true)
  const members: { readonly leave: () => void }[] = []
  if (paragraphs > 0) for (let section = 0; section < sections; section++) (await putBase(target, section, baseOf(paragraphs))).leave()
  for (let from = 0; from < clients; from += 20) {
    const some = Array.from({ length: Math.min(20, clients - from) }, async (_, index) => {
      const who = from + index
      const member = await openMember(target, { section: who % sections, who })
      await member.ready
      return member
    })
    members.push(...(await Promise.all(some)))
  }
  await sleep(3_000)
  await measuring(false)
  for (const member of members) member.leave()
  return null
}
