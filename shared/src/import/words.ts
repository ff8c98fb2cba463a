/** Owns what a word is when two texts are compared: letters and digits, without case, hyphens and marks of punctuation. */
import { type ContentNode, isText } from '../section/content.ts'

const hyphens = /[\u00ad\u2010\u2011-]/g
const word = /[\p{L}\p{N}\p{M}]+/gu

const raised = /[⁰¹²³⁴-⁹]/
const raisedDigits = /[⁰¹²³⁴-⁹]+/g
/** The mark of a note is no part of the word that it hangs on. */
const apart = (digits: string): string => ` ${[...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join('')} `

/** The words of a text in order, in lower case. Hyphens close up: "beskæftigelses-rådgiver" is one word. */
export function wordsOf(text: string): readonly string[] {
  return (
    (raised.test(text) ? text.replace(raisedDigits, apart) : text).normalize('NFC').toLowerCase().replace(hyphens, '').match(word) ?? []
  )
}

/** All text below the nodes with a space between blocks, so that no two words run together. */
export function textOf(nodes: readonly ContentNode[]): string {
  const parts: string[] = []
  const visit = (node: ContentNode): void => {
    if (isText(node)) {
      parts.push(node.text)
      return
    }
    if (node.type === 'hardBreak') parts.push(' ')
    else {
      parts.push(' ')
      for (const child of node.content ?? []) visit(child)
      parts.push(' ')
    }
  }
  for (const node of nodes) visit(node)
  return parts.join('').replace(/\s+/g, ' ').trim()
}

/** Share of words in common, counted with repetition: twice the common ones by all, 0 to 1. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const left = new Map<string, number>()
  for (const w of b) left.set(w, (left.get(w) ?? 0) + 1)
  let common = 0
  for (const w of a) {
    const n = left.get(w) ?? 0
    if (n > 0) {
      common++
      left.set(w, n - 1)
    }
  }
  return (2 * common) / (a.length + b.length)
}
