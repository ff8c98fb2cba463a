/** Owns what corrections do to one block of text: its words, cutting it between two words, joining two, writing it anew. Marks stay where their words stay. */
import { type ContentNode, type ElementNode, isText, type TextNode } from '../section/content.ts'

/** The words of a block as one reads and writes them: items and rows on lines of their own, cells parted by tabs. */
export function wordsOfBlock(block: ElementNode): string {
  if (isLeaf(block)) return inlineWords(block.content ?? [])
  if (block.type === 'table') return elements(block).map(wordsOfRow).join('\n')
  return elements(block).map(wordsInside).join('\n')
}

/** Whether its words can be written anew in a field: a table's cannot. */
export function isWritable(block: ElementNode): boolean {
  return block.type !== 'table'
}

/**
 * The block up to `at` (an offset in its words) and the block from there on, or null where one of them would be empty.
 * Words are never broken: inside one the cut is before it; lists and tables are cut before the item or row that `at` is in.
 */
export function cutBlock(block: ElementNode, at: number): readonly [ElementNode, ElementNode] | null {
  if (isLeaf(block)) {
    const content = block.content ?? []
    const words = inlineWords(content)
    const cut = cutPlace(words, at)
    if (cut === null) return null
    return [
      { ...block, content: slice(content, 0, words.slice(0, cut).trimEnd().length) },
      { ...block, content: slice(content, words.length - words.slice(cut).trimStart().length, words.length) },
    ]
  }
  const parts = elements(block)
  let start = 0
  let first = 0
  for (const [index, part] of parts.entries()) {
    if (start <= at) first = index
    start += (block.type === 'table' ? wordsOfRow(part) : wordsInside(part)).length + 1
  }
  if (first === 0) return null
  const rest: ElementNode = { ...block, content: parts.slice(first) }
  return [{ ...block, content: parts.slice(0, first) }, block.type === 'orderedList' ? startingAt(rest, startOf(block) + first) : rest]
}

/** Both as one block of the upper one's kind, or null where they cannot be one. */
export function joinBlocks(upper: ElementNode, lower: ElementNode): ElementNode | null {
  if (isLeaf(lower)) return appendInline(upper, lower.content ?? [])
  if (upper.type !== lower.type) return null
  if (upper.type === 'table' && columnsOf(upper) !== columnsOf(lower)) return null
  return { ...upper, content: [...elements(upper), ...elements(lower)] }
}

/** The block with more words at its end, or null for a table. */
export function appendWords(block: ElementNode, words: string): ElementNode | null {
  return appendInline(block, words ? [{ type: 'text', text: words }] : [])
}

/** The block with these words. Lines of a list are its items; with another number of lines than before, the list becomes a flat one. */
export function writeBlock(block: ElementNode, words: string): ElementNode {
  if (!isWritable(block)) return block
  if (isLeaf(block)) return writeLeaf(block, block.type === 'paragraph' ? words : words.replaceAll(/\s*\n\s*/g, ' '))
  const lines = words.split('\n').flatMap((line) => line.trim() || [])
  const leaves = leavesOf(block)
  if (lines.length !== leaves.length) {
    const made = lines.map((line): ElementNode => leaves.find((leaf) => oneLine(leaf) === line) ?? paragraphOf(line))
    const isList = block.type === 'bulletList' || block.type === 'orderedList'
    return { ...block, content: isList ? made.map((leaf) => ({ type: 'listItem', content: [leaf] })) : made }
  }
  const written = new Map(leaves.map((leaf, index) => [leaf, lines[index] ?? '']))
  return replaceLeaves(block, (leaf) => {
    const line = written.get(leaf)
    return line === undefined || line === oneLine(leaf) ? leaf : writeLeaf(leaf, line)
  })
}

export function paragraphOf(words: string): ElementNode {
  return words ? { type: 'paragraph', content: [{ type: 'text', text: words }] } : { type: 'paragraph' }
}

/** Where words may be cut at or before `at` so that none is broken and neither side is empty, or null. */
export function cutPlace(words: string, at: number): number | null {
  let cut = Math.max(0, Math.min(at, words.length))
  while (cut > 0 && /\S/.test(words[cut - 1] ?? ' ') && /\S/.test(words[cut] ?? ' ')) cut--
  return words.slice(0, cut).trim() && words.slice(cut).trim() ? cut : null
}

