/** Owns what a goal is compared with: the country, a region, a cluster of municipalities. */
import { and, andIn, countryMunicipalities, countryNamed, municipalityAlone, rankedIn, references } from './vocabulary/comparisons.ts'

export type Reference = { readonly stored: string; readonly from: number; readonly to: number }

/** The first reference in the text, as it is stored. */
export function referenceIn(text: string): Reference | null {
  for (const { said, stored } of references) {
    const match = said.exec(text)
    if (match) return { stored: stored ?? plainName(match[1] ?? match[0]), from: match.index, to: match.index + match[0].length }
  }
  return null
}

function plainName(words: string): string {
  return words.replace(andIn, and).trim()
}

/** Among whom a rank is counted: the country's municipalities unless the text names others. */
export function rankedAmong(text: string): string {
  if (countryNamed.test(text)) return countryMunicipalities
  const place = rankedIn.exec(text)?.[1]
  return place && !municipalityAlone.test(place) ? plainName(place) : countryMunicipalities
}
