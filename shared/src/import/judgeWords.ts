/** Owns the proof that an import loses nothing: every word of the source is in the plan or in what was left out. */
import type { ImportDraft, Piece } from './draft.ts'
import { sectionsOf } from './sectionsOf.ts'
import type { SourceText } from './source.ts'
import { tidy } from './lines.ts'
import { markOf } from './marks.ts'
import { textOf, wordsOf } from './words.ts'
import type { ElementNode } from '../section/content.ts'
import { isText } from '../section/content.ts'

/** A word of the source that is in no piece, and its line. */
export type LostWord = { readonly word: string; readonly line: number }

type Bag = Map<string, number>

/**
 * The words of the source that no piece holds; empty when nothing is lost. Every word is counted: one that stands three times must
 * be there three times, first looked for in the pieces of its own lines, then (a footnote's text stands at its mark) in any other.
 * What an overall goal says a second time is no cover for words lost elsewhere. Pure.
 */
export function judgeWords(source: SourceText, draft: ImportDraft): readonly LostWord[] {
  const pieces = draft.pieces.map((piece): Bagged => ({ piece, bag: bagOf(wordsOfPiece(piece)) }))
  const units = unitsOf(source)
  // A word that can be read in one way only is looked for first, so that a hyphen at a line's end does not take its place.
  const certain = missing(
    pieces,
    units.filter(({ readings }) => readings.length === 1),
  )
  const hyphened = missing(
    pieces,
    units.filter(({ readings }) => readings.length > 1),
  )
  const anywhere = [mergedBag(pieces.filter(({ piece }) => piece.kind !== 'overallGoal').map(({ bag }) => bag))]
  return [...certain, ...hyphened]
    .filter(({ readings }) => !readings.some((reading) => takeAll(anywhere, reading)))
    .flatMap(({ readings, line }) => (readings[0] ?? []).map((word) => ({ word, line })))
    .sort((a, b) => a.line - b.line)
}

type Bagged = { readonly piece: Piece; readonly bag: Bag }

/** The units that are in no piece of their own lines; the found ones are taken out of the bags. */
function missing(pieces: readonly Bagged[], units: readonly Unit[]): readonly Unit[] {
  const byStart = [...pieces].sort((a, b) => a.piece.span.from - b.piece.span.from)
  const lost: Unit[] = []
  let open: Bagged[] = []
  let next = 0
  for (const unit of units) {
    for (let entry = byStart[next]; entry && entry.piece.span.from <= unit.last; entry = byStart[++next]) open.push(entry)
    open = open.filter(({ piece }) => piece.span.to >= unit.line)
    const bags = open.map(({ bag }) => bag)
    if (!unit.readings.some((reading) => takeAll(bags, reading))) lost.push(unit)
  }
  return lost
}

/** Whether all that a draft holds would be stored: the words of its pieces against the words of its sections. For tests and the command. */
export function wordsStored(draft: ImportDraft): boolean {
  let id = 0
  const stored = bagOf(sectionsOf(draft, () => `i${id++}`).flatMap(({ title, content }) => [...wordsOf(title), ...wordsOfBlocks(content)]))
  return draft.pieces.every((piece) => piece.kind === 'leftOut' || takeAll([stored], wordsOfPiece(piece)))
}

type Unit = { readonly line: number; readonly last: number; readonly readings: readonly (readonly string[])[] }

