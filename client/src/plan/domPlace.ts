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

/** Notes the ends of the selection that are in `root`; the result puts them at the same places of an element of the same shape. */
export function carrySelection(root: HTMLElement): (to: HTMLElement) => void {
  const selection = getSelection()
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {}
  if (!selection || !anchorNode || !focusNode || !(root.contains(anchorNode) || root.contains(focusNode))) return () => {}
  const end = (node: Node, offset: number) => {
    const path = root.contains(node) ? pathOf(root, node, offset) : null
    return (to: HTMLElement): readonly [node: Node, offset: number] => (path ? placeAt(to, path) : [node, offset])
  }
  const [anchor, focus] = [end(anchorNode, anchorOffset ?? 0), end(focusNode, focusOffset ?? 0)]
  return (to) => selection.setBaseAndExtent(...anchor(to), ...focus(to))
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