const isLeaf = (node: ElementNode): boolean => node.type === 'paragraph' || node.type === 'heading' || node.type === 'goalStatement'
const elements = (node: ElementNode): readonly ElementNode[] => (node.content ?? []).filter((child): child is ElementNode => !isText(child))
const wordsOfRow = (row: ElementNode): string =>
  elements(row)
    .map((cell) => leavesOf(cell).map(oneLine).join(' '))
    .join('\t')
const oneLine = (leaf: ElementNode): string => inlineWords(leaf.content ?? []).replaceAll('\n', ' ')
const leavesOf = (node: ElementNode): readonly ElementNode[] => (isLeaf(node) ? [node] : elements(node).flatMap(leavesOf))
const wordsInside = (node: ElementNode): string => leavesOf(node).map(oneLine).join('\n')
const columnsOf = (table: ElementNode): number =>
  elements(elements(table)[0] ?? table).reduce((sum, cell) => sum + Number(cell.attrs?.['colspan'] ?? 1), 0)
const startOf = (list: ElementNode): number => Number(list.attrs?.['start'] ?? 1)
const startingAt = (list: ElementNode, start: number): ElementNode => ({ ...list, attrs: { ...list.attrs, start } })

function inlineWords(content: readonly ContentNode[]): string {
  return content.map((node) => (isText(node) ? node.text : '\n')).join('')
}

function replaceLeaves(node: ElementNode, replace: (leaf: ElementNode) => ElementNode): ElementNode {
  if (isLeaf(node)) return replace(node)
  return { ...node, content: (node.content ?? []).map((child) => (isText(child) ? child : replaceLeaves(child, replace))) }
}

/** The inline content between two offsets of its words; a hard break is one letter long. */
function slice(content: readonly ContentNode[], from: number, to: number): readonly ContentNode[] {
  let at = 0
  return content.flatMap((node): readonly ContentNode[] => {
    const length = isText(node) ? node.text.length : 1
    const start = Math.max(from - at, 0)
    const end = Math.min(to - at, length)
    at += length
    if (start >= end) return []
    return [isText(node) ? { ...node, text: node.text.slice(start, end) } : node]
  })
}

const sameMarks = (one: TextNode, other: TextNode): boolean => JSON.stringify(one.marks ?? []) === JSON.stringify(other.marks ?? [])

/** Neighbours with the same marks become one, so that cutting and joining leave no trace. */
function merged(content: readonly ContentNode[]): readonly ContentNode[] {
  const result: ContentNode[] = []
  for (const node of content) {
    const last = result.at(-1)
    if (last && isText(last) && isText(node) && sameMarks(last, node)) result[result.length - 1] = { ...last, text: last.text + node.text }
    else result.push(node)
  }
  return result
}

function withSpace(left: readonly ContentNode[], right: readonly ContentNode[]): readonly ContentNode[] {
  if (left.length === 0 || right.length === 0) return [...left, ...right]
  const [last, first] = [left.at(-1), right[0]]
  const shared = last && first && isText(last) && isText(first) && sameMarks(last, first) ? last.marks : undefined
  return merged([...left, { type: 'text', text: ' ', ...(shared ? { marks: shared } : {}) }, ...right])
}

function appendInline(block: ElementNode, inline: readonly ContentNode[]): ElementNode | null {
  if (block.type === 'table') return null
  const last = leavesOf(block).at(-1)
  if (!last) return null
  return replaceLeaves(block, (leaf) => (leaf === last ? { ...leaf, content: withSpace(leaf.content ?? [], inline) } : leaf))
}

/** Only what differs is written anew; the letters before and after it keep their marks. New letters take those of the letter before them. */
function writeLeaf(leaf: ElementNode, words: string): ElementNode {
  const content = leaf.content ?? []
  const old = inlineWords(content)
  if (old === words) return leaf
  let before = 0
  while (before < Math.min(old.length, words.length) && old[before] === words[before]) before++
  let after = 0
  while (after < Math.min(old.length, words.length) - before && old[old.length - 1 - after] === words[words.length - 1 - after]) after++
  const left = slice(content, 0, before)
  const last = left.at(-1)
  const marks = last && isText(last) ? last.marks : undefined
  const middle = words
    .slice(before, words.length - after)
    .split('\n')
    .flatMap((line, index): readonly ContentNode[] => [
      ...(index > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line ? [{ type: 'text', text: line, ...(marks ? { marks } : {}) } as const] : []),
    ])
  return { ...leaf, content: merged([...left, ...middle, ...slice(content, old.length - after, old.length)]) }
}
