/** Owns the writes that the server makes into a section's document: attributes of one element, nothing else. */
import * as Y from 'yjs'
import { elementId } from './read.ts'

/**
 * Sets attributes of the element with this Yjs id ("client:clock"); null removes one, and what already stands is not written again.
 * Returns false where the document has no such element (any more). To be called inside one transaction of the room.
 */
export function writeAttributes(fragment: Y.XmlFragment, element: string, attributes: Readonly<Record<string, string | null>>): boolean {
  const found = elementIn(fragment, element)
  if (!found) return false
  for (const [name, value] of Object.entries(attributes)) {
    const now = found.getAttribute(name)
    if (value === null) {
      if (now !== undefined) found.removeAttribute(name)
    } else if (now !== value) found.setAttribute(name, value)
  }
  return true
}

/** Iterative: documents come from anybody, and may be nested without end. */
function elementIn(fragment: Y.XmlFragment, element: string): Y.XmlElement | null {
  const waiting: Y.XmlFragment[] = [fragment]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next instanceof Y.XmlElement && elementId(next) === element) return next
    for (const child of next.toArray()) if (child instanceof Y.XmlElement) waiting.push(child)
  }
  return null
}
