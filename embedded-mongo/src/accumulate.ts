/** Sums, means and extremes by the order and the number kinds of BSON. */
import { arithmetic, compare, isNumber, toNumber } from './value.ts'

/** Makes one value of many. */
export type Accumulator = (values: readonly unknown[]) => unknown

/** What is neither null nor missing. */
export const given = (values: readonly unknown[]): readonly unknown[] => values.filter((v) => v !== undefined && v !== null)
/** The least (-1) or greatest (1) of what is not null or missing. */
export const extreme =
  (direction: 1 | -1): Accumulator =>
  (values) =>
    given(values).reduce((best, v) => (best === undefined || compare(v, best) * direction > 0 ? v : best), undefined) ?? null

/** The sum of what is a number, in the widest of their kinds. */
export function sum(values: readonly unknown[]): unknown {
  let total: unknown = 0
  for (const value of values.filter(isNumber)) {
    const next = arithmetic(total, value, false)
    total = next ?? toNumber(total) + toNumber(value)
  }
  return total
}

/** The mean of what is a number; null of nothing. */
export function average(values: readonly unknown[]): unknown {
  const numbers = values.filter(isNumber).map(toNumber)
  return numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) / numbers.length : null
}
