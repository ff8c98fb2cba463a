/** Owns what a goal is compared with: the country, a region, a cluster of municipalities. */
import { countryMunicipalities, rankedIn, references } from './vocabulary.ts'

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
  return words.replace(/(?<![\p{L}\p{N}])og (?:i|på)(?![\p{L}\p{N}])/gu, 'og').trim()
}

/** Among whom a rank is counted: the country's municipalities unless the text names others. */
export function rankedAmong(text: string): string {
  if (/(?<![\p{L}\p{N}])(?:landet|landets|hele landet|nationalt|danmarks|alle (?:landets )?kommuner)(?![\p{L}\p{N}])/iu.test(text))
    return countryMunicipalities
  const place = rankedIn.exec(text)?.[1]
  return place && !/^kommune(?:n|ns|rne)?$/iu.test(place) ? plainName(place) : countryMunicipalities
}
