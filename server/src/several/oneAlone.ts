/** Owns work that one process does while all others on the database wait for it: first contents, changes of shape. */
import { setTimeout } from 'node:timers/promises'
import type { LeaseStore } from '../storage/ports.ts'

/** A process that died in its work is followed by another after this. Milliseconds. */
const lastsFor = 30_000
const renewedEvery = 10_000
const askedAgainAfter = 250

/**
 * Runs `work` while holding the lease `name`; whoever else calls waits for its turn, so that `work` begins by looking whether it is done
 * already. `now` in milliseconds since 1970: clocks of processes may differ by less than the lease lasts.
 */
export async function oneAlone<Result>(
  leases: LeaseStore,
  { name, holder, now }: { readonly name: string; readonly holder: string; readonly now: () => number },
  work: () => Promise<Result>,
): Promise<Result> {
  const take = (): Promise<boolean> => leases.take(name, holder, now(), now() + lastsFor)
  while (!(await take())) await setTimeout(askedAgainAfter)
  const renewal = setInterval(() => void take().catch(() => undefined), renewedEvery)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    // The work is done, or has failed by itself; the lease runs out.
    await leases.drop(name, holder).catch(() => undefined)
  }
}
