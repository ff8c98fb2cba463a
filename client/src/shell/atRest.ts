/** Owns the waiting until a page has come to rest. Safari knows no idle callbacks. */

/** Runs `work` when nothing else is to be done, after `atMostMs` at the latest; returns what calls it off. */
export function atRest(work: () => void, atMostMs: number): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 200)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work, { timeout: atMostMs })
  return () => cancelIdleCallback(handle)
}
