/** Owns the arithmetic of charts: a linear scale, round ticks for values, months for time. Pure. */
import { dayNumber, lastDayOf, printDate, readDate } from '@samplan/shared/goalValues'

/** Maps the domain's ends to the range's; a domain without width maps to the middle. */
export function linear([from, to]: readonly [number, number], [start, end]: readonly [number, number]): (value: number) => number {
  if (from === to) return () => (start + end) / 2
  return (value) => start + ((value - from) / (to - from)) * (end - start)
}

/** Round values in even steps of 1, 2 or 5, about `count` of them, that enclose the lowest and the highest. */
export function roundTicks(lowest: number, highest: number, count: number): readonly number[] {
  const width = highest - lowest || Math.abs(highest) * 0.1 || 1
  const rough = width / Math.max(count - 1, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  const first = Math.floor(lowest / step)
  const last = Math.ceil((highest === lowest ? highest + width : highest) / step)
  // Rounded, as 3 * 0.1 is 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(step)))
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(digits)))
}

/** A stored date as a day on the time axis: the last day of its period. */
export function dayAt(period: string | null): number | null {
  const day = lastDayOf(period)
  return day === null ? null : dayNumber(day)
}

export type TimeTick = { readonly day: number; readonly label: string }

/** Ends of months from the first period to the last, at most `most`, evenly apart; the year is said where it changes. */
export function monthTicks(first: string, last: string, most: number): readonly TimeTick[] {
  const [from, to] = [monthOf(first), monthOf(last)]
  if (from === null || to === null) return []
  const room = Math.max(most - 1, 1)
  const step = steps.find((months) => (to - from) / months <= room) ?? Math.ceil((to - from) / room / 120) * 120
  const ticks: TimeTick[] = []
  let yearSaid = -1
  for (let month = to; month >= from; month -= step) {
    const year = Math.floor(month / 12)
    const period = `${year}-${String((month % 12) + 1).padStart(2, '0')}`
    const day = dayAt(period)
    if (day !== null) ticks.unshift({ day, label: period })
  }
  return ticks.map(({ day, label }) => {
    const year = Number(label.slice(0, 4))
    const words = printDate(label)
    const isNew = year !== yearSaid
    yearSaid = year
    return { day, label: isNew ? words : words.replace(/ \d{4}$/, '') }
  })
}

const steps = [1, 2, 3, 6, 12, 24, 36, 60] as const

/** Months since year 0 of the period's last month. */
function monthOf(period: string): number | null {
  const date = readDate(lastDayOf(period))
  return date?.month ? date.year * 12 + date.month - 1 : null
}
