/** Owns the signs that begin an item of a list. */
import type { Line } from './lines.ts'
import { ordinalWords } from './vocabulary/headings.ts'

/** `length`: the letters of the line that are the mark. `sign` tells marks of one kind from another. */
export type ItemMark = { readonly sign: string; readonly number: number | null; readonly length: number }

const bullet = /^(?:[•●○◦▪▫■□◆◇♦‣⁃∙·►▶▸➢➤➔→⇒✓✔✗☐❖*§\uE000-\uF8FF]|[-–—>](?=\s))\s*(?=\S)/u
const letterO = /^o\s+(?=[\p{Lu}\d]|\p{Ll}{2,})/u
const numbered = /^(?:\((\d{1,2})\)|(\d{1,2})[.)])\s+(?=\S)/u
const lettered = /^(?:\(([a-z])\)|([a-z])\))\s+(?=\S)/u

export function markOf(text: string): ItemMark | null {
  const sign = bullet.exec(text)
  if (sign) return { sign: (sign[0] ?? '').trim(), number: null, length: sign[0].length }
  const o = letterO.exec(text)
  if (o) return { sign: 'o', number: null, length: o[0].length }
  const number = numbered.exec(text)
  if (number) {
    const rest = text.slice(number[0].length)
    if (ordinalWords.test(rest)) return null
    return {
      sign: text.startsWith('(') ? '(1)' : number[0].trim().endsWith(')') ? '1)' : '1.',
      number: Number(number[1] ?? number[2]),
      length: number[0].length,
    }
  }
  const letter = lettered.exec(text)
  if (letter) return { sign: 'a)', number: ((letter[1] ?? letter[2])?.charCodeAt(0) ?? 97) - 96, length: letter[0].length }
  return null
}

/** A bullet that was lost when the text was taken out of its file: the item is set in by one to three blanks, behind a gap or another item. */
export function lostMark(line: Line, laidOut: boolean): boolean {
  return !laidOut && !line.pageStart && line.indent >= 1 && line.indent <= 3 && /^[\p{Lu}\d”"]/u.test(line.text)
}
