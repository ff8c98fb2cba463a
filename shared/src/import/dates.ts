/** Owns the dates of a statement, with the precision that they have. */
import { parseDate } from '../goalValues.ts'
import { monthWords } from './vocabulary.ts'

/** `date` is null for a month without a year; `words` is what stands there. */
export type DateInText = { readonly date: string | null; readonly words: string; readonly from: number; readonly to: number }

const whole = new RegExp(
  [
    `(?<day>(?:\\d{1,2}\\.\\s*)?(?:${monthWords})\\s+(?:måned\\s+)?20\\d\\d)`,
    '(?<numbers>(?<![\\p{L}\\p{N}])\\d{1,2}[./-]\\d{1,2}[./-]20\\d\\d)',
    '(?<quarter>(?<![\\p{L}\\p{N}])[1-4]\\.\\s*(?:kvartal|kvt\\.?)\\s+20\\d\\d)',
    '(?<half>(?<![\\p{L}\\p{N}])[12]\\.\\s*halvår\\s+20\\d\\d)',
    '(?<primo>(?<![\\p{L}\\p{N}])primo\\s+20\\d\\d)',
    // "i december" and "ultimo" name a month; "inden udgangen af 2027" only says the year.
    '(?<ultimo>(?<![\\p{L}\\p{N}])(?:ultimo|ved (?:udgangen|slutningen) af|pr\\. udgangen af)\\s+(?:år\\s+)?20\\d\\d)',
    '(?<year>(?<![\\d.,/-])20\\d\\d(?![\\d]|[.,]\\d|[-–/]\\d))',
    `(?<month>(?<![\\p{L}\\p{N}])(?:\\d{1,2}\\.\\s*)?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)(?![\\p{L}\\p{N}]))`,
  ].join('|'),
  'giu',
)

/** All dates in order. */
export function datesIn(text: string): readonly DateInText[] {
  return [...text.matchAll(whole)].map((match): DateInText => {
    const groups = match.groups ?? {}
    const words = match[0]
    const place = { words, from: match.index, to: match.index + words.length }
    const year = /20\d\d/.exec(words)?.[0] ?? ''
    if (groups['quarter'] !== undefined) return { ...place, date: `${year}-${String(Number(words[0]) * 3).padStart(2, '0')}` }
    if (groups['half'] !== undefined) return { ...place, date: words.startsWith('1') ? `${year}-06` : `${year}-12` }
    if (groups['ultimo'] !== undefined) return { ...place, date: `${year}-12` }
    if (groups['primo'] !== undefined) return { ...place, date: `${year}-01` }
    if (groups['month'] !== undefined) return { ...place, date: null }
    return { ...place, date: parseDate(words.replace(/\s+måned\s+/iu, ' ').replace(/(\p{L})\.(?=\s)/u, '$1.')) }
  })
}
