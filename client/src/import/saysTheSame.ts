/** Owns the comparison of what was stored with what was sent. Pure. */

/** Whether all that `stored` says stands in `sent`, too; what the server does not know, it has left out. */
export function saysTheSame(stored: unknown, sent: unknown): boolean {
  if (Array.isArray(stored))
    return Array.isArray(sent) && stored.length === sent.length && stored.every((one: unknown, at) => saysTheSame(one, sent[at]))
  if (typeof stored !== 'object' || stored === null) return stored === sent
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return false
  const other: Readonly<Record<string, unknown>> = { ...sent }
  return Object.entries(stored).every(([name, one]: [string, unknown]) => saysTheSame(one, other[name]))
}
