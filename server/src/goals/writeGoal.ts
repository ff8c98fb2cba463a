/** Owns how a goal is changed inside a section's document: attributes, its statement, its indicators. */
import * as Y from 'yjs'
import type { GoalId } from '@samplan/shared/ids'
import { fragmentName } from '@samplan/shared/section/content'
import { elementOf } from '@samplan/shared/section/seed'

export type GoalEdit = {
  /** Null: it stays. Its marks go, its place stays. */
  readonly statement: string | null
  /** Null removes an attribute. */
  readonly values: Readonly<Record<string, string | null>>
  readonly indicators: readonly (
    | { readonly act: 'add'; readonly id: string; readonly values: Readonly<Record<string, string | null>> }
    | { readonly act: 'set'; readonly id: string; readonly values: Readonly<Record<string, string | null>> }
    | { readonly act: 'remove'; readonly id: string }
  )[]
}

/** False where the document has no such goal (any more). Synchronous, inside one transaction of the room. */
export function writeGoal(doc: Y.Doc, id: GoalId, { statement, values, indicators }: GoalEdit): boolean {
  const goal = goalIn(doc.getXmlFragment(fragmentName), id)
  if (!goal) return false
  setAll(goal, values)
  if (statement !== null) setStatement(goal, statement)
  for (const edit of indicators) {
    if (edit.act === 'add') {
      const attrs = Object.fromEntries(Object.entries({ ...edit.values, id: edit.id }).filter(([, value]) => value !== null))
      goal.push([elementOf({ type: 'goalIndicator', attrs })])
      continue
    }
    const at = goal
      .toArray()
      .findIndex((child) => child instanceof Y.XmlElement && child.nodeName === 'goalIndicator' && child.getAttribute('id') === edit.id)
    const indicator = goal.get(at)
    if (at < 0 || !(indicator instanceof Y.XmlElement)) continue
    if (edit.act === 'remove') goal.delete(at, 1)
    else setAll(indicator, edit.values)
  }
  return true
}

function setAll(element: Y.XmlElement, values: Readonly<Record<string, string | null>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) element.removeAttribute(name)
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
  }
}

/** The statement's text in place of what stands there; the element stays, so that those who are in it stay too. */
function setStatement(goal: Y.XmlElement, text: string): void {
  const line = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const found = goal.toArray().find((child): child is Y.XmlElement => child instanceof Y.XmlElement && child.nodeName === 'goalStatement')
  if (!found) {
    goal.insert(0, [elementOf({ type: 'goalStatement', content: [{ type: 'text', text: line }] })])
    return
  }
  found.delete(0, found.length)
  if (line !== '') found.insert(0, [new Y.XmlText(line)])
}

/** Iterative: documents come from anybody, and may be nested without end. */
function goalIn(fragment: Y.XmlFragment, id: GoalId): Y.XmlElement | null {
  const waiting: Y.XmlFragment[] = [fragment]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next instanceof Y.XmlElement && next.nodeName === 'goal' && next.getAttribute('id') === id) return next
    for (const child of next.toArray()) if (child instanceof Y.XmlElement) waiting.push(child)
  }
  return null
}
