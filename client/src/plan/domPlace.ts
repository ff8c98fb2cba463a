/** Owns places in a section's text as paths of child indexes: the sleeping and the awake DOM have the same shape, so they hold over a swap. */

export type DomPlace = readonly number[]
export type DomSpan = { readonly from: DomPlace; readonly to: DomPlace }

/** The selection inside of `root`, or null where it is elsewhere or reaches out of it. */
export function selectionIn(root: HTMLElement): DomSpan | null {
  const selection = getSelection()
  if (!selection?.rangeCount) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null
  return { from: pathOf(root, range.startContainer, range.startOffset), to: pathOf(root, range.endContainer, range.endOffset) }
}

/** The node and offset at a path; as near as the DOM allows. */
export function placeAt(root: HTMLElement, path: DomPlace): readonly [node: Node, offset: number] {
  let node: Node = root
  for (const index of path.slice(0, -1)) node = node.childNodes[index] ?? node
  const most = node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '').length : node.childNodes.length
  return [node, Math.min(path.at(-1) ?? 0, most)]
}

export function selectSpan(root: HTMLElement, span: DomSpan): void {
  const [from, to] = [placeAt(root, span.from), placeAt(root, span.to)]
  getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1])
}

/** Whether a selection of more than a caret touches the element. */
export function selectionTouches(element: HTMLElement): boolean {
  const selection = getSelection()
  return Boolean(selection?.rangeCount && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(element))
}

function pathOf(root: Node, node: Node, offset: number): DomPlace {
  const path = [offset]
  for (let at = node; at !== root && at.parentNode; at = at.parentNode) path.unshift([...at.parentNode.childNodes].indexOf(at as ChildNode))
  return path
}