/** Each word of the source; where a line ends with a hyphen, the two words around it, joined or apart. */
function unitsOf(source: SourceText): readonly Unit[] {
  const units: Unit[] = []
  const lines = source.lines.filter(({ text }) => text.trim() !== '')
  let carried: { readonly words: readonly string[]; readonly line: number } | null = null
  for (const line of lines) {
    const { number } = line
    const text = tidy(line.text)
    const words = [...wordsOf(text).slice(isLetterMark(text) ? 1 : 0)]
    if (words.length === 0) continue
    const from: number = carried?.line ?? number
    const chain: readonly string[] = carried ? [...carried.words, words.shift() ?? ''] : []
    carried = null
    // A line that is nothing but the middle of a word goes on into the next.
    if (chain.length > 0 && words.length === 0 && endsWithHyphen(text) && chain.length < longestChain) {
      carried = { words: chain, line: from }
      continue
    }
    if (chain.length > 0) units.push({ line: from, last: number, readings: joinings(chain) })
    if (endsWithHyphen(text) && words.length > 0) carried = { words: [words.pop() ?? ''], line: number }
    for (const word of words) {
      // A note's mark that hangs on a word may stand apart from it.
      const [, bare, mark] = /^(\p{L}{2,})(\d{1,2})$/u.exec(word) ?? []
      units.push({ line: number, last: number, readings: bare !== undefined && mark !== undefined ? [[word], [bare, mark]] : [[word]] })
    }
  }
  if (carried) units.push({ line: carried.line, last: carried.line, readings: joinings(carried.words) })
  for (const note of source.notes) for (const word of wordsOf(note.text)) units.push({ line: 0, last: 0, readings: [[word]] })
  return units
}

const longestChain = 5

/** Every way to close up or to keep apart the parts of a broken word, the most closed first. */
function joinings([first = '', ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (rest.length === 0) return [[first]]
  return joinings(rest).flatMap((words) => [
    [first + (words[0] ?? ''), ...words.slice(1)],
    [first, ...words],
  ])
}

/** A letter that only marks an item of a list, "o" or "b)", is no word. */
function isLetterMark(text: string): boolean {
  const sign = markOf(tidy(text))?.sign
  return sign === 'o' || sign === 'a)'
}

function endsWithHyphen(text: string): boolean {
  return /[\p{L}\p{N}][-\u00ad\u2010]\s*$/u.test(text)
}

function takeAll(bags: readonly Bag[], words: readonly string[]): boolean {
  const taken: [Bag, string][] = []
  for (const word of words) {
    const bag = bags.find((one) => (one.get(word) ?? 0) > 0)
    if (!bag) {
      for (const [from, back] of taken) from.set(back, (from.get(back) ?? 0) + 1)
      return false
    }
    bag.set(word, (bag.get(word) ?? 0) - 1)
    taken.push([bag, word])
  }
  return true
}

function bagOf(words: readonly string[]): Bag {
  const bag: Bag = new Map()
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

function mergedBag(bags: readonly Bag[]): Bag {
  const all: Bag = new Map()
  for (const bag of bags) for (const [word, n] of bag) all.set(word, (all.get(word) ?? 0) + n)
  return all
}

function wordsOfPiece(piece: Piece): readonly string[] {
  switch (piece.kind) {
    case 'section':
    case 'overallGoal':
      return wordsOf(piece.title)
    case 'resultGoal':
      return wordsOf(piece.statement)
    case 'leftOut':
      return wordsOf(piece.text)
    case 'text':
      return wordsOfBlocks([piece.block])
  }
}

/** The numbers of a numbered list are words of the source, so they count where the list shows them. A footnote is written once with its mark; the source has its mark twice. */
function wordsOfBlocks(blocks: readonly ElementNode[]): readonly string[] {
  const numbers: string[] = []
  const visit = (node: ElementNode): void => {
    const start = node.attrs?.['start']
    const items = (node.content ?? []).filter((child): child is ElementNode => !isText(child))
    if (node.type === 'orderedList') items.forEach((_, at) => numbers.push(String((typeof start === 'number' ? start : 1) + at)))
    for (const item of items) visit(item)
  }
  for (const block of blocks) visit(block)
  const text = textOf(blocks)
  const marks = [...text.matchAll(/\[Note (\d+):/g)].map(([, mark]) => mark ?? '')
  return [...wordsOf(text), ...numbers, ...marks]
}
