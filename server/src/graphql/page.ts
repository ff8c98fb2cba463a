/** Owns the paging of lists: forward, by the key of the last node. */
import type { Limits } from './limits.ts'

/** `first` nodes behind the one with the key `after`; an unknown key begins anew, so that a node that went away ends nothing. */
export function pageOf<Node>(
  all: readonly Node[],
  keyOf: (node: Node) => string,
  first: number | null | undefined,
  after: string | null | undefined,
  limits: Limits,
): { readonly nodes: Node[]; readonly next: string | null } {
  const size = Math.max(1, Math.min(limits.page, first ?? limits.page))
  const from = after == null ? 0 : all.findIndex((node) => keyOf(node) === after) + 1
  const nodes = all.slice(from, from + size)
  const last = nodes.at(-1)
  return { nodes, next: last !== undefined && from + size < all.length ? keyOf(last) : null }
}
