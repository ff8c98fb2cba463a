/** Owns how a section's drawn text follows its blocks of HTML: only what differs is replaced, so that a selection elsewhere survives. */

/** Makes the children of `root`, drawn from `old`, those of `now`; gives `now` back. One block is one child. */
export function patchBlocks(root: HTMLElement, old: readonly string[], now: readonly string[]): readonly string[] {
  let same = 0
  while (same < old.length && same < now.length && old[same] === now[same]) same++
  let tail = 0
  while (tail < old.length - same && tail < now.length - same && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  for (let at = old.length - tail; at > same; at--) root.children[same]?.remove()
  const fresh = now.slice(same, now.length - tail)
  if (fresh.length > 0) {
    const template = document.createElement('template')
    template.innerHTML = fresh.join('')
    root.insertBefore(template.content, root.children[same] ?? null)
  }
  return now
}
