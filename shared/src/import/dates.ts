/** Owns the dates of a statement, with the precision that they have. */
import { parseDate } from '../goalValues.ts'
import { dateForms, monthBetween } from './vocabulary/figures.ts'

/** `date` is null for a month without a year; `words` is what stands there. */
export type DateInText = { readonly date: string | null; readonly words: string; readonly from: number; readonly to: number }

/** All dates in order. */
export function datesIn(text: string): readonly DateInText[] {
  return [...text.matchAll(dateForms)].map((match): DateInText => {
    const groups = match.groups ?? {}
    const words = match[0]
    const place = { words, from: match.index, to: match.index + words.length }
    const year = /20\d\d/.exec(words)?.[0] ?? ''
    if (groups['quarter'] !== undefined) return { ...place, date: `${year}-${String(Number(words[0]) * 3).padStart(2, '0')}` }
    if (groups['half'] !== undefined) return { ...place, date: words.startsWith('1') ? `${year}-06` : `${year}-12` }
    if (groups['ultimo'] !== undefined) return { ...place, date: `${year}-12` }
    if (groups['primo'] !== undefined) return { ...place, date: `${year}-01` }
    if (groups['month'] !== undefined) return { ...place, date: null }
    return { ...place, date: parseDate(words.replace(monthBetween, ' ').replace(/(\p{L})\.(?=\s)/u, '$1.')) }
  })
}
