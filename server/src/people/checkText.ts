/** Owns the check of the short texts that people enter: names, titles, addresses. */
import type { Refusal } from '@samplan/shared/refusal'

const longest = 200
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The text without blanks around it, or why it is refused. */
export function checkName(field: string, text: string): { readonly text: string } | Refusal {
  const trimmed = text.normalize('NFC').trim()
  if (trimmed === '') return { refused: 'invalid', field, rule: 'empty' }
  return trimmed.length > longest ? { refused: 'invalid', field, rule: 'tooLong' } : { text: trimmed }
}

/** An e-mail address, as far as its shape tells. */
export function checkEmail(field: string, text: string): { readonly text: string } | Refusal {
  const name = checkName(field, text)
  if ('refused' in name) return name
  return emailShape.test(name.text) ? name : { refused: 'invalid', field, rule: 'format' }
}
