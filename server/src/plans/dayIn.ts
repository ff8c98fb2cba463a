/** Owns which day it is in the municipality. */

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The day in Europe/Copenhagen at this moment (milliseconds), "2027-03-31". */
export function dayAt(now: number): string {
  return days.format(now)
}
