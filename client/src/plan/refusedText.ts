/** Owns what "Ikke sendt" shows: the blocks that refused edits touched, before and after, and the words that differ. Pure. */
import * as Y from 'yjs'
import { type Content, type ElementNode, fragmentName, isText } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'

export type Piece = { readonly is: 'same' | 'deleted' | 'added'; readonly text: string }

/** A block as pieces of text; `after` is the text as its author left it, null where it was deleted. */
export type ChangedBlock = { readonly key: string; readonly pieces: readonly Piece[]; readonly after: string | null }

/** The blocks that differ between two states of a section, in the order of the text. */
export function changedBlocks(before: Uint8Array, after: Uint8Array): readonly ChangedBlock[] {
  const [old, now] = [contentOf(before), contentOf(after)]
  const oldById = new Map(old.map((node) => [node.id, node]))
  const nowIds = new Set(now.map((node) => node.id))
  const changed: ChangedBlock[] = []
  const gone = (from: ElementNode): void => {
    const text = blockText(from)
    if (text) changed.push({ key: from.id ?? text, pieces: [{ is: 'deleted', text }], after: null })
  }
  let at = 0
  for (const node of now) {
    for (; at < old.length && old[at]?.id !== node.id && !nowIds.has(old[at]?.id); at++) gone(old[at] as ElementNode)
    if (old[at]?.id === node.id) at++
    const from = oldById.get(node.id)
    if (from && JSON.stringify(from) === JSON.stringify(node)) continue
    const [oldText, text] = [from ? blockText(from) : '', blockText(node)]
    if (!text && !oldText) continue
    changed.push({ key: node.id ?? text, pieces: wordPieces(oldText, text), after: text })
  }
  for (; at < old.length; at++) if (!nowIds.has(old[at]?.id)) gone(old[at] as ElementNode)
  return changed
}

/** Words that stay, go and come, by the longest common sequence; long texts keep only their common ends. */
export function wordPieces(from: string, to: string): readonly Piece[] {
  const [a, b] = [wordsOf(from), wordsOf(to)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = common(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)])
}

const same = (text: string): Piece => ({ is: 'same', text })
const mostCells = 250_000

function common(a: readonly string[], b: readonly string[]): readonly Piece[] {
  const deleted = (text: string): Piece => ({ is: 'deleted', text })
  const added = (text: string): Piece => ({ is: 'added', text })
  if (a.length * b.length > mostCells) return [...a.map(deleted), ...b.map(added)]
  const width = b.length + 1
  const length = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
    }
  }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(same(a[i] ?? ''))
      i++
      j++
    } else if (i < a.length && (j >= b.length || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)))
      pieces.push(deleted(a[i++] ?? ''))
    else pieces.push(added(b[j++] ?? ''))
  }
  return pieces
}

/** One after the other, alike ones as one; what stands between two rewritten words is rewritten with them where it is only a space. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const parts: { same: string; deleted: string; added: string }[] = []
  let isOpen = false
  for (const { is, text } of pieces) {
    const last = parts.at(-1)
    if (is === 'same') {
      if (last && !isOpen) last.same += text
      else parts.push({ same: text, deleted: '', added: '' })
      isOpen = false
    } else {
      const gap = last ?? { same: '', deleted: '', added: '' }
      if (!last) parts.push(gap)
      gap[is] += text
      isOpen = true
    }
  }
  const merged: typeof parts = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last?.deleted && last.added && part.deleted && part.added && part.same.trim() === '') {
      last.deleted += part.same + part.deleted
      last.added += part.same + part.added
    } else merged.push(part)
  }
  return merged
    .flatMap((part) => (['same', 'deleted', 'added'] as const).map((is): Piece => ({ is, text: part[is] })))
    .filter(({ text }) => text !== '')
}

/** Words and the spaces between them. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\S+|\s+/g) ?? []
}

function contentOf(update: Uint8Array): Content {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const content = readContent(doc.getXmlFragment(fragmentName))
  doc.destroy()
  return content
}

/** The block's text, lines apart; a goal's facts stand below its statement. */
function blockText(node: ElementNode): string {
  if (node.type === 'goalIndicator') {
    return Object.entries(node.attrs ?? {})
      .filter(([name]) => name !== 'id')
      .map(([, value]) => String(value))
      .join(' · ')
  }
  if (node.type === 'hardBreak') return '\n'
  let text = ''
  for (const child of node.content ?? []) {
    if (isText(child)) text += child.text
    else text += child.type === 'hardBreak' ? '\n' : `${text && !text.endsWith('\n') ? '\n' : ''}${blockText(child)}`
  }
  return text
}
