/** Owns the values of goal attributes: decimals and dates as people write them, as they are stored, and as they are shown. */
import { Decimal } from 'decimal.js'

/** Exact far beyond any figure of a plan, and bounded so that a pasted number cannot be a burden. */
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 })
const mostDigits = 30

const canonicalDecimal = /^-?\d+(\.\d+)?$/

/** The stored decimal ("-1234.5") as a number to compute with, or null for anything else. Never a JavaScript number: 2.7 - 1.7 must be 1. */
export function readDecimal(text: string | null | undefined): Decimal | null {
  return text && text.length <= mostDigits + 2 && canonicalDecimal.test(text) ? new Exact(text) : null
}

/** The number in its stored form: no exponent, no trailing zeros, no negative zero. */
export function canonicalOf(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed()
}

/**
 * What a person writes ("1.234,5", "12,4 %", "−3", "1.7") in stored form, or null. The comma is the decimal mark; points in groups
 * of three are thousands, any other single point is taken for a decimal mark. A unit of per cent behind the number is ignored.
 */
export function parseDecimal(input: string): string | null {
  const text = input
    .replace(/[\s\u00a0\u202f]+/g, '')
    .replace(/(%|pct\.?|procentpoint|procent)$/i, '')
    .replace(/^[\u2212\u2013-]/, '-')
    .replace(/^\+/, '')
  if (text.length > mostDigits + 12) return null
  const danish = /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(text)
  const plain = /^(-?)(\d+)\.(\d+)$/.exec(text)
  const [, sign, whole, fraction] = danish ?? plain ?? []
  if (whole === undefined) return null
  const digits = `${whole.replaceAll('.', '')}${fraction === undefined ? '' : `.${fraction}`}`
  return digits.length > mostDigits ? null : canonicalOf(new Exact(`${sign ?? ''}${digits}`))
}

/** The stored decimal as Danish text, "1.234,5"; text that is none is given back as it is. */
export function printDecimal(text: string): string {
  const value = readDecimal(text)
  if (!value) return text
  const [whole = '', fraction] = canonicalOf(value.abs()).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  return `${value.isNegative() && !value.isZero() ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`
}

/** In Danish, from January. */
export const monthNames = [
  'januar',
  'februar',
  'marts',
  'april',
  'maj',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'december',
] as const
/** As Danish dates are shortened. */
export const shortMonths = ['jan.', 'feb.', 'marts', 'april', 'maj', 'juni', 'juli', 'aug.', 'sept.', 'okt.', 'nov.', 'dec.'] as const

/** A date in parts, with the precision that it has. */
export type DateParts = { readonly year: number; readonly month: number | null; readonly day: number | null }

/** The stored date ("2027", "2027-12", "2027-12-31") in parts, or null for anything else. */
export function readDate(text: string | null | undefined): DateParts | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text ?? '')
  if (!found) return null
  const [, year, month, day] = found
  return validDate({ year: Number(year), month: month === undefined ? null : Number(month), day: day === undefined ? null : Number(day) })
}

/** What a person writes ("december 2027", "dec. 2027", "2027", "31. december 2027", "31-12-2027", "2027-12") in stored form, or null. */
export function parseDate(input: string): string | null {
  const text = input
    .trim()
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, ' ')
  const stored = readDate(text)
  if (stored) return canonicalDate(stored)
  const numbers = /^(?:(\d{1,2})(?:[./-] ?| ))?(\d{1,2})(?:[./-] ?| )(\d{4})$/.exec(text)
  const words = /^(?:(\d{1,2})\.? )?(?:d\. )?([a-z]{3,9})\.? (\d{4})$/.exec(text)
  const [, day, monthText, year] = numbers ?? words ?? []
  if (year === undefined || monthText === undefined) return null
  const month = numbers ? Number(monthText) : monthOf(monthText)
  const date = month === null ? null : validDate({ year: Number(year), month, day: day === undefined ? null : Number(day) })
  return date && canonicalDate(date)
}

function monthOf(word: string): number | null {
  const at = monthNames.findIndex((name) => name.startsWith(word.length >= 3 ? word : 'x'))
  return at < 0 ? null : at + 1
}

function validDate(date: DateParts): DateParts | null {
  const { year, month, day } = date
  if (year < 1900 || year > 2999) return null
  if (month !== null && (month < 1 || month > 12)) return null
  if (day !== null && (month === null || day < 1 || day > daysIn(year, month))) return null
  return date
}

function canonicalDate({ year, month, day }: DateParts): string {
  return [String(year), ...(month === null ? [] : [two(month)]), ...(day === null ? [] : [two(day)])].join('-')
}

const two = (number: number): string => String(number).padStart(2, '0')

/** The stored date as short Danish text, "dec. 2027"; text that is none is given back as it is. */
export function printDate(text: string): string {
  const date = readDate(text)
  if (!date) return text
  const month = date.month === null ? '' : `${shortMonths[date.month - 1]} `
  return `${date.day === null ? '' : `${date.day}. `}${month}${date.year}`
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The last day of the period that the stored date names, "2027-12-31"; null where it is no date. Days compare as text. */
export function lastDayOf(text: string | null | undefined): string | null {
  const date = readDate(text)
  if (!date) return null
  const month = date.month ?? 12
  return canonicalDate({ year: date.year, month, day: date.day ?? daysIn(date.year, month) })
}

/** The first day of the period that the stored date names. */
export function firstDayOf(text: string | null | undefined): string | null {
  const date = readDate(text)
  return date && canonicalDate({ year: date.year, month: date.month ?? 1, day: date.day ?? 1 })
}

/** Days since 1 January 1900 of a whole day, "2027-12-31"; null for anything else. */
export function dayNumber(day: string): number | null {
  const date = readDate(day)
  if (!date || date.month === null || date.day === null) return null
  let days = date.day - 1
  for (let month = 1; month < date.month; month++) days += daysIn(date.year, month)
  const years = date.year - 1900
  const before = date.year - 1
  const leapDays =
    Math.floor(before / 4) -
    Math.floor(before / 100) +
    Math.floor(before / 400) -
    (Math.floor(1899 / 4) - Math.floor(1899 / 100) + Math.floor(1899 / 400))
  return days + years * 365 + leapDays
}
