/** Owns what people do to a text: typing, deleting, moving blocks, editing goals. Each is one change of a section's Y.Doc. */
import * as Y from 'yjs'
import { fragmentOf } from './edits.ts'
import type { Random } from './random.ts'

/** What one edit may be; `undo` and `redo` need the author's own Y.UndoManager. */
export type Change = 'block' | 'type' | 'erase' | 'delete' | 'move' | 'goal' | 'attribute' | 'paste' | 'undo' | 'redo'

const weights: Readonly<Record<Change, number>> = {
  block: 24,
  type: 24,
  erase: 8,
  delete: 7,
  move: 8,
  goal: 4,
  attribute: 9,
  paste: 3,
  undo: 9,
  redo: 4,
}

export const anyChange = (random: Random): Change => random.weighed(weights)

const attributes = ['title', 'unit', 'target', 'deadline']

/** Makes the change, if the text has something to change; `word` is new in the world. */
export function makeChange(doc: Y.Doc, change: Exclude<Change, 'undo' | 'redo'>, word: string, random: Random): void {
  const fragment = fragmentOf(doc)
  const somewhere = (): number => random.below(fragment.length + 1)
  switch (change) {
    case 'block':
      return fragment.insert(somewhere(), [blockOf('paragraph', word)])
    case 'paste':
      return fragment.insert(somewhere(), [blockOf('paragraph', `${word} ${'indsat tekst '.repeat(60 + random.below(200))}`)])
    case 'goal': {
      const goal = new Y.XmlElement('goal')
      goal.setAttribute('goalId', word)
      goal.insert(0, [blockOf('goalStatement', word)])
      return fragment.insert(somewhere(), [goal])
    }
    case 'type': {
      const text = anyText(fragment, random)
      return text ? text.insert(random.below(text.length + 1), word) : fragment.insert(0, [blockOf('paragraph', word)])
    }
    case 'erase': {
      const text = anyText(fragment, random)
      if (!text || text.length === 0) return
      const from = random.below(text.length)
      return text.delete(from, 1 + random.below(Math.min(6, text.length - from)))
    }
    case 'delete':
      return fragment.length > 0 ? fragment.delete(random.below(fragment.length), 1) : undefined
    case 'move': {
      if (fragment.length === 0) return
      // As ProseMirror's binding does it: what is moved is deleted, and stands elsewhere anew.
      const from = random.below(fragment.length)
      const copy = (fragment.get(from) as Y.XmlElement).clone()
      fragment.delete(from, 1)
      return fragment.insert(somewhere(), [copy])
    }
    case 'attribute': {
      const goals = fragment.toArray().filter((block) => block instanceof Y.XmlElement && block.nodeName === 'goal') as Y.XmlElement[]
      if (goals.length === 0) return
      const goal = random.pick(goals)
      const name = random.pick(attributes)
      return random.chance(0.2) ? goal.removeAttribute(name) : goal.setAttribute(name, word)
    }
  }
}

function blockOf(name: string, word: string): Y.XmlElement {
  const block = new Y.XmlElement(name)
  block.insert(0, [new Y.XmlText(word)])
  return block
}

function anyText(fragment: Y.XmlFragment, random: Random): Y.XmlText | null {
  const texts = [...fragment.createTreeWalker((node) => node instanceof Y.XmlText)] as unknown as Y.XmlText[] // the walker yields what the filter lets through
  return texts.length > 0 ? random.pick(texts) : null
}
