/** Owns collations: texts compared as a language does, by the ICU that is in Node, while a command that asks for it runs. */
import { Buffer } from 'node:buffer'
import { badValue, unsupported } from './commandError.ts'

/** An order of texts. `representative` is the same text for all texts that are equal in it. */
export type Collation = { compare(a: string, b: string): number; representative(text: string): string }

// The engine runs one command, or one of its statements, from its beginning to its end without waiting.
let current: Collation | undefined

/** Runs something under a collation, or under none: every comparison in it takes that order. It must not wait for anything. */
export function under<T>(collation: Collation | undefined, run: () => T): T {
  const before = current
  current = collation
  try {
    return run()
  } finally {
    current = before
  }
}

/** The collation that holds now. Indexes know none: they may be asked only where this is undefined. */
export const currentCollation = (): Collation | undefined => current

const SURROGATE = /[\ud800-\udfff]/

/** The order of bytes, which is that of field names always, and of texts without a collation. */
export const compareNames = (a: string, b: string): number =>
  // UTF-16 sorts astral characters below U+E000; UTF-8, MongoDB's order, does not.
  SURROGATE.test(a) || SURROGATE.test(b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : a < b ? -1 : a > b ? 1 : 0

/** The order of texts that are values. */
export const compareTexts = (a: string, b: string): number => (current ? current.compare(a, b) : compareNames(a, b))

/** What a collation may say, parsed. */
export type CollationFields = {
  readonly locale: string
  readonly strength?: number | undefined
  readonly caseLevel?: boolean | undefined
  readonly caseFirst?: string | undefined
  readonly numericOrdering?: boolean | undefined
}

const SENSITIVITY = { 1: 'base', 2: 'accent', 3: 'variant' } as const
const CASE_FIRST = { off: 'false', upper: 'upper', lower: 'lower' } as const

function sensitivityOf(strength: number, caseLevel: boolean): Intl.CollatorOptions['sensitivity'] {
  if (!Number.isInteger(strength) || strength < 1 || strength > 5)
    throw badValue(`Enumeration value '${strength}' for field 'strength' is not valid`)
  if (strength > 3) throw unsupported(`A collation of strength ${strength}`)
  if (caseLevel && strength !== 1) throw unsupported(`A collation with caseLevel and strength ${strength}`)
  return caseLevel ? 'case' : SENSITIVITY[strength as keyof typeof SENSITIVITY]
}

/** A collation out of its fields; undefined for `simple`, the order of bytes. Throws for what ICU in Node cannot do alike. */
export function collationOf(fields: CollationFields): Collation | undefined {
  const { locale, strength = 3, caseLevel = false, caseFirst, numericOrdering = false } = fields
  if (locale === 'simple') {
    if (Object.keys(fields).length > 1) throw badValue("The 'simple' locale takes no other options")
    return undefined
  }
  const tag = locale.replaceAll('_', '-')
  // French as in Canada weighs accents from the end, which Node does not say that it does.
  const isKnown =
    /^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$/.test(locale) && locale !== 'fr_CA' && Intl.Collator.supportedLocalesOf(tag).length > 0
  if (!isKnown) throw unsupported(`A collation of the locale '${locale}'`)
  if (caseFirst !== undefined && !Object.hasOwn(CASE_FIRST, caseFirst))
    throw badValue(`Enumeration value '${caseFirst}' for field 'caseFirst' is not valid`)
  const { compare } = new Intl.Collator(tag, {
    usage: 'sort',
    sensitivity: sensitivityOf(strength, caseLevel),
    numeric: numericOrdering,
    ...(caseFirst === undefined ? {} : { caseFirst: CASE_FIRST[caseFirst as keyof typeof CASE_FIRST] }),
  })

  const known = new Map<string, string>()
  const sorted: string[] = []
  const representative = (text: string): string => {
    const found = known.get(text)
    if (found !== undefined) return found
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(sorted[middle] as string, text) < 0) low = middle + 1
      else high = middle
    }
    const there = sorted[low]
    const chosen = there !== undefined && compare(there, text) === 0 ? there : text
    if (chosen === text) sorted.splice(low, 0, text)
    known.set(text, chosen)
    return chosen
  }
  return { compare, representative }
}
