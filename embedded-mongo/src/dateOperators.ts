/** Owns the parts of dates in expressions: their time zones and their text. */
import { located, unsupported } from './commandError.ts'
import { evaluated, isNil, type Operator } from './operator.ts'
import { isDoc, typeName } from './value.ts'

const OFFSET = /^([+-])(\d\d):?(\d\d)?$/

/** How far a zone is before UTC at a time, in minutes. */
function offsetOf(zone: unknown, date: Date): number {
  if (typeof zone !== 'string') throw located(40517, `timezone must evaluate to a string, found ${typeName(zone)}`)
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? []
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0))
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(date)
    const [, s, h, m] = /^GMT([+-])(\d\d):(\d\d)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '') ?? []
    return s === undefined ? 0 : (s === '-' ? -1 : 1) * (Number(h) * 60 + Number(m))
  } catch {
    throw located(40485, `unrecognized time zone identifier: "${zone}"`)
  }
}

type Local = { readonly at: Date; readonly offset: number }

/** A date whose UTC fields are those of the zone; undefined where the date or the zone is null or missing. */
function local(name: string, date: unknown, zone: unknown): Local | undefined {
  if (isNil(date) || zone === null) return undefined
  if (!(date instanceof Date)) throw located(16006, `can't convert from BSON type ${typeName(date)} to Date in ${name}`)
  const offset = zone === undefined ? 0 : offsetOf(zone, date)
  return { at: new Date(date.getTime() + offset * 60_000), offset }
}

function checkNames(name: string, operand: Record<string, unknown>, allowed: readonly string[]): void {
  const unknown = Object.keys(operand).find((field) => !allowed.includes(field))
  if (unknown !== undefined) throw located(40535, `unrecognized option to ${name}: '${unknown}'`)
}

const part =
  (name: string, read: (date: Date) => number): Operator =>
  (doc, operand, options) => {
    const alone: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
    const isNamed = isDoc(alone) && Object.hasOwn(alone, 'date')
    if (isNamed) checkNames(name, alone, ['date', 'timezone'])
    const zone = isNamed && Object.hasOwn(alone, 'timezone') ? (evaluated(doc, alone.timezone, options) ?? null) : undefined
    const found = local(name, evaluated(doc, isNamed ? alone.date : alone, options), zone)
    return found ? read(found.at) : null
  }

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0')
const dayOfYear = (date: Date): number =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000,
  ) + 1

function specified(letter: string, { at, offset }: Local): string {
  switch (letter) {
    case 'Y':
      return padded(at.getUTCFullYear(), 4)
    case 'm':
      return padded(at.getUTCMonth() + 1, 2)
    case 'd':
      return padded(at.getUTCDate(), 2)
    case 'H':
      return padded(at.getUTCHours(), 2)
    case 'M':
      return padded(at.getUTCMinutes(), 2)
    case 'S':
      return padded(at.getUTCSeconds(), 2)
    case 'L':
      return padded(at.getUTCMilliseconds(), 3)
    case 'j':
      return padded(dayOfYear(at), 3)
    case 'u':
      return String(at.getUTCDay() || 7)
    case 'w':
      return String(at.getUTCDay() + 1)
    case 'z':
      return `${offset < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`
    case '%':
      return '%'
    default:
      if ('GVUZbB'.includes(letter)) throw unsupported(`$dateToString with %${letter}`)
      throw located(18536, `Invalid format character '%${letter}' in format string`)
  }
}

const dateToString: Operator = (doc, operand, options) => {
  if (!isDoc(operand)) throw located(18629, '$dateToString only supports an object as its argument')
  checkNames('$dateToString', operand, ['date', 'format', 'timezone', 'onNull'])
  if (!Object.hasOwn(operand, 'date')) throw located(18628, "Missing 'date' parameter to $dateToString")
  const get = (name: string): unknown => (Object.hasOwn(operand, name) ? (evaluated(doc, operand[name], options) ?? null) : undefined)
  const [date, zone, format] = [get('date'), get('timezone'), get('format')]
  if (isNil(date)) return get('onNull') ?? null
  const found = local('$dateToString', date, zone)
  if (!found || format === null) return null
  const pattern = format ?? (zone === undefined || found.offset === 0 ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L')
  if (typeof pattern !== 'string') throw located(18533, "$dateToString requires that 'format' be a string")
  return pattern.replaceAll(/%([^])?/g, (_, letter: string | undefined) => {
    if (letter === undefined) throw located(18535, "Unmatched '%' at end of format string")
    return specified(letter, found)
  })
}

/** The operators of dates by name. */
export const dateOperators: Readonly<Record<string, Operator>> = {
  $year: part('$year', (date) => date.getUTCFullYear()),
  $month: part('$month', (date) => date.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (date) => date.getUTCDate()),
  $dateToString: dateToString,
}
