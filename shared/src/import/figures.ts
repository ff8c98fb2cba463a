/** Owns the numbers of a statement: which are figures with a unit, and which are years, ages, codes or spans of time. */
import { canonicalOf, parseDecimal, readDecimal } from '../goalValues.ts'
import {
  amount,
  codeBefore,
  comparedUnit,
  kroner,
  noPerson,
  noUnit,
  numberWord,
  ordinal,
  partNames,
  people,
  percent,
  persons,
  points,
  scale,
  shares,
  span,
  unitWord,
  yearsBehind,
} from './vocabulary/figures.ts'

/** `from` and `to` are places in the text; `to` is behind the unit. `value` is canonical. `unit`: "%", "procentpoint", the word behind the number, or null. */
export type Figure = {
  readonly value: string
  readonly unit: string | null
  readonly from: number
  readonly to: number
  readonly end: number
}

/** A number written in digits or as a word up to twenty, canonical; null for anything else. */
export function numberOf(text: string): string | null {
  return numberWord[text.toLowerCase()] ?? parseDecimal(text)
}

/** All figures of the text in order. Dates are given as places that hold no figures. */
export function figuresIn(text: string, dates: readonly { readonly from: number; readonly to: number }[]): readonly Figure[] {
  const found: Figure[] = []
  const pattern = /(?<![\p{L}\d.,/+-])[-−–]?\d+(?:[.,]\d+)*/gu
  const scales = [
    ...[...text.matchAll(scale)].map((match) => ({ from: match.index, to: match.index + match[0].length })),
    ...shares.flatMap(({ said }) => [...text.matchAll(said)].map((match) => ({ from: match.index, to: match.index + match[0].length }))),
  ]
  for (const match of text.matchAll(pattern)) {
    const from = match.index
    const digits = match[0].replace(/[.,]$/, '')
    const end = from + digits.length
    if ([...dates, ...scales].some((date) => from < date.to && end > date.from)) continue
    const behind = text.slice(end)
    const before = text.slice(0, from)
    if (span.test(behind) || ordinal.test(behind) || /^[-–]\d/.test(behind) || yearsBehind.test(behind)) continue
    if (codeBefore.test(before)) continue
    const value = parseDecimal(digits.replace(/^[–−-](?=\d)/, /\p{L}\s*$/u.test(before) ? '-' : ''))
    if (value === null) continue
    const unit = unitBehind(behind)
    found.push({ value, unit: unit?.unit ?? null, from, to: end + (unit?.length ?? 0), end })
  }
  for (const { said, value } of shares)
    for (const match of text.matchAll(said)) {
      const counted = value ?? outOf(match)
      if (counted !== null)
        found.push({ value: counted, unit: '%', from: match.index, to: match.index + match[0].length, end: match.index + match[0].length })
    }
  return found.sort((a, b) => a.from - b.from)
}

/** "9 ud af 10" and "to tredjedele", in per cent; a part that has a name is rounded to whole ones. */
function outOf(match: RegExpMatchArray): string | null {
  const named = partNames[(match[2] ?? '').toLowerCase()]
  const [part, whole] = [readDecimal(numberOf(match[1] ?? '')), readDecimal(named ?? numberOf(match[2] ?? ''))]
  if (!part || !whole || whole.isZero() || part.greaterThan(whole)) return null
  return canonicalOf(
    part
      .times(100)
      .div(whole)
      .toDecimalPlaces(named === undefined ? 1 : 0),
  )
}

function unitBehind(text: string): { readonly unit: string; readonly length: number } | null {
  const margin = points.exec(text)
  if (margin) return { unit: 'procentpoint', length: margin[0].length }
  const share = percent.exec(text)
  if (share) return { unit: '%', length: share[0].length }
  const money = amount.exec(text)
  if (money) return { unit: money[1] ? `${money[1].toLowerCase()}. ${kroner}` : kroner, length: money[0].length }
  const word = unitWord.exec(text)
  const unit = word?.[1]?.replace(comparedUnit, '') ?? ''
  if (unit === '' || noUnit.has(unit)) return null
  return { unit: people.test(unit) && !noPerson.test(unit) ? persons : unit, length: word?.[0].length ?? 0 }
}
