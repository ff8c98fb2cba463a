/** Regular expressions of filters as JavaScript's. */
import { BSONRegExp } from 'bson'
import { badValue, located, unsupported } from './commandError.ts'

/** The same expression in JavaScript. Throws where the pattern or an option is not one that behaves alike. */
export function toRegExp(source: unknown, options: unknown): RegExp {
  const pattern = source instanceof BSONRegExp ? source.pattern : source
  const flags = options ?? (source instanceof BSONRegExp ? source.options : '')
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string')
  if (typeof flags !== 'string') throw badValue('$options has to be a string')
  for (const flag of flags) {
    if (flag === 'x' || flag === 'l') throw unsupported(`$regex with the option '${flag}'`)
    if (!'imsu'.includes(flag)) throw located(51108, `invalid flag in regex options: ${flag}`)
  }
  const known = [...new Set(flags.replace('u', ''))].join('')
  try {
    return new RegExp(pattern, `${known}u`)
  } catch {
    // The mode that counts characters is stricter about escapes that mean nothing.
    try {
      return new RegExp(pattern, known)
    } catch (error) {
      throw located(51091, `Regular expression is invalid: ${(error as Error).message}`)
    }
  }
}
