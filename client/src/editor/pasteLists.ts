/** Owns how list items that only name their level become nested lists: Word's numbered paragraphs, and lists of pages that nest carelessly. */
import type { ElementNode } from '@samplan/shared/section/content'
import { type Declarations, declarationsOf, type Sheet } from './pasteStyle.ts'

/** One item; `numbers` are the readings of its label, the likeliest first, none where it is not numbered. */
export type Item = {
  readonly is: 'item'
  /** Lists that follow each other are one where this is the same. */
  readonly list: string
  readonly level: number
  readonly ordered: boolean
  readonly numbers: readonly number[]
  readonly content: readonly ElementNode[]
}
/** More blocks of the last item of this level. */
export type More = { readonly is: 'more'; readonly level: number; readonly content: readonly ElementNode[] }
export type Piece = { readonly is: 'block'; readonly node: ElementNode } | Item | More

const deepestList = 9

type Open = { level: number; readonly list: string; readonly ordered: boolean; next: number; readonly items: Item_[] }
type Item_ = { readonly blocks: (ElementNode | Open)[] }

/** The pieces as blocks of the schema. */
export function nestItems(pieces: readonly Piece[]): readonly ElementNode[] {
  const blocks: (ElementNode | Open)[] = []
  let stack: Open[] = []
  for (const piece of pieces) {
    if (piece.is === 'block') {
      stack = []
      blocks.push(piece.node)
      continue
    }
    while (stack.length > 1 && (stack.at(-1)?.level ?? 0) > piece.level) stack.pop()
    const top = stack.at(-1)
    if (piece.is === 'more') {
      const item = top?.items.at(-1)
      if (item) item.blocks.push(...piece.content)
      else blocks.push(...piece.content)
      continue
    }
    place(piece, stack, blocks)
  }
  return blocks.map(drawn)
}

function place(piece: Item, stack: Open[], blocks: (ElementNode | Open)[]): void {
  const top = stack.at(-1)
  const item: Item_ = { blocks: [...piece.content] }
  const deeper = top !== undefined && piece.level > top.level && stack.length < deepestList
  // A list may begin too deep: what comes higher is then its sibling.
  if (top && !deeper && continues(top, piece)) {
    top.level = Math.min(top.level, piece.level)
    top.items.push(item)
    top.next++
    return
  }
  if (top && !deeper) stack.pop()
  const number = piece.ordered ? (piece.numbers[0] ?? 1) : 1
  const list: Open = { level: piece.level, list: piece.list, ordered: piece.ordered, next: number + 1, items: [item] }
  const home = stack.at(-1)?.items.at(-1)?.blocks ?? blocks
  home.push(list)
  stack.push(list)
}

function continues(open: Open, { list, ordered, numbers }: Item): boolean {
  if (open.list !== list || open.ordered !== ordered) return false
  return !ordered || numbers.length === 0 || numbers.includes(open.next)
}

function drawn(block: ElementNode | Open): ElementNode {
  if ('type' in block) return block
  const start = (block.next - block.items.length) | 0
  return {
    type: block.ordered ? 'orderedList' : 'bulletList',
    ...(block.ordered && { attrs: { start } }),
    content: block.items.map(({ blocks }) => ({ type: 'listItem', content: itemContent(blocks.map(drawn)) })),
  }
}

/** An item begins with a paragraph. */
function itemContent(blocks: readonly ElementNode[]): readonly ElementNode[] {
  const first = blocks[0]
  if (first?.type === 'paragraph') return blocks
  if (first?.type === 'heading') return [{ type: 'paragraph', content: first.content ?? [] }, ...blocks.slice(1)]
  return [{ type: 'paragraph' }, ...blocks]
}

/** What Word says of a list paragraph, "l0 level2 lfo1"; null for another one. */
export function wordList(own: Declarations): { readonly list: string; readonly id: string; readonly level: number } | null {
  const said = /\b(l\d+)\s+level(\d+)(?:\s+(lfo\d+))?/.exec(own.get('mso-list') ?? '')
  return said ? { list: `${said[1]} ${said[3] ?? ''}`, id: said[1] ?? '', level: Number(said[2]) } : null
}

/** Whether the element holds the label that Word drew before the item. */
export function isLabel(element: Element): boolean {
  return declarationsOf(element.getAttribute('style')).get('mso-list') === 'ignore'
}

/** How the item of this label is numbered; the document's own word on the level goes before the look of the label. */
export function readLabel(label: string, sheet: Sheet, level: string): Pick<Item, 'ordered' | 'numbers'> {
  const format = sheet.levels.get(level)?.get('mso-level-number-format')
  const last = /(\d+|[a-z]+)\s*([.)]?)\)?$/i.exec(label.trim())
  const word = last?.[1]?.toLowerCase() ?? ''
  const isNumber = /^\d+$/.test(word)
  const shaped = isNumber || (last?.[2] !== '' && (word.length === 1 || isRoman(word)))
  if (format === 'bullet' || !shaped) return { ordered: format !== undefined && format !== 'bullet', numbers: [] }
  if (isNumber) return { ordered: true, numbers: [Math.min(Number(word), 9999)] }
  const letter = word.length === 1 ? [word.charCodeAt(0) - 96] : []
  const roman = isRoman(word) ? [romanValue(word)] : []
  const romanFirst = format ? format.startsWith('roman') : word === 'i'
  return { ordered: true, numbers: romanFirst ? [...roman, ...letter] : [...letter, ...roman] }
}

function isRoman(word: string): boolean {
  return /^[ivxl]+$/.test(word)
}

function romanValue(word: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 }
  const digits = [...word].map((letter) => values[letter] ?? 0)
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0)
}
