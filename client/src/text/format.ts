/** Owns how figures, dates and checksums are written in Danish. Pure; the day of today is an argument. */
import { monthNames, readDate, shortMonths } from '@samplan/shared/goalValues'

const zone = 'Europe/Copenhagen'
const noBreak = '\u00a0'

const day = new Intl.DateTimeFormat('da-DK', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat('da-DK', { timeZone: zone, hour: 'numeric', minute: '2-digit' })

/** The day in Copenhagen, "2026-11-24". */
export function dayOf(instant: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  return parts.format(new Date(instant))
}

/** "24. november 2026" */
export function longDate(instant: string): string {
  return day.format(new Date(instant))
}

/** "24. nov.", with the year when it is another than that of `today` (an instant too). */
export function shortDate(instant: string, today: string): string {
  const [year, month, date] = dayOf(instant).split('-')
  const words = `${Number(date)}. ${shortMonths[Number(month) - 1]}`
  return dayOf(today).startsWith(`${year}-`) ? words : `${words} ${year}`
}

/** "kl. 9.05" */
export function timeOfDay(instant: string): string {
  return `kl.${noBreak}${clock.format(new Date(instant)).replace(':', '.')}`
}

/** "24. november 2026 kl. 9.05" */
export function dateAndTime(instant: string): string {
  return `${longDate(instant)} ${timeOfDay(instant)}`
}

/** A date in the precision of the text: "2027", "september 2026", "31. december 2027". What is none stays as it is. `printDate` is the short form. */
export function period(value: string): string {
  const date = readDate(value)
  if (!date) return value
  const month = date.month === null ? '' : `${monthNames[date.month - 1]} `
  return `${date.day === null ? '' : `${date.day}. `}${month}${date.year}`
}

/** A checksum to compare by eye: "7c1e 94b0 … 5d2a 08f3". */
export function checksum(hash: string): string {
  const four = (from: number) => hash.slice(from, from + 4)
  return hash.length < 16 ? hash : `${four(0)} ${four(4)} … ${four(hash.length - 8)} ${four(hash.length - 4)}`
}

/** The first letters of the first and the last name: "KV". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase('da-DK')
}

/**
 * A body in running text, in the definite form where its short name is a word one can put so: "udvalget", "byrådet".
 * Any other goes by its full name.
 */
export function bodyInText(body: { readonly name: string; readonly shortName: string } | undefined): string {
  if (!body) return ''
  const word = body.shortName.trim().toLocaleLowerCase('da-DK')
  if (/(udvalget|rådet|nævnet|bestyrelsen)$/.test(word)) return word
  if (/(udvalg|råd|nævn)$/.test(word)) return `${word}et`
  return word.endsWith('bestyrelse') ? `${word}n` : body.name
}

/** The first of several sentences; an abbreviation inside one ends none, as what follows is no capital. */
export function firstSentence(sentences: string): string {
  return /^.*?\.(?=\s+\p{Lu})/su.exec(sentences)?.[0] ?? sentences
}
