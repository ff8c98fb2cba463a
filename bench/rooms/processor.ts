/** Owns the reading of processor time from /proc: what a process has used, and what a core has done in all. */
import { readFile } from 'node:fs/promises'

/** In seconds. */
export type Reading = { readonly at: number; readonly process: number; readonly core: number }

/** The kernel's ticks in a second; fixed on Linux for what /proc shows. */
const ticks = 100

/** `core` counts what programs have used of it, and what the machine below has taken away; not the kernel's own interrupts. */
export async function readProcessor(pid: number, core: number): Promise<Reading> {
  const [own, all] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/stat', 'utf8')])
  // The name of the process may hold spaces: what follows stands behind its bracket.
  const fields = own
    .slice(own.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const line = all.split('\n').find((text) => text.startsWith(`cpu${core} `)) ?? ''
  const [user = 0, nice = 0, system = 0, , , , , steal = 0] = line.split(/\s+/).slice(1).map(Number)
  return {
    at: performance.now() / 1000,
    process: ((fields[11] ?? 0) + (fields[12] ?? 0)) / ticks,
    core: (user + nice + system + steal) / ticks,
  }
}

export type Used = {
  /** Share of its core that the process used. */ readonly own: number
  /** Share of the core that others used. */ readonly strangers: number
}

export function usedBetween(before: Reading, after: Reading): Used {
  const seconds = after.at - before.at
  const own = after.process - before.process
  return { own: own / seconds, strangers: Math.max(0, after.core - before.core - own) / seconds }
}

/** Resident memory of a process in KiB. */
export async function residentKiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN)
}
